/* SPDX-License-Identifier: MIT */
/* The open article: marks, width, the position where reading was left. */
#include "tests.h"

#include "app/enclosure.h"
#include "article/article.h"
#include "article/article_format.h"
#include "article/beside.h"
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
    g_assert_cmpuint(article_get_position_line(article), ==, 0);
    const guint line = article->page->n_lines / 2;
    const guint position = article->page->lines[line].source;
    g_assert_cmpuint(article_find_line(article, position), <=, line);
    article_close(app, article, position);
    app_free(app);

    app = home_open(&home);
    article = open_article(app, 25); /* other width: the same words */
    const guint again = article_get_position_line(article);
    g_assert_cmpuint(article->page->lines[again].source, <=, position);
    g_assert_true(again + 1 == article->page->n_lines ||
                  article->page->lines[again + 1].source >= position);
    g_assert_cmpuint(again, >, line / 2);
    article_close(app, article, 0);
    app_free(app);

    app = home_open(&home); /* left at the beginning: begins there */
    article = open_article(app, 25);
    g_assert_cmpuint(article_get_position_line(article), ==, 0);
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

/* What comes beside the text of an item, and what is shown of it. */
static void test_pictures_beside(void)
{
    static const struct {
        const char *item, *figures; /* NULL: none */
        bool can_play;
    } cases[] = {
        { "<description>Boats.</description><media:content url='http://h/boat.png' "
          "type='image/png' medium='image'><media:description type='plain'>A red boat &amp; a "
          "pier</media:description></media:content>",
          "<figure><img src=\"http://h/boat.png\" alt=\"A red boat &amp; a pier\"></figure>",
          false },
        { "<media:content url='http://h/a.png' medium='image'/><media:content url='http://h/b.png' "
          "medium='image'/>",
          "<figure><img src=\"http://h/a.png\"></figure><figure><img "
          "src=\"http://h/b.png\"></figure>",
          false },
        { "<description>&lt;p&gt;x&lt;/p&gt;</description><enclosure url='http://h/a.jpg' "
          "length='1' "
          "type='image/jpeg'/>",
          "<figure><img src=\"http://h/a.jpg\"></figure>", false },
        { "<media:thumbnail url='http://h/t.jpg'/>",
          "<figure><img src=\"http://h/t.jpg\"></figure>", false },
        { "<media:thumbnail url='http://h/t.jpg'/><media:content url='http://h/a.jpg' "
          "type='image/jpeg'/>",
          "<figure><img src=\"http://h/a.jpg\"></figure>", false },
        { "<media:content url='http://h/a.jpg?width=140' type='image/jpeg' width='140'/>"
          "<media:content url='http://h/a.jpg?width=700' type='image/jpeg' width='700'/>",
          "<figure><img src=\"http://h/a.jpg?width=700\"></figure>", false },
        { "<enclosure url='http://h/a-300x200.jpg' type='image/jpeg'/><media:content "
          "url='http://h/a.jpg' medium='image'/>",
          "<figure><img src=\"http://h/a.jpg\"></figure>", false },
        { "<description>&lt;img src='http://h/own.jpg'&gt;</description><enclosure "
          "url='http://h/a.jpg' type='image/jpeg'/>",
          NULL, false },
        { "<description>&lt;img src='http://h/face.png' width=16 height=16&gt;</description>"
          "<enclosure url='http://h/a.jpg' type='image/jpeg'/>",
          "<figure><img src=\"http://h/a.jpg\"></figure>", false },
        { "<enclosure url='http://h/a.jpg' type='image/jpeg'/><enclosure url='http://h/a.mp3' "
          "type='audio/mpeg'/>",
          "<figure><img src=\"http://h/a.jpg\"></figure>", true },
        { "<media:thumbnail url='http://h/t.jpg'/><enclosure url='http://h/a.mp3' "
          "type='audio/mpeg'/>",
          NULL, true },
        { "<enclosure url='http://h/photo.JPG?x=1' type=''/>",
          "<figure><img src=\"http://h/photo.JPG?x=1\"></figure>", false },
        { "<enclosure url='http://h/a.mp3' type='audio/mpeg'/>", NULL, true },
        { "<enclosure url='javascript:x' type='image/png'/>", NULL, false },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct home home = home_new("file://%/a.xml\n", NULL);
        g_autofree char *xml = g_strdup_printf(
            "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>F"
            "</title><item><title>T</title><guid>g</guid>%s</item></channel></rss>",
            cases[i].item);
        home_write(&home, "a.xml", xml);
        struct app *app = home_open(&home);
        app_reload_and_wait(app, NULL);
        g_test_message("%s", cases[i].item);
        struct article *article = open_article(app, 60);
        g_assert_cmpstr(article->figures, ==, cases[i].figures);
        struct item_body *body = app_get_enclosures(app, 1, NULL);
        g_assert_cmpint(body != NULL, ==, cases[i].can_play);
        item_body_free(body);
        g_autofree char *html = article_format_item(app, 1, ARTICLE_HTML, 60, NULL);
        if (cases[i].figures)
            g_assert_nonnull(strstr(html, cases[i].figures));
        article_close(app, article, 0);
        app_free(app);
        home_clear(&home);
    }
}

void test_article_add(void)
{
    g_test_add_func("/article/is-read-when-opened-unless-told", test_marks_read);
    g_test_add_func("/article/keeps-the-place-at-any-width", test_place_survives);
    g_test_add_func("/article/finds-a-line-for-any-place", test_find_line_is_safe);
    g_test_add_func("/article/says-when-it-is-gone", test_gone);
    g_test_add_func("/article/shows-pictures-that-come-beside-the-text", test_pictures_beside);
}
