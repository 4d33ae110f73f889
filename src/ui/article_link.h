/* SPDX-License-Identifier: MIT */
/* The links of an open article: by number, by click, as a list. All answer bits of enum
 * view_answer. UI thread only. */
#ifndef UI_ARTICLE_LINK_H
#define UI_ARTICLE_LINK_H

#include "article_view.h"

/* Opens the page of the article in the browser. */
guint article_browse(struct article_view *view);

/* Opens a list of the links over the panes. */
guint article_show_links(struct article_view *view);

/* Goes where a link of the page leads (its number, or the number of a jump): to a position in the
 * article, or in the browser. */
guint article_follow(struct article_view *view, guint link);

/* Goes back to where the last jump within the article began; VIEW_PASSED if there was no jump. */
guint article_jump_back(struct article_view *view);

/* Asks for the number of a link; text is the part of it that was typed already. */
guint article_ask_link(struct article_view *view, const char *text);

/* Opens the link or picture at row, col of the pane. */
guint article_open_at(struct article_view *view, int row, int col);

#endif
