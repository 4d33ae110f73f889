/* SPDX-License-Identifier: MIT */
/* Points and ranges of a page: where lines, words and paragraphs begin and end. Lines count from 0
 * and must be lines of the page unless said otherwise. Pure functions. */
#ifndef UI_ARTICLE_RANGE_H
#define UI_ARTICLE_RANGE_H

#include "article_quote.h"

/* Bytes of a line before its words (bars, indents, list marks), and of all of its text. */
void page_line_measure(const struct page_line *line, size_t *lead, size_t *len);

/* How many lines belong to the article itself: the list of addresses below it does not. */
guint page_count_own_lines(const struct page *page);

/* Whether a line has words that can be marked. False for an index outside the page. */
bool page_has_words(const struct page *page, gint64 index);

/* The first point of a line, and the point after its last character. */
struct page_point page_line_get_begin(guint index);
struct page_point page_line_get_end(const struct page *page, guint index);

/* Whether a comes before b. */
bool page_point_is_before(const struct page_point *a, const struct page_point *b);

/* The word around a point: letters and digits; in scripts without spaces, one character. */
struct page_range page_find_word(const struct page *page, struct page_point point);

/* The lines that the author wrote as one line, around a line. */
struct page_range page_find_paragraph(const struct page *page, guint index);

#endif
