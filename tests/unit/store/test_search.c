/* SPDX-License-Identifier: MIT */
/* The full-text index, filled in steps and kept right when articles change. */
#include "tests.h"

#include "search_private.h"
#include "store/search.h"

#include <sqlite3.h>
#include <string.h>

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
        { "Né", "ne" },       { "日本", " 日  本 " },
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

/* What people type finds what is written, whatever of accents, case, width and hyphens they leave
 * out; in texts, titles, authors, tags. */
static void test_spellings(void)
{
    static const char *const words[][4] = {
        { "Αθήνα", "Αθηνα", "ΑΘΗΝΑ", "αθήνα" },
        { "ёлочный", "елочный", "Ёлочный", "ЕЛОЧНЫЙ" },
        { "Łódź", "Lodz", "lodz", "łódź" },
        { "Straße", "Strasse", "STRASSE", "strasse" },
        { "œuvre", "oeuvre", "OEUVRE", "Œuvre" },
        { "IŞIK", "ışık", "isik", "işik" },
        { "ﾊﾝｶｸ", "ハンカク", "ﾊﾝ", "ンカ" },
        { "ＦＵＬＬ", "full", "FULL", "Full" },
        { "Donau\u00addampfer", "Donaudampfer", "donaudampf*", "Donau\u00addampfer" },
        { "zero\u200bwidth", "zerowidth", "Zerowidth", "zero\u2060width" },
        { "isn\u2019t", "isn't", "isn\u2019t", "ISN'T" },
    };
    for (guint place = 0; place < 2; place++) {
        struct store *store = tests_open(1);
        for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
            g_autofree char *guid = g_strdup_printf("%u", i);
            g_autofree char *title = g_strdup_printf("t%u", i);
            merge_text(store, guid, place ? words[i][0] : title, place ? "x" : words[i][0]);
        }
        tests_index(store);
        for (guint i = 0; i < G_N_ELEMENTS(words); i++)
            for (guint k = 1; k < 4; k++) {
                g_autofree char *title = g_strdup_printf("t%u ", i);
                g_autofree char *found = g_strdup_printf("%s ", words[i][0]);
                g_autofree char *quoted =
                    g_strdup_printf(strchr(words[i][k], '*') ? "%s" : "\"%s\"", words[i][k]);
                assert_found(store, quoted, place ? found : title);
            }
        store_close(store);
    }
}

/* An archive whose index had other rows and words: the old index answers for what the new one does not
 * have yet, and is gone when that is complete. */
static void test_old_index_answers(void)
{
    struct store *store = tests_open(1);
    sqlite3 *db = NULL;
    guint n_done = 0;
    for (guint i = 1; i <= 25; i++) {
        g_autofree char *guid = g_strdup_printf("g%u", i);
        merge_text(store, guid, guid, i % 2 ? "<p>odd Łódź</p>" : "<p>even</p>");
    }
    tests_index(store);
    g_autofree char *path = tests_get_store_path();
    store_close(store);
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(
        sqlite3_exec(db,
                     TESTS_TO_FORMAT_4
                     "DROP TABLE search;"
                     "CREATE VIRTUAL TABLE search USING fts5(title, author, text, content='',"
                     " tokenize='unicode61 remove_diacritics 2');"
                     "INSERT INTO search(rowid,title,text) SELECT id*65536+revision, title,"
                     " CASE id%2 WHEN 1 THEN 'odd Łódź' ELSE 'even' END FROM item;"
                     "INSERT INTO search(rowid,title,text) VALUES(7*65536+1,'g7','stale');"
                     "INSERT INTO search_stale VALUES(7*65536+1);"
                     "PRAGMA user_version=4",
                     NULL, NULL, NULL),
        ==, SQLITE_OK);
    sqlite3_close(db);
    store = store_open(path, STORE_WRITE, NULL);
    g_assert_nonnull(store);
    g_assert_true(search_has_old(store));
    g_assert_cmpint(store_count_unindexed(store), ==, 25);
    for (guint step = 0; step < 4; step++) {
        struct query *odd = query_parse("odd", NULL), *even = query_parse("even -g2", NULL);
        struct query *folded = query_parse("lodz", NULL), *stale = query_parse("stale", NULL);
        g_autoptr(GArray) odds = store_find_items(store, odd, step % 2, 0, NULL);
        g_autoptr(GArray) evens = store_find_items(store, even, step % 2, 0, NULL);
        g_autoptr(GArray) new = store_find_items(store, folded, true, 0, NULL);
        g_autoptr(GArray) none = store_find_items(store, stale, false, 0, NULL);
        g_assert_cmpuint(odds->len, ==, 13);
        g_assert_cmpuint(evens->len, ==, 11);
        g_assert_cmpuint(none->len, ==, 0);
        g_assert_cmpuint(new->len, ==, step * 5 > 13 ? 13 : step * 5);
        query_free(odd);
        query_free(even);
        query_free(folded);
        query_free(stale);
        g_assert_true(store_index_some(store, 10, tests_to_words, &n_done, NULL));
    }
    g_assert_false(search_has_old(store));
    store_close(store);
}

void test_search_add(void)
{
    g_test_add_func("/search/indexes-in-steps", test_steps);
    g_test_add_func("/search/forgets-the-words-of-old-text", test_changed);
    g_test_add_func("/search/takes-what-changed-before-it-was-indexed",
                    test_changed_before_indexed);
    g_test_add_func("/search/leaves-deleted-out", test_deleted);
    g_test_add_func("/search/finds-words-of-every-script", test_scripts);
    g_test_add_func("/search/finds-other-spellings", test_spellings);
    g_test_add_func("/search/answers-from-the-old-index", test_old_index_answers);
    g_test_add_func("/search/ranks-by-how-often", test_ranked);
    g_test_add_func("/search/splits-unspaced-scripts", test_prepare);
}
