/* SPDX-License-Identifier: MIT */
/* Answers of other threads, handed to who asked. */
#include "app/reply.h"

#include "app/event.h"
#include "private.h"

struct expectation {
    guint64 serial; /* the key */
    reply_func *take;
    void *data;
};

guint64 reply_expect(struct app *app, reply_func *take, void *data)
{
    app_assert_thread(app);
    g_assert(take);
    struct expectation *expectation = g_new(struct expectation, 1);
    *expectation = (struct expectation){ app_next_serial(app), take, data };
    g_hash_table_insert(app->expected, &expectation->serial, expectation);
    return expectation->serial;
}

void reply_forget(struct app *app, guint64 serial)
{
    app_assert_thread(app);
    g_hash_table_remove(app->expected, &serial);
}

void reply_post(struct queue *events, guint64 serial, void *answer, GDestroyNotify free_answer)
{
    struct event *event = event_new(EVENT_REPLY);
    event->serial = serial;
    event->answer = answer;
    event->free_answer = free_answer;
    queue_post(events, event, 0);
}

void reply_deliver(struct app *app, struct event *event)
{
    app_assert_thread(app);
    gpointer stolen = NULL;
    if (!g_hash_table_steal_extended(app->expected, &event->serial, NULL, &stolen))
        return;
    struct expectation *expectation = stolen;
    expectation->take(app, expectation->data, g_steal_pointer(&event->answer));
    g_free(expectation);
}
