/* SPDX-License-Identifier: MIT */
/* The reader on a screen: views over the app's models, keys to commands, one loop. UI thread. */
#ifndef UI_UI_H
#define UI_UI_H

#include "app/app.h"
#include "ui/cell.h"
#include "ui/input.h"

struct ui;

/* Takes the terminal (and the locale of its environment) and runs until people quit or a signal
 * ends the program. False and error where the terminal can't be used. app is borrowed. */
bool ui_run(struct app *app, GError **error);

/* The same without a terminal, step by step: for tests. Free with ui_free() before the app. */
struct ui *ui_new(struct app *app, int rows, int cols);
void ui_free(struct ui *ui);

/* A key by name, or a click, as if it came from the terminal. */
void ui_handle_key(struct ui *ui, const char *key);
void ui_handle_input(struct ui *ui, const struct input_event *input);

/* Takes all events of the app that have arrived. */
void ui_take_events(struct ui *ui);

void ui_resize(struct ui *ui, int rows, int cols);

/* Whether people have asked to leave. */
bool ui_is_done(const struct ui *ui);

/* Draws everything and returns the grid. Borrowed. */
const struct grid *ui_draw(struct ui *ui);

/* What the environment says of the terminal, and what pictures and links come to by that and by the
 * options: a line for each, for people. The terminal is not asked. The caller's. */
char *ui_describe_terminal(const struct options *options);

#endif
