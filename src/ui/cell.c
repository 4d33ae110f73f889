/* SPDX-License-Identifier: MIT */
/* The grid of cells: text cut into clusters, clusters into cells. */
#include "ui/cell.h"

#include "base/utf8.h"
#include "text/bidi.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwidth.h>

struct grid *grid_new(int rows, int cols)
{
    struct grid *grid = g_new0(struct grid, 1);
    grid->pictures = g_ptr_array_new_with_free_func((GDestroyNotify)picture_drawing_unref);
    grid->addresses = g_ptr_array_new_with_free_func(g_free);
    grid->numbers = g_hash_table_new(g_str_hash, g_str_equal);
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
    grid->cursor_row = grid->cursor_col = -1;
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

/* ---- clusters */

enum { CLUSTER_PIECES = 4 };

/* A grapheme cluster as cells: usually one, several for Indic syllables and flags. */
struct cluster {
    guint n_pieces;
    int cols;
    struct {
        char text[CELL_TEXT_BYTES];
        int cols;
    } pieces[CLUSTER_PIECES];
};

static bool character_is_dropped(ucs4_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return true;
    if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || c == 0x2028 ||
        c == 0x2029)
        return true;
    return uc_is_general_category(c, UC_FORMAT);
}

static void cluster_add_spacing(struct cluster *cluster, ucs4_t c, int cols)
{
    if (cluster->n_pieces == CLUSTER_PIECES)
        return;
    char *text = cluster->pieces[cluster->n_pieces].text;
    int len = u8_uctomb((uint8_t *)text, c, CELL_TEXT_BYTES - 1);
    text[MAX(len, 0)] = '\0';
    cluster->pieces[cluster->n_pieces++].cols = cols;
    cluster->cols += cols;
}

static void cluster_add_mark(struct cluster *cluster, ucs4_t c)
{
    if (!cluster->n_pieces)
        return;
    char *text = cluster->pieces[cluster->n_pieces - 1].text;
    size_t used = strlen(text);
    int len = u8_uctomb((uint8_t *)text + used, c, (ptrdiff_t)(CELL_TEXT_BYTES - 1 - used));
    text[used + (size_t)MAX(len, 0)] = '\0';
}

/* Whether c can begin an emoji sequence, of which only the first emoji is drawn. */
static bool character_is_pictograph(ucs4_t c)
{
    bool is_flag = c >= 0x1F1E6 && c <= 0x1F1FF;
    return (c >= 0x1F000 && !is_flag) || (c >= 0x2190 && c <= 0x2BFF && c != 0x25CC) ||
           c == 0x3030 || c == 0x303D;
}

/* Reads the cluster at text (valid UTF-8, text < end) and returns how many bytes it has. */
static size_t cluster_read(struct cluster *cluster, const char *text, const char *end)
{
    cluster->n_pieces = 0;
    cluster->cols = 0;
    guchar first = (guchar)text[0];
    if (first < 0x80 && (text + 1 == end || (guchar)text[1] < 0x80)) {
        bool is_space = first == '\t' || first == '\n' || first == '\r';
        if (is_space || (first >= 0x20 && first != 0x7F))
            cluster_add_spacing(cluster, is_space ? ' ' : first, 1);
        return 1;
    }
    guint cols;
    size_t bytes = utf8_next_cluster(text, end, &cols);
    bool is_pictograph = false;
    for (const char *at = text; at < text + bytes; at = g_utf8_next_char(at)) {
        ucs4_t c = g_utf8_get_char(at);
        if (character_is_dropped(c))
            continue;
        int width = uc_width(c, "UTF-8");
        if (width <= 0)
            cluster_add_mark(cluster, c);
        else if (!is_pictograph)
            cluster_add_spacing(cluster, c, width);
        is_pictograph = is_pictograph || character_is_pictograph(c);
    }
    while (cluster->n_pieces && cluster->cols < (int)cols && cluster->n_pieces < CLUSTER_PIECES)
        cluster_add_spacing(cluster, ' ', 1);
    return bytes;
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
        text += cluster_read(&cluster, text, end);
        if (used + cluster.cols > max_cols)
            break;
        for (guint i = 0; i < cluster.n_pieces; i++) {
            grid_put_cell(grid, row, col + used, cluster.pieces[i].text, cluster.pieces[i].cols,
                          style);
            used += cluster.pieces[i].cols;
        }
    }
    return used;
}

int grid_put_text(struct grid *grid, int row, int col, int max_cols, const char *text, size_t len,
                  struct style style)
{
    g_autofree char *copy = NULL;
    text = text_get_valid(text, &len, &copy);
    if (!grid->reorders || !bidi_is_needed(text, len))
        return grid_put_logical(grid, row, col, max_cols, text, len, style);
    g_autoptr(GArray) clusters =
        bidi_order(text, grid_fit_text(text, len, MIN(max_cols, grid->cols - col), NULL), NULL);
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

/* ---- dumps */

static void dump_end_line(GString *text, gsize start, char blank)
{
    while (text->len > start && text->str[text->len - 1] == blank)
        g_string_truncate(text, text->len - 1);
    g_string_append_c(text, '\n');
}

char *grid_dump_text(const struct grid *grid)
{
    GString *text = g_string_new(NULL);
    for (int row = 0; row < grid->rows; row++) {
        gsize start = text->len;
        for (int col = 0; col < grid->cols; col++) {
            const struct cell *cell = grid_get_cell(grid, row, col);
            if (cell->cols)
                g_string_append(text, cell->text[0] ? cell->text : " ");
        }
        dump_end_line(text, start, ' ');
    }
    return g_string_free(text, FALSE);
}

static void dump_style_name(GString *text, const struct cell *cell)
{
    static const char *const elements[] = {
#define ELEMENT(id, name, foreground, background, attributes, help) name,
#include "config/theme.def"
#undef ELEMENT
    };
    static const char *const attributes[] = { "bold",      "dim",     "italic",
                                              "underline", "reverse", "strike" };
    g_string_append(text, elements[cell->style.element]);
    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (cell->style.attributes & (1u << i))
            g_string_append_printf(text, "+%s", attributes[i]);
    if (cell->tint != THEME_TEXT)
        g_string_append_printf(text, " under %s", elements[cell->tint]);
}

char *grid_dump_styles(const struct grid *grid)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    GString *text = g_string_new(NULL);
    for (int row = 0; row < grid->rows; row++) {
        gsize start = text->len;
        for (int col = 0; col < grid->cols; col++) {
            const struct cell *cell = grid_get_cell(grid, row, col);
            GString *name = g_string_new(NULL);
            dump_style_name(name, cell);
            guint at = 0;
            bool is_plain = strcmp(name->str, "text") == 0;
            while (!is_plain && at < names->len && strcmp(name->str, names->pdata[at]) != 0)
                at++;
            g_string_append_c(text, is_plain ? '.' : letters[MIN(at, sizeof letters - 2)]);
            char *own = g_string_free(name, FALSE);
            if (!is_plain && at == names->len)
                g_ptr_array_add(names, own);
            else
                g_free(own);
        }
        dump_end_line(text, start, '.');
    }
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(text, "%c = %s\n", letters[MIN(i, sizeof letters - 2)],
                               (char *)names->pdata[i]);
    return g_string_free(text, FALSE);
}
