/* SPDX-License-Identifier: MIT */
/* The window over rows that serves every list. */
#include "ui/list_window.h"

#include "cell_wrap.h"

#include <string.h>

void list_init(struct list *list)
{
    *list = (struct list){ .margin = 3 };
}

static guint list_get_margin(const struct list *list)
{
    return list->rows ? MIN(list->margin, (list->rows - 1) / 2) : 0;
}

static guint list_get_last_top(const struct list *list)
{
    return list->count > list->rows ? list->count - list->rows : 0;
}

/* Scrolls as little as needed for the cursor to stand inside the margins. */
static void list_reveal(struct list *list)
{
    guint margin = list_get_margin(list);
    if (list->cursor < list->top + margin)
        list->top = list->cursor > margin ? list->cursor - margin : 0;
    else if (list->rows && list->cursor + margin >= list->top + list->rows)
        list->top = list->cursor + margin + 1 - list->rows;
    list->top = MIN(list->top, list_get_last_top(list));
}

void list_set_count(struct list *list, guint count)
{
    if (list->count == count)
        return;
    list->count = count;
    list->cursor = count ? MIN(list->cursor, count - 1) : 0;
    list_reveal(list);
}

void list_set_rows(struct list *list, guint rows)
{
    if (list->rows == rows)
        return;
    list->rows = rows;
    list_reveal(list);
}

bool list_set_cursor(struct list *list, guint index)
{
    guint old = list->cursor;
    list->cursor = list->count ? MIN(index, list->count - 1) : 0;
    list_reveal(list);
    return list->cursor != old;
}

bool list_select_row(struct list *list, guint index)
{
    guint old = list->cursor;
    list->cursor = list->count ? MIN(index, list->count - 1) : 0;
    if (list->cursor < list->top || list->cursor >= list->top + list->rows)
        list_reveal(list);
    return list->cursor != old;
}

void list_follow_cursor(struct list *list, guint index)
{
    guint screen_row = list->cursor - MIN(list->top, list->cursor);
    list->cursor = list->count ? MIN(index, list->count - 1) : 0;
    list->top = list->cursor > screen_row ? list->cursor - screen_row : 0;
    list_reveal(list);
}

bool list_move(struct list *list, int delta)
{
    gint64 target = (gint64)list->cursor + delta;
    return list_set_cursor(list, (guint)CLAMP(target, 0, (gint64)G_MAXUINT));
}

/* Moves the cursor inside the margins, after the screen was scrolled. */
static void list_drag_cursor(struct list *list)
{
    if (!list->rows || !list->count)
        return;
    guint margin = list_get_margin(list);
    guint first = list->top ? list->top + margin : 0;
    guint last = list->top + list->rows < list->count ? list->top + list->rows - 1 - margin
                                                      : list->count - 1;
    list->cursor = CLAMP(list->cursor, MIN(first, last), last);
}

bool list_move_page(struct list *list, int halves)
{
    int half = (int)MAX(list->rows / 2, 1);
    int page = (int)MAX(list->rows, 2) - 1;
    int delta = halves / 2 * page + halves % 2 * half;
    guint old = list->cursor;
    gint64 target = (gint64)list->cursor + delta;
    list->top = (guint)CLAMP((gint64)list->top + delta, 0, (gint64)list_get_last_top(list));
    list->cursor = (guint)CLAMP(target, 0, list->count ? (gint64)list->count - 1 : 0);
    list_drag_cursor(list);
    return list->cursor != old;
}

bool list_move_home(struct list *list)
{
    return list_set_cursor(list, 0);
}

bool list_move_end(struct list *list)
{
    return list_set_cursor(list, G_MAXUINT);
}

bool list_scroll(struct list *list, int delta)
{
    guint old_top = list->top;
    list->top = (guint)CLAMP((gint64)list->top + delta, 0, (gint64)list_get_last_top(list));
    list_drag_cursor(list);
    return list->top != old_top;
}

void list_center(struct list *list)
{
    guint half = list->rows / 2;
    list->top = list->cursor > half ? list->cursor - half : 0;
    list_reveal(list);
}

bool list_find_row(const struct list *list, int screen_row, guint *index)
{
    if (screen_row < 0 || (guint)screen_row >= list->rows ||
        list->top + (guint)screen_row >= list->count)
        return false;
    *index = list->top + (guint)screen_row;
    return true;
}

bool list_search(const struct list *list, bool backward, guint limit,
                 bool (*matches)(void *data, guint index), void *data, guint *index)
{
    guint at = list->cursor;
    g_assert(!list->count || at < list->count);
    for (guint i = 0; i < MIN(limit, list->count); i++) {
        if (backward)
            at = at ? at - 1 : list->count - 1;
        else
            at = at + 1 < list->count ? at + 1 : 0;
        if (matches(data, at)) {
            *index = at;
            return true;
        }
    }
    return false;
}

void list_draw_bar(struct grid *grid, struct pane pane, guint count, guint top)
{
    guint rows = (guint)MAX(pane.rows, 0);
    if (count <= rows || rows < 2)
        return;
    guint length = (guint)MAX((guint64)rows * rows / count, 1);
    guint start = (guint)((guint64)top * (rows - length) / (count - rows));
    for (guint i = 0; i < length; i++)
        grid_put_text(grid, pane.row + (int)(start + i), pane.col + pane.cols - 1, 1, "▐",
                      (size_t)-1, STYLE(FAINT));
}

/* Draws why there are no rows into the upper part of pane, wrapped, as a block in the middle. */
static void draw_empty(struct grid *grid, struct pane pane, const char *text)
{
    enum { MAX_LINES = 8, FIRST_ROW = 4 };
    const char *lines[MAX_LINES];
    size_t lens[MAX_LINES];
    int n = 0, cols = 0;
    const int room = MAX(pane.cols - 2, 1), most = MIN(pane.rows, MAX_LINES);
    for (; pane.cols > 2 && *text && n < most; n++) {
        lines[n] = text;
        lens[n] = n + 1 < most ? cell_wrap_line(text, room) : strlen(text);
        cols = MAX(cols, MIN(grid_measure_text(text, lens[n]), room));
        text += lens[n];
        while (*text == ' ')
            text++;
    }
    int row = pane.row + MIN(MIN(pane.rows / 3, FIRST_ROW), pane.rows - n);
    for (int i = 0; i < n; i++, row++) {
        g_autofree char *line = g_strndup(lines[i], lens[i]);
        grid_put_ellipsized(grid, row, pane.col + (pane.cols - cols) / 2, cols, line, STYLE(FIELD));
    }
}

void list_draw(struct list *list, struct grid *grid, struct pane pane,
               const struct list_drawing *drawing)
{
    g_assert(drawing->draw_row || !list->count);
    list_set_rows(list, (guint)MAX(pane.rows, 0));
    grid_fill(grid, pane, STYLE(TEXT));
    if (!list->count) {
        if (drawing->empty)
            draw_empty(grid, pane, drawing->empty);
        return;
    }
    bool has_bar = list->count > list->rows && list->rows > 1;
    for (guint i = 0; i < list->rows && list->top + i < list->count; i++) {
        struct pane row = { pane.row + (int)i, pane.col, 1, pane.cols - has_bar };
        drawing->draw_row(drawing->data, grid, row, list->top + i);
        if (list->top + i == list->cursor)
            grid_tint(grid, row, drawing->has_focus ? THEME_CURSOR : THEME_CURSOR_OTHER);
        if (list->top + i == list->cursor && drawing->has_focus) {
            grid->rest_row = row.row;
            grid->rest_col = row.col;
        }
    }
    if (has_bar)
        list_draw_bar(grid, pane, list->count, list->top);
}
