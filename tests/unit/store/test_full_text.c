/* SPDX-License-Identifier: MIT */
/* What was taken from the page of an article: kept, found, and not given up for a failure. */
#include "tests.h"

#include "store/full_text.h"
#include "store/search.h"

#include <string.h>

#define LONG_TEXT                                                                                  \
    "<p>apricot, and so many words that come again and again, again and again, that all of this "  \
    "is kept in fewer bytes than it has, again and again</p>"

static struct store *open_with_article(void)
{
    struct store *store = tests_open(1);
    struct feed_document *document = tests_document(NULL);
    tests_add_item(document, "1", "http://x/1", "one", 100, "<p>teaser of pears</p>");
    tests_merge(store, 1, document, NOON);
    return store;
}

static void set_page(struct store *store, gint64 at, const char *content, const char *failure)
{
    g_autoptr(GError) error = NULL;
    const struct full_text text = { .fetched_at = at,
                                    .content = (char *)content,
                                    .content_len = content ? strlen(content) : 0,
                                    .url = (char *)"http://x/1?page",
                                    .n_words = content ? 9 : 0,
                                    .error = (char *)failure };
    store_set_full_text(store, 1, &text, &error);
    g_assert_no_error(error);
    tests_assert_healthy(store);
}

static void assert_page(struct store *store, gint64 at, const char *content, const char *failure)
{
    g_autoptr(GError) error = NULL;
    struct full_text *text = store_get_full_text(store, 1, &error);
    g_assert_no_error(error);
    g_assert_nonnull(text);
    g_assert_cmpint(text->fetched_at, ==, at);
    g_assert_cmpstr(text->content, ==, content);
    g_assert_cmpuint(text->content_len, ==, content ? strlen(content) : 0);
    g_assert_cmpstr(text->error, ==, failure);
    g_assert_cmpstr(text->url, ==, "http://x/1?page");
    full_text_free(text);
}

static void test_keeps(void)
{
    static const char *const contents[] = { "<p>short</p>", "", LONG_TEXT };
    struct store *store = open_with_article();
    g_autoptr(GError) error = NULL;
    g_assert_null(store_get_full_text(store, 1, &error));
    g_assert_no_error(error);
    for (guint i = 0; i < G_N_ELEMENTS(contents); i++) {
        set_page(store, NOON + i, contents[i], NULL);
        assert_page(store, NOON + i, contents[i], NULL);
    }
    g_assert_true(store_clear_full_text(store, 1, NULL));
    g_assert_null(store_get_full_text(store, 1, NULL));
    struct item_body *body = store_get_body(store, 1, NULL); /* the feed's text is as it was */
    g_assert_cmpstr(body->content, ==, "<p>teaser of pears</p>");
    g_assert_false(body->row.is_changed);
    item_body_free(body);
    store_close(store);
}

static void test_failures(void)
{
    struct store *store = open_with_article();
    set_page(store, NOON, NULL, "HTTP 404");
    assert_page(store, NOON, NULL, "HTTP 404");
    set_page(store, NOON + 1, NULL, "HTTP 500");
    assert_page(store, NOON + 1, NULL, "HTTP 500");
    set_page(store, NOON + 2, "<p>text</p>", NULL);
    set_page(store, NOON + 3, NULL, "HTTP 404");
    assert_page(store, NOON + 2, "<p>text</p>", NULL);
    store_close(store);
}

static void test_no_article(void)
{
    struct store *store = open_with_article();
    const struct full_text text = { .content = (char *)"x", .content_len = 1 };
    g_assert_true(store_set_full_text(store, 77, &text, NULL));
    g_assert_null(store_get_full_text(store, 77, NULL));
    tests_assert_healthy(store);
    store_close(store);
}

static void assert_found(struct store *store, const char *query, bool is_found)
{
    g_autofree char *found = tests_find(store, query);
    g_test_message("%s", query);
    g_assert_cmpstr(found, ==, is_found ? "one " : "");
}

static void test_search(void)
{
    struct store *store = open_with_article();
    for (guint turn = 0; turn < 2; turn++) { /* before the article is indexed, and after */
        set_page(store, NOON, LONG_TEXT, NULL);
        tests_index(store);
        assert_found(store, "apricot", true);
        assert_found(store, "full-text", true);
        assert_found(store, "-full-text", false);
        assert_found(store, "pears", true);
        assert_found(store, "words>15", true);
        set_page(store, NOON, "<p>plum</p>", NULL);
        tests_index(store);
        assert_found(store, "apricot", false);
        assert_found(store, "plum", true);
        assert_found(store, "pears", true);
        assert_found(store, "words>15", false);
        g_assert_true(store_clear_full_text(store, 1, NULL));
        tests_index(store);
        assert_found(store, "plum", false);
        assert_found(store, "full-text", false);
        assert_found(store, "pears", true);
    }
    store_close(store);
}

/* The ids that are left, one digit each. */
static char *filter(struct store *store, gint64 failed_since)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (gint64 id = 1; id <= 6; id++)
        g_array_append_val(ids, id);
    g_assert_true(store_filter_without_full_text(store, ids, 99, failed_since, NULL));
    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(out, "%d", (int)g_array_index(ids, gint64, i));
    return g_string_free(out, FALSE);
}

static void test_filter(void)
{
    static const char *const urls[] = { "http://x/1", "https://x/2", NULL, "mailto:a",
                                        "http://x/5" };
    struct store *store = tests_open(1);
    const gint64 gone = 5;
    const struct edit edit = { .field = EDIT_DELETED, .value = true, .ids = &gone, .n_ids = 1 };
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(urls); i++) {
        g_autofree char *guid = g_strdup_printf("g%u", i);
        struct feed_document *document = tests_document(NULL);
        tests_add_item(document, guid, urls[i], guid, 100, "t");
        tests_merge(store, 1, document, NOON);
    }
    g_assert_true(store_apply_edit(store, &edit, &n, NULL));
    g_autofree char *all = filter(store, NOON);
    g_assert_cmpstr(all, ==, "12");
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (gint64 id = 1; id <= 2; id++)
        g_array_append_val(ids, id);
    g_assert_true(
        store_filter_without_full_text(store, ids, 1, NOON, NULL)); /* no more than asked for */
    g_assert_cmpuint(ids->len, ==, 1);
    set_page(store, NOON, NULL, "HTTP 404");
    g_autofree char *now = filter(store, NOON);
    g_assert_cmpstr(now, ==, "2");
    g_autofree char *later = filter(store, NOON + 1);
    g_assert_cmpstr(later, ==, "12");
    set_page(store, NOON, "<p>text</p>", NULL);
    g_autofree char *had = filter(store, NOON + 1);
    g_assert_cmpstr(had, ==, "2");
    store_close(store);
}

void test_full_text_add(void)
{
    g_test_add_func("/page-text/is-kept-beside-the-feeds-text", test_keeps);
    g_test_add_func("/page-text/gives-way-to-no-failure", test_failures);
    g_test_add_func("/page-text/needs-an-article", test_no_article);
    g_test_add_func("/page-text/is-found-by-its-words", test_search);
    g_test_add_func("/page-text/is-missing-where-it-may-be-asked-for", test_filter);
}
