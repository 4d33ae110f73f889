/* SPDX-License-Identifier: MIT */
/* Text that was pasted is never taken for keys. UI thread only. */
#ifndef UI_INPUT_PASTE_H
#define UI_INPUT_PASTE_H

#include "ui/input.h"

#include <wchar.h>

/* Whether a key, as input_next() returned it, begins a paste: then event is the paste. Else nothing
 * has happened. */
bool input_take_paste(struct input *input, int kind, wint_t code, struct input_event *event);

/* The same for what has come since a paste that had no end mark. */
bool input_continue_paste(struct input *input, struct input_event *event);

#endif
