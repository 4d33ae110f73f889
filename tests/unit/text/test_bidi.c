/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "text/bidi.h"

#include <string.h>

#define ALEF "\xd7\x90"
#define BET "\xd7\x91"
#define GIMEL "\xd7\x92"

static bool is_built_without(void)
{
    if (bidi_is_needed(ALEF, strlen(ALEF)))
        return false;
    g_test_skip("built without FriBidi");
    return true;
}

static void append_order(GString *text, const char *line, const guint8 *levels)
{
    g_autoptr(GArray) clusters = bidi_order(line, strlen(line), levels, BIDI_JOIN_LETTERS);
    for (guint i = 0; i < clusters->len; i++) {
        char shown[BIDI_CLUSTER_BYTES];
        bidi_copy_cluster(&g_array_index(clusters, struct bidi_cluster, i), line, shown);
        g_string_append(text, shown);
    }
}

static void orders_lines(void)
{
    static const char *const rows[][2] = {
        { "abc", "abc" },
        { "a " ALEF BET " b", "a " BET ALEF " b" },
        { ALEF " ab 12 " BET, BET " ab 12 " ALEF },
        { ALEF " 12", "12 " ALEF },
        { "(" ALEF ")", "(" ALEF ")" },                     /* brackets are mirrored */
        { ALEF "\xd6\xb7" BET, BET ALEF "\xd6\xb7" },       /* marks follow their letter */
        { "\xd8\xa8\xd8\xa8", "\xef\xba\x90\xef\xba\x91" }, /* letters are joined */
        { "\xd9\x84\xd8\xa7", "\xef\xbb\xbb" },             /* two become one */
        { "\xe2\x81\xa8" ALEF "\xe2\x81\xa9 1",
          "\xe2\x81\xa8" ALEF "\xe2\x81\xa9 1" }, /* isolates */
    };
    if (is_built_without())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        append_order(text, rows[i][0], NULL);
        g_assert_cmpstr(text->str, ==, rows[i][1]);
    }
}

/* The page as a screen shows it; lines that are right to left as a whole end at the right. */
static char *render_visual(const char *html, guint width)
{
    const struct page_options options = { .width = width, .links = PAGE_LINKS_FOOTNOTES };
    struct page *page = page_render(html, strlen(html), &options);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < page->n_lines; i++) {
        const struct page_line *line = &page->lines[i];
        g_autoptr(GString) own = g_string_new(NULL);
        g_autoptr(GByteArray) levels = g_byte_array_new();
        for (guint s = 0; s < line->n_spans; s++) {
            g_string_append(own, line->spans[s].text);
            for (size_t n = strlen(line->spans[s].text); n > 0; n--)
                g_byte_array_append(levels, &line->spans[s].level, 1);
        }
        if (line->is_rtl && line->n_spans)
            g_string_append_printf(text, "%*s", (int)(width - line->cols), "");
        append_order(text, own->str, levels->data);
        g_string_append_c(text, '\n');
    }
    page_free(page);
    return g_string_free(text, FALSE);
}

static void sets_pages(void)
{
    static const char *const rows[][2] = {
        { "<p>" ALEF BET " ab", "       ab " BET ALEF "\n" },
        { "<p dir=rtl>ab.", "         .ab\n" },
        { "<p dir=ltr>" ALEF BET ".", BET ALEF ".\n" },
        { "<div dir=rtl><ol start=10><li>" ALEF "<li>b</ol></div>",
          "       " ALEF " .10\n       b .11\n" },
        { "<ul><li>" ALEF "</ul>", "         " ALEF " \xe2\x80\xa2\n" },
        { "<blockquote>" ALEF "<p>" BET "</blockquote>",
          "         " ALEF " \xe2\x94\x82\n           \xe2\x94\x82\n         " BET
          " \xe2\x94\x82\n" },
        { "ab <bdo dir=rtl>x</bdo> <bdi>" ALEF "</bdi> 1", "ab x " ALEF " 1\n" },
        { "<a href='http://h/'>" ALEF "</a>", "        [1]" ALEF "\n\n[1] http://h/\n" },
        { "<table dir=rtl><tr><td>" ALEF BET "<td>x<tr><td>" GIMEL "<td>yz</table>",
          "       x  " BET ALEF "\n      yz   " GIMEL "\n" },
        { "<table><tr><td>ab<td>" ALEF BET "<tr><td>c<td>" GIMEL "</table>",
          "ab  " BET ALEF "\nc    " GIMEL "\n" },
    };
    if (is_built_without())
        return;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = render_visual(rows[i][0], 12);
        g_assert_cmpstr(text, ==, rows[i][1]);
    }
}

static void isolates_leave_no_lines(void)
{
    g_autofree char *text =
        tests_render("<p><span dir=rtl></span><p><bdi> </bdi>a", 12, PAGE_LINKS_NONE);
    g_assert_cmpstr(text, ==, "a\n");
}

/* Of each kind that costs: many isolates, brackets, changes of direction. */
static void stays_linear(void)
{
    static const char *const rows[] = { "\xe2\x81\xa7", "(" ALEF, ALEF "a", ALEF ")1",
                                        "<bdi>" ALEF };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) html = g_string_new(NULL);
        while (html->len < 300000)
            g_string_append(html, rows[i]);
        const gint64 start = g_get_monotonic_time();
        g_autofree char *text = render_visual(html->str, 80);
        g_assert_cmpint(g_get_monotonic_time() - start, <, 10 * G_USEC_PER_SEC);
    }
}

void test_bidi_add(void)
{
    g_test_add_func("/bidi/orders-lines", orders_lines);
    g_test_add_func("/bidi/sets-pages-when-right-to-left", sets_pages);
    g_test_add_func("/bidi/isolates-leave-no-lines", isolates_leave_no_lines);
    g_test_add_func("/bidi/stays-linear-when-hostile", stays_linear);
}
