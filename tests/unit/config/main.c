/* SPDX-License-Identifier: MIT */
/* Runs the tests of config. */
#include "tests.h"

#include <glib/gstdio.h>

static char *scratch; /* the folder of this run */

char *tests_format_diagnostics(const struct diagnostic_list *list)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < diagnostic_list_get_length(list); i++) {
        struct diagnostic diagnostic = *diagnostic_list_get(list, i);
        g_autofree char *name = diagnostic.file ? g_path_get_basename(diagnostic.file) : NULL;
        diagnostic.file = name;
        g_autofree char *line = diagnostic_format(&diagnostic);
        g_string_append_printf(text, "%s\n", line);
    }
    return g_string_free(text, FALSE);
}

char *tests_get_path(const char *name)
{
    return g_build_filename(scratch, name, NULL);
}

void tests_write(const char *path, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
}

void tests_assert_file(const char *path, const char *expected)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(text, ==, expected);
}

static void tests_remove_tree(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        if (g_file_test(inner, G_FILE_TEST_IS_DIR) && !g_file_test(inner, G_FILE_TEST_IS_SYMLINK))
            tests_remove_tree(inner);
        else
            g_unlink(inner);
    }
    if (folder)
        g_dir_close(folder);
    g_rmdir(path);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    scratch = g_dir_make_tmp("newsdeck-config-XXXXXX", NULL);
    g_assert_nonnull(scratch);
    test_diagnostic_add();
    test_option_add();
    test_theme_add();
    test_command_add();
    test_load_add();
    test_subscription_add();
    test_subscription_edit_add();
    const int status = g_test_run();
    tests_remove_tree(scratch);
    g_free(scratch);
    return status;
}
