/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <string.h>
#include <unigbrk.h>
#include <uniwidth.h>

static void check_clean(const char *in, size_t len, enum utf8_mode mode, const char *expected)
{
    size_t n;
    g_autofree char *text = utf8_clean(in, len, mode, &n);
    g_assert_cmpstr(text, ==, expected);
    g_assert_cmpuint(n, ==, strlen(expected));
    const bool is_same = strlen(expected) == len && memcmp(in, expected, len) == 0;
    g_assert_cmpint(utf8_is_clean(in, len, mode), ==, is_same && !strstr(expected, "\xe2\x81\xa6"));
    if (g_utf8_validate_len(in, len, NULL)) {
        g_autofree char *copy = g_strndup(in, len);
        g_assert_cmpuint(utf8_clean_valid(copy, len, mode), ==, n);
        g_assert_cmpstr(copy, ==, expected);
    }
}

#define CLEAN(in, mode, expected) check_clean(in, sizeof(in) - 1, mode, expected)

static void cleans_controls(void)
{
    CLEAN("plain text of some length", UTF8_LINE, "plain text of some length");
    CLEAN("a\0b\x01"
          "c\x1b[31md\x7f"
          "e",
          UTF8_LINE, "abc[31mde");
    CLEAN("a\r\nb\tc\rd", UTF8_LINE, "a b c d");
    CLEAN("a\r\nb\tc\rd", UTF8_BLOCK, "a\nb\tc\nd");
    CLEAN("x\xc2\x9b"
          "31m",
          UTF8_BLOCK, "x31m");
    CLEAN("\xef\xbb\xbfx", UTF8_LINE, "x");
    CLEAN("0123456\x7f"
          "89abcdef",
          UTF8_LINE, "012345689abcdef");
    CLEAN("\xc3\xa9t\xc3\xa9", UTF8_LINE, "\xc3\xa9t\xc3\xa9");
}

static void replaces_broken_bytes(void)
{
    CLEAN("caf\xe9 x", UTF8_LINE, "caf\xef\xbf\xbd x");
    CLEAN("\xff\xfe", UTF8_LINE, "\xef\xbf\xbd\xef\xbf\xbd");
    CLEAN("\xe2\x82", UTF8_LINE, "\xef\xbf\xbd");
    CLEAN("\xed\xa0\x80", UTF8_LINE, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"); /* a surrogate */
    CLEAN("\xc0\x80", UTF8_LINE, "\xef\xbf\xbd\xef\xbf\xbd");
    CLEAN("\xf4\x90\x80\x80", UTF8_LINE, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

#define RLO "\xe2\x80\xae"
#define LRI "\xe2\x81\xa6"
#define PDI "\xe2\x81\xa9"

static void takes_bidi_controls_out(void)
{
    CLEAN("a" RLO "b", UTF8_BLOCK, "ab");
    CLEAN("a" LRI "b" PDI, UTF8_LINE, "ab");
    CLEAN("a" LRI "b" PDI "c", UTF8_BLOCK, "a" LRI "b" PDI "c");
    CLEAN("a" LRI "b\nc" LRI "d" PDI, UTF8_BLOCK, "ab\nc" LRI "d" PDI);
    CLEAN("a" PDI "b\n", UTF8_BLOCK, "ab\n");
}

static void collapses_space(void)
{
    g_autofree char *text = utf8_clean_line("  a \n\t b\xc2\xa0\xc2\xa0"
                                            "c\xe3\x80\x80 ",
                                            17);
    g_assert_cmpstr(text, ==, "a b c");
    g_autofree char *empty = utf8_clean_line(" \n ", 3);
    g_assert_cmpstr(empty, ==, "");
}

static void counts_columns(void)
{
    g_assert_cmpuint(utf8_width("plain"), ==, 5);
    g_assert_cmpuint(utf8_width("\xe6\x9d\xb1\xe4\xba\xac"), ==, 4);
    g_assert_cmpuint(utf8_width("e\xcc\x81"), ==, 1);
    g_assert_cmpuint(
        utf8_width("\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"), ==,
        2);
    g_assert_cmpuint(utf8_width("\xf0\x9f\x87\xab\xf0\x9f\x87\xb7\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa"),
                     ==, 4);
    g_assert_cmpuint(utf8_width("\xe2\x98\xba\xef\xb8\x8f"), ==, 2);
    g_assert_cmpuint(utf8_width("\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd"), ==, 2);
    g_assert_cmpuint(utf8_width("a\xe2\x80\x8b"
                                "b"),
                     ==, 2);
}

/* The ranges of letters that width.c knows by itself, against libunistring. */
static void knows_letters_as_the_library_does(void)
{
    static const gunichar others[] = { 'x',    0xe9,   0x5d0,  0x627, 0x301,
                                       0x200d, 0x4e00, 0xac01, 0x11a8 };
    for (gunichar c = ' '; c < 0xfffe; c++) {
        if ((c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000))
            continue;
        for (guint i = 0; i < 2 * G_N_ELEMENTS(others); i++) {
            const gunichar other = others[i / 2], first = i % 2 ? c : other,
                           second = i % 2 ? other : c;
            char text[16];
            const gint len = g_unichar_to_utf8(first, text);
            const gint both = len + g_unichar_to_utf8(second, text + len);
            guint cols;
            const size_t n = utf8_next_cluster(text, text + both, &cols);
            const bool is_parted = uc_is_grapheme_break(first, second);
            g_assert_cmpuint(n, ==, (size_t)(is_parted ? len : both));
            if (is_parted)
                g_assert_cmpuint(cols, ==, (guint)MAX(uc_width(first, "UTF-8"), 0));
        }
    }
}

static void truncates_between_clusters(void)
{
    static const struct {
        const char *text;
        guint cols;
        const char *expected;
    } rows[] = {
        { "short", 5, "short" },
        { "longer", 5, "long\xe2\x80\xa6" },
        { "long er", 6, "long\xe2\x80\xa6" },
        { "\xe6\x9d\xb1\xe4\xba\xac", 3, "\xe6\x9d\xb1\xe2\x80\xa6" },
        { "\xe6\x9d\xb1\xe4\xba\xac", 2, "\xe2\x80\xa6" },
        { "e\xcc\x81"
          "ab",
          2, "e\xcc\x81\xe2\x80\xa6" },
        { "\xf0\x9f\x87\xab\xf0\x9f\x87\xb7\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", 3,
          "\xf0\x9f\x87\xab\xf0\x9f\x87\xb7\xe2\x80\xa6" },
        { "abc", 0, "" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = utf8_truncate(rows[i].text, rows[i].cols);
        g_assert_cmpstr(text, ==, rows[i].expected);
        g_assert_cmpuint(utf8_width(text), <=, rows[i].cols);
    }
}

static void hash_is_stable(void)
{
    g_assert_cmphex(hash_bytes("", 0), ==,
                    0x2d06800538d394c2u); /* XXH3's own test vector: it is stored in archives */
    g_assert_cmphex(hash_bytes("a", 1), !=, hash_bytes("b", 1));
    g_assert_cmphex(hash_add_bytes(hash_bytes("a", 1), "b", 1), !=,
                    hash_add_bytes(hash_bytes("b", 1), "b", 1));
}

void test_utf8_add(void)
{
    g_test_add_func("/utf8/drops-controls-when-cleaned", cleans_controls);
    g_test_add_func("/utf8/replaces-broken-bytes", replaces_broken_bytes);
    g_test_add_func("/utf8/drops-bidi-controls-when-open", takes_bidi_controls_out);
    g_test_add_func("/utf8/collapses-white-space", collapses_space);
    g_test_add_func("/utf8/counts-columns-by-cluster", counts_columns);
    g_test_add_func("/utf8/knows-letters-as-the-library-does", knows_letters_as_the_library_does);
    g_test_add_func("/utf8/truncates-between-clusters", truncates_between_clusters);
    g_test_add_func("/hash/is-stable", hash_is_stable);
}
