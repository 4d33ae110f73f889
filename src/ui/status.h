/* SPDX-License-Identifier: MIT */
/* The last line of the screen. UI thread only. */
#ifndef UI_STATUS_H
#define UI_STATUS_H

#include "frame.h"

/* Draws the last line: on the left a message, progress, what is played, or keys worth knowing; on
 * the right how many articles are unread. */
void status_draw(struct ui *ui, struct pane line);

#endif
