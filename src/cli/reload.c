/* SPDX-License-Identifier: MIT */
/* "newsdeck reload": fetches now, with a progress bar on a terminal. */
#include "app/feed_list.h"
#include "app/fetch.h"
#include "base/utf8.h"
#include "commands.h"
#include "document.h"
#include "offline.h"
#include "session.h"
#include "store/search.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BAR_COLUMNS 30
/* so few new articles are indexed here; more are left to the reader or the next search */
#define INDEX_AT_ONCE 500

static void draw_progress(const struct app_progress *progress)
{
    char bar[BAR_COLUMNS + 1];
    const guint filled = progress->n_total ? progress->n_done * BAR_COLUMNS / progress->n_total : 0;
    memset(bar, '.', BAR_COLUMNS);
    memset(bar, '#', filled);
    bar[BAR_COLUMNS] = '\0';
    fprintf(stderr, "\r[%s] %u/%u feeds, %u new articles", bar, progress->n_done, progress->n_total,
            progress->n_new);
}

/* Handles one event; true when the reload has ended. */
static bool handle_event(struct app *app, const struct event *event, bool is_terminal,
                         GString *failures, struct event *end)
{
    if (event->kind == EVENT_FEED && event->is_error) {
        g_autofree char *reason = utf8_clean_line(event->text, strlen(event->text));
        g_string_append_printf(failures, "%s: %s\n",
                               feed_list_get_title(app_get_feed_list(app), event->feed_id), reason);
    }
    if (event->kind == EVENT_FEED && is_terminal) {
        const struct app_progress progress = app_get_progress(app);
        draw_progress(&progress);
    }
    if (event->kind != EVENT_FETCHED)
        return false;
    *end = *event;
    return true;
}

static void wait_for_end(struct app *app, GString *failures, struct event *end)
{
    const bool is_terminal = isatty(STDERR_FILENO);
    struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
    for (bool is_done = false; !is_done;) {
        poll(&entry, 1, -1);
        for (struct event *event; !is_done && (event = app_take_event(app)); event_free(event))
            is_done = handle_event(app, event, is_terminal, failures, end);
    }
    if (is_terminal)
        fprintf(stderr, "\r%*s\r", BAR_COLUMNS + 45, "");
}

/* ids NULL: all feeds, or the ones that are due. is_whole: then the full texts of unread and starred
 * articles. */
static int reload(struct app *app, const gint64 *ids, guint n, bool is_due_only, bool is_whole)
{
    GString *failures = g_string_new(NULL);
    struct event end = { 0 };
    if (is_due_only ? app_fetch_due(app) : app_fetch_feeds(app, ids, n))
        wait_for_end(app, failures, &end);
    fputs(failures->str, stderr);
    g_string_free(failures, TRUE);
    printf("%u %s fetched, %u new %s", end.n_total, end.n_total == 1 ? "feed" : "feeds", end.n_new,
           end.n_new == 1 ? "article" : "articles");
    printf(end.n_failed ? ", %u failed\n" : "\n", end.n_failed);
    fflush(stdout);
    int status = offline_wait(app); /* feeds that are to be read whole */
    if (is_whole)
        status = offline_fetch(app, "reload", NULL);
    if (end.n_new && store_count_unindexed(app_get_store(app)) <= INDEX_AT_ONCE)
        app_index_wait(app, 0);
    const bool is_broken = !end.n_total && !is_due_only &&
                           diagnostic_list_count(app_get_diagnostics(app), DIAGNOSTIC_ERROR) > 0;
    return end.n_failed || is_broken ? 1 : status;
}

int cli_reload(int argc, char **argv)
{
    gboolean is_due_only = FALSE, is_whole = FALSE;
    const GOptionEntry entries[] = {
        { "due", 0, 0, G_OPTION_ARG_NONE, &is_due_only,
          "Only the feeds whose time has come, as \"newsdeck feeds\" shows it: for cron", NULL },
        { "full-text", 0, 0, G_OPTION_ARG_NONE, &is_whole,
          "Then the whole articles of all that is unread or starred, as \"newsdeck offline\"",
          NULL },
        { NULL },
    };
    if (!session_parse(&argc, &argv, "[FEED…]", entries))
        return 2;
    if (is_due_only && argc > 1) {
        document_complain("reload", "either --due or feeds");
        return 2;
    }
    struct app *app = session_open("reload");
    if (!app)
        return 1;
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GError) error = NULL;
    int status = 0;
    for (int i = 1; i < argc && !status; i++) {
        const gint64 id = session_find_feed(app, argv[i], &error);
        if (!id) {
            document_complain("reload", error->message);
            status = 1;
        }
        g_array_append_val(ids, id);
    }
    if (!status && app_is_guide(app)) {
        g_autofree char *message = g_strdup_printf(
            "there are no feeds yet: write %s, or \"newsdeck add URL\"", app_get_feeds_path(app));
        document_complain("reload", message);
        status = 1;
    }
    if (!status)
        status = reload(app, ids->len ? (const gint64 *)(void *)ids->data : NULL, ids->len,
                        is_due_only, is_whole);
    app_free(app);
    return status;
}
