/* SPDX-License-Identifier: MIT */
/* Letters over the links on screen, to open a link by typing its letters. UI thread only. */
#ifndef UI_HINTS_H
#define UI_HINTS_H

#include "ui/view.h"

/* Asks for the letters of a link that was drawn in view; follow() gets the number that the link has
 * in its cells and answers bits of enum view_answer, as this function does. */
guint hints_start(struct view *view, guint (*follow)(struct view *view, guint link));

/* Puts the letters over the links that were drawn in view, while view asks for them; else does
 * nothing. */
void hints_draw(const struct view *view, struct grid *grid);

#endif
