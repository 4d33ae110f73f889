/* SPDX-License-Identifier: MIT */
/* A grid of character cells: what views draw on, whether a terminal shows it or a test compares it.
 * Columns and rows count from 0. No terminal here; a grid belongs to one thread. */
#ifndef UI_CELL_H
#define UI_CELL_H

#include "config/theme.h"
#include "text/picture.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* How a cell looks: an element of the theme, attributes on top (bits of enum theme_attribute), and
 * the number of the link that it belongs to (0: none). */
struct style {
    guint8 element;
    guint8 attributes;
    guint16 link;
};

#define STYLE(name) ((struct style){ .element = THEME_##name })

enum { CELL_TEXT_BYTES = 16 };

struct cell {
    char text[CELL_TEXT_BYTES]; /* one printable character and the marks upon it, NUL-terminated; ""
                                   reads as a space */
    guint8 cols;                /* 1 or 2; 0: the right half of the wide cell before */
    guint8 tint; /* an element whose colours lie over the style's; THEME_TEXT: none */
    struct style style;
    bool has_colours;  /* of its own: of a picture */
    gint32 ink, paper; /* they; as in config/theme.h */
    guint16 address;   /* what it leads to, of the grid's addresses; 0: nothing */
    guint32 picture;   /* the serial of a picture that the terminal draws over it; 0: none */
    guint16 picture_row, picture_col; /* which of its cells this is */
};

struct grid {
    int rows, cols;
    struct cell *cells;         /* row after row */
    int cursor_row, cursor_col; /* where the terminal's cursor shall stand; -1: hidden */
    GPtrArray *pictures;        /* of struct picture_drawing *, those of this drawing; counted */
    GPtrArray *addresses;       /* of char *: what cells lead to, number 1 at index 0 */
    GHashTable *numbers;        /* of the addresses */
    bool reorders; /* text goes in visual order, because the terminal takes cells as they come */
};

/* A rectangle of a grid. Drawing functions keep to the grid whatever the rectangle. */
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

/* Writes text (len bytes of it, or up to its NUL where len is (size_t)-1) at row, col over at most
 * max_cols columns and returns the columns used. Grapheme clusters (UAX 29) are never parted at the
 * border. Bytes that aren't UTF-8 draw as U+FFFD; tabs and line breaks as a space; other control
 * and format characters are dropped. What terminals don't agree about is reduced to what they do:
 * of an emoji sequence the first emoji is drawn, variation selectors are left out. Where the grid
 * reorders, what fits of text is a paragraph by UAX 9. */
int grid_put_text(struct grid *grid, int row, int col, int max_cols, const char *text, size_t len,
                  struct style style);

/* The same, but never reordered: for what is being typed. */
int grid_put_logical(struct grid *grid, int row, int col, int max_cols, const char *text,
                     size_t len, struct style style);

/* The same with "…" in the last column where text is longer than max_cols. */
int grid_put_ellipsized(struct grid *grid, int row, int col, int max_cols, const char *text,
                        struct style style);

/* Like grid_put_text(), but ends at the column end_col (exclusive) and cuts on the right. Returns
 * the columns used. */
int grid_put_right(struct grid *grid, int row, int end_col, int max_cols, const char *text,
                   struct style style);

/* Columns that grid_put_text() would use without a border. */
int grid_measure_text(const char *text, size_t len);

/* Bytes of text (valid UTF-8) that fit into max_cols columns, whole clusters; *cols (or NULL) gets
 * the columns they use. */
size_t grid_fit_text(const char *text, size_t len, int max_cols, int *cols);

/* Writes one character one column wide in colours of its own. */
void grid_put_colours(struct grid *grid, int row, int col, const char *text, gint32 ink,
                      gint32 paper);

/* Gives the row of cells at row, col to a row of a picture that the terminal draws. */
void grid_put_picture(struct grid *grid, int row, int col, int max_cols,
                      struct picture_drawing *drawing, guint picture_row);

/* The number of an address for cells, the same in each drawing of this grid; 0 where there are more
 * than 65,535. */
guint16 grid_add_address(struct grid *grid, const char *address);

/* Blanks a rectangle in a style. */
void grid_fill(struct grid *grid, struct pane pane, struct style style);

/* Lines of box-drawing characters. */
void grid_draw_horizontal(struct grid *grid, int row, int col, int cols, struct style style);
void grid_draw_vertical(struct grid *grid, int row, int col, int rows, struct style style);
/* A frame along the inner border of pane. */
void grid_draw_frame(struct grid *grid, struct pane pane, struct style style);

/* Lays the colours of an element over what stands in a rectangle: the cells keep their bold and
 * italic. Cells that were tinted before keep that tint. */
void grid_tint(struct grid *grid, struct pane pane, enum theme_element element);

/* The part of pane that is inside by rows above/below and columns left/right. */
struct pane pane_inset(struct pane pane, int rows, int cols);
bool pane_contains(const struct pane *pane, int row, int col);

/* What a cell looks like in a theme: tint and own attributes applied. */
struct theme_style cell_resolve_style(const struct cell *cell, const struct theme *theme);

/* The text on the grid, a line a row, blanks at the ends of lines cut. For tests. The caller's. */
char *grid_dump_text(const struct grid *grid);

/* A letter a cell ('.': plain text), a line a row, dots at the ends of lines cut; then a line
 * "letter = element+attributes" for each letter. For tests. The caller's. */
char *grid_dump_styles(const struct grid *grid);

#endif
