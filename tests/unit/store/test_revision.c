/* SPDX-License-Identifier: MIT */
/* What an article said before: when it is kept, how much of it, and what counts as a change. */
#include "tests.h"

#include "store/revision.h"
#include "store/search.h"

#include <string.h>

static struct merge_result merge_text(struct store *store, const char *title, const char *html,
                                      const char *text, struct merge_options options)
{
    struct feed_document *document = tests_document(NULL);
    const struct feed_result fetch = { .feed_id = 1, .at = NOON, .is_success = true };
    struct merge_result result;
    g_autoptr(GError) error = NULL;
    struct feed_item *item = tests_add_item(document, "g", "http://x/1", title, 100, html);
    item->text = text;
    store_merge(store, document, &fetch, &options, &result, &error);
    g_assert_no_error(error);
    arena_free(document->arena);
    tests_assert_healthy(store);
    return result;
}

/* "1:title/content 2:…" */
static char *format_revisions(struct store *store)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GPtrArray) revisions = store_get_revisions(store, 1, NULL);
    for (guint i = 0; i < revisions->len; i++) {
        const struct item_revision *revision = revisions->pdata[i];
        g_assert_cmpuint(revision->content_len, ==, strlen(revision->content));
        g_assert_cmpint(revision->until_at, ==, NOON);
        g_string_append_printf(text, "%u:%s/%s%s ", revision->number, revision->title,
                               revision->content, revision->is_text ? "(text)" : "");
    }
    return g_string_free(text, FALSE);
}

static void test_keeps_earlier(void)
{
    struct store *store = tests_open(1);
    merge_text(store, "one", "<p>a</p>", NULL, (struct merge_options){ .max_revisions = 9 });
    g_autofree char *none = format_revisions(store);
    g_assert_cmpstr(none, ==, "");
    g_assert_cmpuint(
        merge_text(store, "one", "<p>b</p>", NULL, (struct merge_options){ .max_revisions = 9 })
            .n_changed,
        ==, 1);
    g_assert_cmpuint(
        merge_text(store, "two", "<p>b</p>", NULL, (struct merge_options){ .max_revisions = 9 })
            .n_changed,
        ==, 1);
    g_assert_cmpuint(
        merge_text(store, "two", NULL, "c", (struct merge_options){ .max_revisions = 9 }).n_changed,
        ==, 1);
    g_assert_cmpuint(
        merge_text(store, "two", NULL, "d", (struct merge_options){ .max_revisions = 9 }).n_changed,
        ==, 1);
    g_autofree char *kept = format_revisions(store);
    g_assert_cmpstr(kept, ==, "1:one/<p>a</p> 2:one/<p>b</p> 3:two/<p>b</p> 4:two/c(text) ");
    struct item_body *body = store_get_body(store, 1, NULL);
    g_assert_true(body->row.is_changed);
    g_assert_cmpint(body->changed_at, ==, NOON);
    g_assert_cmpstr(body->content, ==, "d");
    item_body_free(body);
    g_autofree char *found = tests_find(store, "changed");
    g_assert_cmpstr(found, ==, "two ");
    store_close(store);
}

static void test_is_bounded(void)
{
    static const struct {
        guint max;
        const char *kept;
    } cases[] = { { 0, "" }, { 1, "1:t/0 " }, { 2, "1:t/0 5:t/4 " }, { 3, "1:t/0 4:t/3 5:t/4 " } };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct store *store = tests_open(1);
        for (guint k = 0; k < 6; k++) {
            g_autofree char *text = g_strdup_printf("%u", k);
            merge_text(store, "t", text, NULL,
                       (struct merge_options){ .max_revisions = cases[i].max });
        }
        g_autofree char *kept = format_revisions(store);
        g_assert_cmpstr(kept, ==, cases[i].kept);
        struct item_row *row = tests_find_title(store, "t");
        g_assert_true(row->is_changed); /* also where nothing of it is kept */
        item_row_free(row);
        store_close(store);
    }
}

static void test_huge_is_not_kept(void)
{
    struct store *store = tests_open(1);
    g_autofree char *huge = g_strnfill((1 << 20) + 1, 'x');
    merge_text(store, "t", huge, NULL, (struct merge_options){ .max_revisions = 9 });
    g_assert_cmpuint(
        merge_text(store, "t", "b", NULL, (struct merge_options){ .max_revisions = 9 }).n_changed,
        ==, 1);
    g_autofree char *kept = format_revisions(store);
    g_assert_cmpstr(kept, ==, "");
    store_close(store);
}

static void test_markup_is_silent(void)
{
    static const char *const same[] = { "<p>two words</p>",
                                        "<div class=x>two\n<b>words</b></div><img src=a>",
                                        "two&#32;words" };
    struct store *store = tests_open(1);
    merge_text(store, "t", same[0], NULL,
               (struct merge_options){ .max_revisions = 9, .is_unread_on_change = true });
    tests_index(store);
    const gint64 id = 1;
    const struct edit edit = { .field = EDIT_READ, .value = true, .ids = &id, .n_ids = 1 };
    guint n = 0;
    g_assert_true(store_apply_edit(store, &edit, &n, NULL));
    for (guint i = 1; i < G_N_ELEMENTS(same); i++) {
        const struct merge_options options = { .max_revisions = 9, .is_unread_on_change = true };
        g_assert_cmpuint(merge_text(store, "t", same[i], NULL, options).n_changed, ==, 0);
        struct item_body *body = store_get_body(store, 1, NULL);
        g_assert_cmpstr(body->content, ==, same[i]);
        g_assert_false(body->row.is_changed);
        g_assert_true(body->row.is_read);
        item_body_free(body);
    }
    g_assert_cmpint(store_count_unindexed(store), ==, 0);
    g_autofree char *kept = format_revisions(store);
    g_assert_cmpstr(kept, ==, "");
    store_close(store);
}

static void test_unread_on_change(void)
{
    for (guint i = 0; i < 2; i++) {
        struct store *store = tests_open(1);
        const gint64 id = 1;
        const struct edit edit = { .field = EDIT_READ, .value = true, .ids = &id, .n_ids = 1 };
        guint n = 0;
        merge_text(store, "t", "a", NULL, (struct merge_options){ 0 });
        g_assert_true(store_apply_edit(store, &edit, &n, NULL));
        merge_text(store, "t", "b", NULL, (struct merge_options){ .is_unread_on_change = i });
        tests_assert_counts(store, 1, 1, i, 0);
        store_close(store);
    }
}

static void test_search_finds_new_words(void)
{
    struct store *store = tests_open(1);
    merge_text(store, "t", "before", NULL, (struct merge_options){ .max_revisions = 1 });
    tests_index(store);
    merge_text(store, "t", "after", NULL, (struct merge_options){ .max_revisions = 1 });
    tests_index(store);
    g_autofree char *before = tests_find(store, "before");
    g_autofree char *after = tests_find(store, "after");
    g_assert_cmpstr(before, ==, "");
    g_assert_cmpstr(after, ==, "t ");
    store_close(store);
}

void test_revision_add(void)
{
    g_test_add_func("/revision/keeps-what-was-said", test_keeps_earlier);
    g_test_add_func("/revision/keeps-the-first-and-the-newest", test_is_bounded);
    g_test_add_func("/revision/does-not-keep-what-is-huge", test_huge_is_not_kept);
    g_test_add_func("/revision/other-markup-is-no-change", test_markup_is_silent);
    g_test_add_func("/revision/makes-unread-where-wished", test_unread_on_change);
    g_test_add_func("/revision/search-knows-the-words-of-now", test_search_finds_new_words);
}
