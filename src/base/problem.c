/* SPDX-License-Identifier: MIT */
/* Why a file or a program could not be used, in words for people. */
#include "base/problem.h"

static const struct {
    int code;
    const char *text;
} file_reasons[] = {
    { G_FILE_ERROR_NOENT, "there is no such file or folder; make the folder first" },
    { G_FILE_ERROR_NOTDIR, "a part of this path is a file, not a folder" },
    { G_FILE_ERROR_ISDIR, "this is a folder; name a file in it" },
    { G_FILE_ERROR_ACCES, "you have no permission; choose another place" },
    { G_FILE_ERROR_PERM, "you have no permission; choose another place" },
    { G_FILE_ERROR_ROFS, "the disk is read-only; choose another place" },
    { G_FILE_ERROR_NOSPC, "no space is left on the disk" },
    { G_FILE_ERROR_NAMETOOLONG, "the name is too long; choose a shorter one" },
    { G_FILE_ERROR_EXIST, "it exists already; choose another name" },
    { G_FILE_ERROR_LOOP, "its links lead in a circle" },
    { G_FILE_ERROR_MFILE, "too many files are open; close other programs" },
    { G_FILE_ERROR_NFILE, "too many files are open; close other programs" },
    { G_FILE_ERROR_TXTBSY, "a program that runs uses it" },
    { G_FILE_ERROR_IO, "the disk reports an error" },
}, spawn_reasons[] = {
    { G_SPAWN_ERROR_NOENT, "there is no such program; install it, or check its name" },
    { G_SPAWN_ERROR_ACCES, "it is not a program that you may run" },
    { G_SPAWN_ERROR_PERM, "it is not a program that you may run" },
    { G_SPAWN_ERROR_NOEXEC, "it is not a program for this computer" },
    { G_SPAWN_ERROR_ISDIR, "it is a folder, not a program" },
    { G_SPAWN_ERROR_NOTDIR, "a part of its path is a file, not a folder" },
    { G_SPAWN_ERROR_TOO_BIG, "what it is given is too long" },
    { G_SPAWN_ERROR_NOMEM, "there is too little memory" },
    { G_SPAWN_ERROR_FORK, "too many programs run" },
    { G_SPAWN_ERROR_MFILE, "too many files are open; close other programs" },
};

char *problem_describe(const GError *error)
{
    g_assert(error);
    if (error->domain == G_FILE_ERROR) {
        for (gsize i = 0; i < G_N_ELEMENTS(file_reasons); i++)
            if (file_reasons[i].code == error->code)
                return g_strdup(file_reasons[i].text);
        return g_strdup("the system refuses it; choose another place");
    }
    if (error->domain == G_SPAWN_ERROR) {
        for (gsize i = 0; i < G_N_ELEMENTS(spawn_reasons); i++)
            if (spawn_reasons[i].code == error->code)
                return g_strdup(spawn_reasons[i].text);
        return g_strdup("the system refuses to start it");
    }
    return g_strdup(error->message);
}

void problem_name(GError **error, const char *path)
{
    if (!error || !*error)
        return;
    g_autofree char *reason = problem_describe(*error);
    GError *named = g_error_new((*error)->domain, (*error)->code, "%s: %s", path, reason);
    g_error_free(*error);
    *error = named;
}
