/* SPDX-License-Identifier: MIT */
/* Which text of an open article is shown. All answer bits of enum view_answer. UI thread only. */
#ifndef UI_ARTICLE_TEXT_H
#define UI_ARTICLE_TEXT_H

#include "article_view.h"

/* Shows the changes, one after the other from the last to the first, then the text again where it
 * was left. */
guint article_step_changes(struct article_view *view);

/* Shows the full text, or the text of the feed again; never waits for a fetch. */
guint article_toggle_text(struct article_view *view);

/* Drops the fetch that the user asked for; VIEW_PASSED if there is none. */
guint article_drop(struct article_view *view);

/* After the article has got another text (is_other), or only other lines in its head: sets the page
 * again, at the place where reading was left, or with the same lines on screen. */
guint article_show_text(struct article_view *view, bool is_other);

#endif
