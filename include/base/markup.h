/* SPDX-License-Identifier: MIT */
/* The words of HTML without a tree: one pass over the bytes, for titles, summaries and the search
 * index. Any thread. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The UTF-8 of the named character reference name[0..len) ("eacute", HTML 13.5), or NULL.
 * *is_legacy (may be NULL): it also counts without a semicolon. Static. */
const char *markup_find_entity(const char *name, size_t len, bool *is_legacy);

#define MARKUP_REFERENCE_BYTES 8

/* The character reference that begins at text (an "&") and ends before end: returns the bytes it
 * takes, or 0 if it is not a reference, and writes its UTF-8, *out_len bytes without a NUL. Numbers
 * are read as HTML 13.2.5.80 says: 128 to 159 as windows-1252, a number without a character as
 * U+FFFD; a control character gives nothing. */
size_t markup_decode_reference(const char *text, const char *end, char out[MARKUP_REFERENCE_BYTES],
                               size_t *out_len);

enum markup_place { MARKUP_IN_TEXT, MARKUP_IN_ATTRIBUTE };

/* Room for len bytes of text with its references decoded ("&nGt;" has five bytes and gives six),
 * and for a NUL. */
#define MARKUP_DECODED_BYTES(len) ((len) + (len) / 4 + MARKUP_REFERENCE_BYTES + 1)

/* text[0..len) with its references decoded into out, which has MARKUP_DECODED_BYTES(len) and ends
 * with a NUL then. Returns the length. In an attribute "?a=1&copy=2" stays (HTML 13.2.5.73). */
size_t markup_decode(const char *text, size_t len, enum markup_place place, char *out);

/* Appends text[0..len) so that it can stand in HTML and XML, between tags as in an attribute. */
void markup_append_escaped(GString *out, const char *text, size_t len);

enum markup_flags {
    MARKUP_BLOCKS = 1 << 0,     /* blocks and br begin a line; else all is one line */
    MARKUP_KNOWN_TAGS = 1 << 1, /* only elements of HTML are taken for tags: "List<String>" stays */
};

/* The words of html (valid UTF-8), references decoded, white space collapsed; without tags,
 * comments, scripts, styles and hidden elements. About max_bytes at most (0: no limit), cut between
 * words. Caller frees; *out_len may be NULL. */
char *markup_extract_text(const char *html, size_t len, size_t max_bytes, enum markup_flags flags,
                          size_t *out_len);

enum markup_extent {
    MARKUP_LINE, /* a title, a name */
    MARKUP_BODY, /* a text, in which p, li and the like stand without their end tags */
    MARKUP_HTML, /* a text that is HTML: only mail and web addresses in angle brackets are words */
};

/* text[0..len) in which tags may be what it speaks of. They are words where they have no end tag
 * and stand apart as words do ("Using <details> well", "the <div>s"), where HTML does not know their
 * name, where nothing is between start and end ("<p></p>"), and where the text ends in them; the
 * rest is markup. Returns text with an "&lt;" for the "<" of the words, caller frees, *out_len its
 * length; or NULL if it has no such words. *has_markup: it has other tags, or a comment. */
char *markup_escape_words(const char *text, size_t len, enum markup_extent extent, size_t *out_len,
                          bool *has_markup);

/* True if text contains a character reference. */
bool markup_has_reference(const char *text, size_t len);

/* The byte from 0x80 up that stands for c in windows-1252, or else in Latin-1; 0: no such byte. */
guchar markup_get_windows_1252(gunichar c);

#endif
