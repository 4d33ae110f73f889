/* SPDX-License-Identifier: MIT */
/* Rows of a grid as bytes for the terminal. ncurses takes and gives back the terminal, and reads
 * keys; it does not draw, because it cannot know how wide a terminal draws a cluster, scrolls
 * pixels along with text, and has neither all colours nor struck text nor hyperlinks. UI thread
 * only. */
#ifndef UI_SCREEN_ROW_H
#define UI_SCREEN_ROW_H

#include "screen_state.h"

/* Appends what makes a row of the screen look like the row of grid. shown is what the screen shows;
 * is_whole: nothing is known of the row, all of it is written. A row that has or had clusters of
 * unsure width is always written whole, each cell after such a cluster at a place of its own, so
 * that nothing is left behind. Returns whether anything was appended. Afterwards the cursor is
 * anywhere, and attributes and links are off. */
bool screen_append_row(struct screen *screen, const struct grid *grid, int row, bool is_whole,
                       GString *out);

/* Appends what places the cursor. */
void screen_append_place(GString *out, int row, int col);

#endif
