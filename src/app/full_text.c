/* SPDX-License-Identifier: MIT */
/* The pages of articles: jobs from an address to a text in the archive. A job asks for one page
 * after the other, as an article goes on; jobs behind the screen wait in a queue a host. */
#include "app/full_text.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/url.h"
#include "extract_rule.h"
#include "full_text_read.h"
#include "private.h"
#include "store/item_row.h"
#include "store/query.h"
#include "teaser.h"

#include <string.h>

#define MAX_PARTS 10         /* pages of one article */
#define MAX_BEHIND 4         /* articles at once behind the screen */
#define MAX_WISHES 5000      /* of one "offline": more is for the next */
#define MAX_NEW 50           /* of a feed, after a reload */
#define MAX_BYTES (8u << 20) /* of an article's text */
#define RETRY_AFTER_S (24 * 3600)

/* An article whose page is asked for. */
struct page_job {
    gint64 item_id, feed_id;
    char *url, *host;
    guint64 serial; /* of the page under way; 0: waiting, or on its way to the disk */
    bool is_behind; /* takes a place of those behind the screen, and counts there */
    bool is_waiting;
    GString *html;   /* so far */
    GPtrArray *seen; /* canonical addresses of the pages asked for */
    char *first_url; /* where the first page came from */
    guint n_words;
    guint n_known;                /* words that the feed's text has */
    struct full_text_piece *page; /* what the page gave, while another version of it is asked for */
    bool has_version;             /* one was asked for */
};

/* The jobs of one host that wait, and whether one is under way. */
struct host_queue {
    GQueue jobs; /* of struct page_job * */
    bool is_busy, is_ready;
};

struct full_text {
    GHashTable *jobs;  /* item id to struct page_job *, which it owns */
    GHashTable *hosts; /* to struct host_queue * */
    GQueue ready;      /* names of hosts with waiting jobs and none under way; the keys of hosts */
    guint n_running;   /* behind the screen */
    struct app_page_progress progress;
    guint64 budget;   /* bytes that may still be received; G_MAXUINT64: no limit */
    guint n_left_out; /* for the want of budget */
    GArray *found;    /* ids of gint64 whose pictures are to be fetched in the end, or NULL */
    struct picture_harvest *harvest; /* they are being fetched; or NULL */
    guint64 found_serial;            /* of the query for app_fetch_pages(); 0: none */
    bool is_wanted; /* what is fetched was asked for by app_fetch_pages(): its end is told */
    gint64 teaser_feed_id, teaser_max_id; /* what was measured last … */
    int teaser_percent;                   /* … and the result */
};

static void page_job_free(void *data)
{
    struct page_job *job = data;
    g_free(job->url);
    g_free(job->host);
    g_free(job->first_url);
    g_string_free(job->html, TRUE);
    g_ptr_array_unref(job->seen);
    if (job->page)
        full_text_reader.free(job->page);
    g_free(job);
}

static void host_queue_free(void *data)
{
    struct host_queue *host = data;
    g_queue_clear(&host->jobs);
    g_free(host);
}

static struct full_text *get_full_text(struct app *app)
{
    if (app->full_text)
        return app->full_text;
    struct full_text *full = g_new0(struct full_text, 1);
    full->jobs = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, page_job_free);
    full->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, host_queue_free);
    g_queue_init(&full->ready);
    full->budget = G_MAXUINT64;
    return app->full_text = full;
}

void full_text_free(struct full_text *full)
{
    if (!full)
        return;
    g_queue_clear(&full->ready);
    g_clear_pointer(&full->found, g_array_unref);
    picture_harvest_free(full->harvest);
    g_hash_table_destroy(full->hosts);
    g_hash_table_destroy(full->jobs);
    g_free(full);
}

struct app_page_progress app_get_page_progress(const struct app *app)
{
    struct app_page_progress progress = { 0 };
    if (!app->full_text)
        return progress;
    const struct picture_harvest_sum sum = picture_harvest_get(app->full_text->harvest);
    progress = app->full_text->progress;
    progress.n_pictures = sum.n_total;
    progress.n_pictures_done = sum.n_done;
    progress.n_bytes += sum.n_bytes;
    return progress;
}

enum option_full_text app_get_full_text(const struct app *app, gint64 feed_id)
{
    const struct subscription *subscription = app_find_subscription(app, feed_id);
    return (enum option_full_text)options_get_number(
        subscription ? subscription->options : app->options, OPTION_FULL_TEXT);
}

bool app_has_teasers(struct app *app, gint64 feed_id)
{
    struct full_text *full = get_full_text(app);
    const gint64 max_id = store_get_max_id(app->store);
    if (full->teaser_feed_id != feed_id || full->teaser_max_id != max_id) {
        full->teaser_percent = teaser_measure_feed(app->store, feed_id);
        full->teaser_feed_id = feed_id;
        full->teaser_max_id = max_id;
    }
    return full->teaser_percent >= TEASER_PERCENT;
}

/* ---- one page */

/* Where the feed comes from, as an address; NULL: no place of the web. */
static const char *get_feed_url(const struct subscription *subscription)
{
    const char *url = subscription->source ? subscription->source : subscription->url;
    return url_is_http(url) ? url : NULL;
}

static void free_rules(void *rules)
{
    g_ptr_array_unref(rules);
}

/* Asks for the next page of the job; user name, proxy and the like are those of its feed, but a
 * header for the feed's site (a cookie, a key) goes to no other. */
static void job_ask(struct app *app, struct page_job *job, const char *url)
{
    const struct subscription *subscription = app_find_subscription(app, job->feed_id);
    const bool is_own = subscription && full_text_is_same_site(get_feed_url(subscription), url);
    const struct page_wish wish = {
        .url = url,
        .options = subscription ? subscription->options : NULL,
        .header = is_own ? NULL : options_get_string(app->options, OPTION_HEADER),
        .reader = &full_text_reader,
        .data = g_ptr_array_ref(app->extract_rules),
        .free_data = free_rules,
    };
    g_ptr_array_add(job->seen, url_canonicalize(url));
    job->serial = page_fetch_post(app, &wish);
}

static struct page_job *job_new(struct full_text *full, const struct item_row *row)
{
    struct page_job *job = g_new0(struct page_job, 1);
    job->item_id = row->id;
    job->feed_id = row->feed_id;
    job->n_known = row->n_words;
    job->url = g_strdup(row->url);
    job->host = url_get_host(row->url);
    if (!job->host)
        job->host = g_strdup("");
    job->html = g_string_new(NULL);
    job->seen = g_ptr_array_new_with_free_func(g_free);
    g_hash_table_insert(full->jobs, &job->item_id, job);
    return job;
}

/* ---- behind the screen */

static void report_pages(struct app *app, char *summary_take)
{
    struct full_text *full = app->full_text;
    struct event *event = event_new(EVENT_PAGES);
    event->n_done = full->progress.n_done;
    event->n_total = full->progress.n_total;
    event->n_failed = full->progress.n_failed;
    event->text = summary_take;
    queue_post(app->events, event, 0);
}

/* The pictures come when the pages are there, which name more of them than their feed. */
static bool harvest_goes_on(struct app *app)
{
    struct full_text *full = app->full_text;
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

/* All is done or given up: says so, and begins anew. */
static void end_if_done(struct app *app)
{
    struct full_text *full = app->full_text;
    if (full->progress.is_looking || full->progress.n_done < full->progress.n_total ||
        (!full->progress.n_total && !full->is_wanted) || harvest_goes_on(app))
        return;
    const struct picture_harvest_sum sum = picture_harvest_get(full->harvest);
    report_pages(app, full_text_summarize(&full->progress, full->n_left_out, &sum));
    full->progress = (struct app_page_progress){ 0 };
    full->budget = G_MAXUINT64;
    full->n_left_out = 0;
    full->is_wanted = false;
    g_clear_pointer(&full->harvest, picture_harvest_free);
}

static struct host_queue *get_host(struct full_text *full, const char *name, char **key)
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

/* The host is in the row of those that may be asked, if it may. */
static void make_ready(struct full_text *full, const char *name)
{
    char *key;
    struct host_queue *host = get_host(full, name, &key);
    if (host->is_busy || host->is_ready || g_queue_is_empty(&host->jobs))
        return;
    host->is_ready = true;
    g_queue_push_tail(&full->ready, key);
}

/* What still waits is given up. */
static guint drop_waiting(struct full_text *full)
{
    GHashTableIter iterator;
    gpointer value;
    guint n = 0;
    g_hash_table_iter_init(&iterator, full->jobs);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const struct page_job *job = value;
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
    struct full_text *full = app->full_text;
    if (full->progress.n_bytes >= full->budget)
        full->n_left_out += drop_waiting(full);
    while (full->n_running < MAX_BEHIND && !g_queue_is_empty(&full->ready)) {
        struct host_queue *host = get_host(full, g_queue_pop_head(&full->ready), NULL);
        struct page_job *job = g_queue_pop_head(&host->jobs);
        host->is_ready = false;
        if (!job || host->is_busy)
            continue;
        host->is_busy = true;
        job->is_waiting = false;
        full->n_running++;
        job_ask(app, job, job->url);
    }
}

/* The job's place behind the screen is free for another. */
static void leave_place(struct app *app, struct page_job *job)
{
    struct full_text *full = app->full_text;
    get_host(full, job->host, NULL)->is_busy = false;
    full->n_running--;
    make_ready(full, job->host);
    start_waiting(app);
}

static void add_behind(struct app *app, const struct item_row *row)
{
    struct full_text *full = get_full_text(app);
    if (!url_is_http(row->url) || g_hash_table_contains(full->jobs, &row->id))
        return;
    struct page_job *job = job_new(full, row);
    job->is_behind = job->is_waiting = true;
    g_queue_push_tail(&get_host(full, job->host, NULL)->jobs, job);
    make_ready(full, job->host);
    full->progress.n_total++;
}

static void add_all_behind(struct app *app, GArray *ids, guint max)
{
    g_autoptr(GError) error = NULL;
    if (!store_filter_pageless(app->store, ids, max, clock_now_s() - RETRY_AFTER_S, &error)) {
        log_add(LOG_ERROR, "%s", error->message);
        return;
    }
    g_autoptr(GPtrArray) rows =
        store_get_rows(app->store, (const gint64 *)(void *)ids->data, ids->len, NULL);
    for (guint i = 0; rows && i < rows->len; i++)
        add_behind(app, rows->pdata[i]);
    start_waiting(app);
}

/* ---- the end of a job */

/* The job's text, or why there is none, goes to the disk. */
static void job_keep(struct app *app, struct page_job *job, const char *failure)
{
    struct page_text *text = g_new0(struct page_text, 1);
    text->fetched_at = clock_now_s();
    text->url = g_strdup(job->first_url);
    if (job->html->len) {
        text->content_len = job->html->len;
        text->content = g_string_free(job->html, FALSE);
        text->n_words = job->n_words;
        job->html = g_string_new(NULL);
    } else {
        text->error = g_strdup(failure);
        log_add(LOG_INFO, "%s: %s", job->host, failure);
    }
    job->serial = 0;
    writer_post_page(app_get_writer(app), job->item_id, text);
}

/* The job ends with nothing: it was stopped. */
static void job_give_up(struct app *app, struct page_job *job)
{
    struct event *event = event_new(EVENT_FULL_TEXT);
    event->item_id = job->item_id;
    event->text = g_strdup("stopped");
    job->serial = 0;
    queue_post(app->events, event, 0);
}

/* True if the piece was added. A site may answer each "next" with the page that it has. */
static bool job_add(struct page_job *job, const struct full_text_piece *piece)
{
    if (!piece->html || job->html->len + strlen(piece->html) > MAX_BYTES ||
        (job->html->len && strstr(job->html->str, piece->html)))
        return false;
    g_string_append(job->html, piece->html);
    job->n_words += piece->n_words;
    return true;
}

/* Whether the article goes on at a page of the same site that was not asked for yet. */
static bool job_has_next(const struct page_job *job, const struct full_text_piece *piece)
{
    if (!piece->next_url || !url_is_http(piece->next_url) || job->seen->len >= MAX_PARTS ||
        !full_text_is_same_site(job->first_url, piece->next_url))
        return false;
    g_autofree char *next = url_canonicalize(piece->next_url);
    g_autofree char *here = url_canonicalize(piece->url ? piece->url : "");
    return strcmp(next, here) != 0 &&
           !g_ptr_array_find_with_equal_func(job->seen, next, g_str_equal, NULL);
}

static struct page_job *find_fetching(const struct full_text *full, guint64 serial)
{
    GHashTableIter iterator;
    gpointer value;
    g_hash_table_iter_init(&iterator, full->jobs);
    while (g_hash_table_iter_next(&iterator, NULL, &value))
        if (((struct page_job *)value)->serial == serial)
            return value;
    return NULL;
}

/* Asks for the version that the page names, once: where the page gave nothing, or less than is
 * known of, or the user says so. */
static bool job_asks_version(struct app *app, struct page_job *job, struct event *event)
{
    const struct full_text_piece *piece = event->page;
    const bool is_first = !job->html->len && !job->has_version && !piece->is_cancelled;
    const guint least = MAX(job->n_known, piece->n_promised / 2);
    const bool is_poor = !piece->html || piece->n_words < least;
    if (!is_first || !piece->version_url || (!is_poor && !piece->wants_version))
        return false;
    job->has_version = true;
    job->page = g_steal_pointer(&event->page);
    job_ask(app, job, job->page->version_url);
    return true;
}

static void take_piece(struct app *app, struct event *event)
{
    struct full_text *full = app->full_text;
    struct page_job *job = full ? find_fetching(full, event->serial) : NULL;
    if (!job) /* dropped, or a page of someone else */
        return;
    const struct full_text_piece *piece = event->page;
    const bool is_behind = job->is_behind;
    if (is_behind)
        full->progress.n_bytes += piece->wire_bytes;
    if (job_asks_version(app, job, event))
        return;
    piece = full_text_choose(job->page, piece);
    if (!job->first_url)
        job->first_url = g_strdup(piece->url);
    const bool is_added = job_add(job, piece);
    if (is_added && job_has_next(job, piece)) {
        g_autofree char *next = g_strdup(piece->next_url);
        job_ask(app, job, next);
        return;
    }
    if (piece->is_cancelled)
        job_give_up(app, job);
    else
        job_keep(app, job, piece->error);
    if (is_behind)
        leave_place(app, job);
}

/* The text is on the disk, or was given up. */
static void take_kept(struct app *app, const struct event *event)
{
    struct full_text *full = app->full_text;
    struct page_job *job = full ? g_hash_table_lookup(full->jobs, &event->item_id) : NULL;
    if (!job || job->serial || job->is_waiting)
        return;
    const struct page_text *text = event->page;
    const bool is_behind = job->is_behind;
    g_hash_table_remove(full->jobs, &event->item_id);
    if (!is_behind)
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
    struct full_text *full = app->full_text;
    if (!full || !full->found_serial || event->serial != full->found_serial)
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

/* New articles of a feed that is to be read whole: those that were added last. */
static void follow_reload(struct app *app, const struct event *event)
{
    if (event->is_error || !event->n_new ||
        app_get_full_text(app, event->feed_id) != OPTION_FULL_TEXT_YES)
        return;
    const struct item_scope scope = { .feed_id = event->feed_id };
    g_autoptr(GPtrArray) rows =
        store_get_window(app->store, &scope, 0, MIN(event->n_new, MAX_NEW), NULL);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (guint i = 0; rows && i < rows->len; i++)
        g_array_append_val(ids, ((struct item_row *)rows->pdata[i])->id);
    add_all_behind(app, ids, MAX_NEW);
}

static void follow_harvest(struct app *app, const struct event *event)
{
    const bool is_turn = event->kind == EVENT_PAGES && !event->text;
    if (is_turn ||
        (event->kind == EVENT_PICTURE && picture_harvest_take(app, app->full_text->harvest, event)))
        end_if_done(app);
}

void full_text_take(struct app *app, struct event *event)
{
    if (event->kind == EVENT_PAGE && event->page)
        take_piece(app, event);
    else if (event->kind == EVENT_FULL_TEXT)
        take_kept(app, event);
    else if (event->kind == EVENT_FOUND)
        take_found(app, event);
    else if (event->kind == EVENT_FEED)
        follow_reload(app, event);
    else if (app->full_text && app->full_text->harvest)
        follow_harvest(app, event);
}

bool full_text_stop(struct app *app)
{
    struct full_text *full = app->full_text;
    if (!full || (!full->progress.n_total && !full->progress.is_looking && !full->harvest))
        return false;
    drop_waiting(full);
    g_clear_pointer(&full->found, g_array_unref);
    if (full->harvest) {
        pictures_drop_kept(app);
        g_clear_pointer(&full->harvest, picture_harvest_free);
    }
    full->found_serial = 0;
    full->progress.is_looking = false;
    end_if_done(app);
    return true;
}

/* ---- what the app offers */

bool app_fetch_page(struct app *app, gint64 item_id, GError **error)
{
    struct full_text *full = get_full_text(app);
    struct page_job *job = g_hash_table_lookup(full->jobs, &item_id);
    if (job && !job->is_waiting)
        return true; /* its event is on the way */
    if (job) {       /* now it is wanted before the others */
        g_queue_remove(&get_host(full, job->host, NULL)->jobs, job);
        job->is_waiting = job->is_behind = false;
        full->progress.n_total--;
        job_ask(app, job, job->url);
        end_if_done(app);
        return true;
    }
    g_autoptr(GPtrArray) rows = store_get_rows(app->store, &item_id, 1, error);
    const struct item_row *row = rows && rows->len ? rows->pdata[0] : NULL;
    if (!rows)
        return false;
    if (!row || !url_is_http(row->url)) {
        g_set_error_literal(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                            row ? "this article has no page of its own: it names no address"
                                : "this article is gone");
        return false;
    }
    job = job_new(full, row);
    job_ask(app, job, job->url);
    return true;
}

void app_drop_page(struct app *app, gint64 item_id)
{
    const struct page_job *job =
        app->full_text ? g_hash_table_lookup(app->full_text->jobs, &item_id) : NULL;
    if (job && !job->is_behind && job->serial)
        g_hash_table_remove(app->full_text->jobs, &item_id);
}

bool app_fetch_pages(struct app *app, const char *query, GError **error)
{
    struct full_text *full = get_full_text(app);
    const char *wanted = query && *query ? query : "unread or starred";
    struct query *parsed = finder_parse(wanted, NULL, error);
    if (!parsed)
        return false;
    query_free(parsed);
    if (full->is_wanted) {
        g_set_error_literal(error, STORE_ERROR, STORE_ERROR_FAILED,
                            "articles are being fetched already; \"stop\" ends that");
        return false;
    }
    full->is_wanted = full->progress.is_looking = true;
    full->budget = (guint64)options_get_number(app->options, OPTION_OFFLINE_SIZE);
    full->found_serial = ++app->last_serial;
    finder_post(app_get_finder(app), wanted, NULL, false, full->found_serial);
    return true;
}
