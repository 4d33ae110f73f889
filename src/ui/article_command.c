/* SPDX-License-Identifier: MIT */
/* What can be done with the selected or open article beyond reading it: its comments, its address,
 * a file, a pipe. */
#include "article/article_format.h"
#include "article/article_save.h"
#include "clipboard.h"
#include "dispatch.h"
#include "screen_child.h"
#include "ui/screen.h"
#include "view_command.h"

#include <string.h>

#define PIPE_WIDTH 80

/* Returns the id of the article that is selected or open, or 0 after a message. */
static gint64 get_item(struct ui *ui)
{
    const struct app_focus focus = ui_get_focus(ui);
    if (!focus.item_id)
        ui_say(ui, "no article is selected");
    return focus.item_id;
}

/* Returns a URL of the article; NULL after a message, which is the text of nothing if the article
 * has no such URL. Caller frees. */
static char *take_address(struct ui *ui, enum article_address which, const char *nothing)
{
    g_autoptr(GError) error = NULL;
    const gint64 id = get_item(ui);
    char *url = id ? article_get_address(ui->app, id, which, &error) : NULL;
    if (error)
        ui_say_error(ui, "%s", error->message);
    else if (id && !url)
        ui_say(ui, "%s", nothing);
    return url;
}

static guint article_open_comments(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    g_autofree char *url = take_address(ui, ARTICLE_COMMENTS, "this article has no comments page");
    if (url)
        ui_browse(ui, url);
    return VIEW_DRAW;
}

static guint article_copy_link(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    struct view *top = ui_get_top(ui);
    const bool is_list = top->class->get_address != NULL;
    g_autofree char *url = is_list ? top->class->get_address(top)
                                   : take_address(ui, ARTICLE_PAGE, "this article has no link");
    if (is_list && (!url || !*url))
        ui_say(ui, "what is selected has no address to copy");
    else if (url)
        clipboard_copy(ui, url, url);
    return VIEW_DRAW;
}

static guint save_book(struct ui *ui, const struct command *command)
{
    g_autoptr(GError) error = NULL;
    if (app_save_book(ui->app, command_get_rest(command, 2), command->words[1].text, &error))
        ui_say_begun(ui, "writing %s", command->words[1].text);
    else
        ui_say_error(ui, "%s", error->message);
    return VIEW_DRAW;
}

/* save FILE|FOLDER, or save FILE QUERY for a book */
static guint article_save_as(struct ui *ui, const struct command *command)
{
    g_autoptr(GError) error = NULL;
    if (command->n_words > 2)
        return save_book(ui, command);
    const gint64 id = get_item(ui);
    if (!id)
        return VIEW_DRAW;
    if (command->n_words < 2 && !ui->is_line_typed)
        return VIEW_PROMPT;
    if (command->n_words < 2) { /* asked for a name, and none was given */
        g_autofree char *name = app_suggest_file(ui->app, id);
        g_autofree char *quoted = name ? command_quote(name) : g_strdup("");
        g_autofree char *line = g_strdup_printf("cmdline save %s", quoted);
        ui_run_line(ui, line);
        return VIEW_DRAW;
    }
    if (app_save_article(ui->app, id, command->words[1].text, &error))
        ui_say_begun(ui, "writing %s", command->words[1].text);
    else
        ui_say_error(ui, "%s", error->message);
    return VIEW_DRAW;
}

/* pipe-to COMMAND */
static guint article_pipe_to(struct ui *ui, const struct command *command)
{
    g_autoptr(GError) error = NULL;
    const char *line = command_get_rest(command, 1);
    const gint64 id = get_item(ui);
    if (!id)
        return VIEW_DRAW;
    if (!*line)
        return VIEW_PROMPT;
    g_autofree char *text = article_format_item(ui->app, id, ARTICLE_TEXT, PIPE_WIDTH, &error);
    if (text && ui->screen && screen_run_filter(ui->screen, line, text, &error))
        ui_say(ui, "\"%s\" has read the article", line);
    if (error)
        ui_say_error(ui, "%s", error->message);
    return VIEW_DRAW;
}

const struct view_command article_commands[] = {
    { COMMAND_COMMENTS, article_open_comments },
    { COMMAND_COPY, article_copy_link },
    { COMMAND_SAVE, article_save_as },
    { COMMAND_PIPE, article_pipe_to },
    { 0 },
};
