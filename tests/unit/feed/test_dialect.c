/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include <pthread.h>
#include <string.h>

static void tells_formats(void)
{
    static const char *const rows[][2] = {
        { "<rss version='2.0'><channel/></rss>", "rss-2.0" },
        { "<rss version='0.91'><channel/></rss>", "rss-0.91" },
        { "<RSS VERSION='0.92'></RSS>", "rss-0.92" },
        { "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
          "xmlns='http://purl.org/rss/1.0/'/>",
          "rss-1.0" },
        { "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
          "xmlns='http://my.netscape.com/rdf/simple/0.9/'/>",
          "rss-0.90" },
        { "<feed xmlns='http://www.w3.org/2005/Atom'/>", "atom-1.0" },
        { "<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "atom-1.0" },
        { "<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "atom-0.3" },
        { "<CHANNEL HREF='http://h/'/>", "cdf" },
        { "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}", "json-feed-1.0" },
        { "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}", "json-feed-1.1" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct feed_document *document = tests_parse(rows[i][0]);
        g_assert_cmpstr(document->format, ==, rows[i][1]);
        feed_document_free(document);
    }
}

static void refuses_what_is_no_feed(void)
{
    static const struct {
        const char *text;
        enum feed_error code;
    } rows[] = {
        { "", FEED_ERROR_EMPTY },
        { " \n\t ", FEED_ERROR_EMPTY },
        { "<!DOCTYPE html><html><body>&lt;rss&gt; <rss></rss></body></html>",
          FEED_ERROR_NOT_A_FEED },
        { "<urlset/>", FEED_ERROR_NOT_A_FEED },
        { "plain words", FEED_ERROR_NOT_A_FEED },
        { "[1, 2]", FEED_ERROR_NOT_A_FEED },
        { "{\"version\":\"2\"}", FEED_ERROR_NOT_A_FEED },
        { "{\"version\":", FEED_ERROR_NOT_A_FEED },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(feed_parse(rows[i].text, strlen(rows[i].text), NULL, &error));
        g_assert_error(error, FEED_ERROR, (gint)rows[i].code);
    }
}

static void reads_atom(void)
{
    struct feed_document *document = tests_parse(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://h/a/' xml:lang='en_GB'>"
        "<title type='html'>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><link href='.'/><link "
        "rel='self' href='f.xml'/>"
        "<link rel='hub' href='//hub/'/><updated>2024-01-02T03:04:05Z</updated>"
        "<author><name>Ann</name><uri>ann</uri><email>a@h</email></author><rights>(c)</"
        "rights><icon>i.png</icon>"
        "<entry xml:base='e/'><id> urn:1 </id><title>1 &lt; 2</title><link rel='enclosure' "
        "href='s.mp3' length='9'/>"
        "<link href='page'/><published>2024-01-01T00:00:00Z</published>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x &lt; <b "
        "xml:base='sub/'><a href='y'>y</a></b>"
        "</div></content><summary>short</summary><category term='t' label='Tag'/>"
        "<source><title>Origin</title><link href='http://o/'/></source></entry></feed>");
    const struct feed_item *item = document->items;
    g_assert_cmpstr(document->title, ==, "A & B");
    g_assert_cmpstr(document->site_url, ==, "http://h/a/");
    g_assert_cmpstr(document->self_url, ==, "http://h/a/f.xml");
    g_assert_cmpstr(document->hub, ==, "http://hub/");
    g_assert_cmpstr(document->language, ==, "en-GB");
    g_assert_cmpint(document->updated_at, ==, 1704164645);
    g_assert_cmpstr(document->authors->name, ==, "Ann");
    g_assert_cmpstr(document->authors->url, ==, "http://h/a/ann");
    g_assert_cmpstr(item->guid, ==, "urn:1");
    g_assert_cmpstr(item->title, ==, "1 < 2");
    g_assert_cmpstr(item->url, ==, "http://h/a/e/page");
    g_assert_cmpstr(item->enclosures->url, ==, "http://h/a/e/s.mp3");
    g_assert_cmpint(item->enclosures->size_bytes, ==, 9);
    g_assert_cmpstr(item->html, ==, "x &lt; <b><a href=\"http://h/a/e/sub/y\">y</a></b>");
    g_assert_cmpstr(item->base_url, ==, "http://h/a/e/");
    g_assert_cmpstr(item->summary, ==, "short");
    g_assert_cmpstr(item->tags->name, ==, "Tag");
    g_assert_cmpstr(item->source_title, ==, "Origin");
    g_assert_cmpstr(item->source_url, ==, "http://o/");
    g_assert_null(item->authors);
    feed_document_free(document);
}

static void decodes_bytes(void)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *content_type;
    } rows[] = {
#define ROW(bytes, type) { bytes, sizeof(bytes) - 1, type }
        ROW("<?xml version='1.0' "
            "encoding='iso-8859-1'?><rss><channel><title>Z\xfcrich</title></channel></rss>",
            NULL),
        ROW("<?xml version='1.0' "
            "encoding='utf-16'?><rss><channel><title>Z\xc3\xbcrich</title></channel></rss>",
            NULL),
        ROW("\xef\xbb\xbf<rss><channel><title>Z\xc3\xbcrich</title></channel></rss>",
            "text/xml; charset=iso-8859-2"),
        ROW("<rss><channel><title>Z\xfcrich</title></channel></rss>",
            "text/xml; Charset=\"latin1\""),
        ROW("<rss><channel><title>Z\xfcrich</title></channel></rss>", NULL),
        ROW("\xff\xfe<\0r\0s\0s\0>\0<\0c\0h\0a\0n\0n\0e\0l\0>\0<\0t\0i\0t\0l\0e\0>"
            "\0Z\0\xfc\0r\0i\0c\0h\0",
            NULL),
#undef ROW
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const struct feed_options options = { .content_type = rows[i].content_type };
        struct feed_document *document = feed_parse(rows[i].bytes, rows[i].len, &options, NULL);
        g_assert_nonnull(document);
        g_assert_cmpstr(document->title, ==, "Z\xc3\xbcrich");
        feed_document_free(document);
    }
}

static void *parse_many(void *data)
{
    for (guint i = 0; i < 200; i++) {
        struct feed_document *document = tests_parse(data);
        g_assert_cmpstr(document->items->title, ==, "T & t");
        feed_document_free(document);
    }
    return NULL;
}

static void threads_do_not_meet(void)
{
    pthread_t threads[4];
    char text[] = "<rss><channel><item><title>T & t</title></item></channel></rss>";
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        pthread_create(&threads[i], NULL, parse_many, text);
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        pthread_join(threads[i], NULL);
}

static void reads_when_to_ask_again(void)
{
    struct feed_document *document = tests_parse(
        "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
        "<ttl>90</ttl><skipHours><hour>0</hour><hour> 07 </hour><hour>24</hour><hour>25</hour>"
        "<hour>x</hour></skipHours><skipDays><day>Saturday</day><day>sunday</day><day/></skipDays>"
        "<sy:updateFrequency>4</sy:updateFrequency><sy:updatePeriod> weekly </sy:updatePeriod>"
        "<item><hour>3</hour></item></channel></rss>");
    g_assert_cmpint(document->ttl_s, ==, 90 * 60);
    g_assert_cmpuint(document->skip_hours, ==, 1u << 0 | 1u << 7);
    g_assert_cmpuint(document->skip_days, ==, 1u << 0 | 1u << 6);
    g_assert_cmpint(document->period_s, ==, 7 * 86400 / 4);
    feed_document_free(document);
    document = tests_parse("<rdf:RDF><channel><sy:updateFrequency>2</sy:updateFrequency>"
                           "<sy:updatePeriod>often</sy:updatePeriod></channel></rdf:RDF>");
    g_assert_cmpint(document->period_s, ==, 43200);
    feed_document_free(document);
    document =
        tests_parse("<rss><channel><sy:updateFrequency>0</sy:updateFrequency></channel></rss>");
    g_assert_cmpint(document->period_s, ==, -1);
    g_assert_cmpint(document->ttl_s, ==, -1);
    feed_document_free(document);
}

static void items_end_at_the_limit(void)
{
    const char *text = "<rss><channel><item/><item/><item/><title>behind</title></channel></rss>";
    const struct feed_options options = { .max_items = 2 };
    struct feed_document *document = feed_parse(text, strlen(text), &options, NULL);
    g_assert_cmpuint(document->n_items, ==, 2);
    g_assert_cmpstr(document->title, ==, "behind");
    feed_document_free(document);
}

static void points_are_read_in_the_order_of_their_system(void)
{
    static const char *const rows[] = {
        "<georss:point>45.5 -71.25</georss:point>",
        "<georss:where><gml:Point><gml:pos>45.5 -71.25</gml:pos></gml:Point></georss:where>",
        "<georss:where><gml:Point srsName='urn:ogc:def:crs:EPSG::4326'><gml:pos>45.5,-71.25"
        "</gml:pos></gml:Point></georss:where>",
        "<georss:where><gml:Point srsName='urn:ogc:def:crs:EPSG::32633'><gml:pos>-71.25 45.5"
        "</gml:pos></gml:Point></georss:where>",
        "<georss:where srsName='EPSG:26986'><gml:Point><gml:pos>-71.25 45.5</gml:pos></gml:Point>"
        "</georss:where>",
        "<georss:where><gml:Point><gml:pos srsName='urn:ogc:def:crs:OGC:1.3:CRS84'>-71.25 45.5"
        "</gml:pos></gml:Point></georss:where>",
        "<georss:where srsName='EPSG:32633'/><georss:point>45.5 -71.25</georss:point>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text =
            g_strdup_printf("<rss xmlns:georss='http://www.georss.org/georss' "
                            "xmlns:gml='http://www.opengis.net/gml'><channel><item>%s</item>"
                            "</channel></rss>",
                            rows[i]);
        struct feed_document *document = tests_parse(text);
        g_assert_true(document->items->has_point);
        g_assert_cmpfloat(document->items->latitude, ==, 45.5);
        g_assert_cmpfloat(document->items->longitude, ==, -71.25);
        feed_document_free(document);
    }
}

static void link_may_be_the_text_of_its_element(void)
{
    struct feed_document *document = tests_parse(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://h/q/'>"
        "<link rel='self' href='' xml:base='feed.xml'/><link> http://h/ </link>"
        "<entry><link href=''>http://h/1</link><link rel='replies'>http://h/1#r</link></entry>"
        "<entry><link rel='alternate' type='text/html'>2</link><link rel='x'>http://no/</link>"
        "</entry></feed>");
    g_assert_cmpstr(document->self_url, ==, "http://h/q/feed.xml");
    g_assert_cmpstr(document->site_url, ==, "http://h/");
    g_assert_cmpstr(document->items->url, ==, "http://h/1");
    g_assert_cmpstr(document->items->comments_url, ==, "http://h/1#r");
    g_assert_cmpstr(document->items->next->url, ==, "http://h/q/2");
    feed_document_free(document);
    document = tests_parse("<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel>"
                           "<atom:link rel='self' href='feed.xml' xml:base='http://h/q/'/>"
                           "</channel></rss>");
    g_assert_cmpstr(document->self_url, ==, "http://h/q/feed.xml");
    feed_document_free(document);
}

static void podcast_picture_may_be_a_link(void)
{
    static const char *const rows[] = {
        "<itunes:image href='http://h/p.jpg'/>",
        "<itunes:image url='http://h/p.jpg'/>",
        "<itunes:image>http://h/p.jpg</itunes:image>",
        "<itunes:image><url>http://h/p.jpg</url></itunes:image>",
        "<itunes:link rel='image' type='video/jpeg' href='http://h/p.jpg'>Title</itunes:link>",
        "<itunes:link rel='image' url='http://h/p.jpg'/>",
        "<itunes:link rel='image'> http://h/p.jpg</itunes:link>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct feed_document *document = tests_parse_item(rows[i]);
        g_assert_cmpstr(document->items->image, ==, "http://h/p.jpg");
        g_assert_null(document->items->url);
        feed_document_free(document);
    }
    struct feed_document *document =
        tests_parse_item("<itunes:link rel='other' href='http://h/p.jpg'/>"
                         "<itunes:link rel='image'>Title</itunes:link>");
    g_assert_null(document->items->image);
    feed_document_free(document);
}

static void title_of_a_picture_is_text(void)
{
    struct feed_document *document = tests_parse(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:svg='http://www.w3.org/2000/svg'><entry>"
        "<svg:title>no</svg:title><title xmlns='http://www.w3.org/2000/svg'>no</title>"
        "<title>yes</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a"
        "<svg:svg><svg:title>tree</svg:title></svg:svg><svg xmlns='http://www.w3.org/2000/svg'>"
        "<title>bush</title></svg></div></content></entry></feed>");
    g_assert_cmpstr(document->items->title, ==, "yes");
    g_assert_cmpstr(document->items->html, ==,
                    "a<svg><desc>tree</desc></svg><svg><desc>bush</desc></svg>");
    feed_document_free(document);
}

static void tags_are_words_whatever_they_look_like(void)
{
    static const char *const rows[][2] = {
        { "&lt;p&gt;A &amp;amp; B&lt;/p&gt;", "<p>A & B</p>" },
        { "&lt;marquee&gt;", "<marquee>" },
        { "&amp;lt;p&amp;gt;", "<p>" },
        { "<p>A</p>", "<p>A</p>" },
        { "<![CDATA[&lt;p&gt;A]]>", "<p>A" },
        { "R&amp;amp;D", "R&D" },
    };
    static const char *const elements[] = { "category", "dc:subject" };
    for (guint i = 0; i < G_N_ELEMENTS(rows) * 2; i++) {
        g_autofree char *inside =
            g_strdup_printf("<%s>%s</%s>", elements[i % 2], rows[i / 2][0], elements[i % 2]);
        struct feed_document *document = tests_parse_item(inside);
        g_assert_cmpstr(document->items->tags->name, ==, rows[i / 2][1]);
        feed_document_free(document);
    }
}

static void text_after_an_open_iframe_is_read(void)
{
    struct feed_document *document =
        tests_parse("<rss><channel><description>safe&lt;iframe src='x'> &lt;b>words&lt;/b>"
                    "</description><item><title>a &lt;iframe src='x'/>&lt;i>b&lt;/i></title></item>"
                    "</channel></rss>");
    g_assert_cmpstr(document->description, ==, "safe words");
    g_assert_cmpstr(document->items->title, ==, "a b");
    feed_document_free(document);
}

void test_dialect_add(void)
{
    g_test_add_func("/feed/tells-formats", tells_formats);
    g_test_add_func("/feed/fails-when-no-feed", refuses_what_is_no_feed);
    g_test_add_func("/feed/reads-atom", reads_atom);
    g_test_add_func("/feed/decodes-bytes", decodes_bytes);
    g_test_add_func("/feed/keeps-threads-apart", threads_do_not_meet);
    g_test_add_func("/feed/reads-when-to-ask-again", reads_when_to_ask_again);
    g_test_add_func("/feed/leaves-items-out-when-too-many", items_end_at_the_limit);
    g_test_add_func("/dialect/points-are-read-in-the-order-of-their-system",
                    points_are_read_in_the_order_of_their_system);
    g_test_add_func("/dialect/link-may-be-the-text-of-its-element",
                    link_may_be_the_text_of_its_element);
    g_test_add_func("/dialect/podcast-picture-may-be-a-link", podcast_picture_may_be_a_link);
    g_test_add_func("/dialect/title-of-a-picture-is-text", title_of_a_picture_is_text);
    g_test_add_func("/dialect/tags-are-words-whatever-they-look-like",
                    tags_are_words_whatever_they_look_like);
    g_test_add_func("/dialect/text-after-an-open-iframe-is-read",
                    text_after_an_open_iframe_is_read);
}
