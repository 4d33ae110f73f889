/* SPDX-License-Identifier: MIT */
/* The frame around the views: which are open, which has the keys, what is drawn. */
#include "private.h"

#include "text/hyphen.h"

#include <string.h>

static void view_free(gpointer data)
{
    struct view *view = data;
    if (view)
        view->class->free(view);
}

struct ui *ui_new(struct app *app, int rows, int cols)
{
    struct ui *ui = g_new0(struct ui, 1);
    ui->app = app;
    ui->grid = grid_new(rows, cols);
    ui_set_bidi(ui);
    ui->pages = g_ptr_array_new_with_free_func(view_free);
    ui->command_history = g_ptr_array_new_with_free_func(g_free);
    ui->search_history = g_ptr_array_new_with_free_func(g_free);
    ui->panes[PANE_FEEDS] = feeds_view_open(ui);
    ui->panes[PANE_HEADLINES] = headlines_view_open(ui);
    ui->draws = true;
    const struct diagnostic_list *diagnostics = app_get_diagnostics(app);
    if (diagnostic_list_get_length(diagnostics)) {
        g_autofree char *first = diagnostic_format(diagnostic_list_get(diagnostics, 0));
        ui_say_error(ui, "%s", first);
    }
    return ui;
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    ask_stop(ui);
    g_ptr_array_unref(ui->pages);
    for (guint i = PANE_N; i > 0; i--)
        view_free(ui->panes[i - 1]);
    g_ptr_array_unref(ui->command_history);
    g_ptr_array_unref(ui->search_history);
    g_free(ui->search);
    g_free(ui->message);
    grid_free(ui->grid);
    hyphen_shelf_free(ui->hyphens);
    g_free(ui);
}

bool ui_is_done(const struct ui *ui)
{
    return ui->is_done;
}

struct view *ui_get_top(const struct ui *ui)
{
    return ui->pages->len ? ui->pages->pdata[ui->pages->len - 1] : ui->panes[ui->focus];
}

const char *ui_get_search(const struct view *view)
{
    return ui_get_top(view->ui) == view ? view->ui->search : NULL;
}

struct app_focus ui_get_focus(const struct ui *ui)
{
    struct app_focus focus = { 0 };
    struct view *headlines = ui->panes[PANE_HEADLINES], *view = ui->panes[ui->focus];
    if (ui->focus != PANE_FEEDS || !ui->headlines_are_stale)
        headlines->class->add_focus(headlines, &focus);
    if (ui->focus == PANE_FEEDS)
        focus.item_id = 0;
    if (view->class->add_focus)
        view->class->add_focus(view, &focus);
    return focus;
}

static void G_GNUC_PRINTF(3, 0)
    ui_set_message(struct ui *ui, bool is_error, const char *format, va_list arguments)
{
    char *message = g_strdup_vprintf(format, arguments);
    g_free(ui->message);
    ui->message = message;
    ui->is_error = is_error;
    ui->draws = true;
}

void ui_say(struct ui *ui, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    ui_set_message(ui, false, format, arguments);
    va_end(arguments);
}

void ui_say_error(struct ui *ui, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    ui_set_message(ui, true, format, arguments);
    va_end(arguments);
}

void ui_push_page(struct ui *ui, struct view *page)
{
    g_ptr_array_add(ui->pages, page);
    g_clear_pointer(&ui->search, g_free);
    ui->draws = true;
}

void ui_set_focus(struct ui *ui, enum ui_pane pane)
{
    if (!ui->panes[pane])
        return;
    if (pane != PANE_FEEDS && ui->headlines_are_stale)
        ui_show_headlines(ui);
    ui->is_zoomed = ui->is_zoomed && pane == ui->focus;
    ui->focus = pane;
    ui->draws = true;
}

void ui_show_headlines(struct ui *ui)
{
    const struct feed_list_row *row = feeds_view_get_row(ui->panes[PANE_FEEDS]);
    if (!row)
        return;
    const char *path = row->kind == FEED_LIST_QUERY ? row->query : row->path;
    struct headlines *shown = headlines_view_get(ui->panes[PANE_HEADLINES]);
    bool is_same = shown && !headlines_is_search(shown) && headlines_get_kind(shown) == row->kind &&
                   headlines_get_feed_id(shown) == row->feed_id &&
                   g_strcmp0(headlines_get_query(shown), path) == 0;
    ui->headlines_are_stale = false;
    if (!is_same)
        headlines_view_show(
            ui->panes[PANE_HEADLINES],
            headlines_new(ui->app, row->kind, row->feed_id, path, row->title, false));
}

void ui_close_article(struct ui *ui)
{
    g_clear_pointer(&ui->panes[PANE_ARTICLE], view_free);
    ui_set_focus(ui, PANE_HEADLINES);
}

enum context ui_get_context(const struct ui *ui)
{
    const enum context context = ui_get_top(ui)->class->context;
    if (context != CONTEXT_ARTICLE)
        return context;
    return article_view_is_marking(ui_get_top(ui)) ? CONTEXT_MARK
           : ui->search                            ? CONTEXT_SEARCH
                                                   : context;
}

/* What the list was searched for is marked in the article, too; what was searched in another
 * article is forgotten. */
static void ui_take_search(struct ui *ui)
{
    struct headlines *shown = headlines_view_get(ui->panes[PANE_HEADLINES]);
    char **words = shown && headlines_is_search(shown) ? headlines_get_words(shown) : NULL;
    g_clear_pointer(&ui->search, g_free);
    if (words && words[0])
        ui->search = g_strdup(words[0]);
}

void ui_open_article(struct ui *ui, gint64 item_id)
{
    struct view *view = article_view_open(ui, item_id);
    if (!view)
        return;
    ui_take_search(ui);
    view_free(ui->panes[PANE_ARTICLE]);
    ui->panes[PANE_ARTICLE] = view;
    ui->focus = PANE_ARTICLE;
    ui->draws = true;
}

void ui_browse(struct ui *ui, const char *url)
{
    g_autoptr(GError) error = NULL;
    if (app_browse(ui->app, url, &error))
        ui_say(ui, "opening %s", url);
    else
        ui_say_error(ui, "%s", error->message);
}

/* The next list with unread articles, its cursor on one of them. */
static bool ui_show_next_unread_feed(struct ui *ui, bool backwards)
{
    struct view *headlines = ui->panes[PANE_HEADLINES];
    struct headlines *shown = headlines_view_get(headlines);
    if (!shown || headlines_get_kind(shown) != FEED_LIST_FEED)
        return false;
    gint64 feed_id = headlines_get_feed_id(shown);
    gint64 next = feed_list_find_unread(app_get_feed_list(ui->app), feed_id, backwards);
    if (!next || next == feed_id)
        return false;
    feeds_view_select_feed(ui->panes[PANE_FEEDS], next);
    ui_show_headlines(ui);
    return headlines_view_select_unread(headlines);
}

void ui_open_next(struct ui *ui, bool backwards, bool is_unread)
{
    struct view *headlines = ui->panes[PANE_HEADLINES];
    if (ui->pages->len)
        return;
    if (ui->headlines_are_stale)
        ui_show_headlines(ui);
    /* coming from the list of feeds, the article under the cursor counts as the next one */
    bool is_found = is_unread && !ui->panes[PANE_ARTICLE] && !backwards
                        ? headlines_view_select_unread(headlines)
                        : headlines_view_step(headlines, backwards, is_unread);
    if (!is_found && is_unread)
        is_found = ui_show_next_unread_feed(ui, backwards);
    if (is_found)
        ui_open_article(ui, headlines_view_get_item(headlines));
    else
        ui_say(ui, is_unread   ? "no more unread articles"
                   : backwards ? "this is the first article"
                               : "this is the last article");
}

/* ---- input */

void ui_handle_key(struct ui *ui, const char *key)
{
    ui->draws = true;
    if (ui->ask.prompt) {
        ask_handle_key(ui, key);
        return;
    }
    g_clear_pointer(&ui->message, g_free);
    if (strcmp(key, "<Esc>") != 0 || !candidates_stop_search(ui))
        ui_run_key(ui, key);
}

static void ui_handle_mouse(struct ui *ui, const struct input_event *input)
{
    struct input_event local = *input;
    struct view *view = NULL;
    const bool is_begun = input->button == INPUT_DRAG || input->button == INPUT_RELEASE;
    if (ui->pages->len || is_begun) { /* what began in a view goes on there, also outside of it */
        view = ui_get_top(ui);
    } else {
        for (guint i = 0; i < PANE_N; i++)
            if (ui->panes[i] && ui->layout.panes[i].rows > 0 &&
                pane_contains(&ui->layout.panes[i], input->row, input->col)) {
                view = ui->panes[i];
                if (input->button == INPUT_BUTTON_LEFT)
                    ui_set_focus(ui, (enum ui_pane)i);
            }
    }
    if (!view || (!is_begun && !pane_contains(&view->pane, input->row, input->col)))
        return;
    local.row -= view->pane.row;
    local.col -= view->pane.col;
    view->class->handle_mouse(view, &local);
}

void ui_handle_input(struct ui *ui, const struct input_event *input)
{
    ui->draws = true;
    if (input->kind == INPUT_KEY) {
        ui_handle_key(ui, input->key);
    } else if (input->kind == INPUT_PASTE) {
        if (ui->ask.prompt)
            prompt_insert(ui->ask.prompt, input->paste);
        else
            ui_say(ui, "text was pasted; type : first if it is a command");
    } else if (input->kind == INPUT_TERMINAL) {
        ui_apply_redraw(ui, REDRAW_LAYOUT);
    } else {
        if (ui->ask.prompt)
            return;
        if (input->button != INPUT_RELEASE) /* the press has said something */
            g_clear_pointer(&ui->message, g_free);
        ui_handle_mouse(ui, input);
    }
}

/* ---- events */

/* What has happened behind the screen, in a line; silence where the screen shows it already. */
static void ui_say_event(struct ui *ui, const struct event *event)
{
    const char *articles = event->n_changed == 1 ? "article" : "articles";
    if (event->kind == EVENT_MESSAGE || event->kind == EVENT_EDIT || event->kind == EVENT_FEEDS) {
        if (event->is_error && event->text)
            ui_say_error(ui, "%s", event->text);
        else if (event->kind != EVENT_EDIT && event->text)
            ui_say(ui, "%s", event->text);
        else if (event->is_undo && !event->n_changed)
            ui_say(ui, "taken back: %s", event->text ? event->text : "");
        else if (event->is_undo)
            ui_say(ui, "taken back: %s (%u %s)", event->text ? event->text : "", event->n_changed,
                   articles);
        else if (event->n_changed > 1)
            ui_say(ui, "%s: %u %s; u takes it back", event->text ? event->text : "",
                   event->n_changed, articles);
    } else if (event->kind == EVENT_OFFLINE && event->text) {
        ui_say(ui, "%s", event->text);
    } else if (event->kind == EVENT_INDEX && event->n_total) {
        ui_say(ui, "making the search index: %u articles to go", event->n_total);
    } else if (event->kind == EVENT_FETCHED) {
        if (event->n_failed)
            ui_say(ui, "%u new; %u of %u feeds failed, e on a feed marked ! tells why",
                   event->n_new, event->n_failed, event->n_total);
        else
            ui_say(ui, event->n_new ? "%u new" : "nothing new", event->n_new);
    }
}

/* The feeds file was read again; a feed that was added is selected. */
static void ui_follow_feeds(struct ui *ui, const struct event *event)
{
    ui_apply_redraw(ui, REDRAW_MODEL | REDRAW_LIST | REDRAW_STATUS);
    if (!event->feed_id || ui->panes[PANE_ARTICLE])
        return;
    feeds_view_select_feed(ui->panes[PANE_FEEDS], event->feed_id);
    ui_show_headlines(ui);
}

static void ui_handle_event(struct ui *ui, const struct event *event)
{
    for (guint i = 0; i < PANE_N; i++) {
        struct view *view = ui->panes[i];
        if (view && view->class->handle_event)
            view->class->handle_event(view, event);
    }
    for (guint i = 0; i < ui->pages->len; i++) {
        struct view *view = ui->pages->pdata[i];
        if (view->class->handle_event)
            view->class->handle_event(view, event);
    }
    if (event->kind == EVENT_DISCOVERY)
        candidates_handle_event(ui, event);
    if (event->kind == EVENT_FEEDS)
        ui_follow_feeds(ui, event);
    ui_say_event(ui, event);
    ui->draws = true;
}

void ui_take_events(struct ui *ui)
{
    struct event *event;
    while ((event = app_take_event(ui->app))) {
        ui_handle_event(ui, event);
        event_free(event);
    }
}

void ui_resize(struct ui *ui, int rows, int cols)
{
    grid_resize(ui->grid, rows, cols);
    ui->draws = true;
}

/* ---- drawing */

static void ui_draw_head(struct ui *ui, struct view *view, struct pane head, bool has_focus,
                         bool is_ruled)
{
    g_autofree char *right = NULL;
    g_autofree char *title = view->class->get_title(view, &right);
    struct style style = has_focus ? STYLE(PANE_TITLE_FOCUS) : STYLE(PANE_TITLE);
    int end = head.col + head.cols - 1, start = head.col + 1;
    if (is_ruled)
        grid_draw_horizontal(ui->grid, head.row, head.col, head.cols, STYLE(BORDER));
    if (right) {
        int used = grid_put_right(ui->grid, head.row, end, head.cols / 3, right, style);
        if (is_ruled)
            grid_put_text(ui->grid, head.row, end - used - 1, 1, " ", 1, style);
        if (is_ruled)
            grid_put_text(ui->grid, head.row, end, 1, " ", 1, style);
        end -= used + 2;
    }
    if (is_ruled)
        grid_put_text(ui->grid, head.row, start++ - 1, 2, "  ", 2, style);
    start += grid_put_ellipsized(ui->grid, head.row, start, end - start - 1, title, style);
    if (is_ruled)
        grid_put_text(ui->grid, head.row, start, 1, " ", 1, style);
}

static void ui_draw_panes(struct ui *ui)
{
    for (guint i = 0; i < PANE_N; i++) {
        struct view *view = ui->panes[i];
        if (!view || ui->layout.heads[i].rows == 0)
            continue;
        bool has_focus = ui->focus == i;
        view->pane = ui->layout.panes[i];
        view->class->draw(view, ui->grid, has_focus);
        ui_draw_head(ui, view, ui->layout.heads[i], has_focus,
                     i == PANE_ARTICLE && ui->layout.heads[i].row > 0);
    }
    if (ui->layout.split_col >= 0)
        grid_draw_vertical(ui->grid, 0, ui->layout.split_col, ui->grid->rows - 1, STYLE(BORDER));
}

static void ui_draw_page(struct ui *ui)
{
    struct view *page = ui_get_top(ui);
    page->pane = (struct pane){ 1, 0, MAX(ui->grid->rows - 2, 0), ui->grid->cols };
    page->class->draw(page, ui->grid, true);
    ui_draw_head(ui, page, (struct pane){ 0, 0, 1, ui->grid->cols }, true, false);
}

const struct grid *ui_draw(struct ui *ui)
{
    grid_clear(ui->grid);
    ui->layout = layout_compute(ui);
    if (ui->headlines_are_stale && ui->layout.panes[PANE_HEADLINES].rows > 0)
        ui_show_headlines(ui);
    if (ui->pages->len)
        ui_draw_page(ui);
    else
        ui_draw_panes(ui);
    struct pane last = { ui->grid->rows - 1, 0, 1, ui->grid->cols };
    if (ui->ask.prompt)
        prompt_draw(ui->ask.prompt, ui->grid, last);
    else
        status_draw(ui, last);
    ui->draws = false;
    return ui->grid;
}
