/* SPDX-License-Identifier: MIT */
/* A stretch of a page as its author wrote it. */
#include "article_quote.h"

#include <string.h>

char *page_line_get_text(const struct page_line *line)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < line->n_spans; i++)
        g_string_append(text, line->spans[i].text);
    return g_string_free(text, FALSE);
}

size_t page_line_measure_lead(const struct page_line *line)
{
    size_t len = 0;
    for (guint i = 0; i < line->n_lead; i++)
        len += strlen(line->spans[i].text);
    return len;
}

/* Adds the mark of a list item before the line: the part of the lead that is neither blank nor a
 * bar. */
static void quote_add_mark(GString *out, const struct page_line *line)
{
    bool is_begun = false;
    for (guint i = 0; i < line->n_lead; i++) {
        const char *text = line->spans[i].text;
        const char *mark = is_begun ? text : text + strspn(text, " ");
        if (line->spans[i].style & PAGE_QUOTE)
            continue;
        is_begun |= *mark != '\0';
        g_string_append(out, mark);
    }
}

static bool line_is_code(const struct page_line *line)
{
    for (guint i = line->n_lead; i < line->n_spans; i++)
        if (!(line->spans[i].style & PAGE_CODE))
            return false;
    return true;
}

/* Whether a span is the number of a link, "[3]", which the author did not write. */
static bool span_is_number(const struct page_span *span)
{
    g_autofree char *number = g_strdup_printf("[%u]", span->link);
    return span->style == (PAGE_DIM | PAGE_LINK) && strcmp(span->text, number) == 0;
}

/* Adds the bytes of a line in [begin, end). Several spaces that justify the line become one. */
static void quote_add_words(GString *out, const struct page_line *line, size_t begin, size_t end,
                            bool is_widened)
{
    size_t at = 0;
    for (guint i = 0; i < line->n_spans; i++) {
        const struct page_span *span = &line->spans[i];
        const bool is_left_out = span_is_number(span);
        for (const char *p = span->text; *p; p++, at++) {
            const bool is_double = is_widened && *p == ' ' && p[1] == ' ';
            if (at >= begin && at < end && !is_left_out && !is_double)
                g_string_append_c(out, *p);
        }
    }
}

static void quote_add_line(GString *out, const struct page *page, const struct page_range *range,
                           guint index)
{
    const struct page_line *line = &page->lines[index];
    const size_t lead = page_line_measure_lead(line);
    const size_t begin = index == range->begin.line ? MAX(range->begin.at, lead) : lead;
    const bool goes_on = index + 1 < page->n_lines && line[1].join != PAGE_JOIN_NONE;
    g_autofree char *text = page_line_get_text(line);
    size_t end = strlen(text);
    if (line->has_hyphen && end > begin)
        end--;
    if (index == range->end.line)
        end = MIN(end, range->end.at);
    if (out->len && line->join == PAGE_JOIN_NONE)
        g_string_append_c(out, '\n');
    else if (out->len && line->join == PAGE_JOIN_SPACE)
        g_string_append_c(out, ' ');
    if (begin >= end)
        return;
    if (begin == lead)
        quote_add_mark(out, line);
    quote_add_words(out, line, begin, end, goes_on && !line_is_code(line));
}

char *quote_format_text(const struct page *page, const struct page_range *range)
{
    GString *out = g_string_new(NULL);
    for (guint i = range->begin.line; i <= range->end.line && i < page->n_lines; i++) {
        const struct page_line *line = &page->lines[i];
        if (!line->picture || line->n_spans > line->n_lead) /* lines of pictures have no words */
            quote_add_line(out, page, range, i);
    }
    while (out->len && strchr(" \n", out->str[out->len - 1]))
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

char *quote_format_markdown(const char *text, const char *title, const char *url)
{
    GString *out = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        g_string_append_printf(out, "%s%s\n", *lines[i] ? "> " : ">", lines[i]);
    g_string_append(out, title || url ? "\n" : "");
    if (title && url)
        g_string_append_printf(out, "[%s](<%s>)\n", title, url);
    else if (title || url)
        g_string_append_printf(out, "%s%s%s\n", title ? "" : "<", title ? title : url,
                               title ? "" : ">");
    return g_string_free(out, FALSE);
}

guint quote_count_words(const char *text)
{
    guint n = 0;
    bool in_word = false;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        const bool is_space = g_unichar_isspace(g_utf8_get_char(p));
        n += !is_space && !in_word;
        in_word = !is_space;
    }
    return n;
}
