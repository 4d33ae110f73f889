/* SPDX-License-Identifier: MIT */
/* Text to scroll: the base of help, log and details. */
#include "text_view.h"

#include "cell_wrap.h"
#include "match.h"
#include "ui/list_window.h"

#include <string.h>

enum { WHEEL_ROWS = 3, TEXT_MAX_COLS = 100 };

static void text_line_clear(gpointer data)
{
    struct text_line *line = data;
    g_free(line->label);
    g_free(line->text);
}

static GArray *text_lines_new(void)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(struct text_line));
    g_array_set_clear_func(lines, text_line_clear);
    return lines;
}

static void text_lines_add(GArray *lines, const char *label, char *text_take,
                           const struct text_line *like)
{
    struct text_line line = *like;
    line.label = g_strdup(label);
    line.text = text_take;
    g_array_append_val(lines, line);
}

void text_view_add(struct text_view *text, const char *label, struct style label_style,
                   const char *line, struct style style)
{
    struct text_line like = { .label_style = label_style,
                              .style = style,
                              .is_indented = label != NULL };
    text_lines_add(text->lines, label, g_strdup(line), &like);
    text->wrapped_cols = 0;
}

void text_view_clear(struct text_view *text)
{
    g_array_set_size(text->lines, 0);
    text->wrapped_cols = 0;
}

static void text_free(struct view *view)
{
    struct text_view *text = (struct text_view *)view;
    g_array_unref(text->lines);
    g_array_unref(text->wrapped);
    g_free(text->title);
    g_free(text);
}

static void text_wrap_line(struct text_view *text, const struct text_line *line, int cols)
{
    const char *at = line->text, *label = line->label;
    do {
        const size_t end = cell_wrap_line(at, cols);
        text_lines_add(text->wrapped, label, g_strndup(at, end), line);
        label = NULL;
        at += end;
        while (*at == ' ')
            at++;
    } while (*at);
}

static guint text_get_last_top(const struct text_view *text)
{
    guint rows = (guint)MAX(text->view.pane.rows, 1);
    return text->wrapped->len > rows ? text->wrapped->len - rows : 0;
}

/* Brings the wrapped lines up to date; a view that follows its end and stood there stays there. */
static void text_prepare(struct text_view *text)
{
    bool at_end = text->top >= text_get_last_top(text);
    if (text->refresh)
        text->refresh(text);
    int cols = MAX(MIN(text->view.pane.cols - 2, TEXT_MAX_COLS), 1);
    if (text->wrapped_cols == cols)
        return;
    bool is_first = text->wrapped_cols == 0 && !text->wrapped->len;
    text->wrapped_cols = cols;
    text->search_line = -1;
    g_array_set_size(text->wrapped, 0);
    for (guint i = 0; i < text->lines->len; i++) {
        const struct text_line *line = &g_array_index(text->lines, struct text_line, i);
        text_wrap_line(text, line, MAX(cols - (line->label ? text->label_cols : 0), 8));
    }
    if (text->follows_end && (at_end || is_first))
        text->top = G_MAXUINT;
    text->top = MIN(text->top, text_get_last_top(text));
}

static void text_draw(struct view *view, struct grid *grid, bool has_focus G_GNUC_UNUSED)
{
    struct text_view *text = (struct text_view *)view;
    grid_fill(grid, view->pane, STYLE(TEXT));
    text_prepare(text);
    text->top = MIN(text->top, text_get_last_top(text));
    for (guint i = 0; i < text->wrapped->len && text->top + i < text->wrapped->len; i++) {
        if ((int)i >= view->pane.rows)
            break;
        const struct text_line *line =
            &g_array_index(text->wrapped, struct text_line, text->top + i);
        int row = view->pane.row + (int)i, col = view->pane.col + 1,
            end = view->pane.col + view->pane.cols - 1;
        if (line->label)
            grid_put_ellipsized(grid, row, col, text->label_cols - 1, line->label,
                                line->label_style);
        if (line->is_indented)
            col += text->label_cols;
        grid_put_text(grid, row, col, end - col, line->text, (size_t)-1, line->style);
        match_tint(grid, row, col, end - col, line->text, ui_get_search(view));
    }
    grid->rest_row = view->pane.row;
    grid->rest_col = view->pane.col;
    list_draw_bar(grid, view->pane, text->wrapped->len, text->top);
}

static guint text_scroll(struct text_view *text, gint64 lines)
{
    text_prepare(text);
    text->top = (guint)CLAMP((gint64)text->top + lines, 0, (gint64)text_get_last_top(text));
    return VIEW_DRAW;
}

static guint text_handle_command(struct view *view, enum command_id id,
                                 const struct command *command G_GNUC_UNUSED)
{
    struct text_view *text = (struct text_view *)view;
    int rows = MAX(view->pane.rows, 2);
    switch ((guint)id) {
    case COMMAND_DOWN:
        return text_scroll(text, 1);
    case COMMAND_UP:
        return text_scroll(text, -1);
    case COMMAND_PAGE_DOWN:
    case COMMAND_READ_ON:
        return text_scroll(text, rows - 1);
    case COMMAND_PAGE_UP:
        return text_scroll(text, 1 - rows);
    case COMMAND_HALF_PAGE_DOWN:
        return text_scroll(text, rows / 2);
    case COMMAND_HALF_PAGE_UP:
        return text_scroll(text, -rows / 2);
    case COMMAND_HOME:
        return text_scroll(text, -(gint64)G_MAXUINT);
    case COMMAND_END:
        return text_scroll(text, G_MAXUINT);
    case COMMAND_OPEN:
        return VIEW_CLOSE;
    default:
        return VIEW_PASSED;
    }
}

static guint text_handle_mouse(struct view *view, const struct input_event *input)
{
    struct text_view *text = (struct text_view *)view;
    if (input->button == INPUT_WHEEL_UP)
        return text_scroll(text, -WHEEL_ROWS);
    return input->button == INPUT_WHEEL_DOWN ? text_scroll(text, WHEEL_ROWS) : VIEW_DONE;
}

static guint text_handle_event(struct view *view, const struct event *event G_GNUC_UNUSED)
{
    return ((struct text_view *)view)->refresh ? VIEW_DRAW : VIEW_DONE;
}

static bool text_line_matches(const struct text_view *text, guint index, const char *needle)
{
    const struct text_line *line = &g_array_index(text->wrapped, struct text_line, index);
    return match_is_in(line->text, needle) || (line->label && match_is_in(line->label, needle));
}

static bool text_search(struct view *view, const char *needle, enum view_search how)
{
    struct text_view *text = (struct text_view *)view;
    text_prepare(text);
    guint count = text->wrapped->len;
    guint from = text->search_line >= 0 && (guint)text->search_line < count
                     ? (guint)text->search_line
                     : text->top;
    bool is_first = how == VIEW_SEARCH_HERE || text->search_line < 0;
    for (guint i = is_first ? 0 : 1; i < count + !is_first; i++) {
        guint index = (how == VIEW_SEARCH_PREVIOUS ? from + 2 * count - i : from + i) % count;
        if (!text_line_matches(text, index, needle))
            continue;
        text->search_line = (gint)index;
        guint rows = (guint)MAX(view->pane.rows, 1);
        if (index < text->top || index >= text->top + rows)
            text_scroll(text, (gint64)index - rows / 3 - text->top);
        return true;
    }
    return false;
}

static char *text_get_title(struct view *view, char **right)
{
    struct text_view *text = (struct text_view *)view;
    text_prepare(text);
    guint last = text_get_last_top(text);
    *right = last ? g_strdup_printf("%u%%", text->top * 100 / last) : NULL;
    return g_strdup(text->title);
}

static const struct view_class text_class = {
    .context = CONTEXT_TEXT,
    .free = text_free,
    .draw = text_draw,
    .handle_command = text_handle_command,
    .handle_mouse = text_handle_mouse,
    .handle_event = text_handle_event,
    .search = text_search,
    .get_title = text_get_title,
};

struct text_view *text_view_new(struct ui *ui, const char *title, int label_cols)
{
    g_assert(ui && title && label_cols >= 0);
    struct text_view *text = g_new0(struct text_view, 1);
    text->view = (struct view){ .class = &text_class, .ui = ui };
    text->title = g_strdup(title);
    text->lines = text_lines_new();
    text->wrapped = text_lines_new();
    text->label_cols = label_cols;
    text->search_line = -1;
    return text;
}

void text_view_add_text(struct text_view *text, const char *content)
{
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        text_view_add(text, NULL, STYLE(TEXT), lines[i], STYLE(TEXT));
}
