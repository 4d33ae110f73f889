/* SPDX-License-Identifier: MIT */
/* The base of all pages that are a list over the panes: it draws rows of cells, moves the cursor by
 * keys and mouse, searches, and has "n/m" in its title. A page is a table of functions (struct
 * list_class) that say what the rows are. UI thread only. */
#ifndef UI_LIST_VIEW_H
#define UI_LIST_VIEW_H

#include "frame.h"
#include "ui/list_window.h"

enum { LIST_MAX_CELLS = 8 };

/* A piece of a row. Cells stand beside each other with two blanks between them; the last one takes
 * the columns that are left. */
struct list_cell {
    char *text; /* of the row; searched by "/" */
    struct style style;
    int cols; /* its width; 0: as wide as its text */
    /* percent: the cell shrinks to that share of the columns that cells of fixed width leave; 0: it
     * does not shrink. At most one cell of a row */
    int share;
    int min_cols;      /* of the last cell: the cell that shrinks leaves it so many columns … */
    bool is_optional;  /* … or, if this is set, the last cell is left out if it would get fewer */
    int min_pane_cols; /* the cell is left out in narrower panes */
    bool is_right;     /* stands at the right end of its columns */
};

struct list_row {
    guint number;     /* drawn before the cells; 0: none. Needs lead_cols 5 */
    const char *mark; /* drawn before the cells; NULL: none. Static. Needs lead_cols 3 */
    struct style mark_style;
    guint n_cells;
    struct list_cell cells[LIST_MAX_CELLS];
};

/* Adds a cell to a row. text is valid UTF-8; list_row_add() copies it (NULL: ""), list_row_take()
 * takes it. The result is borrowed from row: the caller may set the other members. */
struct list_cell *list_row_add(struct list_row *row, const char *text, struct style style);
struct list_cell *list_row_take(struct list_row *row, char *text, struct style style);

struct list_view;

/* What a page is. Functions that may be missing are NULL; index is always the number of a row. */
struct list_class {
    int lead_cols;            /* columns before the cells: 1, with a mark 3, with a number 5 */
    bool has_number_keys;     /* typed digits go to the row of that number, counted from 1 */
    bool is_opened_by_clicks; /* a click on the selected row opens it */
    const char *empty;        /* shown if there are no rows */

    /* Brings the rows up to date and returns their number. Called before anything else. */
    guint (*refresh)(struct list_view *list);

    /* Says what a row shows; the row is blank before. */
    void (*get_row)(struct list_view *list, guint index, struct list_row *row);

    /* Carries out <Enter> on a row. Answers bits of enum view_answer. */
    guint (*open)(struct list_view *list, guint index);

    /* Carries out a command on the selected row; VIEW_PASSED for commands that the page does not
     * know. Not called where there are no rows. Or NULL. */
    guint (*handle_command)(struct list_view *list, guint index, enum command_id id,
                            const struct command *command);

    /* The address that is copied for a row, or NULL. Caller frees. Or NULL. */
    char *(*get_address)(const struct list_view *list, guint index);

    /* Adds a line for each cell below the list, about the selected row. Or NULL. */
    void (*get_details)(struct list_view *list, guint index, struct list_row *lines);

    /* Why there are no rows: shown in place of empty, wrapped; may be NULL. Borrowed. Or NULL. */
    const char *(*get_error)(const struct list_view *list);

    /* The title. Caller frees. */
    char *(*get_title)(const struct list_view *list);

    /* Adds to what commands act on. Or NULL. */
    void (*add_focus)(const struct list_view *list, struct app_focus *focus);

    /* Releases what the page has beside its struct list_view. Or NULL. */
    void (*free)(struct list_view *list);
};

/* The head of every page's private block, which g_new0() has made. */
struct list_view {
    struct view view;
    struct list list;
    const struct list_class *class;
    guint typed; /* the number typed so far */
};

/* Makes the head of a page whose other members are ready. class is borrowed. The view is to be
 * pushed as an overlay, or freed with ui_free_view(). */
void list_view_init(struct list_view *list, struct ui *ui, const struct list_class *class);

#endif
