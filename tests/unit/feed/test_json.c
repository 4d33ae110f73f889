/* SPDX-License-Identifier: MIT */
#include "tests.h"

#define HEAD "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\","

static void reads_items(void)
{
    struct feed_document *document =
        tests_parse(HEAD "\"authors\":[{\"name\":\"F\"}],\"items\":[{\"id\":42,\"url\":\"http://h/"
                         "1\",\"title\":\" A\\n &amp; \","
                         "\"content_html\":\"<p>x\",\"content_text\":\"y\",\"summary\":\"s\","
                         "\"date_published\":\"2024-01-01\","
                         "\"tags\":[\"a\",1,null,\"a\"],\"author\":{\"name\":\"Ann\"},"
                         "\"attachments\":[{\"url\":\"http://h/a.mp3\",\"mime_type\":\"audio/"
                         "mpeg\",\"size_in_bytes\":5,"
                         "\"duration_in_seconds\":61.5}]}]}");
    const struct feed_item *item = document->items;
    g_assert_cmpstr(document->authors->name, ==, "F");
    g_assert_cmpstr(item->guid, ==, "42");
    g_assert_cmpstr(item->title, ==, "A &amp;");
    g_assert_cmpstr(item->html, ==, "<p>x");
    g_assert_cmpstr(item->summary, ==, "s");
    g_assert_cmpint(item->published_at, ==, 1704067200);
    g_assert_cmpstr(item->tags->next->name, ==, "1");
    g_assert_null(item->tags->next->next);
    g_assert_cmpstr(item->authors->name, ==, "Ann");
    g_assert_cmpfloat(item->enclosures->duration_s, ==, 61.5);
    feed_document_free(document);
}

static void bad_values_cost_themselves(void)
{
    struct feed_document *document = tests_parse(
        HEAD "\"description\":7,\"items\":[5,{\"id\":\"a\",\"title\":null,\"tags\":{},\"url\":[],"
             "\"authors\":\"x\"},\"z\","
             "{\"id\":\"b\",\"title\":\"A\\ud83dB\\ud83d\\ude00\\u0000\\u0007\"}]} trailing");
    g_assert_cmpuint(document->n_items, ==, 2);
    g_assert_null(document->description);
    g_assert_null(document->items->title);
    g_assert_cmpstr(document->items->next->title, ==,
                    "A\xef\xbf\xbd"
                    "B\xf0\x9f\x98\x80");
    feed_document_free(document);
}

static void controls_are_letters_of_windows_1252(void)
{
    struct feed_document *document = tests_parse(
        HEAD "\"items\":[{\"title\":\"it\\u0092s\",\"content_text\":\"\\u0093x\\u0094\"}]}");
    g_assert_cmpstr(document->items->title, ==, "it\xe2\x80\x99s");
    g_assert_cmpstr(document->items->text, ==, "\xe2\x80\x9cx\xe2\x80\x9d");
    feed_document_free(document);
}

void test_json_add(void)
{
    g_test_add_func("/json/controls-are-letters-of-windows-1252",
                    controls_are_letters_of_windows_1252);
    g_test_add_func("/json/reads-items", reads_items);
    g_test_add_func("/json/keeps-the-rest-when-values-are-bad", bad_values_cost_themselves);
}
