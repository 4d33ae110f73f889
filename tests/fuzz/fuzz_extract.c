/* SPDX-License-Identifier: MIT */
/* Any bytes as a page with an article: what comes out is clean and harmless. */
#include "text/extract.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_line(const char *text)
{
    if (text)
        g_assert_true(utf8_is_clean(text, strlen(text), UTF8_LINE));
}

static void check_page(const struct extract_page *page)
{
    g_assert_true(g_utf8_validate(page->content_html, -1, NULL));
    g_assert_true(g_utf8_validate(page->content_text, -1, NULL));
    g_assert_null(strstr(page->content_html, "<script"));
    g_assert_null(strstr(page->content_html, "<style"));
    g_assert_cmpuint(page->length, ==, (size_t)g_utf8_strlen(page->content_text, -1));
    g_assert_true(page->is_article == !page->reason);
    check_line(page->title);
    check_line(page->excerpt);
    check_line(page->site_name);
    check_line(page->language);
    check_line(page->next_url);
    check_line(page->image);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct extract_options all[] = {
        { .base_url = "http://h/a/page.html" },
        { .base_url = "http://h/",
          .content_type = "text/html; charset=windows-1252",
          .body = "p, div",
          .strip = ".x" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
        struct extract_page *page = extract_article((const char *)data, size, &all[i], NULL);
        if (page)
            check_page(page);
        extract_page_free(page);
    }
    return 0;
}
