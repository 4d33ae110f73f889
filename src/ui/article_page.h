/* SPDX-License-Identifier: MIT */
/* The head and the page of an open article as one scroll, whose lines count from 0, the lines of
 * the head first: its width, its position, and where on the screen its characters are. UI thread
 * only. */
#ifndef UI_ARTICLE_PAGE_H
#define UI_ARTICLE_PAGE_H

#include "article_view.h"

/* Sets the text for the width of the pane, if that is not done; the first line on screen keeps its
 * words. */
void article_set(struct article_view *view);

/* Lines of the scroll, and the largest number that the first line on screen can have. */
guint article_count_lines(const struct article_view *view);
guint article_get_last_top(const struct article_view *view);

/* Makes top the first line on screen, as far as there are lines. */
void article_scroll_to(struct article_view *view, gint64 top);

/* Scrolls as little as needed to have the line on screen. */
void article_scroll_near(struct article_view *view, guint line);

/* The line of the page at a line of the scroll; NULL: the line belongs to the head. Borrowed. */
const struct page_line *article_get_page_line(const struct article_view *view, guint line);

/* The first column of the page in the pane. */
int article_get_margin(const struct article_view *view);

/* Whether a line has right-to-left text. */
bool page_line_is_bidi(const struct page_line *line);

/* The clusters (struct bidi_cluster) of a line, whose text is given, as the grid shows them, and
 * the column of the first one in the page, which is negative if the line is shifted. Caller frees.
 */
GArray *article_list_clusters(const struct article_view *view, const struct page_line *line,
                              const char *text, int *col);

/* The point of the page at row, col of the pane, or the nearest one. False if the page has no
 * lines. */
bool article_find_point(const struct article_view *view, int row, int col,
                        struct page_point *point);

#endif
