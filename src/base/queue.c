/* SPDX-License-Identifier: MIT */
/* A bounded queue between threads. pthread locks rather than GLib's, which thread sanitizers cannot
 * see into. */
#include "base/queue.h"

#include <glib-unix.h>
#include <pthread.h>
#include <unistd.h>

struct entry {
    void *message;
    size_t weight;
};

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t has_message, has_room;
    GQueue urgent, normal; /* of struct entry * */
    size_t capacity, weight;
    bool is_closed;
    bool is_signalled; /* a byte lies in the pipe */
    int pipe[2];
    GDestroyNotify free_message;
};

struct queue *queue_new(size_t capacity, GDestroyNotify free_message)
{
    struct queue *queue = g_new0(struct queue, 1);
    g_autoptr(GError) error = NULL;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->has_message, NULL);
    pthread_cond_init(&queue->has_room, NULL);
    g_queue_init(&queue->urgent);
    g_queue_init(&queue->normal);
    queue->capacity = capacity;
    queue->free_message = free_message;
    if (!g_unix_open_pipe(queue->pipe, FD_CLOEXEC, &error))
        g_error("no pipe for a queue: %s", error->message);
    g_unix_set_fd_nonblocking(queue->pipe[0], TRUE, NULL);
    g_unix_set_fd_nonblocking(queue->pipe[1], TRUE, NULL);
    return queue;
}

static bool queue_is_empty(const struct queue *queue)
{
    return !queue->urgent.length && !queue->normal.length;
}

/* Makes the descriptor say what the queue holds. With the lock held. */
static void queue_update_signal(struct queue *queue)
{
    const bool wanted = queue->is_closed || !queue_is_empty(queue);
    char byte = 0;
    if (wanted == queue->is_signalled)
        return;
    const ssize_t done = wanted ? write(queue->pipe[1], &byte, 1) : read(queue->pipe[0], &byte, 1);
    if (done == 1)
        queue->is_signalled = wanted;
}

static void *queue_pop(struct queue *queue)
{
    struct entry *entry = g_queue_pop_head(&queue->urgent);
    if (!entry)
        entry = g_queue_pop_head(&queue->normal);
    if (!entry)
        return NULL;
    void *message = entry->message;
    queue->weight -= entry->weight;
    g_free(entry);
    queue_update_signal(queue);
    pthread_cond_broadcast(&queue->has_room);
    return message;
}

static bool queue_push(struct queue *queue, GQueue *lane, void *message, size_t weight)
{
    const bool is_open = !queue->is_closed;
    if (is_open) {
        struct entry *entry = g_new(struct entry, 1);
        entry->message = message;
        entry->weight = weight;
        queue->weight += weight;
        g_queue_push_tail(lane, entry);
        queue_update_signal(queue);
        pthread_cond_signal(&queue->has_message);
    }
    pthread_mutex_unlock(&queue->lock);
    if (!is_open && queue->free_message)
        queue->free_message(message);
    return is_open;
}

bool queue_post(struct queue *queue, void *message, size_t weight)
{
    g_assert(queue && message);
    pthread_mutex_lock(&queue->lock);
    while (!queue->is_closed && queue->capacity && queue->normal.length &&
           queue->weight + weight > queue->capacity)
        pthread_cond_wait(&queue->has_room, &queue->lock);
    return queue_push(queue, &queue->normal, message, weight);
}

bool queue_post_urgent(struct queue *queue, void *message)
{
    g_assert(queue && message);
    pthread_mutex_lock(&queue->lock);
    return queue_push(queue, &queue->urgent, message, 0);
}

void *queue_take(struct queue *queue)
{
    g_assert(queue);
    pthread_mutex_lock(&queue->lock);
    while (queue_is_empty(queue) && !queue->is_closed)
        pthread_cond_wait(&queue->has_message, &queue->lock);
    void *message = queue_pop(queue);
    pthread_mutex_unlock(&queue->lock);
    return message;
}

void *queue_try_take(struct queue *queue)
{
    g_assert(queue);
    pthread_mutex_lock(&queue->lock);
    void *message = queue_pop(queue);
    pthread_mutex_unlock(&queue->lock);
    return message;
}

guint queue_get_length(struct queue *queue)
{
    g_assert(queue);
    pthread_mutex_lock(&queue->lock);
    const guint length = queue->urgent.length + queue->normal.length;
    pthread_mutex_unlock(&queue->lock);
    return length;
}

int queue_get_fd(struct queue *queue)
{
    g_assert(queue);
    return queue->pipe[0];
}

void queue_close(struct queue *queue)
{
    g_assert(queue);
    pthread_mutex_lock(&queue->lock);
    queue->is_closed = true;
    queue_update_signal(queue);
    pthread_cond_broadcast(&queue->has_message);
    pthread_cond_broadcast(&queue->has_room);
    pthread_mutex_unlock(&queue->lock);
}

bool queue_is_closed(struct queue *queue)
{
    g_assert(queue);
    pthread_mutex_lock(&queue->lock);
    const bool is_closed = queue->is_closed;
    pthread_mutex_unlock(&queue->lock);
    return is_closed;
}

void queue_free(struct queue *queue)
{
    if (!queue)
        return;
    for (void *message; (message = queue_pop(queue));)
        if (queue->free_message)
            queue->free_message(message);
    close(queue->pipe[0]);
    close(queue->pipe[1]);
    pthread_cond_destroy(&queue->has_message);
    pthread_cond_destroy(&queue->has_room);
    pthread_mutex_destroy(&queue->lock);
    g_free(queue);
}
