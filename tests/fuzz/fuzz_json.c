/* SPDX-License-Identifier: MIT */
/* Any bytes as the items of a JSON Feed: each item is read or left out, and strings are clean. */
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

static void check_line(const char *text)
{
    if (!text)
        return;
    g_assert_true(*text);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    for (const char *p = text; *p; p++)
        g_assert_true((guchar)*p >= ' ' && *p != 0x7f);
}

static void check_item(const struct feed_item *item)
{
    check_line(item->guid);
    check_line(item->url);
    check_line(item->title);
    check_line(item->language);
    g_assert_false(item->html && item->text);
    for (const struct feed_tag *tag = item->tags; tag; tag = tag->next)
        check_line(tag->name);
    for (const struct feed_enclosure *enclosure = item->enclosures; enclosure;
         enclosure = enclosure->next) {
        check_line(enclosure->url);
        g_assert_true(enclosure->size_bytes >= -1);
        g_assert_true(enclosure->duration_s == -1 || enclosure->duration_s >= 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GString) text =
        g_string_new("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[");
    g_string_append_len(text, (const char *)data, (gssize)size);
    g_string_append(text, "]}");
    g_autoptr(GError) error = NULL;
    struct feed_document *document = feed_parse(text->str, text->len, NULL, &error);
    g_assert_true(document ? !error : error && error->domain == FEED_ERROR);
    if (!document)
        return 0;
    for (const struct feed_item *item = document->items; item; item = item->next)
        check_item(item);
    feed_document_free(document);
    return 0;
}
