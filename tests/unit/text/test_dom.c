/* SPDX-License-Identifier: MIT */
/* Pages read into trees by the rules of HTML 13.2; sums that follow changes. */
#include "tests.h"

#include "text/dom/dom_sums.h"

#include <string.h>

/* The body as "p[b[one] two]". */
static void append_node(GString *out, const struct dom_node *node)
{
    for (const struct dom_node *child = node->first; child; child = child->next) {
        if (child->tag == HTML_TEXT) {
            g_string_append_len(out, child->text, child->len);
            continue;
        }
        g_string_append_printf(out, "%s[", child->name);
        append_node(out, child);
        g_string_append_c(out, ']');
    }
}

static char *read_tree(const char *html)
{
    struct arena *arena = arena_new(0);
    struct dom_page page;
    GString *out = g_string_new(NULL);
    dom_parse(&page, arena, html, strlen(html), DOM_MAX_NODES);
    append_node(out, page.body);
    dom_page_clear(&page);
    arena_free(arena);
    return g_string_free(out, FALSE);
}

static void check_rows(const char *const (*rows)[2], guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *html = g_strconcat("<!doctype html>", rows[i][0], NULL);
        g_autofree char *tree = read_tree(html);
        g_assert_cmpstr(tree, ==, rows[i][1]);
    }
}

static void reads_what_old_pages_have(void)
{
    static const char *const rows[][2] = {
        { "<image src=x>a", "img[]a" },
        { "<pre>\n\na</pre>", "pre[\na]" },
        { "<nobr>a<nobr>b", "nobr[a]nobr[b]" },
        { "<a>b<table><a>c</table>", "a[ba[c]table[]]" },
        { "<font><table></font></table>a", "font[table[]a]" },
        { "<table><col><tr><td>a</table>", "table[colgroup[col[]]tbody[tr[td[a]]]]" },
        { "<table><colgroup>a</table>", "atable[colgroup[]]" },
        { "<table><tr><template><td>a<template></template></template><td>b</table>",
          "table[tbody[tr[td[b]]]]" },
        { "<ruby>a<rb>b<rt>c<rtc>d</ruby>", "ruby[arb[b]rt[c]rtc[d]]" },
        { "<svg>a<font size=1>b", "svg[a]font[b]" },
        { "<svg><g><![CDATA[<b>&amp;]]></g>", "svg[g[<b>&amp;]]" },
        { "<xmp>&amp;</xmp>", "xmp[&amp;]" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void closes_what_is_implied(void)
{
    static const char *const rows[][2] = {
        { "<p>a<p>b", "p[a]p[b]" },
        { "<p>a<section>b</section>c", "p[a]section[b]c" },
        { "<ul><li>a<li>b<ul><li>c</ul></ul>", "ul[li[a]li[bul[li[c]]]]" },
        { "<dl><dt>a<dd>b<dt>c</dl>", "dl[dt[a]dd[b]dt[c]]" },
        { "<h2>a<h3>b", "h2[a]h3[b]" },
        { "a</p>b", "ap[]b" },
        { "<li><ul></li>x", "li[ul[x]]" },
        { "<div>a</span></section>b", "div[ab]" },
        { "<form><div></form>x", "form[div[x]]" },
        { "<select><option>a<b>b</select>c", "select[option[ab]]c" },
        { "<div/>a<br/>b", "div[abr[]b]" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void tables_have_rows_and_throw_out_the_rest(void)
{
    static const char *const rows[][2] = {
        { "<table><td>a<td>b<tr><th>c</table>", "table[tbody[tr[td[a]td[b]]tr[th[c]]]]" },
        { "<table><tr>x<td>a</table>", "xtable[tbody[tr[td[a]]]]" },
        { "<table><div>x</div><tr><td>a</table>", "div[x]table[tbody[tr[td[a]]]]" },
        { "<table><div><table><td>a", "div[]table[]table[tbody[tr[td[a]]]]" },
        { "<td>a", "a" },
        { "<p>a<table><tr><td>b</table>", "p[a]table[tbody[tr[td[b]]]]" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void formatting_closes_in_any_order(void)
{
    static const char *const rows[][2] = {
        { "<b>a<i>b</b>c</i>", "b[ai[b]]i[c]" },
        { "<p><b>a<p>c", "p[b[a]]p[b[c]]" },
        { "<a href=x>a<div>b</a>c</div>", "a[a]div[a[b]c]" },
        { "<a>a<a>b", "a[a]a[b]" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void scripts_styles_and_comments_are_left_out(void)
{
    static const char *const rows[][2] = {
        { "a<script>if (1 < 2) '</p>'</script>b", "ab" },
        { "a<script><!-- <script>x</script> --></script>b", "ab" },
        { "a<style><p></style><!-- x --><!-->b<!doctype x>c", "abc" },
        { "a<template><p>x</template>b", "ab" },
        { "<template><p>x</template>b", "b" },
        { "1 < 2 &lt; 3 &amp; &eacute;&copy2 &#146;", "1 < 2 < 3 & é©2 ’" },
        { "<title>a<b></title>c", "c" },
        { "a<iframe src=x/>b<iframe src=x />c<iframe>d</iframe>e",
          "aiframe[]biframe[]ciframe[d]e" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void of_two_attributes_the_first_counts(void)
{
    static const char html[] = "<p ID=a id=b onclick=x title='&quot;' data-x=1>";
    struct arena *arena = arena_new(0);
    struct dom_page page;
    dom_parse(&page, arena, html, strlen(html), DOM_MAX_NODES);
    const struct dom_node *p = page.body->first;
    g_assert_cmpstr(dom_get_attribute(p, "id"), ==, "a");
    g_assert_cmpstr(dom_get_attribute(p, "title"), ==, "\"");
    g_assert_null(dom_get_attribute(p, "onclick"));
    g_assert_null(dom_get_attribute(p, "data-x"));
    dom_page_clear(&page);
    arena_free(arena);
}

static guint get_depth(const struct dom_node *node)
{
    guint depth = 0;
    while ((node = node->parent))
        depth++;
    return depth;
}

static void no_tree_is_deeper_than_allowed(void)
{
    GString *html = g_string_new(NULL);
    struct arena *arena = arena_new(0);
    struct dom_page page;
    guint deepest = 0;
    for (guint i = 0; i < 50000; i++)
        g_string_append(html, i % 3 ? "<div>" : "<b><section>");
    g_string_append(html, "bottom");
    dom_parse(&page, arena, html->str, html->len, DOM_MAX_NODES);
    for (const struct dom_node *node = page.html; node; node = dom_next(page.html, node))
        deepest = MAX(deepest, get_depth(node));
    g_assert_cmpuint(deepest, >, 100);
    g_assert_cmpuint(deepest, <=, DOM_MAX_DEPTH);
    g_autofree char *words = dom_get_words(page.body, 100);
    g_assert_cmpstr(words, ==, "bottom");
    dom_page_clear(&page);
    arena_free(arena);
    g_string_free(html, TRUE);
}

static void sums_follow_changes(void)
{
    static const char html[] = "<div> one <p>two,  three</p><a href=x>four</a> <img></div>";
    struct arena *arena = arena_new(0);
    struct dom_page page;
    dom_parse(&page, arena, html, strlen(html), DOM_MAX_NODES);
    dom_weigh(arena, page.html);
    struct dom_node *div = page.body->first;
    g_assert_cmpuint(dom_get_len(div), ==, strlen("one two, threefour"));
    g_assert_cmpuint(dom_get_sums(div)->commas, ==, 1);
    g_assert_cmpuint(dom_get_sums(div)->n_img, ==, 1);
    g_assert_cmpfloat(dom_get_link_density(div), ==, 4.0 / 18);
    dom_remove(dom_first_element(div));
    g_assert_cmpuint(dom_get_len(div), ==, strlen("one four"));
    g_assert_cmpuint(dom_get_sums(page.html)->n_p, ==, 0);
    dom_rename(dom_first_element(div), HTML_SPAN);
    g_assert_cmpfloat(dom_get_link_density(page.body), ==, 0);
    dom_page_clear(&page);
    arena_free(arena);
}

/* Of a page with more markup than anyone means the end is read as words: none of them is lost. */
static void keeps_words_behind_too_many_nodes(void)
{
    GString *html = g_string_new("<ul hidden>");
    struct arena *arena = arena_new(0);
    struct dom_page page;
    for (guint i = 0; i < 500; i++)
        g_string_append(html, "<b id=x></b><i>");
    g_string_append(html, "<p>last &amp; <em>least</em></p><p>of all</p>");
    dom_parse(&page, arena, html->str, html->len, 1000);
    g_assert_true(page.is_cut);
    const struct dom_node *rest = page.body->last;
    g_assert_cmpstr(rest->name, ==, "div");
    g_assert_cmpmem(rest->first->text, rest->first->len, "last & least\nof all", 19);
    dom_page_clear(&page);
    arena_free(arena);
    g_string_free(html, TRUE);
}

void test_dom_add(void)
{
    g_test_add_func("/dom/reads-what-old-pages-have", reads_what_old_pages_have);
    g_test_add_func("/dom/closes-what-is-implied", closes_what_is_implied);
    g_test_add_func("/dom/tables-have-rows-and-throw-out-the-rest",
                    tables_have_rows_and_throw_out_the_rest);
    g_test_add_func("/dom/formatting-closes-in-any-order", formatting_closes_in_any_order);
    g_test_add_func("/dom/leaves-out-scripts-styles-and-comments",
                    scripts_styles_and_comments_are_left_out);
    g_test_add_func("/dom/takes-the-first-of-two-attributes", of_two_attributes_the_first_counts);
    g_test_add_func("/dom/is-never-deeper-than-allowed", no_tree_is_deeper_than_allowed);
    g_test_add_func("/dom/keeps-words-behind-too-many-nodes", keeps_words_behind_too_many_nodes);
    g_test_add_func("/dom/sums-follow-changes", sums_follow_changes);
}
