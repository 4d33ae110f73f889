/* SPDX-License-Identifier: MIT */
/* Letters over the links on screen, to open one by typing them. */
#ifndef UI_HINTS_H
#define UI_HINTS_H

#include "private.h"

/* Asks for the letters. Answers bits of enum view_answer. */
guint hints_start(struct ui *ui);

/* Puts the letters over the links that were drawn in pane, while they are asked for; else does
 * nothing. */
void hints_draw(struct ui *ui, struct grid *grid, struct pane pane);

/* What was typed has changed: opens the link it names. For struct ask. */
void hints_change(struct ui *ui, const char *text);

#endif
