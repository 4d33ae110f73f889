/* SPDX-License-Identifier: MIT */
/* A stretch of a page as its author wrote it: prose to be copied. Pure functions. */
#ifndef UI_ARTICLE_QUOTE_H
#define UI_ARTICLE_QUOTE_H

#include "text/page.h"

/* A place in a page: a line, and a byte of the text of its spans. */
struct page_point {
    guint line;
    size_t at;
};

/* From begin up to end, which is exclusive. */
struct page_range {
    struct page_point begin, end;
};

/* Returns the text of the spans of a line. Caller frees. */
char *page_line_get_text(const struct page_line *line);

/* Returns how many bytes of that text come before the words: bars, indents, list marks. */
size_t page_line_measure_lead(const struct page_line *line);

/* Returns the words of range: lines are joined as the author wrote them, without bars, indents and
 * the hyphens of hyphenation; list marks and preformatted lines stay. "" if there are no words.
 * Caller frees. */
char *quote_format_text(const struct page *page, const struct page_range *range);

/* Returns text as a quotation in Markdown, with a link to its source below (title or url may be
 * NULL). Caller frees. */
char *quote_format_markdown(const char *text, const char *title, const char *url);

/* Returns how many words, separated by white space, text has. */
guint quote_count_words(const char *text);

#endif
