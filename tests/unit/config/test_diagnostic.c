/* SPDX-License-Identifier: MIT */
#include "tests.h"

static void format_names_the_place(void)
{
    struct diagnostic_list *list = diagnostic_list_new();
    diagnostic_list_add(list, DIAGNOSTIC_ERROR, "config", 3, 5, "no \"%s\"", "x");
    diagnostic_list_add(list, DIAGNOSTIC_WARNING, "feeds", 7, 0, "twice");
    diagnostic_list_add(list, DIAGNOSTIC_INFO, NULL, 0, 0, "a\x1b[31m\nb");
    g_autofree char *text = tests_format_diagnostics(list);
    g_assert_cmpstr(text, ==,
                    "config:3:5: error: no \"x\"\nfeeds:7: warning: twice\ninfo: a?[31m?b\n");
    g_assert_cmpuint(diagnostic_list_count(list, DIAGNOSTIC_WARNING), ==, 2);
    diagnostic_list_free(list);
}

static void nearest_finds_what_was_meant(void)
{
    static const char *const names[] = { "refresh", "refresh-on-start", "measure", "mouse", "sort",
                                         NULL };
    static const char *const cases[][2] = {
        { "refesh", "refresh" },
        { "reFresh", "refresh" },
        { "sotr", "sort" },
        { "measrue", "measure" },
        { "moose", "mouse" },
        { "refresh-on", "refresh-on-start" },
        { "meas", "measure" },
        { "colour-of-hair", NULL },
        { "", NULL },
        { "x", NULL },
        { "r", NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(diagnostic_nearest(cases[i][0], names), ==, cases[i][1]);
    g_autofree char *huge = g_strnfill(1 << 20, 'm');
    g_assert_null(diagnostic_nearest(huge, names));
}

void test_diagnostic_add(void)
{
    g_test_add_func("/diagnostic/names-the-place-when-formatted", format_names_the_place);
    g_test_add_func("/diagnostic/finds-the-nearest-name-when-misspelt",
                    nearest_finds_what_was_meant);
}
