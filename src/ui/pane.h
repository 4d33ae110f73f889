/* SPDX-License-Identifier: MIT */
/* The three panes: which list is shown, which article is open, what comes next; and what the
 * answers of views mean for them. UI thread only. */
#ifndef UI_PANE_H
#define UI_PANE_H

#include "app/headlines.h"
#include "frame.h"

/* Gives a pane the keys; nothing if that pane is empty. */
void ui_set_focus(struct ui *ui, enum ui_pane pane);

/* Shows the headlines of the selected feed. */
void ui_show_headlines(struct ui *ui);

/* Shows another list of headlines and gives it the keys; takes it. Overlays are closed. */
void ui_show_list(struct ui *ui, struct headlines *headlines);

/* The article was deleted: if it is open, the next one of the list takes its place, else the list. */
void ui_leave_deleted(struct ui *ui, gint64 item_id);

/* Closes the open article, if there is one, and gives the keys to the headlines. */
void ui_close_article(struct ui *ui);

/* Opens the first unread article, from the cursor on, of the list that is shown. False if there is
 * none. */
bool ui_open_unread(struct ui *ui);

/* Opens the next article of the list, or the one before it; if only unread articles count, also
 * in the lists after it. Says so if there is none. */
void ui_open_next(struct ui *ui, bool backwards, bool is_unread);

/* Brings the views up to date when the feeds file was read again, and selects a feed that was added (0:
 * none) unless an article is open. */
void ui_follow_feeds(struct ui *ui, gint64 feed_id);

/* Brings the views up to date after bits of enum redraw. */
void ui_apply_redraw(struct ui *ui, guint redraw);

/* Carries out what a handler of view has answered (bits of enum view_answer). The view may be gone
 * afterwards. */
void ui_carry_out(struct ui *ui, struct view *view, guint answer);

#endif
