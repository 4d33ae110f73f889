/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "article/article_format.h"
#include "article/article_save.h"
#include "store/item_row.h"

#include <poll.h>
#include <string.h>

static const char feed[] =
    "<rss version='2.0'><channel><title>Rich &amp; co</title><item><title>A *title*: one/&lt;b>two"
    "&lt;/b></title><guid>1</guid>"
    "<link>http://h/a</link><comments>http://h/a#c</comments><category>x</category>"
    "<pubDate>Sat, 01 Jun 2024 08:00:00 GMT</pubDate><description><![CDATA[<h2>One</h2><p>Some "
    "<b>bold</b> <i>words </i>and"
    " <a "
    "href='/b'>a_link</a>.</p><ul><li>one<ul><li>in</ul></ul><blockquote><p>said</p></"
    "blockquote><pre>a  *b*\n c</pre>"
    "<script>no()</script>]]></description></item></channel></rss>";

static char *format(struct app *app, enum article_format as)
{
    g_autoptr(GError) error = NULL;
    char *text = article_format_item(app, 1, as, 40, &error);
    g_assert_no_error(error);
    return text;
}

static void formats_are_documents(void)
{
    struct home home = home_new("file://%/a.xml\n", NULL);
    home_write(&home, "a.xml", feed);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    g_autofree char *text = format(app, ARTICLE_TEXT);
    g_assert_true(g_str_has_prefix(text, "A *title*: one/two\n\nFeed:    Rich & co\n"));
    g_assert_nonnull(strstr(text, "\nComments: http://h/a#c\nTags:    x\n\nOne\n"));
    g_autofree char *markdown = format(app, ARTICLE_MARKDOWN);
    g_assert_cmpstr(markdown, ==,
                    "# A \\*title\\*: one/two\n\n- Feed: Rich & co\n- Date: Saturday, 01 "
                    "June 2024 08:00\n"
                    "- Link: <http://h/a>\n- Comments: <http://h/a#c>\n- Tags: x\n\n## One\n\n"
                    "Some **bold** *words* and [a\\_link](<http://h/b>).\n\n- one\n  - in\n\n> "
                    "said\n\n    a  *b*\n     c\n");
    g_autofree char *html = format(app, ARTICLE_HTML);
    g_assert_nonnull(strstr(html, "<title>A *title*: one/two</title>"));
    g_assert_nonnull(strstr(html, "<dd>Rich &amp; co</dd>"));
    g_assert_nonnull(strstr(html, "<a href=\"http://h/b\">a_link</a>"));
    g_assert_null(strstr(html, "no()"));
    app_free(app);
    home_clear(&home);
}

static void saving_overwrites_nothing(void)
{
    struct home home = home_new("file://%/a.xml\n", NULL);
    home_write(&home, "a.xml", feed);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(home.path, "x.md", NULL);
    g_assert_true(app_save_article(app, 1, path, NULL));
    app_wait_event(app, NULL, EVENT_MESSAGE);
    g_assert_false(app_save_article(app, 1, path, &error));
    g_assert_nonnull(strstr(error->message, "already"));
    g_assert_true(app_save_article(app, 1, home.path, NULL));
    app_wait_event(app, NULL, EVENT_MESSAGE);
    g_autofree char *third = g_build_filename(home.path, "A title one two.txt", NULL);
    g_assert_true(g_file_test(third, G_FILE_TEST_EXISTS));
    g_autofree char *content = NULL;
    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_assert_true(g_str_has_prefix(content, "# A "));
    app_free(app);
    home_clear(&home);
}

/* Waits for the message that says what became of a book. The caller's. */
static char *wait_message(struct app *app)
{
    const gint64 end = g_get_monotonic_time() + 30 * G_TIME_SPAN_SECOND;
    while (g_get_monotonic_time() < end) {
        struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
        poll(&entry, 1, 1000);
        for (struct event *event; (event = app_take_event(app)); event_free(event)) {
            char *text = event->kind == EVENT_MESSAGE ? g_strdup(event->text) : NULL;
            if (!text)
                continue;
            event_free(event);
            return text;
        }
    }
    g_error("no message came");
}

static void books_are_written_behind_the_screen(void)
{
    struct home home = home_new("file://%/a.xml\n", NULL);
    home_write(&home, "a.xml", feed);
    struct app *app = home_open(&home);
    app_reload_and_wait(app, NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(home.path, "all.epub", NULL);
    g_autofree char *nothing = g_build_filename(home.path, "none.epub", NULL);
    g_autofree char *other = g_build_filename(home.path, "all.md", NULL);
    g_assert_false(app_save_book(app, "unread", other, &error));
    g_assert_nonnull(strstr(error->message, ".epub"));
    g_clear_error(&error);
    g_assert_false(app_save_book(app, "(unread", path, &error));
    g_clear_error(&error);
    g_assert_true(app_save_book(app, "unread", path, NULL));
    g_autofree char *said = wait_message(app);
    if (strstr(said, "without libzip")) {
        g_test_skip(said);
    } else {
        g_assert_true(g_str_has_prefix(said, "saved 1 article in /"));
        g_assert_true(g_file_test(path, G_FILE_TEST_IS_REGULAR));
        g_assert_false(app_save_book(app, "unread", path, &error));
        g_assert_nonnull(strstr(error->message, "already"));
        g_assert_true(app_save_book(app, "title:zebra", nothing, NULL));
        g_autofree char *missed = wait_message(app);
        g_assert_nonnull(strstr(missed, "no article to write"));
    }
    app_free(app);
    home_clear(&home);
}

static void file_names_are_safe(void)
{
    static const char *const rows[][2] = {
        { "One: two/three", "One two three.txt" },
        { "../../x", "x.txt" },
        { "Covered   Code\n\tagain", "Covered Code again.txt" },
        { " .hidden", "hidden.txt" },
        { "", "article.txt" },
        { "...", "article.txt" },
        { "\x1b[31m", "[31m.txt" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *name = article_make_file_name(rows[i][0], ARTICLE_TEXT);
        g_assert_null(strchr(name, '/'));
        g_assert_true(*name != '.');
        g_assert_cmpstr(name, ==, rows[i][1]);
    }
}

void test_article_format_add(void)
{
    g_test_add_func("/article-format/makes-documents-when-asked", formats_are_documents);
    g_test_add_func("/article-format/overwrites-nothing-when-saving", saving_overwrites_nothing);
    g_test_add_func("/article-format/writes-books-behind-the-screen",
                    books_are_written_behind_the_screen);
    g_test_add_func("/article-format/makes-safe-names-when-titles-are-odd", file_names_are_safe);
}
