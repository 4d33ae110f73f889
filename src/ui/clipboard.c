/* SPDX-License-Identifier: MIT */
/* The clipboard, by a command, the terminal, or a program of the desktop. */
#include "clipboard.h"

#include "app/app.h"
#include "ui/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WATCHED_US (2 * G_USEC_PER_SEC)

/* Programs that copy what they read; variable: only if it is set. */
static const struct {
    const char *variable;
    bool is_local; /* useless where the user sits at another machine */
    const char *words[5];
} programs[] = {
    { "WAYLAND_DISPLAY", true, { "wl-copy" } },
    { "DISPLAY", true, { "xclip", "-selection", "clipboard", "-in" } },
    { "DISPLAY", true, { "xsel", "--clipboard", "--input" } },
    { "WSL_DISTRO_NAME", true, { "clip.exe" } },
#ifdef __APPLE__
    { NULL, true, { "pbcopy" } },
#endif
    { "TMUX", false, { "tmux", "load-buffer", "-w", "-" } },
};

static bool has_variable(const char *name)
{
    const char *value = name ? g_getenv(name) : "";
    return value && (!name || *value);
}

/* Returns the words of a program that copies here, or NULL. */
static const char *const *find_program(void)
{
    const bool is_remote = has_variable("SSH_CONNECTION") || has_variable("SSH_TTY");
    for (gsize i = 0; i < G_N_ELEMENTS(programs); i++) {
        if (!has_variable(programs[i].variable) || (programs[i].is_local && is_remote))
            continue;
        g_autofree char *path = g_find_program_in_path(programs[i].words[0]);
        if (path)
            return programs[i].words;
    }
    return NULL;
}

/* Returns a descriptor from which text can be read; -1 and an error. */
static int open_text(const char *text, GError **error)
{
    g_autofree char *path = NULL;
    const int writer = g_file_open_tmp("newsdeck-XXXXXX", &path, error);
    if (writer < 0)
        return -1;
    const bool is_written = g_file_set_contents(path, text, -1, error);
    const int fd = is_written ? g_open(path, O_RDONLY | O_CLOEXEC, 0) : -1;
    if (is_written && fd < 0)
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s", g_strerror(errno));
    g_unlink(path);
    close(writer);
    return fd;
}

static bool start_program(struct ui *ui, const char *const *words, const char *text, GError **error)
{
    GPid pid = 0;
    const int fd = open_text(text, error);
    if (fd < 0)
        return false;
    const int null = g_open("/dev/null", O_WRONLY | O_CLOEXEC, 0);
    const bool is_started = g_spawn_async_with_fds(NULL, (char **)words, NULL,
                                                   G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
                                                   NULL, NULL, &pid, fd, null, null, error);
    close(fd);
    if (null >= 0)
        close(null);
    if (is_started && ui->copier)
        clipboard_watch(ui);
    if (is_started) {
        ui->copier = pid;
        ui->copier_until_us = g_get_monotonic_time() + WATCHED_US;
        g_strlcpy(ui->copier_name, words[0], sizeof ui->copier_name);
    }
    return is_started;
}

void clipboard_watch(struct ui *ui)
{
    int status = 0;
    if (!ui->copier || waitpid(ui->copier, &status, WNOHANG) == 0)
        return;
    ui->copier = 0;
    ui->draws = true;
    if (status != 0) /* in place of "copied" */
        notices_add(&ui->notices, NOTICE_ERROR, NOTICE_ANSWER,
                    g_strdup_printf("nothing was copied: \"%s\" failed; \"set copy-command "
                                    "COMMAND\" names another",
                                    ui->copier_name));
}

static void copy_by_program(struct ui *ui, const char *const *words, const char *text,
                            const char *what)
{
    g_autoptr(GError) error = NULL;
    if (start_program(ui, words, text, &error))
        ui_say_begun(ui, "copied %s", what);
    else
        ui_say_error(ui, "nothing was copied: \"%s\" can't be started: %s", words[0],
                     error->message);
}

static void copy_through_terminal(struct ui *ui, const char *text, const char *what)
{
    const enum screen_copied copied = screen_copy(ui->screen, text);
    if (copied == SCREEN_COPIED)
        ui_say(ui, "copied %s", what);
    else if (copied == SCREEN_COPIED_PERHAPS)
        ui_say(ui, "sent to the terminal's clipboard, if it lets programs copy: %s", what);
    else
        ui_say_error(ui, "nothing was copied: this terminal is not known to take it; "
                         "\"set copy-command COMMAND\" names a program that does");
}

void clipboard_copy(struct ui *ui, const char *text, const char *what)
{
    const char *command = options_get_string(app_get_options(ui->app), OPTION_COPY_COMMAND);
    const char *const *words = find_program();
    if (*command) {
        const char *const shell[] = { "/bin/sh", "-c", command, NULL };
        copy_by_program(ui, shell, text, what);
    } else if (!ui->screen) {
        ui_say(ui, "copied %s", what);
    } else if (words && !screen_takes_copies(ui->screen)) {
        copy_by_program(ui, words, text, what);
    } else {
        copy_through_terminal(ui, text, what);
    }
}
