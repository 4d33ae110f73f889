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
    void *curses;         /* the SCREEN of ncurses */
    const char *fallback; /* the entry that is used because TERM has none; static or NULL */
    struct grid *shown;
    struct theme theme; /* the theme with which shown was drawn */
    struct palette palette;
    struct terminal *terminal;
    struct graphics *graphics;
    enum option_hyperlinks wants_hyperlinks;
    bool has_links;        /* as the last drawing had */
    bool *unsure_rows;     /* one for each row of shown: it has clusters of unsure width */
    const char *strike;    /* what begins struck text, borrowed; NULL: nothing does */
    guint manners;         /* bits of enum manner */
    bool resets_colours;   /* to take attributes away leaves the colours */
    bool is_utf8;          /* the locale is UTF-8 */
    bool has_colours;      /* the user wants them */
    int n_entry_colours;   /* as the entry of the terminal says */
    bool has_direct_entry; /* likewise: any colour */
    bool was_asked;        /* the terminal was asked what it can do */
    bool draws_all;
    char *title;                                             /* of the window; NULL: left alone */
    enum { TITLE_NONE, TITLE_STACK, TITLE_RESET } title_way; /* how the old title comes back */
    bool is_xterm;                                           /* says that it is like xterm */
    bool takes_modes; /* ignores modes that it does not know: it is told to mark pastes */
    bool is_cursor_visible;
    int cursor_row, cursor_col; /* where the cursor was put last */
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

/* ---- screen_osc.c */

/* Finds out how the window's title is set. */
void screen_start_title(struct screen *screen);

/* Sets the window's title, or puts the title back that was there before. */
void screen_send_title(const struct screen *screen);
void screen_restore_title(const struct screen *screen);

/* Appends what screen_restore_title() sends. */
void screen_append_old_title(const struct screen *screen, GString *text);

/* ---- screen_mode.c */

/* Takes over what is known of the terminal by now. Returns whether everything has to be drawn. */
bool screen_follow_facts(struct screen *screen);

/* Leaves our modes, or takes them up again, while something else has the terminal. */
void screen_leave_modes(struct screen *screen);
void screen_return_modes(struct screen *screen);

#endif
