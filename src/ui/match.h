/* SPDX-License-Identifier: MIT */
/* Finds and marks searched words; the case of letters does not count. UI thread only. */
#ifndef UI_MATCH_H
#define UI_MATCH_H

#include "ui/cell.h"

/* Whether needle occurs in text. Both are valid UTF-8; an empty needle occurs nowhere. */
bool match_is_in(const char *text, const char *needle);

/* Tints the places where needle (or NULL) occurs in text (or NULL), which was drawn at row, col
 * over cols columns. */
void match_tint(struct grid *grid, int row, int col, int cols, const char *text,
                const char *needle);

/* The same for text that is drawn as clusters (struct bidi_cluster) in visual order into row, the
 * leftmost at the row's column col, which may be negative. */
void match_tint_ordered(struct grid *grid, struct pane row, int col, const char *text,
                        const GArray *clusters, const char *needle);

#endif
