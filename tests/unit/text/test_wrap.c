/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include <string.h>

#define SHY "\xc2\xad"
#define FLAG "\xf0\x9f\x87\xab\xf0\x9f\x87\xb7"

static void breaks_lines(void)
{
    static const struct {
        const char *html;
        guint width;
        const char *expected;
    } rows[] = {
        { "aaa bbb ccc", 7, "aaa bbb\nccc\n" },
        { "aaa bbb ccc", 8, "aaa bbb\nccc\n" },
        { "abcdefghijklmnop", 8, "abcdefgh\nijklmnop\n" },
        { "ab super<b>cali</b>x", 10, "ab\nsupercalix\n" },
        { "a\xc2\xa0"
          "b c",
          4, "a b\nc\n" },
        { "Do" SHY "nau" SHY "dampf", 8, "Donau-\ndampf\n" },
        { "Do" SHY "nau", 8, "Donau\n" },
        { "com.<wbr>exam.<wbr>ple", 9, "com.exam.\nple\n" },
        { "\xe4\xb8\x80\xe4\xba\x8c\xe4\xb8\x89\xe5\x9b\x9b\xe3\x80\x82", 8,
          "\xe4\xb8\x80\xe4\xba\x8c\xe4\xb8\x89\n\xe5\x9b\x9b\xe3\x80\x82\n" },
        { FLAG FLAG FLAG, 5, FLAG FLAG "\n" FLAG "\n" },
        { "e\xcc\x81"
          "e\xcc\x81"
          "e\xcc\x81"
          "e\xcc\x81"
          "e\xcc\x81",
          4,
          "e\xcc\x81"
          "e\xcc\x81"
          "e\xcc\x81"
          "e\xcc\x81\ne\xcc\x81\n" },
        { "a\xe2\x80\xae"
          "b\xe2\x81\xa6"
          "c",
          8, "abc\n" },
        { "a&#8238;b&#27;[31m", 8, "ab[31m\n" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = tests_render(rows[i].html, rows[i].width, PAGE_LINKS_NONE);
        g_assert_cmpstr(text, ==, rows[i].expected);
    }
}

static void nothing_is_too_wide_or_lost(void)
{
    const char *html =
        "<ol><li>first entry \xe6\x9d\xb1\xe4\xba\xac<ul><li>x y z<blockquote>some words "
        "here</blockquote></ul>"
        "<li><pre>preformatted line</pre></ol><table><tr><td>cell one<td>cell two</table>";
    g_autofree char *all = tests_render(html, 200, PAGE_LINKS_NONE);
    for (guint width = 4; width < 40; width++) {
        g_autofree char *text = tests_render(html, width, PAGE_LINKS_NONE);
        const struct page_options options = { .width = width, .links = PAGE_LINKS_NONE };
        struct page *page = page_render(html, strlen(html), &options);
        for (guint i = 0; i < page->n_lines; i++)
            g_assert_cmpuint(page->lines[i].cols, <=, width);
        page_free(page);
        guint counts[128] = { 0 };
        for (const char *p = all; *p; p++)
            if (g_ascii_isalpha(*p))
                counts[(guchar)*p]++;
        for (const char *p = text; *p; p++)
            if (g_ascii_isalpha(*p))
                counts[(guchar)*p]--;
        for (guint c = 0; c < 128; c++)
            g_assert_cmpuint(counts[c], ==, 0);
    }
}

static void keeps_long_lines_when_asked(void)
{
    const char *html = "<p>aa bb cc dd<pre>1234567890 abc\nd</pre>";
    const struct page_options options = { .width = 8, .links = PAGE_LINKS_NONE, .keeps_pre = true };
    struct page *page = page_render(html, strlen(html), &options);
    g_autofree char *text = tests_join(page);
    g_assert_cmpstr(text, ==, "aa bb cc\ndd\n\n1234567890 abc\nd\n");
    page_free(page);
}

void test_wrap_add(void)
{
    g_test_add_func("/wrap/keeps-long-lines-when-asked", keeps_long_lines_when_asked);
    g_test_add_func("/wrap/breaks-lines", breaks_lines);
    g_test_add_func("/wrap/fits-and-loses-nothing-at-any-width", nothing_is_too_wide_or_lost);
}
