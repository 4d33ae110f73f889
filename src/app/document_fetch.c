/* SPDX-License-Identifier: MIT */
/* Documents of the web: from an address to what a reader made of them. */
#include "app/document_fetch.h"

#include "private.h"

/* What the parse worker needs. */
struct wait {
    const struct document_reader *reader; /* static */
    struct queue *events;                 /* the app's, which outlives the fetcher */
    guint64 serial;
    void *data;
    GDestroyNotify free_data;
};

static void wait_free(void *data)
{
    struct wait *wait = data;
    if (wait->free_data)
        wait->free_data(wait->data);
    g_free(wait);
}

static void read_answer(void *data, const struct net_response *answer)
{
    const struct wait *wait = data;
    reply_post(wait->events, wait->serial, wait->reader->read(answer, wait->data),
               wait->reader->free);
}

guint64 document_fetch(struct app *app, const struct document_request *request)
{
    app_assert_thread(app);
    g_assert(request->url && request->reader && request->took);
    struct wait *wait = g_new0(struct wait, 1);
    wait->reader = request->reader;
    wait->data = request->data;
    wait->free_data = request->free_data;
    wait->events = app->events;
    const guint64 serial = wait->serial = reply_expect(app, request->took, request->owner);
    const struct fetcher_document document = {
        .take = read_answer, .data = wait, .free_data = wait_free, .header = request->header
    };
    fetcher_post_document(app_get_fetcher(app), request->options ? request->options : app->options,
                          request->url, &document);
    return serial;
}
