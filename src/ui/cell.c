/* SPDX-License-Identifier: MIT */
/* The grid of cells: text cut into clusters, clusters into cells. */
#include "ui/cell.h"

#include "cell_cluster.h"
#include "text/bidi.h"

#include <string.h>

struct grid *grid_new(int rows, int cols)
{
    struct grid *grid = g_new0(struct grid, 1);
    grid->pictures = g_ptr_array_new_with_free_func((GDestroyNotify)picture_drawing_unref);
    grid->addresses = g_ptr_array_new_with_free_func(g_free);
    grid->numbers = g_hash_table_new(g_str_hash, g_str_equal);
    grid->wholes = g_ptr_array_new_with_free_func(g_free);
    grid->whole_numbers = g_hash_table_new(g_str_hash, g_str_equal);
    grid_resize(grid, rows, cols);
    return grid;
}

void grid_free(struct grid *grid)
{
    if (!grid)
        return;
    g_ptr_array_unref(grid->pictures);
    g_hash_table_unref(grid->numbers);
    g_ptr_array_unref(grid->addresses);
    g_hash_table_unref(grid->whole_numbers);
    g_ptr_array_unref(grid->wholes);
    g_free(grid->cells);
    g_free(grid);
}

void grid_resize(struct grid *grid, int rows, int cols)
{
    grid->rows = MAX(rows, 1);
    grid->cols = MAX(cols, 1);
    g_free(grid->cells);
    grid->cells = g_new(struct cell, (gsize)grid->rows * (gsize)grid->cols);
    grid_clear(grid);
}

static void cell_blank(struct cell *cell, struct style style)
{
    memset(cell, 0, sizeof *cell);
    cell->cols = 1;
    cell->style = style;
}

void grid_clear(struct grid *grid)
{
    gsize n_cells = (gsize)grid->rows * (gsize)grid->cols;
    for (gsize i = 0; i < n_cells; i++)
        cell_blank(&grid->cells[i], STYLE(TEXT));
    g_ptr_array_set_size(grid->pictures, 0);
    grid->cursor_row = grid->cursor_col = grid->rest_row = grid->rest_col = -1;
}

struct pane grid_get_pane(const struct grid *grid)
{
    return (struct pane){ 0, 0, grid->rows, grid->cols };
}

struct cell *grid_get_cell(const struct grid *grid, int row, int col)
{
    if (row < 0 || col < 0 || row >= grid->rows || col >= grid->cols)
        return NULL;
    return &grid->cells[(gsize)row * (gsize)grid->cols + (gsize)col];
}

/* Returns text as valid UTF-8. Caller frees *copy, which may be NULL, not the result. */
static const char *text_get_valid(const char *text, size_t *len, char **copy)
{
    *copy = NULL;
    if (!text)
        *len = 0;
    else if (*len == (size_t)-1)
        *len = strlen(text);
    if (!*len || g_utf8_validate_len(text, *len, NULL))
        return text;
    *copy = g_utf8_make_valid(text, (gssize)*len);
    *len = strlen(*copy);
    return *copy;
}

/* ---- text */

/* Before col is written: blanks both halves of a wide cell that would lose one. */
static void grid_break_wide(struct grid *grid, int row, int col)
{
    struct cell *cell = grid_get_cell(grid, row, col);
    if (!cell)
        return;
    if (cell->cols == 0 && col > 0)
        cell_blank(cell - 1, cell[-1].style);
    if (cell->cols == 0)
        cell_blank(cell, cell->style);
    if (cell->cols == 2 && col + 1 < grid->cols) {
        cell_blank(cell + 1, cell->style);
        cell_blank(cell, cell->style);
    }
}

/* Returns the number of a cluster for struct cell, likewise for grid_add_address(). */
static guint16 grid_add_whole(struct grid *grid, const char *text, size_t len)
{
    char own[CLUSTER_WHOLE_BYTES + 1] = "";
    g_assert(len <= CLUSTER_WHOLE_BYTES);
    memcpy(own, text, len);
    const guint number = GPOINTER_TO_UINT(g_hash_table_lookup(grid->whole_numbers, own));
    if (number || grid->wholes->len == G_MAXUINT16)
        return (guint16)number;
    char *kept = g_strdup(own);
    g_ptr_array_add(grid->wholes, kept);
    g_hash_table_insert(grid->whole_numbers, kept, GUINT_TO_POINTER(grid->wholes->len));
    return (guint16)grid->wholes->len;
}

const char *grid_get_whole(const struct grid *grid, const struct cell *cell)
{
    g_assert(cell->whole >= 1 && cell->whole <= grid->wholes->len);
    return grid->wholes->pdata[cell->whole - 1];
}

static void grid_put_cell(struct grid *grid, int row, int col, const char *text, int cols,
                          struct style style)
{
    struct cell *cell = grid_get_cell(grid, row, col);
    if (!cell)
        return;
    if (cols == 2 && col + 1 >= grid->cols) {
        text = " ";
        cols = 1;
    }
    for (int i = 0; i < cols; i++)
        grid_break_wide(grid, row, col + i);
    cell_blank(cell, style);
    cell->cols = (guint8)cols;
    g_strlcpy(cell->text, strcmp(text, " ") == 0 ? "" : text, sizeof cell->text);
    if (cols == 2) {
        cell_blank(cell + 1, style);
        cell[1].cols = 0;
    }
}

void grid_put_colours(struct grid *grid, int row, int col, const char *text, gint32 ink,
                      gint32 paper)
{
    struct cell *cell = grid_get_cell(grid, row, col);
    if (!cell)
        return;
    grid_put_cell(grid, row, col, text, 1, STYLE(TEXT));
    cell->has_colours = true;
    cell->ink = ink;
    cell->paper = paper;
}

/* Puts the pieces of a cluster, whose bytes are at text. */
static int grid_put_cluster(struct grid *grid, int row, int col, const struct cluster *cluster,
                            const char *text, struct style style)
{
    int used = 0;
    for (guint i = 0; i < cluster->n_pieces; i++) {
        grid_put_cell(grid, row, col + used, cluster->pieces[i].text, cluster->pieces[i].cols,
                      style);
        struct cell *cell = grid_get_cell(grid, row, col + used);
        if (cell && i > 0)
            cell->is_joined = true;
        if (cell && cluster->whole_len)
            cell->whole = grid_add_whole(grid, text, cluster->whole_len);
        used += cluster->pieces[i].cols;
    }
    return used;
}

int grid_put_logical(struct grid *grid, int row, int col, int max_cols, const char *text,
                     size_t len, struct style style)
{
    g_autofree char *copy = NULL;
    text = text_get_valid(text, &len, &copy);
    const char *end = text + len;
    max_cols = MIN(max_cols, grid->cols - col);
    int used = 0;
    while (text < end) {
        struct cluster cluster;
        const size_t bytes = cluster_read(&cluster, text, end);
        if (used + cluster.cols > max_cols)
            break;
        used += grid_put_cluster(grid, row, col + used, &cluster, text, style);
        text += bytes;
    }
    return used;
}

GArray *grid_order_text(const struct grid *grid, const char *text, size_t len, const guint8 *levels)
{
    return bidi_order(text, len, levels, grid->keeps_words ? BIDI_KEEP_WORDS : BIDI_JOIN_LETTERS);
}

int grid_put_text(struct grid *grid, int row, int col, int max_cols, const char *text, size_t len,
                  struct style style)
{
    g_autofree char *copy = NULL;
    text = text_get_valid(text, &len, &copy);
    if (!grid->reorders || !bidi_is_needed(text, len))
        return grid_put_logical(grid, row, col, max_cols, text, len, style);
    g_autoptr(GArray) clusters = grid_order_text(
        grid, text, grid_fit_text(text, len, MIN(max_cols, grid->cols - col), NULL), NULL);
    int used = 0;
    for (guint i = 0; i < clusters->len; i++) {
        char shown[BIDI_CLUSTER_BYTES];
        const struct bidi_cluster *cluster = &g_array_index(clusters, struct bidi_cluster, i);
        const size_t bytes = bidi_copy_cluster(cluster, text, shown);
        used += grid_put_logical(grid, row, col + used, max_cols - used, shown, bytes, style);
    }
    return used;
}

size_t grid_fit_text(const char *text, size_t len, int max_cols, int *cols)
{
    g_autofree char *copy = NULL;
    const char *at = text_get_valid(text, &len, &copy), *start = at, *end = at + len;
    int used = 0;
    while (at < end) {
        struct cluster cluster;
        size_t bytes = cluster_read(&cluster, at, end);
        if (used + cluster.cols > max_cols)
            break;
        used += cluster.cols;
        at += bytes;
    }
    if (cols)
        *cols = used;
    return (size_t)(at - start);
}

int grid_measure_text(const char *text, size_t len)
{
    int cols;
    grid_fit_text(text, len, G_MAXINT / 2, &cols);
    return cols;
}

int grid_put_ellipsized(struct grid *grid, int row, int col, int max_cols, const char *text,
                        struct style style)
{
    size_t len = (size_t)-1;
    g_autofree char *copy = NULL;
    text = text_get_valid(text, &len, &copy);
    if (!len || max_cols <= 0)
        return 0;
    if (grid_fit_text(text, len, max_cols, NULL) == len)
        return grid_put_text(grid, row, col, max_cols, text, len, style);
    size_t fit = grid_fit_text(text, len, max_cols - 1, NULL);
    while (fit > 0 && text[fit - 1] == ' ')
        fit--;
    g_autofree char *cut = g_strdup_printf("%.*s…", (int)fit, text);
    return grid_put_text(grid, row, col, max_cols, cut, (size_t)-1, style);
}

int grid_put_right(struct grid *grid, int row, int end_col, int max_cols, const char *text,
                   struct style style)
{
    int cols;
    size_t len = (size_t)-1;
    g_autofree char *copy = NULL;
    text = text_get_valid(text, &len, &copy);
    len = grid_fit_text(text, len, max_cols, &cols);
    return grid_put_text(grid, row, end_col - cols, cols, text, len, style);
}

/* ---- rectangles */

static struct pane pane_clip(const struct grid *grid, struct pane pane)
{
    int row = MAX(pane.row, 0), col = MAX(pane.col, 0);
    int end_row = MIN(pane.row + pane.rows, grid->rows),
        end_col = MIN(pane.col + pane.cols, grid->cols);
    return (struct pane){ row, col, MAX(end_row - row, 0), MAX(end_col - col, 0) };
}

void grid_fill(struct grid *grid, struct pane pane, struct style style)
{
    pane = pane_clip(grid, pane);
    for (int row = pane.row; pane.cols > 0 && row < pane.row + pane.rows; row++) {
        grid_break_wide(grid, row, pane.col);
        grid_break_wide(grid, row, pane.col + pane.cols - 1);
        for (int col = pane.col; col < pane.col + pane.cols; col++)
            cell_blank(grid_get_cell(grid, row, col), style);
    }
}

void grid_draw_horizontal(struct grid *grid, int row, int col, int cols, struct style style)
{
    for (int i = 0; i < cols; i++)
        grid_put_cell(grid, row, col + i, "─", 1, style);
}

void grid_draw_vertical(struct grid *grid, int row, int col, int rows, struct style style)
{
    for (int i = 0; i < rows; i++)
        grid_put_cell(grid, row + i, col, "│", 1, style);
}

void grid_draw_frame(struct grid *grid, struct pane pane, struct style style)
{
    int end_row = pane.row + pane.rows - 1, end_col = pane.col + pane.cols - 1;
    grid_draw_horizontal(grid, pane.row, pane.col, pane.cols, style);
    grid_draw_horizontal(grid, end_row, pane.col, pane.cols, style);
    grid_draw_vertical(grid, pane.row, pane.col, pane.rows, style);
    grid_draw_vertical(grid, pane.row, end_col, pane.rows, style);
    grid_put_cell(grid, pane.row, pane.col, "╭", 1, style);
    grid_put_cell(grid, pane.row, end_col, "╮", 1, style);
    grid_put_cell(grid, end_row, pane.col, "╰", 1, style);
    grid_put_cell(grid, end_row, end_col, "╯", 1, style);
}

void grid_put_picture(struct grid *grid, int row, int col, int max_cols,
                      struct picture_drawing *drawing, guint picture_row)
{
    const struct pane pane = { row, col, 1, MIN(max_cols, (int)drawing->spec.cols) };
    g_assert(picture_row < drawing->spec.rows);
    if (!g_ptr_array_find(grid->pictures, drawing, NULL))
        g_ptr_array_add(grid->pictures, picture_drawing_ref(drawing));
    grid_fill(grid, pane, STYLE(TEXT));
    for (int i = 0; i < pane.cols; i++) {
        struct cell *cell = grid_get_cell(grid, row, col + i);
        if (!cell)
            continue;
        cell->picture = drawing->serial;
        cell->picture_row = (guint16)picture_row;
        cell->picture_col = (guint16)i;
    }
}

guint16 grid_add_address(struct grid *grid, const char *address)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(grid->numbers, address));
    if (number || grid->addresses->len == G_MAXUINT16)
        return (guint16)number;
    char *own = g_strdup(address);
    g_ptr_array_add(grid->addresses, own);
    g_hash_table_insert(grid->numbers, own, GUINT_TO_POINTER(grid->addresses->len));
    return (guint16)grid->addresses->len;
}

void grid_tint(struct grid *grid, struct pane pane, enum theme_element element)
{
    pane = pane_clip(grid, pane);
    for (int row = pane.row; row < pane.row + pane.rows; row++)
        for (int col = pane.col; col < pane.col + pane.cols; col++)
            if (grid_get_cell(grid, row, col)->tint == THEME_TEXT)
                grid_get_cell(grid, row, col)->tint = (guint8)element;
}

struct pane pane_inset(struct pane pane, int rows, int cols)
{
    return (struct pane){ pane.row + rows, pane.col + cols, MAX(pane.rows - 2 * rows, 0),
                          MAX(pane.cols - 2 * cols, 0) };
}

bool pane_contains(const struct pane *pane, int row, int col)
{
    return row >= pane->row && row < pane->row + pane->rows && col >= pane->col &&
           col < pane->col + pane->cols;
}

struct theme_style cell_resolve_style(const struct cell *cell, const struct theme *theme)
{
    struct theme_style style = theme->styles[cell->style.element];
    style.attributes |= cell->style.attributes;
    if (cell->has_colours) {
        style.foreground = cell->ink;
        style.background = cell->paper;
    }
    if (cell->tint != THEME_TEXT) {
        const struct theme_style *tint = &theme->styles[cell->tint];
        style.foreground = tint->foreground;
        style.background = tint->background;
        style.attributes =
            (style.attributes & (THEME_BOLD | THEME_ITALIC | THEME_STRIKE)) | tint->attributes;
    }
    return style;
}
