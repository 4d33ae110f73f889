/* SPDX-License-Identifier: MIT */
/* A grid of character cells, on which views draw. A terminal shows it, or a test compares it:
 * nothing here needs a terminal. Columns and rows count from 0. A grid belongs to one thread. */
#ifndef UI_CELL_H
#define UI_CELL_H

#include "config/theme.h"
#include "text/picture.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* How a cell looks: an element of the theme, further attributes (bits of enum theme_attribute), and
 * the number of the link that the cell belongs to (0: no link). */
struct style {
    guint8 element;
    guint8 attributes;
    guint16 link;
};

#define STYLE(name) ((struct style){ .element = THEME_##name })

enum { CELL_TEXT_BYTES = 16 };

struct cell {
    /* one printable character with its combining marks, NUL-terminated; "" means a space */
    char text[CELL_TEXT_BYTES];
    guint8 cols; /* 1 or 2; 0: the right half of the wide cell before */
    guint8 tint; /* an element whose colours replace the colours of style; THEME_TEXT: none */
    struct style style;
    bool has_colours;  /* colours of a picture, which replace the colours of style */
    gint32 ink, paper; /* these colours, as in config/theme.h */
    /* the number of the whole sequence in wholes of which text is only a part; 0: it is all */
    guint16 whole;
    bool is_joined;  /* a further cell of the cluster that the cell before begins */
    guint16 address; /* the number of the URL in addresses that the cell leads to; 0: none */
    guint32 picture; /* the serial of a picture that the terminal draws over it; 0: none */
    guint16 picture_row, picture_col; /* the place of this cell in the picture */
};

struct grid {
    int rows, cols;
    struct cell *cells;         /* row after row */
    int cursor_row, cursor_col; /* the place of the terminal's cursor; -1: hidden */
    int rest_row, rest_col; /* where the hidden cursor rests: what people look at; -1: nowhere */
    /* of struct picture_drawing *: the pictures put here since grid_clear(), referenced */
    GPtrArray *pictures;
    GPtrArray *addresses;      /* of char *: URLs that cells lead to, number 1 at index 0 */
    GHashTable *numbers;       /* from URL to its number in addresses */
    GPtrArray *wholes;         /* of char *: emoji sequences, number 1 at index 0 */
    GHashTable *whole_numbers; /* from a sequence to its number in wholes */
    bool reorders; /* text is put in visual order here, because the terminal does not do it */
    /* only words are put in order: the terminal turns the letters of a right-to-left word */
    bool keeps_words;
    /* the terminal reorders whole lines: fields are marked, so that each is ordered by itself */
    bool marks_fields;
};

/* A rectangle of a grid. Drawing functions draw nothing outside the grid, whatever the rectangle.
 */
struct pane {
    int row, col, rows, cols;
};

/* A blank grid of at least 1 x 1; free with grid_free(). */
struct grid *grid_new(int rows, int cols);
void grid_free(struct grid *grid);

/* Changes the size and blanks everything. */
void grid_resize(struct grid *grid, int rows, int cols);

/* Blanks everything and hides the cursor. */
void grid_clear(struct grid *grid);

/* The whole grid as a pane. */
struct pane grid_get_pane(const struct grid *grid);

/* The cell at row, col; NULL outside. Borrowed. */
struct cell *grid_get_cell(const struct grid *grid, int row, int col);

/* Writes text (len bytes of it, or up to its NUL if len is (size_t)-1) at row, col over at most
 * max_cols columns and returns the columns used. Grapheme clusters (UAX 29) are never split at the
 * border. Bytes that are not UTF-8 draw as U+FFFD, tabs and line breaks as a space; other control
 * and format characters are dropped. Terminals disagree about emoji sequences and variation
 * selectors: a cell has the first emoji alone, and the number of the whole sequence. If the grid
 * reorders, the part of text that fits is a paragraph by UAX 9. */
int grid_put_text(struct grid *grid, int row, int col, int max_cols, const char *text, size_t len,
                  struct style style);

/* The same, but never reordered: for text that is being typed. */
int grid_put_logical(struct grid *grid, int row, int col, int max_cols, const char *text,
                     size_t len, struct style style);

/* The same with "…" in the last column if text is longer than max_cols. */
int grid_put_ellipsized(struct grid *grid, int row, int col, int max_cols, const char *text,
                        struct style style);

/* Like grid_put_text(), but the text ends at the column end_col (exclusive) and is cut on the
 * right. Returns the columns used. */
int grid_put_right(struct grid *grid, int row, int end_col, int max_cols, const char *text,
                   struct style style);

/* Returns the clusters of a line in the order in which this grid shows them, as bidi_order() does
 * (levels likewise). Free with g_array_unref(). */
GArray *grid_order_text(const struct grid *grid, const char *text, size_t len,
                        const guint8 *levels);

/* Returns the sequence of a cell with a whole. Borrowed. */
const char *grid_get_whole(const struct grid *grid, const struct cell *cell);

/* Returns the columns that grid_put_text() would use if there were no border. */
int grid_measure_text(const char *text, size_t len);

/* Returns how many bytes of text (valid UTF-8) fit into max_cols columns, in whole clusters; *cols
 * (or NULL) gets the columns they use. */
size_t grid_fit_text(const char *text, size_t len, int max_cols, int *cols);

/* Writes a character that is one column wide in colours of its own, as in config/theme.h. */
void grid_put_colours(struct grid *grid, int row, int col, const char *text, gint32 ink,
                      gint32 paper);

/* Marks at most max_cols cells from row, col on as the place of a row of a picture, which the
 * terminal draws there. The grid keeps a reference to drawing until grid_clear(). */
void grid_put_picture(struct grid *grid, int row, int col, int max_cols,
                      struct picture_drawing *drawing, guint picture_row);

/* Returns the number of a URL for struct cell, the same in every drawing of this grid; 0 if there
 * are more than 65,535 URLs. */
guint16 grid_add_address(struct grid *grid, const char *address);

/* Blanks a rectangle in a style. */
void grid_fill(struct grid *grid, struct pane pane, struct style style);

/* Lines of box-drawing characters. */
void grid_draw_horizontal(struct grid *grid, int row, int col, int cols, struct style style);
void grid_draw_vertical(struct grid *grid, int row, int col, int rows, struct style style);
/* A frame along the inner border of pane. */
void grid_draw_frame(struct grid *grid, struct pane pane, struct style style);

/* Gives the cells of a rectangle the colours of an element: the cells keep bold and italic. Cells
 * that were tinted before keep their first tint. */
void grid_tint(struct grid *grid, struct pane pane, enum theme_element element);

/* Returns pane without so many rows above and below and so many columns left and right. */
struct pane pane_inset(struct pane pane, int rows, int cols);
bool pane_contains(const struct pane *pane, int row, int col);

/* Returns what a cell looks like in a theme, with its tint and attributes applied. */
struct theme_style cell_resolve_style(const struct cell *cell, const struct theme *theme);

/* Returns the text on the grid, one line for each row, without blanks at the ends of lines. For
 * tests. Caller frees. */
char *grid_dump_text(const struct grid *grid);

/* Returns the styles on the grid as letters, one for each cell ('.': plain text), one line for each
 * row, without dots at the ends of lines; then a line "letter = element+attributes" for each
 * letter. For tests. Caller frees. */
char *grid_dump_styles(const struct grid *grid);

#endif
