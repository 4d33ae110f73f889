/* SPDX-License-Identifier: MIT */
/* The words of HTML without a tree: one pass over the bytes, for titles, summaries and the search
 * index. Any thread. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The UTF-8 of the named character reference name[0..len) ("eacute", HTML 13.5), or NULL.
 * *is_legacy (may be NULL) tells whether it also counts without a semicolon. Static. */
const char *markup_find_entity(const char *name, size_t len, bool *is_legacy);

#define MARKUP_REFERENCE_BYTES 8

/* The character reference that begins at text (an "&") and ends before end: returns the bytes it
 * takes, 0 where it is none, and writes its UTF-8, *out_len bytes without a NUL. Numbers are read
 * as HTML 13.2.5.80 says: 128 to 159 as windows-1252, what is no character as U+FFFD; those of
 * controls give nothing. */
size_t markup_decode_reference(const char *text, const char *end, char out[MARKUP_REFERENCE_BYTES],
                               size_t *out_len);

/* Appends text[0..len) so that it can stand in HTML and XML, between tags as in an attribute. */
void markup_append_escaped(GString *out, const char *text, size_t len);

/* name[0..len) is an element of HTML, in any case. */
bool markup_is_element(const char *name, size_t len);

enum markup_flags {
    MARKUP_BLOCKS = 1 << 0,     /* blocks and br begin a line; else all is one line */
    MARKUP_KNOWN_TAGS = 1 << 1, /* only elements of HTML are taken for tags: "List<String>" stays */
};

/* The words of html (valid UTF-8), references decoded, white space collapsed; without tags,
 * comments, scripts, styles and what is hidden. About max_bytes at most (0: no limit), cut between
 * words. The caller's; *out_len may be NULL. */
char *markup_extract_text(const char *html, size_t len, size_t max_bytes, enum markup_flags flags,
                          size_t *out_len);

/* The tags of a page one after the other, without a tree. Begin with { .p = html, .end = html + len
 * }. */
struct markup_scanner {
    const char *p, *end;
    bool has_open_comment; /* inside: "-->" does not occur any more */
};

/* A tag in place: name[0..name_len) as it stands, begin[0..after - begin) all of it. */
struct markup_tag {
    const char *begin, *name, *after;
    size_t name_len;
    bool is_end;
};

/* The next tag; comments, declarations and what is inside scripts, styles and titles are passed
 * over, with the ends of these. False: there is none. All calls together take linear time. */
bool markup_next_tag(struct markup_scanner *scanner, struct markup_tag *tag);

/* The tag's name is name (lower case). */
bool markup_is_tag(const struct markup_tag *tag, const char *name);

/* The value of the attribute called name (lower case), references decoded, "" where it has none;
 * NULL: there is no such attribute. The caller's. */
char *markup_get_attribute(const struct markup_tag *tag, const char *name);

/* text has a tag or a character reference in it, so that it is worth reading as markup. */
bool markup_is_likely(const char *text, size_t len);

/* The byte from 0x80 up that windows-1252, or failing that Latin-1, has for c; 0: none. */
guchar markup_get_windows_1252(gunichar c);

#endif
