/* SPDX-License-Identifier: MIT */
/* The query thread, with a read-only handle of its own. */
#include "app/finder.h"

#include "app/event.h"
#include "base/thread.h"
#include "store/query.h"
#include "store/search.h"

#include <pthread.h>

/* A few new articles are indexed in this time; else what is indexed answers at once. */
#define INDEX_PATIENCE_MS 200

struct question {
    char *query, *restriction;
    bool is_ranked;
    guint64 serial;
};

struct finder {
    pthread_t thread;
    char *archive_path;
    struct queue *questions, *events;
    struct writer *writer;
};

static void question_free(void *data)
{
    struct question *question = data;
    g_free(question->query);
    g_free(question->restriction);
    g_free(question);
}

struct query *finder_parse(const char *query, const char *restriction, GError **error)
{
    struct query *parsed = query_parse_any(query, error);
    struct query *other = parsed && restriction ? query_parse(restriction, error) : NULL;
    if (parsed && restriction && !other) {
        query_free(parsed);
        return NULL;
    }
    if (other)
        query_restrict_take(parsed, other);
    return parsed;
}

/* *n_missing: how many articles the answer could not look at, because they are not indexed yet. */
static GArray *answer(struct finder *finder, struct store *store, const struct question *question,
                      guint *n_missing, GError **error)
{
    struct query *query = finder_parse(question->query, question->restriction, error);
    if (!query)
        return NULL;
    if (query_needs_index(query) && !writer_wait_index(finder->writer, INDEX_PATIENCE_MS)) {
        *n_missing = (guint)store_count_unindexed(store);
        writer_await_index(finder->writer);
    }
    GArray *ids = store_find_items(store, query, question->is_ranked, 0, error);
    query_free(query);
    return ids;
}

static void *finder_main(void *data)
{
    struct finder *finder = data;
    g_autoptr(GError) open_error = NULL;
    struct store *store = store_open(finder->archive_path, STORE_READ, &open_error);
    for (struct question *question; (question = queue_take(finder->questions));
         question_free(question)) {
        g_autoptr(GError) error = NULL;
        struct event *event = event_new(EVENT_FOUND);
        event->serial = question->serial;
        event->ids = store ? answer(finder, store, question, &event->n_total, &error) : NULL;
        event->is_error = !event->ids;
        if (!event->ids)
            event->text = g_strdup(store ? error->message : open_error->message);
        queue_post(finder->events, event, 0);
    }
    store_close(store);
    return NULL;
}

struct finder *finder_start(const char *archive_path, struct queue *events, struct writer *writer)
{
    struct finder *finder = g_new0(struct finder, 1);
    finder->archive_path = g_strdup(archive_path);
    finder->questions = queue_new(0, question_free);
    finder->events = events;
    finder->writer = writer;
    if (!thread_start(&finder->thread, finder_main, finder))
        g_error("the query thread can't be started");
    return finder;
}

void finder_stop(struct finder *finder)
{
    if (!finder)
        return;
    queue_close(finder->questions);
    while (true) { /* what nobody waits for any more */
        struct question *question = queue_try_take(finder->questions);
        if (!question)
            break;
        question_free(question);
    }
    pthread_join(finder->thread, NULL);
    queue_free(finder->questions);
    g_free(finder->archive_path);
    g_free(finder);
}

void finder_post(struct finder *finder, const char *query, const char *restriction, bool is_ranked,
                 guint64 serial)
{
    struct question *question = g_new0(struct question, 1);
    question->query = g_strdup(query);
    question->restriction = g_strdup(restriction);
    question->is_ranked = is_ranked;
    question->serial = serial;
    queue_post(finder->questions, question, 0);
}
