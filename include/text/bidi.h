/* SPDX-License-Identifier: MIT */
/* Text of both directions: embedding levels, and the order on a screen that does not reorder by
 * itself (UAX 9, by FriBidi). Built without FriBidi, nothing needs to be reordered. Pure functions;
 * any thread. */
#ifndef TEXT_BIDI_H
#define TEXT_BIDI_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum bidi_base {
    BIDI_AUTO, /* of the first strong character, else left to right (UAX 9, P2 and P3) */
    BIDI_LTR,
    BIDI_RTL,
};

/* A grapheme cluster of a line, in its place on the screen. */
struct bidi_cluster {
    guint32 begin; /* its bytes in the line's text */
    guint16 len;
    guint8 cols, level;
    /* What is drawn for its first character: mirrored (UAX 9, L4), or the letter joined to its
     * neighbours; 0: the character itself. */
    gunichar shown;
};

/* Whether text (valid UTF-8) has characters that stand right to left, or reorder others. */
bool bidi_is_needed(const char *text, size_t len);

/* The direction that base means for text. */
bool bidi_is_rtl(const char *text, size_t len, enum bidi_base base);

/* The embedding level of each of text's bytes into levels[0..len). The lines of text, separated by
 * '\n', are paragraphs of one direction, is_rtl. */
void bidi_find_levels(const char *text, size_t len, bool is_rtl, guint8 *levels);

enum bidi_letters {
    BIDI_JOIN_LETTERS, /* for terminals that show letters as they come */
    /* for terminals that join, and turn, the letters of each word by themselves: words are put in
     * order, the letters of a word are not */
    BIDI_KEEP_WORDS,
};

/* The clusters of one line from left to right (struct bidi_cluster). levels has one for each byte;
 * NULL: the line is a paragraph. With BIDI_JOIN_LETTERS, Arabic letters are joined, so that they read
 * well on terminals that do not join them; the line may have fewer columns than text. Free with
 * g_array_unref(). */
GArray *bidi_order(const char *text, size_t len, const guint8 *levels, enum bidi_letters letters);

enum { BIDI_CLUSTER_BYTES = 64 };

/* The cluster as it is drawn, cut where a cluster is longer than that; returns its bytes. */
size_t bidi_copy_cluster(const struct bidi_cluster *cluster, const char *text,
                         char out[BIDI_CLUSTER_BYTES]);

#endif
