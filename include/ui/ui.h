/* SPDX-License-Identifier: MIT */
/* The reader on a screen: views over the app's models, keys to commands, one loop. UI thread. */
#ifndef UI_UI_H
#define UI_UI_H

#include "app/app.h"
#include "ui/cell.h"
#include "ui/input.h"

struct ui;

/* Takes the terminal (and the locale of its environment) and runs until the user quits or a signal
 * ends the program. False and SCREEN_ERROR if the terminal cannot be used. app is borrowed. */
bool ui_run(struct app *app, GError **error);

/* The same without a terminal, step by step: for tests. Free with ui_free() before the app. The
 * thread that calls ui_new() is the UI thread: no other may call anything of ui. */
struct ui *ui_new(struct app *app, int rows, int cols);
void ui_free(struct ui *ui);

/* Takes a key by name, or any input, as if it came from the terminal. */
void ui_handle_key(struct ui *ui, const char *key);
void ui_handle_input(struct ui *ui, const struct input_event *input);

/* Takes all events of the app that have arrived. */
void ui_take_events(struct ui *ui);

/* Gives the grid another size. The next ui_draw() fills it. */
void ui_resize(struct ui *ui, int rows, int cols);

/* Whether the user has asked to leave. */
bool ui_is_done(const struct ui *ui);

/* Draws everything and returns the grid. Borrowed. */
const struct grid *ui_draw(struct ui *ui);

/* Describes what the environment says about the terminal, and how pictures and links will be shown
 * because of it and of the options: lines to be read by people. The terminal is not asked. Caller
 * frees. */
char *ui_describe_terminal(const struct options *options);

#endif
