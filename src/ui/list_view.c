/* SPDX-License-Identifier: MIT */
/* The base of all pages that are a list over the panes. */
#include "list_view.h"

#include "match.h"
#include "motion.h"

#include <string.h>

enum { GAP_COLS = 2, NUMBER_COLS = 4 };

/* ---- rows */

struct list_cell *list_row_take(struct list_row *row, char *text, struct style style)
{
    g_assert(row->n_cells < LIST_MAX_CELLS);
    struct list_cell *cell = &row->cells[row->n_cells++];
    *cell = (struct list_cell){ .text = text, .style = style };
    return cell;
}

struct list_cell *list_row_add(struct list_row *row, const char *text, struct style style)
{
    return list_row_take(row, g_strdup(text ? text : ""), style);
}

static void row_clear(struct list_row *row)
{
    for (guint i = 0; i < row->n_cells; i++)
        g_free(row->cells[i].text);
    *row = (struct list_row){ 0 };
}

static void get_row(struct list_view *list, guint index, struct list_row *row)
{
    g_assert(index < list->list.count);
    *row = (struct list_row){ 0 };
    list->class->get_row(list, index, row);
}

static void refresh(struct list_view *list)
{
    list_set_count(&list->list, list->class->refresh(list));
}

/* ---- widths */

static int get_wanted_cols(const struct list_cell *cell)
{
    return cell->cols ? cell->cols : grid_measure_text(cell->text, (size_t)-1);
}

/* Sets cols of each cell except the last to its width, or to 0 if the cell is left out in a row of
 * pane_cols columns. Returns the columns of room that cells of fixed width leave. *shrinking is the
 * index of the cell that shrinks, or the last index. */
static int row_measure(const struct list_row *row, int room, int pane_cols,
                       int cols[LIST_MAX_CELLS], guint *shrinking)
{
    *shrinking = row->n_cells - 1;
    for (guint i = 0; i + 1 < row->n_cells; i++) {
        const struct list_cell *cell = &row->cells[i];
        cols[i] = pane_cols >= cell->min_pane_cols ? get_wanted_cols(cell) : 0;
        if (cell->share)
            *shrinking = i;
        else if (cols[i])
            room -= cols[i] + GAP_COLS;
    }
    return MAX(room, 0);
}

/* Sets cols of each cell to the columns that it gets, 0: the cell is left out. room is what the
 * cells have together, pane_cols what the whole row has. */
static void row_share_out(const struct list_row *row, int room, int pane_cols,
                          int cols[LIST_MAX_CELLS])
{
    guint shrinking;
    const guint last = row->n_cells - 1;
    const struct list_cell *end = &row->cells[last];
    const int rest = row_measure(row, room, pane_cols, cols, &shrinking);
    cols[last] = room; /* it is cut to what the others leave */
    if (shrinking == last)
        return;
    int most = rest * row->cells[shrinking].share / 100;
    if (!end->is_optional) {
        most = MAX(MIN(most, rest - end->min_cols), 0);
    } else if (rest - MIN(cols[shrinking], most) - GAP_COLS < end->min_cols) {
        most = rest;
        cols[last] = 0;
    }
    cols[shrinking] = MIN(cols[shrinking], most);
}

/* ---- drawing */

/* Returns how many columns further right the next cell begins. */
static int cell_draw(const struct list_view *list, const struct list_cell *cell, struct grid *grid,
                     struct pane place)
{
    int used = place.cols;
    if (cell->is_right)
        grid_put_right(grid, place.row, place.col + place.cols, place.cols, cell->text,
                       cell->style);
    else
        used = grid_put_ellipsized(grid, place.row, place.col, place.cols, cell->text, cell->style);
    match_tint(grid, place.row, place.col, place.cols, cell->is_right ? NULL : cell->text,
               ui_get_search(&list->view));
    return (cell->cols ? place.cols : used) + GAP_COLS;
}

static void draw_row(void *data, struct grid *grid, struct pane pane, guint index)
{
    struct list_view *list = data;
    struct list_row row;
    int cols[LIST_MAX_CELLS] = { 0 };
    get_row(list, index, &row);
    int col = pane.col + list->class->lead_cols;
    const int end = pane.col + pane.cols - 1;
    if (row.number) {
        char number[16];
        g_snprintf(number, sizeof number, "%u", row.number);
        grid_put_right(grid, pane.row, pane.col + NUMBER_COLS, NUMBER_COLS, number, STYLE(COUNT));
    }
    if (row.mark)
        grid_put_text(grid, pane.row, pane.col + 1, 1, row.mark, (size_t)-1, row.mark_style);
    if (row.n_cells)
        row_share_out(&row, end - col, pane.cols, cols);
    for (guint i = 0; i < row.n_cells; i++) {
        const struct pane place = { pane.row, col, 1, MIN(cols[i], end - col) };
        if (place.cols > 0)
            col += cell_draw(list, &row.cells[i], grid, place);
    }
    row_clear(&row);
}

static void draw_details(const struct list_view *list, struct grid *grid, struct pane pane,
                         const struct list_row *lines)
{
    const int lead = list->class->lead_cols;
    for (guint i = 0; i < lines->n_cells && (int)i < pane.rows; i++)
        grid_put_ellipsized(grid, pane.row + (int)i, pane.col + lead, pane.cols - lead - 1,
                            lines->cells[i].text, lines->cells[i].style);
}

static void list_view_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct list_view *list = (struct list_view *)view;
    const struct list_class *class = list->class;
    struct list_row lines = { 0 };
    struct pane rows = view->pane, below = view->pane;
    refresh(list);
    if (class->get_details && list->list.count)
        class->get_details(list, list->list.cursor, &lines);
    if (lines.n_cells)
        rows.rows = CLAMP((int)list->list.count, 1, MAX(rows.rows - (int)lines.n_cells, 1));
    const char *error = class->get_error ? class->get_error(list) : NULL;
    const struct list_drawing drawing = { .draw_row = draw_row,
                                          .data = list,
                                          .has_focus = has_focus,
                                          .empty = error ? error : class->empty };
    grid_fill(grid, view->pane, STYLE(TEXT));
    list_draw(&list->list, grid, rows, &drawing);
    below.row += rows.rows;
    below.rows -= rows.rows;
    draw_details(list, grid, below, &lines);
    row_clear(&lines);
}

static char *list_view_get_title(struct view *view, char **right)
{
    const struct list_view *list = (const struct list_view *)view;
    *right =
        list->list.count ? g_strdup_printf("%u/%u", list->list.cursor + 1, list->list.count) : NULL;
    return list->class->get_title(list);
}

/* ---- keys, mouse, search */

static guint open_row(struct list_view *list)
{
    return list->list.count ? list->class->open(list, list->list.cursor) : VIEW_DONE;
}

static char *list_view_get_address(struct view *view)
{
    struct list_view *list = (struct list_view *)view;
    refresh(list);
    return list->list.count && list->class->get_address
               ? list->class->get_address(list, list->list.cursor)
               : NULL;
}

static guint list_view_handle_command(struct view *view, enum command_id id,
                                      const struct command *command)
{
    struct list_view *list = (struct list_view *)view;
    const struct list_class *class = list->class;
    list->typed = 0;
    refresh(list);
    const guint answer = class->handle_command && list->list.count
                             ? class->handle_command(list, list->list.cursor, id, command)
                             : VIEW_PASSED;
    if (answer != VIEW_PASSED)
        return answer;
    return id == COMMAND_OPEN ? open_row(list) : motion_handle_command(&list->list, id);
}

/* A further digit makes the number longer as long as there is a row with that number. */
static guint list_view_handle_key(struct view *view, const char *key)
{
    struct list_view *list = (struct list_view *)view;
    if (!list->class->has_number_keys || !g_ascii_isdigit(key[0]) || key[1])
        return VIEW_PASSED;
    refresh(list);
    const guint digit = (guint)(key[0] - '0');
    guint number = list->typed * 10 + digit;
    if (number > list->list.count)
        number = digit;
    list->typed = number;
    if (number >= 1)
        list_set_cursor(&list->list, number - 1);
    return VIEW_DRAW;
}

static guint list_view_handle_mouse(struct view *view, const struct input_event *input)
{
    struct list_view *list = (struct list_view *)view;
    bool opens;
    refresh(list);
    const guint answer = motion_handle_mouse(&list->list, input, &opens);
    return opens && list->class->is_opened_by_clicks ? open_row(list) : answer;
}

static bool row_matches(void *data, guint index)
{
    struct list_view *list = data;
    struct list_row row;
    bool is_match = false;
    get_row(list, index, &row);
    for (guint i = 0; i < row.n_cells; i++)
        is_match |= !row.cells[i].is_right && match_is_in(row.cells[i].text, list->view.ui->search);
    row_clear(&row);
    return is_match;
}

static bool list_view_search(struct view *view, const char *text G_GNUC_UNUSED,
                             enum view_search how)
{
    struct list_view *list = (struct list_view *)view;
    guint index;
    refresh(list);
    if (how == VIEW_SEARCH_HERE && list->list.count && row_matches(list, list->list.cursor))
        return true;
    if (!list_search(&list->list, how == VIEW_SEARCH_PREVIOUS, G_MAXUINT, row_matches, list,
                     &index))
        return false;
    list_set_cursor(&list->list, index);
    return true;
}

/* ---- the view */

static void list_view_add_focus(struct view *view, struct app_focus *focus)
{
    const struct list_view *list = (const struct list_view *)view;
    if (list->class->add_focus)
        list->class->add_focus(list, focus);
}

static void list_view_free(struct view *view)
{
    struct list_view *list = (struct list_view *)view;
    if (list->class->free)
        list->class->free(list);
    g_free(list);
}

static const struct view_class list_view_class = {
    .context = CONTEXT_TEXT,
    .free = list_view_free,
    .draw = list_view_draw,
    .handle_command = list_view_handle_command,
    .handle_key = list_view_handle_key,
    .handle_mouse = list_view_handle_mouse,
    .search = list_view_search,
    .add_focus = list_view_add_focus,
    .get_address = list_view_get_address,
    .get_title = list_view_get_title,
};

void list_view_init(struct list_view *list, struct ui *ui, const struct list_class *class)
{
    g_assert(ui && class->refresh && class->get_row && class->open && class->get_title);
    list->view = (struct view){ .class = &list_view_class, .ui = ui };
    list->class = class;
    list_init(&list->list);
    refresh(list);
}
