/* SPDX-License-Identifier: MIT */
/* Edits, counts, and the way back. */
#include "tests.h"

#include <string.h>

static guint apply(struct store *store, const struct edit *edit)
{
    guint n_changed = 0;
    g_autoptr(GError) error = NULL;
    store_apply_edit(store, edit, &n_changed, &error);
    g_assert_no_error(error);
    return n_changed;
}

static void assert_undo(struct store *store, const char *label, guint n_changed)
{
    g_autofree char *got = NULL;
    guint n = 0;
    g_autoptr(GError) error = NULL;
    store_undo(store, &got, &n, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(got, ==, label);
    g_assert_cmpuint(n, ==, n_changed);
}

static void assert_nothing_to_undo(struct store *store)
{
    g_autofree char *label = NULL;
    guint n = 0;
    g_autoptr(GError) error = NULL;
    g_assert_false(store_undo(store, &label, &n, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

/* Feed 1: ids 1 to 3; feed 2: 4 and 5. */
static struct store *open_filled(void)
{
    struct store *store = tests_open(2);
    static const char *const guids[] = { "a", "b", "c", "d", "e" };
    for (guint i = 0; i < G_N_ELEMENTS(guids); i++)
        tests_add_one(store, i < 3 ? 1 : 2, guids[i], 100 + i);
    return store;
}

static void test_ids(void)
{
    struct store *store = open_filled();
    const gint64 ids[] = { 5, 1, 99, 1 };
    const struct edit edit = {
        .field = EDIT_READ, .value = true, .ids = ids, .n_ids = 4, .label = "mark"
    };
    g_assert_cmpuint(apply(store, &edit), ==, 2);
    g_assert_cmpuint(apply(store, &edit), ==, 0);
    tests_assert_counts(store, 1, 3, 2, 0);
    tests_assert_counts(store, 2, 2, 1, 0);
    assert_undo(store, "mark", 2);
    tests_assert_counts(store, 1, 3, 3, 0);
    tests_assert_counts(store, 2, 2, 2, 0);
    assert_nothing_to_undo(store); /* the second changed nothing */
    store_close(store);
}

/* An empty array has no data: that must never mean "all". */
static void test_no_ids(void)
{
    struct store *store = open_filled();
    const struct edit edit = {
        .field = EDIT_READ, .value = true, .ids = NULL, .n_ids = 0, .label = "mark"
    };
    g_assert_cmpuint(apply(store, &edit), ==, 0);
    tests_assert_counts(store, 1, 3, 3, 0);
    assert_nothing_to_undo(store);
    store_close(store);
}

static void test_scope(void)
{
    struct store *store = open_filled();
    const struct edit feed = {
        .is_scope = true, .field = EDIT_READ, .value = true, .feed_id = 1, .max_id = 2, .label = "f"
    };
    const struct edit all = {
        .is_scope = true, .field = EDIT_READ, .value = true, .max_id = 4, .label = "all"
    };
    const struct edit star = {
        .is_scope = true, .field = EDIT_STARRED, .value = true, .label = "star"
    };
    g_assert_cmpuint(apply(store, &feed), ==, 2);
    tests_assert_counts(store, 1, 3, 1, 0);
    g_assert_cmpuint(apply(store, &all), ==, 2);
    tests_assert_counts(store, 1, 3, 0, 0);
    tests_assert_counts(store, 2, 2, 1, 0);
    g_assert_cmpuint(apply(store, &star), ==, 5);
    assert_undo(store, "star", 5);
    assert_undo(store, "all", 2);
    tests_assert_counts(store, 1, 3, 1, 0);
    assert_undo(store, "f", 2);
    tests_assert_counts(store, 1, 3, 3, 0);
    store_close(store);
}

static void test_deleted(void)
{
    struct store *store = open_filled();
    const gint64 id = 2;
    const struct edit edit = {
        .field = EDIT_DELETED, .value = true, .ids = &id, .n_ids = 1, .label = "delete"
    };
    g_assert_cmpuint(apply(store, &edit), ==, 1);
    g_autofree char *without = tests_format_window(store, 1);
    g_assert_cmpstr(without, ==, "c a ");
    assert_undo(store, "delete", 1);
    g_autofree char *with = tests_format_window(store, 1);
    g_assert_cmpstr(with, ==, "c b a ");
    tests_assert_healthy(store);
    store_close(store);
}

static void test_undo_after_reopening(void)
{
    struct store *store = open_filled();
    g_autofree char *path = tests_get_store_path();
    const gint64 first = 1, second = 2;
    const struct edit read = {
        .field = EDIT_READ, .value = true, .ids = &first, .n_ids = 1, .label = "read"
    };
    const struct edit star = {
        .field = EDIT_STARRED, .value = true, .ids = &second, .n_ids = 1, .label = "star"
    };
    apply(store, &read);
    apply(store, &star);
    store_close(store);
    store = store_open(path, STORE_WRITE, NULL);
    assert_undo(store, "star", 1);
    store_close(store);
    store = store_open(path, STORE_WRITE, NULL);
    assert_undo(store, "read", 1);
    assert_nothing_to_undo(store);
    tests_assert_counts(store, 1, 3, 3, 0);
    store_close(store);
}

static void test_file(void)
{
    struct store *store = open_filled();
    g_autofree char *archive = tests_get_store_path();
    g_autofree char *path = g_strconcat(archive, ".feeds", NULL);
    g_autofree char *now = NULL;
    g_assert_true(g_file_set_contents(path, "after\n", -1, NULL));
    g_assert_true(store_journal_file(store, path, "before\n", "after\n", "add x", NULL));
    assert_undo(store, "add x", 0);
    g_assert_true(g_file_get_contents(path, &now, NULL, NULL));
    g_assert_cmpstr(now, ==, "before\n");
    store_close(store);
}

static void test_file_edited_since(void)
{
    struct store *store = open_filled();
    g_autofree char *archive = tests_get_store_path();
    g_autofree char *path = g_strconcat(archive, ".feeds", NULL);
    g_autofree char *now = NULL, *label = NULL;
    g_autoptr(GError) error = NULL;
    const gint64 id = 1;
    guint n = 0;
    const struct edit read = {
        .field = EDIT_READ, .value = true, .ids = &id, .n_ids = 1, .label = "read"
    };
    apply(store, &read);
    g_assert_true(g_file_set_contents(path, "mine\n", -1, NULL));
    g_assert_true(store_journal_file(store, path, "before\n", "after\n", "add x", NULL));
    g_assert_false(store_undo(store, &label, &n, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, path));
    g_assert_nonnull(strstr(error->message, "edited since"));
    g_assert_true(g_file_get_contents(path, &now, NULL, NULL));
    g_assert_cmpstr(now, ==, "mine\n");
    assert_undo(store, "read", 1); /* what came before isn't blocked for ever */
    assert_nothing_to_undo(store);
    store_close(store);
}

static void test_file_missing(void)
{
    struct store *store = open_filled();
    g_autofree char *label = NULL;
    g_autoptr(GError) error = NULL;
    guint n = 0;
    g_assert_true(
        store_journal_file(store, "/nonexistent/feeds", "before", "after", "add x", NULL));
    g_assert_false(store_undo(store, &label, &n, &error));
    g_assert_nonnull(error);
    store_close(store);
}

static void random_edit(struct store *store, GRand *random, guint n_items, GQueue *applied)
{
    gint64 ids[20];
    struct edit edit = { .field = (enum edit_field)g_rand_int_range(random, 0, 3),
                         .value = g_rand_boolean(random),
                         .label = "x" };
    if (g_rand_int_range(random, 0, 3) == 0) {
        edit.is_scope = true;
        edit.feed_id = g_rand_int_range(random, 0, 3);
        edit.max_id = g_rand_int_range(random, 0, (gint32)n_items);
    } else {
        edit.ids = ids;
        edit.n_ids = (guint)g_rand_int_range(random, 0, G_N_ELEMENTS(ids));
        for (guint i = 0; i < edit.n_ids; i++)
            ids[i] = g_rand_int_range(random, 1, (gint32)n_items + 5);
    }
    const guint n_changed = apply(store, &edit);
    if (n_changed)
        g_queue_push_head(applied, GUINT_TO_POINTER(n_changed));
}

static void test_counts_stay_right(void)
{
    const guint n_items = 60;
    GRand *random = g_rand_new_with_seed(20260101);
    GQueue applied = G_QUEUE_INIT;
    struct store *store = tests_open(2);
    for (guint i = 0; i < n_items; i++) {
        g_autofree char *guid = g_strdup_printf("g%u", i);
        tests_add_one(store, 1 + i % 2, guid, 1000 + (gint64)g_rand_int_range(random, 0, 50));
    }
    for (guint round = 0; round < 300; round++) {
        if (applied.length && g_rand_int_range(random, 0, 4) == 0)
            assert_undo(store, "x", GPOINTER_TO_UINT(g_queue_pop_head(&applied)));
        else
            random_edit(store, random, n_items, &applied);
        if (round % 10 == 0)
            tests_assert_healthy(store);
    }
    while (applied.length)
        assert_undo(store, "x", GPOINTER_TO_UINT(g_queue_pop_head(&applied)));
    tests_assert_healthy(store);
    tests_assert_counts(store, 1, 30, 30, 0);
    tests_assert_counts(store, 2, 30, 30, 0);
    assert_nothing_to_undo(store);
    g_rand_free(random);
    store_close(store);
}

static void test_nested_rolls_back(void)
{
    struct store *store = open_filled();
    const struct edit all = { .is_scope = true, .field = EDIT_READ, .value = true, .label = "all" };
    g_assert_true(store_begin(store, NULL));
    g_assert_cmpuint(apply(store, &all), ==, 5);
    store_rollback(store);
    tests_assert_counts(store, 1, 3, 3, 0);
    assert_nothing_to_undo(store);
    g_assert_true(store_begin(store, NULL));
    apply(store, &all);
    g_assert_true(store_commit(store, NULL));
    tests_assert_counts(store, 1, 3, 0, 0);
    store_close(store);
}

void test_edit_add(void)
{
    g_test_add_func("/edit/changes-the-ids-that-differ", test_ids);
    g_test_add_func("/edit/changes-nothing-without-ids", test_no_ids);
    g_test_add_func("/edit/changes-a-scope-up-to-the-greatest-id", test_scope);
    g_test_add_func("/edit/deletes-and-restores", test_deleted);
    g_test_add_func("/edit/undoes-in-order-after-reopening", test_undo_after_reopening);
    g_test_add_func("/edit/hands-a-file-back", test_file);
    g_test_add_func("/edit/refuses-a-file-edited-since", test_file_edited_since);
    g_test_add_func("/edit/fails-when-the-file-is-gone", test_file_missing);
    g_test_add_func("/edit/keeps-counts-right-at-random", test_counts_stay_right);
    g_test_add_func("/edit/belongs-to-the-transaction-around", test_nested_rolls_back);
}
