/* SPDX-License-Identifier: MIT */
/* Tests of the commands that change the feeds file. */
#include "tests.h"

#include "store/store.h"

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

void test_subscription_add(void)
{
    g_test_add_func("/subscription/is-added-renamed-removed-and-undone",
                    test_subscriptions_are_edited);
}
