/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "feed/opml.h"

#include <string.h>

static struct opml *parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    struct opml *opml = opml_parse(text, strlen(text), &error);
    g_assert_no_error(error);
    return opml;
}

/* One line a subscription and one a skip, for comparing. */
static char *describe(const struct opml *opml)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < opml->feeds->len; i++) {
        const struct opml_feed *feed = &g_array_index(opml->feeds, struct opml_feed, i);
        g_autofree char *tags = g_strjoinv(",", (char **)feed->tags);
        g_string_append_printf(out, "%u %s|%s|%s|%s|%s|%s|%s\n", feed->line, feed->url,
                               feed->command ? feed->command : "-",
                               feed->filter ? feed->filter : "-", feed->text ? feed->text : "-",
                               feed->title ? feed->title : "-",
                               feed->site_url ? feed->site_url : "-", tags);
    }
    for (guint i = 0; i < opml->skips->len; i++) {
        const struct opml_skip *skip = &g_array_index(opml->skips, struct opml_skip, i);
        g_string_append_printf(out, "%u skipped %s\n", skip->line, skip->what);
    }
    return g_string_free(out, FALSE);
}

static void check(const char *text, const char *wanted)
{
    struct opml *opml = parse(text);
    g_autofree char *got = describe(opml);
    g_assert_cmpstr(got, ==, wanted);
    opml_free(opml);
}

static void reads_folders_and_attributes_in_any_case(void)
{
    check("<?xml version='1.0'?>\n<opml version='1.0'><head><title>Mine</title></head><body>\n"
          "<outline text='News'>\n"
          "<outline title='World'><outline text='A' xmlUrl='https://a.example/' "
          "htmlUrl='https://a/'/></outline>\n"
          "<outline text='B' title='Bee' xmlurl='https://b.example/' category='/x/y, tech,,x/y'/>\n"
          "</outline>\n"
          "<outline URL='https://c.example/' TEXT='  C\n &amp; D '/>\n"
          "</body></opml>",
          "4 https://a.example/|-|-|A|-|https://a/|News/World\n"
          "5 https://b.example/|-|-|B|Bee|-|x/y,tech,News\n"
          "8 https://c.example/|-|-|C & D|-|-|\n");
}

static void tells_commands_apart(void)
{
    check("<opml xmlns:snow='http://snownews'><body>\n"
          "<outline text='1' xmlUrl='|fetch it'/>\n"
          "<outline text='2' xmlUrl='exec:make-feed'/>\n"
          "<outline text='3' xmlUrl='https://a/' filtercmd='sh -c x'/>\n"
          "<outline text='4' xmlUrl='https://b/' snow:filter='awk'/>\n"
          "</body></opml>",
          "2 |fetch it|-|1|-|-|\n3 |make-feed|-|2|-|-|\n4 https://a/|-|sh -c x|3|-|-|\n"
          "5 https://b/|-|awk|4|-|-|\n");
}

static void lists_what_is_no_subscription(void)
{
    check(
        "<opml><body>\n"
        "<outline type='vfolder' text='Unread'><outline type='rule' text='r' url='x'/></outline>\n"
        "<outline type='include' text='More' url='https://x/more.opml'/>\n"
        "<outline type='link' text='Page' url='https://x/'/>\n"
        "<outline type='rss' xmlUrl='https://a/'/>\n"
        "</body></opml>",
        "5 https://a/|-|-|-|-|-|\n2 skipped search folder \"Unread\"\n"
        "3 skipped list elsewhere \"More\"\n4 skipped link \"Page\"\n");
}

static void mends_what_is_broken(void)
{
    check("<opml><body><outline text=A & B xmlUrl=https://a/?x=1&y=2>"
          "<outline text='C' xmlUrl='https://c/'></opml>",
          "1 https://a/?x=1&y=2|-|-|A|-|-|\n1 https://c/|-|-|C|-|-|\n");
    check("<opml><body><outline text='cut' xmlUrl='https://c/'/><outline te",
          "1 https://c/|-|-|cut|-|-|\n");
    g_assert_null(opml_parse("<rss/>", 6, NULL));
    g_assert_null(opml_parse(NULL, 0, NULL));
}

static void what_is_written_is_read_back(void)
{
    static const char *const none[] = { NULL }, *const one[] = { "news", NULL },
                             *const more[] = { "tech & co", "news/world", "a,b", NULL };
    const struct opml_feed feeds[] = {
        { .url = "https://a/?a=1&b=2", .text = "Tom's <own> \"name\"", .tags = none },
        { .url = "https://b/", .text = "B", .title = "B", .site_url = "https://b/x", .tags = one },
        { .url = "https://c/", .text = "C", .title = "Sea", .tags = more },
        { .url = "", .command = "rm", .tags = none },
    };
    g_autofree char *text = opml_format("Feeds", 1700000000, feeds, G_N_ELEMENTS(feeds));
    g_assert_nonnull(strstr(text, "<dateCreated>Tue, 14 Nov 2023 22:13:20 GMT</dateCreated>"));
    g_assert_null(strstr(text, "rm"));
    struct opml *opml = parse(text);
    g_assert_cmpstr(opml->title, ==, "Feeds");
    g_assert_cmpuint(opml->feeds->len, ==, 3);
    g_assert_cmpuint(opml->skips->len, ==, 0);
    for (guint i = 0; i < 3; i++) {
        const struct opml_feed *feed = &g_array_index(opml->feeds, struct opml_feed, i);
        g_assert_cmpstr(feed->url, ==, feeds[i].url);
        g_assert_cmpstr(feed->text, ==, feeds[i].text);
        g_assert_cmpstr(feed->title, ==, feeds[i].title);
        g_assert_cmpstr(feed->site_url, ==, feeds[i].site_url);
    }
    g_autofree char *tags =
        g_strjoinv("|", (char **)g_array_index(opml->feeds, struct opml_feed, 2).tags);
    g_assert_cmpstr(tags, ==, "tech & co|news/world|a_b");
    opml_free(opml);
}

/* What is hostile costs no more than its size. */
static void stays_linear(void)
{
    static const char *const pieces[] = { "<outline text='folder'>",
                                          "<outline ",
                                          "&a;",
                                          "<outline text='",
                                          "<outline xmlUrl='x' category=',,,,,,,,,,,,'/>",
                                          "</outline>",
                                          "<outline type='vfolder' text='v'/>" };
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) text =
            g_string_new("<!DOCTYPE opml [<!ENTITY b 'x'><!ENTITY a '&b;&b;'>]><opml><body>");
        while (text->len < 1150 * 1000) /* 50,000 folders deep */
            g_string_append(text, pieces[i]);
        const gint64 begin = g_get_monotonic_time();
        struct opml *opml = parse(text->str);
        g_assert_cmpint(g_get_monotonic_time() - begin, <, 10 * G_USEC_PER_SEC);
        g_assert_cmpuint(arena_get_bytes(opml->arena), <, (gsize)64 << 20);
        opml_free(opml);
    }
}

void test_opml_add(void)
{
    g_test_add_func("/opml/reads-folders-and-attributes-in-any-case",
                    reads_folders_and_attributes_in_any_case);
    g_test_add_func("/opml/tells-commands-apart", tells_commands_apart);
    g_test_add_func("/opml/lists-what-is-no-subscription", lists_what_is_no_subscription);
    g_test_add_func("/opml/mends-what-is-broken", mends_what_is_broken);
    g_test_add_func("/opml/what-is-written-is-read-back", what_is_written_is_read_back);
    g_test_add_func("/opml/stays-linear-when-hostile", stays_linear);
}
