/* SPDX-License-Identifier: MIT */
/* Runs the tests of text. */
#include "tests.h"

#include "base/utf8.h"

#include <string.h>

char *tests_join(const struct page *page)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < page->n_lines; i++) {
        guint cols = 0;
        for (guint s = 0; s < page->lines[i].n_spans; s++) {
            const struct page_span *span = &page->lines[i].spans[s];
            g_assert_cmpuint(span->cols, ==, utf8_width(span->text));
            g_assert_cmpuint(span->link, <=, page->n_links);
            cols += span->cols;
            g_string_append(text, span->text);
        }
        g_assert_cmpuint(cols, ==, page->lines[i].cols);
        if (i)
            g_assert_cmpuint(page->lines[i].source, >=, page->lines[i - 1].source);
        g_string_append_c(text, '\n');
    }
    g_assert_true(g_utf8_validate(text->str, -1, NULL));
    return g_string_free(text, FALSE);
}

char *tests_render(const char *html, guint width, enum page_links links)
{
    const struct page_options options = { .base_url = "http://h/a/",
                                          .width = width,
                                          .links = links };
    struct page *page = page_render(html, strlen(html), &options);
    char *text = tests_join(page);
    page_free(page);
    return text;
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    test_bidi_add();
    test_clean_add();
    test_difference_add();
    test_dom_add();
    test_extract_add();
    test_extract_beside_add();
    test_hostile_add();
    test_hyphen_add();
    test_math_add();
    test_page_add();
    test_picture_add();
    test_picture_source_add();
    test_scrape_add();
    test_table_add();
    test_wrap_add();
    return g_test_run();
}
