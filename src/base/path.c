/* SPDX-License-Identifier: MIT */
/* Where files lie. */
#include "base/path.h"

#include "base/problem.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static char *path_get_dir(const char *variable, const char *user_dir)
{
    const char *set = g_getenv(variable);
    if (set && *set)
        return path_expand(set, NULL);
    return g_build_filename(user_dir, "newsdeck", NULL);
}

char *path_get_config_dir(void)
{
    return path_get_dir("NEWSDECK_CONFIG_DIR", g_get_user_config_dir());
}

char *path_get_data_dir(void)
{
    return path_get_dir("NEWSDECK_DATA_DIR", g_get_user_data_dir());
}

char *path_get_cache_dir(void)
{
    return path_get_dir("NEWSDECK_CACHE_DIR", g_get_user_cache_dir());
}

char *path_expand(const char *path, const char *base_dir)
{
    g_assert(path);
    if (path[0] == '~' && (path[1] == '/' || !path[1]))
        return g_build_filename(g_get_home_dir(), path + 1, NULL);
    if (base_dir && !g_path_is_absolute(path))
        return g_build_filename(base_dir, path, NULL);
    return g_strdup(path);
}

bool path_write_atomic(const char *path, const char *data, gssize len, GError **error)
{
    g_assert(path && data);
    char *real = realpath(path, NULL); /* so that a linked dot file stays a link */
    const char *target = real ? real : path;
    GStatBuf status;
    const int mode = g_stat(target, &status) == 0 ? (int)(status.st_mode & 0777) : 0644;
    const bool ok = g_file_set_contents_full(
        target, data, len < 0 ? (gssize)strlen(data) : len,
        G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, error);
    problem_name(error, path);
    free(real);
    return ok;
}
