/* SPDX-License-Identifier: MIT */
/* Downloads: how far each is, how fast, what became of it. */
#include "view_downloads.h"

#include "motion.h"
#include "view_command.h"

#include "app/download.h"
#include "app/player.h"

#include <string.h>

enum { BAR_COLS = 10, FACTS_COLS = 44, MIN_TITLE_COLS = 12 };

struct downloads_view {
    struct view view;
    struct list list;
};

static struct app_download *get_selected(const struct downloads_view *own)
{
    const GPtrArray *downloads = app_get_downloads(own->view.ui->app);
    return own->list.cursor < downloads->len ? downloads->pdata[own->list.cursor] : NULL;
}

static void downloads_free(struct view *view)
{
    g_free(view);
}

static guint get_percent(const struct app_download *download)
{
    const double share =
        download->n_total ? (double)download->n_done / (double)download->n_total : 0;
    return (guint)(100 * CLAMP(share, 0, 1));
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

static void downloads_draw_row(void *data, struct grid *grid, struct pane pane, guint index)
{
    struct downloads_view *own = data;
    const GPtrArray *downloads = app_get_downloads(own->view.ui->app);
    const struct app_download *download = downloads->pdata[index];
    const bool is_failed = download->state == DOWNLOAD_FAILED;
    g_autofree char *facts = describe(download);
    const int filled = (int)(get_percent(download) * BAR_COLS / 100);
    int col = pane.col + 1;
    const int end = pane.col + pane.cols - 1;
    for (int i = 0; i < BAR_COLS; i++)
        grid_put_text(grid, pane.row, col + i, MAX(0, end - col - i), i < filled ? "▓" : "░",
                      (size_t)-1, STYLE(COUNT));
    col += BAR_COLS + 2;
    const int facts_cols = MIN(FACTS_COLS, end - col - MIN_TITLE_COLS);
    if (facts_cols > 0)
        col += grid_put_ellipsized(grid, pane.row, col, facts_cols, facts, STYLE(COUNT)) + 2;
    g_autofree char *text = is_failed && download->error
                                ? g_strdup_printf("%s: %s", download->title, download->error)
                                : g_strdup(download->title);
    if (end > col)
        grid_put_ellipsized(grid, pane.row, col, end - col, text,
                            is_failed ? STYLE(ERROR) : STYLE(TEXT));
}

static void downloads_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct downloads_view *own = (struct downloads_view *)view;
    struct list_drawing drawing = { .draw_row = downloads_draw_row,
                                    .data = own,
                                    .has_focus = has_focus,
                                    .empty = "nothing was downloaded yet" };
    list_set_count(&own->list, app_get_downloads(view->ui->app)->len);
    list_draw(&own->list, grid, view->pane, &drawing);
}

/* What is done is played; what failed or was stopped begins again. */
static guint open_row(struct downloads_view *own)
{
    struct ui *ui = own->view.ui;
    struct app_download *download = get_selected(own);
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    if (!download)
        return VIEW_DRAW;
    if (download->state != DOWNLOAD_DONE)
        app_retry_download(ui->app, download);
    else if (app_play(ui->app, download->item_id, download->n, &message, &error))
        ui_say(ui, "%s", message);
    else
        ui_say_error(ui, "%s", error->message);
    return VIEW_DRAW;
}

static guint downloads_handle_command(struct view *view, enum command_id id,
                                      const struct command *command)
{
    struct downloads_view *own = (struct downloads_view *)view;
    struct app_download *download = get_selected(own);
    (void)command;
    if (id == COMMAND_OPEN || id == COMMAND_PLAY)
        return open_row(own);
    if (id != COMMAND_CANCEL_DOWNLOAD)
        return motion_handle_command(&own->list, id);
    if (download)
        app_cancel_download(view->ui->app, download);
    list_set_count(&own->list, app_get_downloads(view->ui->app)->len);
    return VIEW_DRAW;
}

static guint downloads_handle_mouse(struct view *view, const struct input_event *input)
{
    struct downloads_view *own = (struct downloads_view *)view;
    bool opens;
    const guint answer = motion_handle_mouse(&own->list, input, &opens);
    return opens ? open_row(own) : answer;
}

static char *downloads_get_title(struct view *view, char **right)
{
    struct downloads_view *own = (struct downloads_view *)view;
    *right =
        own->list.count ? g_strdup_printf("%u/%u", own->list.cursor + 1, own->list.count) : NULL;
    return g_strdup("Downloads · Enter plays or tries again, x stops or removes");
}

static const struct view_class downloads_class = {
    .context = CONTEXT_TEXT,
    .free = downloads_free,
    .draw = downloads_draw,
    .handle_command = downloads_handle_command,
    .handle_mouse = downloads_handle_mouse,
    .get_title = downloads_get_title,
};

static guint downloads_show(struct ui *ui, const struct command *command G_GNUC_UNUSED)
{
    struct downloads_view *own = g_new0(struct downloads_view, 1);
    own->view = (struct view){ .class = &downloads_class, .ui = ui };
    list_init(&own->list);
    list_set_count(&own->list, app_get_downloads(ui->app)->len);
    ui_push_overlay(ui, &own->view);
    return VIEW_DRAW;
}

const struct view_command downloads_commands[] = {
    { COMMAND_DOWNLOADS, downloads_show },
    { 0 },
};

bool downloads_draw_status(struct ui *ui, struct pane line, int end)
{
    const GPtrArray *downloads = app_get_downloads(ui->app);
    struct app_download sum = { 0 };
    guint n_running = 0;
    for (guint i = 0; i < downloads->len; i++) {
        const struct app_download *download = downloads->pdata[i];
        if (download->state != DOWNLOAD_RUNNING)
            continue;
        n_running++;
        sum.n_done += download->n_done;
        sum.n_total += download->n_total;
        sum.bytes_per_s += download->bytes_per_s;
    }
    if (!n_running)
        return false;
    g_autofree char *speed = g_format_size(sum.bytes_per_s);
    g_autofree char *text =
        g_strdup_printf("downloading %u: %u %%, %s/s  \":downloads\" shows more", n_running,
                        get_percent(&sum), speed);
    grid_put_ellipsized(ui->grid, line.row, line.col + 1, end - line.col - 1, text, STYLE(STATUS));
    return true;
}
