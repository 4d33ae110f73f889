/* SPDX-License-Identifier: MIT */
/* A line of the feeds file as words with their places, so that they can be replaced in place. */
#ifndef CONFIG_FEEDS_LINE_H
#define CONFIG_FEEDS_LINE_H

#include <glib.h>
#include <stdbool.h>

struct feeds_word {
    char *text;       /* without quotes and escapes */
    gsize begin, end; /* in bytes of the whole text */
    guint column;     /* from 1, in characters */
    bool is_open;     /* its closing quote is missing */
};

struct feeds_line {
    gsize begin, end; /* in bytes of the whole text; end is after the line end */
    gsize text_end;   /* before the line end */
    guint number;     /* from 1 */
    struct feeds_word *words;
    guint n_words; /* 0: blank or comment */
};

/* Reads the line that begins at line->end (line is all zero for the first one) of text[0..len).
 * Returns false at the end of the text. A byte order mark is not part of the first word. */
bool feeds_line_next(struct feeds_line *line, const char *text, gsize len);
void feeds_line_clear(struct feeds_line *line);

#endif
