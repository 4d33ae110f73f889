/* SPDX-License-Identifier: MIT */
/* The keys and clicks that all lists have in common. UI thread only. */
#ifndef UI_MOTION_H
#define UI_MOTION_H

#include "ui/input.h"
#include "ui/list_window.h"
#include "ui/view.h"

/* Moves the cursor. Answers bits of enum view_answer: VIEW_PASSED for commands that do not move. */
guint motion_handle_command(struct list *list, enum command_id id);

/* A click selects a row; *opens is set for a click on the row that is selected already. The wheel
 * scrolls. Answers bits of enum view_answer. */
guint motion_handle_mouse(struct list *list, const struct input_event *input, bool *opens);

#endif
