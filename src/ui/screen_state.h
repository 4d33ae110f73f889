/* SPDX-License-Identifier: MIT */
/* Inside screen.c and screen_*.c: the state of the terminal, and functions that write to it. UI
 * thread only. */
#ifndef UI_SCREEN_STATE_H
#define UI_SCREEN_STATE_H

#include "graphics.h"
#include "hyperlink.h"
#include "palette.h"
#include "terminal.h"
#include "ui/screen.h"

#include <termios.h>

struct screen {
    void *curses; /* the SCREEN of ncurses */
    struct grid *shown;
    struct theme theme; /* the theme with which shown was drawn */
    struct palette palette;
    struct terminal *terminal;
    struct graphics *graphics;
    struct hyperlinks *hyperlinks;
    bool *rows_changed; /* of the drawing under way, one for each row */
    enum option_hyperlinks wants_hyperlinks;
    bool was_asked; /* the terminal was asked what it can do */
    bool draws_all;
    bool has_title;
    bool is_xterm; /* understands titles and pastes as xterm does */
    bool is_cursor_visible;
    bool has_mouse;
    bool has_order; /* the terminal was told not to reorder text */
};

/* ---- screen_mode.c */

/* A string capability of the terminal; NULL: it has none of that name. Borrowed from ncurses. */
const char *screen_get_capability(const char *name);

/* Appends a capability without its padding marks "$<5>"; nothing for NULL. */
void screen_append_capability(GString *text, const char *capability);

/* Writes to the terminal at once, without ncurses. */
void screen_write(const char *text);

/* Puts the terminal into our modes after newterm(). */
void screen_start_modes(struct screen *screen, bool takes_mouse);

/* Has the terminal put back, with its modes as saved, if the program dies from here on. */
void screen_start_rescue(const struct screen *screen, const struct termios *saved);

/* Leaves our modes, or takes them up again, while something else has the terminal. */
void screen_leave_modes(struct screen *screen);
void screen_return_modes(struct screen *screen);

#endif
