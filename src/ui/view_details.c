/* SPDX-License-Identifier: MIT */
/* What is known of the selected feed: addresses, errors, the schedule. */
#include "app/feed_list.h"
#include "text_view.h"
#include "view_article.h"
#include "view_command.h"
#include "view_headlines.h"

#include <string.h>

enum { LABEL_COLS = 15 }; /* as feed_list_describe() sets them */

/* The selected feed, else the feed of the selected or open article; 0 if there is none. */
static gint64 find_feed(struct ui *ui)
{
    const struct app_focus focus = ui_get_focus(ui);
    if (focus.feed_id || ui->focus == PANE_FEEDS)
        return focus.feed_id;
    return ui->focus == PANE_ARTICLE ? article_view_get(ui->panes[PANE_ARTICLE])->body->row.feed_id
                                     : headlines_view_get_feed(ui->panes[PANE_HEADLINES]);
}

static guint details_show(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    const gint64 feed_id = find_feed(ui);
    if (!feed_id) {
        ui_say(ui, "put the cursor on a feed to see details about it");
        return VIEW_DRAW;
    }
    g_autofree char *details = feed_list_describe(app_get_feed_list(ui->app), feed_id);
    struct text_view *text = text_view_new(ui, "About this feed", LABEL_COLS);
    g_auto(GStrv) lines = g_strsplit(details ? details : "", "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        const bool is_field = i > 0 && strlen(lines[i]) >= LABEL_COLS;
        g_autofree char *label = is_field ? g_strchomp(g_strndup(lines[i], LABEL_COLS)) : NULL;
        text_view_add(text, label, STYLE(FIELD), lines[i] + (is_field ? LABEL_COLS : 0),
                      STYLE(TEXT));
    }
    ui_push_overlay(ui, &text->view);
    return VIEW_DRAW;
}

const struct view_command details_commands[] = {
    { COMMAND_SHOW_ERROR, details_show },
    { 0 },
};
