/* SPDX-License-Identifier: MIT */
/* Feeds of the archive: following the subscriptions, moving, validators. */
#include "tests.h"

#include <string.h>

static void sync_feeds(struct store *store, const struct feed_subscription *subscriptions, guint n,
                       gint64 *ids)
{
    g_autoptr(GError) error = NULL;
    store_sync_feeds(store, subscriptions, n, ids, &error);
    g_assert_no_error(error);
}

static guint count_feeds(struct store *store, bool all)
{
    g_autoptr(GPtrArray) rows = store_get_feeds(store, all, NULL);
    return rows->len;
}

static void record(struct store *store, struct feed_result result)
{
    g_autoptr(GError) error = NULL;
    result.feed_id = result.feed_id ? result.feed_id : 1;
    store_set_result(store, &result, &error);
    g_assert_no_error(error);
}

static struct feed_row *find(struct store *store, const char *url)
{
    g_autoptr(GError) error = NULL;
    struct feed_row *row = store_find_feed(store, 0, url, &error);
    g_assert_no_error(error);
    return row;
}

static void test_resubscribing_keeps_articles(void)
{
    const struct feed_subscription both[] = { { .url = "http://a/" }, { .url = "http://b/" } };
    struct store *store = tests_open(0);
    gint64 ids[2], again[2];
    sync_feeds(store, both, 2, ids);
    tests_add_one(store, ids[0], "one", 100);
    sync_feeds(store, both + 1, 1, NULL);
    g_assert_cmpuint(count_feeds(store, false), ==, 1);
    g_assert_cmpuint(count_feeds(store, true), ==, 2);
    sync_feeds(store, both, 2, again);
    g_assert_cmpint(again[0], ==, ids[0]);
    g_assert_cmpint(again[1], ==, ids[1]);
    g_assert_cmpuint(count_feeds(store, false), ==, 2);
    tests_assert_counts(store, ids[0], 1, 1, 0);
    sync_feeds(store, NULL, 0, NULL);
    g_assert_cmpuint(count_feeds(store, false), ==, 0);
    tests_assert_healthy(store);
    store_close(store);
}

static void test_titles_and_tags(void)
{
    static const char *const first[] = { "tech", "a b", NULL }, *const second[] = { "zoo", NULL };
    struct feed_subscription subscription = { .url = "http://a/", .title = "Mine", .tags = first };
    struct store *store = tests_open(0);
    sync_feeds(store, &subscription, 1, NULL);
    struct feed_document *document = tests_document("Theirs");
    document->site_url = "http://site/";
    tests_merge(store, 1, document, NOON);
    struct feed_row *row = find(store, "http://a/");
    g_assert_cmpstr(row->title, ==, "Mine");
    g_assert_cmpstr(row->site_url, ==, "http://site/");
    feed_row_free(row);
    g_auto(GStrv) tags = store_get_feed_tags(store, 1);
    g_assert_cmpuint(g_strv_length(tags), ==, 2);
    g_assert_true(g_strv_contains((const char *const *)tags, "a b"));
    subscription.title = NULL;
    subscription.tags = second;
    sync_feeds(store, &subscription, 1, NULL);
    row = find(store, "http://a/");
    g_assert_cmpstr(row->title, ==, "Theirs");
    feed_row_free(row);
    g_auto(GStrv) changed = store_get_feed_tags(store, 1);
    g_assert_cmpuint(g_strv_length(changed), ==, 1);
    g_assert_cmpstr(changed[0], ==, "zoo");
    store_close(store);
}

/* What is in sync already must not lock the archive: a reader's handle can tell. */
static void test_sync_in_sync_only_reads(void)
{
    static const char *const tags[] = { "z", "a", NULL };
    const struct feed_subscription subscription = { .url = "http://a/",
                                                    .title = "Mine",
                                                    .tags = tags };
    struct store *store = tests_open(0);
    g_autofree char *path = tests_get_store_path();
    g_autoptr(GError) error = NULL;
    sync_feeds(store, &subscription, 1, NULL);
    struct store *reader = store_open(path, STORE_READ, NULL);
    g_assert_true(store_sync_feeds(reader, &subscription, 1, NULL, NULL));
    g_assert_false(store_sync_feeds(reader, NULL, 0, NULL, &error));
    g_assert_nonnull(error);
    store_close(reader);
    store_close(store);
}

static void test_moved(void)
{
    const struct feed_subscription subscription = { .url = "http://old/" };
    struct store *store = tests_open(0);
    gint64 id = 0;
    sync_feeds(store, &subscription, 1, NULL);
    tests_add_one(store, 1, "one", 100);
    for (guint i = 0; i < 2; i++)
        record(store,
               (struct feed_result){ .at = NOON, .is_success = true, .moved_to = "http://new/" });
    g_assert_null(find(store, "http://new/"));
    record(store,
           (struct feed_result){ .at = NOON, .is_success = true, .moved_to = "http://new/" });
    struct feed_row *row = find(store, "http://new/");
    g_assert_nonnull(row);
    g_assert_cmpint(row->id, ==, 1);
    g_assert_cmpuint(row->n_moved, ==, 0);
    feed_row_free(row);
    row = find(store, "http://old/");
    g_assert_cmpint(row->id, ==, 1);
    g_assert_cmpstr(row->url, ==, "http://new/");
    feed_row_free(row);
    sync_feeds(store, &subscription, 1, &id); /* the file still has the old address */
    g_assert_cmpint(id, ==, 1);
    g_assert_cmpuint(count_feeds(store, true), ==, 1);
    tests_assert_counts(store, 1, 1, 1, 0);
    store_close(store);
}

static void test_moves_must_be_in_a_row(void)
{
    struct store *store = tests_open(1);
    static const char *const targets[] = { "http://x/", "http://x/", NULL,       "http://x/",
                                           "http://y/", "http://x/", "http://x/" };
    for (guint i = 0; i < G_N_ELEMENTS(targets); i++)
        record(store,
               (struct feed_result){ .at = NOON, .is_success = true, .moved_to = targets[i] });
    g_assert_null(find(store, "http://x/"));
    record(store, (struct feed_result){ .at = NOON, .is_success = true, .moved_to = "http://x/" });
    struct feed_row *row = find(store, "http://x/");
    g_assert_nonnull(row);
    feed_row_free(row);
    store_close(store);
}

static void test_move_to_another_feed(void)
{
    struct store *store = tests_open(2);
    for (guint i = 0; i < 5; i++)
        record(store, (struct feed_result){
                          .at = NOON, .is_success = true, .moved_to = "http://b.example/" });
    struct feed_row *row = store_find_feed(store, 1, NULL, NULL);
    g_assert_cmpstr(row->url, ==, "http://a.example/");
    feed_row_free(row);
    row = find(store, "http://b.example/");
    g_assert_cmpint(row->id, ==, 2);
    feed_row_free(row);
    store_close(store);
}

static void test_validators(void)
{
    struct store *store = tests_open(1);
    record(store, (struct feed_result){ .at = 5,
                                        .status = 200,
                                        .is_success = true,
                                        .has_validators = true,
                                        .etag = "\"e\"",
                                        .last_modified = "Thu",
                                        .body_hash = G_MAXUINT64 - 1,
                                        .next_fetch_at = 9 });
    record(store,
           (struct feed_result){ .at = 6, .status = 304, .is_success = true, .next_fetch_at = 10 });
    record(store, (struct feed_result){
                      .at = 7, .status = 503, .error = "HTTP 503", .next_fetch_at = 11 });
    record(store, (struct feed_result){
                      .at = 8, .status = 503, .error = "HTTP 503", .next_fetch_at = 12 });
    struct feed_row *row = store_find_feed(store, 1, NULL, NULL);
    g_assert_cmpstr(row->etag, ==, "\"e\"");
    g_assert_cmpstr(row->last_modified, ==, "Thu");
    g_assert_true(row->body_hash == G_MAXUINT64 - 1);
    g_assert_cmpint(row->last_fetch_at, ==, 8);
    g_assert_cmpint(row->last_success_at, ==, 6);
    g_assert_cmpint(row->next_fetch_at, ==, 12);
    g_assert_cmpuint(row->n_failures, ==, 2);
    g_assert_cmpstr(row->error, ==, "HTTP 503");
    feed_row_free(row);
    record(store, (struct feed_result){
                      .at = 9, .status = 200, .is_success = true, .has_validators = true });
    row = store_find_feed(store, 1, NULL, NULL);
    g_assert_null(row->etag);
    g_assert_null(row->error);
    g_assert_cmpuint(row->n_failures, ==, 0);
    feed_row_free(row);
    store_close(store);
}

static void test_gone_feed(void)
{
    struct store *store = tests_open(1);
    record(store, (struct feed_result){ .at = 5, .status = 410, .is_gone = true, .error = "gone" });
    struct feed_row *row = store_find_feed(store, 1, NULL, NULL);
    g_assert_true(row->is_gone);
    feed_row_free(row);
    record(store, (struct feed_result){ .feed_id = 77,
                                        .at = 5,
                                        .status = 200,
                                        .is_success = true }); /* not there: no matter */
    store_close(store);
}

static void test_states(void)
{
    struct store *store = tests_open(0);
    g_assert_null(store_get_state(store, "folded:a"));
    g_assert_true(store_set_state(store, "folded:a", "1", NULL));
    g_assert_true(store_set_state(store, "folded:a", "0", NULL));
    g_assert_true(store_set_state(store, "folded:é%_", "1", NULL));
    g_assert_true(store_set_state(store, "foldee", "1", NULL));
    g_autofree char *value = store_get_state(store, "folded:a");
    g_assert_cmpstr(value, ==, "0");
    g_autoptr(GHashTable) states = store_get_states(store, "folded:");
    g_assert_cmpuint(g_hash_table_size(states), ==, 2);
    g_assert_cmpstr(g_hash_table_lookup(states, "folded:é%_"), ==, "1");
    store_close(store);
}

/* What the feed wishes is kept until another document says otherwise; why it is asked when, each time. */
static void test_rhythm(void)
{
    struct store *store = tests_open(1);
    struct feed_row *row = store_find_feed(store, 1, NULL, NULL);
    g_assert_null(row->next_reason);
    g_assert_cmpint(row->rhythm.ttl_s, ==, -1);
    g_assert_cmpint(row->rhythm.period_s, ==, -1);
    g_assert_cmpint(row->rhythm.gap_s, ==, -1);
    g_assert_cmpint(row->rhythm.newest_at, ==, 0);
    feed_row_free(row);
    struct feed_result result = {
        .feed_id = 1,
        .at = 5,
        .is_success = true,
        .next_reason = "ttl",
        .has_rhythm = true,
        .rhythm = { .ttl_s = 60, .period_s = 3600, .skip_hours = 1u << 23, .skip_days = 1 << 6 }
    };
    g_assert_true(store_set_result(store, &result, NULL));
    result = (struct feed_result){
        .feed_id = 1, .at = 6, .error = "HTTP 503", .next_reason = "failure"
    };
    g_assert_true(store_set_result(store, &result, NULL));
    row = store_find_feed(store, 1, NULL, NULL);
    g_assert_cmpstr(row->next_reason, ==, "failure");
    g_assert_cmpint(row->rhythm.ttl_s, ==, 60);
    g_assert_cmpint(row->rhythm.period_s, ==, 3600);
    g_assert_cmpuint(row->rhythm.skip_hours, ==, 1u << 23);
    g_assert_cmpuint(row->rhythm.skip_days, ==, 1 << 6);
    feed_row_free(row);
    store_close(store);
}

static void test_rhythm_is_measured(void)
{
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document(NULL);
    for (guint i = 0; i < 30; i++) {
        g_autofree char *guid = g_strdup_printf("%u", i);
        tests_add_item(document, guid, NULL, guid, NOON - 86400 * (30 - i), "x");
    }
    tests_add_item(document, "undated", NULL, "undated", FEED_NO_TIME, "x");
    tests_merge(store, 1, document, NOON);
    struct feed_row *row = store_find_feed(store, 1, NULL, NULL);
    g_assert_cmpint(row->rhythm.gap_s, ==, 86400);
    g_assert_cmpint(row->rhythm.newest_at, ==, NOON);
    feed_row_free(row);
    store_close(store);
}

void test_feed_add(void)
{
    g_test_add_func("/feed-row/keeps-the-rhythm-until-a-document-says-otherwise", test_rhythm);
    g_test_add_func("/feed-row/measures-the-rhythm-of-new-articles", test_rhythm_is_measured);
    g_test_add_func("/feed-row/keeps-articles-when-subscribed-again",
                    test_resubscribing_keeps_articles);
    g_test_add_func("/feed-row/takes-titles-and-tags", test_titles_and_tags);
    g_test_add_func("/feed-row/only-reads-when-in-sync", test_sync_in_sync_only_reads);
    g_test_add_func("/feed-row/moves-after-three-redirects", test_moved);
    g_test_add_func("/feed-row/counts-redirects-in-a-row", test_moves_must_be_in_a_row);
    g_test_add_func("/feed-row/never-moves-onto-another-feed", test_move_to_another_feed);
    g_test_add_func("/feed-row/keeps-validators-until-replaced", test_validators);
    g_test_add_func("/feed-row/remembers-a-feed-is-gone", test_gone_feed);
    g_test_add_func("/state/is-kept-by-key", test_states);
}
