/* SPDX-License-Identifier: MIT */
/* The log ring: one of the program's few mutable globals. */
#include "base/log.h"

#include "base/clock.h"

#include <pthread.h>

#define LOG_MAX_LINES 2000

static struct {
    pthread_mutex_t lock;
    GQueue lines; /* of struct log_line * */
    guint64 serial;
} log_ring = { .lock = PTHREAD_MUTEX_INITIALIZER, .lines = G_QUEUE_INIT };

static void log_line_free(void *data)
{
    struct log_line *line = data;
    g_free(line->text);
    g_free(line);
}

void log_add(enum log_level level, const char *format, ...)
{
    g_assert(format);
    va_list arguments;
    struct log_line *line = g_new0(struct log_line, 1);
    va_start(arguments, format);
    line->text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    for (char *c = line->text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = '?';
    line->at = clock_now_s();
    line->level = level;
    pthread_mutex_lock(&log_ring.lock);
    g_queue_push_tail(&log_ring.lines, line);
    log_ring.serial++;
    if (log_ring.lines.length > LOG_MAX_LINES)
        log_line_free(g_queue_pop_head(&log_ring.lines));
    pthread_mutex_unlock(&log_ring.lock);
}

GPtrArray *log_get_lines(void)
{
    GPtrArray *copy = g_ptr_array_new_with_free_func(log_line_free);
    pthread_mutex_lock(&log_ring.lock);
    for (GList *link = log_ring.lines.head; link; link = link->next) {
        const struct log_line *line = link->data;
        struct log_line *twin = g_new0(struct log_line, 1);
        *twin = *line;
        twin->text = g_strdup(line->text);
        g_ptr_array_add(copy, twin);
    }
    pthread_mutex_unlock(&log_ring.lock);
    return copy;
}

guint64 log_get_serial(void)
{
    pthread_mutex_lock(&log_ring.lock);
    const guint64 serial = log_ring.serial;
    pthread_mutex_unlock(&log_ring.lock);
    return serial;
}

void log_clear(void)
{
    pthread_mutex_lock(&log_ring.lock);
    g_queue_clear_full(&log_ring.lines, log_line_free);
    pthread_mutex_unlock(&log_ring.lock);
}
