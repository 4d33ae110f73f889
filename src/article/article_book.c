/* SPDX-License-Identifier: MIT */
/* Articles as a book, with the pictures that are on disk. */
#include "app/engine.h"
#include "app/feed_list.h"
#include "app/service.h"
#include "article/article_save.h"
#include "article/choice.h"
#include "article/picture.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/markup.h"
#include "base/path.h"
#include "base/thread.h"
#include "base/url.h"
#include "base/utf8.h"
#include "epub.h"
#include "store/query.h"
#include "store/search.h"
#include "teaser.h"
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
    epub_add_chapter(book->epub, get_title(body), out->str);
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

/* Writes the book. is_unwanted: set by another thread where the book is to be given up; or NULL. */
static bool write_book(const struct text_source *source, const _Atomic bool *is_unwanted,
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
    return write_book(&source, NULL, ids, n, path, error);
}

/* ---- in the background */

/* A book on its way. The thread has a read handle of its own, and copies of what it needs to know
 * of the feeds. */
struct book_job {
    pthread_t thread;
    bool has_thread;
    char *archive_path, *query, *path;
    enum option_full_text default_mode;
    GHashTable *modes;       /* feed id to the option "full-text" */
    GHashTable *titles;      /* feed id to its title; the thread's */
    gint64 measured_feed_id; /* the feed measured last for excerpts … */
    int measured_percent;    /* … and the result; the thread's */
    struct store *store;     /* the thread's */
    struct queue *events;
    struct writer *writer; /* for the index; outlives the thread */
    _Atomic bool is_unwanted, is_over;
};

static enum option_full_text get_mode(void *data, gint64 feed_id)
{
    const struct book_job *job = data;
    gpointer mode = NULL;
    return g_hash_table_lookup_extended(job->modes, &feed_id, NULL, &mode)
               ? (enum option_full_text)GPOINTER_TO_INT(mode)
               : job->default_mode;
}

static bool has_teasers(void *data, gint64 feed_id)
{
    struct book_job *job = data;
    if (job->measured_feed_id != feed_id)
        job->measured_percent = teaser_measure_feed(job->store, feed_id);
    job->measured_feed_id = feed_id;
    return job->measured_percent >= TEASER_PERCENT;
}

static const char *get_feed_title(void *data, gint64 feed_id)
{
    const struct book_job *job = data;
    const char *title = g_hash_table_lookup(job->titles, &feed_id);
    return title ? title : "";
}

static gint64 *copy_id(gint64 id)
{
    return g_memdup2(&id, sizeof id);
}

static void read_titles(struct book_job *job)
{
    g_autoptr(GPtrArray) feeds = store_get_feeds(job->store, true, NULL);
    for (guint i = 0; feeds && i < feeds->len; i++) {
        const struct feed_row *feed = feeds->pdata[i];
        const char *title = feed->title && *feed->title ? feed->title : "";
        g_hash_table_insert(job->titles, copy_id(feed->id),
                            *title ? utf8_clean_line(title, strlen(title)) : url_redact(feed->url));
    }
}

/* What to say when it is done; NULL and error. */
static char *run_job(struct book_job *job, GError **error)
{
    const struct text_source source = { job->store, get_mode, has_teasers, get_feed_title, job };
    struct query *query = finder_parse(job->query, NULL, error);
    if (query && query_needs_index(query) && store_count_unindexed(job->store))
        writer_wait_index(job->writer, MAX_INDEX_WAIT_MS);
    g_autoptr(GArray) ids = query ? store_find_items(job->store, query, false, 0, error) : NULL;
    query_free(query);
    if (!ids)
        return NULL;
    read_titles(job);
    if (!write_book(&source, &job->is_unwanted, (const gint64 *)(const void *)ids->data, ids->len,
                    job->path, error))
        return NULL;
    return g_strdup_printf("saved %u %s in %s", ids->len, ids->len == 1 ? "article" : "articles",
                           job->path);
}

static void *book_main(void *data)
{
    struct book_job *job = data;
    g_autoptr(GError) error = NULL;
    struct event *event = event_new(EVENT_MESSAGE);
    job->store = store_open(job->archive_path, STORE_READ, &error);
    event->text = job->store ? run_job(job, &error) : NULL;
    event->is_error = !event->text;
    if (error)
        event->text = g_strdup(error->message);
    store_close(job->store);
    atomic_store(&job->is_over, true);
    queue_post(job->events, event, 0);
    return NULL;
}

/* Ends the job; it can begin again then. */
static void clear(G_GNUC_UNUSED struct app *app, void *own)
{
    struct book_job *job = own;
    if (!job->has_thread)
        return;
    atomic_store(&job->is_unwanted, true);
    pthread_join(job->thread, NULL);
    g_free(job->archive_path);
    g_free(job->query);
    g_free(job->path);
    g_hash_table_destroy(job->modes);
    g_hash_table_destroy(job->titles);
    memset(job, 0, sizeof *job);
}

static void copy_modes(struct app *app, struct book_job *job)
{
    const struct subscriptions *subscriptions = app_get_subscriptions(app);
    job->default_mode = app_get_full_text(app, 0);
    job->modes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    job->titles = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    for (guint i = 0; i < subscriptions->items->len; i++) {
        const gint64 feed_id = app_get_subscription_feed_id(app, i);
        g_hash_table_insert(job->modes, copy_id(feed_id),
                            GINT_TO_POINTER((int)app_get_full_text(app, feed_id)));
    }
}

/* False and error where the book cannot be written. */
static bool check_target(const struct book_job *job, const char *target, const char *path,
                         GError **error)
{
    enum article_format format = ARTICLE_TEXT;
    if (!article_find_format(target, &format) || format != ARTICLE_EPUB)
        g_set_error(error, APP_ERROR, APP_ERROR_USAGE,
                    "several articles are saved as a book, as FILE.epub, not as \"%s\"", path);
    else if (job->has_thread && !atomic_load(&job->is_over))
        g_set_error(error, APP_ERROR, APP_ERROR_BUSY, "another book is being written");
    else if (g_file_test(target, G_FILE_TEST_EXISTS))
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: there is such a file already",
                    target);
    else
        return true;
    return false;
}

bool app_save_book(struct app *app, const char *query, const char *path, GError **error)
{
    struct book_job *job = app_get_own(app, &book_service);
    g_autofree char *current = g_get_current_dir();
    g_autofree char *target = path_expand(path, current);
    struct query *parsed = finder_parse(query, NULL, error);
    if (!parsed)
        return false;
    query_free(parsed);
    if (!check_target(job, target, path, error))
        return false;
    clear(app, job);
    copy_modes(app, job);
    job->archive_path = g_strdup(app_get_archive_path(app));
    job->query = g_strdup(query);
    job->path = g_steal_pointer(&target);
    job->events = app_get_events(app);
    job->writer = app_get_writer(app);
    job->has_thread = true;
    if (!thread_start(&job->thread, book_main, job))
        g_error("no thread for a book");
    return true;
}

const struct service book_service = {
    .name = "book",
    .size = sizeof(struct book_job),
    .free = clear,
};
