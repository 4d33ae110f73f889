/* SPDX-License-Identifier: MIT */
/* The one window over rows that serves every list: where the cursor is, which rows show, how keys
 * and the mouse move it. Rows are known by their number alone; all work is in proportion to the
 * rows on screen. UI thread only. */
#ifndef UI_LIST_WINDOW_H
#define UI_LIST_WINDOW_H

#include "ui/cell.h"

struct list {
    guint count;  /* rows in all */
    guint cursor; /* the selected one; 0 where there are none */
    guint top;    /* the first on screen */
    guint rows;   /* on screen */
    guint margin; /* rows kept visible above and below the cursor */
};

/* How rows draw. */
struct list_drawing {
    /* Draws row index into the one-row pane. Its background is already blank. */
    void (*draw_row)(void *data, struct grid *grid, struct pane pane, guint index);
    void *data;
    bool has_focus;    /* which of the two cursor colours */
    const char *empty; /* said where there are no rows, wrapped; or NULL */
};

/* An empty list with a margin of 3 rows; nothing to release. */
void list_init(struct list *list);

/* Sets the number of rows or of screen rows; the cursor stays where it is as far as it can, on the
 * same screen row. */
void list_set_count(struct list *list, guint count);
void list_set_rows(struct list *list, guint rows);

/* Puts the cursor on a row (kept in range) and scrolls as little as needed. True if the cursor
 * moved. */
bool list_set_cursor(struct list *list, guint index);

/* Puts the cursor on a row that is on screen without scrolling, as a click does. True if the cursor
 * moved. */
bool list_select_row(struct list *list, guint index);

/* Like list_set_cursor(), and the row appears on the same screen row as the old one did: for when
 * rows were inserted above. */
void list_follow_cursor(struct list *list, guint index);

/* Moves the cursor by rows. True if it moved. */
bool list_move(struct list *list, int delta);
/* Moves by screenfuls, halves counting as 1: 2 is a page down, -1 half a page up. True if the
 * cursor moved. */
bool list_move_page(struct list *list, int halves);
bool list_move_home(struct list *list);
bool list_move_end(struct list *list);
/* Scrolls by rows; the cursor moves only as far as it must. True if anything changed. */
bool list_scroll(struct list *list, int delta);
/* Scrolls so that the cursor stands in the middle. */
void list_center(struct list *list);

/* The row at a row of the screen, counted from the top of the list's pane; false where there is
 * none. */
bool list_find_row(const struct list *list, int screen_row, guint *index);

/* The next row from the cursor, forward or back, around the end, for which matches() is true, at
 * most limit rows looked at. The cursor's own row comes last. False where there is none. */
bool list_search(const struct list *list, bool backward, guint limit,
                 bool (*matches)(void *data, guint index), void *data, guint *index);

/* Draws the visible rows into pane (sets list->rows to its height), the selected one tinted, and,
 * where not all rows fit, a scroll bar in the last column. */
void list_draw(struct list *list, struct grid *grid, struct pane pane,
               const struct list_drawing *drawing);

/* Draws a scroll bar of count rows of which the screen shows rows from top on. */
void list_draw_bar(struct grid *grid, struct pane pane, guint count, guint top);

#endif
