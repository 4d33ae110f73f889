/* SPDX-License-Identifier: MIT */
/* What is typed into the last line: searches, answers to questions, commands. */
#include "ask.h"

#include "frame.h"

#include <string.h>

void ask_open(struct view *view, const struct prompt_options *options,
              guint (*finish)(struct view *view, const char *text))
{
    struct ui *ui = view->ui;
    g_assert(g_thread_self() == ui->thread);
    g_assert(options->label && finish);
    ui_drop_question(ui);
    notices_pass(&ui->notices);
    ui->ask.prompt = prompt_new(options);
    ui->ask.view = view;
    ui->ask.finish = finish;
}

void ask_start(struct view *view, const char *label, const char *text,
               guint (*finish)(struct view *view, const char *text))
{
    ask_open(view, &(struct prompt_options){ .label = label, .text = text }, finish);
}

/* ---- search */

void ask_say_unfound(struct ui *ui)
{
    const char *unfound = ui_get_top(ui)->class->unfound;
    ui_say(ui, "\"%s\" %s; F searches all articles", ui->search,
           unfound ? unfound : "was not found here");
}

static guint search_finish(struct view *view, const char *text)
{
    struct ui *ui = view->ui;
    if (*text && strcmp(text, ui->search ? ui->search : "") != 0) {
        g_free(ui->search);
        ui->search = g_strdup(text);
    }
    if (ui->search && !view->class->search(view, ui->search, VIEW_SEARCH_HERE))
        ask_say_unfound(ui);
    return VIEW_DRAW;
}

/* Goes to the first match while the words are typed. */
static guint search_change(struct view *view, const char *text)
{
    struct ui *ui = view->ui;
    g_free(ui->search);
    ui->search = *text ? g_strdup(text) : NULL;
    if (ui->search)
        view->class->search(view, ui->search, VIEW_SEARCH_HERE);
    return VIEW_DRAW;
}

static void search_cancel(struct view *view)
{
    g_clear_pointer(&view->ui->search, g_free);
}

void ask_start_search(struct ui *ui)
{
    struct view *view = ui_get_top(ui);
    if (!view->class->search)
        return;
    ask_open(view, &(struct prompt_options){ .label = "/", .history = ui->search_history },
             search_finish);
    ui->ask.change = search_change;
    ui->ask.cancel = search_cancel;
}

/* ---- keys */

guint ask_handle_key(struct ui *ui, const char *key)
{
    const struct ask ask = ui->ask;
    g_assert(ask.prompt && ask.view);
    switch (prompt_handle_key(ask.prompt, key)) {
    case PROMPT_CHANGED:
        return ask.change ? ask.change(ask.view, prompt_get_text(ask.prompt)) : VIEW_DRAW;
    case PROMPT_ENTERED: {
        g_autofree char *text = g_strdup(prompt_get_text(ask.prompt));
        ui_drop_question(ui);
        return ask.finish(ask.view, text);
    }
    case PROMPT_CANCELLED:
        if (ask.cancel)
            ask.cancel(ask.view);
        ui_drop_question(ui);
        break;
    case PROMPT_MOVED:
    case PROMPT_IGNORED:
        break;
    }
    return VIEW_DRAW;
}
