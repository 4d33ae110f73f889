/* SPDX-License-Identifier: MIT */
/* Draws an open article. UI thread only. */
#ifndef UI_ARTICLE_DRAW_H
#define UI_ARTICLE_DRAW_H

#include "ui/view.h"

/* For struct view_class; view is a struct article_view. */
void article_draw(struct view *view, struct grid *grid, bool has_focus);

#endif
