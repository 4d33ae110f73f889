/* SPDX-License-Identifier: MIT */
/* The clipboard. UI thread only. */
#ifndef UI_CLIPBOARD_H
#define UI_CLIPBOARD_H

#include "frame.h"

/* Copies text, at most 64 KiB, by the command of the option "copy-command", else through a terminal
 * that is known to take it (OSC 52), else by a program of the desktop or tmux, else through a
 * terminal that may take it. Says "copied WHAT", or that nothing
 * was copied and why. A program is started and not waited for; if it fails, that is said when it has
 * ended, by clipboard_watch(). */
void clipboard_copy(struct ui *ui, const char *text, const char *what);

/* Says if a program that was to copy has failed. */
void clipboard_watch(struct ui *ui);

#endif
