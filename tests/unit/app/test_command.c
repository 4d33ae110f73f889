/* SPDX-License-Identifier: MIT */
/* The command table. */
#include "tests.h"

#include <string.h>

static void test_names_are_unique(void)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint id = 0; id < COMMAND_N; id++) {
        const struct command_row *row = command_get_row(id);
        enum command_id found = COMMAND_N;
        g_assert_true(g_hash_table_add(seen, (gpointer)row->name));
        g_assert_true(command_find(row->name, &found));
        g_assert_cmpuint(found, ==, id);
        for (const char *c = row->name; *c; c++)
            g_assert_true(g_ascii_islower(*c) || *c == '-');
        g_assert_true(*row->help && !g_str_has_suffix(row->help, ".") &&
                      !g_ascii_isupper(row->help[0]));
    }
    enum command_id none;
    g_assert_false(command_find("", &none));
    g_assert_false(command_find("Open", &none));
}

static void test_contexts(void)
{
    for (guint i = 0; i < CONTEXT_N; i++) {
        enum context found = CONTEXT_N;
        g_assert_true(context_find(context_get_name(i), &found));
        g_assert_cmpuint(found, ==, i);
    }
}

/* Every command that says so runs without a screen, and refuses politely where nothing is selected. */
static void test_app_commands_run(void)
{
    struct home home = home_new("", NULL);
    struct app *app = home_open(&home);
    for (guint id = 0; id < COMMAND_N; id++) {
        const struct command_row *row = command_get_row(id);
        g_autoptr(GError) error = NULL;
        if (row->where == COMMAND_BY_APP)
            app_run_line(app, row->name, NULL, &error);
        if (error)
            g_assert_null(strstr(error->message, "needs the screen"));
    }
    app_free(app);
    home_clear(&home);
}

static void test_view_command_needs_the_screen(void)
{
    struct home home = home_new("", NULL);
    struct app *app = home_open(&home);
    g_autoptr(GError) error = NULL;
    app_run_line(app, "next-unread", NULL, &error);
    g_assert_nonnull(error);
    app_free(app);
    home_clear(&home);
}

void test_command_add(void)
{
    g_test_add_func("/command-table/has-unique-names", test_names_are_unique);
    g_test_add_func("/command-table/finds-contexts-by-name", test_contexts);
    g_test_add_func("/command-table/app-commands-run-without-a-screen", test_app_commands_run);
    g_test_add_func("/command-table/view-commands-say-they-need-it",
                    test_view_command_needs_the_screen);
}
