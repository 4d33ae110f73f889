/* SPDX-License-Identifier: MIT */
/* Any text as a query of either syntax, run on a small archive: what is understood runs, what is
 * not says where. */
#include "feed/feed.h"
#include "store/merge.h"
#include "store/query.h"
#include "store/search.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_QUERY_BYTES 4096

static const char document[] =
    "<rss version='2.0'><channel><title>F</title><item><guid>1</guid><title>one word</title>"
    "<description>A text about the south pole</description></item><item><guid>2</guid><title>zwei "
    "\"Worte\"</title>"
    "</item></channel></rss>";

static char *copy_words(const char *content, gsize len, bool is_text)
{
    (void)is_text;
    return g_utf8_make_valid(content, (gssize)len);
}

/* Opened once, of the process: a fuzzer has no other place for it. */
static struct store *get_archive(void)
{
    static struct store *archive;
    if (archive)
        return archive;
    g_autofree char *folder = g_dir_make_tmp("newsdeck-fuzz-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "archive.db", NULL);
    const struct feed_subscription subscription = { .url = "https://example.org/f" };
    struct feed_result result = { .at = 1700000000, .is_success = true };
    struct merge_result merged;
    guint n_done = 0;
    feed_start();
    archive = store_open(path, STORE_WRITE, NULL);
    g_assert_nonnull(archive);
    g_assert_true(store_sync_feeds(archive, &subscription, 1, &result.feed_id, NULL));
    struct feed_document *feed = feed_parse(document, strlen(document), NULL, NULL);
    g_assert_true(store_merge(archive, feed, &result, &(struct merge_options){ 0 }, &merged, NULL));
    g_assert_true(store_index_some(archive, 10, copy_words, &n_done, NULL));
    feed_document_free(feed);
    g_unlink(path); /* it stays open, and goes with the process */
    g_rmdir(folder);
    return archive;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > MAX_QUERY_BYTES)
        return 0;
    g_autofree char *text = g_strndup((const char *)data, size);
    g_autoptr(GError) error = NULL;
    struct query *query = query_parse_any(text, &error);
    g_assert_true((query != NULL) == (error == NULL));
    if (!query)
        return 0;
    g_auto(GStrv) words = query_get_words(query);
    g_autofree char *snippet =
        query_make_snippet("some text about the south pole and other places", words, 20);
    g_assert_true(g_utf8_validate(snippet, -1, NULL));
    for (int is_ranked = 0; is_ranked < 2; is_ranked++) {
        g_autoptr(GArray) ids = store_find_items(get_archive(), query, is_ranked, 0, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(ids->len, <=, 2);
    }
    query_free(query);
    return 0;
}
