/* SPDX-License-Identifier: MIT */
/* The whole pipeline without a network: files and commands to rows. Subscriptions edited while it runs. */
#include "tests.h"

#include "app/fetch.h"
#include "store/feed_row.h"
#include "store/query.h"
#include "store/store.h"

#include <glib/gstdio.h>
#include <string.h>

static gint64 count_all(struct app *app)
{
    return feed_list_get_row(app_get_feed_list(app), 0)->total;
}

static void test_files_and_commands(void)
{
    struct home home =
        home_new("file://%/a.xml\n\"exec:cat %/b.xml\"\n\"filter:sed s/c/C/:file://%/c.xml\"\n"
                 "\"exec:exit 3\"\nfile://%/page.html\n",
                 NULL);
    home_write_feed(&home, "a", 1, 5);
    home_write_feed(&home, "b", 1, 4);
    home_write_feed(&home, "c", 1, 3);
    home_write(&home, "page.html", "<!DOCTYPE html><html><body><p>no feed</p></body></html>");
    struct app *app = home_open(&home);
    g_assert_cmpuint(app_fetch_feeds(app, NULL, 0), ==, 5);
    g_assert_cmpuint(app_get_progress(app).n_total, ==, 5);
    g_assert_cmpuint(app_fetch_feeds(app, NULL, 0), <=,
                     5); /* what is under way is not asked for twice */
    app_wait_event(app, NULL, EVENT_FETCHED);
    g_assert_cmpuint(app_get_progress(app).n_total, ==, 0);
    g_assert_cmpint(count_all(app), ==, 12);
    struct feed_row *failed = store_find_feed(app_get_store(app), 4, NULL, NULL);
    g_assert_nonnull(failed->error);
    feed_row_free(failed);
    struct feed_row *page = store_find_feed(app_get_store(app), 5, NULL, NULL);
    g_assert_nonnull(strstr(page->error, "HTML"));
    feed_row_free(page);
    app_free(app);
    home_clear(&home);
}

static void test_index_follows(void)
{
    struct home home = home_new("file://%/a.xml\n", NULL);
    home_write_feed(&home, "a", 1, 20);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    g_assert_true(app_index_wait(app, 0));
    struct query *query = query_parse("number17", NULL);
    g_autoptr(GArray) ids = store_find_items(app_get_store(app), query, true, 0, NULL);
    g_assert_cmpuint(ids->len, ==, 1);
    query_free(query);
    app_free(app);
    home_clear(&home);
}

static void test_stop(void)
{
    struct home home = home_new("\"exec:sleep 600\"\n", NULL);
    struct app *app = home_open(&home);
    g_assert_cmpuint(app_fetch_feeds(app, NULL, 0), ==, 1);
    app_run_line(app, "stop", NULL, NULL);
    app_wait_event(app, NULL, EVENT_FETCHED);
    struct feed_row *row = store_find_feed(app_get_store(app), 1, NULL, NULL);
    g_assert_null(row->error); /* stopping is no failure of the feed */
    feed_row_free(row);
    app_free(app);
    home_clear(&home);
}

/* Fetching all again while a round is under way adds nothing that this round has or had; the totals
 * are of feeds. What was stopped has not failed. */
static void test_a_round_has_each_feed_once(void)
{
    struct home home = home_new("file://%/a.xml\nfile://%/b.xml\n\"exec:sleep 600\"\n", NULL);
    home_write_feed(&home, "a", 1, 2);
    home_write_feed(&home, "b", 1, 3);
    struct app *app = home_open(&home);
    const gint64 first = 1, last = 3;
    g_assert_cmpuint(app_fetch_feeds(app, NULL, 0), ==, 3);
    g_assert_cmpuint(app_fetch_feeds(app, &last, 1), ==, 0);
    for (guint i = 0; i < 2; i++) {
        app_wait_event(app, NULL, EVENT_FEED);
        g_assert_cmpuint(app_fetch_feeds(app, NULL, 0), ==, 0);
        g_assert_cmpuint(app_get_progress(app).n_total, ==, 3);
    }
    g_assert_cmpuint(app_fetch_feeds(app, &first, 1), ==, 1); /* by name */
    app_wait_event(app, NULL, EVENT_FEED);
    app_run_line(app, "stop", NULL, NULL);
    struct event *end = NULL;
    while (!end || end->kind != EVENT_FETCHED) {
        event_free(end);
        end = app_take_event(app);
    }
    g_assert_cmpuint(end->n_total, ==, 4);
    g_assert_cmpuint(end->n_new, ==, 5);
    g_assert_cmpuint(end->n_failed, ==, 0);
    event_free(end);
    g_assert_cmpuint(app_fetch_feeds(app, &first, 1), ==, 1); /* a new round */
    app_wait_event(app, NULL, EVENT_FETCHED);
    app_free(app);
    home_clear(&home);
}

/* Ends at once whatever is under way. */
static void test_quit_while_fetching(void)
{
    struct home home = home_new("\"exec:sleep 600\"\nfile://%/a.xml\n", NULL);
    home_write_feed(&home, "a", 1, 2);
    struct app *app = home_open(&home);
    const gint64 begin = g_get_monotonic_time();
    g_assert_cmpuint(app_fetch_feeds(app, NULL, 0), ==, 2);
    app_free(app);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 20 * G_TIME_SPAN_SECOND);
    home_clear(&home);
}

static void test_refresh_on_start(void)
{
    for (guint i = 0; i < 2; i++) {
        struct home home = home_new("file://%/a.xml\n", i ? "set refresh-on-start yes\n" : "");
        home_write_feed(&home, "a", 1, 2);
        struct app *app = home_open(&home);
        app_tick(app); /* a feed that was never fetched is, whatever the option */
        g_assert_cmpuint(app_get_progress(app).n_total, ==, 1);
        app_wait_event(app, NULL, EVENT_FETCHED);
        app_free(app);
        app = home_open(&home);
        app_tick(app);
        g_assert_cmpuint(app_get_progress(app).n_total, ==, i);
        app_free(app);
        home_clear(&home);
    }
}

static void test_two_apps(void)
{
    struct home home = home_new("file://%/a.xml\n", NULL);
    home_write_feed(&home, "a", 1, 2);
    struct app *first = home_open(&home), *second = home_open(&home);
    app_reload_and_wait(first, NULL);
    const gint64 deadline = g_get_monotonic_time() + 60 * G_TIME_SPAN_SECOND;
    struct event *event = NULL;
    while (!event) {
        g_assert_cmpint(g_get_monotonic_time(), <, deadline);
        app_tick(second);
        event = app_take_event(second);
    }
    g_assert_cmpint(event->kind, ==, EVENT_CHANGED);
    event_free(event);
    feed_list_recount(app_get_feed_list(second));
    g_assert_cmpint(count_all(second), ==, 2);
    app_free(first);
    app_free(second);
    home_clear(&home);
}

static void test_config_errors_do_not_stop(void)
{
    struct home home =
        home_new("file://%/a.xml colour=red\nnonsense line\nfile://%/b.xml\n",
                 "set layuot two\nset refresh 30m\nbind all <Entre> open\nnonsense\n");
    struct app *app = home_open(&home);
    const struct diagnostic_list *diagnostics = app_get_diagnostics(app);
    g_assert_cmpuint(diagnostic_list_count(diagnostics, DIAGNOSTIC_ERROR), >=, 4);
    g_assert_cmpint(options_get_number(app_get_options(app), OPTION_REFRESH), ==, 1800);
    g_assert_cmpuint(feed_list_get_length(app_get_feed_list(app)), >=, 5);
    app_free(app);
    home_clear(&home);
}

void test_reload_add(void)
{
    g_test_add_func("/reload/reads-files-and-commands", test_files_and_commands);
    g_test_add_func("/reload/is-followed-by-the-index", test_index_follows);
    g_test_add_func("/reload/can-be-stopped", test_stop);
    g_test_add_func("/reload/has-each-feed-once", test_a_round_has_each_feed_once);
    g_test_add_func("/reload/does-not-hold-up-the-end", test_quit_while_fetching);
    g_test_add_func("/reload/runs-on-start-if-told", test_refresh_on_start);
    g_test_add_func("/app/notices-another-process", test_two_apps);
    g_test_add_func("/app/lives-with-mistakes-in-the-files", test_config_errors_do_not_stop);
}
