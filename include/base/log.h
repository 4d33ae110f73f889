/* SPDX-License-Identifier: MIT */
/* The program's messages: a ring of the last lines, so that a message that scrolled away can still
 * be read. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <glib.h>

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

struct log_line {
    gint64 at; /* unix time */
    enum log_level level;
    char *text;
};

/* Adds a line (without a newline). Control characters are shown as '?'. Any thread. */
void log_add(enum log_level level, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Adds text as a line, unless one of the last 16 lines has the same text and is at most two seconds
 * old: who shows a message need not know whether its cause was logged already. Any thread. */
void log_add_once(enum log_level level, const char *text);

/* A copy of the lines, oldest first: a GPtrArray of struct log_line *, which the caller frees. Any
 * thread. */
GPtrArray *log_get_lines(void);

/* Number of lines ever added; changes when a view of the log must be drawn again. Any thread. */
guint64 log_get_serial(void);

/* Empties the ring and releases its memory (at exit, between tests). */
void log_clear(void);

#endif
