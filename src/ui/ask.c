/* SPDX-License-Identifier: MIT */
/* What is typed into the last line: commands, searches, answers. */
#include "private.h"

#include <string.h>

void ask_stop(struct ui *ui)
{
    g_clear_pointer(&ui->ask.prompt, prompt_free);
    memset(&ui->ask, 0, sizeof ui->ask);
    ui->draws = true;
}

static void ask_begin(struct ui *ui, const struct prompt_options *options)
{
    ask_stop(ui);
    g_clear_pointer(&ui->message, g_free);
    ui->ask.prompt = prompt_new(options);
}

void ask_start(struct ui *ui, const char *label, const char *text,
               guint (*finish)(struct ui *ui, const char *text))
{
    ask_begin(ui, &(struct prompt_options){ .label = label, .text = text });
    ui->ask.finish = finish;
}

void ask_start_command(struct ui *ui, const char *text)
{
    ask_begin(ui, &(struct prompt_options){ .label = ":",
                                            .text = text,
                                            .history = ui->command_history,
                                            .complete = completion_find,
                                            .data = ui });
    ui->ask.finish = ui_run_line;
}

/* ---- search */

void ask_say_unfound(struct ui *ui)
{
    const char *unfound = ui_get_top(ui)->class->unfound;
    ui_say(ui, "\"%s\" %s; F searches all articles", ui->search,
           unfound ? unfound : "was not found here");
}

static guint search_finish(struct ui *ui, const char *text)
{
    struct view *view = ui_get_top(ui);
    if (*text && strcmp(text, ui->search ? ui->search : "") != 0) {
        g_free(ui->search);
        ui->search = g_strdup(text);
    }
    if (ui->search && !view->class->search(view, ui->search, VIEW_SEARCH_HERE))
        ask_say_unfound(ui);
    return VIEW_DRAW;
}

/* Goes to the first match while it is typed. */
static void search_change(struct ui *ui, const char *text)
{
    struct view *view = ui_get_top(ui);
    g_free(ui->search);
    ui->search = *text ? g_strdup(text) : NULL;
    if (ui->search)
        view->class->search(view, ui->search, VIEW_SEARCH_HERE);
}

static void search_cancel(struct ui *ui)
{
    g_clear_pointer(&ui->search, g_free);
}

void ask_start_search(struct ui *ui)
{
    if (!ui_get_top(ui)->class->search)
        return;
    ask_begin(ui, &(struct prompt_options){ .label = "/", .history = ui->search_history });
    ui->ask.finish = search_finish;
    ui->ask.change = search_change;
    ui->ask.cancel = search_cancel;
}

/* ---- keys */

void ask_handle_key(struct ui *ui, const char *key)
{
    struct ask ask = ui->ask;
    switch (prompt_handle_key(ask.prompt, key)) {
    case PROMPT_CHANGED:
        if (ask.change)
            ask.change(ui, prompt_get_text(ask.prompt));
        break;
    case PROMPT_ENTERED: {
        g_autofree char *text = g_strdup(prompt_get_text(ask.prompt));
        ask_stop(ui);
        ask.finish(ui, text);
        break;
    }
    case PROMPT_CANCELLED:
        if (ask.cancel)
            ask.cancel(ui);
        ask_stop(ui);
        break;
    case PROMPT_MOVED:
    case PROMPT_IGNORED:
        break;
    }
    ui->draws = true;
}
