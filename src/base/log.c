/* SPDX-License-Identifier: MIT */
/* The log ring: one of the program's few mutable globals. */
#include "base/log.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdbool.h>

#define LOG_MAX_LINES 2000
#define ONCE_LINES 16
#define ONCE_S 2

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

/* With the lock held. */
static bool is_logged(const struct log_line *line)
{
    guint n = 0;
    for (const GList *link = log_ring.lines.tail; link && n < ONCE_LINES; link = link->prev, n++) {
        const struct log_line *known = link->data;
        if (line->at - known->at <= ONCE_S && g_str_equal(known->text, line->text))
            return true;
    }
    return false;
}

/* Takes the text. */
static void add_line(enum log_level level, char *text, bool is_once)
{
    struct log_line *line = g_new0(struct log_line, 1);
    line->text = text;
    for (char *c = line->text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = '?';
    line->at = clock_now_s();
    line->level = level;
    pthread_mutex_lock(&log_ring.lock);
    if (is_once && is_logged(line)) {
        log_line_free(line);
    } else {
        g_queue_push_tail(&log_ring.lines, line);
        log_ring.serial++;
    }
    if (log_ring.lines.length > LOG_MAX_LINES)
        log_line_free(g_queue_pop_head(&log_ring.lines));
    pthread_mutex_unlock(&log_ring.lock);
}

void log_add(enum log_level level, const char *format, ...)
{
    g_assert(format);
    va_list arguments;
    va_start(arguments, format);
    add_line(level, g_strdup_vprintf(format, arguments), false);
    va_end(arguments);
}

void log_add_once(enum log_level level, const char *text)
{
    g_assert(text);
    add_line(level, g_strdup(text), true);
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
