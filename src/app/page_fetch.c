/* SPDX-License-Identifier: MIT */
/* Documents of the web: from an address to an event with what a reader made of them. */
#include "page_fetch.h"

#include "private.h"

struct wait {
    const struct page_reader *reader; /* static */
    struct queue *events;             /* the app's, which outlives the reload */
    guint64 serial;
};

static void take_answer(void *data, const struct net_response *answer)
{
    const struct wait *wait = data;
    struct event *event = event_new(EVENT_PAGE);
    event->serial = wait->serial;
    event->page = wait->reader->read(answer);
    event->free_page = wait->reader->free;
    queue_post(wait->events, event, 0);
}

guint64 page_fetch_post(struct app *app, const char *url, const struct page_reader *reader)
{
    struct wait *wait = g_new0(struct wait, 1);
    wait->reader = reader;
    wait->events = app->events;
    const guint64 serial = wait->serial = ++app->last_serial;
    const struct reload_page page = { .take = take_answer, .data = wait, .free_data = g_free };
    reload_post_page(app_get_reload(app), app->options, url, &page);
    return serial;
}
