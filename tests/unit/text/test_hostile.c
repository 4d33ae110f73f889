/* SPDX-License-Identifier: MIT */
/* Pages that nobody means: shown, cleaned and read for an article in linear time. */
#include "tests.h"

#include "text/clean.h"
#include "text/extract.h"
#include "text/page.h"

#include <string.h>
#include <time.h>

/* Four times the page may take twelve times the processor's time and a bit, as the shorter page fits
 * into the cache; where time is quadratic it takes sixteen times and more. */
enum { PAGE_BYTES = 48 * 1024, TIMES_LONGER = 4, TIMES_SLOWER = 12, TRIES = 5 };
#define SLACK_S 0.3

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
    { "consent-in-consent", "<h1>x</h1>", "<div class=privacy>we use cookies, your consent. " },
    { "consent", "<h1>x</h1>",
      "<p>We and our partners use cookies with your consent, please.</p>" },
    { "comments-over-nothing", "<h1>x</h1><p>A sentence that has an end.</p>",
      "<h2>Comments</h2>" },
    { "comments-over-comments", "<h1>x</h1><p>A sentence that has an end.</p>",
      "<div><h2>2 comments</h2><p>" },
    { "replies", "", "<div class=replies><div><a href=x>Reply</a></div>" },
    { "replies-in-spans", "", "<span><a href=x>Reply</a>" },
    { "groups", "<h1>x</h1><p>A sentence that has an end.</p>",
      "<div><div>A sentence that has an end.</div><div>And another one, with an end.</div></div>" },
    { "groups-in-groups", "<h1>x</h1><p>A sentence that has an end.</p>",
      "<div><div>A sentence that has an end.</div>" },
    { "sentences-in-spans", "<h1>x</h1>", "<span>A sentence that has an end.<em>" },
    { "soft-hyphens", "",
      "\xc2\xad"
      "x" },
    { "no-utf-8", "", "\xff\xfe<\xc3p>" },
};

static char *make_page(guint row, size_t bytes, size_t *len)
{
    GString *html = g_string_new(pages[row].head);
    while (html->len < bytes)
        g_string_append(html, pages[row].piece);
    *len = html->len;
    return g_string_free(html, FALSE);
}

static void render(const char *html, size_t len)
{
    const struct page_options options = { .base_url = "http://h/", .width = 60 };
    page_free(page_render(html, len, &options));
}

static void clean(const char *html, size_t len)
{
    g_free(clean_html(html, len, "http://h/"));
}

static void extract(const char *html, size_t len)
{
    const struct extract_options options = { .base_url = "http://h/" };
    extract_page_free(extract_article(html, len, &options, NULL));
}

static double measure(guint row, size_t bytes, void (*task)(const char *html, size_t len))
{
    size_t len;
    g_autofree char *html = make_page(row, bytes, &len);
    const clock_t begin = clock();
    task(html, len);
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

/* Others may slow the machine down while the longer page is read: the best of a few tries counts. */
static void check_time(guint row, const char *what, void (*task)(const char *html, size_t len))
{
    double seconds = 0, longer = 0;
    for (guint i = 0; i < TRIES; i++) {
        seconds = measure(row, PAGE_BYTES, task);
        longer = measure(row, (size_t)PAGE_BYTES * TIMES_LONGER, task);
        if (longer <= TIMES_SLOWER * seconds + SLACK_S)
            return;
    }
    g_error("%s of %s: %.2f s, of four times the page %.2f s", what, pages[row].name, seconds,
            longer);
}

static void takes_linear_time(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        check_time(i, "rendering", render);
        check_time(i, "cleaning", clean);
        check_time(i, "extraction", extract);
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
    g_test_add_func("/hostile/takes-linear-time", takes_linear_time);
    g_test_add_func("/hostile/says-where-markup-was-too-much", says_where_markup_was_too_much);
    g_test_add_func("/hostile/says-where-the-page-was-too-long", says_where_the_page_was_too_long);
}
