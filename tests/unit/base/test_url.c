/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/url.h"

#include <string.h>

static void resolves_references(void)
{
    static const char *const rows[][3] = {
        /* RFC 3986 5.4 */
        { "http://a/b/c/d;p?q", "g:h", "g:h" },
        { "http://a/b/c/d;p?q", "g", "http://a/b/c/g" },
        { "http://a/b/c/d;p?q", "./g", "http://a/b/c/g" },
        { "http://a/b/c/d;p?q", "g/", "http://a/b/c/g/" },
        { "http://a/b/c/d;p?q", "/g", "http://a/g" },
        { "http://a/b/c/d;p?q", "//g", "http://g" },
        { "http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y" },
        { "http://a/b/c/d;p?q", "g?y#s", "http://a/b/c/g?y#s" },
        { "http://a/b/c/d;p?q", "#s", "http://a/b/c/d;p?q#s" },
        { "http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q" },
        { "http://a/b/c/d;p?q", ".", "http://a/b/c/" },
        { "http://a/b/c/d;p?q", "..", "http://a/b/" },
        { "http://a/b/c/d;p?q", "../g", "http://a/b/g" },
        { "http://a/b/c/d;p?q", "../../../g", "http://a/g" },
        { "http://a/b/c/d;p?q", "/./g", "http://a/g" },
        { "http://a/b/c/d;p?q", "g.", "http://a/b/c/g." },
        { "http://a/b/c/d;p?q", "./g/.", "http://a/b/c/g/" },
        { "http://a/b/c/d;p?q", "http:g", "http://a/b/c/g" },
        /* and what is found in feeds */
        { "http://a", "x", "http://a/x" },
        { "http://a", "?q=1", "http://a?q=1" },
        { "http://a/", "  /x y\n", "http://a/x%20y" },
        { "http://a/", "https://b/c/../d", "https://b/d" },
        { NULL, "/x", "/x" },
        { "", "http://a/\tb", "http://a/b" },
        { "mailto:a@b", "x", "x" },
        { "http://a/b", NULL, "http://a/b" },
        { NULL, NULL, "" },
        { "http://a/b", "mailto:x@y", "mailto:x@y" },
        { "http://a/b", "a:b c", "a:b%20c" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *url = url_resolve(rows[i][0], rows[i][1]);
        g_assert_cmpstr(url, ==, rows[i][2]);
        if (rows[i][1] && url_is_plain(rows[i][1]))
            g_assert_cmpstr(url, ==, rows[i][1]);
    }
}

static void tells_schemes(void)
{
    g_assert_true(url_is_http("HTTPS://x"));
    g_assert_false(url_is_http("httpx://x"));
    g_assert_false(url_is_http("/http:"));
    g_assert_false(url_is_http(NULL));
    g_assert_true(url_has_scheme("JavaScript:x", "javascript"));
    g_assert_cmpuint(url_get_scheme_len("1a:"), ==, 0);
    g_assert_false(url_is_plain("http:/x"));
    g_assert_false(url_is_plain("x"));
}

static void finds_hosts(void)
{
    static const char *const rows[][2] = {
        { "http://Example.ORG:80/x", "example.org" },
        { "http://u:p@h/", "h" },
        { "http://u@v@h/", "h" },
        { "http://[::1]:80/", "::1" },
        { "mailto:a@b", NULL },
        { "http://[", NULL },
        { "http:///x", NULL },
        { NULL, NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *host = url_get_host(rows[i][0]);
        g_assert_cmpstr(host, ==, rows[i][1]);
    }
}

/* The address as it is typed; shown without its secrets; sent. */
static void user_and_password_are_kept_apart(void)
{
    static const char *const rows[][3] = {
        { "https://me:secret@h/x@y", "https://***@h/x@y", "https://me:secret@h/x@y" },
        { "http://anna@mail.example:secret@host/", "http://***@host/",
          "http://anna%40mail.example:secret@host/" },
        { "http://anna:a#b@host/x", "http://***@host/x", "http://anna:a%23b@host/x" },
        { "http://anna:1#b@host/x", "http://***@host/x", "http://anna:1%23b@host/x" },
        { "http://anna:a/b?c@host:80/x?y=@", "http://***@host:80/x?y=@",
          "http://anna:a%2Fb%3Fc@host:80/x?y=@" },
        { "http://anna:p@ss@word@host", "http://***@host", "http://anna:p%40ss%40word@host" },
        { "http://anna:[x]@[::1]:80/", "http://***@[::1]:80/", "http://anna:%5Bx%5D@[::1]:80/" },
        { "http://anna:%23@host/", "http://***@host/", "http://anna:%23@host/" },
        { "http://anna@host/", "http://***@host/", "http://anna@host/" },
        /* no user */
        { "https://h/x@y", "https://h/x@y", "https://h/x@y" },
        { "https://h:8080/@anna/feed", "https://h:8080/@anna/feed", "https://h:8080/@anna/feed" },
        { "https://h:/@anna", "https://h:/@anna", "https://h:/@anna" },
        { "https://h/?x=a:b@c#d@e", "https://h/?x=a:b@c#d@e", "https://h/?x=a:b@c#d@e" },
        { "https://h?x=a:b@c", "https://h?x=a:b@c", "https://h?x=a:b@c" },
        { "http://[::1]:80/@x", "http://[::1]:80/@x", "http://[::1]:80/@x" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *shown = url_redact(rows[i][0]);
        g_autofree char *sent = url_resolve(NULL, rows[i][0]);
        g_autofree char *again = url_resolve(NULL, sent);
        g_autofree char *host = url_get_host(rows[i][0]), *sent_host = url_get_host(sent);
        g_assert_cmpstr(shown, ==, rows[i][1]);
        g_assert_cmpstr(sent, ==, rows[i][2]);
        g_assert_cmpstr(again, ==, sent);
        g_assert_cmpstr(host, ==, sent_host);
    }
    g_assert_null(url_redact(NULL));
}

static void feed_schemes_stand_for_addresses(void)
{
    static const char *const rows[][2] = {
        { "feed://h/x", "http://h/x" },
        { "feed:https://h/x", "https://h/x" },
        { "feed://https://h/x", "https://h/x" },
        { "FEED:HTTP://h/x", "HTTP://h/x" },
        { "feed:h/x", "http://h/x" },
        { "feeds://h/x?y=1", "https://h/x?y=1" },
        { "itpc://h/x", "http://h/x" },
        { "pcast://h/x", "http://h/x" },
        { "podcast://h:8080/x", "http://h:8080/x" },
        { "rss://user:pass@h/x", "http://user:pass@h/x" },
        { "feed:", NULL },
        { "feed://", NULL },
        { "feed:///etc/passwd", NULL },
        { "http://h/x", NULL },
        { "feedback:x", NULL },
        { "mailto:a@b", NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *url = url_from_feed_scheme(rows[i][0]);
        g_assert_cmpstr(url, ==, rows[i][1]);
    }
}

static void canonicalizes(void)
{
    static const char *const rows[][2] = {
        { "https://www.Example.org/A/b/?b=2&a=1#part", "example.org/A/b?a=1&b=2" },
        { "http://example.org:80/", "example.org" },
        { "https://example.org:443", "example.org" },
        { "https://example.org:80/x", "example.org:80/x" },
        { "http://example.org./x", "example.org/x" },
        { "http://www.org/x", "www.org/x" },
        { "http://x.org/a?utm_source=rss&utm_medium=feed&id=7", "x.org/a?id=7" },
        { "http://x.org/a?UTM_Source=rss&fbclid=1&gclid=2&mc_cid=3", "x.org/a" },
        { "http://x.org/a?&&b", "x.org/a?b" },
        { "http://x.org/a?b=1&b=0&b=", "x.org/a?b=&b=0&b=1" },
        { "http://x.org/a?utm=1&ref=utm_source", "x.org/a?ref=utm_source&utm=1" },
        { "http://x.org/?p=5", "x.org?p=5" },
        { "http://x.org/#!/news/5", "x.org#!/news/5" },
        { "http://x.org/a//?#", "x.org/a" },
        { " http://x.org/a b\n", "x.org/a%20b" },
        { "http://x.org/a/../b", "x.org/b" },
        { "mailto:A@B.org?subject=x#y", "mailto:A@B.org?subject=x#y" },
        { "tag:x.org,2026:1", "tag:x.org,2026:1" },
        { "http:x", "http:x" },
        { "http://", "" },
        { "", "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *canonical = url_canonicalize(rows[i][0]);
        g_assert_cmpstr(canonical, ==, rows[i][1]);
    }
}

static void knows_front_pages(void)
{
    static const char *const front[] = { "http://x.org", "https://www.x.org/",
                                         "http://x.org/?utm_source=rss#top" };
    static const char *const others[] = { "http://x.org/a", "http://x.org/?p=1", "http://x.org/#!a",
                                          "tag:x.org,2026:1" };
    for (guint i = 0; i < G_N_ELEMENTS(front); i++)
        g_assert_true(url_is_front_page(front[i]));
    for (guint i = 0; i < G_N_ELEMENTS(others); i++)
        g_assert_false(url_is_front_page(others[i]));
}

/* A million parameters cost what they cost to sort, not their square. */
static void strips_what_tracks(void)
{
    static const struct {
        const char *url, *stripped;
        guint n;
    } rows[] = {
        { "http://h/a?utm_source=x&id=3&UTM_medium=y#z", "http://h/a?id=3#z", 2 },
        { "http://h/a?fbclid=1", "http://h/a", 1 },
        { "http://h/a?b=2&a=1&", "http://h/a?b=2&a=1", 0 },
        { "http://h/a?utm=1&xutm_source=2", "http://h/a?utm=1&xutm_source=2", 0 },
        { "http://h/a#?utm_source=x", "http://h/a#?utm_source=x", 0 },
        { "mailto:a@b?utm_source=x", "mailto:a@b?utm_source=x", 0 },
        { "", "", 0 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        guint n = 0;
        g_autofree char *stripped = url_strip_tracking(rows[i].url, &n);
        g_assert_cmpstr(stripped, ==, rows[i].stripped);
        g_assert_cmpuint(n, ==, rows[i].n);
    }
}

static void canonicalizes_long_queries(void)
{
    GString *url = g_string_new("http://x.org/a?");
    for (guint i = 0; i < 300000; i++)
        g_string_append_printf(url, "utm_a&%u&", i % 10);
    g_autofree char *canonical = url_canonicalize(url->str);
    g_assert_true(g_str_has_prefix(canonical, "x.org/a?0&0&0&"));
    g_assert_cmpuint(strlen(canonical), ==, strlen("x.org/a") + 600000);
    g_string_free(url, TRUE);
}

void test_url_add(void)
{
    g_test_add_func("/url/canonical-form-is-one-for-one-page", canonicalizes);
    g_test_add_func("/url/knows-front-pages", knows_front_pages);
    g_test_add_func("/url/strips-parameters-when-they-only-track", strips_what_tracks);
    g_test_add_func("/url/canonical-form-of-long-queries", canonicalizes_long_queries);
    g_test_add_func("/url/resolves-references", resolves_references);
    g_test_add_func("/url/tells-schemes", tells_schemes);
    g_test_add_func("/url/finds-hosts", finds_hosts);
    g_test_add_func("/url/keeps-user-and-password-apart", user_and_password_are_kept_apart);
    g_test_add_func("/url/knows-schemes-of-feeds", feed_schemes_stand_for_addresses);
}
