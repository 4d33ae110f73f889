/* SPDX-License-Identifier: MIT */
/* Commands run with ceilings. Input lies in a file without a name, so that nothing has to be
 * written while the command runs and a command that does not read its input does no harm. */
#include "config.h"

#include "base/child.h"

#include "base/clock.h"
#include "base/problem.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

#define CHILD_GRACE_MS 500      /* between SIGTERM and SIGKILL */
#define CHILD_MAX_COMPLAINT 512 /* bytes of standard error that are kept */
#define CHILD_TICK_MS 20        /* where the system cannot poll for the end of a process */

G_DEFINE_QUARK(newsdeck_child_error, child_error)

struct child {
    GPid pid;
    int pid_fd; /* readable when the process has ended; -1: the system has none */
    int output_fd, complaint_fd;
    GString *output, *complaint;
};

/* In the child, between fork and exec: only calls that are safe there. */
static void child_set_up(G_GNUC_UNUSED gpointer data)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    setpgid(0, 0);
}

static void child_close(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static int child_open_input(const char *input, size_t len)
{
#ifdef HAVE_MEMFD_CREATE
    int fd = memfd_create("newsdeck-input", MFD_CLOEXEC);
#else
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("newsdeck-XXXXXX", &path, NULL);
    if (fd >= 0) {
        unlink(path);
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
#endif
    while (fd >= 0 && len) {
        const ssize_t done = write(fd, input, len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0) {
            close(fd);
            return -1;
        }
        input += done;
        len -= (size_t)done;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

static bool child_open_pipe(int *reader, int *writer, GError **error)
{
    int pipe[2];
    if (!g_unix_open_pipe(pipe, FD_CLOEXEC, error))
        return false;
    g_unix_set_fd_nonblocking(pipe[0], TRUE, NULL);
    *reader = pipe[0];
    *writer = pipe[1];
    return true;
}

static bool child_start(struct child *child, const struct child_spec *spec, GError **error)
{
    int output = -1, complaint = -1, input = -1;
    g_autoptr(GError) cause = NULL;
    bool ok = child_open_pipe(&child->output_fd, &output, &cause) &&
              child_open_pipe(&child->complaint_fd, &complaint, &cause);
    if (ok && spec->input) {
        input = child_open_input(spec->input, spec->input_len);
        ok = input >= 0;
    }
    ok = ok && g_spawn_async_with_fds(NULL, (char **)(void *)spec->argv, NULL,
                                      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, child_set_up,
                                      NULL, &child->pid, input, output, complaint, &cause);
    child_close(&input);
    child_close(&output);
    child_close(&complaint);
    if (!ok) {
        g_autofree char *why = cause ? problem_describe(cause) : g_strdup("no room for its input");
        g_set_error(error, CHILD_ERROR, CHILD_ERROR_START, "cannot be started: %s", why);
        return false;
    }
#if defined(__linux__) && defined(SYS_pidfd_open)
    child->pid_fd = (int)syscall(SYS_pidfd_open, child->pid, 0);
#endif
    return true;
}

/* Takes in what lies in the pipe; closes it at its end. */
static void child_read(int *fd, GString *text)
{
    char block[16384];
    const ssize_t got = read(*fd, block, sizeof block);
    if (got > 0)
        g_string_append_len(text, block, got);
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        child_close(fd);
}

/* Waits until the process ends (true) or the deadline is over; *status is its. */
static bool child_wait(struct child *child, int cancel_fd, gint64 deadline_ms, int *status)
{
    for (;;) {
        pid_t done = waitpid(child->pid, status, WNOHANG);
        if (done == child->pid || (done < 0 && errno != EINTR))
            return true;
        const gint64 left = deadline_ms - clock_monotonic_ms();
        if (left <= 0)
            return false;
        struct pollfd fds[] = { { .fd = child->pid_fd, .events = POLLIN },
                                { .fd = cancel_fd, .events = POLLIN } };
        const gint64 limit = child->pid_fd < 0 ? CHILD_TICK_MS : G_MAXINT;
        poll(fds, 2, (int)MIN(left, limit));
        if (fds[1].revents)
            return false;
    }
}

static void child_stop(struct child *child)
{
    int status = 0;
    kill(-child->pid, SIGTERM);
    const bool is_done = child_wait(child, -1, clock_monotonic_ms() + CHILD_GRACE_MS, &status);
    kill(-child->pid, SIGKILL); /* also what the command left behind */
    while (!is_done && waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
}

/* The last line that is not blank, fit for a message. Caller frees. */
static char *child_get_complaint(const struct child *child)
{
    g_autofree char *text = g_utf8_make_valid(child->complaint->str, (gssize)child->complaint->len);
    g_strchomp(text);
    const char *newline = strrchr(text, '\n');
    char *line = g_strdup(newline ? newline + 1 : text);
    for (char *c = line; *c; c++)
        if ((guchar)*c < 0x20 || *c == 0x7f)
            *c = ' ';
    return g_strstrip(line);
}

static bool child_check_status(const struct child *child, int status, GError **error)
{
    g_autofree char *complaint = child_get_complaint(child);
    const char *colon = *complaint ? ": " : "";
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    if (WIFSIGNALED(status))
        g_set_error(error, CHILD_ERROR, CHILD_ERROR_STATUS, "was ended by signal %d%s%s",
                    WTERMSIG(status), colon, complaint);
    else
        g_set_error(error, CHILD_ERROR, CHILD_ERROR_STATUS, "ended with status %d%s%s",
                    WEXITSTATUS(status), colon, complaint);
    return false;
}

static void child_set_timeout(const struct child_spec *spec, GError **error)
{
    g_set_error(error, CHILD_ERROR, CHILD_ERROR_TIMEOUT,
                "did not end within %" G_GINT64_FORMAT " s", (spec->timeout_ms + 999) / 1000);
}

/* Reads until both pipes are closed. False and an error when a ceiling is met first. */
static bool child_collect(struct child *child, const struct child_spec *spec, gint64 deadline_ms,
                          GError **error)
{
    while (child->output_fd >= 0 || child->complaint_fd >= 0) {
        struct pollfd fds[] = { { .fd = child->output_fd, .events = POLLIN },
                                { .fd = child->complaint_fd, .events = POLLIN },
                                { .fd = spec->cancel_fd, .events = POLLIN } };
        const gint64 left = deadline_ms - clock_monotonic_ms();
        if (left <= 0) {
            child_set_timeout(spec, error);
            return false;
        }
        poll(fds, 3, (int)MIN(left, G_MAXINT));
        if (fds[2].revents) {
            g_set_error_literal(error, CHILD_ERROR, CHILD_ERROR_CANCELLED, "was stopped");
            return false;
        }
        if (fds[0].revents)
            child_read(&child->output_fd, child->output);
        if (fds[1].revents)
            child_read(&child->complaint_fd, child->complaint);
        if (child->complaint->len > CHILD_MAX_COMPLAINT)
            g_string_erase(child->complaint, 0,
                           (gssize)(child->complaint->len - CHILD_MAX_COMPLAINT));
        if (child->output->len > spec->max_output_bytes) {
            g_set_error(error, CHILD_ERROR, CHILD_ERROR_TOO_LARGE, "said more than %zu bytes",
                        spec->max_output_bytes);
            return false;
        }
    }
    return true;
}

static bool child_finish(struct child *child, const struct child_spec *spec, GError **error)
{
    const gint64 deadline_ms = clock_monotonic_ms() + spec->timeout_ms;
    int status = 0;
    if (!child_collect(child, spec, deadline_ms, error)) {
        child_stop(child);
        return false;
    }
    if (!child_wait(child, spec->cancel_fd, deadline_ms, &status)) {
        if (clock_monotonic_ms() >= deadline_ms)
            child_set_timeout(spec, error);
        else
            g_set_error_literal(error, CHILD_ERROR, CHILD_ERROR_CANCELLED, "was stopped");
        child_stop(child);
        return false;
    }
    return child_check_status(child, status, error);
}

char *child_run(const struct child_spec *spec, size_t *len, GError **error)
{
    g_assert(spec && spec->argv && spec->argv[0] && len);
    struct child child = { .pid_fd = -1, .output_fd = -1, .complaint_fd = -1 };
    struct pollfd cancel = { .fd = spec->cancel_fd, .events = POLLIN };
    if (spec->cancel_fd >= 0 && poll(&cancel, 1, 0) > 0) {
        g_set_error_literal(error, CHILD_ERROR, CHILD_ERROR_CANCELLED, "was stopped");
        return NULL;
    }
    child.output = g_string_new(NULL);
    child.complaint = g_string_new(NULL);
    const bool ok = child_start(&child, spec, error) && child_finish(&child, spec, error);
    child_close(&child.output_fd);
    child_close(&child.complaint_fd);
    child_close(&child.pid_fd);
    g_string_free(child.complaint, TRUE);
    *len = child.output->len;
    return g_string_free(child.output, !ok);
}
