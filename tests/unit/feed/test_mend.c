/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "feed/parser.h"

#include <string.h>

static void makes_xml_well_formed(void)
{
    static const char *const rows[][2] = {
        { "<rss><a>1 & 2</a></rss>", "<rss><a>1 &amp; 2</a></rss>" },
        { "<rss>AT&T; &amp; &eacute;&#65;&#1;</rss>", "<rss>AT&amp;T; &amp; \xc3\xa9&#65;</rss>" },
        { "<rss>a < b <3 <!x> <a@h></rss>", "<rss>a &lt; b &lt;3  &lt;a@h></rss>" },
        { "<rss><a>x</b></a></rss>", "<rss><a>x</a></rss>" },
        { "<rss><a><b>x</a></b></rss>", "<rss><a><b>x</b></a></rss>" },
        { "<rss><A>x</a></rss>", "<rss><A>x</A></rss>" },
        { "<rss><a>x<br>y<hr/></a></rss>", "<rss><a>x<br/>y<hr/></a></rss>" },
        { "<rss><a b=c d e='1&2' f=\"x<y\">z</a></rss>",
          "<rss><a b=\"c\" d=\"\" e=\"1&amp;2\" f=\"x&lt;y\">z</a></rss>" },
        { "<rss><a b='1'c='2'/></rss>", "<rss><a b=\"1\" c=\"2\"/></rss>" },
        { "<rss><item>x<item>y</item></rss>", "<rss><item>x</item><item>y</item></rss>" },
        { "<rss><a>x", "<rss><a>x</a></rss>" },
        { "<rss><a>x</a><b c='", "<rss><a>x</a></rss>" },
        { "<rss><![CDATA[x & y", "<rss><![CDATA[x & y]]></rss>" },
        { "<rss>a ]]> b<![CDATA[ ]]> </rss>", "<rss>a ]]&gt; b<![CDATA[ ]]> </rss>" },
        { "<rss><!-- a -- b --><?php x ?>c</rss>", "<rss>c</rss>" },
        { "<rss>x</rss> and more", "<rss>x</rss>" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const char *text = rows[i][0];
        size_t len;
        GString *mended = feed_mend(text, text, text + strlen(text), &len);
        g_autofree char *result = mended ? g_string_free(mended, FALSE) : g_strndup(text, len);
        g_assert_cmpuint(strlen(result), ==, len);
        g_assert_cmpstr(result, ==, rows[i][1]);
    }
}

static void copies_nothing_when_well_formed(void)
{
    const char *text =
        "<rss a='1' b=\"x&amp;\"><a>&lt;x&#8217;</a><!-- c --><![CDATA[ & < ]]><b/></rss>\n";
    size_t len;
    g_assert_null(feed_mend(text, text, text + strlen(text), &len));
    g_assert_cmpuint(len, ==, strlen(text) - 1);
}

static void entities_are_bounded(void)
{
    g_autoptr(GString) text = g_string_new(
        "<!DOCTYPE rss [<!ENTITY a \"&b;&b;\"><!ENTITY b \"&a;\"><!ENTITY c0 \"haha\">");
    for (guint i = 1; i < 30; i++)
        g_string_append_printf(text, "<!ENTITY c%u \"&c%u;&c%u;&c%u;\">", i, i - 1, i - 1, i - 1);
    g_string_append(text,
                    "<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY n \"<b>me</b>\">]>"
                    "<rss><channel><title>&a;&c29;&x;</title><link>&n;</link></channel></rss>");
    struct feed_document *document = tests_parse(text->str);
    g_assert_cmpuint(strlen(document->title), <, 1000 * 1000);
    g_assert_cmpstr(document->site_url, ==, "<b>me</b>");
    feed_document_free(document);
}

/* What is hostile costs no more than its size. */
static void stays_linear(void)
{
    static const char *const pieces[] = {
        "<a>",     "</a>",    "<item>", "<a b='",    "<a b=\"<",          "&",
        "&#",      "]]",      "<!--",   "<![CDATA[", "<a xml:base='x/'>", "<!ENTITY ",
        "<title>", "<b></a>", "<?"
    };
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) text = g_string_new("<rss><channel>");
        while (text->len < 1000 * 1000)
            g_string_append(text, pieces[i]);
        const gint64 begin = g_get_monotonic_time();
        feed_document_free(tests_parse(text->str));
        g_assert_cmpint(g_get_monotonic_time() - begin, <, 10 * G_USEC_PER_SEC);
    }
}

static void depth_is_no_limit(void)
{
    g_autoptr(GString) text =
        g_string_new("<rss><channel><item><title>first</title></item><item><description>");
    for (guint i = 0; i < 20000; i++)
        g_string_append(text, "<div xml:base='a/'>");
    g_string_append(text, "deep");
    for (guint i = 0; i < 20000; i++)
        g_string_append(text, "</div>");
    g_string_append(text, "</description></item><item><title>last</title></item></channel></rss>");
    struct feed_document *document = tests_parse(text->str);
    g_assert_cmpuint(document->n_items, ==, 3);
    g_assert_cmpstr(document->items->next->next->title, ==, "last");
    g_assert_nonnull(strstr(document->items->next->html, "deep"));
    feed_document_free(document);
}

void test_mend_add(void)
{
    g_test_add_func("/mend/makes-xml-well-formed", makes_xml_well_formed);
    g_test_add_func("/mend/copies-nothing-when-well-formed", copies_nothing_when_well_formed);
    g_test_add_func("/mend/entities-are-bounded", entities_are_bounded);
    g_test_add_func("/mend/stays-linear-when-hostile", stays_linear);
    g_test_add_func("/mend/survives-20000-levels", depth_is_no_limit);
}
