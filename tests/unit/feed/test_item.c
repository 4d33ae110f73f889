/* SPDX-License-Identifier: MIT */
#include "tests.h"

static void titles_are_plain(void)
{
    static const char *const rows[][2] = {
        { "AT&amp;T", "AT&T" },
        { "AT&amp;amp;T", "AT&T" },
        { "Caf&amp;eacute; &amp;#8220;x&amp;#8221;", "Caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d" },
        { "&lt;b&gt;Bold&lt;/b&gt;  move\n", "Bold move" },
        { "List&lt;String&gt; if (a &lt; b &amp;&amp; c)", "List<String> if (a < b && c)" },
        { "<![CDATA[<i>Fish</i> &amp; chips]]>", "Fish & chips" },
        { "Hi&lt;script&gt;x&lt;/script&gt;", "Hi" },
        { "&nbsp;x&hellip;", "x\xe2\x80\xa6" },
        { "Using &lt;details&gt; well", "Using <details> well" },
        { "What &lt;script&gt; tags do &amp;amp; why", "What <script> tags do & why" },
        { "&lt;dialog&gt;: the &lt;b&gt;new&lt;/b&gt; way", "<dialog>: the new way" },
        { "&lt;i&gt;Unclosed", "Unclosed" },
        { "&lt;p&gt;Title", "Title" },
        { "Raw <hr/> and <i>raw</i>", "Raw and raw" },
        { "Why &lt;!-- is odd", "Why <!-- is odd" },
        { "A &lt;!-- note --&gt; B", "A B" },
        { "&lt;![CDATA[Twice]]&gt;", "Twice" },
        { "AT&amp;amp;T &lt;a href='x'&gt;cut", "AT&T cut" },
        { "a&#146;b&#x7;c", "a\xe2\x80\x99"
                            "bc" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *inside = g_strdup_printf("<title>%s</title>", rows[i][0]);
        struct feed_document *document = tests_parse_item(inside);
        g_assert_cmpstr(document->items->title, ==, rows[i][1]);
        feed_document_free(document);
    }
}

static void own_title_beats_those_of_modules(void)
{
    struct feed_document *document = tests_parse_item(
        "<media:title>m</media:title><dc:title>d</dc:title><title>t</title><itunes:title>i</"
        "itunes:title>"
        "<media:content url='http://h/p.jpg'><media:title>p</media:title></media:content>");
    g_assert_cmpstr(document->items->title, ==, "t");
    g_assert_cmpstr(document->items->enclosures->title, ==, "p");
    feed_document_free(document);
}

static void fullest_text_is_the_content(void)
{
    struct feed_document *document = tests_parse_item(
        "<description>Short "
        "&lt;i&gt;x&lt;/i&gt;</description><content:encoded>&lt;p&gt;Long</content:encoded>");
    g_assert_cmpstr(document->items->html, ==, "<p>Long");
    g_assert_cmpstr(document->items->summary, ==, "Short <i>x</i>");
    g_assert_true(document->items->summary_is_html);
    feed_document_free(document);
    document = tests_parse_item("<description>Plain\nlines</description>");
    g_assert_null(document->items->html);
    g_assert_cmpstr(document->items->text, ==, "Plain\nlines");
    g_assert_null(document->items->summary);
    feed_document_free(document);
}

static void guid_is_the_page_when_permanent(void)
{
    struct feed_document *document = tests_parse_item("<guid>http://h/1</guid>");
    g_assert_cmpstr(document->items->url, ==, "http://h/1");
    feed_document_free(document);
    document = tests_parse_item("<guid isPermaLink='false'>http://h/1</guid>");
    g_assert_null(document->items->url);
    g_assert_cmpstr(document->items->guid, ==, "http://h/1");
    feed_document_free(document);
    document = tests_parse_item("<guid>http://h/1</guid><link> http://h/2\n</link>");
    g_assert_cmpstr(document->items->url, ==, "http://h/2");
    feed_document_free(document);
}

static void people_have_names_and_mail(void)
{
    static const char *const rows[][3] = {
        { "a@h (Ann)", "Ann", "a@h" },
        { "Ann (a@h)", "Ann", "a@h" },
        { "Ann &lt;a@h&gt;", "Ann", "a@h" },
        { "a@h", NULL, "a@h" },
        { "Ann", "Ann", NULL },
        { " Ann\n Lee ", "Ann Lee", NULL },
        { "Ann (Daily Post)", "Ann (Daily Post)", NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *inside = g_strdup_printf("<author>%s</author>", rows[i][0]);
        struct feed_document *document = tests_parse_item(inside);
        g_assert_cmpstr(document->items->authors->name, ==, rows[i][1]);
        g_assert_cmpstr(document->items->authors->email, ==, rows[i][2]);
        feed_document_free(document);
    }
}

static void numbers_are_numbers_or_missing(void)
{
    static const struct {
        const char *length, *duration;
        gint64 size_bytes;
        double duration_s;
    } rows[] = {
        { "123", "62:03", 123, 3723 },  { "unknown", "1:02:03", -1, 3723 },
        { "-1", "3723.5", -1, 3723.5 }, { "0", "an hour", -1, -1 },
        { " 7 ", "", 7, -1 },           { "99999999999999999999", "1:2:3:4", -1, -1 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *inside =
            g_strdup_printf("<enclosure url='http://h/a.mp3' length='%s' type='audio/mpeg'/>"
                            "<itunes:duration>%s</itunes:duration>",
                            rows[i].length, rows[i].duration);
        struct feed_document *document = tests_parse_item(inside);
        g_assert_cmpint(document->items->enclosures->size_bytes, ==, rows[i].size_bytes);
        g_assert_cmpfloat(document->items->enclosures->duration_s, ==, rows[i].duration_s);
        feed_document_free(document);
    }
}

static void dates_of_the_dialect_come_first(void)
{
    struct feed_document *document =
        tests_parse_item("<dc:date>2020-01-01</dc:date><pubDate>1 Jan 2024 00:00 GMT</pubDate>"
                         "<dc:date>2021-01-01</dc:date><atom:updated>x</atom:updated>");
    g_assert_cmpint(document->items->published_at, ==, 1704067200);
    g_assert_cmpint(document->items->updated_at, ==, FEED_NO_TIME);
    feed_document_free(document);
}

static void nonsense_dates_give_way(void)
{
    static const char *const rows[] = {
        "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><dc:date>2024-01-01T00:00Z</dc:date>",
        "<dc:date>2024-01-01T00:00Z</dc:date><pubDate>0001-01-01T00:00:00Z</pubDate>",
        "<dc:date>2024-01-01T00:00Z</dc:date><pubDate>None</pubDate>",
        "<pubDate>2024-01-01T00:00Z</pubDate><pubDate>0</pubDate>",
        "<pubDate>1 Jan 1970</pubDate><pubDate>2 Jan 1971</pubDate><dc:date>2024-01-01</dc:date>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct feed_document *document = tests_parse_item(rows[i]);
        g_assert_cmpint(document->items->published_at, ==, 1704067200);
        feed_document_free(document);
    }
    struct feed_document *document = tests_parse_item(
        "<pubDate>1 Jan 1970</pubDate><atom:updated>2024-01-01T00:00Z</atom:updated>");
    g_assert_cmpint(document->items->published_at, ==, FEED_NO_TIME);
    g_assert_cmpint(document->items->updated_at, ==, 1704067200);
    feed_document_free(document);
    document = tests_parse_item("<pubDate>1 Jan 1970 00:00 GMT</pubDate>");
    g_assert_cmpint(document->items->published_at, ==, 0);
    feed_document_free(document);
}

static void foreign_elements_stay_apart(void)
{
    struct feed_document *document =
        tests_parse_item("<x:box xmlns:x='urn:x'><title>no</title><link>http://no/</link></x:box>"
                         "<x:guid xmlns:x='urn:x'>no</x:guid><title>yes</title>");
    g_assert_cmpstr(document->items->title, ==, "yes");
    g_assert_null(document->items->url);
    g_assert_null(document->items->guid);
    feed_document_free(document);
}

void test_item_add(void)
{
    g_test_add_func("/item/title-is-plain-text", titles_are_plain);
    g_test_add_func("/item/own-title-counts-when-modules-have-one",
                    own_title_beats_those_of_modules);
    g_test_add_func("/item/fullest-text-is-the-content", fullest_text_is_the_content);
    g_test_add_func("/item/guid-is-the-page-when-permanent", guid_is_the_page_when_permanent);
    g_test_add_func("/item/people-have-names-and-mail", people_have_names_and_mail);
    g_test_add_func("/item/numbers-are-missing-when-unreadable", numbers_are_numbers_or_missing);
    g_test_add_func("/item/own-date-counts-when-modules-have-one", dates_of_the_dialect_come_first);
    g_test_add_func("/item/nonsense-dates-give-way", nonsense_dates_give_way);
    g_test_add_func("/item/foreign-elements-stay-apart", foreign_elements_stay_apart);
}
