/* SPDX-License-Identifier: MIT */
/* Any bytes as a feed: what comes of them is a model that keeps its promises. */
#include "feed/feed.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    feed_start();
    return 0;
}

static void check_text(const char *text)
{
    if (!text)
        return;
    g_assert_true(*text);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    for (const char *p = text; *p; p++)
        g_assert_true((guchar)*p >= ' ' || *p == '\n' || *p == '\t');
}

static void check_item(const struct feed_item *item)
{
    const char *const texts[] = { item->guid,         item->url,          item->title,
                                  item->html,         item->text,         item->summary,
                                  item->image,        item->thumbnail,    item->language,
                                  item->comments_url, item->source_title, item->source_url };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        check_text(texts[i]);
    g_assert_false(item->html && item->text);
    g_assert_true(!item->title || !strpbrk(item->title, "\n\t"));
    for (const struct feed_person *person = item->authors; person; person = person->next) {
        g_assert_true(person->name || person->url || person->email);
        check_text(person->name);
    }
    for (const struct feed_tag *tag = item->tags; tag; tag = tag->next)
        check_text(tag->name);
    for (const struct feed_enclosure *enclosure = item->enclosures; enclosure;
         enclosure = enclosure->next) {
        g_assert_true(enclosure->url && enclosure->size_bytes >= -1 && enclosure->duration_s >= -1);
        check_text(enclosure->url);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    const struct feed_options options = { .base_url = "http://h/a/" };
    struct feed_document *document = feed_parse((const char *)data, size, &options, &error);
    g_assert_true(document ? !error : error && error->domain == FEED_ERROR);
    if (!document)
        return 0;
    g_assert_nonnull(document->format);
    check_text(document->title);
    check_text(document->description);
    guint n = 0;
    for (const struct feed_item *item = document->items; item; item = item->next, n++)
        check_item(item);
    g_assert_cmpuint(n, ==, document->n_items);
    feed_document_free(document);
    return 0;
}
