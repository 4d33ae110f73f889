/* SPDX-License-Identifier: MIT */
/* What people read when a file or a program cannot be used. */
#include "base/path.h"
#include "base/problem.h"
#include "tests.h"

#include <glib/gstdio.h>
#include <string.h>

static void expect(GError *error, const char *begin, const char *part)
{
    static const char *const foreign[] = { "Failed to", "“", "\xe2\x80\x98", "child process", "." };
    g_assert_nonnull(error);
    g_test_message("%s", error->message);
    g_assert_true(g_str_has_prefix(error->message, begin));
    const char *reason = error->message + strlen(begin);
    g_assert_nonnull(strstr(reason, part));
    for (gsize i = 0; i < G_N_ELEMENTS(foreign); i++)
        g_assert_null(strstr(reason, foreign[i]));
    g_error_free(error);
}

static void files_have_their_names_and_reasons(void)
{
    g_autofree char *folder = g_dir_make_tmp("newsdeck-problem-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "file", NULL);
    g_autofree char *missing = g_build_filename(folder, "none", "x.txt", NULL);
    g_autofree char *below = g_build_filename(file, "x", NULL);
    g_autofree char *name = g_strnfill(300, 'n');
    g_autofree char *long_name = g_build_filename(folder, name, NULL);
    const struct {
        const char *path, *part;
    } rows[] = { { missing, "no such file or folder" },
                 { below, "not a folder" },
                 { folder, "" },
                 { long_name, "too long" } };
    GError *error = NULL;
    g_assert_true(path_write_atomic(file, "a", -1, &error));
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *begin = g_strconcat(rows[i].path, ": ", NULL);
        error = NULL;
        g_assert_false(path_write_atomic(rows[i].path, "a", -1, &error));
        expect(error, begin, rows[i].part);
    }
    g_unlink(file);
    g_rmdir(folder);
}

static void programs_have_reasons(void)
{
    const char *const argv[] = { "newsdeck-no-such-program", NULL };
    GError *error = NULL;
    g_assert_false(g_spawn_async(NULL, (char **)(void *)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                                 NULL, &error));
    problem_name(&error, "prog");
    expect(error, "prog: ", "no such program");
}

static void other_errors_stay(void)
{
    GError *error = g_error_new_literal(G_SHELL_ERROR, 1, "a quote is open"), *none = NULL;
    problem_name(&error, "x");
    g_assert_cmpstr(error->message, ==, "x: a quote is open");
    g_error_free(error);
    problem_name(&none, "x");
    problem_name(NULL, "x");
}

void test_problem_add(void)
{
    g_test_add_func("/problem/files-have-their-names-and-reasons",
                    files_have_their_names_and_reasons);
    g_test_add_func("/problem/programs-have-reasons", programs_have_reasons);
    g_test_add_func("/problem/other-errors-stay", other_errors_stay);
}
