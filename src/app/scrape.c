/* SPDX-License-Identifier: MIT */
/* A page without a feed read as one: what text finds on it, in the model of feeds. */
#include "app/scrape.h"

#include "base/date.h"
#include "base/hash.h"
#include "text/scrape.h"

#include <string.h>

/* The options and the rules they are, in one order. */
static const enum option_id wish_options[] = {
    OPTION_ITEM, OPTION_TITLE, OPTION_LINK, OPTION_DATE, OPTION_AUTHOR, OPTION_TEXT, OPTION_IMAGE,
};

struct scrape_wish {
    char *texts[G_N_ELEMENTS(wish_options)];
};

struct scrape_wish *scrape_wish_new(const struct options *options)
{
    struct scrape_wish *wish = g_new0(struct scrape_wish, 1);
    for (guint i = 0; i < G_N_ELEMENTS(wish_options); i++)
        wish->texts[i] = g_strdup(options_get_string(options, wish_options[i]));
    return wish;
}

void scrape_wish_free(struct scrape_wish *wish)
{
    for (guint i = 0; wish && i < G_N_ELEMENTS(wish_options); i++)
        g_free(wish->texts[i]);
    g_free(wish);
}

/* A selector is right if a page can be read by it. */
bool scrape_check(enum option_id id, const char *text, GError **error)
{
    static const char page[] = "<p>a";
    const char *texts[G_N_ELEMENTS(wish_options)] = { "p" };
    g_autoptr(GError) problem = NULL;
    bool is_known = false;
    for (guint i = 0; i < G_N_ELEMENTS(wish_options); i++)
        if (wish_options[i] == id && *text) {
            texts[i] = text;
            is_known = true;
        }
    if (!is_known)
        return true;
    const struct scrape_rules rules = { texts[0], texts[1], texts[2], texts[3],
                                        texts[4], texts[5], texts[6] };
    scrape_page_free(scrape_html(page, strlen(page), NULL, NULL, &rules, &problem));
    if (!g_error_matches(problem, TEXT_ERROR, TEXT_ERROR_SELECTOR))
        return true;
    g_propagate_error(error, g_steal_pointer(&problem));
    return false;
}

guint64 scrape_wish_get_hash(const struct scrape_wish *wish)
{
    guint64 hash = 0;
    for (guint i = 0; i < G_N_ELEMENTS(wish_options); i++)
        hash = hash_add_bytes(hash + i, wish->texts[i], strlen(wish->texts[i]));
    return hash;
}

static gint64 read_date(const char *text, bool *is_day)
{
    gint64 at;
    return date_parse_day(text, &at, is_day) ? at : FEED_NO_TIME;
}

static struct feed_item *item_new(struct arena *arena, const struct scrape_item *found,
                                  const char *base_url)
{
    struct feed_item *item = arena_new0(arena, struct feed_item);
    item->base_url = base_url;
    item->url = arena_strdup(arena, found->url);
    item->title = arena_strdup(arena, found->title);
    item->html = arena_strdup(arena, found->html);
    item->image = arena_strdup(arena, found->image);
    item->published_at = read_date(found->date, &item->published_is_day);
    item->updated_at = FEED_NO_TIME;
    if (found->author) {
        item->authors = arena_new0(arena, struct feed_person);
        item->authors->name = arena_strdup(arena, found->author);
    }
    return item;
}

struct feed_document *scrape_parse(const char *bytes, size_t len, const char *content_type,
                                   const char *base_url, const struct scrape_wish *wish,
                                   guint max_items, GError **error)
{
    const struct scrape_rules rules = {
        .item = wish->texts[0],
        .title = wish->texts[1],
        .link = wish->texts[2],
        .date = wish->texts[3],
        .author = wish->texts[4],
        .text = wish->texts[5],
        .image = wish->texts[6],
    };
    struct scrape_page *page = scrape_html(bytes, len, content_type, base_url, &rules, error);
    if (!page)
        return NULL;
    struct arena *arena = arena_new(0);
    struct feed_document *document = arena_new0(arena, struct feed_document);
    struct feed_item **tail = &document->items;
    const char *base = arena_strdup(arena, page->base_url);
    document->arena = arena;
    document->format = "scrape";
    document->title = arena_strdup(arena, page->title);
    document->language = arena_strdup(arena, page->language);
    document->description = arena_strdup(arena, page->description);
    document->site_url = arena_strdup(arena, base_url);
    document->updated_at = FEED_NO_TIME;
    document->ttl_s = document->period_s = -1;
    for (guint i = 0; i < page->items->len && (!max_items || i < max_items); i++) {
        *tail = item_new(arena, page->items->pdata[i], base);
        tail = &(*tail)->next;
        document->n_items++;
    }
    scrape_page_free(page);
    return document;
}
