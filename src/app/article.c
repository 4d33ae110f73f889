/* SPDX-License-Identifier: MIT */
/* The article that is open: its text set for a width, and the place where reading was left. */
#include "app/article.h"

#include "base/date.h"
#include "private.h"
#include "store/revision.h"
#include "text/difference.h"

#include <string.h>

#define CONTEXT_WORDS 30 /* around each change */

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
    if (article->revisions)
        g_ptr_array_unref(article->revisions);
    g_free(article->difference);
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
        .justifies = article->justifies,
        .hyphens = article->hyphens,
        .language = body->language,
        .is_plain_text = body->is_text && !article->difference,
    };
    const char *content = article->difference ? article->difference : body->content;
    article->page =
        page_render(content, article->difference ? strlen(content) : body->content_len, &options);
    article->page_width = width;
    if (!article->difference)
        body->row.n_words = article->page->n_words; /* the archive counts them later */
}

/* ---- what it said before */

/* One state of the article: an earlier one, or that of now. */
struct state {
    const char *title, *content;
    gsize len;
    bool is_text;
};

static struct state article_get_state(const struct article *article, guint index)
{
    const struct item_body *body = article->body;
    if (index >= article->revisions->len)
        return (struct state){ body->row.title, body->content, body->content_len, body->is_text };
    const struct item_revision *revision = article->revisions->pdata[index];
    return (struct state){ revision->title, revision->content, revision->content_len,
                           revision->is_text };
}

static char *article_compare(const struct article *article, guint index)
{
    const struct state old = article_get_state(article, index);
    const struct state new = article_get_state(article, index + 1);
    const char *old_title = old.title ? old.title : "", *new_title = new.title ? new.title : "";
    g_autofree char *title = strcmp(old_title, new_title) != 0
                                 ? text_difference(old_title, strlen(old_title), true, new_title,
                                                   strlen(new_title), true, CONTEXT_WORDS)
                                 : g_strdup("");
    g_autofree char *body = text_difference(old.content, old.len, old.is_text, new.content, new.len,
                                            new.is_text, CONTEXT_WORDS);
    return g_strconcat(title, *title ? "<hr>" : "", body, NULL);
}

bool article_show_changes(struct app *app, struct article *article, GError **error)
{
    if (!article->revisions)
        article->revisions = store_get_revisions(app->store, article->body->row.id, error);
    if (!article->revisions || !article->revisions->len)
        return false;
    article->revision = article->revision ? article->revision - 1 : article->revisions->len;
    g_clear_pointer(&article->difference, g_free);
    if (article->revision)
        article->difference = article_compare(article, article->revision - 1);
    g_clear_pointer(&article->page, page_free);
    return true;
}

char *article_describe_change(const struct article *article)
{
    const guint n = article->revisions ? article->revisions->len : 0;
    const struct item_revision *revision =
        article->revision ? article->revisions->pdata[article->revision - 1] : NULL;
    const gint64 at = revision ? revision->until_at : article->body->changed_at;
    g_autofree char *date = at ? date_format_local(at, "%a %-d %b %Y, %H:%M") : NULL;
    if (!date)
        return NULL;
    return revision ? g_strdup_printf("changed %s (%u of %u)", date, article->revision, n)
                    : g_strdup_printf("changed %s", date);
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
