/* SPDX-License-Identifier: MIT */
/* Lists of articles: windows and queries, what stays, what comes, edits before and after they are on disk. */
#include "tests.h"

#include "store/store.h"

#include <sqlite3.h>

struct fixture {
    struct home home;
    struct app *app;
    struct headlines *list;
};

/* Feeds a (1 to 4) and b (1 to 2). */
static void fixture_open(struct fixture *fixture, const char *config)
{
    fixture->home = home_new("file://%/a.xml tag\nfile://%/b.xml\n", config);
    home_write_feed(&fixture->home, "a", 1, 4);
    home_write_feed(&fixture->home, "b", 1, 2);
    fixture->app = home_open(&fixture->home);
    app_reload_and_wait(fixture->app, NULL);
}

static void fixture_close(struct fixture *fixture)
{
    headlines_free(fixture->list);
    app_free(fixture->app);
    home_clear(&fixture->home);
}

static void assert_list(struct headlines *list, const char *wanted)
{
    g_autofree char *rows = headlines_format(list);
    g_assert_cmpstr(rows, ==, wanted);
}

static void run_on(struct fixture *fixture, const char *line, guint index)
{
    const struct item_row *row =
        index == G_MAXUINT ? NULL : headlines_get_row(fixture->list, index);
    const struct app_focus focus = { .item_id = row ? row->id : 0, .headlines = fixture->list };
    app_run_line(fixture->app, line, &focus, NULL);
}

static void test_kinds(void)
{
    static const struct {
        const char *config;
        enum feed_list_kind kind;
        gint64 feed_id;
        const char *query, *rows;
    } cases[] = {
        { "", FEED_LIST_FEED, 1, NULL, "*a 4 *a 3 *a 2 *a 1 " },
        { "set sort oldest", FEED_LIST_FEED, 1, NULL, "*a 1 *a 2 *a 3 *a 4 " },
        { "set sort title", FEED_LIST_FEED, 1, NULL, "*a 1 *a 2 *a 3 *a 4 " },
        { "set show-read no", FEED_LIST_FEED, 2, NULL, "*b 2 *b 1 " },
        { "set sort feed", FEED_LIST_ALL, 0, NULL, "*a 4 *a 3 *a 2 *a 1 *b 2 *b 1 " },
        { "", FEED_LIST_FOLDER, 0, "tag", "*a 4 *a 3 *a 2 *a 1 " },
        { "", FEED_LIST_QUERY, 0, "title:1", "*b 1 *a 1 " },
        { "set sort oldest", FEED_LIST_QUERY, 0, "title = \"a 2\" or title = \"b 2\"",
          "*a 2 *b 2 " },
        { "", FEED_LIST_STARRED, 0, NULL, "" },
        { "", FEED_LIST_QUERY, 0, "number2", "*b 2 *a 2 " },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct fixture fixture = { 0 };
        fixture_open(&fixture, cases[i].config);
        fixture.list = headlines_open(fixture.app, cases[i].kind, cases[i].feed_id, cases[i].query);
        g_test_message("%u", i);
        g_autofree char *rows = headlines_format(fixture.list);
        if (cases[i].kind == FEED_LIST_QUERY) { /* of one day: either may be first */
            g_auto(GStrv) got = g_strsplit(rows, "*", -1),
                          wanted = g_strsplit(cases[i].rows, "*", -1);
            g_assert_cmpuint(g_strv_length(got), ==, g_strv_length(wanted));
            for (guint k = 0; wanted[k]; k++)
                g_assert_true(g_strv_contains((const char *const *)got, wanted[k]));
        } else {
            g_assert_cmpstr(rows, ==, cases[i].rows);
        }
        fixture_close(&fixture);
    }
}

static void test_own_sort_order(void)
{
    struct home home = home_new("file://%/a.xml sort=oldest\n", NULL);
    home_write_feed(&home, "a", 1, 3);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    struct headlines *list = headlines_open(app, FEED_LIST_FEED, 1, NULL);
    assert_list(list, "*a 1 *a 2 *a 3 ");
    headlines_free(list);
    app_free(app);
    home_clear(&home);
}

static void test_bad_query(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_QUERY, 0, "titel:x");
    g_assert_nonnull(headlines_get_error(fixture.list));
    g_assert_cmpuint(headlines_get_length(fixture.list), ==, 0);
    g_assert_null(headlines_get_row(fixture.list, 0));
    fixture_close(&fixture);
}

static void test_edits_show_at_once(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_FEED, 1, NULL);
    run_on(&fixture, "star", 0);
    run_on(&fixture, "toggle-article-read", 1);
    assert_list(fixture.list, "*+a 4 a 3 *a 2 *a 1 "); /* no event was taken yet */
    run_on(&fixture, "star", 0);
    assert_list(fixture.list, "*a 4 a 3 *a 2 *a 1 ");
    for (guint i = 0; i < 3; i++)
        app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    assert_list(fixture.list, "*a 4 a 3 *a 2 *a 1 ");
    run_on(&fixture, "undo", G_MAXUINT);
    app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    assert_list(fixture.list, "*+a 4 a 3 *a 2 *a 1 ");
    fixture_close(&fixture);
}

static void test_failed_edit_is_taken_back(void)
{
    struct fixture fixture = { 0 };
    sqlite3 *db = NULL;
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_FEED, 1, NULL);
    g_autofree char *path = g_build_filename(fixture.home.data, "archive.db", NULL);
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    sqlite3_busy_timeout(db, 10000);
    g_assert_cmpint(sqlite3_exec(db, "ALTER TABLE journal RENAME TO away", NULL, NULL, NULL), ==,
                    SQLITE_OK);
    run_on(&fixture, "toggle-article-read", 0);
    assert_list(fixture.list, "a 4 *a 3 *a 2 *a 1 ");
    app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    assert_list(fixture.list, "*a 4 *a 3 *a 2 *a 1 ");
    g_assert_cmpint(sqlite3_exec(db, "ALTER TABLE away RENAME TO journal", NULL, NULL, NULL), ==,
                    SQLITE_OK);
    sqlite3_close(db);
    fixture_close(&fixture);
}

static void test_read_stay_until_left(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, "set show-read no");
    fixture.list = headlines_open(fixture.app, FEED_LIST_FEED, 1, NULL);
    run_on(&fixture, "toggle-article-read", 1);
    app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    assert_list(fixture.list, "*a 4 a 3 *a 2 *a 1 ");
    home_write_feed(&fixture.home, "a", 1, 5); /* new ones come, the read one stays where it is */
    app_reload_and_wait(fixture.app, fixture.list);
    while (headlines_get_length(fixture.list) < 5)
        app_wait_event(fixture.app, fixture.list, EVENT_FOUND);
    assert_list(fixture.list, "*a 5 *a 4 a 3 *a 2 *a 1 ");
    headlines_free(fixture.list);
    fixture.list = headlines_open(fixture.app, FEED_LIST_FEED, 1, NULL);
    assert_list(fixture.list, "*a 5 *a 4 *a 2 *a 1 ");
    fixture_close(&fixture);
}

static void test_new_ones_move_the_place(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_ALL, 0, NULL);
    const guint n = headlines_get_length(fixture.list);
    const gint64 cursor = headlines_get_row(fixture.list, 0)->id;
    home_write_feed(&fixture.home, "b", 1, 9);
    app_reload_and_wait(fixture.app, fixture.list);
    g_assert_cmpuint(headlines_get_length(fixture.list), ==, n + 7);
    const guint now = headlines_find(fixture.list, cursor);
    g_assert_cmpuint(now, >, 0);
    g_assert_cmpint(headlines_get_row(fixture.list, now)->id, ==, cursor);
    g_assert_cmpuint(headlines_find(fixture.list, 4711), ==, G_MAXUINT);
    fixture_close(&fixture);
}

static void test_mark_list_read(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_QUERY, 0, "title:a");
    run_on(&fixture, "mark-feed-read", G_MAXUINT);
    assert_list(fixture.list, "a 4 a 3 a 2 a 1 ");
    app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    g_assert_cmpint(feed_list_get_row(app_get_feed_list(fixture.app), 0)->unread, ==, 2);
    fixture_close(&fixture);
}

/* An empty list, or one that is still being searched, must not stand for all articles. */
static void test_mark_empty_list_read(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    for (guint i = 0; i < 3; i++) {
        const enum feed_list_kind kind = i == 2 ? FEED_LIST_STARRED : FEED_LIST_QUERY;
        g_autoptr(GError) error = NULL;
        fixture.list = i == 0 ? headlines_new(fixture.app, kind, 0, "title:a", "a", true)
                              : headlines_open(fixture.app, kind, 0, "nothingofthekind");
        const struct app_focus focus = { .headlines = fixture.list };
        app_run_line(fixture.app, "mark-feed-read", &focus, &error);
        g_assert_nonnull(error);
        headlines_free(fixture.list);
    }
    fixture.list = headlines_open(fixture.app, FEED_LIST_ALL, 0, NULL);
    run_on(&fixture, "star", 0); /* behind it in the queue: then nothing is on its way */
    app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    g_assert_cmpint(feed_list_get_row(app_get_feed_list(fixture.app), 0)->unread, ==, 6);
    fixture_close(&fixture);
}

/* What arrived after the list was drawn is not marked: nobody has seen it. */
static void test_mark_all_spares_unseen(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_ALL, 0, NULL);
    struct home *home = &fixture.home;
    home_write_feed(home, "b", 1, 3);
    struct app *other = app_new(APP_COMMAND, home->config, home->data, home_services, NULL);
    app_reload_and_wait(other, NULL);
    app_free(other);
    run_on(&fixture, "mark-all-feeds-read", G_MAXUINT);
    app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    g_assert_cmpint(feed_list_get_row(app_get_feed_list(fixture.app), 0)->unread, ==, 1);
    fixture_close(&fixture);
}

static void test_deleted_go(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_FEED, 1, NULL);
    run_on(&fixture, "delete-article", 1);
    app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    assert_list(fixture.list, "*a 4 *a 2 *a 1 ");
    app_reload_and_wait(fixture.app, fixture.list);
    assert_list(fixture.list, "*a 4 *a 2 *a 1 ");
    run_on(&fixture, "undo", G_MAXUINT);
    app_wait_event(fixture.app, fixture.list, EVENT_EDIT);
    assert_list(fixture.list, "*a 4 *a 3 *a 2 *a 1 ");
    fixture_close(&fixture);
}

static void test_place_is_remembered(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_FEED, 1, NULL);
    g_assert_cmpuint(headlines_get_place(fixture.list), ==, 0);
    headlines_set_place(fixture.list, 2);
    headlines_free(fixture.list);
    app_free(fixture.app);
    fixture.app = home_open(&fixture.home);
    fixture.list = headlines_open(fixture.app, FEED_LIST_FEED, 1, NULL);
    g_assert_cmpuint(headlines_get_place(fixture.list), ==, 2);
    home_write_feed(&fixture.home, "a", 1, 6);
    app_reload_and_wait(fixture.app, fixture.list);
    g_assert_cmpuint(headlines_get_place(fixture.list), ==, 4); /* the article, not the line */
    fixture_close(&fixture);
}

static void test_find_unread(void)
{
    static const enum feed_list_kind kinds[] = { FEED_LIST_FEED, FEED_LIST_QUERY };
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct fixture fixture = { 0 };
        fixture_open(&fixture, NULL);
        fixture.list = headlines_open(fixture.app, kinds[i], i ? 0 : 1, i ? "title:a" : NULL);
        run_on(&fixture, "toggle-article-read", 1);
        run_on(&fixture, "toggle-article-read", 3);
        g_assert_cmpuint(headlines_find_unread(fixture.list, G_MAXUINT, false), ==, 0);
        g_assert_cmpuint(headlines_find_unread(fixture.list, 0, false), ==,
                         2); /* not on disk yet, and yet read */
        g_assert_cmpuint(headlines_find_unread(fixture.list, 2, false), ==, G_MAXUINT);
        g_assert_cmpuint(headlines_find_unread(fixture.list, 2, true), ==, 0);
        g_assert_cmpuint(headlines_find_unread(fixture.list, 0, true), ==, G_MAXUINT);
        fixture_close(&fixture);
    }
}

static void test_search_in_list(void)
{
    struct fixture fixture = { 0 };
    fixture_open(&fixture, NULL);
    fixture.list = headlines_open(fixture.app, FEED_LIST_FEED, 1, NULL);
    g_assert_cmpuint(headlines_search(fixture.list, 0, "A 1", false, false), ==, 3);
    g_assert_cmpuint(headlines_search(fixture.list, 3, "a 4", false, true), ==, 0);
    g_assert_cmpuint(headlines_search(fixture.list, 3, "a 4", false, false), ==, G_MAXUINT);
    g_assert_cmpuint(headlines_search(fixture.list, 1, "a 4", true, false), ==, 0);
    g_assert_cmpuint(headlines_search(fixture.list, 0, "a 1", true, true), ==, 3);
    g_assert_cmpuint(headlines_search(fixture.list, 0, "nothing", false, true), ==, G_MAXUINT);
    fixture_close(&fixture);
}

void test_headlines_add(void)
{
    g_test_add_func("/headlines/are-a-window-or-what-a-query-finds", test_kinds);
    g_test_add_func("/headlines/follow-the-feeds-own-order", test_own_sort_order);
    g_test_add_func("/headlines/say-what-is-wrong-with-a-query", test_bad_query);
    g_test_add_func("/headlines/show-edits-at-once", test_edits_show_at_once);
    g_test_add_func("/headlines/take-a-failed-edit-back", test_failed_edit_is_taken_back);
    g_test_add_func("/headlines/keep-read-ones-until-left", test_read_stay_until_left);
    g_test_add_func("/headlines/find-the-article-after-new-ones", test_new_ones_move_the_place);
    g_test_add_func("/headlines/are-marked-read-as-a-list", test_mark_list_read);
    g_test_add_func("/headlines/mark-nothing-when-empty-or-loading", test_mark_empty_list_read);
    g_test_add_func("/headlines/spare-what-was-not-seen", test_mark_all_spares_unseen);
    g_test_add_func("/headlines/lose-deleted-ones-until-undone", test_deleted_go);
    g_test_add_func("/headlines/remember-the-place", test_place_is_remembered);
    g_test_add_func("/headlines/find-unread-with-pending-edits", test_find_unread);
    g_test_add_func("/headlines/search-both-ways", test_search_in_list);
}
