/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "text/clean.h"

#include <string.h>

static void takes_out_what_runs(void)
{
    static const char *const rows[][2] = {
        { "<p onclick='x()' style='a:b'>a</p>", "<p>a</p>" },
        { "<p>a<script>alert('<p>')</script>b", "<p>ab</p>" },
        { "<a href='javascript:x'>a</a>", "<a>a</a>" },
        { "<a href=' Java\nScript:x'>a</a>", "<a>a</a>" },
        { "<a href='&#106;avascript&#58;x'>a</a>", "<a>a</a>" },
        { "<img src='vbscript:x' alt='a'>", "<img alt=\"a\">" },
        { "<a href='b?x=1&copy=2'>c</a>", "<a href=\"http://h/a/b?x=1&amp;copy=2\">c</a>" },
        { "<base href='/z/'><img src='i.png'>", "<img src=\"http://h/z/i.png\">" },
        { "<p>one<p>two", "<p>one</p><p>two</p>" },
        { "<div><iframe src='x'></iframe><form><b>k</b></form></div>", "<div><b>k</b></div>" },
        { "<p>1 &lt; 2 &amp;amp; &hellip;", "<p>1 &lt; 2 &amp;amp; \xe2\x80\xa6</p>" },
        { "", "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *html = clean_html(rows[i][0], strlen(rows[i][0]), "http://h/a/");
        g_assert_cmpstr(html, ==, rows[i][1]);
        g_autofree char *again = clean_html(html, strlen(html), "http://h/a/");
        g_assert_cmpstr(again, ==, html);
    }
}

static void extracts_words(void)
{
    const char *html = "<h1>A</h1><p>b <i>c</i>d<br>e&nbsp;f<script>no</script>\xff</p>";
    g_autofree char *text = page_extract_text(html, strlen(html), 0);
    g_assert_cmpstr(text, ==, "A\nb cd\ne f\xef\xbf\xbd");
    g_autofree char *some = page_extract_text("one two three", 13, 4);
    g_assert_cmpstr(some, ==, "one two");
}

static void keeps_words_of_any_depth(void)
{
    g_autoptr(GString) html = g_string_new("first ");
    for (guint i = 0; i < 5000; i++)
        g_string_append(html, "<div>");
    g_string_append(html, "deep <b>and</b> deeper");
    for (guint i = 0; i < 5000; i++)
        g_string_append(html, "</div>");
    g_string_append(html, " last");
    g_autofree char *text = page_extract_text(html->str, html->len, 0);
    g_assert_cmpstr(text, ==, "first\ndeep and deeper\nlast");
    g_autofree char *clean = clean_html(html->str, html->len, NULL);
    g_assert_nonnull(strstr(clean, "deep <b>and</b> deeper"));
    g_assert_nonnull(strstr(clean, "last"));
}

static void drops_attributes_that_are_too_many(void)
{
    g_autoptr(GString) html = g_string_new("<p><a href='http://h/' title='x > y'");
    for (guint i = 0; i < 1000; i++)
        g_string_append_printf(html, " a%u='>'", i);
    g_string_append(html, " class='no'>words</a> follow</p>");
    g_autofree char *clean = clean_html(html->str, html->len, NULL);
    g_assert_cmpstr(clean, ==, "<p><a href=\"http://h/\" title=\"x &gt; y\">words</a> follow</p>");
}

void test_clean_add(void)
{
    g_test_add_func("/clean/keeps-words-of-any-depth", keeps_words_of_any_depth);
    g_test_add_func("/clean/drops-attributes-when-too-many", drops_attributes_that_are_too_many);
    g_test_add_func("/clean/takes-out-what-runs", takes_out_what_runs);
    g_test_add_func("/clean/extracts-words", extracts_words);
}
