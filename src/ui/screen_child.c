/* SPDX-License-Identifier: MIT */
/* Child programs that use the terminal while they run. */
#include "screen_child.h"

#include "base/problem.h"

#include <glib/gstdio.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

bool screen_run_editor(struct screen *screen, const char *path, GError **error)
{
    const char *editor = g_getenv("VISUAL");
    if (!editor || !*editor)
        editor = g_getenv("EDITOR");
    if (!editor || !*editor)
        editor = "vi";
    /* the variable may hold arguments, which the shell splits; the path stays one argument */
    g_autofree char *script = g_strdup_printf("exec %s \"$1\"", editor);
    const char *argv[] = { "/bin/sh", "-c", script, "sh", path, NULL };
    int status = 0;
    screen_pause(screen);
    bool is_run = g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL,
                               NULL, NULL, &status, error);
    screen_resume(screen);
    if (is_run && status != 0) {
        g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_TERMINAL, "the editor \"%s\" failed", editor);
        return false;
    }
    return is_run;
}

/* ---- whether a program has written something that wants to be read */

enum { ANSWER_BYTES = 32, ANSWER_TENTHS = 3 };

/* Keys come one by one until tty_restore(); unseen, each within that many tenths of a second (0: no
 * limit). */
static void tty_take(int tty, struct termios *saved, int tenths)
{
    tcgetattr(tty, saved);
    struct termios raw = *saved;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = tenths ? 0 : 1;
    raw.c_cc[VTIME] = (cc_t)tenths;
    tcsetattr(tty, TCSANOW, &raw);
}

/* Asks the terminal where its cursor is (DSR 6, ECMA-48 8.3.35). Returns row * 10000 + column; 0 if
 * it does not answer. */
static int get_cursor(int tty)
{
    static const char question[] = "\033[6n";
    struct termios saved;
    char answer[ANSWER_BYTES] = "";
    gsize len = 0;
    int row = 0, col = 0;
    tty_take(tty, &saved, ANSWER_TENTHS);
    if (write(tty, question, strlen(question)) > 0)
        while (len < sizeof answer - 1 && read(tty, answer + len, 1) == 1 && answer[len++] != 'R')
            ;
    tcsetattr(tty, TCSANOW, &saved);
    const char *begin = strstr(answer, "\033[");
    return begin && sscanf(begin, "\033[%d;%dR", &row, &col) == 2 ? row * 10000 + col : 0;
}

/* Leaves two lines below the cursor, so that what is written moves it. */
static int begin_output(int tty)
{
    static const char room[] = "\n\n\033[2A\r";
    return tty >= 0 && write(tty, room, strlen(room)) > 0 ? get_cursor(tty) : 0;
}

/* Waits for a key if the cursor is elsewhere: what was written would be gone at once. */
static void end_output(int tty, int place)
{
    static const char text[] = "\n[any key goes back]";
    struct termios saved;
    char key;
    const int now = place ? get_cursor(tty) : 0;
    if (!now || now == place || write(tty, text, strlen(text)) < 0)
        return;
    tty_take(tty, &saved, 0);
    if (read(tty, &key, 1) == 1)
        tcflush(tty, TCIFLUSH); /* the rest of a key of several bytes */
    tcsetattr(tty, TCSANOW, &saved);
}

bool screen_run_filter(struct screen *screen, const char *line, const char *text, GError **error)
{
    g_autofree char *path = NULL;
    const int fd = g_file_open_tmp("newsdeck-XXXXXX", &path, error);
    if (fd >= 0)
        close(fd);
    if (fd < 0 || !g_file_set_contents(path, text, -1, error)) {
        problem_name(error, g_get_tmp_dir());
        if (path)
            g_unlink(path);
        return false;
    }
    /* the user wrote the line; the shell opens the file for it and removes the file at once */
    g_autofree char *script = g_strdup_printf("exec <\"$1\" && rm -f \"$1\" && {\n%s\n}", line);
    const char *argv[] = { "/bin/sh", "-c", script, "sh", path, NULL };
    int status = 0;
    screen_pause(screen);
    const int tty = open("/dev/tty", O_RDWR | O_CLOEXEC), place = begin_output(tty);
    const bool is_run = g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL,
                                     NULL, NULL, NULL, &status, error);
    end_output(tty, place);
    if (tty >= 0)
        close(tty);
    screen_resume(screen);
    g_unlink(path);
    if (is_run && status != 0) {
        g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_TERMINAL, "\"%s\" failed", line);
        return false;
    }
    return is_run;
}
