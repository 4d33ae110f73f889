/* SPDX-License-Identifier: MIT */
/* The terminal: set up, drawn to from a grid, and put back as it was, also when the program dies.
 * One for each process, because signals and ncurses are; UI thread only. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "config/option.h"
#include "ui/cell.h"

struct screen;
struct terminal; /* src/ui/terminal.h */

struct screen_options {
    bool mouse;        /* take clicks and the wheel */
    const char *title; /* of the window, if the terminal shows one; NULL: leave it */
};

enum screen_error { SCREEN_ERROR_TERMINAL };
#define SCREEN_ERROR (screen_error_quark())
GQuark screen_error_quark(void);

/* What happened outside the program since the last call. */
struct screen_signals {
    bool resized;   /* call screen_resize() */
    bool suspended; /* asked to stop: call screen_suspend() */
    bool ended;     /* told to end (SIGTERM, SIGHUP, SIGINT): leave the loop */
};

/* Takes the terminal. The locale must be set (screen_set_locale()). Returns NULL with SCREEN_ERROR
 * if standard input or output is not a terminal, or if the terminal cannot place its cursor.
 * Colours: as many as the terminal has, none if the variable NO_COLOR is set. From here on SIGSEGV,
 * SIGBUS, SIGFPE, SIGILL and SIGABRT put the terminal back before they kill the program; so does a
 * second SIGTERM, SIGHUP or SIGINT. */
struct screen *screen_open(const struct screen_options *options, GError **error);

/* Returns the name of the description that is used instead of TERM's own, which the system lacks;
 * NULL: the terminal's own. Static. */
const char *screen_get_fallback(const struct screen *screen);

/* Gives the terminal back as it was found. */
void screen_close(struct screen *screen);

/* Sets the locale of the environment, with UTF-8 if the environment names no character set. Call it
 * before screen_open(). */
void screen_set_locale(void);

/* The size as of the last screen_open() or screen_resize(). */
int screen_get_rows(const struct screen *screen);
int screen_get_cols(const struct screen *screen);

/* Returns how many colours the terminal shows: 0 (none, or they are not wanted), 8, 16, 256; more:
 * any colour. */
int screen_get_colours(const struct screen *screen);

/* Whether the terminal shows struck text. */
bool screen_can_strike(const struct screen *screen);

/* Returns the height of a character cell divided by its width: 1 to 4, usually about 2. */
double screen_get_cell_shape(const struct screen *screen);

/* Returns what is known of the terminal, for ui/input.h, which reads its answers. Borrowed. */
struct terminal *screen_get_terminal(const struct screen *screen);

/* Returns the form in which pictures are shown: the one that the option names, or the best that the
 * terminal knows. */
enum picture_form screen_choose_graphics(const struct screen *screen, enum option_graphics wanted);

/* Returns the size of a character cell in pixels; 8 x 16 if the terminal does not report it. */
void screen_get_cell_size(const struct screen *screen, guint *width, guint *height);

/* Sets whether cells that lead to a URL become hyperlinks of the terminal. */
void screen_set_hyperlinks(struct screen *screen, enum option_hyperlinks wanted);

/* Shows grid in the colours of theme. Sends only what has changed since the last call. */
void screen_flush(struct screen *screen, const struct grid *grid, const struct theme *theme);

/* Makes the next screen_flush() draw everything. */
void screen_redraw(struct screen *screen);

/* Informs a terminal that knows BDSM (ECMA-48 7.2.2) that text is sent in visual order and must be
 * left in that order; with false, that it shall reorder text again as it did before. The terminal
 * is given back as it was. */
void screen_set_order(struct screen *screen, bool is_explicit);

/* Asks the terminal for its size again. */
void screen_resize(struct screen *screen);

/* Gives the terminal back, stops the process group as ^Z does, and takes the terminal again when
 * the process group continues. */
void screen_suspend(struct screen *screen);

/* Gives the terminal to a child program; screen_resume() takes it back. */
void screen_pause(struct screen *screen);
void screen_resume(struct screen *screen);

/* Sets the title of the window, if the terminal has one. */
void screen_set_title(struct screen *screen, const char *title);

enum screen_copied {
    SCREEN_COPIED_NOT,     /* nothing was sent: the terminal is not known to understand it */
    SCREEN_COPIED_PERHAPS, /* sent; whether the terminal takes it is for its user to say */
    SCREEN_COPIED
};

/* Copies text (at most 64 KiB) to the clipboard through the terminal (OSC 52), also over ssh. */
enum screen_copied screen_copy(struct screen *screen, const char *text);

/* Whether screen_copy() is known to work. */
bool screen_takes_copies(const struct screen *screen);

/* Sets whether clicks and the wheel come here or are left to the terminal. */
void screen_set_mouse(struct screen *screen, bool is_wanted);

/* Reads and resets the signal flags. */
struct screen_signals screen_take_signals(void);

/* Returns a descriptor that becomes readable when a signal has come; screen_take_signals() empties
 * it. */
int screen_get_signal_fd(const struct screen *screen);

#endif
