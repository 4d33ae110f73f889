/* SPDX-License-Identifier: MIT */
/* Plain text broken into lines of cells. Pure functions. */
#ifndef UI_CELL_WRAP_H
#define UI_CELL_WRAP_H

#include <stddef.h>

/* How many bytes of text (valid UTF-8) the first line takes if lines have at most cols columns: up
 * to a blank if there is one, never a part of a grapheme cluster, but at least one cluster; 0 only
 * for "". The next line begins after the blanks that follow. */
size_t cell_wrap_line(const char *text, int cols);

/* text, or "…" and the end of it that fits into cols columns with it. Caller frees. */
char *cell_cut_begin(const char *text, int cols);

#endif
