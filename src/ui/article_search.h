/* SPDX-License-Identifier: MIT */
/* Searches in an open article. UI thread only. */
#ifndef UI_ARTICLE_SEARCH_H
#define UI_ARTICLE_SEARCH_H

#include "ui/view.h"

/* For struct view_class; view is a struct article_view. */
bool article_search(struct view *view, const char *text, enum view_search how);

/* For each byte of the line with this index (from the head's first) whether it is in a place where the
 * searched words occur; such a place may go on over the ends of lines. NULL if there is none, or
 * nothing is searched. Caller frees. */
struct article_view;
guint8 *article_mark_matches(const struct article_view *view, guint index);

#endif
