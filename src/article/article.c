/* SPDX-License-Identifier: MIT */
/* The article that is open: which of its texts is shown, set for a width, and the positions where
 * reading was left. */
#include "article/article.h"

#include "app/edit.h"
#include "app/engine.h"
#include "app/feed_list.h"
#include "article/beside.h"
#include "article/full_text.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/url.h"
#include "store/item_name.h"
#include "store/revision.h"
#include "text/difference.h"

#include <string.h>

#define CONTEXT_WORDS 30 /* around each change */

/* Names of states: where each text was left. */
static const char *const position_names[] = {
    [ARTICLE_FEED] = "place", [ARTICLE_WHOLE] = "place-whole"
};

#define FETCHED_FOR_S (24 * 3600) /* what failed is not fetched again automatically before */

static char *article_read_state(struct app *app, const struct article *article, const char *name)
{
    g_autofree char *key = g_strdup_printf("%s:%" G_GINT64_FORMAT, name, article->body->row.id);
    return store_get_state(app_get_store(app), key);
}

static void article_write_state(struct app *app, const struct article *article, const char *name,
                                const char *value)
{
    g_autofree char *key = g_strdup_printf("%s:%" G_GINT64_FORMAT, name, article->body->row.id);
    app_set_state(app, key, value);
}

/* ---- the whole text */

static bool article_has_whole(const struct article *article)
{
    return text_choice_has_whole(&article->text);
}

/* Whether the page is worth fetching although nobody asked for it. */
static bool article_wants_page(const struct article *article)
{
    const struct full_text *whole = article->text.whole;
    if (!url_is_http(article->body->row.url))
        return false;
    if (article_has_whole(article)) /* the article has changed since */
        return article->body->changed_at > whole->fetched_at;
    return !whole || whole->fetched_at < clock_now_s() - FETCHED_FOR_S;
}

static void article_open_texts(struct app *app, struct article *article)
{
    for (guint i = 0; i < ARTICLE_TEXT_N; i++) {
        g_autofree char *position = article_read_state(app, article, position_names[i]);
        article->positions[i] = position ? (guint)g_ascii_strtoull(position, NULL, 10) : 0;
    }
    const struct text_source source = app_get_text_source(app);
    text_choice_read(&source, article->body, &article->text);
    if (app_get_mode(app) == APP_READER && article->text.is_wanted && article_wants_page(article))
        article->is_fetching = full_text_fetch(app, article->body->row.id, NULL);
}

static void article_show(struct article *article, enum article_text text, guint position)
{
    article->positions[article->text.shown] = position;
    article->text.shown = text;
    g_clear_pointer(&article->page, page_free);
}

static void article_choose(struct app *app, struct article *article, enum article_text text)
{
    article->text.has_choice = true;
    text_choice_write(app, article->body->row.id, text);
}

bool article_switch_text(struct app *app, struct article *article, guint position, GError **error)
{
    if (article->text.shown == ARTICLE_FEED && !article_has_whole(article)) {
        if (!full_text_fetch(app, article->body->row.id, error))
            return false;
        article->is_fetching = article->is_asked = true;
        return true;
    }
    const enum article_text other =
        article->text.shown == ARTICLE_WHOLE ? ARTICLE_FEED : ARTICLE_WHOLE;
    article_show(article, other, position);
    article_choose(app, article, other);
    return true;
}

static struct full_text *full_text_copy(const struct full_text *text)
{
    struct full_text *copy = g_new(struct full_text, 1);
    *copy = *text;
    copy->content = text->content ? g_strndup(text->content, text->content_len) : NULL;
    copy->url = g_strdup(text->url);
    copy->error = g_strdup(text->error);
    return copy;
}

bool article_take(struct app *app, struct article *article, const struct event *event,
                  guint position)
{
    if (event->item_id != article->body->row.id)
        return false;
    const bool is_asked = article->is_asked;
    const struct full_text *text = event->full_text;
    article->is_fetching = article->is_asked = false;
    if (!text || (!text->content && article_has_whole(article)))
        return false;
    full_text_free(article->text.whole);
    article->text.whole = full_text_copy(text);
    if (is_asked && article_has_whole(article))
        article_choose(app, article, ARTICLE_WHOLE);
    const bool is_shown = article->text.shown == ARTICLE_WHOLE;
    const struct text_source source = app_get_text_source(app);
    const bool is_wanted =
        is_asked || (!article->text.has_choice && !position && !article->revision &&
                     text_choice_prefers_whole(&source, article->body, &article->text));
    if (!article_has_whole(article) || (!is_shown && !is_wanted))
        return false;
    article_show(article, ARTICLE_WHOLE, is_shown ? article->positions[ARTICLE_WHOLE] : position);
    return true;
}

bool article_drop_fetch(struct app *app, struct article *article)
{
    if (!article->is_asked)
        return false;
    full_text_drop(app, article->body->row.id);
    article->is_fetching = article->is_asked = false;
    return true;
}

char *article_make_title(const struct article *article)
{
    return item_make_name(article->body);
}

/* 1240 as "1,240". */
static char *format_count(guint n)
{
    return n < 1000 ? g_strdup_printf("%u", n) : g_strdup_printf("%u,%03u", n / 1000, n % 1000);
}

/* Which text is shown and which other there is, short enough for one line of an article. */
static char *describe_whole(const struct article *article, const char *key)
{
    const struct full_text *whole = article->text.whole;
    const bool is_whole = article->text.shown == ARTICLE_WHOLE;
    g_autofree char *count = format_count(whole->n_words);
    g_autofree char *size = g_strdup_printf("%s word%s", count, whole->n_words == 1 ? "" : "s");
    if (is_whole)
        return key ? g_strdup_printf("whole text · %s · %s feed's", size, key)
                   : g_strdup_printf("whole text · %s", size);
    return key ? g_strdup_printf("feed's text · %s whole text, %s", key, size)
               : g_strdup_printf("feed's text · the whole text has %s", size);
}

char *article_describe_text(const struct article *article, const char *key)
{
    const struct full_text *whole = article->text.whole;
    const char *url = whole && whole->url ? whole->url : article->body->row.url;
    g_autofree char *host = url ? url_get_host(url) : NULL;
    const char *site = host ? host : "its page";
    if (article->is_fetching && article->text.shown == ARTICLE_FEED)
        return g_strdup_printf("feed's text · fetching the whole text from %s …", site);
    if (article_has_whole(article))
        return describe_whole(article, key);
    if (!whole)
        return article->text.is_note && key ? g_strdup_printf("feed's text · %s whole text", key)
                                            : NULL;
    g_autofree char *hint = key ? g_strdup_printf("; %s tries again", key) : g_strdup("");
    return g_strdup_printf("feed's text · could not fetch the whole text from %s: %s%s", site,
                           whole->error, hint);
}

/* ---- open and closed */

/* The article's own address is shown, opened and copied without what only tracks. */
static void article_strip_tracking(const struct app *app, struct article *article)
{
    struct item_row *row = &article->body->row;
    article->strips_tracking = options_get_bool(app_get_options(app), OPTION_STRIP_TRACKING);
    if (!article->strips_tracking || !row->url)
        return;
    char *stripped = url_strip_tracking(row->url, &article->n_stripped);
    g_free(row->url);
    row->url = stripped;
}

struct article *article_open(struct app *app, gint64 item_id, GError **error)
{
    struct item_body *body = store_get_body(app_get_store(app), item_id, error);
    if (!body)
        return NULL;
    struct article *article = g_new0(struct article, 1);
    article->body = body;
    article->feed_title = g_strdup(feed_list_get_title(app_get_feed_list(app), body->row.feed_id));
    article->figures = article_format_figures(body);
    app_apply_pending(app, &body->row);
    const struct options *options = app_get_feed_options(app, body->row.feed_id);
    if (!body->row.is_read && options_get_bool(options, OPTION_MARK_READ_ON_OPEN)) {
        app_mark_read(app, item_id, true);
        body->row.is_read = true;
    }
    article_open_texts(app, article);
    article_strip_tracking(app, article);
    return article;
}

void article_close(struct app *app, struct article *article, guint position)
{
    if (!article)
        return;
    article->positions[article->text.shown] = position;
    for (guint i = 0; i < ARTICLE_TEXT_N; i++) {
        g_autofree char *old = article_read_state(app, article, position_names[i]);
        g_autofree char *value = g_strdup_printf("%u", article->positions[i]);
        if (article->positions[i] ? g_strcmp0(old, value) != 0 : old && g_strcmp0(old, "0") != 0)
            article_write_state(app, article, position_names[i], value);
    }
    page_free(article->page);
    full_text_free(article->text.whole);
    if (article->revisions)
        g_ptr_array_unref(article->revisions);
    g_free(article->difference);
    item_body_free(article->body);
    g_free(article->feed_title);
    g_free(article->figures);
    g_free(article);
}

/* What is set on the page. */
struct state {
    const char *title, *content, *base_url;
    gsize len;
    bool is_text;
};

static struct state article_get_shown(const struct article *article)
{
    const struct item_body *body = article->body;
    const char *base_url = body->base_url ? body->base_url : body->row.url;
    if (article->difference)
        return (struct state){ body->row.title, article->difference, base_url,
                               strlen(article->difference), false };
    if (article->text.shown == ARTICLE_WHOLE)
        return (struct state){ body->row.title, article->text.whole->content,
                               article->text.whole->url, article->text.whole->content_len, false };
    return (struct state){ body->row.title, body->content, base_url, body->content_len,
                           body->is_text };
}

void article_set_width(struct article *article, guint width)
{
    if (article->page && article->page_width == width)
        return;
    page_free(article->page);
    const struct state shown = article_get_shown(article);
    const struct page_options options = {
        .base_url = shown.base_url,
        .own_url = article->body->row.url,
        .width = MAX(width, 8),
        .links = PAGE_LINKS_FOOTNOTES,
        .justifies = article->justifies,
        .keeps_pre = article->keeps_pre,
        .marks_struck = article->marks_struck,
        .marks_code = article->marks_code,
        .strips_tracking = article->strips_tracking,
        .has_jumps = true,
        .hyphens = article->hyphens,
        .pictures = article->pictures,
        .language = article->body->language,
        .is_plain_text = shown.is_text,
        .figures =
            article->difference || article->text.shown == ARTICLE_WHOLE ? NULL : article->figures,
    };
    article->page = page_render(shown.content, shown.len, &options);
    article->page_width = width;
    if (!article->difference)
        article->body->row.n_words = article->page->n_words; /* the archive counts them later */
}

/* ---- what it said before */

/* One state of the article: an earlier one, or the current one. */
static struct state article_get_version(const struct article *article, guint index)
{
    const struct item_body *body = article->body;
    if (index >= article->revisions->len)
        return (struct state){ .title = body->row.title,
                               .content = body->content,
                               .len = body->content_len,
                               .is_text = body->is_text };
    const struct item_revision *revision = article->revisions->pdata[index];
    return (struct state){ .title = revision->title,
                           .content = revision->content,
                           .len = revision->content_len,
                           .is_text = revision->is_text };
}

static char *article_compare(const struct article *article, guint index)
{
    const struct state old = article_get_version(article, index);
    const struct state new = article_get_version(article, index + 1);
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
        article->revisions = store_get_revisions(app_get_store(app), article->body->row.id, error);
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

guint article_find_line(const struct article *article, guint position)
{
    const struct page *page = article->page;
    guint low = 0, high = page ? page->n_lines : 0;
    while (low < high) { /* the last line that begins at or before the position */
        const guint middle = low + (high - low) / 2;
        if (page->lines[middle].source <= position)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return 0;
    while (low > 1 && page->lines[low - 2].source == page->lines[low - 1].source)
        low--; /* the first of the lines of that position */
    return low - 1;
}

guint article_find_line_below(const struct article *article, guint position, guint rows)
{
    const struct page *page = article->page;
    guint line = article_find_line(article, position);
    while (rows-- > 0 && line + 1 < page->n_lines && page->lines[line + 1].source <= position)
        line++;
    return line;
}

guint article_get_position_line(const struct article *article)
{
    const guint position = article->positions[article->text.shown];
    return position ? article_find_line(article, position) : 0;
}
