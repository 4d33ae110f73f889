/* SPDX-License-Identifier: MIT */
/* The words in which two texts differ. */
#include "tests.h"

#include "text/difference.h"

#include <string.h>

static char *difference(const char *old, const char *now, guint context_words)
{
    return text_difference(old, strlen(old), false, now, strlen(now), false, context_words);
}

static void test_words(void)
{
    static const struct {
        const char *old, *now, *expected;
        guint context_words;
    } rows[] = {
        { "<p>a b c", "<p>a x c", "<p>a <del>b</del> <ins>x</ins> c</p>\n", 0 },
        { "<p>a b c", "<div>a\n<b>b</b> c</div>", "", 0 },
        { "", "", "", 3 },
        { "<p>a b", "", "<p><del>a b</del></p>\n", 0 },
        { "", "<p>a<p>b", "<p><ins>a</ins></p>\n<p><ins>b</ins></p>\n", 0 },
        { "<p>a b c d", "<p>b c d e", "<p><del>a</del> b c d <ins>e</ins></p>\n", 0 },
        { "<p>a c", "<p>a b c", "<p>a <ins>b</ins> c</p>\n", 0 },
        { "<p>a &lt;b&gt; c", "<p>a &amp; c", "<p>a <del>&lt;b&gt;</del> <ins>&amp;</ins> c</p>\n",
          0 },
        { "a b c a b b a", "c b a b a c", /* the example of Myers' paper: five steps */
          "<p><del>a</del> <ins>c</ins> b <del>c</del> a b <del>b</del> a <ins>c</ins></p>\n", 0 },
        /* paragraphs */
        { "<p>a b<p>c d<p>e f", "<p>a b<p>e f", "<p>a b</p>\n<p><del>c d</del></p>\n<p>e f</p>\n",
          0 },
        { "<p>a b<p>c d", "<p>a b<p>x d", "<p>a b</p>\n<p><del>c</del> <ins>x</ins> d</p>\n", 0 },
        { "<p>a b<p>c d", "<p>a b<p>d", "<p>a b</p>\n<p><del>c</del> d</p>\n", 0 },
        /* context */
        { "<p>1 2 3 4 5 6 7 8 9 a", "<p>1 2 3 4 5 6 7 8 9 b",
          "<p>… 8 9 <del>a</del> <ins>b</ins></p>\n", 2 },
        { "<p>a 1 2 3 4 5 6 7 8 9 c", "<p>b 1 2 3 4 5 6 7 8 9 c d",
          "<p><del>a</del> <ins>b</ins> 1 2 … 9 c <ins>d</ins></p>\n", 2 },
        { "<p>a 1 2 3 4 c", "<p>b 1 2 3 4 d",
          "<p><del>a</del> <ins>b</ins> 1 2 3 4 <del>c</del> <ins>d</ins></p>\n", 2 },
        { "<p>a 1 2<p>3 4<p>5 6<p>7 8 9", "<p>b 1 2<p>3 4<p>5 6<p>7 8 9",
          "<p><del>a</del> <ins>b</ins> 1</p>\n<p>…</p>\n", 1 },
        /* scripts without spaces, marks stay with what they belong to */
        { "<p>日本語の文", "<p>日本人の文", "<p>日本<del>語</del><ins>人</ins>の文</p>\n", 0 },
        { "<p>abc日本", "<p>abd日本", "<p><del>abc</del> <ins>abd</ins>日本</p>\n", 0 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *html = difference(rows[i].old, rows[i].now, rows[i].context_words);
        g_test_message("%s | %s", rows[i].old, rows[i].now);
        g_assert_cmpstr(html, ==, rows[i].expected);
    }
}

static void test_plain_text(void)
{
    static const char old[] = "a <b>\nc\n\nd", now[] = "<p>a &lt;b&gt; x</p><p>d</p>";
    g_autofree char *html = text_difference(old, strlen(old), true, now, strlen(now), false, 0);
    g_assert_cmpstr(html, ==, "<p>a &lt;b&gt; <del>c</del> <ins>x</ins></p>\n<p>d</p>\n");
}

static void test_is_drawn(void)
{
    g_autofree char *html = difference("<p>a b", "<p>a c", 0);
    const struct page_options options = { .width = 40 };
    struct page *page = page_render(html, strlen(html), &options);
    guint styles = 0;
    for (guint i = 0; i < page->lines[0].n_spans; i++)
        styles |= page->lines[0].spans[i].style;
    g_assert_true(styles & PAGE_STRIKE);
    g_assert_true(styles & PAGE_UNDERLINE);
    page_free(page);
}

/* What is not marked as new is the old text, and the other way round. */
static void test_is_true(void)
{
    GRand *random = g_rand_new_with_seed(7);
    for (guint turn = 0; turn < 2000; turn++) {
        GString *texts[2] = { g_string_new("<p>"), g_string_new("<p>") };
        for (guint i = 0; i < 2; i++) {
            const gint n = g_rand_int_range(random, 0, 30);
            for (gint k = 0; k < n; k++)
                g_string_append_printf(texts[i], " %c", g_rand_int_range(random, 'a', 'e'));
        }
        g_autofree char *html = difference(texts[0]->str, texts[1]->str, 0);
        for (guint i = 0; i < 2 && *html; i++) {
            GString *rest = g_string_new("<p>");
            const char *skip = i ? "<del>" : "<ins>", *stop = i ? "</del>" : "</ins>";
            for (const char *p = html; *p; p++) {
                if (g_str_has_prefix(p, skip))
                    p = strstr(p, stop) + strlen(stop) - 1;
                else if (*p == '<')
                    p = strchr(p, '>');
                else if (g_ascii_isalpha(*p))
                    g_string_append_printf(rest, " %c", *p);
            }
            g_assert_cmpstr(rest->str, ==, texts[i]->str);
            g_string_free(rest, TRUE);
        }
        if (!*html)
            g_assert_cmpstr(texts[0]->str, ==, texts[1]->str);
        g_string_free(texts[0], TRUE);
        g_string_free(texts[1], TRUE);
    }
    g_rand_free(random);
}

/* A megabyte of words that have next to nothing in common. */
static void test_hostile(void)
{
    GRand *random = g_rand_new_with_seed(1);
    for (guint letters = 1; letters <= 1000; letters *= 10) {
        GString *texts[2] = { g_string_new(NULL), g_string_new(NULL) };
        for (guint i = 0; i < 2; i++)
            while (texts[i]->len < (1 << 20))
                g_string_append_printf(texts[i], "%x ",
                                       g_rand_int_range(random, 0, (gint)letters + (gint)i));
        const gint64 start = g_get_monotonic_time();
        g_autofree char *html = difference(texts[0]->str, texts[1]->str, 10);
        g_test_message("%u letters: %.1f ms", letters,
                       (double)(g_get_monotonic_time() - start) / 1e3);
        g_assert_nonnull(strstr(html, letters > 1 ? "<del>" : "<ins>"));
        g_string_free(texts[0], TRUE);
        g_string_free(texts[1], TRUE);
    }
    g_rand_free(random);
}

void test_difference_add(void)
{
    g_test_add_func("/difference/marks-the-words-that-changed", test_words);
    g_test_add_func("/difference/reads-plain-text", test_plain_text);
    g_test_add_func("/difference/is-struck-and-underlined-on-a-page", test_is_drawn);
    g_test_add_func("/difference/both-texts-are-in-it", test_is_true);
    g_test_add_func("/difference/bounded-whatever-comes", test_hostile);
}
