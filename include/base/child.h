/* SPDX-License-Identifier: MIT */
/* Runs a command and collects its output, with limits on time and size. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <glib.h>
#include <stddef.h>

#define CHILD_ERROR child_error_quark()
GQuark child_error_quark(void);

enum child_error {
    CHILD_ERROR_START,  /* it could not be started */
    CHILD_ERROR_STATUS, /* it ended with another status than 0, or by a signal */
    CHILD_ERROR_TIMEOUT,
    CHILD_ERROR_TOO_LARGE, /* it wrote more than max_output_bytes */
    CHILD_ERROR_CANCELLED,
};

struct child_spec {
    /* NULL-terminated; argv[0] is searched in $PATH; no shell is involved */
    const char *const *argv;
    const char *input; /* what it reads on standard input; NULL: /dev/null */
    size_t input_len;
    size_t max_output_bytes;
    gint64 timeout_ms;
    int cancel_fd; /* as soon as it is readable, the command is stopped; -1: none */
};

/* Runs the command in a process group of its own, with no descriptors but the first three, and
 * waits until it has ended and closed its standard output. Returns that output, *len bytes and a
 * NUL, which the caller frees; or NULL and a CHILD_ERROR whose message is a clause such as "ended
 * with status 3: no such file" (the last line it wrote on standard error). When it is stopped, its
 * whole group gets SIGTERM and, where that does not help, SIGKILL. Blocks; any thread but the UI's.
 */
char *child_run(const struct child_spec *spec, size_t *len, GError **error);

#endif
