/* SPDX-License-Identifier: MIT */
/* Whole articles: what is taken for a beginning, rules of sites, and which text an article shows. Pages of all kinds are in
 * tests/cli/full_text.py. */
#include "tests.h"

#include "app/extract_rule.h"
#include "article/teaser.h"
#include "article/article.h"
#include "article/full_text.h"
#include "store/store.h"

#include <poll.h>
#include <string.h>

#define WORDS_20                                                                                   \
    "one two three four five six seven eight nine ten one two three four five six seven eight "    \
    "nine ten "
#define WORDS_100 WORDS_20 WORDS_20 WORDS_20 WORDS_20 WORDS_20
#define WORDS_400 WORDS_100 WORDS_100 WORDS_100 WORDS_100

/* The title of a note is made of its text: the note is whole. */
static void test_notes_are_whole(void)
{
    static const struct {
        const char *title, *html;
        bool is_likely;
    } cases[] = {
        { "A headline that is its own text", "<p>A headline that is its own text</p>", true },
        { WORDS_100, "<p>" WORDS_100 "and more</p>", false },
        { "Ducks", "<p>Ducks were counted.</p>", true },
        { "A title", "<p>Short.</p>", true },
        { "A title", "", true },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct item_body *body = item_body_new();
        body->row.title = g_strdup(cases[i].title);
        g_strchomp(body->row.title);
        body->row.url = g_strdup("http://x.example/1");
        body->content = g_strdup(cases[i].html);
        body->content_len = strlen(body->content);
        g_test_message("%u", i);
        g_assert_cmpint(teaser_is_likely(body), ==, cases[i].is_likely);
        item_body_free(body);
    }
}

/* A comic: the page's text is taken only if it has the picture, or much to read. */
static void test_pictures_are_not_lost(void)
{
    static const struct {
        const char *html, *whole;
        guint n_words;
        bool is_lost;
    } cases[] = {
        { "<img src='http://x.example/c.png?s=1' title='joke'>", "<p>Comics I enjoy</p>", 59,
          true },
        { "<p><a href='/'><img src=c.png></a> A caption</p>", "<p>License</p>", 20, true },
        { "<img src='http://x.example/c.png'>", "<p><img src='http://cdn/c.png'></p>", 20, false },
        { "<img src='http://x.example/c.png'>", "<p>long</p>", 500, false },
        { "<img src=t.jpg><p>Twelve words are enough for the beginning of an article about "
          "ducks.</p>",
          "<p>text</p>", 100, false },
        { "<p>Short.</p>", "<p>text</p>", 100, false },
        { "<img data-src=c.png>", "<p>text</p>", 100, true },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct item_body *body = item_body_new();
        const struct full_text whole = { .content = (char *)cases[i].whole,
                                         .content_len = strlen(cases[i].whole),
                                         .n_words = cases[i].n_words };
        body->content = g_strdup(cases[i].html);
        body->content_len = strlen(body->content);
        g_assert_cmpint(teaser_is_picture_lost(body, &whole), ==, cases[i].is_lost);
        item_body_free(body);
    }
}

static void test_teasers(void)
{
    static const struct {
        const char *html;
        bool is_likely;
    } cases[] = {
        { "", true },
        { "<p>Short.</p>", true },
        { "<p>" WORDS_100 "end.</p>", false },
        { "<p>" WORDS_400 "and so …</p>", true },
        { "<p>" WORDS_400 "and so [&#8230;]</p>", true },
        { "<p>" WORDS_400 "and so [...]</p>\n<p>The post <a href='http://x.example/1'>T</a> "
          "appeared first on <a href='http://x'>X</a>.</p>",
          true },
        { "<p>" WORDS_400 "</p><p>The post <a href='http://x.example/1'>T</a> appeared first on <a "
          "href='http://x'>X</a>.</p>",
          false },
        { "<p>" WORDS_400 "</p><a href='/1'>Read more »</a>", true },
        { "<p>" WORDS_400 "</p><a href='/1'>Continue reading →</a>", true },
        { "<p>" WORDS_400 "</p><p>Weiterlesen</p>", true },
        { "<p>" WORDS_100 "</p><a href='https://www.x.example/1?utm_source=rss'>Here</a>", true },
        { "<p>" WORDS_100 "</p><a href='http://x.example/2'>Here</a>", false },
        { "<p>" WORDS_400 "</p><a href='http://x.example/1'>Here</a>", false },
        { "<p>" WORDS_400 WORDS_400 "and so …</p>", false },
        { "<p>Two:</p><ul><li>one<li>two</ul>", false },
        { "<table><tr><td>a<td>b<tr><td>c<td>d</table>", false },
        { "<p>As he said:</p><blockquote>No.</blockquote>", false },
        { "<h3>Run it</h3><p>Like this.</p>", false },
        { "<pre>make</pre>", false },
        { "<ul><li>one</ul>", true }, /* a menu, or a mark of something */
        { "<p>Two:</p><ul><li>one<li>two</ul><p>Read more</p>", true },
        { "<blockquote>No.</blockquote><p>and so […]</p>", true },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct item_body *body = item_body_new();
        body->row.title = g_strdup("Title");
        body->row.url = g_strdup("http://x.example/1");
        body->content = g_strdup(cases[i].html);
        body->content_len = strlen(body->content);
        g_test_message("%u %.*s", i, 40, cases[i].html);
        g_assert_cmpint(teaser_is_likely(body), ==, cases[i].is_likely);
        body->row.title[0] = '\0'; /* a note */
        g_assert_false(teaser_is_likely(body));
        body->row.title[0] = 'T';
        struct item_enclosure *file = item_body_add_enclosure(body);
        file->type = g_strdup("audio/mpeg");
        g_assert_false(teaser_is_likely(body));
        g_free(file->type);
        file->type = g_strdup("image/png");
        g_assert_cmpint(teaser_is_likely(body), ==, cases[i].is_likely);
        g_clear_pointer(&body->row.url, g_free);
        g_assert_false(teaser_is_likely(body));
        item_body_free(body);
    }
}

static GPtrArray *add_rule(GPtrArray *rules, const char *line)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) commands = command_parse_line(line, 1, NULL, NULL, NULL, &error);
    guint word = 0;
    GPtrArray *all = extract_rules_add(rules, commands->pdata[0], &word, &error);
    g_assert_no_error(error);
    return all;
}

static void test_rules(void)
{
    static const struct {
        const char *url, *body;
    } cases[] = {
        { "https://example.org/a", "p" },
        { "http://EXAMPLE.org:80/", "p" },
        { "https://news.example.org/a", "div" },
        { "https://a.news.example.org", "div" },
        { "https://m.example.org/", "p" },
        { "https://badexample.org/", NULL },
        { "https://example.org.evil/", NULL },
        { "https://org/", NULL },
        { NULL, NULL },
    };
    GPtrArray *rules = extract_rules_new();
    rules = add_rule(rules, "extract example.org body=table");
    GPtrArray *before = g_ptr_array_ref(rules); /* a thread that has the old ones */
    rules = add_rule(rules, "extract https://Example.org/news body=p strip=\"div, #ad\"");
    rules = add_rule(rules, "extract news.example.org body=div");
    rules = add_rule(rules, "extract gone.example body=div");
    rules = add_rule(rules, "extract gone.example");
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct extract_rule *rule = extract_rules_find(rules, cases[i].url);
        g_assert_cmpstr(rule ? rule->body : NULL, ==, cases[i].body);
    }
    g_assert_cmpstr(extract_rules_find(before, "http://example.org/")->body, ==, "table");
    g_assert_cmpuint(rules->len, ==, 2);
    g_autofree char *line = extract_rules_describe(rules, "M.Example.org");
    g_assert_cmpstr(line, ==, "extract example.org body=p \"strip=div, #ad\"");
    g_ptr_array_unref(add_rule(rules, line)); /* reads itself */
    g_ptr_array_unref(before);
}

static struct app *open_document(struct home *home, const char *config, const char *xml)
{
    *home = home_new("file://%/feed.xml\n", config);
    home_write(home, "feed.xml", xml);
    struct app *app = home_open(home);
    app_reload_and_wait(app, NULL);
    return app;
}

/* A feed whose articles have these addresses and this text. */
static struct app *open_feed(struct home *home, const char *config, const char *const *urls,
                             const char *html)
{
    GString *text =
        g_string_new("<?xml version='1.0'?><rss version='2.0'><channel><title>F</title>");
    for (guint i = 0; urls[i]; i++)
        g_string_append_printf(text,
                               "<item><title>T%u</title><guid>g%u</"
                               "guid>%s%s%s<description><![CDATA[%s]]></description></item>",
                               i, i, *urls[i] ? "<link>" : "", urls[i], *urls[i] ? "</link>" : "",
                               html);
    g_string_append(text, "</channel></rss>");
    struct app *app = open_document(home, config, text->str);
    g_string_free(text, TRUE);
    return app;
}

static const char *const refused[] = { "http://127.0.0.1:1/a", NULL };

/* Waits for EVENT_FULL_TEXT and hands it to the article. */
static bool take_text(struct app *app, struct article *article)
{
    for (;;) {
        struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
        g_assert_cmpint(poll(&entry, 1, 60000), ==, 1);
        struct event *event = app_take_event(app);
        const bool is_ours = event && event->kind == EVENT_FULL_TEXT;
        const bool is_other = is_ours && article_take(app, article, event, 0);
        event_free(event);
        if (is_ours)
            return is_other;
    }
}

static struct article *open_first(struct app *app)
{
    g_autoptr(GError) error = NULL;
    struct article *article = article_open(app, 1, &error);
    g_assert_no_error(error);
    article_set_width(article, 60);
    return article;
}

static void test_modes(void)
{
    static const struct {
        const char *config, *html;
        bool is_fetched;
    } cases[] = {
        { "set full-text no", "<p>Beginning …</p>", false },
        { "set full-text auto", "<p>Beginning …</p>", true },
        { "set full-text auto", "<p>" WORDS_100 "</p>", false },
        { "set full-text yes", "<p>" WORDS_100 "</p>", true },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct home home;
        struct app *app = open_feed(&home, cases[i].config, refused, cases[i].html);
        if (full_text_get_progress(app).n_total) /* yes: with the reload */
            app_wait_event(app, NULL, EVENT_OFFLINE);
        struct article *article = open_first(app);
        g_test_message("%s", cases[i].config);
        g_assert_cmpint(article->is_fetching || article->text.whole, ==, cases[i].is_fetched);
        g_assert_false(article->is_asked);
        if (article->is_fetching)
            g_assert_false(take_text(app, article)); /* refused: the feed's text stays */
        g_assert_cmpint(article->text.shown, ==, ARTICLE_FEED);
        g_autofree char *line = article_describe_text(article, "x");
        g_assert_cmpint(line && strstr(line, "could not fetch the whole text from 127.0.0.1: "), ==,
                        cases[i].is_fetched);
        article_close(app, article, 0);
        article = open_first(app); /* within a day it is not asked for again by itself */
        g_assert_false(article->is_fetching);
        article_close(app, article, 0);
        app_free(app);
        home_clear(&home);
    }
}

static void test_switches(void)
{
    struct home home;
    struct app *app = open_feed(&home, "set full-text no", refused, "<p>Beginning …</p>");
    struct article *article = open_first(app);
    g_autoptr(GError) error = NULL;
    g_assert_true(article_switch_text(app, article, 0, &error));
    g_assert_true(article->is_asked);
    struct event *event = event_new(EVENT_FULL_TEXT); /* as if the server had answered */
    struct full_text text = { .fetched_at = 1,
                              .content = (char *)"<p>All of it.</p>",
                              .content_len = 17,
                              .url = (char *)"http://x.example/a",
                              .n_words = 1234 };
    event->item_id = 1;
    event->full_text = &text;
    g_assert_true(article_take(app, article, event, 7));
    event->full_text = NULL;
    event_free(event);
    g_assert_cmpint(article->text.shown, ==, ARTICLE_WHOLE);
    g_assert_null(article->page); /* to be set anew */
    g_autofree char *whole = article_describe_text(article, "x");
    g_assert_cmpstr(whole, ==, "whole text · 1,234 words · x feed's");
    g_assert_true(article_switch_text(app, article, 3, &error));
    g_autofree char *feed = article_describe_text(article, "x");
    g_assert_cmpstr(feed, ==, "feed's text · x whole text, 1,234 words");
    g_assert_cmpuint(article->positions[ARTICLE_FEED], ==, 7);
    g_assert_cmpuint(article->positions[ARTICLE_WHOLE], ==, 3);
    article_close(app, article, 5);
    app_free(app);

    app = home_open(&home);
    article = open_first(app);
    g_assert_true(article->text.has_choice);
    g_assert_cmpint(article->text.shown, ==, ARTICLE_FEED);
    g_assert_cmpuint(article->positions[ARTICLE_FEED], ==, 5);
    g_assert_cmpuint(article->positions[ARTICLE_WHOLE], ==, 3);
    article_close(app, article, 0);
    app_free(app);
    home_clear(&home);
}

/* Which articles of a feed of beginnings come whole by themselves, and which offer it. */
static void test_decides_for_the_article(void)
{
    static const struct {
        const char *site, *url, *html;
        bool is_wanted, is_offered;
    } cases[] = {
        { "http://blog.example/", "http://blog.example/1", "Short.", true, false },
        { "http://blog.example/", "http://www.blog.example/1", "Short.", true, false },
        { "http://blog.example/", "http://en.blog.example/1", "Short.", true, false },
        { "https://www.bbc.co.uk/", "https://www.bbc.com/1", "Short.", true, false },
        { "http://blog.example/", "http://other.example/1", "Short.", false, true },
        { "http://127.0.0.1:1/", "http://127.0.0.2:1/1", "Short.", false, true },
        { "http://blog.example/", "http://other.example/1", "<p>Going on […]</p>", false, true },
        { "http://blog.example/", "http://other.example/1", "<p>" WORDS_400 "</p>", false, false },
        { "http://blog.example/", "http://blog.example/1", "<ul><li>a<li>b</ul>", false, true },
        { "http://blog.example/", "http://blog.example/1", "<p>" WORDS_100 "</p>", false, false },
        { "", "http://blog.example/1", "Short.", true, false },
        { "", "http://other.example/1", "Short.", false, true }, /* the others are elsewhere */
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const bool has_site = *cases[i].site;
        const char *others = has_site ? cases[i].site : "http://blog.example/";
        GString *xml = g_string_new("<rss version='2.0'><channel><title>F</title>");
        if (has_site)
            g_string_append_printf(xml, "<link>%s</link>", cases[i].site);
        g_string_append_printf(xml,
                               "<item><title>T</title><guid>g</guid><link>%s</link><description>"
                               "<![CDATA[%s]]></description></item>",
                               cases[i].url, cases[i].html);
        for (guint k = 0; k < 5; k++)
            g_string_append_printf(xml,
                                   "<item><title>O%u</title><guid>o%u</guid><link>%so%u</link>"
                                   "<description>Short.</description></item>",
                                   k, k, others, k);
        g_string_append(xml, "</channel></rss>");
        struct home home;
        struct app *app = open_document(&home, "set full-text auto", xml->str);
        g_string_free(xml, TRUE);
        const struct text_source source = app_get_text_source(app);
        g_autoptr(GPtrArray) rows =
            store_get_window(app_get_store(app), &(struct item_scope){ 0 }, 0, 10, NULL);
        for (guint r = 0; r < rows->len; r++) {
            const struct item_row *row = rows->pdata[r];
            struct text_choice choice = { 0 };
            struct item_body *body = store_get_body(app_get_store(app), row->id, NULL);
            text_choice_read(&source, body, &choice);
            g_test_message("%u %s", i, row->url);
            if (strcmp(row->title, "T") == 0) {
                g_assert_cmpint(choice.is_wanted, ==, cases[i].is_wanted);
                g_assert_cmpint(choice.is_note, ==, cases[i].is_offered);
            }
            full_text_free(choice.whole);
            item_body_free(body);
        }
        app_free(app);
        home_clear(&home);
    }
}

static void test_is_not_torn_away(void)
{
    struct home home;
    struct app *app = open_feed(&home, "set full-text auto", refused, "<p>Beginning …</p>");
    struct article *article = open_first(app);
    struct event *event = event_new(EVENT_FULL_TEXT);
    struct full_text text = { .content = (char *)"<p>All of it, and that is more.</p>",
                              .content_len = 35,
                              .n_words = 7 };
    event->item_id = 1;
    event->full_text = &text;
    g_assert_false(article_take(app, article, event, 4)); /* someone is reading there */
    g_assert_true(article_take(app, article, event, 0));
    text.content = (char *)"<p>Other</p>";
    event->item_id = 2;
    g_assert_false(article_take(app, article, event, 0));
    event->full_text = NULL;
    event_free(event);
    article_close(app, article, 0);
    app_free(app);
    home_clear(&home);
}

static void test_drops(void)
{
    struct home home;
    struct app *app = open_feed(&home, "set full-text no", refused, "<p>Beginning …</p>");
    struct article *article = open_first(app);
    g_autoptr(GError) error = NULL;
    g_assert_false(article_drop_fetch(app, article));
    g_assert_true(article_switch_text(app, article, 0, &error));
    g_assert_true(article_drop_fetch(app, article));
    g_assert_false(article->is_fetching);
    g_assert_true(article_switch_text(app, article, 0, &error)); /* and anew: one event, not two */
    g_assert_false(take_text(app, article));
    g_assert_nonnull(article->text.whole->error);
    article_close(app, article, 0);
    app_free(app); /* also while one is under way */
    home_clear(&home);
}

static void test_has_no_page(void)
{
    static const char *const urls[] = { "", "mailto:a@b.example", NULL };
    struct home home;
    struct app *app = open_feed(&home, NULL, urls, "<p>Beginning …</p>");
    for (gint64 id = 1; id <= 3; id++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(full_text_fetch(app, id, &error));
        g_assert_nonnull(error);
    }
    g_autoptr(GError) error = NULL;
    g_assert_false(full_text_fetch_all(app, "(", &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_true(full_text_fetch_all(app, "", &error));
    g_assert_false(full_text_fetch_all(app, "", &error)); /* under way */
    app_wait_event(app, NULL, EVENT_OFFLINE);
    app_free(app);
    home_clear(&home);
}

static void test_stops(void)
{
    static const char *const urls[] = { "http://127.0.0.1:1/a", "http://127.0.0.1:1/b",
                                        "http://127.0.0.1:1/c", NULL };
    struct home home;
    struct app *app = open_feed(&home, "set full-text no", urls, "t");
    g_autoptr(GError) error = NULL;
    app_run_line(app, "stop", NULL, &error);
    g_assert_nonnull(error); /* nothing to stop */
    app_run_line(app, "offline", NULL, NULL);
    g_assert_true(full_text_get_progress(app).is_looking);
    app_run_line(app, "stop", NULL, NULL);
    while (full_text_get_progress(app).n_total || full_text_get_progress(app).is_looking)
        app_wait_event(app, NULL, EVENT_OFFLINE);
    app_run_line(app, "offline", NULL, NULL);
    while (full_text_get_progress(app).n_total || full_text_get_progress(app).is_looking)
        app_wait_event(app, NULL, EVENT_OFFLINE);
    struct article *article = open_first(app);
    g_assert_nonnull(article->text.whole->error);
    article_close(app, article, 0);
    app_free(app);
    home_clear(&home);
}

static void test_extract_command(void)
{
    struct home home = home_new(NULL, "extract a.example body=p\n");
    struct app *app = home_open(&home);
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(app_run_line(app, "extract a.example", NULL, NULL), ==, REDRAW_STATUS);
    g_assert_cmpint(app_run_line(app, "extract b.example strip=aside", NULL, NULL), ==,
                    REDRAW_STATUS);
    app_run_line(app, "extract b.example strip=[", NULL, &error);
    g_assert_nonnull(error);
    g_clear_error(&error);
    app_run_line(app, "extract", NULL, &error);
    g_assert_nonnull(error);
    app_free(app);
    home_clear(&home);
}

void test_full_text_add(void)
{
    g_test_add_func("/full-text/decides-for-the-article", test_decides_for_the_article);
    g_test_add_func("/full-text/takes-notes-for-whole", test_notes_are_whole);
    g_test_add_func("/full-text/keeps-pictures", test_pictures_are_not_lost);
    g_test_add_func("/full-text/tells-beginnings-from-whole-texts", test_teasers);
    g_test_add_func("/full-text/finds-the-rule-of-a-host", test_rules);
    g_test_add_func("/full-text/is-fetched-as-the-option-says", test_modes);
    g_test_add_func("/full-text/switches-and-remembers", test_switches);
    g_test_add_func("/full-text/is-not-torn-away-from-who-reads", test_is_not_torn_away);
    g_test_add_func("/full-text/is-dropped-when-not-wanted", test_drops);
    g_test_add_func("/full-text/says-when-there-is-no-page", test_has_no_page);
    g_test_add_func("/full-text/stops-what-waits", test_stops);
    g_test_add_func("/full-text/takes-rules-from-the-prompt", test_extract_command);
}
