/* SPDX-License-Identifier: MIT */
/* What is known of the selected feed: addresses, errors, the schedule. */
#include "app/feed_list.h"
#include "text_view.h"
#include "view_command.h"

#include <string.h>

enum { LABEL_COLS = 15 }; /* as feed_list_describe() sets them */

static guint details_show(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    const struct app_focus focus = ui_get_focus(ui);
    if (!focus.feed_id) {
        ui_say(ui, "put the cursor on a feed to see details about it");
        return VIEW_DRAW;
    }
    g_autofree char *details = feed_list_describe(app_get_feed_list(ui->app), focus.feed_id);
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
