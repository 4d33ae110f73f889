/* SPDX-License-Identifier: MIT */
/* A look at a document: the facts of a feed, or the candidates of a page. Parse worker. */
#include "discovery_look.h"

#include "base/hash.h"
#include "base/markup.h"
#include "base/url.h"
#include "feed/discovery.h"
#include "feed/feed.h"

#include <stdlib.h>
#include <string.h>

#define MEASURED_ITEMS 21
#define MEASURED_BYTES 4096
#define FULL_TEXT_BYTES 800 /* of words in the median article; teasers are shorter */

static void look_free(void *data)
{
    struct look *look = data;
    g_free(look->error);
    g_free(look->url);
    g_free(look->moved_to);
    g_free(look->title);
    g_free(look->format);
    if (look->candidates)
        g_ptr_array_unref(look->candidates);
    g_free(look);
}

static int compare_sizes(const void *a, const void *b)
{
    const size_t one = *(const size_t *)a, other = *(const size_t *)b;
    return (one > other) - (one < other);
}

static size_t measure_item(const struct feed_item *item)
{
    const char *html = item->html ? item->html : item->summary_is_html ? item->summary : NULL;
    const char *text = item->text ? item->text : item->summary;
    if (!html)
        return text ? strlen(text) : 0;
    size_t len;
    g_free(
        markup_extract_text(html, MIN(strlen(html), 4 * MEASURED_BYTES), MEASURED_BYTES, 0, &len));
    return len;
}

static bool is_full_text(const struct feed_document *document)
{
    size_t sizes[MEASURED_ITEMS];
    guint n = 0;
    for (const struct feed_item *item = document->items; item && n < MEASURED_ITEMS;
         item = item->next)
        sizes[n++] = measure_item(item);
    qsort(sizes, n, sizeof sizes[0], compare_sizes);
    return n && sizes[n / 2] >= FULL_TEXT_BYTES;
}

static void look_at_feed(struct look *look, const struct feed_document *document)
{
    look->is_feed = true;
    look->title = g_strdup(document->title);
    look->format = g_strdup(document->format);
    look->n_items = document->n_items;
    look->is_full_text = is_full_text(document);
    for (const struct feed_item *item = document->items; item; item = item->next) {
        const char *name = item->url ? item->url : item->guid ? item->guid : item->title;
        if (name)
            look->items_hash += hash_bytes(name, strlen(name)); /* in any order */
        const gint64 at = MAX(item->published_at, item->updated_at);
        if (at != FEED_NO_TIME)
            look->newest_at = MAX(look->newest_at, at);
    }
}

static void *look_read(const struct net_response *answer, void *data)
{
    (void)data;
    struct look *look = g_new0(struct look, 1);
    look->status = answer->status;
    look->is_cancelled = answer->is_cancelled;
    look->error = g_strdup(answer->error);
    look->url = g_strdup(answer->url);
    look->moved_to = g_strdup(answer->moved_to);
    if (answer->error || !answer->body)
        return look;
    const struct feed_options options = { .base_url = answer->url,
                                          .content_type = answer->content_type };
    g_autoptr(GError) error = NULL;
    struct feed_document *document = feed_parse(answer->body, answer->body_len, &options, &error);
    if (document) {
        look_at_feed(look, document);
        feed_document_free(document);
        return look;
    }
    look->candidates = discovery_list_new();
    const char *first = answer->body;
    while (g_ascii_isspace(*first))
        first++;
    if (*first == '{')
        discovery_find_in_lookup(first, answer->body_len - (size_t)(first - answer->body),
                                 look->candidates);
    else if (answer->url)
        discovery_find_in_page(answer->body, answer->body_len, answer->content_type, answer->url,
                               look->candidates);
    if (answer->link && answer->url)
        discovery_find_in_header(answer->link, answer->url, look->candidates);
    return look;
}

const struct document_reader look_reader = { .read = look_read, .free = look_free };
