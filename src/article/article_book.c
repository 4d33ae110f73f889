/* SPDX-License-Identifier: MIT */
/* Articles as a book, with the pictures that are on disk. */
#include "article_book.h"

#include "app/engine.h"
#include "article/article_save.h"
#include "article/beside.h"
#include "article/choice.h"
#include "article/picture.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/markup.h"
#include "base/url.h"
#include "epub.h"
#include "store/item_name.h"
#include "text/xhtml.h"

#include <stdatomic.h>
#include <string.h>

#define MAX_PICTURE_BYTES (256 << 20) /* of a book, all together; further ones are named */

struct book {
    struct epub *epub;
    GHashTable *pictures; /* address to the one in the book, "" for none; both its own */
    gsize picture_bytes;
};

static const char *find_picture(void *data, const char *url)
{
    struct book *book = data;
    const char *found = g_hash_table_lookup(book->pictures, url);
    gsize len = 0;
    if (!found) {
        char *bytes = book->picture_bytes < MAX_PICTURE_BYTES ? app_load_picture(url, &len) : NULL;
        const char *name = bytes ? epub_take_picture(book->epub, bytes, len) : NULL;
        book->picture_bytes += name ? len : 0;
        g_hash_table_insert(book->pictures, g_strdup(url), g_strdup(name ? name : ""));
        found = name;
    }
    return found && *found ? found : NULL;
}

static void add_paragraph(GString *out, const char *text)
{
    if (!text || !*text)
        return;
    g_string_append(out, "<p>");
    markup_append_escaped(out, text, strlen(text));
    g_string_append(out, "</p>\n");
}

static void add_link(GString *out, const char *url)
{
    if (!url || !url_is_http(url))
        return;
    g_string_append(out, "<p><a href=\"");
    markup_append_escaped(out, url, strlen(url));
    g_string_append(out, "\">");
    markup_append_escaped(out, url, strlen(url));
    g_string_append(out, "</a></p>\n");
}

/* Feed, author, date and link of an article. */
static void add_facts(const struct text_source *source, GString *out, const struct item_body *body)
{
    g_autofree char *date = date_format_local(body->row.sort_at, "%A, %-d %B %Y");
    add_paragraph(out, source->get_feed_title(source->data, body->row.feed_id));
    add_paragraph(out, body->row.author);
    add_paragraph(out, date);
    add_link(out, body->row.url);
}

static void add_article(const struct text_source *source, struct book *book,
                        const struct item_body *body, bool is_only)
{
    const struct xhtml_pictures pictures = { find_picture, book };
    g_autoptr(GString) out = g_string_new(NULL);
    if (!is_only)
        add_facts(source, out, body);
    if (body->is_text) {
        g_string_append(out, "<pre>");
        markup_append_escaped(out, body->content, body->content_len);
        g_string_append(out, "</pre>\n");
    } else {
        g_autofree char *content =
            xhtml_format(body->content, body->content_len,
                         body->base_url ? body->base_url : body->row.url, &pictures);
        g_string_append_printf(out, "<div>%s</div>\n", content);
    }
    g_autofree char *figures = article_format_figures(body);
    if (figures) {
        g_autofree char *content = xhtml_format(figures, strlen(figures), NULL, &pictures);
        g_string_append_printf(out, "<div>%s</div>\n", content);
    }
    g_autofree char *title = item_make_name(body);
    epub_add_chapter(book->epub, title, out->str);
}

/* A book's title page; of one article: what it is, of several: how many, of which feed. */
static struct epub *make_book(const struct text_source *source, const struct item_body *first,
                              guint n, bool is_feed)
{
    g_autofree char *uuid = g_uuid_string_random();
    g_autofree char *id = g_strconcat("urn:uuid:", uuid, NULL);
    g_autofree char *today = date_format_local(clock_now_s(), "%-d %B %Y");
    const char *feed = source->get_feed_title(source->data, first->row.feed_id);
    g_autofree char *count = g_strdup_printf("%u articles", n);
    g_autofree char *several = g_strdup_printf("%s, %s", is_feed ? feed : "Articles", today);
    const bool is_only = n == 1;
    g_autofree char *only = is_only ? item_make_name(first) : NULL;
    const struct epub_facts facts = {
        .id = id,
        .title = is_only ? only : several,
        .author = is_only && first->row.author && *first->row.author ? first->row.author
                  : is_only || is_feed                               ? feed
                                                                     : NULL,
        .language = first->language,
        .source = is_only ? first->row.url : NULL,
        .published_at = is_only ? first->row.sort_at : clock_now_s(),
        .modified_at = clock_now_s(),
    };
    g_autoptr(GString) cover = g_string_new(NULL);
    if (is_only)
        add_facts(source, cover, first);
    else
        add_paragraph(cover, count);
    if (!is_only && is_feed)
        add_paragraph(cover, feed);
    return epub_new(&facts, cover->str);
}

/* Whether all are of one feed; false and error where one is gone. */
static bool check_articles(struct store *store, const gint64 *ids, guint n, bool *is_feed,
                           GError **error)
{
    gint64 feed_id = 0;
    *is_feed = true;
    for (guint i = 0; i < n; i++) {
        g_autoptr(GPtrArray) rows = store_get_rows(store, &ids[i], 1, error);
        if (!rows)
            return false;
        const struct item_row *row = rows->len ? rows->pdata[0] : NULL;
        *is_feed &= !row || !feed_id || row->feed_id == feed_id;
        feed_id = row ? row->feed_id : feed_id;
    }
    return true;
}

bool book_write(const struct text_source *source, const _Atomic bool *is_unwanted,
                const gint64 *ids, guint n, const char *path, GError **error)
{
    struct book book = { 0 };
    bool is_feed, ok = true;
    if (!n || g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: %s", path,
                    n ? "there is such a file already" : "there is no article to write");
        return false;
    }
    if (!check_articles(source->store, ids, n, &is_feed, error))
        return false;
    book.pictures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; ok && i < n && !(is_unwanted && atomic_load(is_unwanted)); i++) {
        struct item_body *body = text_source_load(source, ids[i], NULL, error);
        ok = body != NULL;
        if (ok && !book.epub)
            book.epub = make_book(source, body, n, is_feed);
        if (ok)
            add_article(source, &book, body, n == 1);
        item_body_free(body);
    }
    if (ok && is_unwanted && atomic_load(is_unwanted)) {
        g_set_error(error, APP_ERROR, APP_ERROR_REFUSED, "%s: given up", path);
        ok = false;
    }
    ok = ok && epub_save(book.epub, path, error);
    epub_free(book.epub);
    g_hash_table_unref(book.pictures);
    return ok;
}

bool article_save_book(struct app *app, const gint64 *ids, guint n, const char *path,
                       GError **error)
{
    const struct text_source source = app_get_text_source(app);
    return book_write(&source, NULL, ids, n, path, error);
}
