/* SPDX-License-Identifier: MIT */
/* Marks a stretch of an open article and copies it. UI thread only. */
#ifndef UI_ARTICLE_MARK_H
#define UI_ARTICLE_MARK_H

#include "article_view.h"

/* Carries out the commands that have to do with marking. Answers bits of enum view_answer;
 * VIEW_PASSED for other commands. */
guint article_mark_command(struct article_view *view, enum command_id id);

/* Clicks open links and pictures, double clicks and drags mark. Answers likewise. */
guint article_mark_mouse(struct article_view *view, const struct input_event *input);

/* Moves the mark, if there is one, to the line of the scroll that a search has found. */
void article_mark_goto(struct article_view *view, guint line);

/* The bytes from (inclusive) and to (exclusive) that are marked in the page's line with the index.
 * False if none are. */
bool article_mark_get(const struct article_view *view, guint index, size_t *from, size_t *to);

#endif
