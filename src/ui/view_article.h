/* SPDX-License-Identifier: MIT */
/* The open article. UI thread only. */
#ifndef UI_VIEW_ARTICLE_H
#define UI_VIEW_ARTICLE_H

#include "article/article.h"
#include "frame.h"

/* Opens an article: a view to be freed with ui_free_view(), or NULL after an error is shown. */
struct view *article_view_open(struct ui *ui, gint64 item_id);

/* The article of such a view. Borrowed. */
const struct article *article_view_get(const struct view *view);

#endif
