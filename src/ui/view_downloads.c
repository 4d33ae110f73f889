/* SPDX-License-Identifier: MIT */
/* Downloads: how far each is, how fast, and how it ended. */

#include "list_view.h"
#include "listen/download.h"
#include "listen/player.h"
#include "view_command.h"

enum { BAR_COLS = 10, MIN_TITLE_COLS = 12, NARROW_COLS = 60 };

static struct app_download *get_download(const struct list_view *list, guint index)
{
    return app_get_downloads(list->view.ui->app)->pdata[index];
}

/* "12.3 MB of 27.0 MB, 1.2 MB/s" */
static char *describe(const struct app_download *download)
{
    static const char *const names[DOWNLOAD_STATE_N] = { "waits", "", "done", "failed", "stopped" };
    g_autofree char *done = g_format_size(download->n_done);
    g_autofree char *total = g_format_size(download->n_total);
    g_autofree char *speed = g_format_size(download->bytes_per_s);
    GString *text = g_string_new(names[download->state]);
    if (text->len)
        g_string_append(text, ", ");
    g_string_append(text, done);
    if (download->n_total && download->state != DOWNLOAD_DONE)
        g_string_append_printf(text, " of %s", total);
    if (download->state == DOWNLOAD_RUNNING)
        g_string_append_printf(text, ", %s/s", speed);
    return g_string_free(text, FALSE);
}

/* "45%", or "12.3 MB" where the size is not known, or how it ended: room is for the title. */
static char *describe_briefly(const struct app_download *download)
{
    static const char *const names[DOWNLOAD_STATE_N] = { "waits", NULL, "done", "failed",
                                                         "stopped" };
    const char *name = names[download->state];
    return name                ? g_strdup(name)
           : download->n_total ? g_strdup_printf("%u%%", app_download_get_percent(download))
                               : g_format_size(download->n_done);
}

static guint downloads_refresh(struct list_view *list)
{
    return app_get_downloads(list->view.ui->app)->len;
}

static void downloads_get_row(struct list_view *list, guint index, struct list_row *row)
{
    const struct app_download *download = get_download(list, index);
    const bool is_failed = download->state == DOWNLOAD_FAILED;
    const guint filled = app_download_get_percent(download) * BAR_COLS / 100;
    GString *bar = g_string_new(NULL);
    const bool is_narrow = list->view.pane.cols < NARROW_COLS;
    for (guint i = 0; i < BAR_COLS; i++)
        g_string_append(bar, i < filled ? "▓" : "░");
    struct list_cell *cell = list_row_take(row, g_string_free(bar, FALSE), STYLE(COUNT));
    cell->min_pane_cols = NARROW_COLS;
    cell = list_row_take(row, is_narrow ? describe_briefly(download) : describe(download),
                         STYLE(COUNT));
    cell->share = 100;
    char *text = is_failed && download->error
                     ? g_strdup_printf("%s: %s", download->title, download->error)
                     : g_strdup(download->title);
    list_row_take(row, text, is_failed ? STYLE(ERROR) : STYLE(TEXT))->min_cols = MIN_TITLE_COLS;
}

/* The file once it is there. */
static char *downloads_get_address(const struct list_view *list, guint index)
{
    const struct app_download *download = get_download(list, index);
    return g_strdup(download->state == DOWNLOAD_DONE ? download->path : download->url);
}

/* Plays what is done; starts again what failed or was stopped. */
static guint downloads_open(struct list_view *list, guint index)
{
    struct ui *ui = list->view.ui;
    struct app_download *download = get_download(list, index);
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    if (download->state != DOWNLOAD_DONE)
        app_retry_download(ui->app, download);
    else if (app_play(ui->app, download->item_id, download->n, &message, &error))
        ui_say(ui, "%s", message);
    else
        ui_say_error(ui, "%s", error->message);
    return VIEW_DRAW;
}

static guint downloads_handle_command(struct list_view *list, guint index, enum command_id id,
                                      const struct command *command G_GNUC_UNUSED)
{
    if (id == COMMAND_PLAY)
        return downloads_open(list, index);
    if (id != COMMAND_CANCEL_DOWNLOAD)
        return VIEW_PASSED;
    app_cancel_download(list->view.ui->app, get_download(list, index));
    return VIEW_DRAW;
}

static char *downloads_get_title(const struct list_view *list G_GNUC_UNUSED)
{
    return g_strdup("Downloads · Enter plays or tries again, x stops or removes");
}

static const struct list_class downloads_class = {
    .lead_cols = 1,
    .is_opened_by_clicks = true,
    .empty = "nothing has been downloaded yet",
    .refresh = downloads_refresh,
    .get_row = downloads_get_row,
    .open = downloads_open,
    .get_address = downloads_get_address,
    .handle_command = downloads_handle_command,
    .get_title = downloads_get_title,
};

static guint downloads_show(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    struct list_view *list = g_new0(struct list_view, 1);
    list_view_init(list, ui, &downloads_class);
    ui_push_overlay(ui, &list->view);
    return VIEW_DRAW;
}

const struct view_command downloads_commands[] = {
    { COMMAND_DOWNLOADS, downloads_show },
    { 0 },
};
