/* SPDX-License-Identifier: MIT */
/* Which feeds are fetched now: all, some, or the ones that are due; and how far that is. */
#include "app/fetch.h"

#include "app/feeds_file.h"
#include "app/schedule.h"
#include "app/service.h"
#include "base/clock.h"
#include "private.h"

#define SCHEDULE_EVERY_MS 10000
#define AGAIN_MS 60000            /* who asks for one feed twice within this time insists */
#define PAUSE_MS (15 * 60 * 1000) /* "stop" also ends automatic fetching, for so long */

struct fetching {
    struct app_progress progress;
    GHashTable *round; /* ids of the feeds that are counted in progress, to enum fetch_state */
    gint64 asked_id, asked_ms; /* the feed that was last asked for alone, and when */
    gint64 schedule_checked_ms;
    bool is_started;            /* the option "refresh-on-start" was looked at */
    gint64 next_due_at;         /* unix time when the next feed is due; 0: to be computed … */
    guint subscriptions_serial; /* … as for these subscriptions */
};

struct app_progress app_get_progress(const struct app *app)
{
    const struct fetching *fetching = app_get_own(app, &fetch_service);
    return fetching->progress;
}

/* Of a feed in the present round; FETCH_NONE: it is not in it. */
enum fetch_state { FETCH_NONE, FETCH_UNDER_WAY, FETCH_DONE };

enum fetch_mode { FETCH_NOW, FETCH_DUE, FETCH_INSIST };

static void set_state(struct fetching *fetching, gint64 feed_id, enum fetch_state state)
{
    g_hash_table_replace(fetching->round, g_memdup2(&feed_id, sizeof feed_id),
                         GUINT_TO_POINTER(state));
}

/* Whether feed_ids names the feed. */
static bool is_named(const gint64 *feed_ids, guint n, gint64 feed_id)
{
    for (guint i = 0; i < n; i++)
        if (feed_ids[i] == feed_id)
            return true;
    return false;
}

/* Those that have waited longest go first: a host may not let all of them pass. */
static gint compare_by_wait(gconstpointer a, gconstpointer b)
{
    const struct feed_row *left = *(struct feed_row *const *)a;
    const struct feed_row *right = *(struct feed_row *const *)b;
    if (left->last_success_at != right->last_success_at)
        return left->last_success_at < right->last_success_at ? -1 : 1;
    return left->id < right->id ? -1 : left->id > right->id;
}

static guint fetch_rows(struct app *app, enum fetch_mode mode, const gint64 *feed_ids, guint n)
{
    struct fetching *fetching = app_get_own(app, &fetch_service);
    guint n_posted = 0;
    const gint64 now = clock_now_s();
    g_autoptr(GPtrArray) rows = store_get_feeds(app->store, false, NULL);
    if (rows)
        g_ptr_array_sort(rows, compare_by_wait);
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct feed_row *row = rows->pdata[i];
        const struct subscription *subscription = app_find_subscription(app, row->id);
        const guint state = GPOINTER_TO_UINT(g_hash_table_lookup(fetching->round, &row->id));
        /* only by name a feed is fetched that is gone, or that this round has fetched already */
        const bool is_wanted = feed_ids ? is_named(feed_ids, n, row->id) && state != FETCH_UNDER_WAY
                                        : !row->is_gone && state == FETCH_NONE;
        if (!subscription || !is_wanted)
            continue;
        const gint64 due_at = mode == FETCH_DUE ? schedule_get_due(row, subscription) : now;
        if (!due_at || due_at > now ||
            !fetcher_post(app_get_fetcher(app), subscription, row, mode == FETCH_INSIST))
            continue;
        n_posted++;
        set_state(fetching, row->id, FETCH_UNDER_WAY);
    }
    fetching->progress.n_total += n_posted;
    return n_posted;
}

guint app_fetch_due(struct app *app)
{
    app_assert_thread(app);
    return fetch_rows(app, FETCH_DUE, NULL, 0);
}

guint app_fetch_feeds(struct app *app, const gint64 *feed_ids, guint n)
{
    app_assert_thread(app);
    return fetch_rows(app, FETCH_NOW, feed_ids, n);
}

guint app_fetch_insist(struct app *app, const gint64 *feed_ids, guint n)
{
    app_assert_thread(app);
    return fetch_rows(app, FETCH_INSIST, feed_ids, n);
}

void app_stop_fetching(struct app *app)
{
    app_assert_thread(app);
    struct fetching *fetching = app_get_own(app, &fetch_service);
    if (app_has_fetcher(app))
        fetcher_cancel(app_get_fetcher(app));
    /* otherwise due feeds would be fetched again immediately */
    fetching->schedule_checked_ms = clock_monotonic_ms() + PAUSE_MS;
}

char *app_describe_schedule(const struct app *app, const struct feed_row *row)
{
    return schedule_describe(row, app_find_subscription(app, row->id), clock_now_s());
}

/* ---- commands */

static void fetch_all_then(struct app *app, G_GNUC_UNUSED void *data, const GError *error,
                           struct event *event)
{
    if (!error && !app_fetch_feeds(app, NULL, 0) && !app_get_progress(app).n_total) {
        event->is_error = true;
        event->text = g_strdup("no feed can be fetched");
    }
}

static guint run_reload_all(struct app_call *call)
{
    /* the file may have been edited */
    static const struct feeds_file_job again = { .done = fetch_all_then };
    if (call->app->is_guide && !g_file_test(call->app->feeds_path, G_FILE_TEST_EXISTS))
        return app_call_fail(call, APP_ERROR_NOT_FOUND,
                             "there are no feeds yet: \"add URL\" subscribes to one, or write %s",
                             call->app->feeds_path);
    feeds_file_post(call->app, &again);
    return REDRAW_STATUS | REDRAW_LIST;
}

static guint run_reload(struct app_call *call)
{
    if (!call->focus->feed_id)
        return run_reload_all(call);
    if (!app_find_subscription(call->app, call->focus->feed_id))
        return app_call_fail(call, APP_ERROR_NOT_FOUND,
                             call->app->is_guide
                                 ? "the guide comes with newsdeck and is not fetched"
                                 : "this feed is not in the feeds file any more");
    struct fetching *fetching = app_get_own(call->app, &fetch_service);
    const gint64 feed_id = call->focus->feed_id, now_ms = clock_monotonic_ms();
    const bool is_again = fetching->asked_id == feed_id && now_ms - fetching->asked_ms < AGAIN_MS;
    (is_again ? app_fetch_insist : app_fetch_feeds)(call->app, &feed_id, 1);
    fetching->asked_id = feed_id;
    fetching->asked_ms = now_ms;
    return REDRAW_STATUS | REDRAW_LIST;
}

static const struct app_command commands[] = {
    { COMMAND_RELOAD, run_reload },
    { COMMAND_RELOAD_ALL, run_reload_all },
    { 0 },
};

/* ---- the service */

/* The earliest time at which a feed wants to be fetched; G_MAXINT64: never. */
static gint64 find_next_due(struct app *app)
{
    gint64 next = G_MAXINT64;
    g_autoptr(GPtrArray) rows = store_get_feeds(app->store, false, NULL);
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct feed_row *row = rows->pdata[i];
        const struct subscription *subscription = app_find_subscription(app, row->id);
        const gint64 due_at = subscription ? schedule_get_due(row, subscription) : 0;
        if (due_at)
            next = MIN(next, due_at);
    }
    return next;
}

static void take(struct app *app, void *own, struct event *event)
{
    struct fetching *fetching = own;
    struct app_progress *progress = &fetching->progress;
    set_state(fetching, event->feed_id, FETCH_DONE);
    progress->n_done++;
    progress->n_new += event->n_new;
    progress->n_failed += event->is_error;
    progress->n_held += event->is_held;
    fetching->next_due_at = 0;
    if (progress->n_done < progress->n_total)
        return;
    struct event *end = event_new(EVENT_FETCHED);
    end->n_done = end->n_total = progress->n_total;
    end->n_failed = progress->n_failed;
    end->n_held = progress->n_held;
    end->n_new = progress->n_new;
    if (progress->n_total == 1 && event->is_held)
        end->text = g_strdup(event->text);
    g_hash_table_remove_all(fetching->round);
    *progress = (struct app_progress){ 0 };
    queue_post(app->events, end, 0);
}

static void tick(struct app *app, void *own, gint64 now_ms)
{
    struct fetching *fetching = own;
    if (app->mode != APP_READER || now_ms - fetching->schedule_checked_ms < SCHEDULE_EVERY_MS)
        return;
    fetching->schedule_checked_ms = now_ms;
    const bool is_first = !fetching->is_started;
    fetching->is_started = true;
    if (is_first && options_get_bool(app->options, OPTION_REFRESH_ON_START)) {
        app_fetch_feeds(app, NULL, 0); /* a feed that has come already is not due as well */
        return;
    }
    if (!fetching->next_due_at || fetching->subscriptions_serial != app->subscriptions_serial)
        fetching->next_due_at = find_next_due(app);
    fetching->subscriptions_serial = app->subscriptions_serial;
    if (fetching->next_due_at <= clock_now_s()) {
        app_fetch_due(app);
        fetching->next_due_at = 0;
    }
}

static void start(G_GNUC_UNUSED struct app *app, void *own)
{
    struct fetching *fetching = own;
    fetching->round = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

static void free_own(G_GNUC_UNUSED struct app *app, void *own)
{
    struct fetching *fetching = own;
    g_hash_table_unref(fetching->round);
}

static bool stop(G_GNUC_UNUSED struct app *app, void *own)
{
    const struct fetching *fetching = own;
    return fetching->progress.n_total > 0;
}

static bool describe(G_GNUC_UNUSED struct app *app, void *own, struct activity *activity)
{
    const struct app_progress *progress = &((const struct fetching *)own)->progress;
    if (!progress->n_total)
        return false;
    const guint n_done = MIN(progress->n_done, progress->n_total);
    g_autoptr(GString) detail = g_string_new(NULL);
    if (progress->n_new)
        g_string_append_printf(detail, "%u new  ", progress->n_new);
    if (progress->n_failed)
        g_string_append_printf(detail, "%u failed  ", progress->n_failed);
    if (progress->n_held)
        g_string_append_printf(detail, "%u waiting", progress->n_held);
    activity->text = g_strdup_printf("fetching %u/%u", n_done, progress->n_total);
    activity->detail = detail->len ? g_strdup(detail->str) : NULL;
    activity->n_done = n_done;
    activity->n_total = progress->n_total;
    return true;
}

const struct service fetch_service = {
    .name = "fetch",
    .size = sizeof(struct fetching),
    .start = start,
    .events = 1u << EVENT_FEED,
    .take = take,
    .tick = tick,
    .stop = stop,
    .free = free_own,
    .describe = describe,
    .commands = commands,
};
