/* SPDX-License-Identifier: MIT */
/* The links of an article. UI thread only. */
#ifndef UI_VIEW_LINKS_H
#define UI_VIEW_LINKS_H

#include "article/article.h"
#include "frame.h"

/* A list of the links of an article, which is not needed afterwards. Free with ui_free_view(). */
struct view *links_view_open(struct ui *ui, const struct article *article);

#endif
