/* SPDX-License-Identifier: MIT */
/* The open article: marks, width, the place where reading was left. */
#include "tests.h"

#include "article/article.h"
#include "store/store.h"

#include <string.h>

static struct app *open_long(struct home *home, const char *config)
{
    GString *text =
        g_string_new("<?xml version='1.0'?><rss "
                     "version='2.0'><channel><title>Long</title><item><title>One</title>"
                     "<guid>g</guid><description><![CDATA[");
    for (guint i = 0; i < 100; i++)
        g_string_append_printf(
            text,
            "<p>Paragraph %u with a good number of words that have to be broken into lines.</p>",
            i);
    g_string_append(text, "]]></description></item></channel></rss>");
    *home = home_new("file://%/long.xml\n", config);
    home_write(home, "long.xml", text->str);
    g_string_free(text, TRUE);
    struct app *app = home_open(home);
    app_reload_and_wait(app, NULL);
    return app;
}

static struct article *open_article(struct app *app, guint width)
{
    g_autoptr(GError) error = NULL;
    struct article *article = article_open(app, 1, &error);
    g_assert_no_error(error);
    article_set_width(article, width);
    return article;
}

static void test_marks_read(void)
{
    for (guint i = 0; i < 2; i++) {
        struct home home;
        struct app *app = open_long(&home, i ? "set mark-read-on-open no" : "");
        article_close(app, open_article(app, 40), 0);
        if (!i)
            app_wait_event(app, NULL, EVENT_EDIT);
        g_assert_cmpint(feed_list_get_row(app_get_feed_list(app), 0)->unread, ==, i);
        app_free(app);
        home_clear(&home);
    }
}

static void test_place_survives(void)
{
    struct home home;
    struct app *app = open_long(&home, NULL);
    struct article *article = open_article(app, 60);
    g_assert_cmpstr(article->feed_title, ==, "Long");
    g_assert_cmpuint(article_get_place_line(article), ==, 0);
    const guint line = article->page->n_lines / 2;
    const guint place = article->page->lines[line].source;
    g_assert_cmpuint(article_find_line(article, place), <=, line);
    article_close(app, article, place);
    app_free(app);

    app = home_open(&home);
    article = open_article(app, 25); /* other width: the same words */
    const guint again = article_get_place_line(article);
    g_assert_cmpuint(article->page->lines[again].source, <=, place);
    g_assert_true(again + 1 == article->page->n_lines ||
                  article->page->lines[again + 1].source >= place);
    g_assert_cmpuint(again, >, line / 2);
    article_close(app, article, 0);
    app_free(app);

    app = home_open(&home); /* left at the beginning: begins there */
    article = open_article(app, 25);
    g_assert_cmpuint(article_get_place_line(article), ==, 0);
    article_close(app, article, 0);
    app_free(app);
    home_clear(&home);
}

static void test_find_line_is_safe(void)
{
    struct home home;
    struct app *app = open_long(&home, NULL);
    struct article *article = open_article(app, 40);
    g_assert_cmpuint(article_find_line(article, 0), ==, 0);
    g_assert_cmpuint(article_find_line(article, G_MAXUINT), <, article->page->n_lines);
    article_set_width(article, 0);
    g_assert_cmpuint(article->page->n_lines, >, 100);
    article_close(app, article, 0);
    app_free(app);
    home_clear(&home);
}

static void test_gone(void)
{
    struct home home;
    struct app *app = open_long(&home, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(article_open(app, 99, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
    app_free(app);
    home_clear(&home);
}

void test_article_add(void)
{
    g_test_add_func("/article/is-read-when-opened-unless-told", test_marks_read);
    g_test_add_func("/article/keeps-the-place-at-any-width", test_place_survives);
    g_test_add_func("/article/finds-a-line-for-any-place", test_find_line_is_safe);
    g_test_add_func("/article/says-when-it-is-gone", test_gone);
}
