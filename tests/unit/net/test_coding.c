/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "coding.h"

#include <string.h>
#include <zlib.h>

#define TEXT                                                                                       \
    "<rss><channel><title>compressed, and compressed again, and again</title></channel></rss>"
#define MOST_BYTES (1 << 20)

enum { GZIP = 15 + 16, ZLIB = 15, RAW = -15 };

/* Compresses bytes and appends the stream to to. */
static void compress_to(GString *to, const char *bytes, gsize len, int window)
{
    z_stream stream = { .next_in = (Bytef *)(gpointer)bytes, .avail_in = (uInt)len };
    g_assert_cmpint(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
    const gsize bound = deflateBound(&stream, len), at = to->len;
    g_string_set_size(to, at + bound);
    stream.next_out = (Bytef *)to->str + at;
    stream.avail_out = (uInt)bound;
    g_assert_cmpint(deflate(&stream, Z_FINISH), ==, Z_STREAM_END);
    g_string_set_size(to, at + stream.total_out);
    deflateEnd(&stream);
}

/* TEXT, compressed with each window in turn. */
static GString *make(const int *windows, guint n)
{
    GString *body = g_string_new(TEXT);
    for (guint i = 0; i < n; i++) {
        GString *next = g_string_new(NULL);
        compress_to(next, body->str, body->len, windows[i]);
        g_string_free(body, TRUE);
        body = next;
    }
    return body;
}

static void assert_text(GString *body_take, const char *codings)
{
    g_assert_cmpint(coding_undo(body_take, codings, MOST_BYTES), ==, CODING_OK);
    g_assert_cmpstr(body_take->str, ==, TEXT);
    g_string_free(body_take, TRUE);
}

static void announced_codings_are_undone(void)
{
    static const struct {
        const char *codings;
        int windows[3];
        guint n;
    } cases[] = {
        { "gzip", { GZIP }, 1 },
        { "x-gzip", { GZIP }, 1 },
        { "GZip", { GZIP }, 1 },
        { "deflate", { ZLIB }, 1 },
        { "deflate", { RAW }, 1 },
        { "gzip, gzip", { GZIP, GZIP }, 2 },
        { "deflate,gzip", { ZLIB, GZIP }, 2 },
        { "gzip", { ZLIB }, 1 },
        { "deflate", { GZIP }, 1 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_text(make(cases[i].windows, cases[i].n), cases[i].codings);
}

static void compression_is_undone_that_nobody_announced(void)
{
    static const int windows[] = { GZIP, GZIP, GZIP };
    static const char *const codings[] = { NULL, "", "identity", "none", "utf-8", "gzip" };
    for (guint i = 0; i < G_N_ELEMENTS(codings); i++)
        for (guint n = 1; n <= 3; n++)
            assert_text(make(windows, n), codings[i]);
}

static void codings_that_are_not_there_are_ignored(void)
{
    static const char *const codings[] = {
        "gzip", "x-gzip", "deflate",     "gzip, gzip", "utf-8",
        "none", "br",     "gzip, utf-8", ",",          "a,b,c,d,e,f",
    };
    for (guint i = 0; i < G_N_ELEMENTS(codings); i++) {
        assert_text(g_string_new(TEXT), codings[i]);
        GString *empty = g_string_new(NULL);
        g_assert_cmpint(coding_undo(empty, codings[i], MOST_BYTES), ==, CODING_OK);
        g_assert_cmpuint(empty->len, ==, 0);
        g_string_free(empty, TRUE);
    }
}

static void bytes_behind_the_stream_are_dropped(void)
{
    static const int gzip = GZIP;
    static const char *const tails[] = { "\n<!-- cached -->", "\n", "x", "\x1f\x8b",
                                         "<!-- 12 ms -->" };
    for (guint i = 0; i < G_N_ELEMENTS(tails); i++) {
        GString *body = make(&gzip, 1);
        g_string_append(body, tails[i]);
        assert_text(body, i % 2 ? "gzip" : NULL);
    }
}

/* RFC 1952 2.2 */
static void streams_that_follow_one_another_are_one(void)
{
    GString *body = g_string_new(NULL);
    compress_to(body, TEXT, 10, GZIP);
    compress_to(body, TEXT + 10, strlen(TEXT) - 10, GZIP);
    assert_text(body, "gzip");
}

static void what_arrived_of_a_cut_stream_is_kept(void)
{
    static const int gzip = GZIP;
    GString *body = make(&gzip, 1);
    g_string_truncate(body, body->len - 8); /* the trailer is missing */
    assert_text(body, "gzip");
    body = make(&gzip, 1);
    g_string_truncate(body, body->len - 20);
    g_assert_cmpint(coding_undo(body, "gzip", MOST_BYTES), ==, CODING_OK);
    g_assert_cmpuint(body->len, >, 0);
    g_assert_cmpuint(body->len, <, strlen(TEXT));
    g_assert_true(g_str_has_prefix(TEXT, body->str));
    g_string_free(body, TRUE);
}

static void damage_is_an_error(void)
{
    static const int gzip = GZIP;
    GString *body = make(&gzip, 1);
    memset(body->str + 10, 0xff, 20);
    g_assert_cmpint(coding_undo(body, "gzip", MOST_BYTES), ==, CODING_DAMAGED);
    g_string_free(body, TRUE);
}

static void bombs_end_at_the_ceiling(void)
{
    g_autofree char *zeros = g_malloc0(8 << 20);
    for (guint layers = 1; layers <= 2; layers++) {
        GString *body = g_string_new(NULL);
        compress_to(body, zeros, 8 << 20, GZIP);
        if (layers == 2) {
            GString *outer = g_string_new(NULL);
            compress_to(outer, body->str, body->len, GZIP);
            g_string_free(body, TRUE);
            body = outer;
        }
        g_assert_cmpint(coding_undo(body, layers == 1 ? "gzip" : NULL, MOST_BYTES), ==,
                        CODING_TOO_LARGE);
        g_string_free(body, TRUE);
        GString *just = g_string_new(NULL);
        compress_to(just, zeros, MOST_BYTES, GZIP);
        g_assert_cmpint(coding_undo(just, "gzip", MOST_BYTES), ==, CODING_OK);
        g_assert_cmpuint(just->len, ==, MOST_BYTES);
        g_string_free(just, TRUE);
    }
}

void test_coding_add(void)
{
    g_test_add_func("/coding/undoes-announced-codings", announced_codings_are_undone);
    g_test_add_func("/coding/undoes-what-nobody-announced",
                    compression_is_undone_that_nobody_announced);
    g_test_add_func("/coding/ignores-codings-that-are-not-there",
                    codings_that_are_not_there_are_ignored);
    g_test_add_func("/coding/drops-bytes-behind-the-stream", bytes_behind_the_stream_are_dropped);
    g_test_add_func("/coding/joins-streams", streams_that_follow_one_another_are_one);
    g_test_add_func("/coding/keeps-what-arrived", what_arrived_of_a_cut_stream_is_kept);
    g_test_add_func("/coding/names-damage", damage_is_an_error);
    g_test_add_func("/coding/ends-at-the-ceiling", bombs_end_at_the_ceiling);
}
