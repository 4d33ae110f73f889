/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "../src/ui/article_quote.h"

#include <string.h>

static struct page *set(const char *html, guint width)
{
    const struct page_options options = { .width = width, .links = PAGE_LINKS_NONE };
    return page_render(html, strlen(html), &options);
}

/* All of html, set for width columns, as it is copied. */
static char *quote_all(const char *html, guint width)
{
    struct page *page = set(html, width);
    const struct page_range range = { { 0, 0 }, { page->n_lines - 1, 10000 } };
    char *text = quote_format_text(page, &range);
    page_free(page);
    return text;
}

static void lines_are_the_authors(void)
{
    static const struct {
        const char *html, *text;
    } rows[] = {
        { "<p>One two three four five six seven eight nine ten.</p><p>Eleven.</p>",
          "One two three four five six seven eight nine ten.\n\nEleven." },
        { "<blockquote><p>A bar stands before each of these lines.</p></blockquote>",
          "A bar stands before each of these lines." },
        { "<ul><li>one thing that is longer than a line</li><li>two</li></ul>",
          "• one thing that is longer than a line\n• two" },
        { "<ol><li>first thing</li><li>second thing</li></ol>", "1. first thing\n2. second thing" },
        { "<pre>int main()\n{\n    return 0;\n}</pre>", "int main()\n{\n    return 0;\n}" },
        { "<p>Roses are red,<br>violets are blue</p>", "Roses are red,\nviolets are blue" },
        { "<p>extra\xc2\xad"
          "ordi\xc2\xadnary mis\xc2\xad"
          "under\xc2\xadstandings of half-hearted</p>",
          "extraordinary misunderstandings of half-hearted" },
        { "<p>鸟儿在春天的早晨歌唱因为它们知道阳光会来</p>",
          "鸟儿在春天的早晨歌唱因为它们知道阳光会来" },
    };
    for (guint width = 14; width <= 60; width += 2)
        for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
            g_autofree char *text = quote_all(rows[i].html, width);
            g_assert_cmpstr(text, ==, rows[i].text);
        }
}

static void a_part_of_two_lines_is_joined(void)
{
    struct page *page = set("<ul><li>alpha beta gamma delta epsilon zeta</li></ul>", 14);
    const struct page_range range = { { 0, strlen("• alpha ") }, { 1, strlen("  gamma delta") } };
    g_autofree char *text = quote_format_text(page, &range);
    g_assert_cmpstr(text, ==, "beta gamma delta");
    page_free(page);
}

static void markdown_names_the_article(void)
{
    g_autofree char *all = quote_format_markdown("One.\n\nTwo.", "On ducks", "https://a.example/");
    g_autofree char *bare = quote_format_markdown("One.", NULL, "https://a.example/");
    g_assert_cmpstr(all, ==, "> One.\n>\n> Two.\n\n[On ducks](<https://a.example/>)\n");
    g_assert_cmpstr(bare, ==, "> One.\n\n<https://a.example/>\n");
}

void test_quote_add(void)
{
    g_test_add_func("/quote/is-the-authors-lines-at-every-width", lines_are_the_authors);
    g_test_add_func("/quote/joins-lines-when-a-part-is-marked", a_part_of_two_lines_is_joined);
    g_test_add_func("/quote/names-the-article-when-it-is-markdown", markdown_names_the_article);
}
