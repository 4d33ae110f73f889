/* SPDX-License-Identifier: MIT */
/* A document's items into the archive: what is new, the same, changed, deleted; order. */
#include "tests.h"

#include "base/date.h"

#include <string.h>

#define NONE FEED_NO_TIME

static void test_counts_new(void)
{
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document("Title of the feed");
    tests_add_item(document, "1", NULL, "one", 100, "<p>first</p>");
    tests_add_item(document, "2", NULL, "two", 200, "<p>second</p>");
    const struct merge_result result = tests_merge(store, 1, document, NOON);
    g_assert_cmpuint(result.n_new, ==, 2);
    g_assert_cmpuint(result.n_changed, ==, 0);
    tests_assert_counts(store, 1, 2, 2, 0);
    store_close(store);
}

static void test_same_is_untouched(void)
{
    struct store *store = tests_open(1);
    for (guint i = 0; i < 3; i++) {
        struct feed_document *document = tests_document(NULL);
        tests_add_item(document, "1", "http://x/1", "one", 100, "<p>first</p>");
        const struct merge_result result = tests_merge(store, 1, document, NOON + i);
        g_assert_cmpuint(result.n_new, ==, i == 0);
        g_assert_cmpuint(result.n_changed, ==, 0);
    }
    tests_assert_counts(store, 1, 1, 1, 0);
    store_close(store);
}

static void set(struct store *store, enum edit_field field, const char *title, bool value)
{
    struct item_row *row = tests_find_title(store, title);
    const struct edit edit = {
        .field = field, .value = value, .ids = &row->id, .n_ids = 1, .label = title
    };
    guint n_changed = 0;
    g_autoptr(GError) error = NULL;
    store_apply_edit(store, &edit, &n_changed, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(n_changed, ==, 1);
    item_row_free(row);
}

static void test_changed_keeps_marks(void)
{
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document(NULL);
    struct feed_item *item =
        tests_add_item(document, "1", "http://x/1", "one", 100, "<p>first</p>");
    item->tags = &(struct feed_tag){ .name = "old" };
    tests_merge(store, 1, document, NOON);
    set(store, EDIT_READ, "one", true);
    set(store, EDIT_STARRED, "one", true);

    document = tests_document(NULL);
    item = tests_add_item(document, "1", "http://x/1", "one, corrected", 300, "<p>second</p>");
    item->tags = &(struct feed_tag){ .name = "new" };
    const struct merge_result result = tests_merge(store, 1, document, NOON + 1);
    g_assert_cmpuint(result.n_new, ==, 0);
    g_assert_cmpuint(result.n_changed, ==, 1);
    tests_assert_counts(store, 1, 1, 0, 1);
    struct item_row *row = tests_find_title(store, "one, corrected");
    g_assert_true(row->is_read && row->is_starred && row->is_changed);
    g_assert_cmpint(row->sort_at, ==, 100);
    struct item_body *body = store_get_body(store, row->id, NULL);
    g_assert_cmpstr(body->content, ==, "<p>second</p>");
    g_assert_cmpuint(g_strv_length(body->tags), ==, 1);
    g_assert_cmpstr(body->tags[0], ==, "new");
    item_body_free(body);
    item_row_free(row);
    store_close(store);
}

static void test_deleted_stays_deleted(void)
{
    struct store *store = tests_open(1);
    tests_add_one(store, 1, "one", 100);
    set(store, EDIT_DELETED, "one", true);
    tests_assert_counts(store, 1, 0, 0, 0);
    for (guint i = 0; i < 2; i++) { /* the same, then another text */
        struct feed_document *document = tests_document(NULL);
        tests_add_item(document, "one", NULL, "one", 100, i ? "<p>other</p>" : "one");
        const struct merge_result result = tests_merge(store, 1, document, NOON);
        g_assert_cmpuint(result.n_new + result.n_changed, ==, 0);
    }
    tests_assert_counts(store, 1, 0, 0, 0);
    store_close(store);
}

static void test_future_sorts_by_arrival(void)
{
    struct store *store = tests_open(1);
    tests_add_one(store, 1, "future", NOON + 86400 * 365);
    struct item_row *row = tests_find_title(store, "future");
    g_assert_cmpint(row->sort_at, ==, NOON);
    struct item_body *body = store_get_body(store, row->id, NULL);
    g_assert_cmpint(body->published_at, ==, NOON + 86400 * 365);
    item_body_free(body);
    item_row_free(row);
    store_close(store);
}

static void test_undated_keep_document_order(void)
{
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document(NULL);
    tests_add_item(document, "3", NULL, "c", NONE, "x");
    tests_add_item(document, "2", NULL, "b", NONE, "x");
    tests_add_item(document, "1", NULL, "a", NONE, "x");
    tests_merge(store, 1, document, NOON);
    document = tests_document(NULL);
    tests_add_item(document, "4", NULL, "d", NONE, "x");
    tests_add_item(document, "3", NULL, "c", NONE, "x");
    tests_merge(store, 1, document, NOON + 60);
    g_autofree char *titles = tests_format_window(store, 1);
    g_assert_cmpstr(titles, ==, "d c b a ");
    store_close(store);
}

static void test_updated_dates_undated(void)
{
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document(NULL);
    tests_add_item(document, "1", NULL, "a", NONE, "x")->updated_at = 500;
    tests_merge(store, 1, document, NOON);
    struct item_row *row = tests_find_title(store, "a");
    g_assert_cmpint(row->sort_at, ==, 500);
    item_row_free(row);
    store_close(store);
}

static void test_max_items(void)
{
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document(NULL);
    const struct feed_result fetch = { .feed_id = 1, .at = NOON, .is_success = true };
    struct merge_result result;
    for (guint i = 0; i < 5; i++) {
        g_autofree char *guid = g_strdup_printf("%u", i);
        tests_add_item(document, guid, NULL, guid, NONE, "x");
    }
    g_assert_true(store_merge(store, document, &fetch, &(struct merge_options){ .max_items = 2 },
                              &result, NULL));
    g_assert_cmpuint(result.n_new, ==, 2);
    g_autofree char *titles = tests_format_window(store, 1);
    g_assert_cmpstr(titles, ==, "0 1 ");
    arena_free(document->arena);
    store_close(store);
}

static void test_long_title(void)
{
    struct store *store = tests_open(1);
    GString *title = g_string_new(NULL);
    while (title->len < 10000)
        g_string_append(title, "€");
    tests_add_one(store, 1, title->str, 100);
    const struct item_scope scope = { 0 };
    g_autoptr(GPtrArray) rows = store_get_window(store, &scope, 0, 1, NULL);
    const struct item_row *row = rows->pdata[0];
    g_assert_true(g_utf8_validate(row->title, -1, NULL));
    g_assert_cmpuint(strlen(row->title), <=, 2000);
    g_string_free(title, TRUE);
    store_close(store);
}

static void test_body_is_whole(void)
{
    struct store *store = tests_open(1);
    GString *html = g_string_new("<p>");
    while (html->len < 300000)
        g_string_append_printf(html, "word%zu ", html->len);
    struct feed_document *document = tests_document(NULL);
    struct feed_item *item = tests_add_item(document, "g", "http://x/1", "t", 100, html->str);
    struct feed_person author = { .name = "Ann" };
    struct feed_enclosure enclosure = {
        .url = "http://x/a.png",
        .type = "image/png",
        .size_bytes = 5,
        .duration_s = -1,
        .description = "a \"red\" boat",
        .medium = "image",
        .width = 640,
    };
    item->authors = &author;
    item->enclosures = &enclosure;
    item->comments_url = "http://x/c";
    item->base_url = "http://base/";
    item->summary = "short";
    tests_merge(store, 1, document, NOON);
    struct item_row *row = tests_find_title(store, "t");
    struct item_body *body = store_get_body(store, row->id, NULL);
    g_assert_cmpstr(body->content, ==, html->str);
    g_assert_cmpuint(body->content_len, ==, html->len);
    g_assert_false(body->is_text);
    g_assert_cmpstr(body->guid, ==, "g");
    g_assert_cmpstr(body->base_url, ==, "http://base/");
    g_assert_cmpstr(body->row.author, ==, "Ann");
    g_assert_cmpstr(body->summary, ==, "short");
    g_assert_cmpstr(body->comments_url, ==, "http://x/c");
    g_assert_cmpuint(body->enclosures->len, ==, 1);
    const struct item_enclosure *stored = body->enclosures->pdata[0];
    g_assert_cmpstr(stored->url, ==, "http://x/a.png");
    g_assert_cmpstr(stored->description, ==, "a \"red\" boat");
    g_assert_cmpstr(stored->medium, ==, "image");
    g_assert_cmpuint(stored->width, ==, 640);
    g_assert_cmpuint(stored->height, ==, 0);
    g_assert_cmpint(stored->size_bytes, ==, 5);
    g_assert_cmpint(stored->duration_s, ==, -1);
    item_body_free(body);
    item_row_free(row);
    g_string_free(html, TRUE);
    store_close(store);
}

static void test_body_not_found(void)
{
    struct store *store = tests_open(1);
    g_autoptr(GError) error = NULL;
    g_assert_null(store_get_body(store, 99, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
    store_close(store);
}

static gint64 get_sort_at(struct store *store, const char *title)
{
    struct item_row *row = tests_find_title(store, title);
    const gint64 sort_at = row->sort_at;
    item_row_free(row);
    return sort_at;
}

static void test_day_is_marked(void)
{
    const gint64 midnight = NOON - NOON % 86400;
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document(NULL);
    tests_add_item(document, "1", NULL, "day", midnight, "a")->published_is_day = true;
    tests_add_item(document, "2", NULL, "time", date_mark_day(midnight), "b");
    tests_add_item(document, "3", NULL, "midnight", midnight, "c");
    tests_add_item(document, "4", NULL, "tomorrow", midnight + 86400, "d")->published_is_day = true;
    struct feed_item *updated = tests_add_item(document, "5", NULL, "updated", FEED_NO_TIME, "e");
    updated->updated_at = midnight;
    updated->updated_is_day = true;
    tests_merge(store, 1, document, NOON);
    g_assert_cmpint(get_sort_at(store, "day"), ==, date_mark_day(midnight));
    g_assert_cmpint(get_sort_at(store, "time"), ==, date_mark_day(midnight) + 1);
    g_assert_cmpint(get_sort_at(store, "midnight"), ==, midnight);
    g_assert_cmpint(get_sort_at(store, "tomorrow"), ==, NOON);
    g_assert_cmpint(get_sort_at(store, "updated"), ==, date_mark_day(midnight));
    store_close(store);
}

/* An article whose day was stored as midnight, as it was once, is found by title and date. */
static void test_day_is_known_as_midnight(void)
{
    const gint64 midnight = NOON - NOON % 86400;
    struct store *store = tests_open(1);
    for (guint turn = 0; turn < 3; turn++) {
        static const char *const guids[] = { "1", "2", "3" };
        struct feed_document *document = tests_document(NULL);
        tests_add_item(document, guids[turn], NULL, "day", midnight, "a")->published_is_day =
            turn > 0;
        const struct merge_result result = tests_merge(store, 1, document, NOON + turn);
        g_assert_cmpuint(result.n_new, ==, turn == 0);
    }
    store_close(store);
}

void test_merge_add(void)
{
    g_test_add_func("/merge/marks-days-without-a-time", test_day_is_marked);
    g_test_add_func("/merge/knows-a-day-by-its-midnight", test_day_is_known_as_midnight);
    g_test_add_func("/merge/counts-what-is-new", test_counts_new);
    g_test_add_func("/merge/leaves-the-same-alone", test_same_is_untouched);
    g_test_add_func("/merge/keeps-marks-when-content-changes", test_changed_keeps_marks);
    g_test_add_func("/merge/leaves-deleted-deleted", test_deleted_stays_deleted);
    g_test_add_func("/merge/sorts-future-dates-by-arrival", test_future_sorts_by_arrival);
    g_test_add_func("/merge/keeps-document-order-without-dates", test_undated_keep_document_order);
    g_test_add_func("/merge/takes-the-update-for-a-missing-date", test_updated_dates_undated);
    g_test_add_func("/merge/stops-at-max-items", test_max_items);
    g_test_add_func("/merge/cuts-long-titles-between-characters", test_long_title);
    g_test_add_func("/merge/stores-the-whole-article", test_body_is_whole);
    g_test_add_func("/item-body/says-not-found", test_body_not_found);
}
