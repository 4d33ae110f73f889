/* SPDX-License-Identifier: MIT */
/* Runs the tests of store. */
#include "tests.h"

#include "store/health.h"
#include "store/search.h"

#include <glib/gstdio.h>
#include <string.h>

static char *scratch;
static guint n_paths;

char *tests_new_path(void)
{
    return g_strdup_printf("%s/%u/archive.db", scratch, ++n_paths);
}

char *tests_get_store_path(void)
{
    return g_strdup_printf("%s/%u/archive.db", scratch, n_paths);
}

struct store *tests_open(guint n_feeds)
{
    static const char *const urls[] = { "http://a.example/", "http://b.example/",
                                        "http://c.example/" };
    static const char *const titles[] = { "A", "B", "C" };
    struct feed_subscription subscriptions[3] = { 0 };
    g_autoptr(GError) error = NULL;
    g_autofree char *path = tests_new_path();
    struct store *store = store_open(path, STORE_WRITE, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(n_feeds, <=, G_N_ELEMENTS(urls));
    for (guint i = 0; i < n_feeds; i++)
        subscriptions[i] = (struct feed_subscription){ .url = urls[i], .title = titles[i] };
    store_sync_feeds(store, subscriptions, n_feeds, NULL, &error);
    g_assert_no_error(error);
    return store;
}

struct feed_document *tests_document(const char *title)
{
    struct arena *arena = arena_new(0);
    struct feed_document *document = arena_new0(arena, struct feed_document);
    document->arena = arena;
    document->title = title;
    document->ttl_s = -1;
    document->updated_at = FEED_NO_TIME;
    return document;
}

struct feed_item *tests_make_item(struct feed_document *document, const char *guid, const char *url,
                                  const char *title, gint64 published_at, const char *html)
{
    struct feed_item *item = arena_new0(document->arena, struct feed_item);
    document->n_items++;
    item->guid = guid ? arena_strdup(document->arena, guid) : NULL;
    item->url = url ? arena_strdup(document->arena, url) : NULL;
    item->title = title ? arena_strdup(document->arena, title) : NULL;
    item->html = html ? arena_strdup(document->arena, html) : NULL;
    item->published_at = published_at;
    item->updated_at = FEED_NO_TIME;
    return item;
}

struct feed_item *tests_add_item(struct feed_document *document, const char *guid, const char *url,
                                 const char *title, gint64 published_at, const char *html)
{
    struct feed_item **end = &document->items;
    while (*end)
        end = &(*end)->next;
    return *end = tests_make_item(document, guid, url, title, published_at, html);
}

struct merge_result tests_merge(struct store *store, gint64 feed_id,
                                struct feed_document *document_take, gint64 at)
{
    const struct feed_result fetch = {
        .feed_id = feed_id, .at = at, .status = 200, .is_success = true
    };
    struct merge_result result;
    g_autoptr(GError) error = NULL;
    store_merge(store, document_take, &fetch, &(struct merge_options){ 0 }, &result, &error);
    g_assert_no_error(error);
    arena_free(document_take->arena);
    tests_assert_healthy(store);
    return result;
}

void tests_add_one(struct store *store, gint64 feed_id, const char *guid, gint64 published_at)
{
    struct feed_document *document = tests_document(NULL);
    const struct feed_result fetch = {
        .feed_id = feed_id, .at = NOON, .status = 200, .is_success = true
    };
    struct merge_result result;
    g_autoptr(GError) error = NULL;
    tests_add_item(document, guid, NULL, guid, published_at, guid);
    store_merge(store, document, &fetch, &(struct merge_options){ 0 }, &result, &error);
    g_assert_no_error(error);
    arena_free(document->arena);
}

char *tests_format_rows(struct store *store, const GArray *ids)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows =
        store_get_rows(store, (const gint64 *)(void *)ids->data, ids->len, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < rows->len; i++)
        g_string_append_printf(text, "%s ", ((const struct item_row *)rows->pdata[i])->title);
    return g_string_free(text, FALSE);
}

char *tests_format_window(struct store *store, gint64 feed_id)
{
    GString *text = g_string_new(NULL);
    const struct item_scope scope = { .feed_id = feed_id };
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = store_get_window(store, &scope, 0, 1000, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < rows->len; i++)
        g_string_append_printf(text, "%s ", ((const struct item_row *)rows->pdata[i])->title);
    return g_string_free(text, FALSE);
}

char *tests_find(struct store *store, const char *text)
{
    g_autoptr(GError) error = NULL;
    struct query *query = query_parse_any(text, &error);
    g_autoptr(GArray) ids = query ? store_find_items(store, query, false, 0, &error) : NULL;
    query_free(query);
    if (ids)
        return tests_format_rows(store, ids);
    g_assert_nonnull(error);
    return g_strconcat("! ", error->message, NULL);
}

struct item_row *tests_find_title(struct store *store, const char *title)
{
    const struct item_scope scope = { 0 };
    g_autoptr(GPtrArray) rows = store_get_window(store, &scope, 0, 1000, NULL);
    for (guint i = 0; i < rows->len; i++)
        if (strcmp(((const struct item_row *)rows->pdata[i])->title, title) == 0)
            return g_ptr_array_steal_index(rows, i);
    return NULL;
}

void tests_assert_healthy(struct store *store)
{
    g_autofree char *report = NULL;
    g_autoptr(GError) error = NULL;
    const bool is_healthy = store_check_health(store, &report, &error);
    g_assert_no_error(error);
    if (!is_healthy)
        g_error("%s", report);
}

void tests_assert_counts(struct store *store, gint64 feed_id, gint64 total, gint64 unread,
                         gint64 starred)
{
    g_autoptr(GError) error = NULL;
    struct feed_row *row = store_find_feed(store, feed_id, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(row->total, ==, total);
    g_assert_cmpint(row->unread, ==, unread);
    g_assert_cmpint(row->starred, ==, starred);
    feed_row_free(row);
}

char *tests_to_words(const char *content, gsize len, bool is_text)
{
    GString *words = g_string_new(NULL);
    bool is_tag = false;
    for (gsize i = 0; i < len; i++) {
        is_tag = !is_text && (is_tag || content[i] == '<');
        if (!is_tag)
            g_string_append_c(words, content[i]);
        is_tag = is_tag && content[i] != '>';
    }
    return g_string_free(words, FALSE);
}

void tests_index(struct store *store)
{
    guint n_done = 1;
    g_autoptr(GError) error = NULL;
    while (n_done) {
        store_index_some(store, 100, tests_to_words, &n_done, &error);
        g_assert_no_error(error);
    }
    g_assert_cmpint(store_count_unindexed(store), ==, 0);
}

static void remove_tree(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        if (g_file_test(inner, G_FILE_TEST_IS_DIR))
            remove_tree(inner);
        else
            g_unlink(inner);
    }
    if (folder)
        g_dir_close(folder);
    g_rmdir(path);
}

int main(int argc, char **argv)
{
    g_setenv("NEWSDECK_NOW", G_STRINGIFY(NOON), TRUE);
    g_test_init(&argc, &argv, NULL);
    scratch = g_dir_make_tmp("newsdeck-store-XXXXXX", NULL);
    g_assert_nonnull(scratch);
    test_merge_add();
    test_identity_add();
    test_item_name_add();
    test_revision_add();
    test_exchange_add();
    test_edit_add();
    test_feed_add();
    test_window_add();
    test_outbox_add();
    test_full_text_add();
    test_query_add();
    test_search_add();
    test_open_add();
    const int status = g_test_run();
    remove_tree(scratch);
    g_free(scratch);
    return status;
}
