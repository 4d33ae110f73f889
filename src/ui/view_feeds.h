/* SPDX-License-Identifier: MIT */
/* The tree of feeds. UI thread only. */
#ifndef UI_VIEW_FEEDS_H
#define UI_VIEW_FEEDS_H

#include "app/feed_list.h"
#include "frame.h"

/* The view; free with ui_free_view(). */
struct view *feeds_view_open(struct ui *ui);

/* The selected row, NULL while there is none. Borrowed from the feed list until it changes. */
const struct feed_list_row *feeds_view_get_row(struct view *view);

/* Selects a feed, which may be new. Nothing if it is not in the list. */
void feeds_view_select_feed(struct view *view, gint64 feed_id);

#endif
