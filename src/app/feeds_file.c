/* SPDX-License-Identifier: MIT */
/* The feeds file carried into the archive, on the store thread. */
#include "app/feeds_file.h"

#include "app/reply.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/path.h"
#include "feeds_check.h"
#include "private.h"
#include "store/edit.h"
#include "store/merge.h"

#include <glib/gstdio.h>

/* What the feeds file says, and the ids of its feeds. */
struct reading {
    struct subscriptions
        *subscriptions; /* NULL: the file cannot be read; the diagnostics say why */
    struct diagnostic_list *diagnostics;
    gint64 *feed_ids; /* of subscriptions->items; 0 for queries and for feeds not in the archive */
    bool is_guide;
};

static void reading_clear(struct reading *reading)
{
    subscriptions_free(reading->subscriptions);
    diagnostic_list_free(reading->diagnostics);
    g_free(reading->feed_ids);
    *reading = (struct reading){ 0 };
}

static void reading_read(struct reading *reading, const char *path, const struct options *options)
{
    reading->diagnostics = diagnostic_list_new();
    gsize len = 0;
    g_autofree char *text = NULL;
    reading->subscriptions =
        subscriptions_load(path, options, &reading->is_guide, &text, &len, reading->diagnostics);
    if (!reading->subscriptions)
        return;
    feeds_check(text, len, path, reading->subscriptions, reading->diagnostics);
    reading->feed_ids = g_new0(gint64, reading->subscriptions->items->len + 1);
}

/* The guide as a feed of the archive, with the articles of this version of the program. False where
 * it is not current and cannot be written. */
static bool load_guide(struct store *store, bool is_writable, gint64 feed_id, GError **error)
{
    gsize len = 0;
    const char *text = guide_get_document(&len);
    const guint64 hash = hash_bytes(text, len);
    struct feed_row *row = store_find_feed(store, feed_id, NULL, error);
    const bool is_current = row && row->body_hash == hash;
    feed_row_free(row);
    if (is_current || !is_writable)
        return is_current;
    const struct feed_options options = { .base_url = GUIDE_URL };
    feed_start();
    struct feed_document *document = feed_parse(text, len, &options, error);
    if (!document)
        return false;
    const struct feed_result result = { .feed_id = feed_id,
                                        .at = clock_now_s(),
                                        .status = 200,
                                        .is_success = true,
                                        .has_validators = true,
                                        .body_hash = hash };
    struct merge_result merged;
    const struct merge_options all = { 0 };
    const bool ok = store_merge(store, document, &result, &all, &merged, error);
    feed_document_free(document);
    return ok;
}

static GArray *collect_feeds(const struct reading *reading)
{
    GArray *wanted = g_array_new(FALSE, TRUE, sizeof(struct feed_subscription));
    const struct feed_subscription guide = { .url = GUIDE_URL };
    if (reading->is_guide)
        g_array_append_val(wanted, guide);
    for (guint i = 0; i < reading->subscriptions->items->len; i++) {
        const struct subscription *subscription = reading->subscriptions->items->pdata[i];
        const struct feed_subscription entry = { .url = subscription->url,
                                                 .title = subscription->title,
                                                 .tags = (const char *const *)subscription->tags };
        if (subscription->kind != SUBSCRIPTION_QUERY)
            g_array_append_val(wanted, entry);
    }
    return wanted;
}

/* Brings the archive in line with what was read and fills feed_ids. With a handle for reading: true
 * only if it already is in line. */
static bool reading_sync(struct reading *reading, struct store *store, bool is_writable,
                         GError **error)
{
    g_autoptr(GArray) wanted = collect_feeds(reading);
    g_autofree gint64 *ids = g_new0(gint64, wanted->len + 1);
    if (!store_sync_feeds(store, (const struct feed_subscription *)(void *)wanted->data,
                          wanted->len, ids, error))
        return false;
    if (is_writable && !store_set_feed_hidden(store, GUIDE_URL, !reading->is_guide, error))
        return false;
    for (guint i = 0, next = reading->is_guide; i < reading->subscriptions->items->len; i++) {
        const struct subscription *subscription = reading->subscriptions->items->pdata[i];
        if (subscription->kind != SUBSCRIPTION_QUERY)
            reading->feed_ids[i] = ids[next++];
    }
    return !reading->is_guide || load_guide(store, is_writable, ids[0], error);
}

/* The ids of those feeds that the archive knows. */
static void reading_find_ids(struct reading *reading, struct store *store)
{
    for (guint i = 0; i < reading->subscriptions->items->len; i++) {
        const struct subscription *subscription = reading->subscriptions->items->pdata[i];
        struct feed_row *row = subscription->kind != SUBSCRIPTION_QUERY
                                   ? store_find_feed(store, 0, subscription->url, NULL)
                                   : NULL;
        reading->feed_ids[i] = row ? row->id : 0;
        feed_row_free(row);
    }
}

/* The app takes over what was read; an unreadable file changes nothing but the diagnostics. */
static void take_reading(struct app *app, struct reading *reading)
{
    app_set_feeds_diagnostics(app, reading->diagnostics);
    if (reading->subscriptions) {
        subscriptions_free(app->subscriptions);
        g_free(app->feed_ids);
        app->subscriptions = g_steal_pointer(&reading->subscriptions);
        app->feed_ids = g_steal_pointer(&reading->feed_ids);
        app->is_guide = reading->is_guide;
    } else if (!app->subscriptions) {
        app->subscriptions = subscriptions_parse("", 0, app->feeds_path, app->options, NULL);
        app->feed_ids = g_new0(gint64, 1);
    }
    app->subscriptions_serial++;
    reading_clear(reading);
}

/* ---- on the store thread */

struct task {
    char *path, *label;
    const struct options *options; /* the app's: subscriptions refer to it, nothing reads it here */
    struct queue *events;
    guint64 serial;
    struct feeds_file_job job;
    struct reading reading;
    GError *error;
};

static void task_free(void *data)
{
    struct task *task = data;
    reading_clear(&task->reading);
    g_clear_error(&task->error);
    if (task->job.free_data)
        task->job.free_data(task->job.data);
    g_free(task->path);
    g_free(task->label);
    g_free(task);
}

/* The text of the file, or NULL where there is none. Caller frees. */
static char *read_text(const char *path)
{
    char *text = NULL;
    return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

/* The file as it was before: the archive could not follow. */
static void put_back(const char *path, const char *before)
{
    g_autoptr(GError) reason = NULL;
    if (!before)
        g_unlink(path);
    else if (!path_write_atomic(path, before, -1, &reason))
        log_add(LOG_ERROR, "%s", reason->message);
}

/* Reads the file and brings the archive in line. False and the task's error. */
static bool read_and_sync(struct task *task, struct store *store)
{
    reading_read(&task->reading, task->path, task->options);
    return !task->reading.subscriptions || reading_sync(&task->reading, store, true, &task->error);
}

/* Changes file and archive, with the entry for "undo", or nothing: the archive is locked before the
 * file is touched. */
static void change(struct task *task, struct store *store)
{
    g_autofree char *before = read_text(task->path);
    if (!store_begin(store, &task->error))
        return;
    if (!task->job.change(task->path, task->job.data, &task->error)) {
        store_rollback(store);
        return;
    }
    g_autofree char *after = read_text(task->path);
    const bool ok = (!before || !*before ||
                     store_journal_file(store, task->path, before, after ? after : "", task->label,
                                        &task->error)) &&
                    read_and_sync(task, store) && store_commit(store, &task->error);
    if (ok)
        return;
    store_rollback(store);
    put_back(task->path, before);
}

static void run_task(struct store *store, const GError *problem, void *data)
{
    struct task *task = data;
    if (!store)
        task->error = g_error_copy(problem);
    else if (task->job.change)
        change(task, store);
    else
        read_and_sync(task, store);
    reply_post(task->events, task->serial, task, task_free);
}

/* ---- on the app's thread */

static void take_task(struct app *app, G_GNUC_UNUSED void *data, void *answer)
{
    struct task *task = answer;
    struct event *event = event_new(EVENT_FEEDS);
    g_autofree char *before = app_describe_mistakes(app);
    event->is_error = task->error != NULL;
    event->text = task->error ? g_strdup(task->error->message) : NULL;
    app->n_file_jobs--;
    if (task->reading.diagnostics && !task->error)
        take_reading(app, &task->reading);
    if (task->job.done && !app->is_ending)
        task->job.done(app, task->job.data, task->error, event);
    g_autofree char *mistakes = app_describe_mistakes(app);
    if (!event->text && g_strcmp0(before, mistakes) != 0)
        event->text = g_steal_pointer(&mistakes);
    queue_post(app->events, event, 0);
    task_free(task);
}

void feeds_file_post(struct app *app, const struct feeds_file_job *job)
{
    app_assert_thread(app);
    struct task *task = g_new0(struct task, 1);
    task->path = g_strdup(app->feeds_path);
    task->label = g_strdup(job->label);
    task->options = app->options;
    task->events = app->events;
    task->job = *job;
    app->n_file_jobs++;
    task->serial = reply_expect(app, take_task, NULL);
    writer_post_task(app_get_writer(app), run_task, task);
}

/* ---- at the start */

/* Whether an archive that cannot be written can be read all the same. */
static bool is_only_unwritable(const GError *reason)
{
    return g_error_matches(reason, STORE_ERROR, STORE_ERROR_READ_ONLY) ||
           g_error_matches(reason, STORE_ERROR, STORE_ERROR_FULL) ||
           g_error_matches(reason, STORE_ERROR, STORE_ERROR_LOCKED);
}

bool feeds_file_open(struct app *app, GError **error)
{
    static const struct feeds_file_job again = { 0 };
    struct reading reading = { 0 };
    g_autoptr(GError) reason = NULL;
    app->store = store_open(app->archive_path, STORE_READ, NULL);
    reading_read(&reading, app->feeds_path, app->options);
    const bool has_read = reading.subscriptions != NULL;
    bool is_current = app->store && (!has_read || reading_sync(&reading, app->store, false, NULL));
    const bool can_wait = app->store && has_read && app->mode == APP_READER;
    if (!is_current && app->store && has_read)
        reading_find_ids(&reading, app->store); /* those that are known, until it is in line */
    if (!is_current && !can_wait) {
        struct store *writable = store_open(app->archive_path, STORE_WRITE, &reason);
        is_current = writable && (!has_read || reading_sync(&reading, writable, true, &reason));
        store_close(writable);
    }
    if (!app->store)
        app->store = store_open(app->archive_path, STORE_READ, reason ? NULL : &reason);
    take_reading(app, &reading);
    if (app->store && is_current)
        return true;
    if (app->store && can_wait) {
        feeds_file_post(app, &again);
        return true;
    }
    if (app->store && is_only_unwritable(reason)) {
        diagnostic_list_add(app->diagnostics, DIAGNOSTIC_ERROR, NULL, 0, 0,
                            "%s; what differs in the feeds file is left out", reason->message);
        return true;
    }
    g_propagate_error(error, g_steal_pointer(&reason));
    return false;
}
