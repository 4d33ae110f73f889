/* SPDX-License-Identifier: MIT */
/* Answers of other threads. Who asks for something names the function that takes the answer; it is
 * called on the app's thread, by app_take_event(). */
#ifndef APP_REPLY_H
#define APP_REPLY_H

#include "base/queue.h"

#include <glib.h>

struct app;
struct event;

/* Takes an answer, which it owns from then on. data: as given to reply_expect(). While the app ends
 * (app_is_ending()) it must not ask for anything new. */
typedef void reply_func(struct app *app, void *data, void *answer);

/* Announces an answer. Returns its serial, never 0. data is borrowed and must live until the answer
 * has come or was forgotten. */
guint64 reply_expect(struct app *app, reply_func *take, void *data);

/* The answer is not wanted any more: it is freed when it comes. Unknown serials are ignored. */
void reply_forget(struct app *app, guint64 serial);

/* Sends an answer. Any thread. events: app_get_events(). answer is taken; free_answer frees it
 * where nobody expects it any more. */
void reply_post(struct queue *events, guint64 serial, void *answer, GDestroyNotify free_answer);

/* Hands an event of kind EVENT_REPLY to who expects it. For the app alone. */
void reply_deliver(struct app *app, struct event *event);

#endif
