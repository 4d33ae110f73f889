/* SPDX-License-Identifier: MIT */
/* Who puts right-to-left text in order: newsdeck, or the terminal. */
#ifndef UI_TEXT_ORDER_H
#define UI_TEXT_ORDER_H

struct ui;

/* Sets whether the grid reorders text: as the option "bidi" says, else if the terminal does not
 * reorder text itself or can be told not to, which is done then. UI thread only. */
void ui_set_bidi(struct ui *ui);

#endif
