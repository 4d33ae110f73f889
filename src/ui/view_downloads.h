/* SPDX-License-Identifier: MIT */
/* Downloads: how far each is. UI thread only. */
#ifndef UI_VIEW_DOWNLOADS_H
#define UI_VIEW_DOWNLOADS_H

#include "frame.h"

/* Draws into line, up to the column end (exclusive), how far the running downloads are. False if
 * none runs. */
bool downloads_draw_status(struct ui *ui, struct pane line, int end);

#endif
