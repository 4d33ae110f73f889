/* SPDX-License-Identifier: MIT */
/* Runs the tests of feed. */
#include "tests.h"

#include <string.h>

struct feed_document *tests_parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    struct feed_document *document = feed_parse(text, strlen(text), NULL, &error);
    g_assert_no_error(error);
    g_assert_nonnull(document);
    return document;
}

struct feed_document *tests_parse_item(const char *inside)
{
    g_autofree char *text = g_strdup_printf(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/' "
        "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
        "xmlns:atom='http://www.w3.org/2005/Atom'>"
        "<channel><title>Feed</title><item>%s</item></channel></rss>",
        inside);
    struct feed_document *document = tests_parse(text);
    g_assert_cmpuint(document->n_items, ==, 1);
    return document;
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    feed_start();
    test_body_add();
    test_dialect_add();
    test_discovery_add();
    test_item_add();
    test_json_add();
    test_mend_add();
    test_opml_add();
    test_picture_add();
    test_relative_add();
    const int status = g_test_run();
    feed_stop();
    return status;
}
