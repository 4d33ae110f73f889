/* SPDX-License-Identifier: MIT */
/* The store thread. Jobs come through one queue: fetches in their order, what a person does before
 * them. */
#include "app/writer.h"

#include "app/event.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/thread.h"
#include "store/merge.h"
#include "store/search.h"
#include "text/page.h"

#include <pthread.h>

#define QUEUE_BYTES (1u << 20)
#define INDEX_STEP 200 /* articles between two looks at the queue */
#define FETCHES_PER_COMMIT 200
#define DOCUMENTS_PER_COMMIT 16

enum job_kind { JOB_FETCH, JOB_EDIT, JOB_UNDO, JOB_STATE, JOB_TASK, JOB_FULL_TEXT, JOB_WAKE };

struct job {
    enum job_kind kind;
    struct fetch_outcome *outcome;
    struct edit edit;
    guint64 serial;
    gint64 item_id;
    struct full_text *page;
    writer_task *run;
    void *data;     /* of run */
    char *texts[2]; /* state: key, value; edit: label */
};

struct writer {
    pthread_t thread;
    char *archive_path;
    struct store *store;
    struct queue *jobs, *events;
    bool is_indexing;
    /* the rest under the lock */
    pthread_mutex_t lock;
    pthread_cond_t progressed;
    bool is_index_awaited; /* an answer was given without what is not indexed yet */
    bool is_index_wanted, is_index_done, is_failed, is_quitting;
};

static void fetch_outcome_free(struct fetch_outcome *outcome)
{
    if (!outcome)
        return;
    feed_document_free(outcome->document);
    g_free(outcome->error);
    g_free(outcome->etag);
    g_free(outcome->last_modified);
    g_free(outcome->moved_to);
    g_free(outcome);
}

static void job_free(void *data)
{
    struct job *job = data;
    fetch_outcome_free(job->outcome);
    full_text_free(job->page);
    g_free((gpointer)job->edit.ids);
    for (guint i = 0; i < G_N_ELEMENTS(job->texts); i++)
        g_free(job->texts[i]);
    g_free(job);
}

static void writer_post_event(struct writer *writer, struct event *event)
{
    queue_post(writer->events, event, 0);
}

/* ---- the thread */

static void report_fetch(struct writer *writer, const struct fetch_outcome *outcome,
                         const struct merge_result *merged, const GError *error)
{
    struct event *event = event_new(EVENT_FEED);
    event->feed_id = outcome->result.feed_id;
    event->n_new = merged->n_new;
    event->n_changed = merged->n_changed;
    event->is_held = !error && outcome->is_held;
    event->is_cancelled = !error && outcome->is_cancelled;
    event->is_error = error || (outcome->error && !event->is_held && !event->is_cancelled);
    event->text = g_strdup(error ? error->message : outcome->error);
    if (error)
        log_add(LOG_ERROR, "%s", error->message);
    writer_post_event(writer, event);
}

static bool store_outcome(struct writer *writer, const struct fetch_outcome *outcome,
                          struct merge_result *merged, GError **error)
{
    *merged = (struct merge_result){ 0 };
    if (outcome->is_cancelled)
        return true;
    if (outcome->is_held)
        return store_hold_feed(writer->store, outcome->result.feed_id, outcome->host_start_at,
                               outcome->turn_at, error);
    if (outcome->document)
        return store_merge(writer->store, outcome->document, &outcome->result, &outcome->options,
                           merged, error);
    return store_set_result(writer->store, &outcome->result, error);
}

static void report_edit(struct writer *writer, const struct job *job, char *label_take,
                        guint n_changed, const GError *error)
{
    struct event *event = event_new(EVENT_EDIT);
    event->serial = job->serial;
    event->is_undo = job->kind == JOB_UNDO;
    event->is_deletion = !event->is_undo && job->edit.field == EDIT_DELETED;
    event->n_changed = n_changed;
    event->is_error = error != NULL;
    event->text = error ? g_strdup(error->message) : g_strdup(label_take);
    g_free(label_take);
    if (error)
        log_add(LOG_ERROR, "%s", error->message);
    writer_post_event(writer, event);
}

static void report_full_text(struct writer *writer, struct job *job, const GError *error)
{
    struct event *event = event_new(EVENT_FULL_TEXT);
    event->item_id = job->item_id;
    event->full_text = g_steal_pointer(&job->page);
    event->is_error = error != NULL;
    event->text = error ? g_strdup(error->message) : NULL;
    if (error)
        log_add(LOG_ERROR, "%s", error->message);
    writer_post_event(writer, event);
}

static void run_job(struct writer *writer, struct job *job)
{
    g_autoptr(GError) error = NULL;
    guint n_changed = 0;
    char *label = NULL;
    switch (job->kind) {
    case JOB_EDIT:
        store_apply_edit(writer->store, &job->edit, &n_changed, &error);
        report_edit(writer, job, g_strdup(job->texts[0]), n_changed, error);
        break;
    case JOB_UNDO:
        store_undo(writer->store, &label, &n_changed, &error);
        report_edit(writer, job, label, n_changed, error);
        break;
    case JOB_STATE:
        if (!store_set_state(writer->store, job->texts[0], job->texts[1], &error))
            log_add(LOG_ERROR, "%s", error->message);
        break;
    case JOB_TASK:
        job->run(writer->store, NULL, job->data);
        break;
    case JOB_FULL_TEXT:
        store_set_full_text(writer->store, job->item_id, job->page, &error);
        report_full_text(writer, job, error);
        break;
    case JOB_FETCH: /* run_fetches() */
    case JOB_WAKE:
        break;
    }
}

/* Each fetch in a transaction of its own: for those whose common one failed. */
static void run_fetches_apart(struct writer *writer, const GPtrArray *jobs)
{
    for (guint i = 0; i < jobs->len; i++) {
        const struct fetch_outcome *outcome = ((struct job *)jobs->pdata[i])->outcome;
        struct merge_result merged;
        g_autoptr(GError) error = NULL;
        store_outcome(writer, outcome, &merged, &error);
        report_fetch(writer, outcome, &merged, error);
    }
}

/* What has arrived by now shares a transaction: pages of the indexes are written once, and "not
 * modified" five hundred times is one commit. A feed is reported when it is on disk. Returns the
 * job that ended the row, or NULL. */
static struct job *run_fetches(struct writer *writer, struct job *job)
{
    g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func(job_free);
    struct merge_result merged[FETCHES_PER_COMMIT];
    guint n_documents = 0;
    bool ok = store_begin(writer->store, NULL);
    for (; job && job->kind == JOB_FETCH; job = queue_try_take(writer->jobs)) {
        ok = ok && store_outcome(writer, job->outcome, &merged[jobs->len], NULL);
        n_documents += job->outcome->document != NULL;
        g_ptr_array_add(jobs, job);
        if (jobs->len == FETCHES_PER_COMMIT || n_documents == DOCUMENTS_PER_COMMIT) {
            job = NULL;
            break;
        }
    }
    if (ok)
        ok = store_commit(writer->store, NULL);
    else
        store_rollback(writer->store);
    if (ok)
        for (guint i = 0; i < jobs->len; i++)
            report_fetch(writer, ((struct job *)jobs->pdata[i])->outcome, &merged[i], NULL);
    else
        run_fetches_apart(writer, jobs);
    return job;
}

static void run_jobs(struct writer *writer, struct job *job)
{
    while (job) {
        if (job->kind == JOB_FETCH) {
            job = run_fetches(writer, job);
            continue;
        }
        run_job(writer, job);
        job_free(job);
        job = NULL;
    }
}

/* One step of the index; false if nothing was left to do. */
static bool index_step(struct writer *writer)
{
    g_autoptr(GError) error = NULL;
    guint n_done = 0;
    const bool ok =
        store_index_some(writer->store, INDEX_STEP, page_extract_words, &n_done, &error);
    if (!ok)
        log_add(LOG_ERROR, "%s", error->message);
    pthread_mutex_lock(&writer->lock);
    const bool is_wanted = writer->is_index_wanted || writer->is_index_awaited;
    writer->is_index_done = !ok || !n_done;
    writer->is_failed = !ok;
    if (writer->is_index_done)
        writer->is_index_wanted = writer->is_index_awaited = false;
    const bool is_end = writer->is_index_done;
    pthread_cond_broadcast(&writer->progressed);
    pthread_mutex_unlock(&writer->lock);
    if (is_wanted && (n_done || is_end)) {
        struct event *event = event_new(EVENT_INDEX);
        event->n_done = n_done;
        event->n_total = (guint)store_count_unindexed(writer->store);
        writer_post_event(writer, event);
    }
    return ok && n_done;
}

static bool is_index_wanted(struct writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    const bool wanted = writer->is_index_wanted || writer->is_index_awaited;
    pthread_mutex_unlock(&writer->lock);
    return wanted;
}

static void fail_jobs(struct writer *writer, const GError *reason)
{
    for (struct job *job; (job = queue_take(writer->jobs));) {
        struct merge_result nothing = { 0 };
        if (job->kind == JOB_FETCH)
            report_fetch(writer, job->outcome, &nothing, reason);
        else if (job->kind == JOB_EDIT || job->kind == JOB_UNDO)
            report_edit(writer, job, NULL, 0, reason);
        else if (job->kind == JOB_FULL_TEXT)
            report_full_text(writer, job, reason);
        else if (job->kind == JOB_TASK)
            job->run(NULL, reason, job->data);
        job_free(job);
        pthread_mutex_lock(&writer->lock);
        writer->is_failed = true;
        writer->is_index_wanted = false;
        pthread_mutex_unlock(&writer->lock);
    }
}

static void *writer_main(void *data)
{
    struct writer *writer = data;
    g_autoptr(GError) error = NULL;
    writer->store = store_open(writer->archive_path, STORE_WRITE, &error);
    if (!writer->store) {
        fail_jobs(writer, error);
        return NULL;
    }
    bool is_index_behind = writer->is_indexing;
    for (;;) {
        const bool index_now = is_index_behind || is_index_wanted(writer);
        struct job *job = index_now ? queue_try_take(writer->jobs) : queue_take(writer->jobs);
        if (job) {
            run_jobs(writer, job);
            is_index_behind = writer->is_indexing;
        } else if (index_now && !queue_is_closed(writer->jobs)) {
            is_index_behind = index_step(writer) && is_index_behind;
        } else {
            break;
        }
    }
    store_close(writer->store);
    return NULL;
}

/* ---- for the other threads */

struct writer *writer_start(const char *archive_path, struct queue *events, bool is_indexing)
{
    struct writer *writer = g_new0(struct writer, 1);
    writer->archive_path = g_strdup(archive_path);
    writer->jobs = queue_new(QUEUE_BYTES, job_free);
    writer->events = events;
    writer->is_indexing = is_indexing;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_cond_init(&writer->progressed, NULL);
    if (!thread_start(&writer->thread, writer_main, writer))
        g_error("the store thread can't be started");
    return writer;
}

void writer_stop(struct writer *writer)
{
    if (!writer)
        return;
    queue_close(writer->jobs);
    pthread_join(writer->thread, NULL);
    queue_free(writer->jobs);
    pthread_mutex_destroy(&writer->lock);
    pthread_cond_destroy(&writer->progressed);
    g_free(writer->archive_path);
    g_free(writer);
}

static void writer_post(struct writer *writer, struct job *job, bool is_urgent, gsize weight)
{
    if (is_urgent)
        queue_post_urgent(writer->jobs, job);
    else
        queue_post(writer->jobs, job, weight);
}

void writer_post_fetch(struct writer *writer, struct fetch_outcome *outcome_take)
{
    struct job *job = g_new0(struct job, 1);
    job->kind = JOB_FETCH;
    job->outcome = outcome_take;
    outcome_take->result.error = outcome_take->error;
    outcome_take->result.etag = outcome_take->etag;
    outcome_take->result.last_modified = outcome_take->last_modified;
    outcome_take->result.moved_to = outcome_take->moved_to;
    writer_post(writer, job, false, outcome_take->weight);
}

void writer_post_edit(struct writer *writer, const struct edit *edit, guint64 serial)
{
    struct job *job = g_new0(struct job, 1);
    job->kind = JOB_EDIT;
    job->serial = serial;
    job->edit = *edit;
    job->edit.ids = edit->n_ids ? g_memdup2(edit->ids, edit->n_ids * sizeof *edit->ids) : NULL;
    job->texts[0] = g_strdup(edit->label);
    job->edit.label = job->texts[0];
    writer_post(writer, job, true, 0);
}

void writer_post_undo(struct writer *writer, guint64 serial)
{
    struct job *job = g_new0(struct job, 1);
    job->kind = JOB_UNDO;
    job->serial = serial;
    writer_post(writer, job, true, 0);
}

void writer_post_state(struct writer *writer, const char *key, const char *value)
{
    struct job *job = g_new0(struct job, 1);
    job->kind = JOB_STATE;
    job->texts[0] = g_strdup(key);
    job->texts[1] = g_strdup(value);
    writer_post(writer, job, true, 0);
}

void writer_post_full_text(struct writer *writer, gint64 item_id, struct full_text *text_take)
{
    struct job *job = g_new0(struct job, 1);
    job->kind = JOB_FULL_TEXT;
    job->item_id = item_id;
    job->page = text_take;
    writer_post(writer, job, true, 0);
}

void writer_post_task(struct writer *writer, writer_task *run, void *data)
{
    g_assert(run);
    struct job *job = g_new0(struct job, 1);
    job->kind = JOB_TASK;
    job->run = run;
    job->data = data;
    writer_post(writer, job, true, 0);
}

bool writer_wait_index(struct writer *writer, gint64 max_ms)
{
    const gint64 deadline_ms = clock_monotonic_ms() + max_ms;
    pthread_mutex_lock(&writer->lock);
    writer->is_index_wanted = true;
    writer->is_index_done = false;
    pthread_mutex_unlock(&writer->lock);
    struct job *wake = g_new0(struct job, 1);
    wake->kind = JOB_WAKE;
    writer_post(writer, wake, false, 0);
    pthread_mutex_lock(&writer->lock);
    while (!writer->is_index_done && !writer->is_failed && !writer->is_quitting &&
           (!max_ms || clock_monotonic_ms() < deadline_ms))
        pthread_cond_wait(&writer->progressed, &writer->lock); /* each step and job signals */
    const bool is_done = writer->is_index_done && !writer->is_failed;
    writer->is_index_wanted = false;
    pthread_mutex_unlock(&writer->lock);
    return is_done;
}

void writer_await_index(struct writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    writer->is_index_awaited = true;
    pthread_mutex_unlock(&writer->lock);
    struct job *wake = g_new0(struct job, 1);
    wake->kind = JOB_WAKE;
    writer_post(writer, wake, false, 0);
}

void writer_cancel_waits(struct writer *writer)
{
    pthread_mutex_lock(&writer->lock);
    writer->is_quitting = true;
    pthread_cond_broadcast(&writer->progressed);
    pthread_mutex_unlock(&writer->lock);
}
