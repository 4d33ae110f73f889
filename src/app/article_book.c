/* SPDX-License-Identifier: MIT */
/* Articles as a book, with the pictures that are on disk. */
#include "app/article_format.h"

#include "app/article.h"
#include "app/feed_list.h"
#include "app/picture.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/markup.h"
#include "base/path.h"
#include "base/thread.h"
#include "base/url.h"
#include "epub.h"
#include "private.h"
#include "store/query.h"
#include "text/xhtml.h"

#include <stdatomic.h>
#include <string.h>

#define MAX_INDEX_WAIT_MS 10000
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

static const char *get_title(const struct item_body *body)
{
    return body->row.title && *body->row.title ? body->row.title : "(no title)";
}

/* Feed, author, date and link of an article. */
static void add_facts(struct app *app, GString *out, const struct item_body *body)
{
    g_autofree char *date = date_format_local(body->row.sort_at, "%A, %-d %B %Y");
    add_paragraph(out, feed_list_get_title(app_get_feed_list(app), body->row.feed_id));
    add_paragraph(out, body->row.author);
    add_paragraph(out, date);
    add_link(out, body->row.url);
}

static void add_article(struct app *app, struct book *book, const struct item_body *body,
                        bool is_only)
{
    const struct xhtml_pictures pictures = { find_picture, book };
    g_autoptr(GString) out = g_string_new(NULL);
    if (!is_only)
        add_facts(app, out, body);
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
    epub_add_chapter(book->epub, get_title(body), out->str);
}

/* A book's title page; of one article: what it is, of several: how many, of which feed. */
static struct epub *make_book(struct app *app, const struct item_body *first, guint n, bool is_feed)
{
    g_autofree char *uuid = g_uuid_string_random();
    g_autofree char *id = g_strconcat("urn:uuid:", uuid, NULL);
    g_autofree char *today = date_format_local(clock_now_s(), "%-d %B %Y");
    const char *feed = feed_list_get_title(app_get_feed_list(app), first->row.feed_id);
    g_autofree char *count = g_strdup_printf("%u articles", n);
    g_autofree char *several = g_strdup_printf("%s, %s", is_feed ? feed : "Articles", today);
    const bool is_only = n == 1;
    const struct epub_facts facts = {
        .id = id,
        .title = is_only ? get_title(first) : several,
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
        add_facts(app, cover, first);
    else
        add_paragraph(cover, count);
    if (!is_only && is_feed)
        add_paragraph(cover, feed);
    return epub_new(&facts, cover->str);
}

/* Whether all are of one feed; false and error where one is gone. */
static bool check_articles(struct app *app, const gint64 *ids, guint n, bool *is_feed,
                           GError **error)
{
    gint64 feed_id = 0;
    *is_feed = true;
    for (guint i = 0; i < n; i++) {
        g_autoptr(GPtrArray) rows = store_get_rows(app->store, &ids[i], 1, error);
        if (!rows)
            return false;
        const struct item_row *row = rows->len ? rows->pdata[0] : NULL;
        *is_feed &= !row || !feed_id || row->feed_id == feed_id;
        feed_id = row ? row->feed_id : feed_id;
    }
    return true;
}

bool article_save_book(struct app *app, const gint64 *ids, guint n, const char *path,
                       GError **error)
{
    struct book book = { 0 };
    bool is_feed, ok;
    if (!n || g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: %s", path,
                    n ? "there is such a file already" : "there is no article to write");
        return false;
    }
    if (!check_articles(app, ids, n, &is_feed, error))
        return false;
    book.pictures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    ok = true;
    for (guint i = 0; ok && i < n; i++) {
        if (app->is_unwanted && atomic_load(app->is_unwanted))
            break;
        struct item_body *body = article_load_body(app, ids[i], NULL, error);
        ok = body != NULL;
        if (ok && !book.epub)
            book.epub = make_book(app, body, n, is_feed);
        if (ok)
            add_article(app, &book, body, n == 1);
        item_body_free(body);
    }
    if (app->is_unwanted && atomic_load(app->is_unwanted)) {
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE, "%s: given up", path);
        ok = false;
    }
    ok = ok && epub_save(book.epub, path, error);
    epub_free(book.epub);
    g_hash_table_unref(book.pictures);
    return ok;
}

/* ---- behind the screen */

/* A book on its way. The thread has an app of its own, as "newsdeck show" would: this one's belongs
 * to its own thread. */
struct book_job {
    pthread_t thread;
    char *config_dir, *data_dir, *query, *path;
    struct queue *events;
    _Atomic bool is_unwanted, is_over;
};

static char *write_book(struct book_job *job, GError **error)
{
    struct app *app = app_new(APP_COMMAND, job->config_dir, job->data_dir, error);
    struct query *query = app ? finder_parse(job->query, NULL, error) : NULL;
    if (query && query_needs_index(query))
        app_index_wait(app, MAX_INDEX_WAIT_MS);
    GArray *ids = query ? store_find_items(app->store, query, false, 0, error) : NULL;
    char *message = NULL;
    if (ids) {
        app->is_unwanted = &job->is_unwanted;
        const gint64 *all = (const gint64 *)(const void *)ids->data;
        if (article_save_book(app, all, ids->len, job->path, error))
            message = g_strdup_printf("saved %u %s in %s", ids->len,
                                      ids->len == 1 ? "article" : "articles", job->path);
        g_array_unref(ids);
    }
    query_free(query);
    app_free(app);
    return message;
}

static void *book_main(void *data)
{
    struct book_job *job = data;
    g_autoptr(GError) error = NULL;
    struct event *event = event_new(EVENT_MESSAGE);
    event->text = write_book(job, &error);
    event->is_error = !event->text;
    if (error)
        event->text = g_strdup(error->message);
    atomic_store(&job->is_over, true);
    queue_post(job->events, event, 0);
    return NULL;
}

void book_job_free(struct book_job *job)
{
    if (!job)
        return;
    atomic_store(&job->is_unwanted, true);
    pthread_join(job->thread, NULL);
    g_free(job->config_dir);
    g_free(job->data_dir);
    g_free(job->query);
    g_free(job->path);
    g_free(job);
}

bool app_save_book(struct app *app, const char *query, const char *path, GError **error)
{
    enum article_format format = ARTICLE_TEXT;
    g_autofree char *current = g_get_current_dir();
    g_autofree char *target = path_expand(path, current);
    struct query *parsed = finder_parse(query, NULL, error);
    if (!parsed)
        return false;
    query_free(parsed);
    const bool is_book = article_find_format(target, &format) && format == ARTICLE_EPUB;
    const bool is_busy = app->book_job && !atomic_load(&app->book_job->is_over);
    const bool is_there = g_file_test(target, G_FILE_TEST_EXISTS);
    if (!is_book)
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE,
                    "several articles are saved as a book, as FILE.epub, not as \"%s\"", path);
    else if (is_busy)
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE, "another book is being written");
    else if (is_there)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: there is such a file already",
                    target);
    if (!is_book || is_busy || is_there)
        return false;
    book_job_free(app->book_job);
    struct book_job *job = app->book_job = g_new0(struct book_job, 1);
    job->config_dir = g_strdup(app->config_dir);
    job->data_dir = g_strdup(app->data_dir);
    job->query = g_strdup(query);
    job->path = g_steal_pointer(&target);
    job->events = app->events;
    if (!thread_start(&job->thread, book_main, job))
        g_error("no thread for a book");
    return true;
}
