/* SPDX-License-Identifier: MIT */
/* From a key or a typed line to the one who carries it out. UI thread only. */
#ifndef UI_DISPATCH_H
#define UI_DISPATCH_H

struct ui;

/* Carries out a command line, as it is typed at the ":" prompt; an error is shown. */
void ui_run_line(struct ui *ui, const char *line);

/* Carries out the command line that a key is bound to, else gives the key to the view that has the
 * keys. */
void ui_run_key(struct ui *ui, const char *key);

#endif
