/* SPDX-License-Identifier: MIT */
/* Any bytes as OPML; what was read is written and read again as the same. */
#include "feed/feed.h"
#include "feed/opml.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed_start();
    struct opml *opml = opml_parse((const char *)data, size, NULL);
    if (!opml)
        return 0;
    guint n = 0;
    for (guint i = 0; i < opml->feeds->len; i++) {
        const struct opml_feed *feed = &g_array_index(opml->feeds, struct opml_feed, i);
        g_assert_true(g_utf8_validate(feed->url, -1, NULL));
        g_assert_true(feed->command || *feed->url);
        n += !feed->command;
    }
    g_autofree char *text =
        opml_format(opml->title ? opml->title : "", 0,
                    (const struct opml_feed *)(void *)opml->feeds->data, opml->feeds->len);
    struct opml *again = opml_parse(text, strlen(text), NULL);
    g_assert_true(again && again->feeds->len == n);
    opml_free(again);
    opml_free(opml);
    return 0;
}
