/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/markup.h"

#include <string.h>

struct row {
    const char *html, *expected;
};

static void check_rows(const struct row *rows, guint n, enum markup_flags flags)
{
    for (guint i = 0; i < n; i++) {
        size_t len;
        g_autofree char *text =
            markup_extract_text(rows[i].html, strlen(rows[i].html), 0, flags, &len);
        g_assert_cmpstr(text, ==, rows[i].expected);
        g_assert_cmpuint(len, ==, strlen(text));
    }
}

static void keeps_words(void)
{
    static const struct row rows[] = {
        { "plain  text\n", "plain text" },
        { "<p>one <b>two</b>three</p><p>four", "one twothree\nfour" },
        { "a<br>b<br/>c", "a\nb\nc" },
        { "<td>a</td><td>b</td>", "a b" },
        { "x<script>if (a < b) '</p>'</script>y<style>z</style>", "xy" },
        { "a<!-- <b>no</b> -->b", "ab" },
        { "1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2" },
        { "caf&eacute; &#8220;x&#x201D; &#146; &nbsp; &copy 1",
          "caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d \xe2\x80\x99 \xc2\xa9 1" },
        { "<a title=\"a > b\" href='x'>t</a>", "t" },
        { "<a title=\"never closed>t</a> u", "t u" },
        { "a<div hidden>no<div>no</div>no</div>b", "a\nb" },
        { "a<i style=\"display:none\">no</i>b", "ab" },
        { "a<i class=hiddenish>b</i>", "ab" },
        { "a<img hidden>b<div hidden>no</div>c", "ab\nc" },
        { "a<p hidden>b", "a\nb" },
        { "a&nGt;b&nosuch;", "a\xe2\x89\xab\xe2\x83\x92"
                             "b&nosuch;" },
        { "a&#0;b&#x1b;c&#xd800;d", "abc\xef\xbf\xbd"
                                    "d" },
        { "<script>never closed", "" },
        { "<a hidden", "" },
        { "<", "<" },
        { "&", "&" },
        { "</", "</" },
        { "", "" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), MARKUP_BLOCKS);
}

static void leaves_what_is_no_tag(void)
{
    static const struct row rows[] = {
        { "List<String> and <b>bold</b>", "List<String> and bold" },
        { "I <3 it", "I <3 it" },
        { "<p>one</p><p>two", "one two" },
    };
    check_rows(rows, G_N_ELEMENTS(rows), MARKUP_KNOWN_TAGS);
    g_assert_true(markup_has_reference("a&amp;c", 7));
    g_assert_false(markup_has_reference("a < b & c <d>", 13));
}

static void words_are_told_from_markup(void)
{
    static const struct {
        const char *text, *escaped; /* NULL: it has no words that look like tags */
        bool has_markup;
    } rows[] = {
        { "Using <details> well", "Using &lt;details> well", false },
        { "Use <b> or <strong>?", "Use &lt;b> or &lt;strong>?", false },
        { "the <div>s, (<table>)", "the &lt;div>s, (&lt;table>)", false },
        { "nested <ul><li> lists", "nested &lt;ul>&lt;li> lists", false },
        { "Styling <input type=\"checkbox\">", "Styling &lt;input type=\"checkbox\">", false },
        { "<a href> and <img>", "&lt;a href> and &lt;img>", false },
        { "The <p></p> pair", "The &lt;p>&lt;/p> pair", false },
        { "a <b", "a &lt;b", false },
        { "a <b <c <d", "a &lt;b &lt;c &lt;d", false },
        { "Why <!DOCTYPE html> <?php", "Why &lt;!DOCTYPE html> &lt;?php", false },
        { "<h1>Big</h1> and <h2>", "<h1>Big</h1> and &lt;h2>", true },
        { "<b>x</b>", NULL, true },
        { "<i>x", NULL, true },
        { "one<br>two", NULL, true },
        { "one <br/> two", NULL, true },
        { "x <img src=a>", NULL, true },
        { "x <a href='y'> z", NULL, true },
        { "x</p>", NULL, true },
        { "x <a href=\"http://cut", NULL, false },
        { "x<script>if (a < b) c</script>", NULL, true },
        { "<!-- x --> y", NULL, true },
        { "a < b, I <3 it", NULL, false },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        bool has_markup;
        size_t len;
        g_autofree char *escaped =
            markup_escape_words(rows[i].text, strlen(rows[i].text), MARKUP_LINE, &len, &has_markup);
        g_assert_cmpstr(escaped, ==, rows[i].escaped);
        g_assert_cmpint(has_markup, ==, rows[i].has_markup);
        g_assert_true(!escaped || len == strlen(escaped));
    }
}

static void stops_at_the_limit(void)
{
    size_t len;
    g_autofree char *text = markup_extract_text("one two three", 13, 5, 0, &len);
    g_assert_cmpstr(text, ==, "one two");
}

static void stays_linear(void)
{
    static const char *const pieces[] = { "<div hidden>", "<a \"", "<a b=\"", "<!--",
                                          "<script",      "&",     "&#",      "<!",
                                          "<b style='",   "<!-- >" };
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) html = g_string_new(NULL);
        while (html->len < 4 * 1000 * 1000)
            g_string_append(html, pieces[i]);
        const gint64 begin = g_get_monotonic_time();
        g_free(markup_extract_text(html->str, html->len, 0, MARKUP_BLOCKS, NULL));
        size_t len;
        bool has_markup;
        g_free(markup_escape_words(html->str, html->len, MARKUP_BODY, &len, &has_markup));
        g_assert_cmpint(g_get_monotonic_time() - begin, <, 5 * G_USEC_PER_SEC);
    }
}

static void entities_are_in_order(void)
{
    static const char *const names[] = { "AElig", "Zwj", "amp",
                                         "zwnj",  "zwj", "CounterClockwiseContourIntegral" };
    g_assert_nonnull(markup_find_entity(names[0], 5, NULL));
    g_assert_null(markup_find_entity(names[1], 3, NULL));
    for (guint i = 2; i < G_N_ELEMENTS(names); i++)
        g_assert_nonnull(markup_find_entity(names[i], strlen(names[i]), NULL));
#define ENTITY(name, is_legacy, utf8)                                                              \
    g_assert_cmpstr(markup_find_entity(name, strlen(name), NULL), ==, utf8);
#include "base/entity.def"
#undef ENTITY
}

void test_markup_add(void)
{
    g_test_add_func("/markup/keeps-words-when-tags-go", keeps_words);
    g_test_add_func("/markup/leaves-what-is-no-tag", leaves_what_is_no_tag);
    g_test_add_func("/markup/words-are-told-from-markup", words_are_told_from_markup);
    g_test_add_func("/markup/stops-at-the-limit", stops_at_the_limit);
    g_test_add_func("/markup/stays-linear-when-hostile", stays_linear);
    g_test_add_func("/markup/finds-every-entity", entities_are_in_order);
}
