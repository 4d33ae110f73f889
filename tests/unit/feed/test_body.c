/* SPDX-License-Identifier: MIT */
#include "tests.h"

/* Escaped once in the feed: what the element holds, and what becomes of it. */
static void plain_text_stays_plain(void)
{
    static const char *const elements[] = { "description", "itunes:summary", "media:description",
                                            "dc:description" };
    static const char *const rows[][2] = {
        { "Tom &amp;amp; Jerry.\n\nTwo\nThree", "Tom & Jerry.\n\nTwo\nThree" },
        { "<![CDATA[Tom & Jerry\nTwo]]>", "Tom & Jerry\nTwo" },
        { "it&amp;#8217;s\nTwo &amp;lt;b&amp;gt;", "it’s\nTwo <b>" },
        { "I &lt;3 it\na &lt; b", "I <3 it\na < b" },
        { "mail &lt;joe@x.example&gt; now\nVec&lt;T&gt;", "mail <joe@x.example> now\nVec<T>" },
        { "http://x.example/?a=1&amp;copy=2\nTwo", "http://x.example/?a=1&copy=2\nTwo" },
        { "Using &lt;details&gt; well\nTwo", "Using <details> well\nTwo" },
        { "A &lt;!-- comment\nTwo", "A <!-- comment\nTwo" },
        { "if (a&lt;b) return;\nTwo", "if (a<b) return;\nTwo" },
    };
    for (guint e = 0; e < G_N_ELEMENTS(elements); e++) {
        for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
            g_autofree char *inside =
                g_strdup_printf("<%s>%s</%s>", elements[e], rows[i][0], elements[e]);
            struct feed_document *document = tests_parse_item(inside);
            g_assert_cmpstr(document->items->text, ==, rows[i][1]);
            g_assert_null(document->items->html);
            feed_document_free(document);
        }
    }
}

static void markup_is_read_as_markup(void)
{
    static const char *const rows[] = { "one<br>two",        "<p>one\n<p>two",
                                        "one\n<p>\ntwo",     "<b>x</b>\ntwo",
                                        "a <img alt='x'> b", "- <li> a",
                                        "<!-- x -->\ntwo",   "Using <details> <b>well</b>" };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *inside =
            g_strdup_printf("<description><![CDATA[%s]]></description>", rows[i]);
        struct feed_document *document = tests_parse_item(inside);
        g_assert_cmpstr(document->items->html, ==, rows[i]);
        feed_document_free(document);
    }
}

static void addresses_in_brackets_are_no_tags(void)
{
    struct feed_document *document = tests_parse_item(
        "<description><![CDATA[mail <joe@x.example>,<br>see <https://x.example/?a=1>, "
        "<x-y>z</x-y> <center> w]]></description>");
    g_assert_cmpstr(document->items->html, ==,
                    "mail &lt;joe@x.example>,<br>see &lt;https://x.example/?a=1>, "
                    "<x-y>z</x-y> <center> w");
    feed_document_free(document);
}

static void media_description_is_what_its_type_says(void)
{
    static const struct {
        const char *type, *text, *html;
    } rows[] = {
        { "type='plain'", "<b>x</b> &amp;\ny", NULL },
        { "type=' PLAIN '", "<b>x</b> &amp;\ny", NULL },
        { "type='html'", NULL, "<b>x</b> &amp;\ny" },
        { "type='text/html'", NULL, "<b>x</b> &amp;\ny" },
        { "", NULL, "<b>x</b> &amp;\ny" },
        { "type=''", NULL, "<b>x</b> &amp;\ny" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *inside =
            g_strdup_printf("<media:group><media:description %s>&lt;b&gt;x&lt;/b&gt; "
                            "&amp;amp;\ny</media:description></media:group>",
                            rows[i].type);
        struct feed_document *document = tests_parse_item(inside);
        g_assert_cmpstr(document->items->text, ==, rows[i].text);
        g_assert_cmpstr(document->items->html, ==, rows[i].html);
        feed_document_free(document);
    }
}

static void void_elements_have_no_end_tags(void)
{
    static const char *const rows[][2] = {
        { "one<br/>two", "one<br>two" },
        { "one<br></br>two", "one<br>two" },
        { "one<br>two", "one<br>two" },
        { "<h:p>one<h:br/>two</h:p>", "<p>one<br>two</p>" },
        { "<video><source src='a'/><track src='b'></track></video>",
          "<video><source src=\"a\"><track src=\"b\"></video>" },
        { "<a name='x'/><p/>", "<a name=\"x\"></a><p></p>" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *atom =
            g_strdup_printf("<feed xmlns='http://www.w3.org/2005/Atom' "
                            "xmlns:h='http://www.w3.org/1999/xhtml'><entry><content type='xhtml'>"
                            "<div>%s</div></content></entry></feed>",
                            rows[i][0]);
        struct feed_document *document = tests_parse(atom);
        g_assert_cmpstr(document->items->html, ==, rows[i][1]);
        feed_document_free(document);
    }
    struct feed_document *document =
        tests_parse_item("<description>one<br/>two <b>x</b></description>");
    g_assert_cmpstr(document->items->html, ==, "one<br>two <b>x</b>");
    feed_document_free(document);
}

static void cdata_in_cdata_is_not_a_comment(void)
{
    static const char *const rows[] = {
        "<![CDATA[ <![CDATA[<script>no</script>yes]]> ]]>",
        "<![CDATA[<![CDATA[<script>no</script>yes]]]]><![CDATA[>]]>",
        "&lt;![CDATA[&lt;script&gt;no&lt;/script&gt;yes]]&gt;",
        "<![CDATA[<![CDATA[<script>no<![CDATA[]]></script>]]>yes]]>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *inside = g_strdup_printf("<description>%s</description>", rows[i]);
        struct feed_document *document = tests_parse_item(inside);
        g_autofree char *html = g_strstrip(g_strdup(document->items->html));
        g_assert_cmpstr(html, ==, "<script>no</script>yes");
        feed_document_free(document);
    }
}

static void cdata_that_is_spoken_of_stays(void)
{
    struct feed_document *document =
        tests_parse_item("<description><![CDATA[Write <![CDATA[ first\nTwo]]></description>"
                         "<title><![CDATA[A]]></title>");
    g_assert_cmpstr(document->items->text, ==, "Write <![CDATA[ first\nTwo");
    g_assert_cmpstr(document->items->title, ==, "A");
    feed_document_free(document);
}

void test_body_add(void)
{
    g_test_add_func("/body/plain-text-stays-plain", plain_text_stays_plain);
    g_test_add_func("/body/markup-is-read-as-markup", markup_is_read_as_markup);
    g_test_add_func("/body/addresses-in-brackets-are-not-tags", addresses_in_brackets_are_no_tags);
    g_test_add_func("/body/media-description-is-what-its-type-says",
                    media_description_is_what_its_type_says);
    g_test_add_func("/body/void-elements-have-no-end-tags", void_elements_have_no_end_tags);
    g_test_add_func("/body/cdata-in-cdata-is-not-a-comment", cdata_in_cdata_is_not_a_comment);
    g_test_add_func("/body/cdata-that-is-spoken-of-stays", cdata_that_is_spoken_of_stays);
}
