/* SPDX-License-Identifier: MIT */
/* Inside base: which of two encodings that a text may have is the likelier one. */
#ifndef BASE_ENCODING_GUESS_H
#define BASE_ENCODING_GUESS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Bytes and what they would be in an encoding. */
struct encoding_guess {
    const char *charset; /* iconv's name */
    const char *bytes;
    size_t len;
    const char *text; /* the bytes in UTF-8, U+FFFD for each byte that is impossible */
    size_t text_len;
    size_t n_faults; /* bytes that are impossible */
};

/* 0 if first is at least as likely as second, else 1. Where the text does not show it, windows-1252
 * (also called ISO-8859-1), which servers and editors claim without looking, is the less likely. */
guint encoding_guess_choose(const struct encoding_guess *first,
                            const struct encoding_guess *second);

/* Whether a character that a text in UTF-8 hardly has alone is c: a combining mark, a letter of
 * phonetics, a control character. */
bool encoding_guess_is_unusual(gunichar c);

#endif
