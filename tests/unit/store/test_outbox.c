/* SPDX-License-Identifier: MIT */
/* What an account on a server has yet to hear of. */
#include "tests.h"

#include "store/exchange.h"
#include "store/outbox.h"

#include <sqlite3.h>
#include <string.h>

#define TARGET "work"

/* Feed 1: ids 1 to 3 (a, b, c); feed 2: 4 and 5 (d, e). The outbox collects for TARGET. */
static struct store *open_enabled(void)
{
    struct store *store = tests_open(2);
    static const char *const guids[] = { "a", "b", "c", "d", "e" };
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(guids); i++)
        tests_add_one(store, i < 3 ? 1 : 2, guids[i], 100 + i);
    g_assert_true(store_enable_outbox(store, TARGET, &error));
    g_assert_no_error(error);
    return store;
}

static guint apply(struct store *store, const struct edit *edit)
{
    guint n_changed = 0;
    g_autoptr(GError) error = NULL;
    store_apply_edit(store, edit, &n_changed, &error);
    g_assert_no_error(error);
    return n_changed;
}

static guint set(struct store *store, enum edit_field field, bool value, gint64 id)
{
    const struct edit edit = {
        .field = field, .value = value, .ids = &id, .n_ids = 1, .label = "set"
    };
    return apply(store, &edit);
}

static void undo(struct store *store)
{
    g_autofree char *label = NULL;
    guint n = 0;
    g_autoptr(GError) error = NULL;
    store_undo(store, &label, &n, &error);
    g_assert_no_error(error);
}

/* The first n pending changes as "1read=1 4starred=0 "; *last is the last one's number. */
static char *format(struct store *store, const char *target, guint n, gint64 *last)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) changes = store_get_outbox(store, target, n, &error);
    GString *text = g_string_new(NULL);
    g_assert_no_error(error);
    *last = 0;
    for (guint i = 0; i < changes->len; i++) {
        const struct outbox_change *change = changes->pdata[i];
        g_assert_cmpint(change->sequence, >, *last);
        *last = change->sequence;
        g_string_append_printf(text, "%d%s=%d ", (int)change->item_id, change->axis,
                               (int)change->value);
    }
    return g_string_free(text, FALSE);
}

static gint64 assert_pending(struct store *store, const char *target, const char *expected)
{
    gint64 last = 0;
    g_autofree char *text = format(store, target, 1000, &last);
    g_assert_cmpstr(text, ==, expected);
    return last;
}

static void confirm(struct store *store, gint64 sequence)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(store_confirm_outbox(store, TARGET, sequence, &error));
    g_assert_no_error(error);
}

static void test_disabled(void)
{
    struct store *store = tests_open(1);
    g_autoptr(GError) error = NULL;
    tests_add_one(store, 1, "a", 100);
    g_assert_false(store_has_outbox(store, TARGET));
    set(store, EDIT_READ, true, 1);
    g_assert_true(store_enable_outbox(store, TARGET, &error));
    g_assert_true(store_enable_outbox(store, TARGET, &error));
    g_assert_true(store_has_outbox(store, TARGET));
    assert_pending(store, TARGET, ""); /* what was before is not collected */
    set(store, EDIT_READ, false, 1);
    assert_pending(store, TARGET, "1read=0 ");
    g_assert_true(store_disable_outbox(store, TARGET, &error));
    g_assert_true(store_disable_outbox(store, TARGET, &error));
    set(store, EDIT_READ, true, 1);
    g_assert_true(store_enable_outbox(store, TARGET, &error));
    assert_pending(store, TARGET, "");
    g_assert_no_error(error);
    store_close(store);
}

static void test_edits(void)
{
    struct store *store = open_enabled();
    g_autoptr(GError) error = NULL;
    set(store, EDIT_READ, true, 4);
    set(store, EDIT_STARRED, true, 1);
    set(store, EDIT_DELETED, true, 3);
    g_assert_cmpuint(set(store, EDIT_READ, true, 4), ==, 0); /* changes nothing, notes nothing */
    assert_pending(store, TARGET, "4read=1 1starred=1 ");
    const struct edit scope = {
        .is_scope = true, .field = EDIT_READ, .value = true, .feed_id = 1, .label = "feed"
    };
    g_assert_cmpuint(apply(store, &scope), ==, 2);
    assert_pending(store, TARGET, "4read=1 1starred=1 1read=1 2read=1 ");
    g_assert_cmpint(store_count_outbox(store, TARGET), ==, 4);
    g_autoptr(GPtrArray) changes = store_get_outbox(store, TARGET, 1, &error);
    const struct outbox_change *change = changes->pdata[0];
    g_assert_cmpstr(change->feed_url, ==, "http://b.example/");
    g_assert_cmpstr(change->guid, ==, "d");
    g_assert_cmpstr(change->url, ==, NULL);
    g_assert_cmpuint(change->n_failures, ==, 0);
    store_close(store);
}

static void test_last_value(void)
{
    struct store *store = open_enabled();
    set(store, EDIT_STARRED, true, 2);
    set(store, EDIT_READ, true, 1);
    set(store, EDIT_STARRED, false, 2);
    assert_pending(store, TARGET, "1read=1 2starred=0 ");
    undo(store);
    assert_pending(store, TARGET, "1read=1 2starred=1 ");
    undo(store);
    assert_pending(store, TARGET, "2starred=1 1read=0 ");
    store_close(store);
}

static void test_batches(void)
{
    struct store *store = open_enabled();
    gint64 last = 0;
    for (gint64 id = 1; id <= 5; id++)
        set(store, EDIT_READ, true, id);
    g_autofree char *first = format(store, TARGET, 3, &last);
    g_assert_cmpstr(first, ==, "1read=1 2read=1 3read=1 ");
    set(store, EDIT_READ, false, 2); /* while they are on their way */
    confirm(store, last);
    last = assert_pending(store, TARGET, "4read=1 5read=1 2read=0 ");
    confirm(store, last);
    assert_pending(store, TARGET, "");
    set(store, EDIT_READ, true, 2);
    g_assert_cmpint(assert_pending(store, TARGET, "2read=1 "), >, last);
    store_close(store);
}

static void test_reopened(void)
{
    struct store *store = open_enabled();
    g_autofree char *path = tests_get_store_path();
    g_autoptr(GError) error = NULL;
    set(store, EDIT_READ, true, 1);
    const gint64 last = assert_pending(store, TARGET, "1read=1 ");
    confirm(store, last);
    g_assert_true(store_disable_outbox(store, TARGET, &error));
    store_close(store);
    store = store_open(path, STORE_WRITE, &error);
    g_assert_true(store_enable_outbox(store, TARGET, &error));
    set(store, EDIT_READ, false, 1);
    g_assert_cmpint(assert_pending(store, TARGET, "1read=0 "), >, last);
    confirm(store, last); /* a late confirmation of what was sent before */
    assert_pending(store, TARGET, "1read=0 ");
    g_assert_no_error(error);
    store_close(store);
}

static void test_failures(void)
{
    struct store *store = open_enabled();
    g_autoptr(GError) error = NULL;
    set(store, EDIT_READ, true, 1);
    const gint64 last = assert_pending(store, TARGET, "1read=1 ");
    set(store, EDIT_READ, true, 2);
    for (guint i = 0; i < 2; i++)
        g_assert_true(store_fail_outbox(store, TARGET, last, &error));
    g_autoptr(GPtrArray) changes = store_get_outbox(store, TARGET, 10, &error);
    g_assert_cmpuint(((const struct outbox_change *)changes->pdata[0])->n_failures, ==, 2);
    g_assert_cmpuint(((const struct outbox_change *)changes->pdata[1])->n_failures, ==, 0);
    set(store, EDIT_READ, false, 1); /* a new change has not failed yet */
    g_autoptr(GPtrArray) later = store_get_outbox(store, TARGET, 10, &error);
    g_assert_cmpuint(((const struct outbox_change *)later->pdata[1])->n_failures, ==, 0);
    g_assert_no_error(error);
    store_close(store);
}

static void test_origin(void)
{
    struct store *store = open_enabled();
    const gint64 ids[] = { 1, 2 };
    g_autoptr(GError) error = NULL;
    g_assert_true(store_enable_outbox(store, "home", &error));
    set(store, EDIT_READ, true, 3);
    set(store, EDIT_READ, true, 1);
    set(store, EDIT_READ, false, 1); /* neither account knows yet */
    const struct edit reported = {
        .field = EDIT_READ, .value = true, .ids = ids, .n_ids = 2, .label = "", .origin = TARGET
    };
    g_assert_cmpuint(apply(store, &reported), ==, 1); /* 1 was changed here since */
    assert_pending(store, TARGET, "3read=1 1read=0 ");
    assert_pending(store, "home", "3read=1 1read=0 2read=1 ");
    undo(store); /* not what the account reported */
    assert_pending(store, TARGET, "3read=1 1read=1 ");
    store_close(store);
}

static void test_import(void)
{
    struct store *store = open_enabled();
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < 2; i++) {
        struct item_body *item = item_body_new();
        enum import_outcome outcome;
        item->guid = g_strdup(i ? "new" : "a");
        item->row.title = g_strdup(item->guid);
        item->row.is_read = item->row.is_starred = true;
        item->content = g_strdup("x");
        item->content_len = 1;
        g_assert_true(store_import_item(store, 1, item, &outcome, &error));
        g_assert_no_error(error);
        g_assert_cmpint(outcome, ==, i ? IMPORT_NEW : IMPORT_MARKED);
        item_body_free(item);
    }
    assert_pending(store, TARGET, "1read=1 1starred=1 ");
    store_close(store);
}

static void test_rolled_back(void)
{
    struct store *store = open_enabled();
    g_autoptr(GError) error = NULL;
    set(store, EDIT_READ, true, 1);
    const gint64 last = assert_pending(store, TARGET, "1read=1 ");
    g_assert_true(store_begin(store, &error));
    set(store, EDIT_READ, true, 2);
    store_rollback(store);
    assert_pending(store, TARGET, "1read=1 ");
    tests_assert_counts(store, 1, 3, 2, 0);
    set(store, EDIT_READ, true, 3);
    g_assert_cmpint(assert_pending(store, TARGET, "1read=1 3read=1 "), >, last);
    tests_assert_healthy(store);
    store_close(store);
}

static void test_reader(void)
{
    struct store *store = open_enabled();
    g_autofree char *path = tests_get_store_path();
    g_autoptr(GError) error = NULL;
    set(store, EDIT_READ, true, 1);
    struct store *reader = store_open(path, STORE_READ, &error);
    g_assert_no_error(error);
    g_assert_true(store_has_outbox(reader, TARGET));
    g_assert_cmpint(store_count_outbox(reader, TARGET), ==, 1);
    assert_pending(reader, TARGET, "1read=1 ");
    assert_pending(reader, "nobody", "");
    store_close(reader);
    g_assert_true(store_clear(store, &error));
    g_assert_true(store_has_outbox(store, TARGET));
    assert_pending(store, TARGET, "");
    store_close(store);
}

/* As an archive looks that format 3 was written to: it is copied, then it has an outbox. */
static void test_format_3(void)
{
    struct store *store = open_enabled();
    g_autofree char *path = tests_get_store_path();
    g_autofree char *backup = g_strconcat(path, ".format-3.backup", NULL);
    g_autoptr(GError) error = NULL;
    sqlite3 *db = NULL;
    store_close(store);
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db,
                                 "DROP TABLE outbox_target; DROP TABLE outbox;"
                                 "DROP TABLE outbox_sequence;" TESTS_TO_FORMAT_4
                                 "PRAGMA user_version=3",
                                 NULL, NULL, NULL),
                    ==, SQLITE_OK);
    sqlite3_close(db);
    store = store_open(path, STORE_WRITE, &error);
    g_assert_no_error(error);
    g_assert_true(g_file_test(backup, G_FILE_TEST_IS_REGULAR));
    g_assert_true(store_enable_outbox(store, TARGET, &error));
    set(store, EDIT_READ, true, 1);
    assert_pending(store, TARGET, "1read=1 ");
    tests_assert_healthy(store);
    store_close(store);
}

void test_outbox_add(void)
{
    g_test_add_func("/outbox/collects-nothing-when-disabled", test_disabled);
    g_test_add_func("/outbox/collects-marks-when-edited", test_edits);
    g_test_add_func("/outbox/ends-with-the-last-value-when-changed-back", test_last_value);
    g_test_add_func("/outbox/keeps-new-changes-when-a-batch-is-confirmed", test_batches);
    g_test_add_func("/outbox/never-repeats-numbers-when-reopened", test_reopened);
    g_test_add_func("/outbox/counts-failures-when-told", test_failures);
    g_test_add_func("/outbox/sends-nothing-back-when-it-came-from-there", test_origin);
    g_test_add_func("/outbox/collects-marks-when-imported-over-known-articles", test_import);
    g_test_add_func("/outbox/forgets-changes-when-rolled-back", test_rolled_back);
    g_test_add_func("/outbox/is-added-when-an-archive-has-format-3", test_format_3);
    g_test_add_func("/outbox/can-be-read-when-only-reading", test_reader);
}
