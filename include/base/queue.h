/* SPDX-License-Identifier: MIT */
/* A bounded queue between threads, with a descriptor that a poll loop can watch. Each message has
 * one owner at a time. */
#ifndef BASE_QUEUE_H
#define BASE_QUEUE_H

#include <glib.h>
#include <stdbool.h>

struct queue;

/* A queue that holds messages of at most capacity weight together (0: no limit). free_message frees
 * what is left inside when the queue is freed or a message is refused. Free with queue_free() once
 * no thread uses it. */
struct queue *queue_new(size_t capacity, GDestroyNotify free_message);
void queue_free(struct queue *queue);

/* Takes message in; when the queue is full, waits until there is room (one message always fits into
 * an empty queue). weight counts against the capacity. False, and message is freed, when the queue
 * is closed. Any thread. */
bool queue_post(struct queue *queue, void *message, size_t weight);

/* Takes message in at once, past the capacity and before all that queue_post() brought; never
 * waits. For actions of a person. Returns false, and message is freed, when the queue is closed.
 * Any thread. */
bool queue_post_urgent(struct queue *queue, void *message);

/* Returns the next message, which the caller owns; waits for one. NULL when the queue is closed and
 * empty. Any thread. */
void *queue_take(struct queue *queue);

/* Returns the next message, which the caller owns, or NULL without waiting. Any thread. */
void *queue_try_take(struct queue *queue);

/* Messages waiting. Any thread. */
guint queue_get_length(struct queue *queue);

/* A descriptor that is readable while a message waits or the queue is closed. For polling only; the
 * queue owns it. */
int queue_get_fd(struct queue *queue);

/* Closes the queue: no message comes in any more, waiting messages can still be taken, all waiting
 * threads wake. Any thread. */
void queue_close(struct queue *queue);
bool queue_is_closed(struct queue *queue);

#endif
