/* SPDX-License-Identifier: MIT */
/* The full texts of articles: for the one that is open, and for many in the background, which wait
 * in a queue a host. */
#include "article/full_text.h"

#include "app/engine.h"
#include "app/service.h"
#include "article/choice.h"
#include "article/picture.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/url.h"
#include "full_text_job.h"
#include "full_text_read.h"
#include "picture_harvest.h"
#include "store/query.h"

#define MAX_BEHIND 4    /* articles at once in the background */
#define MAX_WISHES 5000 /* of one "offline": more is for the next */
#define MAX_NEW 50      /* of a feed, after it was fetched */
#define RETRY_AFTER_S (24 * 3600)

/* The jobs of one host that wait, and whether one is under way. */
struct host_queue {
    GQueue jobs; /* of struct full_text_job * */
    bool is_busy, is_ready;
};

struct full_texts {
    GHashTable *jobs;  /* item id to struct full_text_job *, which it owns */
    GHashTable *hosts; /* to struct host_queue * */
    GQueue ready;      /* names of hosts with waiting jobs and none under way; the keys of hosts */
    guint n_running;   /* in the background */
    struct full_text_progress progress;
    guint64 budget;   /* bytes that may still be received; G_MAXUINT64: no limit */
    guint n_left_out; /* skipped because "offline-size" is used up */
    GArray *found;    /* ids of gint64 whose pictures are to be fetched in the end, or NULL */
    struct picture_harvest *harvest; /* they are being fetched; or NULL */
    guint64 found_serial;            /* of the query for full_text_fetch_all(); 0: none */
    /* what is fetched was wanted by full_text_fetch_all(), so that its end is reported */
    bool is_wanted;
};

static void host_queue_free(void *data)
{
    struct host_queue *host = data;
    g_queue_clear(&host->jobs);
    g_free(host);
}

static struct full_texts *get_full_texts(const struct app *app)
{
    return app_get_own(app, &full_text_service);
}

struct full_text_progress full_text_get_progress(const struct app *app)
{
    const struct full_texts *full = get_full_texts(app);
    const struct picture_harvest_sum sum = picture_harvest_get(full->harvest);
    struct full_text_progress progress = full->progress;
    progress.n_pictures = sum.n_total;
    progress.n_pictures_done = sum.n_done;
    progress.n_bytes += sum.n_bytes;
    return progress;
}

/* ---- in the background */

static void report_pages(struct app *app, char *summary_take)
{
    struct full_texts *full = get_full_texts(app);
    struct event *event = event_new(EVENT_OFFLINE);
    event->n_done = full->progress.n_done;
    event->n_total = full->progress.n_total;
    event->n_failed = full->progress.n_failed;
    event->text = summary_take;
    queue_post(app_get_events(app), event, 0);
}

/* The pictures come when the pages are there, which name more of them than their feed. */
static bool harvest_goes_on(struct app *app)
{
    struct full_texts *full = get_full_texts(app);
    if (full->found && !full->harvest) {
        const guint64 used = full->progress.n_bytes;
        full->harvest = picture_harvest_start(app, g_steal_pointer(&full->found),
                                              full->budget > used ? full->budget - used : 0);
    }
    const bool goes_on = full->harvest && picture_harvest_step(app, full->harvest);
    if (goes_on)
        report_pages(app, NULL);
    return goes_on;
}

/* All is done or given up: says so, and begins again. */
static void end_if_done(struct app *app)
{
    struct full_texts *full = get_full_texts(app);
    if (full->progress.is_looking || full->progress.n_done < full->progress.n_total ||
        (!full->progress.n_total && !full->is_wanted) || harvest_goes_on(app))
        return;
    const struct picture_harvest_sum sum = picture_harvest_get(full->harvest);
    report_pages(app, full_text_summarize(&full->progress, full->n_left_out, &sum));
    full->progress = (struct full_text_progress){ 0 };
    full->budget = G_MAXUINT64;
    full->n_left_out = 0;
    full->is_wanted = false;
    g_clear_pointer(&full->harvest, picture_harvest_free);
}

static struct host_queue *get_host(struct full_texts *full, const char *name, char **key)
{
    gpointer kept = NULL, host = NULL;
    if (!g_hash_table_lookup_extended(full->hosts, name, &kept, &host)) {
        host = g_new0(struct host_queue, 1);
        kept = g_strdup(name);
        g_queue_init(&((struct host_queue *)host)->jobs);
        g_hash_table_insert(full->hosts, kept, host);
    }
    if (key)
        *key = kept;
    return host;
}

/* Puts the host into the queue of hosts that may be fetched from, if it may. */
static void make_ready(struct full_texts *full, const char *name)
{
    char *key;
    struct host_queue *host = get_host(full, name, &key);
    if (host->is_busy || host->is_ready || g_queue_is_empty(&host->jobs))
        return;
    host->is_ready = true;
    g_queue_push_tail(&full->ready, key);
}

/* What still waits is given up. */
static guint drop_waiting(struct full_texts *full)
{
    GHashTableIter iterator;
    gpointer value;
    guint n = 0;
    g_hash_table_iter_init(&iterator, full->jobs);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const struct full_text_job *job = value;
        if (!job->is_waiting)
            continue;
        g_queue_clear(&get_host(full, job->host, NULL)->jobs);
        g_hash_table_iter_remove(&iterator);
        n++;
    }
    full->progress.n_total -= n;
    return n;
}

static void start_waiting(struct app *app)
{
    struct full_texts *full = get_full_texts(app);
    if (full->progress.n_bytes >= full->budget)
        full->n_left_out += drop_waiting(full);
    while (full->n_running < MAX_BEHIND && !g_queue_is_empty(&full->ready)) {
        struct host_queue *host = get_host(full, g_queue_pop_head(&full->ready), NULL);
        struct full_text_job *job = g_queue_pop_head(&host->jobs);
        host->is_ready = false;
        if (!job || host->is_busy)
            continue;
        host->is_busy = true;
        job->is_waiting = false;
        full->n_running++;
        full_text_job_start(job);
    }
}

/* The job's place in the background is free for another. */
static void leave_place(struct app *app, struct full_text_job *job)
{
    struct full_texts *full = get_full_texts(app);
    get_host(full, job->host, NULL)->is_busy = false;
    full->n_running--;
    make_ready(full, job->host);
    start_waiting(app);
}

static struct full_text_job *add_job(struct app *app, const struct item_row *row);

static void add_behind(struct app *app, const struct item_row *row)
{
    struct full_texts *full = get_full_texts(app);
    if (!url_is_http(row->url) || g_hash_table_contains(full->jobs, &row->id))
        return;
    struct full_text_job *job = add_job(app, row);
    job->is_in_background = job->is_waiting = true;
    g_queue_push_tail(&get_host(full, job->host, NULL)->jobs, job);
    make_ready(full, job->host);
    full->progress.n_total++;
}

static void add_all_behind(struct app *app, GArray *ids, guint max)
{
    g_autoptr(GError) error = NULL;
    if (!store_filter_without_full_text(app_get_store(app), ids, max, clock_now_s() - RETRY_AFTER_S,
                                        &error)) {
        log_add(LOG_ERROR, "%s", error->message);
        return;
    }
    g_autoptr(GPtrArray) rows =
        store_get_rows(app_get_store(app), (const gint64 *)(void *)ids->data, ids->len, NULL);
    for (guint i = 0; rows && i < rows->len; i++)
        add_behind(app, rows->pdata[i]);
    start_waiting(app);
}

/* ---- what has come */

static void answered(struct app *app, struct full_text_job *job, guint64 wire_bytes, bool has_ended)
{
    if (!job->is_in_background)
        return;
    get_full_texts(app)->progress.n_bytes += wire_bytes;
    if (has_ended)
        leave_place(app, job);
}

static struct full_text_job *add_job(struct app *app, const struct item_row *row)
{
    struct full_text_job *job = full_text_job_new(app, row, answered);
    g_hash_table_insert(get_full_texts(app)->jobs, &job->item_id, job);
    return job;
}

/* The text is on the disk, or was given up. */
static void take_kept(struct app *app, const struct event *event)
{
    struct full_texts *full = get_full_texts(app);
    struct full_text_job *job = g_hash_table_lookup(full->jobs, &event->item_id);
    if (!job || job->serial || job->is_waiting)
        return;
    const struct full_text *text = event->full_text;
    const bool is_in_background = job->is_in_background;
    g_hash_table_remove(full->jobs, &event->item_id);
    if (!is_in_background)
        return;
    if (text || event->is_error) {
        full->progress.n_done++;
        full->progress.n_failed += event->is_error || !text->content;
    } else {
        full->progress.n_total--; /* stopped */
    }
    if (full->progress.n_done < full->progress.n_total)
        report_pages(app, NULL);
    end_if_done(app);
}

/* ---- what was found */

static void take_found(struct app *app, const struct event *event)
{
    struct full_texts *full = get_full_texts(app);
    if (!full->found_serial || event->serial != full->found_serial)
        return;
    full->found_serial = 0;
    full->progress.is_looking = false;
    if (event->ids) {
        g_autoptr(GArray) ids = g_array_copy(event->ids);
        full->found = g_array_copy(event->ids);
        g_array_set_size(full->found, MIN(full->found->len, MAX_WISHES));
        add_all_behind(app, ids, MAX_WISHES);
        report_pages(app, NULL);
    }
    end_if_done(app);
}

/* New articles of a feed that is to be read whole: the ones that were added last. */
static void follow_feed(struct app *app, const struct event *event)
{
    if (event->is_error || !event->n_new ||
        app_get_full_text(app, event->feed_id) != OPTION_FULL_TEXT_YES)
        return;
    const struct item_scope scope = { .feed_id = event->feed_id };
    g_autoptr(GPtrArray) rows =
        store_get_window(app_get_store(app), &scope, 0, MIN(event->n_new, MAX_NEW), NULL);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 0; rows && i < rows->len; i++)
        g_array_append_val(ids, ((struct item_row *)rows->pdata[i])->id);
    add_all_behind(app, ids, MAX_NEW);
}

static void follow_harvest(struct app *app, const struct event *event)
{
    const bool is_turn = event->kind == EVENT_OFFLINE && !event->text;
    if (is_turn || (event->kind == EVENT_PICTURE &&
                    picture_harvest_take(app, get_full_texts(app)->harvest, event)))
        end_if_done(app);
}

static void take(struct app *app, G_GNUC_UNUSED void *own, struct event *event)
{
    if (event->kind == EVENT_FULL_TEXT)
        take_kept(app, event);
    else if (event->kind == EVENT_FOUND)
        take_found(app, event);
    else if (event->kind == EVENT_FEED)
        follow_feed(app, event);
    else if (get_full_texts(app)->harvest)
        follow_harvest(app, event);
}

/* ---- what the app offers */

bool full_text_fetch(struct app *app, gint64 item_id, GError **error)
{
    struct full_texts *full = get_full_texts(app);
    struct full_text_job *job = g_hash_table_lookup(full->jobs, &item_id);
    if (job && !job->is_waiting)
        return true; /* its event is on the way */
    if (job) {       /* now it is wanted before the others */
        g_queue_remove(&get_host(full, job->host, NULL)->jobs, job);
        job->is_waiting = job->is_in_background = false;
        full->progress.n_total--;
        full_text_job_start(job);
        end_if_done(app);
        return true;
    }
    g_autoptr(GPtrArray) rows = store_get_rows(app_get_store(app), &item_id, 1, error);
    const struct item_row *row = rows && rows->len ? rows->pdata[0] : NULL;
    if (!rows)
        return false;
    if (!row || !url_is_http(row->url)) {
        g_set_error_literal(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                            row ? "this article has no page of its own: it names no address"
                                : "this article is gone");
        return false;
    }
    job = add_job(app, row);
    full_text_job_start(job);
    return true;
}

void full_text_drop(struct app *app, gint64 item_id)
{
    const struct full_text_job *job = g_hash_table_lookup(get_full_texts(app)->jobs, &item_id);
    if (job && !job->is_in_background && job->serial)
        g_hash_table_remove(get_full_texts(app)->jobs, &item_id);
}

bool full_text_fetch_all(struct app *app, const char *query, GError **error)
{
    struct full_texts *full = get_full_texts(app);
    const char *wanted = query && *query ? query : "unread or starred";
    struct query *parsed = finder_parse(wanted, NULL, error);
    if (!parsed)
        return false;
    query_free(parsed);
    if (full->is_wanted) {
        g_set_error_literal(error, APP_ERROR, APP_ERROR_BUSY,
                            "articles are being fetched already; \"stop\" ends that");
        return false;
    }
    full->is_wanted = full->progress.is_looking = true;
    full->budget = (guint64)options_get_number(app_get_options(app), OPTION_OFFLINE_SIZE);
    full->found_serial = app_next_serial(app);
    finder_post(app_get_finder(app), wanted, NULL, false, full->found_serial);
    return true;
}

/* ---- the service */

static guint run_offline(struct app_call *call)
{
    return full_text_fetch_all(call->app, command_get_rest(call->command, 1), call->error)
               ? REDRAW_STATUS
               : REDRAW_NONE;
}

static const struct app_command commands[] = { { COMMAND_OFFLINE, run_offline }, { 0 } };

static void start(G_GNUC_UNUSED struct app *app, void *own)
{
    struct full_texts *full = own;
    full->jobs = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, full_text_job_free);
    full->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, host_queue_free);
    g_queue_init(&full->ready);
    full->budget = G_MAXUINT64;
}

static bool stop(struct app *app, void *own)
{
    struct full_texts *full = own;
    if (!full->progress.n_total && !full->progress.is_looking && !full->harvest)
        return false;
    drop_waiting(full);
    g_clear_pointer(&full->found, g_array_unref);
    if (full->harvest) {
        app_drop_kept_pictures(app);
        g_clear_pointer(&full->harvest, picture_harvest_free);
    }
    full->found_serial = 0;
    full->progress.is_looking = false;
    end_if_done(app);
    return true;
}

static bool describe(struct app *app, G_GNUC_UNUSED void *own, struct activity *activity)
{
    const struct full_text_progress progress = full_text_get_progress(app);
    if (progress.is_looking)
        activity->text = g_strdup("looking for articles without their full text …");
    else if (progress.n_pictures)
        activity->text = g_strdup_printf("fetching pictures %u/%u", progress.n_pictures_done,
                                         progress.n_pictures);
    else if (progress.n_total)
        activity->text =
            g_strdup_printf("fetching whole articles %u/%u%s", progress.n_done, progress.n_total,
                            progress.n_failed ? ", some failed" : "");
    return activity->text != NULL;
}

static void clear(G_GNUC_UNUSED struct app *app, void *own)
{
    struct full_texts *full = own;
    g_queue_clear(&full->ready);
    g_clear_pointer(&full->found, g_array_unref);
    picture_harvest_free(full->harvest);
    g_hash_table_destroy(full->hosts);
    g_hash_table_destroy(full->jobs);
}

const struct service full_text_service = {
    .name = "full texts",
    .size = sizeof(struct full_texts),
    .events = 1u << EVENT_FULL_TEXT | 1u << EVENT_FOUND | 1u << EVENT_FEED | 1u << EVENT_OFFLINE |
              1u << EVENT_PICTURE,
    .start = start,
    .take = take,
    .stop = stop,
    .describe = describe,
    .free = clear,
    .commands = commands,
};
