/* SPDX-License-Identifier: MIT */
/* Child programs that use the terminal while they run. */
#include "screen_child.h"

bool screen_run_editor(struct screen *screen, const char *path, GError **error)
{
    const char *editor = g_getenv("VISUAL");
    if (!editor || !*editor)
        editor = g_getenv("EDITOR");
    if (!editor || !*editor)
        editor = "vi";
    /* the variable may hold arguments; the shell splits it, the path comes as one */
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
