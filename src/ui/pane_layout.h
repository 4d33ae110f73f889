/* SPDX-License-Identifier: MIT */
/* Where the panes are. UI thread only. */
#ifndef UI_PANE_LAYOUT_H
#define UI_PANE_LAYOUT_H

#include "ui/cell.h"

struct ui;

enum ui_pane { PANE_FEEDS, PANE_HEADLINES, PANE_ARTICLE, PANE_N };

/* Places on the grid; panes without rows are not on screen. */
struct layout {
    struct pane panes[PANE_N]; /* heads not included */
    struct pane heads[PANE_N]; /* one row each */
    int split_col;             /* column of the line beside the feeds; -1: none */
};

/* Computes where the panes are, from the size of the grid, the options, and the pane that has the
 * keys. */
struct layout layout_compute(const struct ui *ui);

#endif
