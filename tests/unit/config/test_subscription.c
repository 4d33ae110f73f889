/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "config/subscription.h"

#include <string.h>

/* One line a subscription: "kind url|source|command|name|expression ~title !hidden [tags] refresh".
 */
static char *format_subscriptions(const struct subscriptions *subscriptions)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < subscriptions->items->len; i++) {
        const struct subscription *s = g_ptr_array_index(subscriptions->items, i);
        const char *parts[] = { s->source, s->command, s->name, s->expression };
        g_autofree char *tags = g_strjoinv(",", s->tags);
        g_string_append_printf(text, "%u %u %s", s->line, s->kind, s->url);
        for (guint j = 0; j < G_N_ELEMENTS(parts); j++)
            if (parts[j])
                g_string_append_printf(text, "|%s", parts[j]);
        if (s->title)
            g_string_append_printf(text, " ~%s", s->title);
        g_string_append_printf(text, "%s [%s]", s->is_hidden ? " !" : "", tags);
        if (options_is_set(s->options, OPTION_REFRESH))
            g_string_append_printf(text, " %d",
                                   (int)options_get_number(s->options, OPTION_REFRESH));
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

static void assert_parse(const char *input, const char *expected, const char *diagnostics)
{
    struct options *options = options_new(NULL);
    struct diagnostic_list *list = diagnostic_list_new();
    struct subscriptions *subscriptions =
        subscriptions_parse(input, strlen(input), "feeds", options, list);
    g_autofree char *text = format_subscriptions(subscriptions);
    g_autofree char *problems = tests_format_diagnostics(list);
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpstr(problems, ==, diagnostics);
    subscriptions_free(subscriptions);
    diagnostic_list_free(list);
    options_free(options);
}

static void schemes_of_feeds_are_addresses(void)
{
    assert_parse(
        "feed://h/a\nfeed:https://h/b tag\nitpc://h/c ~C\nhttp://h/a\npcast://h/d refresh=1h\n",
        "1 0 http://h/a []\n2 0 https://h/b [tag]\n3 0 http://h/c ~C []\n5 0 http://h/d [] 3600\n",
        "feeds:4:1: warning: this feed is named in line 1 already; its tags and options are put "
        "together\n");
}

static void pages_are_scraped(void)
{
    struct options *options = options_new(NULL);
    static const char text[] = "scrape:https://h/news item=\"div.news > a\" title=h2 "
                               "\"link=a[rel=\\\"x\\\"]\" tag=\"1 2\" # why\n"
                               "scrape:ftp://h/ x=\"open\n";
    struct diagnostic_list *list = diagnostic_list_new();
    struct subscriptions *subscriptions =
        subscriptions_parse(text, strlen(text), "feeds", options, list);
    g_autofree char *problems = tests_format_diagnostics(list);
    const struct subscription *page = subscriptions->items->pdata[0];
    g_assert_cmpuint(subscriptions->items->len, ==, 1);
    g_assert_cmpint(page->kind, ==, SUBSCRIPTION_SCRAPE);
    g_assert_cmpstr(page->source, ==, "https://h/news");
    g_assert_cmpstr(options_get_string(page->options, OPTION_ITEM), ==, "div.news > a");
    g_assert_cmpstr(options_get_string(page->options, OPTION_TITLE), ==, "h2");
    g_assert_cmpstr(options_get_string(page->options, OPTION_LINK), ==, "a[rel=\"x\"]");
    g_assert_cmpstr(problems, ==,
                    "feeds:1:72: error: no option is called \"tag\"\n"
                    "feeds:2:1: error: scrape: needs an http://, https:// or file:// address\n");
    subscriptions_free(subscriptions);
    diagnostic_list_free(list);
    options_free(options);
}

static void kinds_are_told_apart(void)
{
    assert_parse(
        "# news\n"
        "\n"
        "https://example.org/feed.xml tech \"long tag\" \"~My title\"   # inline comment\n"
        "\"exec:~/bin/mk.sh --a 'b c'\" \"~Made\"\r\n"
        "filter:~/bin/fix.py:https://example.com/rss !\n"
        "\"query:Unread this week:unread = \\\"yes\\\" and age between 0:7\" \"~Week\"\n"
        "file:///tmp/a%20b.xml world/asia\n"
        "http://u:p@example.net/",
        "3 0 https://example.org/feed.xml ~My title [tech,long tag]\n"
        "4 2 exec:~/bin/mk.sh --a 'b c'|~/bin/mk.sh --a 'b c' ~Made []\n"
        "5 3 filter:~/bin/fix.py:https://example.com/rss|https://example.com/rss|~/bin/fix.py ! "
        "[]\n"
        "6 4 query:Unread this week:unread = \"yes\" and age between 0:7|Unread this week|"
        "unread = \"yes\" and age between 0:7 ~Week []\n"
        "7 1 file:///tmp/a%20b.xml|/tmp/a%20b.xml [world/asia]\n"
        "8 0 http://u:p@example.net/ []\n",
        "");
}

static void words_follow_newsboat(void)
{
    assert_parse("http://a \"open tag\n"
                 "http://b \"x\"y \"a\\\\b\\\"c\\q\\`d\" e\"f#g #\"\n"
                 "\t http://c\ta\v ~One ~Two !hid !x \"\" \"~\" #c\n"
                 " # http://d\n"
                 "http://e#frag \"~two\\nlines \" dup dup\n",
                 "1 0 http://a [open tag]\n"
                 "2 0 http://b [x,y,a\\b\"cq\\`d,e\"f#g]\n"
                 "3 0 http://c ~One ! [a]\n"
                 "5 0 http://e#frag ~two lines [dup]\n",
                 "feeds:1:10: error: the closing quote is missing; everything up to the end of the "
                 "line is taken for one word\n");
}

static void options_are_checked(void)
{
    assert_parse(
        "http://a refresh=15m news refesh=1h \"header=Cookie: a=b\" sort=new layout=two\n",
        "1 0 http://a [news] 900\n",
        "feeds:1:27: error: no option is called \"refesh\"; did you mean \"refresh\"?\n"
        "feeds:1:58: error: option \"sort\" cannot be \"new\": allowed is one of newest, oldest, "
        "title, feed; did you mean \"newest\"?\n"
        "feeds:1:67: error: option \"layout\" cannot be set for one feed\n");
}

static void wrong_lines_are_skipped(void)
{
    assert_parse(
        "---\n"
        "News a b\n"
        "gopher://x.example/ tag\n"
        "  http://\n"
        "exec:\n"
        "filter:cmd\n"
        "filter:cmd:ftp://x/\n"
        "query:a\n"
        "query::a::b:c::d\n"
        "file://\n"
        "\"http://a\\nb/\"\n"
        "http://ok/\n",
        "9 4 query::a::b:c::d|a|b:c::d []\n"
        "12 0 http://ok/ []\n",
        "feeds:1:1: info: no address: the line is skipped\n"
        "feeds:2:1: info: no address: the line is skipped\n"
        "feeds:3:1: warning: this kind of address cannot be fetched: known are http, https, file, "
        "exec, filter, scrape and query\n"
        "feeds:4:3: error: this address has no host\n"
        "feeds:5:1: error: exec: needs a command\n"
        "feeds:6:1: error: filter: needs a command and an address, as filter:COMMAND:URL\n"
        "feeds:7:1: error: after the command, filter: needs an http://, https:// or file:// "
        "address\n"
        "feeds:8:1: error: query: needs a name and an expression, as query:NAME:EXPRESSION\n"
        "feeds:10:1: error: file:// needs the path of a file\n"
        "feeds:11:1: error: this address has control characters in it\n");
}

static void same_url_is_merged(void)
{
    assert_parse(
        "http://a x y\nhttp://b\nhttp://a y z ~Name refresh=2m !\n",
        "1 0 http://a ~Name ! [x,y,z] 120\n2 0 http://b []\n",
        "feeds:3:1: warning: this feed is named in line 1 already; its tags and options are put "
        "together\n");
}

static void load_tells_missing_from_unreadable(void)
{
    struct options *options = options_new(NULL);
    struct diagnostic_list *list = diagnostic_list_new();
    g_autofree char *path = tests_get_path("no-such-feeds");
    bool is_missing = false;
    struct subscriptions *subscriptions =
        subscriptions_load(path, options, &is_missing, NULL, NULL, list);
    g_assert_true(is_missing);
    g_assert_cmpuint(subscriptions->items->len, ==, 0);
    subscriptions_free(subscriptions);
    g_autofree char *bad = tests_get_path("bad-feeds");
    tests_write(bad, "http://a\nhttp://b \xfe\n");
    g_assert_null(subscriptions_load(bad, options, &is_missing, NULL, NULL, list));
    g_assert_false(is_missing);
    g_autofree char *text = tests_format_diagnostics(list);
    g_assert_cmpstr(text, ==,
                    "bad-feeds:2:10: error: is not UTF-8 text; save it in this encoding\n");
    tests_write(bad, "\xef\xbb\xbfhttp://a refresh=3m\n");
    subscriptions = subscriptions_load(bad, options, &is_missing, NULL, NULL, list);
    const struct subscription *a = subscriptions_find(subscriptions, "http://a");
    g_assert_nonnull(a);
    g_assert_true(g_str_has_suffix(options_get_origin(a->options, OPTION_REFRESH), "bad-feeds:1"));
    g_assert_null(subscriptions_find(subscriptions, "http://b"));
    subscriptions_free(subscriptions);
    diagnostic_list_free(list);
    options_free(options);
}

void test_subscription_add(void)
{
    g_test_add_func("/subscription/knows-what-to-scrape-when-told", pages_are_scraped);
    g_test_add_func("/subscription/knows-schemes-of-feeds", schemes_of_feeds_are_addresses);
    g_test_add_func("/subscription/tells-kinds-apart-when-read", kinds_are_told_apart);
    g_test_add_func("/subscription/reads-words-as-newsboat-when-quoted", words_follow_newsboat);
    g_test_add_func("/subscription/checks-options-when-per-feed", options_are_checked);
    g_test_add_func("/subscription/skips-lines-when-wrong", wrong_lines_are_skipped);
    g_test_add_func("/subscription/merges-when-named-twice", same_url_is_merged);
    g_test_add_func("/subscription/tells-missing-from-unreadable-when-loaded",
                    load_tells_missing_from_unreadable);
}
