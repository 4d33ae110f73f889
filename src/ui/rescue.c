/* SPDX-License-Identifier: MIT */
/* Signals while we have the terminal. Handlers set flags and write to a pipe; handlers for crashes
 * use only functions that are safe in handlers. */
#include "config.h"

#include "rescue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SEQUENCES_BYTES = 512, ALT_STACK_BYTES = 65536 };

static const int flag_signals[] = { SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT };
static const int crash_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

/* The signal flags, and what handlers need, which is written before they are installed. */
static struct {
    volatile sig_atomic_t resized, suspended, continued, ended;
    int pipe[2];
    int terminal;
    int held_back;    /* file that takes standard error; -1: standard error was left alone */
    int stderr_saved; /* the original standard error */
    struct termios saved;
    char sequences[SEQUENCES_BYTES];
    size_t sequences_len;
    struct sigaction old_flag[G_N_ELEMENTS(flag_signals)], old_crash[G_N_ELEMENTS(crash_signals)];
    stack_t old_stack;
    char *stack;
} rescue = { .pipe = { -1, -1 }, .held_back = -1, .stderr_saved = -1 };

static void write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        bytes += written;
        len -= (size_t)written;
    }
}

static void rescue_release_stderr(void)
{
    if (rescue.held_back < 0)
        return;
    dup2(rescue.stderr_saved, STDERR_FILENO);
    lseek(rescue.held_back, 0, SEEK_SET);
    char buffer[1024];
    ssize_t got;
    while ((got = read(rescue.held_back, buffer, sizeof buffer)) > 0)
        write_all(STDERR_FILENO, buffer, (size_t)got);
}

static void rescue_terminal(void)
{
    write_all(rescue.terminal, rescue.sequences, rescue.sequences_len);
    tcsetattr(rescue.terminal, TCSANOW, &rescue.saved);
    rescue_release_stderr();
}

static void rescue_die(int signal_number)
{
    struct sigaction plain = { .sa_handler = SIG_DFL };
    sigaction(signal_number, &plain, NULL);
    rescue_terminal();
    raise(signal_number);
}

static void handle_flag(int signal_number)
{
    int saved_errno = errno;
    switch (signal_number) {
    case SIGWINCH:
        rescue.resized = 1;
        break;
    case SIGTSTP:
        rescue.suspended = 1;
        break;
    case SIGCONT:
        rescue.continued = 1;
        break;
    default:
        if (rescue.ended)
            rescue_die(signal_number);
        rescue.ended = 1;
    }
    write_all(rescue.pipe[1], "!", 1);
    errno = saved_errno;
}

static void rescue_hold_stderr(void)
{
    rescue.held_back = -1;
    if (!isatty(STDERR_FILENO))
        return;
#ifdef HAVE_MEMFD_CREATE
    int file = memfd_create("newsdeck-stderr", MFD_CLOEXEC);
#else
    char *name = NULL;
    int file = g_file_open_tmp("newsdeck-XXXXXX", &name, NULL);
    if (file >= 0)
        unlink(name);
    g_free(name);
#endif
    if (file < 0)
        return;
    rescue.stderr_saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    rescue.held_back = file;
    dup2(file, STDERR_FILENO);
}

static void rescue_open_pipe(void)
{
    if (pipe(rescue.pipe) != 0)
        g_error("could not make a pipe for signals: %s", g_strerror(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(rescue.pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(rescue.pipe[i], F_SETFL, O_NONBLOCK);
    }
}

void rescue_start(int fd, const struct termios *saved, const char *sequences)
{
    rescue.resized = rescue.suspended = rescue.continued = rescue.ended = 0;
    rescue.terminal = fd;
    rescue.saved = *saved;
    rescue.sequences_len = MIN(strlen(sequences), sizeof rescue.sequences);
    memcpy(rescue.sequences, sequences, rescue.sequences_len);
    rescue_open_pipe();
    rescue_hold_stderr();
    rescue.stack = g_malloc(ALT_STACK_BYTES);
    stack_t stack = { .ss_sp = rescue.stack, .ss_size = ALT_STACK_BYTES };
    sigaltstack(&stack, &rescue.old_stack);
    struct sigaction flag = { .sa_handler = handle_flag, .sa_flags = SA_RESTART };
    for (guint i = 0; i < G_N_ELEMENTS(flag_signals); i++)
        sigaction(flag_signals[i], &flag, &rescue.old_flag[i]);
    struct sigaction crash = { .sa_handler = rescue_die, .sa_flags = SA_ONSTACK | SA_NODEFER };
    for (guint i = 0; i < G_N_ELEMENTS(crash_signals); i++)
        sigaction(crash_signals[i], &crash, &rescue.old_crash[i]);
}

void rescue_stop(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(flag_signals); i++)
        sigaction(flag_signals[i], &rescue.old_flag[i], NULL);
    for (guint i = 0; i < G_N_ELEMENTS(crash_signals); i++)
        sigaction(crash_signals[i], &rescue.old_crash[i], NULL);
    sigaltstack(&rescue.old_stack, NULL);
    g_clear_pointer(&rescue.stack, g_free);
    rescue_release_stderr();
    if (rescue.held_back >= 0) {
        close(rescue.held_back);
        close(rescue.stderr_saved);
        rescue.held_back = -1;
    }
    close(rescue.pipe[0]);
    close(rescue.pipe[1]);
}

void rescue_pause(void)
{
    rescue_release_stderr();
    if (rescue.held_back >= 0 && ftruncate(rescue.held_back, 0) == 0)
        lseek(rescue.held_back, 0, SEEK_SET);
}

void rescue_resume(void)
{
    if (rescue.held_back >= 0)
        dup2(rescue.held_back, STDERR_FILENO);
}

struct rescue_flags rescue_take_flags(void)
{
    char bytes[64];
    while (read(rescue.pipe[0], bytes, sizeof bytes) > 0) {
    }
    struct rescue_flags flags = { rescue.resized, rescue.suspended, rescue.continued,
                                  rescue.ended };
    rescue.resized = rescue.suspended = rescue.continued = 0;
    return flags;
}

int rescue_get_fd(void)
{
    return rescue.pipe[0];
}

void rescue_stop_processes(void)
{
    struct sigaction plain = { .sa_handler = SIG_DFL }, ours;
    sigaction(SIGTSTP, &plain, &ours);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}
