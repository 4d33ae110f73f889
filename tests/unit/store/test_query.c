/* SPDX-License-Identifier: MIT */
/* Both query languages: every field and operator, errors with their columns, hostile input. */
#include "tests.h"

#include <string.h>

/* a: feed A, tags "news/world" and "linux", read; b: feed A, starred; c: feed B, 2 days old; d: feed B, a year old. */
static struct store *open_filled(void)
{
    static const char *const tags[] = { "news/world", "linux", NULL };
    const struct feed_subscription subscriptions[] = {
        { .url = "http://a.example/", .title = "Alpha Daily", .tags = tags },
        { .url = "http://b.example/", .title = "Beta", .tags = NULL },
    };
    struct store *store = tests_open(0);
    g_assert_true(store_sync_feeds(store, subscriptions, 2, NULL, NULL));
    struct feed_document *document = tests_document("A");
    struct feed_item *item = tests_add_item(document, "guid-a", "https://x.example/a", "a",
                                            NOON - 60, "<p>Quick brown fox</p>");
    item->authors = &(struct feed_person){ .name = "Ann Ångström" };
    item->tags = &(struct feed_tag){ .name = "Pets" };
    item->enclosures = &(struct feed_enclosure){ .url = "http://x/a.mp3", .type = "audio/mpeg" };
    tests_add_item(document, "guid-b", "https://y.example/b", "b", NOON - 120,
                   "<p>lazy dog one two three four</p>");
    tests_merge(store, 1, document, NOON);
    document = tests_document("B");
    tests_add_item(document, "guid-c", NULL, "c", NOON - 2 * 86400,
                   "<p>a fox, a \"quoted\" dog</p>");
    tests_add_item(document, "guid-d", NULL, "d", NOON - 365 * 86400, "<p>naïve Straße</p>");
    tests_merge(store, 2, document, NOON);
    tests_index(store);
    const char *const marks[] = { "a", "b" };
    for (guint i = 0; i < 2; i++) {
        struct item_row *row = tests_find_title(store, marks[i]);
        guint n = 0;
        const struct edit edit = {
            .field = i ? EDIT_STARRED : EDIT_READ, .value = true, .ids = &row->id, .n_ids = 1
        };
        g_assert_true(store_apply_edit(store, &edit, &n, NULL));
        item_row_free(row);
    }
    return store;
}

struct question {
    const char *query, *found;
};

static void ask(const struct question *questions, guint n)
{
    struct store *store = open_filled();
    for (guint i = 0; i < n; i++) {
        g_autofree char *found = tests_find(store, questions[i].query);
        g_test_message("%s", questions[i].query);
        g_assert_cmpstr(found, ==, questions[i].found);
    }
    store_close(store);
}

static void test_ours(void)
{
    static const struct question questions[] = {
        { "", "a b c d " },
        { "  \t ", "a b c d " },
        { "fox", "a c " },
        { "FOX", "a c " },
        { "fox dog", "c " },
        { "\"brown fox\"", "a " },
        { "\"fox brown\"", "" },
        { "brow*", "a " },
        { "brow", "" },
        { "naive", "d " },
        { "fox or lazy", "a b c " },
        { "fox OR lazy", "a b c " },
        { "fox -brown", "c " },
        { "-fox", "b d " },
        { "-(fox or lazy)", "d " },
        { "(fox or lazy) dog", "b c " },
        { "title:b", "b " },
        { "title:fox", "" },
        { "text:fox", "a c " },
        { "author:ann", "a " },
        { "author:\"ann angstrom\"", "a " },
        { "feed:alpha", "a b " },
        { "feed:\"alpha daily\"", "a b " },
        { "feed:ALPHA", "a b " },
        { "tag:linux", "a b " },
        { "tag:LINUX", "a b " },
        { "tag:news", "a b " },
        { "tag:news/world", "a b " },
        { "tag:new", "" },
        { "tag:world", "" },
        { "tag:pets", "a " },
        { "folder:news", "a b " },
        { "folder:pets", "" },
        { "link:y.example", "b " },
        { "link:https", "a b " },
        { "guid:guid-c", "c " },
        { "feed-url:b.example", "c d " },
        { "feed-id:2", "c d " },
        { "id:2", "a " },
        { "unread", "b c d " },
        { "read", "a " },
        { "starred", "b " },
        { "unread starred", "b " },
        { "changed", "" },
        { "newer:1d", "a b " },
        { "newer:1w", "a b c " },
        { "older:1d", "c d " },
        { "older:1y", "" },
        { "older:364d", "d " },
        { "newer:1h", "a b " },
        { "after:2026-01-01", "a b " },
        { "before:2026-01-01", "c d " },
        { "after:2025-12-01 before:2026-01-01", "c " },
        { "words>4", "b c " },
        { "words>=4", "b c " },
        { "words<3", "d " },
        { "words=3", "a " },
        { "words<=3", "a d " },
        { "words:>4", "b c " },
        { "title~/^[ab]$/", "a b " },
        { "title~[cd]", "c d " },
        { "link~/\\/[b]$/", "b " },
        { "title~/A/", "a " },
        { "text~/quoted/", "c " },
        { "sort:date", "d c b a " },
        { "sort:-date", "a b c d " },
        { "sort:-title", "d c b a " },
        { "sort:feed", "a b c d " },
        { "sort:-feed", "c d a b " },
        { "sort:-words", "b c a d " },
        { "unread sort:id", "b d c " },
        { "http://nowhere", "" },
    };
    ask(questions, G_N_ELEMENTS(questions));
}

static void test_newsboat(void)
{
    static const struct question questions[] = {
        { "unread = \"yes\"", "b c d " },
        { "unread=\"no\"", "a " },
        { "unread == \"yes\"", "b c d " },
        { "unread != \"yes\"", "a " },
        { "title = \"a\"", "a " },
        { "title =~ \"^[ab]$\"", "a b " },
        { "title !~ \"^[ab]$\"", "c d " },
        { "tags # \"linux\"", "a b " },
        { "tags !# \"linux\"", "c d " },
        { "tags # \"lin\"", "" },
        { "flags # \"s\"", "b " },
        { "unread = \"yes\" and tags # \"linux\"", "b " },
        { "title = \"a\" or title = \"d\"", "a d " },
        { "(title = \"a\" or title = \"d\") and unread = \"yes\"", "d " },
        { "age < 1", "a b " },
        { "age > 1", "c d " },
        { "age between 1:10", "c " },
        { "age between 10:1", "c " },
        { "age >= 2", "c d " },
        { "age <= 2", "a b c " },
        { "feedtitle = \"Beta\"", "c d " },
        { "feedtitle =~ \"^alpha\"", "a b " },
        { "rssurl =~ \"b.example\"", "c d " },
        { "link =~ \"y\\.example\"", "b " },
        { "guid = \"guid-c\"", "c " },
        { "author =~ \"ann\"", "a " },
        { "content =~ \"fox\"", "a c " },
        { "unread_count > 1", "c d " },
        { "total_count = 2", "a b c d " },
        { "date < 5", "" },
        { "enclosure_type =~ \"audio\"", "a " },
        { "enclosure_url =~ \"mp3\"", "a " },
        { "feedlink = \"\"", "a b c d " },
        { "description = \"\"", "a b c d " },
        { "title =~ \"\"", "a b c d " },
    };
    ask(questions, G_N_ELEMENTS(questions));
}

static void test_errors(void)
{
    static const struct {
        const char *query, *parts[2];
    } cases[] = {
        { "fox titel:x", { "column 5", "titel" } },
        { "words>many", { "column 1", "not a number" } },
        { "a newer:soon", { "column 3", "soon" } },
        { "before:soon", { "column 1", "2026-01-31" } },
        { "sort:colour", { "column 1", "colour" } },
        { "(a b", { "column 1", "not closed" } },
        { "é (a b", { "column 3", "not closed" } },
        { "a b)", { "column 4", "closes nothing" } },
        { "title~/(/", { "column 1", "not a regular expression" } },
        { "folder~/x/", { "column 1", "" } },
        { "author=x", { "column 1", "author:word" } },
        { "id:x", { "column 1", "x" } },
        { "unread = \"yes\" and", { "column 19", "attribute" } },
        { "unread = \"yes\" and colour = \"red\"", { "column 20", "colour" } },
        { "unred = \"yes\"", { "column 1", "unred" } },
        { "unread = \"yes", { "column ", "value" } },
        { "(unread = \"yes\"", { "column 16", "parenthesis" } },
        { "unread = \"yes\" title", { "column 16", "title" } },
        { "title =~ \"(\"", { "column ", "(" } },
        { "age between 3 and 4", { "column ", "0:7" } },
    };
    struct store *store = open_filled();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *answer = tests_find(store, cases[i].query);
        g_test_message("%s → %s", cases[i].query, answer);
        g_assert_true(g_str_has_prefix(answer, "! "));
        for (guint k = 0; k < G_N_ELEMENTS(cases[i].parts); k++)
            g_assert_nonnull(strstr(answer, cases[i].parts[k]));
    }
    store_close(store);
}

/* Any answer will do but a crash, SQL that was let in, or an error of SQLite's own. */
static void assert_harmless(struct store *store, const char *text)
{
    g_autoptr(GError) error = NULL;
    struct query *query = query_parse_any(text, &error);
    if (!query) {
        g_assert_error(error, STORE_ERROR, STORE_ERROR_QUERY);
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        return;
    }
    for (guint is_ranked = 0; is_ranked < 2; is_ranked++) {
        g_autoptr(GArray) ids = store_find_items(store, query, is_ranked, 0, &error);
        g_assert_no_error(error);
        g_assert_nonnull(ids);
    }
    g_auto(GStrv) words = query_get_words(query);
    g_assert_nonnull(words);
    query_free(query);
}

static void test_hostile(void)
{
    static const char *const texts[] = {
        "\"",
        "'",
        "''",
        "\"\"",
        "\\",
        "\"\\",
        "*",
        "**",
        "a*b",
        "^a",
        "a^2",
        "+a",
        "a + b",
        "NEAR(a b)",
        "a NEAR b",
        "AND",
        "a AND",
        "NOT",
        "NOT a",
        "OR",
        "or",
        "or or",
        "or a",
        "a or",
        "-",
        "--",
        "- a",
        "-or",
        "-(",
        "-()",
        "()",
        "{a b}:c",
        "title:",
        "title:\"",
        "title:\"\"",
        "title:*",
        "title:-",
        ":",
        "::",
        "a:b:c",
        "=",
        "==",
        "~",
        "title~",
        "title~//",
        "title~/",
        "words>",
        "id:",
        "newer:",
        "sort:",
        "sort:-",
        "'; DROP TABLE item; --",
        "%s%n",
        "?1",
        "$",
        "tag:$",
        "tag:'\"",
        "folder:\"a\\\"b\"",
        ";",
        "a;b",
        "\t\n",
        "🎉",
        "title:🎉",
        "ﷺ",
        "\xef\xbf\xbf",
        "e\xcc\x81",
        "\xff\xfe",
        "unread = \"\xff\"",
        "title =~ \"\xc3\"",
        "(((",
        ")))",
        "title = \"'; DROP TABLE item; --\"",
        "age between 9999999999999999999:1",
        "newer:99999999999999999999y",
        "id:99999999999999999999999",
        "newer:1000000y",
        "words>-1",
        "a\x01\x02\x1b[31m",
        "title~/(a*)*b/",
        "-sort:date",
        "read-",
        "unread)",
    };
    struct store *store = open_filled();
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_test_message("%s", texts[i]);
        assert_harmless(store, texts[i]);
    }
    tests_assert_healthy(store);
    store_close(store);
}

/* start, n pieces, the end, and what closes the parentheses of the pieces. */
static void assert_repeated(struct store *store, const char *start, const char *piece, guint n,
                            const char *end)
{
    GString *text = g_string_new(start);
    for (guint i = 0; i < n; i++)
        g_string_append(text, piece);
    g_string_append(text, end);
    g_test_message("%s … %u times", piece, n);
    assert_harmless(store, text->str);
    for (guint i = 0; i < n && strchr(piece, '('); i++)
        g_string_append_c(text, ')');
    assert_harmless(store, text->str);
    g_string_free(text, TRUE);
}

static void test_huge(void)
{
    static const struct {
        const char *start, *piece, *end;
    } cases[] = {
        { "", "(", "" },
        { "", "-(", "" },
        { "", "(a or ", "a" },
        { "", "-(a -(b or ", "a" },
        { "", "(a or (b c ", "a" },
        { "", "a ", "" },
        { "", "a or ", "a" },
        { "", "-a ", "" },
        { "", "x", "" },
        { "title:", "é", "" },
        { "", "a or b c ", "" },
        { "", "tag:x ", "" },
        { "", "title~/a/ ", "" },
        { "", "-", "a" },
        { "", "\"a b c\" ", "" },
        { "", ")", "" },
        { "title~/", "(", "/" },
        { "", "sort:date ", "" },
        { "", "unread = \"yes\" and ", "unread = \"yes\"" },
        { "", "unread = \"yes\" and title = \"a\" or ", "unread = \"yes\"" },
        { "", "(unread = \"yes\" and ", "unread = \"yes\"" },
        { "title = \"", "a", "\"" },
    };
    static const guint sizes[] = { 15, 16, 17, 18, 19, 20,  21,  22,    23,    24, 25,
                                   26, 27, 28, 29, 30, 31,  32,  33,    34,    35, 36,
                                   37, 38, 40, 60, 99, 150, 199, 10000, 100000 };
    struct store *store = open_filled();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        for (guint k = 0; k < G_N_ELEMENTS(sizes); k++)
            assert_repeated(store, cases[i].start, cases[i].piece, sizes[k], cases[i].end);
    store_close(store);
}

/* What is refused must not be what people write: closed parentheses and many conditions work. */
static void test_depth(void)
{
    struct store *store = open_filled();
    GString *nested = g_string_new(NULL), *alternating = g_string_new("title = \"a\""),
            *many = g_string_new("fox");
    for (guint i = 0; i < 12; i++)
        g_string_append(nested, i % 2 ? "-(lazy " : "(lazy or ");
    g_string_append(nested, "fox");
    for (guint i = 0; i < 12; i++)
        g_string_append_c(nested, ')');
    for (guint i = 0; i < 9; i++)
        g_string_append(alternating, " and unread = \"no\" or title = \"a\"");
    for (guint i = 0; i < 150; i++)
        g_string_append(many, " fox -nothing");
    const char *const texts[] = { nested->str, alternating->str };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *found = tests_find(store, texts[i]);
        g_assert_cmpint(found[0], !=, '!');
    }
    g_string_truncate(many, strlen("fox") + 90 * strlen(" fox -nothing"));
    g_autofree char *found = tests_find(store, many->str);
    g_assert_cmpstr(found, ==, "a c ");
    g_string_free(nested, TRUE);
    g_string_free(alternating, TRUE);
    g_string_free(many, TRUE);
    store_close(store);
}

static void test_restricted(void)
{
    struct store *store = open_filled();
    struct query *query = query_parse("fox", NULL);
    g_assert_true(query_needs_index(query));
    query_restrict_take(query, query_parse("unread sort:date", NULL));
    g_autoptr(GArray) ids = store_find_items(store, query, false, 0, NULL);
    g_autofree char *found = tests_format_rows(store, ids);
    g_assert_cmpstr(found, ==, "c ");
    query_free(query);
    query = query_parse("unread", NULL);
    g_assert_false(query_needs_index(query));
    query_free(query);
    store_close(store);
}

static void test_limit(void)
{
    struct store *store = open_filled();
    struct query *query = query_parse("sort:title", NULL);
    g_autoptr(GArray) ids = store_find_items(store, query, false, 2, NULL);
    g_autofree char *found = tests_format_rows(store, ids);
    g_assert_cmpstr(found, ==, "a b ");
    query_free(query);
    store_close(store);
}

static void test_words_of_query(void)
{
    struct query *query = query_parse("fox \"lazy dog\" -cat title:brow* unread", NULL);
    g_auto(GStrv) words = query_get_words(query);
    g_autofree char *joined = g_strjoinv("|", words);
    g_assert_cmpstr(joined, ==, "fox|lazy dog|brow");
    query_free(query);
}

static void test_snippet(void)
{
    char *words[] = { (char *)"needle", NULL };
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < 200; i++)
        g_string_append(text, i == 100 ? "the NEEDLE is\nhere " : "häystack ");
    g_autofree char *snippet = query_make_snippet(text->str, words, 60);
    g_assert_nonnull(strstr(snippet, "the NEEDLE is here"));
    g_assert_true(g_str_has_prefix(snippet, "…") && g_str_has_suffix(snippet, "…"));
    g_assert_true(g_utf8_validate(snippet, -1, NULL));
    g_assert_cmpint(g_utf8_strlen(snippet, -1), <=, 62);
    g_autofree char *none = query_make_snippet("", words, 60);
    g_assert_cmpstr(none, ==, "");
    g_string_free(text, TRUE);
}

void test_query_add(void)
{
    g_test_add_func("/query/finds-by-every-field", test_ours);
    g_test_add_func("/query/understands-newsboat", test_newsboat);
    g_test_add_func("/query/says-where-it-is-wrong", test_errors);
    g_test_add_func("/query/survives-hostile-text", test_hostile);
    g_test_add_func("/query/survives-huge-text", test_huge);
    g_test_add_func("/query/can-be-nested", test_depth);
    g_test_add_func("/query/can-be-restricted", test_restricted);
    g_test_add_func("/query/stops-at-the-limit", test_limit);
    g_test_add_func("/query/names-its-positive-words", test_words_of_query);
    g_test_add_func("/snippet/shows-the-first-match", test_snippet);
}
