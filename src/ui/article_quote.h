/* SPDX-License-Identifier: MIT */
/* A stretch of a page as its author wrote it: prose to be copied. Pure functions. */
#ifndef UI_ARTICLE_QUOTE_H
#define UI_ARTICLE_QUOTE_H

#include "text/page.h"

/* A place in a page: a line, and a byte of the text that its spans make. */
struct page_point {
    guint line;
    size_t at;
};

/* From begin up to end, which is exclusive. */
struct page_range {
    struct page_point begin, end;
};

/* The text of a line's spans. The caller's. */
char *page_line_get_text(const struct page_line *line);

/* Bytes of it that stand before the words: bars, indents, list marks. */
size_t page_line_measure_lead(const struct page_line *line);

/* The words of range: lines are joined as the author wrote them, without bars, indents and the
 * hyphens that setting the page put in; marks of lists and preformatted lines stay. "" where there
 * are none. The caller's. */
char *quote_format_text(const struct page *page, const struct page_range *range);

/* text as a quotation in Markdown, with what it is from below (either may be NULL). The caller's.
 */
char *quote_format_markdown(const char *text, const char *title, const char *url);

/* How many words text has, as white space parts them. */
guint quote_count_words(const char *text);

#endif
