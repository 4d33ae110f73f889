/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/child.h"
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* Runs a line of shell; the defaults suit most tests. */
static char *run(const char *line, const char *input, gint64 timeout_ms, int cancel_fd, size_t *len,
                 GError **error)
{
    const char *const argv[] = { "/bin/sh", "-c", line, NULL };
    const struct child_spec spec = { argv, input,      input ? strlen(input) : 0,
                                     1000, timeout_ms, cancel_fd };
    return child_run(&spec, len, error);
}

static void assert_fails(const char *line, gint64 timeout_ms, int code, const char *message)
{
    size_t len = 0;
    g_autoptr(GError) error = NULL;
    g_assert_null(run(line, NULL, timeout_ms, -1, &len, &error));
    g_assert_error(error, CHILD_ERROR, code);
    g_assert_cmpstr(error->message, ==, message);
}

static void output_is_collected(void)
{
    size_t len = 0;
    g_autofree char *echo = run("printf 'a\\0b'; echo no >&2", NULL, 20000, -1, &len, NULL);
    g_assert_cmpmem(echo, len, "a\0b", 3);
    g_autofree char *nothing = run("cat", NULL, 20000, -1, &len, NULL);
    g_assert_cmpuint(len, ==, 0);
    g_assert_cmpstr(nothing, ==, "");
}

static void input_is_given(void)
{
    size_t len = 0;
    g_autofree char *large = g_strnfill(300000, 'x');
    g_autofree char *count = run("wc -c | tr -d ' '", large, 20000, -1, &len, NULL);
    g_assert_cmpstr(count, ==, "300000\n");
    g_autofree char *unread = run("echo ok", large, 20000, -1, &len, NULL);
    g_assert_cmpstr(unread, ==, "ok\n");
}

static void failures_say_why(void)
{
    assert_fails("echo one >&2; printf 'two\\033\\n\\n' >&2; exit 3", 20000, CHILD_ERROR_STATUS,
                 "ended with status 3: two");
    assert_fails("exit 4", 20000, CHILD_ERROR_STATUS, "ended with status 4");
    assert_fails("kill -9 $$", 20000, CHILD_ERROR_STATUS, "was ended by signal 9");
    assert_fails("head -c 2000 /dev/zero", 20000, CHILD_ERROR_TOO_LARGE,
                 "said more than 1000 bytes");
    const char *const argv[] = { "/nowhere/at/all", NULL };
    const struct child_spec spec = { argv, NULL, 0, 1000, 20000, -1 };
    size_t len = 0;
    g_autoptr(GError) error = NULL;
    g_assert_null(child_run(&spec, &len, &error));
    g_assert_error(error, CHILD_ERROR, CHILD_ERROR_START);
}

/* The sleeper that the command started must be gone as well: its pipe end is the witness. */
static void time_limit_ends_the_group(void)
{
    const gint64 begin = clock_monotonic_ms();
    int witness[2];
    char byte = 0;
    g_assert_true(g_unix_open_pipe(witness, 0, NULL));
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", witness[1]);
    g_autofree char *line =
        g_strdup_printf("exec 9>/proc/%d/fd/%d; sleep 600 & sleep 600", getpid(), witness[1]);
    const bool has_proc = access(path, W_OK) == 0;
    assert_fails(has_proc ? line : "sleep 600 & sleep 600", 300, CHILD_ERROR_TIMEOUT,
                 "did not end within 1 s");
    close(witness[1]);
    if (has_proc) /* blocks for ever if a writer is left */
        g_assert_cmpint(read(witness[0], &byte, 1), ==, 0);
    close(witness[0]);
    g_assert_cmpint(clock_monotonic_ms() - begin, <, 60000);
}

static void stubborn_commands_are_killed(void)
{
    assert_fails("trap '' TERM; while :; do sleep 600; done", 300, CHILD_ERROR_TIMEOUT,
                 "did not end within 1 s");
    assert_fails("exec >&- 2>&-; exec sleep 600", 300, CHILD_ERROR_TIMEOUT,
                 "did not end within 1 s");
}

static void *write_byte(void *data)
{
    g_assert_cmpint(write(*(int *)data, "x", 1), ==, 1);
    return NULL;
}

static void cancel_stops_at_once(void)
{
    int cancel[2];
    size_t len = 0;
    pthread_t thread;
    g_autoptr(GError) error = NULL;
    g_assert_true(g_unix_open_pipe(cancel, FD_CLOEXEC, NULL));
    pthread_create(&thread, NULL, write_byte, &cancel[1]);
    g_assert_null(run("sleep 600", NULL, 600000, cancel[0], &len, &error));
    g_assert_error(error, CHILD_ERROR, CHILD_ERROR_CANCELLED);
    pthread_join(thread, NULL);
    g_clear_error(&error);
    g_assert_null(run("sleep 600", NULL, 600000, cancel[0], &len, &error));
    g_assert_error(error, CHILD_ERROR, CHILD_ERROR_CANCELLED);
    close(cancel[0]);
    close(cancel[1]);
}

static void descriptors_are_not_inherited(void)
{
    size_t len = 0;
    int loose[2];
    g_assert_true(g_unix_open_pipe(loose, 0, NULL));
    g_autofree char *line =
        g_strdup_printf("(: <&%d) 2>/dev/null && echo open || echo closed", loose[0]);
    g_autofree char *text = run(line, NULL, 20000, -1, &len, NULL);
    g_assert_cmpstr(text, ==, "closed\n");
    close(loose[0]);
    close(loose[1]);
}

void test_child_add(void)
{
    g_test_add_func("/child/collects-output-when-it-ends-well", output_is_collected);
    g_test_add_func("/child/gives-input-when-there-is-some", input_is_given);
    g_test_add_func("/child/says-why-when-it-fails", failures_say_why);
    g_test_add_func("/child/ends-the-group-when-out-of-time", time_limit_ends_the_group);
    g_test_add_func("/child/kills-when-stubborn", stubborn_commands_are_killed);
    g_test_add_func("/child/stops-at-once-when-cancelled", cancel_stops_at_once);
    g_test_add_func("/child/inherits-no-descriptors-when-started", descriptors_are_not_inherited);
}
