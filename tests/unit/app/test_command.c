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

/* Parses one command as the prompt does; frees nothing of line. */
static GPtrArray *parse(const char *line)
{
    GPtrArray *commands = command_parse_line(line, 1, command_get_whole_names(), NULL, NULL, NULL);
    g_assert_nonnull(commands);
    g_assert_cmpuint(commands->len, ==, 1);
    return commands;
}

/* A command line of the row's name and n words of which each is a number, too. */
static char *make_line(const struct command_row *row, guint n)
{
    GString *line = g_string_new(row->name);
    for (guint i = 0; i < n; i++)
        g_string_append(line, " 7");
    return g_string_free(line, FALSE);
}

/* Each row takes as many arguments as its usage line says; fewer and more are errors that show it. */
static void test_rows_check_their_arguments(void)
{
    for (guint id = 0; id < COMMAND_N; id++) {
        const struct command_row *row = command_get_row(id);
        const struct command_arguments allowed = command_get_arguments(row);
        const guint most = allowed.max == G_MAXUINT ? allowed.min + 9 : allowed.max;
        g_test_message("%s %s", row->name, row->arguments);
        g_assert_cmpuint(allowed.min, <=, allowed.max);
        for (guint n = 0; n <= most + 1; n++) {
            guint word = 0;
            g_autoptr(GError) error = NULL;
            g_autofree char *line = make_line(row, n);
            g_autoptr(GPtrArray) commands = parse(line);
            const bool is_good = n >= allowed.min && n <= allowed.max;
            g_assert_cmpint(command_check(row, commands->pdata[0], &word, &error), ==, is_good);
            if (is_good)
                continue;
            g_assert_error(error, APP_ERROR, APP_ERROR_USAGE);
            g_autofree char *usage = g_strdup_printf("usage: %s", row->name);
            g_assert_nonnull(strstr(error->message, usage));
            g_assert_cmpuint(word, <=, n);
        }
    }
}

static void test_usage_lines_are_read(void)
{
    static const struct {
        const char *arguments;
        guint min, max;
        bool has_all;
        enum completion completions[3]; /* of the words behind the name */
    } cases[] = {
        { "", 0, 0, false, { COMPLETE_NONE, COMPLETE_NONE, COMPLETE_NONE } },
        { "FILE", 1, 1, false, { COMPLETE_FILE, COMPLETE_NONE, COMPLETE_NONE } },
        { "[FILE] [QUERY]", 0, G_MAXUINT, false, { COMPLETE_FILE, COMPLETE_NONE, COMPLETE_NONE } },
        { "OPTION [VALUE…]",
          1,
          G_MAXUINT,
          false,
          { COMPLETE_OPTION, COMPLETE_OPTION, COMPLETE_OPTION } },
        { "CONTEXT KEY [COMMAND…]",
          2,
          G_MAXUINT,
          true,
          { COMPLETE_CONTEXT, COMPLETE_NONE, COMPLETE_COMMAND } },
        { "[--as-is] URL [TAG…]",
          1,
          G_MAXUINT,
          false,
          { COMPLETE_NONE, COMPLETE_NONE, COMPLETE_NONE } },
        { "HOST [body=SELECTOR]", 1, 2, false, { COMPLETE_NONE, COMPLETE_NONE, COMPLETE_NONE } },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct command_row row = { .name = "x", .arguments = cases[i].arguments };
        const struct command_arguments found = command_get_arguments(&row);
        g_assert_cmpuint(found.min, ==, cases[i].min);
        g_assert_cmpuint(found.max, ==, cases[i].max);
        g_assert_cmpint(found.has_all, ==, cases[i].has_all);
        for (guint k = 0; k < 3; k++)
            g_assert_cmpint(command_get_completion(&row, k + 1), ==, cases[i].completions[k]);
    }
}

static void test_wrong_arguments_change_nothing(void)
{
    static const char *const lines[] = { "star it",  "play two",   "play 0",
                                         "play 1 2", "source a b", "bind headlines",
                                         "set",      "color star", "remove a b" };
    struct home home = home_new("", NULL);
    struct app *app = home_open(&home);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_cmpuint(app_run_line(app, lines[i], NULL, &error), ==, REDRAW_NONE);
        g_assert_error(error, APP_ERROR, APP_ERROR_USAGE);
    }
    app_free(app);
    home_clear(&home);
}

static void test_bindings_are_checked(void)
{
    struct home home = home_new("", "bind headlines x play two\nset mouse\nbind all\n");
    struct app *app = home_open(&home);
    const struct diagnostic_list *diagnostics = app_get_diagnostics(app);
    g_assert_cmpuint(diagnostic_list_get_length(diagnostics), ==, 2);
    const struct diagnostic *bind = diagnostic_list_get(diagnostics, 0);
    g_assert_cmpuint(bind->line, ==, 1);
    g_assert_nonnull(strstr(bind->message, "\"two\" is not a number"));
    const struct diagnostic *context = diagnostic_list_get(diagnostics, 1);
    g_assert_cmpuint(context->line, ==, 3);
    g_assert_nonnull(strstr(context->message, "usage: bind CONTEXT KEY"));
    app_free(app);
    home_clear(&home);
}

/* In a binding "pipe-to" ends at a ";" of its own outside quotes; what people type freely does not. */
static void test_rest_of_line_ends(void)
{
    static const struct {
        const char *line, *rest;
        guint n_commands;
    } cases[] = {
        { "pipe-to wc -l ; next", "wc -l", 2 },
        { "pipe-to \"sh -c 'a ; b'\" ; next", "\"sh -c 'a ; b'\"", 2 },
        { "pipe-to sed 's/;/ ; /'", "sed 's/;/ ; /'", 1 },
        { "pipe-to a;b", "a;b", 1 },
        { "search one ; two", "one ; two", 1 },
        { "bind all x star ; next", "all x star ; next", 1 },
        { "find unread ; down", "unread", 2 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) commands =
            command_parse_line(cases[i].line, 1, command_get_whole_names(), NULL, NULL, NULL);
        g_assert_nonnull(commands);
        g_assert_cmpuint(commands->len, ==, cases[i].n_commands);
        g_assert_cmpstr(command_get_rest(commands->pdata[0], 1), ==, cases[i].rest);
    }
}

static void test_set_answers_a_question(void)
{
    struct home home = home_new("", "\nset refresh 30m\n");
    struct app *app = home_open(&home);
    g_autoptr(GPtrArray) commands = parse("set refresh?");
    g_autofree char *message = NULL;
    g_autoptr(GError) error = NULL;
    app_run(app, COMMAND_SET, commands->pdata[0], NULL, &message, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(message, "30m"));
    g_assert_nonnull(strstr(message, "config:2"));
    g_assert_cmpint(options_get_number(app_get_options(app), OPTION_REFRESH), ==, 30 * 60);
    app_free(app);
    home_clear(&home);
}

static void test_source_reads_another_file(void)
{
    struct home home = home_new("", "set refresh 30m\n");
    home_write(&home, "config/other", "set refresh 45m\nset nonsense 1\n");
    struct app *app = home_open(&home);
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(options_get_number(app_get_options(app), OPTION_REFRESH), ==, 30 * 60);
    app_change_feeds(app, "source other", NULL);
    g_assert_cmpint(options_get_number(app_get_options(app), OPTION_REFRESH), ==, 45 * 60);
    g_assert_cmpuint(diagnostic_list_get_length(app_get_diagnostics(app)), ==, 1);
    app_run_line(app, "source nowhere", NULL, &error);
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
    app_change_feeds(app, "source", NULL);
    g_assert_cmpint(options_get_number(app_get_options(app), OPTION_REFRESH), ==, 30 * 60);
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
    g_test_add_func("/command/rows-check-their-arguments", test_rows_check_their_arguments);
    g_test_add_func("/command/usage-lines-are-read", test_usage_lines_are_read);
    g_test_add_func("/command/wrong-arguments-change-nothing", test_wrong_arguments_change_nothing);
    g_test_add_func("/command/bindings-are-checked", test_bindings_are_checked);
    g_test_add_func("/command/rest-of-line-ends", test_rest_of_line_ends);
    g_test_add_func("/command/set-answers-a-question", test_set_answers_a_question);
    g_test_add_func("/command/source-reads-another-file", test_source_reads_another_file);
    g_test_add_func("/command-table/view-commands-say-they-need-it",
                    test_view_command_needs_the_screen);
}
