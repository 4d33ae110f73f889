/* SPDX-License-Identifier: MIT */
/* The full-text index, filled in steps and kept right when articles change. */
#include "tests.h"

#include "store/search.h"

static void merge_text(struct store *store, const char *guid, const char *title, const char *html)
{
    struct feed_document *document = tests_document(NULL);
    tests_add_item(document, guid, NULL, title, 100, html);
    tests_merge(store, 1, document, NOON);
}

static void assert_found(struct store *store, const char *query, const char *titles)
{
    g_autofree char *found = tests_find(store, query);
    g_test_message("%s", query);
    g_assert_cmpstr(found, ==, titles);
}

static void test_steps(void)
{
    struct store *store = tests_open(1);
    guint n_done = 0;
    for (guint i = 0; i < 25; i++) {
        g_autofree char *guid = g_strdup_printf("g%u", i);
        tests_add_one(store, 1, guid, 100);
    }
    g_assert_cmpint(store_count_unindexed(store), ==, 25);
    assert_found(store, "g3", "");
    for (guint step = 0; step < 3; step++) {
        g_assert_true(store_index_some(store, 10, tests_to_words, &n_done, NULL));
        g_assert_cmpuint(n_done, ==, step == 2 ? 5 : 10);
    }
    g_assert_true(store_index_some(store, 10, tests_to_words, &n_done, NULL));
    g_assert_cmpuint(n_done, ==, 0);
    g_assert_cmpint(store_count_unindexed(store), ==, 0);
    assert_found(store, "g3", "g3 ");
    assert_found(store, "g24", "g24 ");
    store_close(store);
}

static void test_changed(void)
{
    struct store *store = tests_open(1);
    merge_text(store, "1", "old", "<p>apple</p>");
    tests_index(store);
    for (guint i = 0; i < 3; i++) { /* twice before it is indexed, and again */
        g_autofree char *html = g_strdup_printf("<p>pear%u</p>", i);
        merge_text(store, "1", "new", html);
        if (i)
            tests_index(store);
    }
    assert_found(store, "apple", "");
    assert_found(store, "old", "");
    assert_found(store, "pear0", "");
    assert_found(store, "pear1", "");
    assert_found(store, "pear2", "new ");
    assert_found(store, "new", "new ");
    assert_found(store, "-apple", "new ");
    store_close(store);
}

static void test_changed_before_indexed(void)
{
    struct store *store = tests_open(1);
    merge_text(store, "1", "t", "<p>apple</p>");
    merge_text(store, "1", "t", "<p>pear</p>");
    tests_index(store);
    assert_found(store, "apple", "");
    assert_found(store, "pear", "t ");
    store_close(store);
}

static void test_deleted(void)
{
    struct store *store = tests_open(1);
    const gint64 id = 1;
    const struct edit edit = { .field = EDIT_DELETED, .value = true, .ids = &id, .n_ids = 1 };
    guint n = 0;
    merge_text(store, "1", "t", "<p>apple</p>");
    tests_index(store);
    g_assert_true(store_apply_edit(store, &edit, &n, NULL));
    assert_found(store, "apple", "");
    store_close(store);
}

static void test_scripts(void)
{
    static const struct {
        const char *html, *query;
        bool is_found;
    } cases[] = {
        { "日本語の新聞を読む", "新聞", true },
        { "日本語の新聞を読む", "聞新", false },
        { "東京都に住む", "京都", true }, /* as any search for characters has it */
        { "서울에서 왔다", "서울", true },
        { "ข่าววันนี้", "วัน", true },
        { "中文测试", "中文", true },
        { "Ελληνικά ΝΈΑ", "νέα", true },
        { "Ёлка", "ёлка", true },
        { "Ærøskøbing", "ærøskøbing", true },
        { "don't stop", "don't", true },
        { "C++ and C#", "c++", true },
        { "foo-bar", "foo-bar", true },
        { "foo bar", "foo-bar", true },
        { "e\xcc\x81t\xc3\xa9", "été", true },
        { "mixed日本text", "日本", true },
        { "a & b", "&", true },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct store *store = tests_open(1);
        merge_text(store, "1", "t", cases[i].html);
        tests_index(store);
        assert_found(store, cases[i].query, cases[i].is_found ? "t " : "");
        store_close(store);
    }
}

static void test_ranked(void)
{
    struct store *store = tests_open(1);
    merge_text(
        store, "1", "rare",
        "<p>apple and pear and plum and many other fruits that fill a long text of words</p>");
    merge_text(store, "2", "often", "<p>apple apple apple</p>");
    merge_text(store, "3", "none", "<p>cherry</p>");
    tests_index(store);
    struct query *query = query_parse("apple", NULL);
    g_autoptr(GArray) ids = store_find_items(store, query, true, 0, NULL);
    g_autofree char *titles = tests_format_rows(store, ids);
    g_assert_cmpstr(titles, ==, "often rare ");
    query_free(query);
    store_close(store);
}

static void test_prepare(void)
{
    static const struct {
        const char *text, *prepared;
    } cases[] = {
        { "", "" },           { "plain", "plain" },
        { "né", "né" },       { "日本", " 日  本 " },
        { "a日b", "a 日 b" }, { "が\xe3\x82\x99", " が\xe3\x82\x99 " },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *prepared = search_prepare_text(cases[i].text);
        if (i < G_N_ELEMENTS(cases) - 1)
            g_assert_cmpstr(prepared, ==, cases[i].prepared);
        else
            g_assert_true(g_utf8_validate(prepared, -1, NULL));
    }
}

void test_search_add(void)
{
    g_test_add_func("/search/indexes-in-steps", test_steps);
    g_test_add_func("/search/forgets-the-words-of-old-text", test_changed);
    g_test_add_func("/search/takes-what-changed-before-it-was-indexed",
                    test_changed_before_indexed);
    g_test_add_func("/search/leaves-deleted-out", test_deleted);
    g_test_add_func("/search/finds-words-of-every-script", test_scripts);
    g_test_add_func("/search/ranks-by-how-often", test_ranked);
    g_test_add_func("/search/splits-unspaced-scripts", test_prepare);
}
