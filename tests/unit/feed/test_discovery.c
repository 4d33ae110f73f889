/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "feed/discovery.h"

#include <string.h>

static gint compare_rank(gconstpointer a, gconstpointer b)
{
    const struct discovery_candidate *one = *(struct discovery_candidate *const *)a;
    const struct discovery_candidate *other = *(struct discovery_candidate *const *)b;
    return (one->rank > other->rank) - (one->rank < other->rank);
}

/* The addresses by rank, a blank behind each. Frees the list. */
static char *format_and_free(GPtrArray *candidates)
{
    GString *text = g_string_new(NULL);
    g_ptr_array_sort(candidates, compare_rank);
    for (guint i = 0; i < candidates->len; i++)
        g_string_append_printf(text, "%s ",
                               ((struct discovery_candidate *)candidates->pdata[i])->url);
    g_ptr_array_unref(candidates);
    return g_string_free(text, FALSE);
}

static char *find_in_page(const char *url, const char *page)
{
    GPtrArray *candidates = discovery_list_new();
    discovery_find_in_page(page, strlen(page), "text/html", url, candidates);
    return format_and_free(candidates);
}

static char *find_by_address(const char *url)
{
    GPtrArray *candidates = discovery_list_new();
    discovery_find_by_address(url, candidates);
    return format_and_free(candidates);
}

struct row {
    const char *given, *expected;
};

#define BASE "https://h.example/blog/post"

static void typed_addresses_are_completed(void)
{
    static const struct row rows[] = {
        { "https://a.example/x", "https://a.example/x" },
        { "  http://a.example ", "http://a.example" },
        { "a.example/x", "https://a.example/x" },
        { "//a.example/x", "https://a.example/x" },
        { "feed://a.example/x", "https://a.example/x" },
        { "feed:http://a.example/x", "http://a.example/x" },
        { "FEED:https://a.example/x", "https://a.example/x" },
        { "itpc://a.example/x", "https://a.example/x" },
        { "podcast://a.example/x", "https://a.example/x" },
        { "localhost:8080/x", "https://localhost:8080/x" },
        { "127.0.0.1:80", "https://127.0.0.1:80" },
        { "not an address", NULL },
        { "word", NULL },
        { "/tmp/file", NULL },
        { "http:///x", NULL },
        { "http:a.example", NULL },
        { "file:///etc/passwd", NULL },
        { "exec:date", NULL },
        { "javascript:alert(1)", NULL },
        { "mailto:a@b.example", NULL },
        { "https://a.example/\nhttps://b.example/", NULL },
        { "", NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *url = discovery_read_address(rows[i].given, NULL);
        g_assert_cmpstr(url, ==, rows[i].expected);
    }
    bool is_guess = false;
    g_autofree char *url = discovery_read_address("a.example", &is_guess);
    g_assert_true(is_guess);
    g_autofree char *other = discovery_read_address("feed:https://a.example", &is_guess);
    g_assert_false(is_guess);
}

static void services_are_known_by_address(void)
{
    static const struct row rows[] = {
        { "https://www.youtube.com/channel/UCabc/videos",
          "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc " },
        { "https://m.youtube.com/watch?v=1&list=PLx&index=2",
          "https://www.youtube.com/feeds/videos.xml?playlist_id=PLx " },
        { "https://www.youtube.com/watch?v=1", "" },
        { "https://old.reddit.com/r/linux/", "https://old.reddit.com/r/linux/.rss " },
        { "https://www.reddit.com/r/c/comments/1a/some_title/",
          "https://www.reddit.com/r/c/comments/1a/.rss " },
        { "https://reddit.com/user/x/m/y", "https://reddit.com/user/x/m/y/.rss " },
        { "https://github.com/o/p",
          "https://github.com/o/p/releases.atom https://github.com/o/p/commits.atom "
          "https://github.com/o/p/tags.atom " },
        { "https://github.com/o/p/tree/a/b", "https://github.com/o/p/commits/a/b.atom " },
        { "https://github.com/o", "https://github.com/o.atom " },
        { "https://github.com/o/p/releases.atom", "" },
        { "https://gitlab.com/o/p/-/tags", "https://gitlab.com/o/p/-/tags?format=atom " },
        { "https://codeberg.org/o/p",
          "https://codeberg.org/o/p/releases.rss https://codeberg.org/o/p.rss " },
        { "https://name.substack.com/p/post", "https://name.substack.com/feed " },
        { "https://www.substack.com/", "" },
        { "https://medium.com/@who/story", "https://medium.com/feed/@who " },
        { "https://who.medium.com/", "https://who.medium.com/feed " },
        { "https://x.blogspot.com/2020/", "https://x.blogspot.com/feeds/posts/default " },
        { "https://x.tumblr.com", "https://x.tumblr.com/rss " },
        { "https://bsky.app/profile/a.b", "https://bsky.app/profile/a.b/rss " },
        { "https://unix.stackexchange.com/questions/tagged/sed",
          "https://unix.stackexchange.com/feeds/tag/sed " },
        { "https://stackoverflow.com/questions/11/how?x=y",
          "https://stackoverflow.com/feeds/question/11 " },
        { "https://news.ycombinator.com", "https://news.ycombinator.com/rss " },
        { "https://arxiv.org/list/cs.AI/recent", "https://rss.arxiv.org/rss/cs.AI " },
        { "https://podcasts.apple.com/us/podcast/a-name/id123?i=4",
          "https://itunes.apple.com/lookup?entity=podcast&id=123 " },
        { "https://notgithub.com/o/p", "" },
        { "https://github.com.evil.example/o/p", "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *found = find_by_address(rows[i].given);
        g_assert_cmpstr(found, ==, rows[i].expected);
    }
}

static void links_are_found_however_written(void)
{
    static const struct row rows[] = {
        { "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/f?a=1&amp;b=2\">",
          "https://h.example/f?a=1&b=2 " },
        { "<LINK REL='ALTERNATE' TYPE='Application/Atom+XML; charset=x' HREF=atom.xml>",
          "https://h.example/blog/atom.xml " },
        { "<link href=x rel=feed><link rel='alternate' type='application/feed+json' href='j'/>",
          "https://h.example/blog/x https://h.example/blog/j " },
        { "<base href='//o.example/d/'><link rel=alternate type=application/rdf+xml href=x>",
          "https://o.example/d/x " },
        { "<link rel='alternate' type='application/json' href='/j.json'>",
          "https://h.example/j.json " },
        { "<link rel='alternate' type='application/json' href='/wp-json/wp/v2/posts/1'>", "" },
        { "<link rel='alternate' type='application/json+oembed' href='/o'>", "" },
        { "<link rel='alternate' hreflang='de' href='/de/feed'>", "" },
        { "<link rel='alternate stylesheet' type='text/xml' href='/s'>", "" },
        { "<link rel='stylesheet' type='application/rss+xml' href='/s'>", "" },
        { "<link rel=alternate type=application/rss+xml title='Comments' href=/c>"
          "<link rel=alternate type=application/rss+xml title='Posts' href=/p>",
          "https://h.example/p https://h.example/c " },
        { "<link rel=alternate type=application/rss+xml title='Photos' href=/photos/feed/>"
          "<link rel=alternate type=application/rss+xml title='Everything' href=/feed/>",
          "https://h.example/feed/ https://h.example/photos/feed/ " },
        { "<!-- <link rel=alternate type=application/rss+xml href=/c> -->", "" },
        { "<script>'<link rel=alternate type=application/rss+xml href=/c>'</script>", "" },
        { "<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>", "" },
        { "<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>", "" },
        { "<link rel=alternate type=application/rss+xml href='//u:p@o.example/x#f'>",
          "https://o.example/x " },
        { "<link rel=alternate type=application/rss+xml href='feed:https://o.example/x'>",
          "https://o.example/x " },
        { "<link rel=alternate type=application/rss+xml href=''>", "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *found = find_in_page(BASE, rows[i].given);
        g_assert_cmpstr(found, ==, rows[i].expected);
    }
}

static void anchors_are_found_by_address_and_text(void)
{
    static const struct row rows[] = {
        { "<a href='/feed/'>x</a>", "https://h.example/feed/ " },
        { "<a href='/all'>Our <b>RSS</b></a>", "https://h.example/all " },
        { "<a href='/all' aria-label='Atom feed'><svg></svg></a>", "https://h.example/all " },
        { "<a href='/a.rss'>a<a href='/b.xml'>b", "https://h.example/a.rss " },
        { "<a href='/x'>the stars are strewn across the grass</a>", "" },
        { "<a href='itpc://o.example/x'>listen</a>", "https://o.example/x " },
        { "<a href='https://o.example/rss'>o</a><a href='/rss'>h</a>",
          "https://h.example/rss https://o.example/rss " },
        { "<a href='?feed=rss2'>x</a>", "https://h.example/blog/post?feed=rss2 " },
        { "<a href='javascript:rss()'>RSS</a><a href='#rss'>RSS</a>", "" },
        { "<link rel=alternate type=application/rss+xml href=/z><a href='/feed'>x</a>",
          "https://h.example/z https://h.example/feed " },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *found = find_in_page(BASE, rows[i].given);
        g_assert_cmpstr(found, ==, rows[i].expected);
    }
    GString *page = g_string_new(NULL);
    for (guint i = 0; i < 100; i++)
        g_string_append_printf(page, "<a href=/%u.rss>x</a>", i);
    g_autofree char *found = find_in_page(BASE, page->str);
    g_auto(GStrv) parts = g_strsplit(found, " ", -1);
    g_assert_cmpuint(g_strv_length(parts), ==, 21);
    g_string_free(page, TRUE);
}

static void titles_are_clean(void)
{
    static const char page[] = "<meta charset=iso-8859-1><link rel=alternate "
                               "type='application/rss+xml' title='Caf\xe9 &#27;[31m\n x' href=/f>";
    GPtrArray *candidates = discovery_list_new();
    discovery_find_in_page(page, strlen(page), NULL, BASE, candidates);
    g_assert_cmpuint(candidates->len, ==, 1);
    const struct discovery_candidate *one = candidates->pdata[0];
    g_assert_cmpstr(one->title, ==, "Caf\xc3\xa9 [31m x");
    g_assert_cmpstr(one->type, ==, "application/rss+xml");
    g_ptr_array_unref(candidates);
}

static void pages_of_services_say_more(void)
{
    g_autofree char *channel =
        find_in_page("https://www.youtube.com/@x",
                     "<script>{\"channelId\":\"UC2\",\"externalId\":\"UC1-_a\",}</script>");
    g_assert_cmpstr(channel, ==, "https://www.youtube.com/feeds/videos.xml?channel_id=UC1-_a ");
    g_autofree char *elsewhere = find_in_page(BASE, "<script>{\"externalId\":\"UC1\"}</script>");
    g_assert_cmpstr(elsewhere, ==, "");
    g_autofree char *forge = find_in_page("https://git.example/o/p",
                                          "<meta content=\"GitLab\" property=\"og:site_name\">");
    g_assert_nonnull(strstr(forge, "https://git.example/o/p/-/releases.atom "));
}

static void headers_are_read(void)
{
    static const struct row rows[] = {
        { "</f>; rel=\"alternate\"; type=\"application/rss+xml\"", "https://h.example/f " },
        { "<a>; rel=next, <f>;type=application/atom+xml ; REL = alternate; title=\"a, \\\"b\"",
          "https://h.example/blog/f " },
        { "<f>; rel=\"nofollow feed\"; type=application/feed+json", "https://h.example/blog/f " },
        { "<f>; rel=alternate; type=application/rss+xml; anchor=\"/other\"", "" },
        { "<f>; rel=alternate; type=text/html", "" },
        { "<f>; rel=alternate", "" },
        { "<file:///x>; rel=alternate; type=application/rss+xml", "" },
        { "<f", "" },
        { "<f>; rel=\"alternate", "" },
        { ";;,,<>;=\"", "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        GPtrArray *candidates = discovery_list_new();
        discovery_find_in_header(rows[i].given, BASE, candidates);
        g_autofree char *found = format_and_free(candidates);
        g_assert_cmpstr(found, ==, rows[i].expected);
    }
}

static void usual_places_lie_in_folder_and_root(void)
{
    GPtrArray *candidates = discovery_list_new();
    discovery_find_well_known("https://h.example/blog/post", candidates);
    g_assert_cmpuint(candidates->len, <=, 20);
    g_autofree char *found = format_and_free(candidates);
    g_assert_nonnull(strstr(found, "https://h.example/blog/feed.xml "));
    g_assert_nonnull(strstr(found, "https://h.example/feed.xml "));
    candidates = discovery_list_new();
    discovery_find_well_known("https://social.example/@name", candidates);
    g_assert_cmpstr(((struct discovery_candidate *)candidates->pdata[0])->url, ==,
                    "https://social.example/@name.rss");
    g_ptr_array_unref(candidates);
}

static void directories_are_read(void)
{
    static const char answer[] = "\n{\"resultCount\":1,\"results\":[{\"feedUrl\":"
                                 "\"https://p.example/f\",\"collectionName\":\"P\"},{},7]}";
    GPtrArray *candidates = discovery_list_new();
    discovery_find_in_lookup(answer, strlen(answer), candidates);
    discovery_find_in_lookup("[", 1, candidates);
    g_autofree char *found = format_and_free(candidates);
    g_assert_cmpstr(found, ==, "https://p.example/f ");
}

/* Pieces that could make a scanner look to the end again and again. */
static void hostile_pages_take_linear_time(void)
{
    static const char *const pieces[] = { "<link rel=alternate type=application/rss+xml href=/%>",
                                          "<a href=rss>",
                                          "<!-- >",
                                          "<script>",
                                          "<a href='",
                                          "<a b=\"",
                                          "<",
                                          "<link rel=feed href=x title=\"&amp;" };
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *page = g_string_new(NULL);
        while (page->len < 4 << 20)
            g_string_append(page, pieces[i]);
        const gint64 begin = g_get_monotonic_time();
        g_autofree char *found = find_in_page(BASE, page->str);
        g_assert_cmpint(g_get_monotonic_time() - begin, <, 10 * G_USEC_PER_SEC);
        g_string_free(page, TRUE);
    }
}

void test_discovery_add(void)
{
    g_test_add_func("/discovery/completes-what-is-typed", typed_addresses_are_completed);
    g_test_add_func("/discovery/knows-services-by-address", services_are_known_by_address);
    g_test_add_func("/discovery/finds-links-however-written", links_are_found_however_written);
    g_test_add_func("/discovery/finds-anchors-by-address-and-text",
                    anchors_are_found_by_address_and_text);
    g_test_add_func("/discovery/cleans-titles", titles_are_clean);
    g_test_add_func("/discovery/reads-what-pages-of-services-say", pages_of_services_say_more);
    g_test_add_func("/discovery/reads-link-headers", headers_are_read);
    g_test_add_func("/discovery/tries-usual-places-in-folder-and-root",
                    usual_places_lie_in_folder_and_root);
    g_test_add_func("/discovery/reads-directories", directories_are_read);
    g_test_add_func("/discovery/takes-linear-time-when-hostile", hostile_pages_take_linear_time);
}
