/* SPDX-License-Identifier: MIT */
/* Finds and marks searched words, by the same folding as the index (base/fold.h): neither case nor
 * accents count, and a blank also matches the end of a line. UI thread only. */
#ifndef UI_MATCH_H
#define UI_MATCH_H

#include "ui/cell.h"

/* Whether needle occurs in text. Both are valid UTF-8; an empty needle occurs nowhere. */
bool match_is_in(const char *text, const char *needle);

/* Whether needle occurs in text, or begins in it and goes on in after, the lines that follow (or
 * NULL). */
bool match_begins_in(const char *text, const char *after, const char *needle);

/* For each byte of text whether it is in a place where needle occurs; before and after are the lines
 * around text (or NULL), which such a place may reach into. NULL if there is none in text. Caller
 * frees. */
guint8 *match_mark(const char *before, const char *text, const char *after, const char *needle);

/* Tints the places where needle (or NULL) occurs in text (or NULL), which was drawn at row, col
 * over cols columns. */
void match_tint(struct grid *grid, int row, int col, int cols, const char *text,
                const char *needle);

/* The same with marks (or NULL) from match_mark(). */
void match_tint_marked(struct grid *grid, int row, int col, int cols, const char *text,
                       const guint8 *marks);

/* The same for text that is drawn as clusters (struct bidi_cluster) in visual order into row, the
 * leftmost at the row's column col, which may be negative. */
void match_tint_ordered(struct grid *grid, struct pane row, int col, const char *text,
                        const GArray *clusters, const guint8 *marks);

#endif
