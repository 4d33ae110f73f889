/* SPDX-License-Identifier: MIT */
/* The log: what the program has said. */
#include "base/date.h"
#include "base/log.h"
#include "text_view.h"
#include "view_command.h"

enum { TIME_COLS = 10 };

static void log_refresh(struct text_view *text)
{
    const guint64 serial = log_get_serial();
    if (text->serial == serial && text->lines->len)
        return;
    g_autoptr(GPtrArray) lines = log_get_lines();
    g_autofree char *day = NULL; /* of the lines that follow */
    text->serial = serial;
    text_view_clear(text);
    for (guint i = 0; i < lines->len; i++) {
        const struct log_line *line = lines->pdata[i];
        g_autofree char *time = date_format_local(line->at, "%H:%M:%S");
        char *line_day = date_format_local(line->at, "%Y-%m-%d");
        if (g_strcmp0(day, line_day) != 0)
            text_view_add(text, NULL, STYLE(DATE), line_day, STYLE(DATE));
        g_free(day);
        day = line_day;
        text_view_add(text, time, STYLE(DATE), line->text,
                      line->level == LOG_INFO ? STYLE(TEXT) : STYLE(ERROR));
    }
    if (!lines->len)
        text_view_add(text, NULL, STYLE(TEXT), "the log is empty", STYLE(FIELD));
}

static guint log_show(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    struct text_view *text = text_view_new(ui, "Log", TIME_COLS);
    text->refresh = log_refresh;
    text->follows_end = true;
    notices_clear(&ui->notices); /* all of it stands here */
    ui_push_overlay(ui, &text->view);
    return VIEW_DRAW;
}

const struct view_command log_commands[] = {
    { COMMAND_LOG, log_show },
    { 0 },
};
