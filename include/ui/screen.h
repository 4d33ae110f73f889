/* SPDX-License-Identifier: MIT */
/* The terminal: set up, drawn to from a grid, put back as it was, also when the program dies. One a
 * process (signals and ncurses are); UI thread only. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "config/option.h"
#include "ui/cell.h"

struct screen;
struct terminal; /* src/ui/terminal.h */

struct screen_options {
    bool mouse;        /* take clicks and the wheel */
    const char *title; /* of the window, where the terminal shows one; NULL: leave it */
};

enum screen_error { SCREEN_ERROR_TERMINAL };
#define SCREEN_ERROR (screen_error_quark())
GQuark screen_error_quark(void);

/* What happened outside since the last call. */
struct screen_signals {
    bool resized;   /* call screen_resize() */
    bool suspended; /* asked to stop: call screen_suspend() */
    bool ended;     /* told to end (SIGTERM, SIGHUP, SIGINT): leave the loop */
};

/* Takes the terminal. The locale must be set (screen_set_locale()). NULL and SCREEN_ERROR where
 * standard input or output is no terminal, or the terminal can't address its cursor. Colours: as
 * many as the terminal has, none where the variable NO_COLOR is set. From here on SIGSEGV, SIGBUS,
 * SIGFPE, SIGILL and SIGABRT put the terminal back before they kill; so does a second SIGTERM,
 * SIGHUP or SIGINT. */
struct screen *screen_open(const struct screen_options *options, GError **error);

/* Gives the terminal back as it was found. */
void screen_close(struct screen *screen);

/* setlocale() of the environment's character set; UTF-8 where the environment names none. Before
 * screen_open(). */
void screen_set_locale(void);

/* The size as of the last screen_open() or screen_resize(). */
int screen_get_rows(const struct screen *screen);
int screen_get_cols(const struct screen *screen);

/* How many colours it shows: 0 (none, or not wanted), 8, 16, 256; more: any. */
int screen_get_colours(const struct screen *screen);

/* The height of a character cell by its width, about 2. */
double screen_get_cell_shape(const struct screen *screen);

/* What is known of the terminal, for those who take its answers. */
struct terminal *screen_get_terminal(const struct screen *screen);

/* The form in which pictures are shown: as the option says, or the best that the terminal knows. */
enum picture_form screen_choose_graphics(const struct screen *screen, enum option_graphics wanted);

/* The size of a character cell in pixels; 8 x 16 where the terminal does not tell. */
void screen_get_cell_size(const struct screen *screen, guint *width, guint *height);

/* Whether cells with an address are hyperlinks of the terminal's. */
void screen_set_hyperlinks(struct screen *screen, enum option_hyperlinks wanted);

/* Brings the terminal to show grid in the colours of theme; sends only what changed since the last
 * call. */
void screen_flush(struct screen *screen, const struct grid *grid, const struct theme *theme);

/* The next screen_flush() draws everything. */
void screen_redraw(struct screen *screen);

/* Text is sent in the order in which it is to be seen: a terminal that knows BDSM (ECMA-48 7.2.2)
 * is told to leave it so, or, with false, to put text in order as it did before. The terminal is
 * given away as it was. */
void screen_set_order(struct screen *screen, bool is_explicit);

/* Asks the terminal for its size anew. */
void screen_resize(struct screen *screen);

/* Gives the terminal back, stops the process group as ^Z does, and takes the terminal again once it
 * continues. */
void screen_suspend(struct screen *screen);

/* Gives the terminal to a child program; screen_resume() takes it back. */
void screen_pause(struct screen *screen);
void screen_resume(struct screen *screen);

/* Sets the window's title, where the terminal has one. */
void screen_set_title(struct screen *screen, const char *title);

/* Gives text to the terminal's clipboard (OSC 52), where it takes that; over ssh, too. At most 64
 * KiB. */
void screen_copy(struct screen *screen, const char *text);

/* Takes clicks and the wheel, or leaves them to the terminal. */
void screen_set_mouse(struct screen *screen, bool is_wanted);

/* Reads and resets the signal flags. */
struct screen_signals screen_take_signals(void);

/* A descriptor that is readable after a signal came; poll it, screen_take_signals() empties it. */
int screen_get_signal_fd(const struct screen *screen);

#endif
