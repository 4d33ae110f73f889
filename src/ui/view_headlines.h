/* SPDX-License-Identifier: MIT */
/* The headlines of a feed, a folder or a search. UI thread only. */
#ifndef UI_VIEW_HEADLINES_H
#define UI_VIEW_HEADLINES_H

#include "app/headlines.h"
#include "frame.h"

/* The view, without a list; free with ui_free_view(). */
struct view *headlines_view_open(struct ui *ui);

/* Shows another list; takes it. A search lies on top of the list that was shown. */
void headlines_view_show(struct view *view, struct headlines *headlines);

/* The list that is shown, or NULL. Borrowed. */
struct headlines *headlines_view_get(struct view *view);

/* The id of the selected article; 0: there is none. */
gint64 headlines_view_get_item(struct view *view);

/* Leaves the search on top. False if no search is shown. */
bool headlines_view_leave_search(struct view *view);

/* Moves the cursor to the next article, or the one before it; to unread articles only if
 * is_unread. False if there is no such article. */
bool headlines_view_step(struct view *view, bool backwards, bool is_unread);

/* Moves the cursor to the nearest unread article. False if there is none. */
bool headlines_view_select_unread(struct view *view);

/* Puts the cursor back on its article after rows may have changed. */
void headlines_view_sync(struct view *view);

/* Reads the lists again, as options say now. */
void headlines_view_rebuild(struct view *view);

/* The feed of the article under the cursor; 0 if there is none. */
gint64 headlines_view_get_feed(struct view *view);

#endif
