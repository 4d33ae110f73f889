/* SPDX-License-Identifier: MIT */
/* Searches in an open article. UI thread only. */
#ifndef UI_ARTICLE_SEARCH_H
#define UI_ARTICLE_SEARCH_H

#include "ui/view.h"

/* For struct view_class; view is a struct article_view. */
bool article_search(struct view *view, const char *text, enum view_search how);

#endif
