/* SPDX-License-Identifier: MIT */
/* Any bytes as a page, at several widths: no line is too wide, no control character is shown. */
#include "text/clean.h"
#include "text/page.h"

#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Some pictures are there, some are not, some have failed. */
static bool measure(void *data, const char *url, guint room, guint *cols, guint *rows,
                    const char **note)
{
    const size_t len = strlen(url);
    (void)data;
    *cols = MIN(room, 20);
    *rows = 1 + (guint)(len % 9);
    *note = len % 3 == 1 ? "HTTP 404" : NULL;
    return len % 3 == 0;
}

static void check_pictures(const struct page *page)
{
    for (guint i = 0; i < page->n_lines; i++) {
        const struct page_line *line = &page->lines[i];
        g_assert_cmpuint(line->picture, <=, page->n_pictures);
        if (line->picture && page->pictures[line->picture - 1].rows)
            g_assert_cmpuint(line->picture_row, <, page->pictures[line->picture - 1].rows);
        if (i)
            g_assert_cmpuint(line->source, >=, page->lines[i - 1].source);
    }
}

static void check_page(const struct page *page, guint width)
{
    for (guint i = 0; i < page->n_lines; i++) {
        const struct page_line *line = &page->lines[i];
        guint cols = 0;
        for (guint s = 0; s < line->n_spans; s++) {
            const struct page_span *span = &line->spans[s];
            g_assert_true(utf8_is_clean(span->text, strlen(span->text), UTF8_LINE));
            g_assert_cmpuint(span->cols, ==, MIN(utf8_width(span->text), G_MAXUINT16));
            g_assert_cmpuint(span->link, <=, page->n_links);
            cols += span->cols;
        }
        g_assert_cmpuint(line->cols, ==, cols);
        g_assert_cmpuint(cols, <=,
                         MAX(width, 8)); /* a few clusters are wider than narrow columns */
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const guint widths[] = { 8, 33, 80 };
    static const struct page_pictures pictures = { measure, NULL };
    for (guint i = 0; i < G_N_ELEMENTS(widths); i++) {
        const struct page_options options = { .base_url = "http://h/a/",
                                              .width = widths[i],
                                              .links = i == 1 ? PAGE_LINKS_INLINE : PAGE_LINKS_NONE,
                                              .detect_encoding = i == 2,
                                              .pictures = i == 1 ? NULL : &pictures,
                                              .is_plain_text = size && data[0] == '\n' };
        struct page *page = page_render((const char *)data, size, &options);
        check_page(page, widths[i]);
        check_pictures(page);
        page_free(page);
    }
    g_autofree char *words = page_extract_text((const char *)data, size, 0);
    g_assert_true(g_utf8_validate(words, -1, NULL));
    g_autofree char *clean = clean_html((const char *)data, size, "http://h/");
    g_assert_true(g_utf8_validate(clean, -1, NULL));
    g_assert_null(strstr(clean, "<script"));
    return 0;
}
