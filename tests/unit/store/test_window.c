/* SPDX-License-Identifier: MIT */
/* Windows and ranks against a list sorted by hand. */
#include "tests.h"

#define N_ITEMS 75

struct expected {
    gint64 id, feed_id, sort_at;
    bool is_read;
};

static int compare_newest(gconstpointer left, gconstpointer right)
{
    const struct expected *a = left, *b = right;
    if (a->sort_at != b->sort_at)
        return a->sort_at > b->sort_at ? -1 : 1;
    return a->id > b->id ? -1 : a->id < b->id;
}

static int compare_oldest(gconstpointer left, gconstpointer right)
{
    return -compare_newest(left, right);
}

/* Items with few different dates, some deleted, some read. */
static struct store *open_random(GArray *all)
{
    GRand *random = g_rand_new_with_seed(7);
    struct store *store = tests_open(2);
    for (guint i = 0; i < N_ITEMS; i++) {
        g_autofree char *guid = g_strdup_printf("g%u", i);
        struct expected item = { .id = i + 1,
                                 .feed_id = 1 + g_rand_int_range(random, 0, 2),
                                 .sort_at = 1000 + g_rand_int_range(random, 0, 12) };
        tests_add_one(store, item.feed_id, guid, item.sort_at);
        const bool is_deleted = g_rand_int_range(random, 0, 6) == 0;
        item.is_read = g_rand_boolean(random);
        const struct edit edit = { .field = is_deleted ? EDIT_DELETED : EDIT_READ,
                                   .value = is_deleted || item.is_read,
                                   .ids = &item.id,
                                   .n_ids = 1,
                                   .label = "x" };
        guint n = 0;
        g_assert_true(store_apply_edit(store, &edit, &n, NULL));
        if (!is_deleted)
            g_array_append_val(all, item);
    }
    g_rand_free(random);
    return store;
}

static GArray *select_scope(const GArray *all, const struct item_scope *scope)
{
    GArray *some = g_array_new(FALSE, FALSE, sizeof(struct expected));
    for (guint i = 0; i < all->len; i++) {
        const struct expected *item = &g_array_index(all, struct expected, i);
        if (!scope->feed_id || item->feed_id == scope->feed_id)
            g_array_append_val(some, *item);
    }
    g_array_sort(some, scope->is_oldest_first ? compare_oldest : compare_newest);
    return some;
}

static void check_scope(struct store *store, const GArray *all, const struct item_scope *scope)
{
    g_autoptr(GArray) wanted = select_scope(all, scope);
    g_assert_cmpint(store_count_items(store, scope), ==, wanted->len);
    for (guint offset = 0; offset <= wanted->len + 2; offset++) {
        for (guint n = 0; n < 20; n += 1 + n / 2) {
            g_autoptr(GError) error = NULL;
            g_autoptr(GPtrArray) rows = store_get_window(store, scope, offset, n, &error);
            g_assert_no_error(error);
            g_assert_cmpuint(rows->len, ==,
                             offset < wanted->len ? MIN(n, wanted->len - offset) : 0);
            for (guint i = 0; i < rows->len; i++)
                g_assert_cmpint(((const struct item_row *)rows->pdata[i])->id, ==,
                                g_array_index(wanted, struct expected, offset + i).id);
        }
    }
    for (guint i = 0; i < wanted->len; i++) {
        const struct expected *item = &g_array_index(wanted, struct expected, i);
        g_assert_cmpint(store_get_rank(store, scope, item->sort_at, item->id, 0), ==, i);
        g_assert_cmpint(store_get_rank(store, scope, item->sort_at, item->id, G_MAXINT64), ==, i);
    }
}

static void test_windows(void)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct expected));
    struct store *store = open_random(all);
    for (gint64 feed_id = 0; feed_id < 3; feed_id++)
        for (guint oldest = 0; oldest < 2; oldest++)
            check_scope(store, all,
                        &(struct item_scope){ .feed_id = feed_id, .is_oldest_first = oldest });
    store_close(store);
}

/* The unread ones in the order of a scope, by asking for the next one again and again. */
static void walk_unread(struct store *store, const GArray *all, gint64 feed_id, bool backwards)
{
    g_autoptr(GArray) wanted =
        select_scope(all, &(struct item_scope){ .feed_id = feed_id, .is_oldest_first = backwards });
    struct item_row *at = NULL;
    for (guint i = 0; i < wanted->len; i++) {
        const struct expected *item = &g_array_index(wanted, struct expected, i);
        if (item->is_read)
            continue;
        struct item_row *next = store_find_unread(store, feed_id, at, backwards);
        g_assert_nonnull(next);
        g_assert_cmpint(next->id, ==, item->id);
        item_row_free(at);
        at = next;
    }
    g_assert_null(store_find_unread(store, feed_id, at, backwards));
    item_row_free(at);
}

static void test_unread(void)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct expected));
    struct store *store = open_random(all);
    for (gint64 feed_id = 0; feed_id < 3; feed_id++)
        for (guint backwards = 0; backwards < 2; backwards++)
            walk_unread(store, all, feed_id, backwards);
    store_close(store);
}

static void test_empty(void)
{
    struct store *store = tests_open(1);
    const struct item_scope scope = { 0 }, nowhere = { .feed_id = 99 };
    g_autoptr(GPtrArray) rows = store_get_window(store, &scope, 0, 10, NULL);
    g_autoptr(GPtrArray) none = store_get_window(store, &nowhere, 0, 10, NULL);
    g_assert_cmpuint(rows->len, ==, 0);
    g_assert_cmpuint(none->len, ==, 0);
    g_assert_cmpint(store_count_items(store, &scope), ==, 0);
    g_assert_cmpint(store_get_max_id(store), ==, 0);
    g_assert_cmpint(store_get_rank(store, &scope, 5, 5, 0), ==, 0);
    g_assert_null(store_find_unread(store, 0, NULL, false));
    store_close(store);
}

static void test_rows_in_order_of_ids(void)
{
    struct store *store = tests_open(1);
    tests_add_one(store, 1, "a", 1);
    tests_add_one(store, 1, "b", 2);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    const gint64 wanted[] = { 2, 77, 1, 2 };
    g_array_append_vals(ids, wanted, G_N_ELEMENTS(wanted));
    g_autofree char *titles = tests_format_rows(store, ids);
    g_assert_cmpstr(titles, ==, "b a b ");
    store_close(store);
}

void test_window_add(void)
{
    g_test_add_func("/window/is-a-piece-of-the-sorted-list", test_windows);
    g_test_add_func("/window/is-empty-when-nothing-is-there", test_empty);
    g_test_add_func("/rows/come-in-the-order-of-the-ids", test_rows_in_order_of_ids);
    g_test_add_func("/find-unread/walks-both-ways", test_unread);
}
