/* SPDX-License-Identifier: MIT */
/* Pages that nobody means: shown, cleaned and read for an article in little time. */
#include "tests.h"

#include "text/clean.h"
#include "text/extract.h"
#include "text/page.h"

#include <string.h>
#include <time.h>

#define PAGE_BYTES (512 * 1024)
#define MOST_S 3.0 /* of the processor; one that takes quadratic time takes more, others a tenth   \
                    */

static const struct {
    const char *name, *head, *piece;
} pages[] = {
    { "deep", "", "<div>" },
    { "deep-formatting", "", "<b><section><a href=x>" },
    { "formatting-across-blocks", "", "<b><i><u><s><em><p>" },
    { "misnested", "", "<b><p></b><i></p></i>" },
    { "links-around-blocks", "", "<a href=x><div>" },
    { "attributes", "<p ", "a=b c " },
    { "attributes-of-many", "", "<b a b c d e f g h>" },
    { "tag-of-full-size", "<p title=\"", "x" },
    { "tags-unclosed", "", "<p><li><td><b><a>" },
    { "quotes-unclosed", "", "<a b=\"" },
    { "end-tags", "<div><div><div><div>", "</p></li></td></b></a></x>" },
    { "less-than", "", "<" },
    { "ampersands", "", "&" },
    { "comments-unclosed", "", "<!--" },
    { "comments", "", "<!-- -- >" },
    { "scripts", "", "<script><!--<script>" },
    { "textareas", "", "<textarea></textare>" },
    { "templates", "", "<template><p>x" },
    { "columns", "<table><tr>", "<td>x" },
    { "spans", "<table>", "<tr><td colspan=1000000000 rowspan=1000000000>x<td>y" },
    { "tables-in-tables", "", "<table><tr><td>a<td>" },
    { "text-between-cells", "", "<table>x<p>" },
    { "items", "<ol start=999999>", "<li value=5>x" },
    { "lists", "", "<ol><li>" },
    { "blanks-in-an-item", "<li>", " </x>" },
    { "tabs", "<pre>", "\t" },
    { "tabs-and-words", "<pre>", "x\t" },
    { "selects", "", "<select><option>x" },
    { "forms", "", "<form><div></form>" },
    { "foreign", "", "<svg><p><math><mi>" },
    { "fractions", "<math>", "<mfrac>x" },
    { "tex", "", "$x_{" },
    { "numbers-on-high", "", "<sup>1" },
    { "numbers-below", "", "x<sub>1</sub>" },
    { "titles-of-abbreviations", "", "<abbr title=t>x</abbr> " },
    { "readings", "<ruby>", "<rt>x" },
    { "directions", "", "<span dir=rtl>\xd7\x90</span> " },
    { "isolates", "", "\xe2\x81\xa7\xd7\x90\xe2\x81\xa9" },
    { "styles", "", "<b style='white-space:pre'>x </b>" },
    { "marks", "a", "\xcc\x81" },
    { "soft-hyphens", "",
      "\xc2\xad"
      "x" },
    { "no-utf-8", "", "\xff\xfe<\xc3p>" },
};

static char *make_page(guint row, size_t *len)
{
    GString *html = g_string_new(pages[row].head);
    while (html->len < PAGE_BYTES)
        g_string_append(html, pages[row].piece);
    *len = html->len;
    return g_string_free(html, FALSE);
}

static void check_time(const char *what, const char *name, clock_t begin)
{
    const double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    if (seconds > MOST_S)
        g_error("%s of %s takes %.1f s", what, name, seconds);
}

static void takes_little_time(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        const struct page_options options = { .base_url = "http://h/", .width = 60 };
        const struct extract_options extract = { .base_url = "http://h/" };
        size_t len;
        g_autofree char *html = make_page(i, &len);
        clock_t begin = clock();
        page_free(page_render(html, len, &options));
        check_time("rendering", pages[i].name, begin);
        begin = clock();
        g_free(clean_html(html, len, "http://h/"));
        check_time("cleaning", pages[i].name, begin);
        begin = clock();
        extract_page_free(extract_article(html, len, &extract, NULL));
        check_time("extraction", pages[i].name, begin);
    }
}

/* The text of a page's lines, one after the other. */
static char *get_text(const struct page *page)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < page->n_lines; i++) {
        for (guint s = 0; s < page->lines[i].n_spans; s++)
            g_string_append(text, page->lines[i].spans[s].text);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

static void says_where_markup_was_too_much(void)
{
    const struct page_options options = { .width = 60 };
    g_autoptr(GString) html = g_string_new("<p>first</p>");
    for (guint i = 0; i < 500001; i++)
        g_string_append(html, "<b id=x></b>");
    g_string_append(html, "<p>last but <i>one</i></p><p>last</p>");
    struct page *page = page_render(html->str, html->len, &options);
    g_autofree char *text = get_text(page);
    g_assert_cmpstr(text, ==,
                    "first\n\nlast but one\nlast\n\n"
                    "[the end of this page is plain text: there was too much\nmarkup]\n");
    page_free(page);
}

static void says_where_the_page_was_too_long(void)
{
    const struct page_options options = { .width = 60 };
    const size_t len = (64u << 20) + 9;
    char *html = g_malloc(len);
    memset(html, '\n', len);
    memcpy(html, "first", 5);
    memcpy(html + len - 5, "never", 5);
    struct page *page = page_render(html, len, &options);
    g_free(html);
    g_autofree char *text = get_text(page);
    g_assert_cmpstr(text, ==, "first\n\n[the rest of this page is not shown: it was too long]\n");
    page_free(page);
}

void test_hostile_add(void)
{
    g_test_add_func("/hostile/takes-little-time", takes_little_time);
    g_test_add_func("/hostile/says-where-markup-was-too-much", says_where_markup_was_too_much);
    g_test_add_func("/hostile/says-where-the-page-was-too-long", says_where_the_page_was_too_long);
}
