/* SPDX-License-Identifier: MIT */
/* The list of feeds: tree, counts, folding, order, guide. */
#include "tests.h"

#include "base/utf8.h"

#include <glib/gstdio.h>
#include <string.h>

#define FEEDS                                                                                      \
    "file://%/zebra.xml news/local \"~Zebra\"\n"                                                   \
    "file://%/ant.xml news \"~ant\"\n"                                                             \
    "\"query:Ducks:title:duck\"\n"                                                                 \
    "\"query:Hidden:title:duck\" !\n"                                                              \
    "file://%/bee.xml\n"                                                                           \
    "file://%/hidden.xml !\n"                                                                      \
    "file://%/missing.xml tech/deep/er\n"

static struct home home_filled(const char *config)
{
    struct home home = home_new(FEEDS, config);
    home_write_feed(&home, "zebra", 1, 3);
    home_write_feed(&home, "ant", 1, 2);
    home_write_feed(&home, "bee", 1, 4);
    home_write_feed(&home, "hidden", 1, 1);
    return home;
}

static void assert_rows(struct app *app, const char *wanted)
{
    g_autofree char *rows = feed_list_format(app_get_feed_list(app));
    g_assert_cmpstr(rows, ==, wanted);
}

static void test_tree(void)
{
    struct home home = home_filled(NULL);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    g_autofree char *missing = g_strdup_printf("file://%s/missing.xml", home.path);
    g_autofree char *wanted = g_strdup_printf(
        "Ducks news:5 .local:3 ..Zebra:3 .ant:2 tech:0 .deep:0 ..er:0 ...%s:0 bee:4 ",
        missing + strlen("file://"));
    assert_rows(app, wanted);
    const struct feed_list *list = app_get_feed_list(app);
    const struct feed_list_row *all = feed_list_get_row(list, 0);
    g_assert_cmpint(all->kind, ==, FEED_LIST_ALL);
    g_assert_cmpint(all->total, ==, 10);
    g_assert_cmpint(feed_list_get_row(list, 2)->kind, ==, FEED_LIST_STARRED);
    g_assert_null(feed_list_get_row(list, feed_list_get_length(list)));
    const guint lost = feed_list_find(list, FEED_LIST_FEED, 5, NULL);
    g_assert_nonnull(feed_list_get_row(list, lost)->error);
    g_autofree char *details = feed_list_describe(list, 5);
    g_assert_nonnull(strstr(details, missing));
    app_free(app);
    home_clear(&home);
}

static void test_folding_is_remembered(void)
{
    struct home home = home_filled(NULL);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    feed_list_set_folded(app_get_feed_list(app), "news", true);
    feed_list_set_folded(app_get_feed_list(app), "tech", true);
    assert_rows(app, "Ducks <news:5 <tech:0 bee:4 ");
    app_free(app);
    app = home_open(&home);
    assert_rows(app, "Ducks <news:5 <tech:0 bee:4 ");
    feed_list_set_folded(app_get_feed_list(app), "news", false);
    app_free(app);
    app = home_open(&home);
    assert_rows(app, "Ducks news:5 .local:3 ..Zebra:3 .ant:2 <tech:0 bee:4 ");
    app_free(app);
    home_clear(&home);
}

static void test_order(void)
{
    static const struct {
        const char *config, *rows;
    } cases[] = {
        { "set feed-order file\n", "Z:1 a:3 M:2 " },
        { "set feed-order title\n", "a:3 M:2 Z:1 " },
        { "set feed-order unread\n", "a:3 M:2 Z:1 " },
        { "set show-read-feeds no\n", "Z:1 a:3 M:2 " },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct home home = home_new(
            "file://%/z.xml ~Z\nfile://%/a.xml ~a\nfile://%/m.xml ~M\nfile://%/none.xml ~none\n",
            cases[i].config);
        home_write_feed(&home, "z", 1, 1);
        home_write_feed(&home, "a", 1, 3);
        home_write_feed(&home, "m", 1, 2);
        struct app *app = home_open(&home);
        app_reload_and_wait(app, NULL);
        g_autofree char *rows = feed_list_format(app_get_feed_list(app));
        g_autoptr(GString) shown = g_string_new(rows);
        g_string_replace(shown, "none:0 ", "", 0);
        g_test_message("%s", cases[i].config);
        g_assert_cmpstr(shown->str, ==, cases[i].rows);
        g_assert_cmpint(strstr(rows, "none") != NULL, ==, i < 3);
        app_free(app);
        home_clear(&home);
    }
}

static void test_guide(void)
{
    struct home home = home_new(NULL, NULL);
    struct app *app = home_open(&home);
    g_assert_true(app_is_guide(app));
    const struct feed_list *list = app_get_feed_list(app);
    g_assert_cmpuint(feed_list_get_length(list), ==, 4);
    const struct feed_list_row *guide = feed_list_get_row(list, 3);
    g_assert_cmpint(guide->unread, >, 2);
    struct headlines *headlines = headlines_open(app, FEED_LIST_FEED, guide->feed_id, NULL);
    g_assert_cmpuint(headlines_get_length(headlines), ==, guide->total);
    headlines_free(headlines);
    g_autoptr(GError) error = NULL;
    app_run_line(app, "reload-all", NULL, &error);
    g_assert_nonnull(error);
    home_write(&home, "config/feeds", "file:///nowhere.xml\n"); /* ends it */
    app_change_feeds(app, "source", NULL);
    g_assert_false(app_is_guide(app));
    app_free(app);
    app = home_open(&home);
    g_assert_false(app_is_guide(app));
    app_free(app);
    home_clear(&home);
}

static void test_next_unread_feed(void)
{
    struct home home = home_filled(NULL);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    const struct feed_list *list = app_get_feed_list(app);
    g_assert_cmpint(feed_list_find_unread(list, 1, false), ==, 2);
    g_assert_cmpint(feed_list_find_unread(list, 2, false), ==, 3);
    g_assert_cmpint(feed_list_find_unread(list, 3, false), ==, 1); /* round, past the empty one */
    g_assert_cmpint(feed_list_find_unread(list, 1, true), ==, 3);
    g_assert_cmpint(feed_list_find_unread(list, 0, false), ==, 1);
    app_free(app);
    home_clear(&home);
}

/* A title of the feeds file may hold anything; an address may hold a password. */
static void test_texts_are_clean(void)
{
    struct home home = home_new(
        "http://me:secret@127.0.0.1:9/x\nfile://%/a.xml \"~red\x1b[31m\xe2\x80\xae\"\n", NULL);
    struct app *app = home_open(&home);
    const struct feed_list *list = app_get_feed_list(app);
    g_autofree char *details = feed_list_describe(list, 1);
    g_assert_null(strstr(feed_list_get_title(list, 1), "secret"));
    g_assert_null(strstr(details, "secret"));
    const char *title = feed_list_get_title(list, 2);
    g_assert_nonnull(strstr(title, "[31m"));
    g_assert_true(utf8_is_clean(title, strlen(title), UTF8_LINE));
    for (guint i = 0; i < feed_list_get_length(list); i++) {
        const struct feed_list_row *row = feed_list_get_row(list, i);
        g_assert_null(strstr(row->title, "secret"));
        g_assert_true(!row->url || !strstr(row->url, "secret"));
    }
    app_free(app);
    home_clear(&home);
}

void test_feed_list_add(void)
{
    g_test_add_func("/feed-list/is-a-tree-with-sums", test_tree);
    g_test_add_func("/feed-list/remembers-folding", test_folding_is_remembered);
    g_test_add_func("/feed-list/follows-the-order-options", test_order);
    g_test_add_func("/feed-list/begins-with-the-guide", test_guide);
    g_test_add_func("/feed-list/finds-the-next-unread-feed", test_next_unread_feed);
    g_test_add_func("/feed-list/shows-clean-texts", test_texts_are_clean);
}
