/* SPDX-License-Identifier: MIT */
/* Documents of the web: from an address to an event with what a reader made of them. */
#include "page_fetch.h"

#include "private.h"

struct wait {
    const struct page_reader *reader; /* static */
    struct queue *events;             /* the app's, which outlives the reload */
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

static void take_answer(void *data, const struct net_response *answer)
{
    const struct wait *wait = data;
    struct event *event = event_new(EVENT_PAGE);
    event->serial = wait->serial;
    event->page = wait->reader->read(answer, wait->data);
    event->free_page = wait->reader->free;
    queue_post(wait->events, event, 0);
}

guint64 page_fetch_post(struct app *app, const struct page_wish *wish)
{
    struct wait *wait = g_new0(struct wait, 1);
    wait->reader = wish->reader;
    wait->data = wish->data;
    wait->free_data = wish->free_data;
    wait->events = app->events;
    const guint64 serial = wait->serial = ++app->last_serial;
    const struct reload_page page = {
        .take = take_answer, .data = wait, .free_data = wait_free, .header = wish->header
    };
    reload_post_page(app_get_reload(app), wish->options ? wish->options : app->options, wish->url,
                     &page);
    return serial;
}
