/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/encoding.h"

#include <string.h>

static char *decode(const char *bytes, size_t len, const char *label)
{
    g_autofree char *owned = NULL;
    const char *text = encoding_decode(bytes, &len, NULL, label, &owned);
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

/* What is written, in encodings whose labels are often wrong. */
static const struct {
    const char *charset, *text;
} writings[] = {
    { "iso-8859-1", "<t>L'été dernier, à côté du garçon, où naît la fête</t>" },
    { "iso-8859-1", "<t>El niño comió piñas mañana</t>" },
    { "iso-8859-15", "<t>Le cœur de l'œuvre, été, 15 €</t>" },
    { "iso-8859-2", "<t>Zażółć gęślą jaźń, świat się śmieje</t>" },
    { "windows-1250", "<t>Příliš žluťoučký kůň úpěl ďábelské ódy</t>" },
    { "windows-1251", "<t>Новости дня: привет, мир! Всё хорошо</t>" },
    { "koi8-r", "<t>Новости дня: привет, мир! Всё хорошо</t>" },
    { "gb2312", "<t>今天的新闻：中国人民银行发布消息</t>" },
    { "big5", "<t>今天的新聞：臺灣總統府發布消息</t>" },
    { "shift_jis", "<t>今日のニュース：東京で会議が開かれました。</t>" },
    { "euc-jp", "<t>今日のニュース：東京で会議が開かれました。</t>" },
    { "euc-kr", "<t>오늘의 뉴스: 서울에서 회의가 열렸습니다.</t>" },
};

static void assert_decoded(const char *bytes, gsize len, const char *header, const char *declared,
                           const char *text)
{
    g_autofree char *owned = NULL;
    const char *decoded = encoding_decode(bytes, &len, header, declared, &owned);
    g_autofree char *got = g_strdup_printf("%s %s %.*s", header, declared, (int)len, decoded);
    g_autofree char *want = g_strdup_printf("%s %s %s", header, declared, text);
    g_assert_cmpstr(got, ==, want);
}

static void true_label_wins_over_a_false_one(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(writings); i++) {
        const char *truth = writings[i].charset, *text = writings[i].text;
        gsize len;
        g_autofree char *bytes = g_convert(text, -1, truth, "utf-8", NULL, &len, NULL);
        g_assert_nonnull(bytes);
        assert_decoded(bytes, len, truth, NULL, text);
        assert_decoded(bytes, len, "", truth, text);
        assert_decoded(bytes, len, truth, truth, text);
        static const char *const lies[] = { "utf-8",  "us-ascii",  "iso-8859-1", "windows-1251",
                                            "gb2312", "big5",      "euc-kr",     "utf-16",
                                            "koi8-r", "shift_jis", "nonsense" };
        for (guint j = 0; j < G_N_ELEMENTS(lies); j++) {
            assert_decoded(bytes, len, lies[j], truth, text);
            assert_decoded(bytes, len, truth, lies[j], text);
        }
    }
}

static void utf8_wins_over_every_label(void)
{
    static const char *const texts[] = { "<t>Café</t>",   "<t>й</t>",   "<t>日</t>",
                                         "<t>5 €, ő</t>", "<t>“x”</t>", "<t>plain</t>" };
    for (guint i = 0; i < G_N_ELEMENTS(texts) + G_N_ELEMENTS(writings); i++) {
        const char *text =
            i < G_N_ELEMENTS(texts) ? texts[i] : writings[i - G_N_ELEMENTS(texts)].text;
        for (guint j = 0; j < G_N_ELEMENTS(writings); j++) {
            const char *lie = writings[j].charset;
            assert_decoded(text, strlen(text), lie, NULL, text);
            assert_decoded(text, strlen(text), NULL, lie, text);
            assert_decoded(text, strlen(text), lie, lie, text);
            assert_decoded(text, strlen(text), "utf-8", lie, text);
        }
    }
}

static void few_bad_bytes_do_not_make_another_encoding(void)
{
    static const char bytes[] = "<t>Новости дня\xff, ещё \xd0</t>";
    for (guint i = 0; i < G_N_ELEMENTS(writings); i++)
        assert_decoded(bytes, strlen(bytes), writings[i].charset, "utf-8",
                       "<t>Новости дня\xef\xbf\xbd, ещё \xef\xbf\xbd</t>");
}

static void one_fault_does_not_turn_the_label_down(void)
{
    gsize len;
    g_autofree char *bytes = g_convert(writings[7].text, -1, "gb2312", "utf-8", NULL, &len, NULL);
    g_autofree char *cut = g_strdup_printf("%s\xff", bytes);
    g_autofree char *text = g_strdup_printf("%s\xef\xbf\xbd", writings[7].text);
    assert_decoded(cut, strlen(cut), "iso-8859-1", "gb2312", text);
    assert_decoded(cut, strlen(cut), "gb2312", "windows-1251", text);
}

static void escapes_need_their_label(void)
{
    static const char bytes[] = "<t>\x1b$BF|K\\\x1b(B</t>";
    assert_decoded(bytes, strlen(bytes), NULL, "iso-2022-jp", "<t>日本</t>");
    assert_decoded(bytes, strlen(bytes), "iso-2022-jp", "", "<t>日本</t>");
}

static void chinese_that_looks_like_utf8_keeps_its_label(void)
{
    assert_decoded("<t>\xcd\xa8\xd6\xaa</t>", 11, "gb2312", "gb2312", "<t>通知</t>");
}

static void controls_are_the_bytes_that_they_were(void)
{
    static const char *const rows[][2] = {
        { "it\xc2\x92s", "it’s" },
        { "it\x92s", "it’s" },
        { "\xc2\x93x\xc2\x94 \xc2\x85", "“x” …" },
        { "é\xc2\x92", "é’" },
        { "caf\xc3\x83\xc2\xa9, don\xc3\xa2\xc2\x80\xc2\x99t", "caf\xc3\x83\xc2\xa9, don’t" },
        { "\xc3\x83\xc2\x89", "É" },
        { "\xc2\x80", "€" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const gboolean is_utf8 = g_utf8_validate(rows[i][0], -1, NULL);
        assert_decoded(rows[i][0], strlen(rows[i][0]), NULL, is_utf8 ? "utf-8" : "iso-8859-2",
                       rows[i][1]);
    }
}

void test_encoding_add(void)
{
    g_test_add_func("/encoding/true-label-wins-over-a-false-one", true_label_wins_over_a_false_one);
    g_test_add_func("/encoding/utf8-wins-over-every-label", utf8_wins_over_every_label);
    g_test_add_func("/encoding/few-bad-bytes-do-not-make-another-encoding",
                    few_bad_bytes_do_not_make_another_encoding);
    g_test_add_func("/encoding/one-fault-does-not-turn-the-label-down",
                    one_fault_does_not_turn_the_label_down);
    g_test_add_func("/encoding/escapes-need-their-label", escapes_need_their_label);
    g_test_add_func("/encoding/chinese-that-looks-like-utf8-keeps-its-label",
                    chinese_that_looks_like_utf8_keeps_its_label);
    g_test_add_func("/encoding/controls-are-the-bytes-that-they-were",
                    controls_are_the_bytes_that_they_were);
    g_test_add_func("/encoding/knows-labels-by-many-names", knows_labels_by_many_names);
    g_test_add_func("/encoding/bytes-count-for-more-than-labels", bytes_count_for_more_than_labels);
    g_test_add_func("/encoding/bad-bytes-cost-themselves-when-the-rest-is-utf8",
                    bad_bytes_cost_themselves_when_the_rest_is_utf8);
}
