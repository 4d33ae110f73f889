/* SPDX-License-Identifier: MIT */
/* Child programs that use the terminal while they run. The caller waits for them. UI thread only.
 */
#ifndef UI_SCREEN_CHILD_H
#define UI_SCREEN_CHILD_H

#include "ui/screen.h"

/* Runs $VISUAL or $EDITOR (else vi) on path. False and error if it could not be started, or failed.
 */
bool screen_run_editor(struct screen *screen, const char *path, GError **error);

/* Runs a command line that the user has typed, with text on its standard input. False and error if
 * it could not be started, or failed. */
bool screen_run_filter(struct screen *screen, const char *line, const char *text, GError **error);

#endif
