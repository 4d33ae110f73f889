/* SPDX-License-Identifier: MIT */
/* Points and ranges of a page: where lines, words and paragraphs begin and end. */
#include "article_range.h"

#include <string.h>

void page_line_measure(const struct page_line *line, size_t *lead, size_t *len)
{
    *lead = page_line_measure_lead(line);
    *len = 0;
    for (guint i = 0; i < line->n_spans; i++)
        *len += strlen(line->spans[i].text);
}

guint page_count_own_lines(const struct page *page)
{
    guint n = page->n_lines;
    const struct page_line *line = page->lines + n;
    while (n > 0 && line[-1].n_spans == 2 && line[-1].spans[0].link &&
           line[-1].spans[0].style == PAGE_DIM) {
        line--;
        n--;
    }
    return n;
}

bool page_has_words(const struct page *page, gint64 index)
{
    size_t lead, len;
    if (index < 0 || index >= page->n_lines)
        return false;
    page_line_measure(&page->lines[index], &lead, &len);
    return len > lead;
}

struct page_point page_line_get_begin(guint index)
{
    return (struct page_point){ index, 0 };
}

struct page_point page_line_get_end(const struct page *page, guint index)
{
    size_t lead, len;
    g_assert(index < page->n_lines);
    page_line_measure(&page->lines[index], &lead, &len);
    return (struct page_point){ index, len };
}

bool page_point_is_before(const struct page_point *a, const struct page_point *b)
{
    return a->line != b->line ? a->line < b->line : a->at < b->at;
}

static bool is_in_word(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '_' || c == '-' || c == '\'' ||
           c == 0x2019;
}

struct page_range page_find_word(const struct page *page, struct page_point point)
{
    g_assert(point.line < page->n_lines);
    const struct page_line *line = &page->lines[point.line];
    size_t lead, len;
    page_line_measure(line, &lead, &len);
    g_autofree char *text = page_line_get_text(line);
    const size_t at = CLAMP(point.at, MIN(lead, len), len);
    const char *begin = text + at, *end = *begin ? g_utf8_next_char(begin) : begin;
    const gunichar here = g_utf8_get_char(begin);
    if (is_in_word(here) && !g_unichar_iswide(here)) {
        while (begin > text + lead && is_in_word(g_utf8_get_char(g_utf8_prev_char(begin))))
            begin = g_utf8_prev_char(begin);
        while (*end && is_in_word(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
    }
    return (struct page_range){ { point.line, (size_t)(begin - text) },
                                { point.line, (size_t)(end - text) } };
}

struct page_range page_find_paragraph(const struct page *page, guint index)
{
    guint begin = index, end = index;
    g_assert(index < page->n_lines);
    while (begin > 0 && page->lines[begin].join != PAGE_JOIN_NONE)
        begin--;
    while (end + 1 < page->n_lines && page->lines[end + 1].join != PAGE_JOIN_NONE)
        end++;
    return (struct page_range){ page_line_get_begin(begin), page_line_get_end(page, end) };
}
