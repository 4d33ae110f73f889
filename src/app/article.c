/* SPDX-License-Identifier: MIT */
/* The article that is open: its text set for a width, and the place where reading was left. */
#include "app/article.h"

#include "private.h"

static char *place_key(gint64 item_id)
{
    return g_strdup_printf("place:%" G_GINT64_FORMAT, item_id);
}

struct article *article_open(struct app *app, gint64 item_id, GError **error)
{
    struct item_body *body = store_get_body(app->store, item_id, error);
    if (!body)
        return NULL;
    struct article *article = g_new0(struct article, 1);
    article->body = body;
    article->feed_title = g_strdup(feed_list_get_title(app->feed_list, body->row.feed_id));
    app_apply_pending(app, &body->row);
    const struct subscription *subscription = app_find_subscription(app, body->row.feed_id);
    const struct options *options = subscription ? subscription->options : app->options;
    if (!body->row.is_read && options_get_bool(options, OPTION_MARK_READ_ON_OPEN)) {
        app_mark_read(app, item_id, true);
        body->row.is_read = true;
    }
    return article;
}

void article_close(struct app *app, struct article *article, guint place)
{
    if (!article)
        return;
    g_autofree char *key = place_key(article->body->row.id);
    g_autofree char *old = store_get_state(app->store, key);
    g_autofree char *value = g_strdup_printf("%u", place);
    if (place ? g_strcmp0(old, value) != 0 : old && g_strcmp0(old, "0") != 0)
        app_set_state(app, key, value);
    page_free(article->page);
    item_body_free(article->body);
    g_free(article->feed_title);
    g_free(article);
}

void article_set_width(struct article *article, guint width)
{
    struct item_body *body = article->body;
    if (article->page && article->page_width == width)
        return;
    page_free(article->page);
    const struct page_options options = {
        .base_url = body->base_url ? body->base_url : body->row.url,
        .width = MAX(width, 8),
        .links = PAGE_LINKS_FOOTNOTES,
        .is_plain_text = body->is_text,
    };
    article->page = page_render(body->content, body->content_len, &options);
    article->page_width = width;
    body->row.n_words = article->page->n_words; /* the archive counts them later */
}

guint article_find_line(const struct article *article, guint place)
{
    const struct page *page = article->page;
    guint low = 0, high = page ? page->n_lines : 0;
    while (low < high) { /* the last line that begins at or before the place */
        const guint middle = low + (high - low) / 2;
        if (page->lines[middle].source <= place)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return 0;
    while (low > 1 && page->lines[low - 2].source == page->lines[low - 1].source)
        low--; /* the first of the lines of that place */
    return low - 1;
}

guint article_get_place_line(struct app *app, const struct article *article)
{
    g_autofree char *key = place_key(article->body->row.id);
    g_autofree char *value = store_get_state(app->store, key);
    const guint place = value ? (guint)g_ascii_strtoull(value, NULL, 10) : 0;
    return place ? article_find_line(article, place) : 0;
}

char *article_extract_words(const char *content, gsize len, bool is_text)
{
    return is_text ? g_utf8_make_valid(content, (gssize)len) : page_extract_text(content, len, 0);
}
