/* SPDX-License-Identifier: MIT */
/* From a key or a typed line to the one who carries it out: the view that has the keys, the table
 * of a view, the app. */
#include "dispatch.h"

#include "completion.h"
#include "pane.h"
#include "screen_child.h"
#include "view_command.h"

#include <string.h>

/* ---- the ":" prompt, and commands that are short for others */

static guint prompt_finish(struct view *view, const char *text)
{
    struct ui *ui = view->ui;
    ui->is_line_typed = true;
    ui_run_line(ui, text);
    ui->is_line_typed = false;
    return VIEW_DRAW;
}

static void start_prompt(struct view *view, const char *text)
{
    struct ui *ui = view->ui;
    const struct prompt_options options = { .label = ":",
                                            .text = text,
                                            .history = ui->command_history,
                                            .complete = completion_find,
                                            .data = ui->app };
    ask_open(view, &options, prompt_finish);
}

static guint run_prompt(struct ui *ui, const struct command *command)
{
    const char *text = command_get_rest(command, 1);
    g_autofree char *begun = g_strconcat(text, *text ? " " : "", NULL);
    start_prompt(ui_get_top(ui), begun);
    return VIEW_DRAW;
}

static guint run_edit_feeds(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    g_autoptr(GError) error = NULL;
    if (ui->screen && !screen_run_editor(ui->screen, app_get_feeds_path(ui->app), &error))
        ui_say_error(ui, "%s", error->message);
    else
        ui_run_line(ui, "source");
    return VIEW_DRAW;
}

static guint run_toggle_show_read(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    const bool is_of_feeds = ui_get_context(ui) == CONTEXT_FEEDS;
    const enum option_id id = is_of_feeds ? OPTION_SHOW_READ_FEEDS : OPTION_SHOW_READ;
    ui_run_line(ui, is_of_feeds ? "set show-read-feeds!" : "set show-read!");
    ui_say(ui, "%s %s", is_of_feeds ? "feeds without unread articles" : "read articles",
           options_get_bool(app_get_options(ui->app), id) ? "are shown"
                                                          : "are hidden; H shows them");
    return VIEW_DRAW;
}

static const struct view_command own_commands[] = {
    { COMMAND_PROMPT, run_prompt },
    { COMMAND_EDIT_FEEDS, run_edit_feeds },
    { COMMAND_TOGGLE_SHOW_READ, run_toggle_show_read },
    { 0 },
};

/* ---- tables */

static guint handle_command(struct ui *ui, enum command_id id, const struct command *command)
{
    static const struct view_command *const tables[] = {
        own_commands,
#define VIEW_COMMANDS(table) table,
#include "view_command.def"
#undef VIEW_COMMANDS
    };
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
        for (const struct view_command *row = tables[i]; row->handle; row++)
            if (row->id == id)
                return row->handle(ui, command);
    return VIEW_PASSED;
}

/* ---- commands of the app */

static void app_handle_command(struct ui *ui, enum command_id id, const struct command *command)
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
    if (!error && id == COMMAND_DELETE)
        ui_leave_deleted(ui, focus.item_id);
}

/* What hands type that have learnt vi. */
static bool run_vi_command(struct ui *ui, const char *name)
{
    static const struct {
        const char *name, *line; /* NULL: there is nothing to do */
    } rows[] = {
        { "q", "quit" },        { "q!", "hard-quit" }, { "qa", "hard-quit" },
        { "qa!", "hard-quit" }, { "x", "hard-quit" },  { "wq", "hard-quit" },
        { "wqa", "hard-quit" }, { "w", NULL },         { "h", "help" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(rows[i].name, name) != 0)
            continue;
        if (rows[i].line)
            ui_run_line(ui, rows[i].line);
        else
            ui_say(ui, "all changes are on disk already; \"save FILE\" saves an article");
        return true;
    }
    return false;
}

static void run_command(struct ui *ui, const struct command *command)
{
    enum command_id id;
    const char *name = command->words[0].text;
    if (!command_find(name, &id) && command->n_words == 1 && run_vi_command(ui, name))
        return;
    if (!command_find(name, &id)) {
        g_autofree const char **names = command_get_names();
        const char *nearest = diagnostic_nearest(name, names);
        ui_say_error(ui, "there is no command \"%s\"%s%s%s", name,
                     nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                     nearest ? "\"?" : "");
        return;
    }
    if (command_get_row(id)->where != COMMAND_BY_VIEW) {
        app_handle_command(ui, id, command);
        return;
    }
    g_autoptr(GError) error = NULL;
    if (!command_check(command_get_row(id), command, NULL, &error)) {
        ui_say_error(ui, "%s", error->message);
        return;
    }
    struct view *view = ui_get_top(ui);
    guint answer = view->class->handle_command(view, id, command);
    if (answer == VIEW_PASSED)
        answer = handle_command(ui, id, command);
    if (answer == VIEW_PASSED)
        ui_say(ui, "\"%s\" means nothing here", name);
    if (answer & VIEW_PROMPT) {
        g_autofree char *begun = g_strconcat(command_get_row(id)->name, " ", NULL);
        start_prompt(view, begun);
    }
    ui_carry_out(ui, view, answer);
}

void ui_run_line(struct ui *ui, const char *line)
{
    g_autoptr(GError) error = NULL;
    g_assert(g_thread_self() == ui->thread);
    g_autoptr(GPtrArray) commands =
        command_parse_line(line, 1, command_get_whole_names(), NULL, NULL, &error);
    if (!commands) {
        ui_say_error(ui, "%s", error->message);
        return;
    }
    for (guint i = 0; i < commands->len && !ui->is_done; i++)
        run_command(ui, commands->pdata[i]);
}

void ui_run_key(struct ui *ui, const char *key)
{
    struct view *view = ui_get_top(ui);
    const char *line = keymap_find(app_get_keymap(ui->app), ui_get_context(ui), key);
    if (line) {
        /* the line may bind its own key again */
        g_autofree char *copy = g_strdup(line);
        ui_run_line(ui, copy);
        return;
    }
    guint answer = view->class->handle_key ? view->class->handle_key(view, key) : VIEW_PASSED;
    if (answer == VIEW_PASSED)
        ui_say(ui, "%s does nothing here; ? shows the keys", key);
    ui_carry_out(ui, view, answer);
}
