/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "config/load.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct run {
    struct options *options;
    struct diagnostic_list *diagnostics;
    GString *seen;
};

static void run_init(struct run *run)
{
    run->options = options_new(NULL);
    run->diagnostics = diagnostic_list_new();
    run->seen = g_string_new(NULL);
}

static void run_clear(struct run *run)
{
    options_free(run->options);
    diagnostic_list_free(run->diagnostics);
    g_string_free(run->seen, TRUE);
}

static void handle(const struct command *command, const char *file, guint line, void *data,
                   struct diagnostic_list *diagnostics)
{
    struct run *run = data;
    g_autofree char *name = g_path_get_basename(file);
    guint redraw = 0;
    g_string_append_printf(run->seen, "%s:%u %s\n", name, line, command->text);
    if (!strcmp(command->words[0].text, "set"))
        config_set_option(run->options, command, file, diagnostics, &redraw, NULL);
}

static void assert_load(struct run *run, const char *path, bool ok, const char *seen,
                        const char *diagnostics)
{
    static const char *const whole_names[] = { "bind", NULL };
    g_assert_cmpint(config_load(path, whole_names, handle, run, run->diagnostics), ==, ok);
    g_autofree char *text = tests_format_diagnostics(run->diagnostics);
    if (seen)
        g_assert_cmpstr(run->seen->str, ==, seen);
    g_assert_cmpstr(text, ==, diagnostics);
}

static void wrong_lines_cost_themselves(void)
{
    struct run run;
    g_autofree char *path = tests_get_path("wrong");
    run_init(&run);
    tests_write(path, "\xef\xbb\xbfset refresh 5m\r\n"
                      "set sort \"newest\n"
                      "set nosuch 1 ; set measure 90\n"
                      "set \\\n  sort \\\n  newst\n"
                      "set measure\n"
                      "set\n"
                      "include\n"
                      "set nomouse # so\n"
                      "set layout=two ; set layout! ; set wrap-search!\n"
                      "bind list x a ; b\n"
                      "set browser w3m -o x=1");
    assert_load(
        &run, path, true,
        "wrong:1 set refresh 5m\nwrong:3 set nosuch 1\nwrong:3 set measure 90\n"
        "wrong:4 set \\\n  sort \\\n  newst\nwrong:7 set measure\nwrong:8 set\n"
        "wrong:10 set nomouse\nwrong:11 set layout=two\nwrong:11 set layout!\n"
        "wrong:11 set wrap-search!\nwrong:12 bind list x a ; b\nwrong:13 set browser w3m -o x=1\n",
        "wrong:2:10: error: this quote is not closed\n"
        "wrong:3:5: error: no option is called \"nosuch\"\n"
        "wrong:6:3: error: option \"sort\" cannot be \"newst\": allowed is one of newest, oldest, "
        "title, feed; did you mean \"newest\"?\n"
        "wrong:7:5: error: option \"measure\" needs a value: allowed is a number, from 20 to 400\n"
        "wrong:8:1: error: set needs the name of an option and a value\n"
        "wrong:9:1: error: include needs the path of one file\n");
    g_assert_cmpint(options_get_number(run.options, OPTION_REFRESH), ==, 300);
    g_assert_cmpint(options_get_number(run.options, OPTION_MEASURE), ==, 90);
    g_assert_false(options_get_bool(run.options, OPTION_MOUSE));
    g_assert_false(options_get_bool(run.options, OPTION_WRAP_SEARCH));
    g_assert_cmpint(options_get_number(run.options, OPTION_LAYOUT), ==, OPTION_LAYOUT_ONE);
    g_assert_cmpstr(options_get_string(run.options, OPTION_BROWSER), ==, "w3m -o x=1");
    g_assert_true(g_str_has_suffix(options_get_origin(run.options, OPTION_LAYOUT), "wrong:11"));
    run_clear(&run);
}

static void includes_are_followed(void)
{
    struct run run;
    g_autofree char *path = tests_get_path("top");
    g_autofree char *folder = tests_get_path("more");
    g_autofree char *inner = tests_get_path("more/inner");
    g_autofree char *beside = tests_get_path("more/beside");
    run_init(&run);
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    tests_write(path, "a\ninclude more/inner\nb\ninclude top\ninclude nowhere\ninclude more\n");
    tests_write(inner, "c\ninclude beside\ninclude ../top\n");
    tests_write(beside, "d");
    g_assert_true(config_load(path, NULL, handle, &run, run.diagnostics));
    g_assert_cmpstr(run.seen->str, ==, "top:1 a\ninner:1 c\nbeside:1 d\ntop:3 b\n");
    g_autofree char *text = tests_format_diagnostics(run.diagnostics);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 5);
    g_assert_true(g_str_has_prefix(lines[0], "inner:3:9: error: "));
    g_assert_true(g_str_has_suffix(lines[0], "top\" includes itself"));
    g_assert_true(g_str_has_prefix(lines[1], "top:4:9: error: "));
    g_assert_true(g_str_has_prefix(lines[2], "top:5:9: error: there is no file \""));
    g_assert_cmpstr(lines[3], ==, "more: error: is a folder, not a file");
    run_clear(&run);
}

static void includes_have_a_depth(void)
{
    struct run run;
    run_init(&run);
    for (guint i = 0; i < 15; i++) {
        g_autofree char *name = g_strdup_printf("deep%u", i);
        g_autofree char *path = tests_get_path(name);
        g_autofree char *text = g_strdup_printf("x\ninclude deep%u\n", i + 1);
        tests_write(path, text);
    }
    g_autofree char *path = tests_get_path("deep0");
    g_assert_true(config_load(path, NULL, handle, &run, run.diagnostics));
    g_autofree char *text = tests_format_diagnostics(run.diagnostics);
    g_assert_true(g_str_has_prefix(text, "deep10:2:9: error: "));
    g_assert_nonnull(strstr(run.seen->str, "deep10:1 x\n"));
    g_assert_null(strstr(run.seen->str, "deep11:1 x\n"));
    run_clear(&run);
}

static void unreadable_files_are_reported(void)
{
    struct run run;
    run_init(&run);
    g_autofree char *missing = tests_get_path("missing");
    assert_load(&run, missing, true, "", "");
    g_autofree char *binary = tests_get_path("binary");
    tests_write(binary, "set refresh 5m\n\nset sort \xff\n");
    assert_load(&run, binary, false, "",
                "binary:3:10: error: is not UTF-8 text; save it in this encoding\n");
    run_clear(&run);
    run_init(&run);
    g_autofree char *folder = tests_get_path("");
    g_assert_false(config_load(folder, NULL, handle, &run, run.diagnostics));
    g_assert_cmpuint(diagnostic_list_count(run.diagnostics, DIAGNOSTIC_ERROR), ==, 1);
    g_autofree char *huge = g_strnfill((4 << 20) + 1, '#');
    tests_write(binary, huge);
    g_assert_false(config_load(binary, NULL, handle, &run, run.diagnostics));
    if (getuid() != 0) {
        g_assert_cmpint(g_chmod(binary, 0), ==, 0);
        g_assert_false(config_load(binary, NULL, handle, &run, run.diagnostics));
    }
    run_clear(&run);
}

static void questions_are_answered(void)
{
    static const struct {
        const char *line, *message, *problem;
    } cases[] = {
        { "set measure?",
          "measure is 60, set at x:1; default 72; allowed is a number, from 20 to 400", NULL },
        { "set mesure?", NULL, "no option is called \"mesure\"; did you mean \"measure\"?" },
        { "set browser what?", NULL, NULL },
    };
    struct options *options = options_new(NULL);
    g_assert_true(options_set(options, "measure", "60", "x:1", NULL, NULL));
    for (guint i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
        const bool is_file = i % 2; /* where nobody can be answered */
        struct diagnostic_list *diagnostics = diagnostic_list_new();
        g_autofree char *message = NULL;
        guint redraw = 0;
        g_autoptr(GPtrArray) commands =
            command_parse_line(cases[i / 2].line, 1, NULL, NULL, NULL, NULL);
        const bool ok = config_set_option(options, commands->pdata[0], is_file ? "c" : NULL,
                                          diagnostics, &redraw, is_file ? NULL : &message);
        const char *problem = cases[i / 2].problem;
        if (is_file && cases[i / 2].message)
            problem = "\"set measure?\" is a question: type it at the prompt";
        g_assert_cmpstr(message, ==, is_file ? NULL : cases[i / 2].message);
        g_assert_true(ok == !problem);
        if (problem)
            g_assert_cmpstr(diagnostic_list_get(diagnostics, 0)->message, ==, problem);
        if (message)
            g_assert_cmpuint(redraw, ==, REDRAW_STATUS);
        diagnostic_list_free(diagnostics);
    }
    g_assert_cmpint(options_get_number(options, OPTION_MEASURE), ==, 60);
    g_assert_cmpstr(options_get_string(options, OPTION_BROWSER), ==, "what?");
    options_free(options);
}

void test_load_add(void)
{
    g_test_add_func("/load/wrong-lines-cost-themselves-when-read", wrong_lines_cost_themselves);
    g_test_add_func("/load/follows-includes-when-not-in-a-circle", includes_are_followed);
    g_test_add_func("/load/stops-includes-when-too-deep", includes_have_a_depth);
    g_test_add_func("/load/answers-questions-when-at-the-prompt", questions_are_answered);
    g_test_add_func("/load/reports-files-when-unreadable", unreadable_files_are_reported);
}
