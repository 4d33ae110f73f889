/* SPDX-License-Identifier: MIT */
/* What was typed at prompts, kept over restarts in the archive's state. UI thread only. */
#ifndef UI_HISTORY_H
#define UI_HISTORY_H

#include <glib.h>

struct app;

/* Returns the lines (of char *, the newest last) kept under this name. Owned by the caller. */
GPtrArray *history_load(struct app *app, const char *name);

/* Keeps the newest lines: at most 100 of at most 500 bytes, none with a password in an address, nor
 * with a header of a feed. Writes nothing where nothing changed. */
void history_save(struct app *app, const char *name, const GPtrArray *lines);

#endif
