/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/encoding.h"

#include <string.h>

static char *decode(const char *bytes, size_t len, const char *label)
{
    g_autofree char *owned = NULL;
    const char *text = encoding_decode(bytes, &len, label, &owned);
    return g_strndup(text, len);
}

static void knows_labels_by_many_names(void)
{
    static const struct {
        const char *label, *bytes, *text;
    } rows[] = {
        { "latin1", "<\x80>", "<\xe2\x82\xac>" },
        { "iso-8859-15", "<\xa4>", "<\xe2\x82\xac>" },
        { "csisolatin9", "<\xa4>", "<\xe2\x82\xac>" },
        { "win-1251", "<\xcf>", "<\xd0\x9f>" },
        { "x-cp1251", "<\xcf>", "<\xd0\x9f>" },
        { "windows1251", "<\xcf>", "<\xd0\x9f>" },
        { "koi8_r", "<\xf0>", "<\xd0\x9f>" },
        { "ms932", "<\x93\xfa>", "<\xe6\x97\xa5>" },
        { "x-euc-jp", "<\xc6\xfc>", "<\xe6\x97\xa5>" },
        { "windows-949", "<\xc7\xd1>", "<\xed\x95\x9c>" },
        { "korean", "<\xc7\xd1>", "<\xed\x95\x9c>" },
        { "csbig5", "<\xb7\x73>", "<\xe6\x96\xb0>" },
        { "gb2312-80", "<\xd0\xc2>", "<\xe6\x96\xb0>" },
        { "iso-8859-8-i", "<\xf9>", "<\xd7\xa9>" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = decode(rows[i].bytes, strlen(rows[i].bytes), rows[i].label);
        g_assert_cmpstr(text, ==, rows[i].text);
    }
}

static void bytes_count_for_more_than_labels(void)
{
    static const char *const labels[] = { "utf-16",   "ucs-2",  "iso-10646", "bogus",
                                          "us-ascii", "latin1", "",          NULL };
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
        g_autofree char *text = decode("<Z\xc3\xbc>", 5, labels[i]);
        g_assert_cmpstr(text, ==, "<Z\xc3\xbc>");
    }
    g_autofree char *wide = decode("\n\0<\0\xfc\0", 6, "utf-8");
    g_assert_cmpstr(wide, ==, "\n<\xc3\xbc");
    g_autofree char *marked = decode("\xfe\xff\0<\0\xfc", 6, "utf-8");
    g_assert_cmpstr(marked, ==, "<\xc3\xbc");
}

static void bad_bytes_cost_themselves_when_the_rest_is_utf8(void)
{
    g_autofree char *one = decode("<Z\xc3\xbc, K\xc3\xb6, \xe9>", 13, NULL);
    g_assert_cmpstr(one, ==, "<Z\xc3\xbc, K\xc3\xb6, \xef\xbf\xbd>");
    g_autofree char *all = decode("<Z\xfcrich, caf\xe9>", 14, "utf-8");
    g_assert_cmpstr(all, ==, "<Z\xc3\xbcrich, caf\xc3\xa9>");
}

void test_encoding_add(void)
{
    g_test_add_func("/encoding/knows-labels-by-many-names", knows_labels_by_many_names);
    g_test_add_func("/encoding/bytes-count-for-more-than-labels", bytes_count_for_more_than_labels);
    g_test_add_func("/encoding/bad-bytes-cost-themselves-when-the-rest-is-utf8",
                    bad_bytes_cost_themselves_when_the_rest_is_utf8);
}
