/* SPDX-License-Identifier: MIT */
/* From a key or a typed line to who carries it out: the view that has the keys, the frame around
 * the views, the app. */
#include "private.h"

#include "article_command.h"
#include "enclosures.h"
#include "screen_child.h"
#include "ui/screen.h"

#include <string.h>

/* ---- what the frame carries out: one function a command */

typedef guint frame_handler(struct ui *ui, const struct command *command);

static guint frame_quit(struct ui *ui, const struct command *command)
{
    (void)command;
    if (ui->pages->len) {
        g_ptr_array_set_size(ui->pages, (gint)ui->pages->len - 1);
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

static guint frame_back(struct ui *ui, const struct command *command)
{
    if (ui_get_context(ui) == CONTEXT_SEARCH) { /* the marks go first */
        g_clear_pointer(&ui->search, g_free);
        return VIEW_DRAW;
    }
    if (frame_quit(ui, command) == VIEW_PASSED)
        ui_say(ui, "this is the first pane; q leaves newsdeck");
    return VIEW_DRAW;
}

static guint frame_hard_quit(struct ui *ui, const struct command *command)
{
    (void)command;
    ui->is_done = true;
    return VIEW_DONE;
}

static guint quit_finish(struct ui *ui, const char *text)
{
    if (g_ascii_tolower(text[0]) == 'y')
        ui->is_done = true;
    return VIEW_DRAW;
}

static guint frame_quit_or_leave(struct ui *ui, const struct command *command)
{
    guint answer = frame_quit(ui, command);
    if (answer != VIEW_PASSED)
        return answer;
    if (options_get_bool(app_get_options(ui->app), OPTION_CONFIRM_QUIT)) {
        ask_start(ui, "leave newsdeck? (y/n) ", "", quit_finish);
        return VIEW_DRAW;
    }
    return frame_hard_quit(ui, command);
}

static guint frame_change_pane(struct ui *ui, int step)
{
    if (ui->pages->len)
        return VIEW_DONE;
    guint pane = ui->focus;
    do {
        pane = (pane + PANE_N + (guint)step) % PANE_N;
    } while (!ui->panes[pane]);
    ui_set_focus(ui, (enum ui_pane)pane);
    return VIEW_DRAW;
}

static guint frame_next_pane(struct ui *ui, const struct command *command)
{
    (void)command;
    return frame_change_pane(ui, 1);
}

static guint frame_prev_pane(struct ui *ui, const struct command *command)
{
    (void)command;
    return frame_change_pane(ui, -1);
}

static guint frame_next_unread(struct ui *ui, const struct command *command)
{
    (void)command;
    ui_open_next(ui, false, true);
    return VIEW_DRAW;
}

static guint frame_prev_unread(struct ui *ui, const struct command *command)
{
    (void)command;
    ui_open_next(ui, true, true);
    return VIEW_DRAW;
}

static guint frame_next(struct ui *ui, const struct command *command)
{
    (void)command;
    ui_open_next(ui, false, false);
    return VIEW_DRAW;
}

static guint frame_prev(struct ui *ui, const struct command *command)
{
    (void)command;
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
        ui_say(ui, "nothing was searched yet");
    else if (view->class->search && !view->class->search(view, ui->search, how))
        ui_say(ui, "\"%s\" does not occur again", ui->search);
    return VIEW_DRAW;
}

static guint frame_search_next(struct ui *ui, const struct command *command)
{
    (void)command;
    return frame_search_again(ui, VIEW_SEARCH_NEXT);
}

static guint frame_search_prev(struct ui *ui, const struct command *command)
{
    (void)command;
    return frame_search_again(ui, VIEW_SEARCH_PREVIOUS);
}

static guint frame_find(struct ui *ui, const struct command *command)
{
    const char *query = command_get_rest(command, 1);
    if (!*query) {
        ask_start_command(ui, "find ");
        return VIEW_DRAW;
    }
    g_ptr_array_set_size(ui->pages, 0);
    struct headlines *found = headlines_new(ui->app, FEED_LIST_QUERY, 0, query, query, true);
    headlines_view_show(ui->panes[PANE_HEADLINES], found);
    ui->headlines_are_stale = false;
    ui_set_focus(ui, PANE_HEADLINES);
    return VIEW_DRAW;
}

static guint frame_help(struct ui *ui, const struct command *command)
{
    const char *word = command_get_rest(command, 1);
    ui_push_page(ui, help_view_open(ui, *word ? word : NULL));
    return VIEW_DRAW;
}

static guint frame_log(struct ui *ui, const struct command *command)
{
    (void)command;
    ui_push_page(ui, log_view_open(ui));
    return VIEW_DRAW;
}

static guint frame_prompt(struct ui *ui, const struct command *command)
{
    const char *text = command_get_rest(command, 1);
    g_autofree char *begun = g_strconcat(text, *text ? " " : "", NULL);
    ask_start_command(ui, begun);
    return VIEW_DRAW;
}

static guint frame_redraw(struct ui *ui, const struct command *command)
{
    (void)command;
    if (ui->screen)
        screen_redraw(ui->screen);
    return VIEW_DRAW;
}

static guint frame_suspend(struct ui *ui, const struct command *command)
{
    (void)command;
    if (ui->screen) {
        screen_suspend(ui->screen);
        ui_resize(ui, screen_get_rows(ui->screen), screen_get_cols(ui->screen));
    }
    return VIEW_DRAW;
}

static guint frame_edit_feeds(struct ui *ui, const struct command *command)
{
    (void)command;
    g_autoptr(GError) error = NULL;
    if (ui->screen && !screen_run_editor(ui->screen, app_get_feeds_path(ui->app), &error)) {
        ui_say_error(ui, "%s", error->message);
        return VIEW_DRAW;
    }
    return ui_run_line(ui, "source");
}

static guint frame_zoom(struct ui *ui, const struct command *command)
{
    (void)command;
    if (ui->pages->len)
        return VIEW_DONE;
    ui->is_zoomed = !ui->is_zoomed;
    return VIEW_DRAW;
}

static guint frame_show_links(struct ui *ui, const struct command *command)
{
    (void)command;
    ui_say(ui, "open an article to see its links");
    return VIEW_DRAW;
}

static guint frame_read_on(struct ui *ui, const struct command *command)
{
    const struct view *view = ui_get_top(ui);
    return view->class->handle_command(ui_get_top(ui), COMMAND_OPEN, command);
}

static guint frame_show_error(struct ui *ui, const struct command *command)
{
    (void)command;
    struct app_focus focus = ui_get_focus(ui);
    if (!focus.feed_id) {
        ui_say(ui, "put the cursor on a feed to see what is known of it");
        return VIEW_DRAW;
    }
    struct feed_list *feeds = app_get_feed_list(ui->app);
    g_autofree char *text = feed_list_describe(feeds, focus.feed_id);
    ui_push_page(ui, text_view_open(ui, "About this feed", text));
    return VIEW_DRAW;
}

static guint frame_toggle_show_read(struct ui *ui, const struct command *command)
{
    (void)command;
    return ui_run_line(ui, "set show-read!");
}

static const struct {
    enum command_id id;
    frame_handler *handle;
} frame_commands[] = {
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
    { COMMAND_HELP, frame_help },
    { COMMAND_LOG, frame_log },
    { COMMAND_PROMPT, frame_prompt },
    { COMMAND_ZOOM, frame_zoom },
    { COMMAND_REDRAW, frame_redraw },
    { COMMAND_SUSPEND, frame_suspend },
    { COMMAND_EDIT_FEEDS, frame_edit_feeds },
    { COMMAND_LINKS, frame_show_links },
    { COMMAND_READ_ON, frame_read_on },
    { COMMAND_SHOW_ERROR, frame_show_error },
    { COMMAND_TOGGLE_SHOW_READ, frame_toggle_show_read },
    { COMMAND_COMMENTS, article_open_comments },
    { COMMAND_COPY, article_copy_link },
    { COMMAND_SAVE, article_save_as },
    { COMMAND_PIPE, article_pipe_to },
    { COMMAND_PLAY, enclosures_play },
    { COMMAND_DOWNLOAD, enclosures_download },
    { COMMAND_ENCLOSURES, enclosures_show },
    { COMMAND_NEXT_CHAPTER, enclosures_next_chapter },
    { COMMAND_PREV_CHAPTER, enclosures_prev_chapter },
    { COMMAND_DOWNLOADS, downloads_show },
};

static guint frame_handle_command(struct ui *ui, enum command_id id, const struct command *command)
{
    for (gsize i = 0; i < G_N_ELEMENTS(frame_commands); i++)
        if (frame_commands[i].id == id)
            return frame_commands[i].handle(ui, command);
    return VIEW_PASSED;
}

/* ---- commands of the app */

void ui_apply_redraw(struct ui *ui, guint redraw)
{
    if (redraw & REDRAW_MODEL) {
        headlines_view_rebuild(ui->panes[PANE_HEADLINES]);
        headlines_view_sync(ui->panes[PANE_HEADLINES]);
    }
    if ((redraw & (REDRAW_PAGE | REDRAW_LAYOUT)) && ui->panes[PANE_ARTICLE])
        article_view_relayout(ui->panes[PANE_ARTICLE]);
    if (redraw & REDRAW_LAYOUT)
        ui_set_bidi(ui);
    if (ui->screen && redraw & REDRAW_LAYOUT) {
        const struct options *options = app_get_options(ui->app);
        screen_set_mouse(ui->screen, options_get_bool(options, OPTION_MOUSE));
        screen_set_hyperlinks(
            ui->screen, (enum option_hyperlinks)options_get_number(options, OPTION_HYPERLINKS));
    }
    if (redraw != REDRAW_NONE)
        ui->draws = true;
}

static guint app_handle_command(struct ui *ui, enum command_id id, const struct command *command)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    if (ui->headlines_are_stale) /* keys that came faster than the screen */
        ui_show_headlines(ui);
    struct app_focus focus = ui_get_focus(ui);
    ui_apply_redraw(ui, app_run(ui->app, id, command, &focus, &message, &error));
    if (error)
        ui_say_error(ui, "%s", error->message);
    else if (message)
        ui_say(ui, "%s", message);
    return VIEW_DRAW;
}

static guint ui_run_command(struct ui *ui, const struct command *command)
{
    enum command_id id;
    const char *name = command->words[0].text;
    if (!command_find(name, &id)) {
        g_autofree const char **names = command_get_names();
        const char *nearest = diagnostic_nearest(name, names);
        ui_say_error(ui, "there is no command \"%s\"%s%s%s", name,
                     nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                     nearest ? "\"?" : "");
        return VIEW_DRAW;
    }
    if (command_get_row(id)->where != COMMAND_BY_VIEW)
        return app_handle_command(ui, id, command);
    struct view *view = ui_get_top(ui);
    guint answer = view->class->handle_command(view, id, command);
    if (answer & VIEW_CLOSE)
        return frame_quit(ui, command);
    if (answer == VIEW_PASSED)
        answer = frame_handle_command(ui, id, command);
    if (answer == VIEW_PASSED)
        ui_say(ui, "\"%s\" means nothing here", name);
    return answer | VIEW_DRAW;
}

guint ui_run_line(struct ui *ui, const char *line)
{
    g_autoptr(GError) error = NULL;
    guint answer = VIEW_DONE;
    g_autoptr(GPtrArray) commands =
        command_parse_line(line, 1, command_get_whole_names(), NULL, NULL, &error);
    if (!commands) {
        ui_say_error(ui, "%s", error->message);
        return VIEW_DRAW;
    }
    for (guint i = 0; i < commands->len && !ui->is_done; i++)
        answer |= ui_run_command(ui, commands->pdata[i]);
    return answer;
}

guint ui_run_key(struct ui *ui, const char *key)
{
    struct view *view = ui_get_top(ui);
    const char *line = keymap_find(app_get_keymap(ui->app), ui_get_context(ui), key);
    if (line) {
        /* the line may bind its own key anew */
        g_autofree char *copy = g_strdup(line);
        return ui_run_line(ui, copy);
    }
    guint answer = view->class->handle_key ? view->class->handle_key(view, key) : VIEW_PASSED;
    if (answer == VIEW_PASSED)
        ui_say(ui, "%s does nothing here; ? shows the keys", key);
    return answer;
}
