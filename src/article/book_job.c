/* SPDX-License-Identifier: MIT */
/* Books written in the background, one at a time. */
#include "app/engine.h"
#include "app/service.h"
#include "article/article_save.h"
#include "article_book.h"
#include "base/path.h"
#include "base/thread.h"
#include "base/url.h"
#include "base/utf8.h"
#include "store/query.h"
#include "store/search.h"
#include "teaser.h"

#include <stdatomic.h>
#include <string.h>

#define MAX_INDEX_WAIT_MS 10000

/* A book on its way. The thread has a read handle of its own, and copies of what it needs to know
 * of the feeds. */
struct book_job {
    pthread_t thread;
    bool has_thread;
    char *archive_path, *path;
    char *query; /* which articles; NULL: ids */
    GArray *ids; /* of gint64; NULL: query */
    enum option_full_text default_mode;
    GHashTable *modes;       /* feed id to the option "full-text" */
    GHashTable *titles;      /* feed id to its title; the thread's */
    gint64 measured_feed_id; /* the feed measured last for excerpts … */
    int measured_percent;    /* … and the result; the thread's */
    struct store *store;     /* the thread's */
    struct queue *events;
    struct writer *writer; /* for the index; outlives the thread */
    _Atomic bool is_unwanted, is_over;
};

static enum option_full_text get_mode(void *data, gint64 feed_id)
{
    const struct book_job *job = data;
    gpointer mode = NULL;
    return g_hash_table_lookup_extended(job->modes, &feed_id, NULL, &mode)
               ? (enum option_full_text)GPOINTER_TO_INT(mode)
               : job->default_mode;
}

static bool has_teasers(void *data, gint64 feed_id)
{
    struct book_job *job = data;
    if (job->measured_feed_id != feed_id)
        job->measured_percent = teaser_measure_feed(job->store, feed_id);
    job->measured_feed_id = feed_id;
    return job->measured_percent >= TEASER_PERCENT;
}

static const char *get_feed_title(void *data, gint64 feed_id)
{
    const struct book_job *job = data;
    const char *title = g_hash_table_lookup(job->titles, &feed_id);
    return title ? title : "";
}

static gint64 *copy_id(gint64 id)
{
    return g_memdup2(&id, sizeof id);
}

static void read_titles(struct book_job *job)
{
    g_autoptr(GPtrArray) feeds = store_get_feeds(job->store, true, NULL);
    for (guint i = 0; feeds && i < feeds->len; i++) {
        const struct feed_row *feed = feeds->pdata[i];
        const char *title = feed->title && *feed->title ? feed->title : "";
        g_hash_table_insert(job->titles, copy_id(feed->id),
                            *title ? utf8_clean_line(title, strlen(title)) : url_redact(feed->url));
    }
}

/* The articles that the query finds; NULL and error. */
static GArray *find_ids(struct book_job *job, GError **error)
{
    struct query *query = finder_parse(job->query, NULL, error);
    if (query && query_needs_index(query) && store_count_unindexed(job->store))
        writer_wait_index(job->writer, MAX_INDEX_WAIT_MS);
    GArray *ids = query ? store_find_items(job->store, query, false, 0, error) : NULL;
    query_free(query);
    return ids;
}

/* What to say when it is done; NULL and error. */
static char *run_job(struct book_job *job, GError **error)
{
    const struct text_source source = { job->store, get_mode, has_teasers, get_feed_title, job };
    g_autoptr(GArray) ids = job->ids ? g_array_ref(job->ids) : find_ids(job, error);
    if (!ids)
        return NULL;
    read_titles(job);
    if (!book_write(&source, &job->is_unwanted, (const gint64 *)(const void *)ids->data, ids->len,
                    job->path, error))
        return NULL;
    if (!job->query)
        return g_strdup_printf("saved %s", job->path);
    return g_strdup_printf("saved %u %s in %s", ids->len, ids->len == 1 ? "article" : "articles",
                           job->path);
}

static void *book_main(void *data)
{
    struct book_job *job = data;
    g_autoptr(GError) error = NULL;
    struct event *event = event_new(EVENT_MESSAGE);
    job->store = store_open(job->archive_path, STORE_READ, &error);
    event->text = job->store ? run_job(job, &error) : NULL;
    event->is_error = !event->text;
    if (error)
        event->text = g_strdup(error->message);
    store_close(job->store);
    atomic_store(&job->is_over, true);
    queue_post(job->events, event, 0);
    return NULL;
}

/* Ends the job; it can begin again then. */
static void clear(G_GNUC_UNUSED struct app *app, void *own)
{
    struct book_job *job = own;
    if (!job->has_thread)
        return;
    atomic_store(&job->is_unwanted, true);
    pthread_join(job->thread, NULL);
    g_free(job->archive_path);
    g_free(job->query);
    if (job->ids)
        g_array_unref(job->ids);
    g_free(job->path);
    g_hash_table_destroy(job->modes);
    g_hash_table_destroy(job->titles);
    memset(job, 0, sizeof *job);
}

static void copy_modes(struct app *app, struct book_job *job)
{
    const struct subscriptions *subscriptions = app_get_subscriptions(app);
    job->default_mode = app_get_full_text(app, 0);
    job->modes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    job->titles = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    for (guint i = 0; i < subscriptions->items->len; i++) {
        const gint64 feed_id = app_get_subscription_feed_id(app, i);
        g_hash_table_insert(job->modes, copy_id(feed_id),
                            GINT_TO_POINTER((int)app_get_full_text(app, feed_id)));
    }
}

/* Starts the thread. query or ids: which articles; copied. */
static bool start_job(struct app *app, const char *query, const gint64 *ids, guint n,
                      const char *path, GError **error)
{
    struct book_job *job = app_get_own(app, &book_service);
    if (job->has_thread && !atomic_load(&job->is_over)) {
        g_set_error(error, APP_ERROR, APP_ERROR_BUSY, "another book is being written");
        return false;
    }
    if (g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: there is such a file already",
                    path);
        return false;
    }
    clear(app, job);
    copy_modes(app, job);
    job->archive_path = g_strdup(app_get_archive_path(app));
    job->query = g_strdup(query);
    job->ids = query ? NULL : g_array_sized_new(FALSE, FALSE, sizeof(gint64), n);
    if (job->ids)
        g_array_append_vals(job->ids, ids, n);
    job->path = g_strdup(path);
    job->events = app_get_events(app);
    job->writer = app_get_writer(app);
    job->has_thread = true;
    if (!thread_start(&job->thread, book_main, job))
        g_error("no thread for a book");
    return true;
}

bool book_post(struct app *app, const gint64 *ids, guint n, const char *path, GError **error)
{
    return start_job(app, NULL, ids, n, path, error);
}

bool app_save_book(struct app *app, const char *query, const char *path, GError **error)
{
    enum article_format format = ARTICLE_TEXT;
    g_autofree char *current = g_get_current_dir();
    g_autofree char *target = path_expand(path, current);
    struct query *parsed = finder_parse(query, NULL, error);
    if (!parsed)
        return false;
    query_free(parsed);
    if (!article_find_format(target, &format) || format != ARTICLE_EPUB) {
        g_set_error(error, APP_ERROR, APP_ERROR_USAGE,
                    "several articles are saved as a book, as FILE.epub, not as \"%s\"", path);
        return false;
    }
    return start_job(app, query, NULL, 0, target, error);
}

const struct service book_service = {
    .name = "book",
    .size = sizeof(struct book_job),
    .free = clear,
};
