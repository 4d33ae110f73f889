/* SPDX-License-Identifier: MIT */
/* What the threads in the background report. */
#include "app/event.h"

#include "store/full_text.h"

struct event *event_new(enum event_kind kind)
{
    struct event *event = g_new0(struct event, 1);
    event->kind = kind;
    return event;
}

void event_free(struct event *event)
{
    if (!event)
        return;
    g_free(event->text);
    full_text_free(event->full_text);
    if (event->answer && event->free_answer)
        event->free_answer(event->answer);
    if (event->ids)
        g_array_unref(event->ids);
    g_free(event);
}
