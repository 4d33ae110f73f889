/* SPDX-License-Identifier: MIT */
/* Text from outside made safe to keep and to show, and its width in columns. All functions: any
 * thread; plain ASCII costs a scan. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum utf8_mode {
    /* One line (titles, names, URLs): tabs and line ends become spaces, bidi controls are removed.
     */
    UTF8_LINE,
    /* Running text: \n and \t stay (\r\n and \r become \n), bidi isolates stay if each is closed.
     */
    UTF8_BLOCK,
};

/* bytes[0..len) as valid UTF-8: bytes that are not UTF-8 become U+FFFD (one for each maximal part
 * of a character, Unicode 3.9), NUL, C0, C1 and DEL go, noncharacters and bidi overrides go. Never
 * NULL; caller frees; *out_len may be NULL. */
char *utf8_clean(const char *bytes, size_t len, enum utf8_mode mode, size_t *out_len);

/* The same in place, for text that is valid UTF-8 already (it can only get shorter). Returns the
 * new length; text ends with a NUL before and after. */
size_t utf8_clean_valid(char *text, size_t len, enum utf8_mode mode);

/* True if utf8_clean() would change nothing; false also for any text with bidi isolates. */
bool utf8_is_clean(const char *bytes, size_t len, enum utf8_mode mode);

/* Runs of white space (also no-break and other Unicode spaces) become one space, those at the ends
 * go; in place. Returns the new length. text is valid UTF-8 and ends with a NUL before and after.
 */
size_t utf8_collapse(char *text, size_t len);

/* A single line, cleaned and collapsed. Never NULL; caller frees. */
char *utf8_clean_line(const char *bytes, size_t len);

/* Width of valid UTF-8 in terminal columns, by grapheme cluster (UAX 29): wide characters 2, emoji
 * sequences and flags 2, marks and format characters 0, East Asian ambiguous characters 1. */
guint utf8_width(const char *text);
guint utf8_width_len(const char *text, size_t len);

/* Bytes of the grapheme cluster at text (text < end, valid UTF-8); *cols (may be NULL) gets its
 * width. At least 1. */
size_t utf8_next_cluster(const char *text, const char *end, guint *cols);

/* Bytes of the longest start of text that is at most max_cols wide and ends between clusters; *cols
 * (may be NULL) gets its width. */
size_t utf8_fit(const char *text, size_t len, guint max_cols, guint *cols);

/* text if it is at most max_cols wide, else its start with "…". Caller frees. */
char *utf8_truncate(const char *text, guint max_cols);

#endif
