/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "config/theme.h"

#include <string.h>

static void set_reads_all_kinds_of_colours(void)
{
    static const struct {
        const char *foreground, *background, *attribute, *formatted;
    } cases[] = {
        { "yellow", "default", "bold", "yellow default bold" },
        { "bright-blue", "color0", "underline", "bright-blue black underline" },
        { "gray", "color16", NULL, "bright-black color16" },
        { "#12aBff", "255", "REVERSE", "#12abff color255 reverse" },
        { "#f8A", "#012", "bold", "#ff88aa #001122 bold" },
        { "#000000", "Default", "strike", "#000000 default strike" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct theme theme;
        guint bad = 0;
        g_autoptr(GError) error = NULL;
        const char *words[] = { "link", cases[i].foreground, cases[i].background,
                                cases[i].attribute };
        theme_init(&theme);
        theme_set(&theme, words, cases[i].attribute ? 4 : 3, &bad, &error);
        g_assert_no_error(error);
        g_autofree char *text = theme_format_style(&theme.styles[THEME_LINK]);
        g_assert_cmpstr(text, ==, cases[i].formatted);
    }
}

static void every_element_round_trips(void)
{
    for (guint i = 0; i < THEME_N_ELEMENTS; i++) {
        struct theme theme, defaults;
        guint bad = 0;
        theme_init(&defaults);
        theme_init(&theme);
        theme.styles[i] = (struct theme_style){ 1, 2, 0 };
        g_autofree char *style = theme_format_style(&defaults.styles[i]);
        g_autofree char *line = g_strdup_printf("%s %s", theme_get_name(i), style);
        g_auto(GStrv) words = g_strsplit(line, " ", -1);
        g_assert_true(
            theme_set(&theme, (const char *const *)words, g_strv_length(words), &bad, NULL));
        g_assert_cmpmem(&theme.styles[i], sizeof theme.styles[i], &defaults.styles[i],
                        sizeof defaults.styles[i]);
        g_assert_cmpuint(strlen(theme_get_help(i)), >, 0);
    }
}

static void wrong_words_are_named(void)
{
    static const struct {
        const char *words[5];
        guint n, bad;
        const char *end;
    } cases[] = {
        { { "linc", "red", "blue" },
          3,
          0,
          "no element of the screen is called \"linc\"; did you mean \"link\"?" },
        { { "link", "rde", "blue" }, 3, 1, "did you mean \"red\"?" },
        { { "link", "red", "#12345" }, 3, 2, "or #rgb" },
        { { "link", "red", "256" }, 3, 2, "or #rgb" },
        { { "link", "red", "#-12345" }, 3, 2, "or #rgb" },
        { { "link", "red", "blue", "bold", "blod" }, 5, 4, "did you mean \"bold\"?" },
        { { "link", "red" }, 2, 1, "color needs an element, a foreground and a background" },
        { { NULL }, 0, 0, "color needs an element, a foreground and a background" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct theme theme, before;
        guint bad = 99;
        g_autoptr(GError) error = NULL;
        memset(&theme, 0, sizeof theme);
        theme_init(&theme);
        memcpy(&before, &theme, sizeof theme);
        g_assert_false(theme_set(&theme, cases[i].words, cases[i].n, &bad, &error));
        g_assert_cmpuint(bad, ==, cases[i].bad);
        g_assert_true(g_str_has_suffix(error->message, cases[i].end));
        g_assert_cmpmem(&theme, sizeof theme, &before, sizeof before);
    }
}

void test_theme_add(void)
{
    g_test_add_func("/theme/reads-colours-when-of-any-kind", set_reads_all_kinds_of_colours);
    g_test_add_func("/theme/formats-what-it-parses-when-default", every_element_round_trips);
    g_test_add_func("/theme/names-the-word-when-wrong", wrong_words_are_named);
}
