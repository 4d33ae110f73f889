/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "header.h"

#include <string.h>

#define NOW 1735689600 /* 2025-01-01 */

static void read_lines(struct header *header, const char *const *lines)
{
    for (; *lines; lines++)
        header_read_line(header, *lines, strlen(*lines), NOW);
}

static void fields_are_read(void)
{
    static const char *const lines[] = {
        "HTTP/1.1 103 Early Hints\r\n",
        "ETag: \"early\"\r\n",
        "\r\n",
        "HTTP/2 200\r\n",
        "etag:W/\"a b\"\r\n",
        "LAST-MODIFIED:  Wed, 01 Jan 2025 00:00:00 GMT \r\n",
        "Content-Type: text/xml; charset=utf-8\r\n",
        "Cache-Control: public, Max-Age=60, s-maxage=5\r\n",
        "Expires: Thu, 02 Jan 2025 00:00:00 GMT\r\n",
        "Link: </f>; rel=alternate\r\n",
        "Link: </g>; rel=next\r\n",
        "no colon\r\n",
        ": no name\r\n",
        "\r\n",
        NULL,
    };
    struct header header;
    header_init(&header, "http://a/");
    read_lines(&header, lines);
    g_assert_cmpuint(header.status, ==, 200);
    g_assert_cmpstr(header.etag, ==, "W/\"a b\"");
    g_assert_cmpstr(header.last_modified, ==, "Wed, 01 Jan 2025 00:00:00 GMT");
    g_assert_cmpstr(header.content_type, ==, "text/xml; charset=utf-8");
    g_assert_cmpstr(header.link, ==, "</f>; rel=alternate, </g>; rel=next");
    g_assert_cmpint(header.max_age_s, ==, 60);
    g_assert_cmpint(header.expires_at, ==, NOW + 86400);
    g_assert_cmpint(header.retry_after_s, ==, -1);
    g_assert_cmpstr(header.url, ==, "http://a/");
    g_assert_null(header.moved_to);
    header_clear(&header);
}

static void retry_after_is_seconds_or_a_date(void)
{
    static const struct {
        const char *line;
        gint64 seconds;
    } cases[] = {
        { "Retry-After: 120", 120 },
        { "Retry-After: Wed, 01 Jan 2025 00:05:00 GMT", 300 },
        { "Retry-After: Wed, 01 Jan 2020 00:05:00 GMT", 0 },
        { "Retry-After: 99999999999", 2678400 },
        { "Retry-After: 99999999999999999999999", -1 },
        { "Retry-After: soon", -1 },
        { "Retry-After: -5", -1 },
        { "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT", 2678400 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *lines[] = { "HTTP/1.1 429 x", cases[i].line, "", NULL };
        struct header header;
        header_init(&header, "http://a/");
        read_lines(&header, lines);
        g_assert_cmpint(header.retry_after_s, ==, cases[i].seconds);
        header_clear(&header);
    }
}

static void redirects_are_permanent_as_far_as_all_are(void)
{
    static const char *const hops[] = {
        "HTTP/1.1 301 x",
        "Location: b?x",
        "",
        "HTTP/1.1 308 x",
        "Location: https://c.example/d",
        "",
        "HTTP/1.1 302 x",
        "Location: /e",
        "",
        "HTTP/1.1 301 x",
        "Location: /f",
        "",
        "HTTP/1.1 200 x",
        "Location: /not-a-hop",
        "",
        NULL,
    };
    struct header header;
    header_init(&header, "http://a.example/a");
    read_lines(&header, hops);
    g_assert_cmpstr(header.moved_to, ==, "https://c.example/d");
    g_assert_cmpstr(header.url, ==, "https://c.example/f");
    g_assert_cmpuint(header.n_hops, ==, 4);
    header_clear(&header);
}

static void hostile_lines_are_dropped(void)
{
    g_autofree char *filler = g_strnfill(5000, 'x');
    g_autofree char *large = g_strconcat("Last-Modified: ", filler, NULL);
    const char *lines[] = { "HTTP/1.1 200 x",
                            large,
                            "ETag: a\x01z",
                            "Content-Type: \xff\xfe",
                            "Cache-Control: no-cache, max-age=99999999999999999999",
                            "HTTP",
                            NULL };
    struct header header;
    header_init(&header, "http://a/");
    read_lines(&header, lines);
    header_read_line(&header, "Expires: \0x", 11, NOW);
    header_read_line(&header, "\r\n", 0, NOW);
    g_assert_null(header.last_modified);
    g_assert_null(header.etag);
    g_assert_null(header.content_type);
    g_assert_cmpint(header.max_age_s, ==, 0);
    g_assert_cmpint(header.expires_at, ==, 0);
    header_clear(&header);
}

void test_header_add(void)
{
    g_test_add_func("/header/reads-fields-when-well-formed", fields_are_read);
    g_test_add_func("/header/reads-retry-after-when-seconds-or-date",
                    retry_after_is_seconds_or_a_date);
    g_test_add_func("/header/moves-as-far-as-redirects-are-permanent",
                    redirects_are_permanent_as_far_as_all_are);
    g_test_add_func("/header/drops-lines-when-hostile", hostile_lines_are_dropped);
}
