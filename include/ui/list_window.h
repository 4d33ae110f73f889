/* SPDX-License-Identifier: MIT */
/* The window over rows that serves every list: where the cursor is, which rows show, how keys and
 * the mouse move them. Rows are known only by their index; the work is in proportion to the rows on
 * screen. UI thread only. */
#ifndef UI_LIST_WINDOW_H
#define UI_LIST_WINDOW_H

#include "ui/cell.h"

struct list {
    guint count;  /* rows in all */
    guint cursor; /* index of the selected row; 0 if there are no rows */
    guint top;    /* index of the first row on screen */
    guint rows;   /* rows on screen */
    guint margin; /* rows kept visible above and below the cursor */
};

/* How rows draw. */
struct list_drawing {
    /* Draws row index into the one-row pane. Its background is already blank. */
    void (*draw_row)(void *data, struct grid *grid, struct pane pane, guint index);
    void *data;
    bool has_focus;    /* chooses between the two colours of the cursor */
    const char *empty; /* shown, wrapped, if there are no rows; or NULL */
};

/* Makes an empty list with a margin of 3 rows. Nothing has to be released. */
void list_init(struct list *list);

/* Sets the number of rows, or of rows on screen. The cursor stays on its row, and that row on its
 * screen row, as far as possible. */
void list_set_count(struct list *list, guint count);
void list_set_rows(struct list *list, guint rows);

/* Puts the cursor on a row (an index past the end: on the last row) and scrolls as little as
 * needed. True if the cursor moved. */
bool list_set_cursor(struct list *list, guint index);

/* Puts the cursor on a row that is on screen without scrolling, as a click does. True if the cursor
 * moved. */
bool list_select_row(struct list *list, guint index);

/* Like list_set_cursor(), but keeps the screen row of the cursor: for rows that were inserted above
 * it. */
void list_follow_cursor(struct list *list, guint index);

/* Moves the cursor by rows. True if it moved. */
bool list_move(struct list *list, int delta);
/* Moves by half pages: 2 is a page down, -1 half a page up. True if the cursor moved. */
bool list_move_page(struct list *list, int halves);
bool list_move_home(struct list *list);
bool list_move_end(struct list *list);
/* Scrolls by rows; the cursor moves only as far as it must. True if anything changed. */
bool list_scroll(struct list *list, int delta);
/* Scrolls until the cursor is in the middle of the screen. */
void list_center(struct list *list);

/* Finds the row at a row of the screen, counted from the top of the list's pane. False if there is
 * none. */
bool list_find_row(const struct list *list, int screen_row, guint *index);

/* Finds the next row from the cursor on, forward or back and around the end, for which matches() is
 * true; the row of the cursor comes last. Looks at no more than limit rows. False if no row
 * matches. */
bool list_search(const struct list *list, bool backward, guint limit,
                 bool (*matches)(void *data, guint index), void *data, guint *index);

/* Draws the visible rows into pane (and sets list->rows to its height), tints the selected row,
 * and, if not all rows fit, draws a scroll bar in the last column. */
void list_draw(struct list *list, struct grid *grid, struct pane pane,
               const struct list_drawing *drawing);

/* Draws a scroll bar into the last column of pane, for count rows of which pane shows the rows from
 * top on. Nothing if all rows fit. */
void list_draw_bar(struct grid *grid, struct pane pane, guint count, guint top);

#endif
