/* SPDX-License-Identifier: MIT */
/* One picture over the whole screen. UI thread only. */
#ifndef UI_VIEW_PICTURE_H
#define UI_VIEW_PICTURE_H

#include "frame.h"

/* The picture at url, with alt as its title; both are copied. options: of the feed. Free
 * with ui_free_view(). */
struct view *picture_view_open(struct ui *ui, gint64 feed_id, const char *url, const char *alt);

#endif
