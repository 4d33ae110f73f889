/* SPDX-License-Identifier: MIT */
/* Commands of the frame: leaving, going from pane to pane and from article to article, searching.
 */
#include "app/feed_list.h"
#include "pane.h"
#include "ui/screen.h"
#include "view_command.h"
#include "view_headlines.h"

/* Leaves what is on top: an overlay, the article, a search, the headlines. */
static guint frame_quit(struct ui *ui)
{
    if (ui_pop_overlay(ui)) {
        /* back to what lay below */
    } else if (ui->focus == PANE_ARTICLE) {
        ui_close_article(ui);
    } else if (ui->focus == PANE_HEADLINES &&
               headlines_view_leave_search(ui->panes[PANE_HEADLINES])) {
        /* back to the list below */
    } else if (ui->focus == PANE_HEADLINES) {
        ui_set_focus(ui, PANE_FEEDS);
    } else {
        return VIEW_PASSED;
    }
    g_clear_pointer(&ui->search, g_free);
    return VIEW_DRAW;
}

static guint frame_back(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    if (ui_get_context(ui) == CONTEXT_SEARCH) { /* first the marked matches go */
        g_clear_pointer(&ui->search, g_free);
        return VIEW_DRAW;
    }
    if (frame_quit(ui) == VIEW_PASSED)
        ui_say(ui, "this is the first pane; q leaves newsdeck");
    return VIEW_DRAW;
}

static guint frame_hard_quit(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    ui->is_done = true;
    return VIEW_DONE;
}

static guint quit_finish(struct view *view, const char *text)
{
    if (g_ascii_tolower(text[0]) == 'y')
        view->ui->is_done = true;
    return VIEW_DRAW;
}

static guint frame_quit_or_leave(struct ui *ui, const struct command *command)
{
    guint answer = frame_quit(ui);
    if (answer != VIEW_PASSED)
        return answer;
    if (options_get_bool(app_get_options(ui->app), OPTION_CONFIRM_QUIT)) {
        ask_start(ui_get_top(ui), "leave newsdeck? (y/n) ", "", quit_finish);
        return VIEW_DRAW;
    }
    return frame_hard_quit(ui, command);
}

static guint frame_change_pane(struct ui *ui, int step)
{
    if (ui->overlays->len)
        return VIEW_DONE;
    guint pane = ui->focus;
    do {
        pane = (pane + PANE_N + (guint)step) % PANE_N;
    } while (!ui->panes[pane]);
    ui_set_focus(ui, (enum ui_pane)pane);
    return VIEW_DRAW;
}

static guint frame_next_pane(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    return frame_change_pane(ui, 1);
}

static guint frame_prev_pane(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    return frame_change_pane(ui, -1);
}

static guint frame_next_unread(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    ui_open_next(ui, false, true);
    return VIEW_DRAW;
}

static guint frame_prev_unread(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    ui_open_next(ui, true, true);
    return VIEW_DRAW;
}

static guint frame_next(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    ui_open_next(ui, false, false);
    return VIEW_DRAW;
}

static guint frame_prev(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    ui_open_next(ui, true, false);
    return VIEW_DRAW;
}

static guint frame_search(struct ui *ui, const struct command *command)
{
    const char *words = command_get_rest(command, 1);
    struct view *view = ui_get_top(ui);
    if (!*words) {
        ask_start_search(ui);
        return VIEW_DRAW;
    }
    g_free(ui->search);
    ui->search = g_strdup(words);
    if (view->class->search && !view->class->search(view, ui->search, VIEW_SEARCH_HERE))
        ask_say_unfound(ui);
    return VIEW_DRAW;
}

static guint frame_search_again(struct ui *ui, enum view_search how)
{
    struct view *view = ui_get_top(ui);
    if (!ui->search)
        ui_say(ui, "nothing has been searched yet");
    else if (view->class->search && !view->class->search(view, ui->search, how))
        ui_say(ui, "\"%s\" does not occur again", ui->search);
    return VIEW_DRAW;
}

static guint frame_search_next(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    return frame_search_again(ui, VIEW_SEARCH_NEXT);
}

static guint frame_search_prev(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    return frame_search_again(ui, VIEW_SEARCH_PREVIOUS);
}

static guint frame_find(struct ui *ui, const struct command *command)
{
    const char *query = command_get_rest(command, 1);
    if (!*query)
        return VIEW_PROMPT;
    ui_show_list(ui, headlines_new(ui->app, FEED_LIST_QUERY, 0, query, query, true));
    return VIEW_DRAW;
}

static guint frame_redraw(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    if (ui->screen)
        screen_redraw(ui->screen);
    return VIEW_DRAW;
}

static guint frame_suspend(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    if (ui->screen) {
        screen_suspend(ui->screen);
        ui_resize(ui, screen_get_rows(ui->screen), screen_get_cols(ui->screen));
    }
    return VIEW_DRAW;
}

static guint frame_zoom(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    if (ui->overlays->len)
        return VIEW_DONE;
    ui->is_zoomed = !ui->is_zoomed;
    return VIEW_DRAW;
}

static guint frame_show_links(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    ui_say(ui, "open an article to see its links");
    return VIEW_DRAW;
}

static guint frame_read_on(struct ui *ui, const struct command *command)
{
    const struct view *view = ui_get_top(ui);
    /* from the feeds at once to what is to be read */
    if (!ui->overlays->len && ui->focus == PANE_FEEDS && ui_open_unread(ui))
        return VIEW_DRAW;
    return view->class->handle_command(ui_get_top(ui), COMMAND_OPEN, command);
}

const struct view_command frame_commands[] = {
    { COMMAND_QUIT, frame_quit_or_leave },
    { COMMAND_BACK, frame_back },
    { COMMAND_HARD_QUIT, frame_hard_quit },
    { COMMAND_NEXT_PANE, frame_next_pane },
    { COMMAND_PREV_PANE, frame_prev_pane },
    { COMMAND_NEXT_UNREAD, frame_next_unread },
    { COMMAND_PREV_UNREAD, frame_prev_unread },
    { COMMAND_NEXT, frame_next },
    { COMMAND_PREV, frame_prev },
    { COMMAND_SEARCH, frame_search },
    { COMMAND_SEARCH_NEXT, frame_search_next },
    { COMMAND_SEARCH_PREV, frame_search_prev },
    { COMMAND_FIND, frame_find },
    { COMMAND_ZOOM, frame_zoom },
    { COMMAND_REDRAW, frame_redraw },
    { COMMAND_SUSPEND, frame_suspend },
    { COMMAND_LINKS, frame_show_links },
    { COMMAND_READ_ON, frame_read_on },
    { 0 },
};
