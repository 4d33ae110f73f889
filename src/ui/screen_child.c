/* SPDX-License-Identifier: MIT */
/* Child programs that use the terminal while they run. */
#include "screen_child.h"

#include <glib/gstdio.h>
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

bool screen_run_filter(struct screen *screen, const char *line, const char *text, GError **error)
{
    g_autofree char *path = NULL;
    const int fd = g_file_open_tmp("newsdeck-XXXXXX", &path, error);
    if (fd < 0)
        return false;
    close(fd);
    if (!g_file_set_contents(path, text, -1, error)) {
        g_unlink(path);
        return false;
    }
    /* the user wrote the line; the shell opens the file for it and removes the file at once */
    g_autofree char *script = g_strdup_printf("exec <\"$1\" && rm -f \"$1\" && {\n%s\n}", line);
    const char *argv[] = { "/bin/sh", "-c", script, "sh", path, NULL };
    int status = 0;
    screen_pause(screen);
    const bool is_run = g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL,
                                     NULL, NULL, NULL, &status, error);
    screen_resume(screen);
    g_unlink(path);
    if (is_run && status != 0) {
        g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_TERMINAL, "\"%s\" failed", line);
        return false;
    }
    return is_run;
}
