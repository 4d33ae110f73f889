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

/* What a reload is to do, and what is said of it. */
struct reload {
    const gint64 *ids; /* NULL: all feeds, or the ones that are due */
    guint n;
    bool is_due_only, is_insisting;
    bool is_whole; /* then the full texts of unread and starred articles */
    GString *said; /* failures, a line each */
    guint n_done, n_failed, n_held, n_new;
};

/* Handles one event; true when the reload has ended. */
static bool handle_event(struct reload *reload, struct app *app, const struct event *event,
                         bool is_terminal)
{
    const bool is_named_held = event->is_held && reload->ids;
    if (event->kind == EVENT_FEED && (event->is_error || is_named_held)) {
        g_autofree char *reason = utf8_clean_line(event->text, strlen(event->text));
        g_string_append_printf(reload->said, "%s: %s%s\n",
                               feed_list_get_title(app_get_feed_list(app), event->feed_id), reason,
                               is_named_held ? "; --force asks now" : "");
    }
    if (event->kind == EVENT_FEED && is_terminal) {
        const struct app_progress progress = app_get_progress(app);
        draw_progress(&progress);
    }
    if (event->kind != EVENT_FETCHED)
        return false;
    reload->n_done = event->n_total - event->n_held;
    reload->n_failed = event->n_failed;
    reload->n_held = event->n_held;
    reload->n_new = event->n_new;
    return true;
}

static void wait_for_end(struct reload *reload, struct app *app)
{
    const bool is_terminal = isatty(STDERR_FILENO);
    struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
    for (bool is_done = false; !is_done;) {
        poll(&entry, 1, -1);
        for (struct event *event; !is_done && (event = app_take_event(app)); event_free(event))
            is_done = handle_event(reload, app, event, is_terminal);
    }
    if (is_terminal)
        fprintf(stderr, "\r%*s\r", BAR_COLUMNS + 45, "");
}

static void print_sum(const struct reload *reload)
{
    printf("%u %s fetched, %u new %s", reload->n_done, reload->n_done == 1 ? "feed" : "feeds",
           reload->n_new, reload->n_new == 1 ? "article" : "articles");
    if (reload->n_failed)
        printf(", %u failed", reload->n_failed);
    if (reload->n_held)
        printf(", %u %s for the limit of %s", reload->n_held,
               reload->n_held == 1 ? "waits" : "wait",
               reload->n_held == 1 ? "its host" : "their hosts");
    printf("\n");
    fflush(stdout);
}

static int reload_run(struct reload *reload, struct app *app)
{
    const guint n = reload->is_due_only    ? app_fetch_due(app)
                    : reload->is_insisting ? app_fetch_insist(app, reload->ids, reload->n)
                                           : app_fetch_feeds(app, reload->ids, reload->n);
    if (n)
        wait_for_end(reload, app);
    fputs(reload->said->str, stderr);
    print_sum(reload);
    int status = offline_wait(app); /* feeds that are to be read whole */
    if (reload->is_whole)
        status = offline_fetch(app, "reload", NULL);
    if (reload->n_new && store_count_unindexed(app_get_store(app)) <= INDEX_AT_ONCE)
        app_index_wait(app, 0);
    const bool is_broken = !n && !reload->is_due_only &&
                           diagnostic_list_count(app_get_diagnostics(app), DIAGNOSTIC_ERROR) > 0;
    return reload->n_failed || is_broken ? 1 : status;
}

int cli_reload(int argc, char **argv)
{
    gboolean is_due_only = FALSE, is_whole = FALSE, is_insisting = FALSE;
    const GOptionEntry entries[] = {
        { "due", 0, 0, G_OPTION_ARG_NONE, &is_due_only,
          "Only the feeds whose time has come, as \"newsdeck feeds\" shows it: for cron", NULL },
        { "full-text", 0, 0, G_OPTION_ARG_NONE, &is_whole,
          "Then the whole articles of all that is unread or starred, as \"newsdeck offline\"",
          NULL },
        { "force", 0, 0, G_OPTION_ARG_NONE, &is_insisting,
          "Asks for whole documents, and hosts that have asked to wait, too", NULL },
        { NULL },
    };
    if (!session_parse(&argc, &argv, "[FEED…]", entries))
        return 2;
    if (is_due_only && (argc > 1 || is_insisting)) {
        document_complain("reload", "either --due, or feeds and --force");
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
    struct reload reload = {
        .ids = ids->len ? (const gint64 *)(void *)ids->data : NULL,
        .n = ids->len,
        .is_due_only = is_due_only,
        .is_insisting = is_insisting,
        .is_whole = is_whole,
        .said = g_string_new(NULL),
    };
    if (!status)
        status = reload_run(&reload, app);
    g_string_free(reload.said, TRUE);
    app_free(app);
    return status;
}
