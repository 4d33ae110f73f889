/* SPDX-License-Identifier: MIT */
/* Child programs that use the terminal while they run. */
#ifndef UI_SCREEN_CHILD_H
#define UI_SCREEN_CHILD_H

#include "ui/screen.h"

/* Runs $VISUAL or $EDITOR (else vi) on path and waits for it. False and error where it could not be
 * started or failed. */
bool screen_run_editor(struct screen *screen, const char *path, GError **error);

/* Runs a command line of the user's with text on its standard input, and waits for it. False and
 * error where it could not be started or failed. */
bool screen_run_filter(struct screen *screen, const char *line, const char *text, GError **error);

#endif
