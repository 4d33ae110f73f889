/* SPDX-License-Identifier: MIT */
/* Tests of the commands that change the feeds file. */
#include "tests.h"

#include "store/store.h"
#include "subscribe/discovery.h"

#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>

static gint64 count_all(struct app *app)
{
    return feed_list_get_row(app_get_feed_list(app), 0)->total;
}

static void test_subscriptions_are_edited(void)
{
    struct home home = home_new("# mine\nfile://%/a.xml\n", NULL);
    home_write_feed(&home, "a", 1, 2);
    home_write_feed(&home, "b", 1, 3);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    g_autofree char *add = g_strdup_printf("add file://%s/b.xml news \"~Bee\"", home.path);
    app_change_feeds(app, add, NULL);
    app_wait_event(app, NULL, EVENT_FETCHED); /* it is fetched at once */
    g_assert_cmpint(count_all(app), ==, 5);
    g_autofree char *rows = feed_list_format(app_get_feed_list(app));
    g_assert_cmpstr(rows, ==, "news:3 .Bee:3 a:2 ");
    const struct app_focus bee = { .feed_id = 2 };
    app_change_feeds(app, "rename Bumble bee", &bee);
    g_assert_cmpstr(feed_list_get_title(app_get_feed_list(app), 2), ==, "Bumble bee");
    app_change_feeds(app, "remove", &bee);
    g_autofree char *without = feed_list_format(app_get_feed_list(app));
    g_assert_cmpstr(without, ==, "a:2 ");
    g_assert_cmpint(count_all(app), ==, 5); /* its articles stay */
    for (guint i = 0; i < 3; i++) {
        app_run_line(app, "undo", NULL, NULL);
        app_wait_event(app, NULL, EVENT_EDIT);
    }
    g_autofree char *path = g_build_filename(home.config, "feeds", NULL);
    g_autofree char *text = NULL, *wanted = g_strdup_printf("# mine\nfile://%s/a.xml\n", home.path);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, wanted);
    app_free(app);
    home_clear(&home);
}

/* Another program writes: the screen goes on all the same, what is said to be there comes later. */
static void test_nobody_waits_for_the_lock(void)
{
    struct home home = home_new("file://%/a.xml\n", NULL);
    home_write_feed(&home, "a", 1, 2);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    app_free(app);
    g_autofree char *archive = g_build_filename(home.data, "archive.db", NULL);
    struct store *other = store_open(archive, STORE_WRITE, NULL);
    g_assert_true(store_begin(other, NULL));
    home_write(&home, "config/feeds",
               "file://%/a.xml\nfile://%/b.xml ~Bee\n"); /* edited meanwhile */
    const gint64 begin = g_get_monotonic_time();
    app = home_open(&home);
    g_autofree char *first = feed_list_format(app_get_feed_list(app));
    g_assert_cmpstr(first, ==, "a:2 ");
    app_run_line(app, "add file:///c.xml ~Sea", NULL, NULL);
    const struct app_focus a = { .feed_id = 1 };
    app_run_line(app, "rename Ay", &a, NULL);
    app_run_line(app, "source", NULL, NULL);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 5 * G_TIME_SPAN_SECOND); /* the lock: 10 s */
    struct event *early = app_take_event(app);
    g_assert_null(early);
    store_rollback(other);
    store_close(other);
    for (guint i = 0; i < 4; i++) /* of the start, then of the three */
        app_wait_event(app, NULL, EVENT_FEEDS);
    g_autofree char *rows = feed_list_format(app_get_feed_list(app));
    g_assert_cmpstr(rows, ==, "Ay:2 Bee:0 Sea:0 ");
    app_free(app);
    home_clear(&home);
}

/* What is said to be subscribed stands in the file then; a failure says why, and changes nothing. */
static void test_failure_is_said(void)
{
    struct home home = home_new("file:///a.xml\n", NULL);
    struct app *app = home_open(&home);
    g_autofree char *path = g_build_filename(home.config, "feeds", NULL);
    g_assert_cmpint(g_remove(path), ==, 0);
    g_assert_cmpint(g_mkdir(path, 0700), ==, 0); /* no file can be written there */
    app_run_line(app, "add file:///b.xml", NULL, NULL);
    struct event *event = NULL;
    while (!event || event->kind != EVENT_FEEDS) {
        struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
        event_free(event);
        g_assert_cmpint(poll(&entry, 1, 60000), ==, 1);
        event = app_take_event(app);
    }
    g_assert_true(event->is_error);
    g_assert_nonnull(strstr(event->text, path));
    event_free(event);
    g_assert_nonnull(app_get_own(app, &discovery_service));
    g_autofree char *rows = feed_list_format(app_get_feed_list(app));
    g_assert_cmpstr(rows, ==, "/a.xml:0 ");
    g_assert_cmpint(g_rmdir(path), ==, 0);
    app_free(app);
    home_clear(&home);
}

void test_subscription_add(void)
{
    g_test_add_func("/subscription/nobody-waits-for-the-lock", test_nobody_waits_for_the_lock);
    g_test_add_func("/subscription/failure-is-said", test_failure_is_said);
    g_test_add_func("/subscription/is-added-renamed-removed-and-undone",
                    test_subscriptions_are_edited);
}
