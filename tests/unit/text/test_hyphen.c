/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "text/hyphen.h"

#include <string.h>

static char *render(const char *html, guint width, bool justifies, struct hyphen_shelf *shelf)
{
    const struct page_options options = {
        .width = width, .links = PAGE_LINKS_NONE, .justifies = justifies, .hyphens = shelf
    };
    struct page *page = page_render(html, strlen(html), &options);
    char *text = tests_join(page);
    page_free(page);
    return text;
}

static void justifies_lines(void)
{
    static const char *const rows[][2] = {
        { "aa bb cc dddd ee", "aa  bb  cc\ndddd ee\n" },
        { "aa bb c dddddd ee", "aa   bb  c\ndddddd ee\n" },
        { "aa bbb dddddddd", "aa bbb\ndddddddd\n" }, /* too much for one gap */
        { "aa bb cc<br>dd", "aa bb cc\ndd\n" },      /* ends by itself */
        { "aaaaaaaa<b>a b</b> cccc", "aaaaaaaaa\nb cccc\n" },
        { "<pre>a b\nc d</pre>", "a b\nc d\n" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = render(rows[i][0], i == 2 ? 12 : 10, true, NULL);
        g_assert_cmpstr(text, ==, rows[i][1]);
    }
}

static void guesses_languages(void)
{
    static const char *const rows[][2] = {
        { "The ship left in the morning and it was late when the wind that had come from the north "
          "turned to the east, as it is with the wind in the spring of the year",
          "en" },
        { "Das Schiff verließ am Morgen den Hafen und der Wind, der von Norden kam, war nicht mit "
          "dem des Abends zu vergleichen, auf den die Leute von der Insel warteten",
          "de" },
        { "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt "
          "ut labore magna aliqua enim minim veniam quis nostrud ullamco laboris nisi aliquip",
          NULL },
        { "The ship", NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(hyphen_guess_language(rows[i][0], strlen(rows[i][0])), ==, rows[i][1]);
}

static void parts_words(void)
{
    static const char *const rows[][2] = {
        { "<p lang=en>an understanding of it", "an under-\nstanding\nof it\n" },
        { "<p lang=en>an <b>(understanding)</b>", "an (under-\nstanding)\n" },
        { "<p lang=xx>an understanding of it", "an\nunderstand\ning of it\n" },
        { "<p lang='../en'>an understanding", "an\nunderstand\ning\n" },
    };
    struct hyphen_shelf *shelf = hyphen_shelf_new();
    if (!shelf || !hyphen_find(shelf, "en")) {
        hyphen_shelf_free(shelf);
        g_test_skip("no dictionary of English");
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = render(rows[i][0], 10, false, shelf);
        g_assert_cmpstr(text, ==, rows[i][1]);
    }
    hyphen_shelf_free(shelf);
}

void test_hyphen_add(void)
{
    g_test_add_func("/hyphen/justifies-lines", justifies_lines);
    g_test_add_func("/hyphen/guesses-languages", guesses_languages);
    g_test_add_func("/hyphen/parts-words-when-the-language-is-known", parts_words);
}
