/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include <string.h>

static void pictures_are_described(void)
{
    static const struct {
        const char *inside, *url, *type, *medium, *description, *title;
    } rows[] = {
        { "<media:content url='http://h/boat.png' type='image/png' medium='image'>"
          "<media:rating scheme='urn:simple'>nonadult</media:rating>"
          "<media:description type='plain'>A red boat,\n at &lt;noon&gt; "
          "&amp;amp;</media:description>"
          "</media:content>",
          "http://h/boat.png", "image/png", "image", "A red boat, at <noon> &amp;", NULL },
        { "<media:content url='http://h/b' medium='IMAGE'><media:description type='html'>"
          "A &lt;i&gt;red&lt;/i&gt; boat</media:description><media:title>Boat</media:title>"
          "</media:content>",
          "http://h/b", NULL, "image", "A red boat", "Boat" },
        { "<media:group><media:content url='http://h/b' type='image/gif'><media:description>"
          "A &amp;eacute; boat</media:description></media:content></media:group>",
          "http://h/b", "image/gif", NULL, "A \xc3\xa9 boat", NULL },
        { "<enclosure url='http://h/b.jpg' type='image/jpeg' length='7'/><media:content "
          "url='http://h/b.jpg'><media:description>same</media:description></media:content>",
          "http://h/b.jpg", "image/jpeg", NULL, "same", NULL },
        { "<description>text</description><media:content url='http://h/b' medium='image'/>"
          "<media:description>A crowd at &lt;b&gt;night&lt;/b&gt;.</media:description>",
          "http://h/b", NULL, "image", "A crowd at night.", NULL },
        { "<media:content url='http://h/b' medium='image'/><media:description>the only text"
          "</media:description>",
          "http://h/b", NULL, "image", NULL, NULL },
        { "<description>text</description><media:content url='http://h/b' medium='video'/>"
          "<media:description>of the film</media:description>",
          "http://h/b", NULL, "video", NULL, NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct feed_document *document = tests_parse_item(rows[i].inside);
        const struct feed_enclosure *picture = document->items->enclosures;
        g_assert_nonnull(picture);
        g_assert_null(picture->next);
        g_assert_cmpstr(picture->url, ==, rows[i].url);
        g_assert_cmpstr(picture->type, ==, rows[i].type);
        g_assert_cmpstr(picture->medium, ==, rows[i].medium);
        g_assert_cmpstr(picture->description, ==, rows[i].description);
        g_assert_cmpstr(picture->title, ==, rows[i].title);
        feed_document_free(document);
    }
}

static void caption_is_no_summary(void)
{
    struct feed_document *document =
        tests_parse_item("<description>text</description><media:content url='http://h/b' "
                         "medium='image'/><media:description>caption</media:description>");
    g_assert_cmpstr(document->items->text, ==, "text");
    g_assert_null(document->items->summary);
    feed_document_free(document);
}

static void sides_are_pixels_or_missing(void)
{
    static const struct {
        const char *value;
        guint width;
    } rows[] = {
        { "640", 640 }, { " 640px ", 640 },      { "-1", 0 },
        { "wide", 0 },  { "99999999999999", 0 }, { "", 0 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *inside = g_strdup_printf(
            "<media:content url='http://h/b' width='%s' height='480'/>", rows[i].value);
        struct feed_document *document = tests_parse_item(inside);
        g_assert_cmpuint(document->items->enclosures->width, ==, rows[i].width);
        g_assert_cmpuint(document->items->enclosures->height, ==, 480);
        feed_document_free(document);
    }
}

static void description_is_cut_when_endless(void)
{
    g_autofree char *words = g_strnfill(100000, 'x');
    g_autofree char *inside = g_strdup_printf("<media:content url='http://h/b'><media:description>"
                                              "%s</media:description></media:content>",
                                              words);
    struct feed_document *document = tests_parse_item(inside);
    g_assert_cmpuint(strlen(document->items->enclosures->description), ==, 8 * 1024);
    feed_document_free(document);
}

void test_picture_add(void)
{
    g_test_add_func("/picture/has-its-description", pictures_are_described);
    g_test_add_func("/picture/caption-is-not-a-summary", caption_is_no_summary);
    g_test_add_func("/picture/sides-are-pixels-or-missing", sides_are_pixels_or_missing);
    g_test_add_func("/picture/description-is-cut-when-endless", description_is_cut_when_endless);
}
