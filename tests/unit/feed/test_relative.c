/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include <string.h>

#define NAMESPACES                                                                                 \
    " xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom'"        \
    " xmlns:podcast='https://podcastindex.org/namespace/1.0'"

static struct feed_document *parse_at(const char *text, const char *base_url)
{
    g_autoptr(GError) error = NULL;
    const struct feed_options options = { .base_url = base_url };
    struct feed_document *document = feed_parse(text, strlen(text), &options, &error);
    g_assert_no_error(error);
    g_assert_nonnull(document->items);
    return document;
}

/* Where the base of the item's text is to be. */
static void base_is_the_nearest_address(void)
{
    static const struct {
        const char *channel, *item, *document, *base;
    } rows[] = {
        { "<link>https://blog.example/</link>", "<link>https://blog.example/2024/post/</link>",
          "https://feeds.example/blog", "https://blog.example/2024/post/" },
        { "", "<guid>https://blog.example/2024/post/</guid>", "https://feeds.example/blog",
          "https://blog.example/2024/post/" },
        { "", "<guid isPermaLink='false'>https://blog.example/2024/post/</guid>",
          "https://feeds.example/blog", "https://feeds.example/blog" },
        { "<link>https://blog.example/</link>", "", "https://feeds.example/blog",
          "https://feeds.example/blog" },
        { "<link>https://blog.example/</link>", "", NULL, "https://blog.example/" },
        { "", "<link>/2024/post/</link>", "https://feeds.example/blog",
          "https://feeds.example/2024/post/" },
        { "<link>https://blog.example/</link>", "<link>2024/post/</link>", NULL,
          "https://blog.example/2024/post/" },
        { "", "<link>urn:uuid:1</link>", "https://feeds.example/blog",
          "https://feeds.example/blog" },
        { "", "", NULL, NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        /* the item's address after its text, the channel's after its items */
        g_autofree char *text = g_strdup_printf(
            "<rss" NAMESPACES "><channel><item><description>&lt;b>x&lt;/b></description>%s</item>"
            "%s</channel></rss>",
            rows[i].item, rows[i].channel);
        struct feed_document *document = parse_at(text, rows[i].document);
        g_assert_cmpstr(document->items->base_url, ==, rows[i].base);
        feed_document_free(document);
    }
}

static const char relatives[] =
    "<enclosure url='a.mp3'/><media:content url='/b.png' medium='image'/>"
    "<media:thumbnail url='c.png'/><comments>#comments</comments>"
    "<podcast:chapters url='chapters.json'/>";

static void assert_relatives(const struct feed_item *item, const char *folder, const char *root)
{
    g_autofree char *audio = g_strconcat(folder, "a.mp3", NULL);
    g_autofree char *picture = g_strconcat(root, "b.png", NULL);
    g_autofree char *thumbnail = g_strconcat(folder, "c.png", NULL);
    g_autofree char *comments = g_strconcat(folder, "#comments", NULL);
    g_autofree char *chapters = g_strconcat(folder, "chapters.json", NULL);
    g_assert_cmpstr(item->enclosures->url, ==, audio);
    g_assert_cmpstr(item->enclosures->next->url, ==, picture);
    g_assert_cmpstr(item->enclosures->next->next->url, ==, chapters);
    g_assert_cmpstr(item->image, ==, picture);
    g_assert_cmpstr(item->thumbnail, ==, thumbnail);
    g_assert_cmpstr(item->comments_url, ==, comments);
}

static void all_addresses_of_an_item_have_its_base(void)
{
    g_autofree char *rss = g_strdup_printf("<rss" NAMESPACES "><channel><item>%s<link>"
                                           "https://blog.example/2024/post/</link></item>"
                                           "</channel></rss>",
                                           relatives);
    struct feed_document *document = parse_at(rss, "https://feeds.example/blog");
    assert_relatives(document->items, "https://blog.example/2024/post/", "https://blog.example/");
    feed_document_free(document);
    g_autofree char *rdf =
        g_strdup_printf("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                        "xmlns='http://purl.org/rss/1.0/'" NAMESPACES "><channel/><item rdf:about="
                        "'https://blog.example/2024/post/'>%s</item></rdf:RDF>",
                        relatives);
    document = parse_at(rdf, "https://feeds.example/blog");
    assert_relatives(document->items, "https://blog.example/2024/post/", "https://blog.example/");
    feed_document_free(document);
}

static void own_base_counts_for_more(void)
{
    g_autofree char *rss = g_strdup_printf(
        "<rss" NAMESPACES "><channel xml:base='https://base.example/x/'><item>"
        "<link>post/</link><description>&lt;b>x&lt;/b></description>%s</item></channel></rss>",
        relatives);
    struct feed_document *document = parse_at(rss, "https://feeds.example/blog");
    g_autofree char *comments = g_strdup(document->items->comments_url);
    g_assert_cmpstr(comments, ==, "https://base.example/x/#comments");
    g_assert_cmpstr(document->items->url, ==, "https://base.example/x/post/");
    g_assert_cmpstr(document->items->enclosures->url, ==, "https://base.example/x/a.mp3");
    g_assert_cmpstr(document->items->base_url, ==, "https://base.example/x/");
    feed_document_free(document);
}

static void json_feed_has_the_same_base(void)
{
    static const char text[] =
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"home_page_url\":\"https://"
        "blog.example\","
        "\"items\":[{\"image\":\"i.png\",\"banner_image\":\"/b.png\",\"content_html\":\"<img "
        "src=p.png>\","
        "\"attachments\":[{\"url\":\"a.mp3\"}],\"url\":\"https://blog.example/2024/post/\"},"
        "{\"url\":\"/q/\",\"image\":\"i.png\",\"content_html\":\"x\"}]}";
    struct feed_document *document = parse_at(text, "https://feeds.example/blog");
    const struct feed_item *item = document->items;
    g_assert_cmpstr(item->image, ==, "https://blog.example/2024/post/i.png");
    g_assert_cmpstr(item->thumbnail, ==, "https://blog.example/b.png");
    g_assert_cmpstr(item->enclosures->url, ==, "https://blog.example/2024/post/a.mp3");
    g_assert_cmpstr(item->base_url, ==, "https://blog.example/2024/post/");
    g_assert_cmpstr(item->next->image, ==, "https://feeds.example/q/i.png");
    feed_document_free(document);
}

static void atom_has_the_base_of_its_document(void)
{
    static const char text[] =
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='https://blog.example/p/'/>"
        "<link rel='enclosure' href='a.mp3'/><content type='html'>x</content></entry></feed>";
    struct feed_document *document = parse_at(text, "https://feeds.example/blog");
    g_assert_cmpstr(document->items->enclosures->url, ==, "https://feeds.example/a.mp3");
    g_assert_cmpstr(document->items->base_url, ==, "https://feeds.example/blog");
    feed_document_free(document);
}

void test_relative_add(void)
{
    g_test_add_func("/relative/base-is-the-nearest-address", base_is_the_nearest_address);
    g_test_add_func("/relative/all-addresses-of-an-item-have-its-base",
                    all_addresses_of_an_item_have_its_base);
    g_test_add_func("/relative/own-base-counts-for-more", own_base_counts_for_more);
    g_test_add_func("/relative/json-feed-has-the-same-base", json_feed_has_the_same_base);
    g_test_add_func("/relative/atom-has-the-base-of-its-document",
                    atom_has_the_base_of_its_document);
}
