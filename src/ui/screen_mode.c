/* SPDX-License-Identifier: MIT */
/* The modes of the terminal: locale, colours, keys, mouse, pastes, the order of text. */
#include "config.h"

#include "manner.h"
#include "rescue.h"
#include "screen_keys.h"
#include "screen_state.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

#define MOUSE_OFF "\033[?1006l\033[?1003l\033[?1002l\033[?1000l"
#define MOUSE_REPORT "\033[<"
#define DRAG_ON "\033[?1002h"
#define DRAG_OFF "\033[?1002l\033[?1006l"
#define PLACES_ON "\033[?1006h" /* of more than 223 columns */
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define ORDER_OURS "\033[8l" /* BDSM, ECMA-48 7.2.2 */
#define ORDER_ITS "\033[8h"

void screen_set_locale(void)
{
    setlocale(LC_ALL, "");
    const char *codeset = nl_langinfo(CODESET);
    if (strcmp(codeset, "ANSI_X3.4-1968") == 0 || strcmp(codeset, "US-ASCII") == 0) {
        if (!setlocale(LC_CTYPE, "C.UTF-8"))
            setlocale(LC_CTYPE, "en_US.UTF-8");
    }
}

const char *screen_get_capability(const char *name)
{
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? NULL : value;
}

void screen_append_capability(GString *text, const char *capability)
{
    for (const char *value = capability; value && *value; value++) {
        const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
        if (end)
            value = end;
        else
            g_string_append_c(text, *value);
    }
}

void screen_write(const char *text)
{
    fputs(text, stdout);
    fflush(stdout);
}

void screen_start_rescue(const struct screen *screen, const struct termios *saved)
{
    GString *text = g_string_new(NULL);
    screen_append_capability(text, screen_get_capability("sgr0"));
    screen_append_capability(text, screen_get_capability("op"));
    screen_append_capability(text, screen_get_capability("rmkx"));
    screen_append_capability(text, screen_get_capability("cnorm"));
    g_string_append(text, MOUSE_OFF);
    if (screen->takes_modes)
        g_string_append(text, PASTE_OFF);
    g_string_append(text, ORDER_ITS);
    screen_append_old_title(screen, text);
    screen_append_capability(text, screen_get_capability("rmcup"));
    g_string_append(text, "\r");
    rescue_start(STDOUT_FILENO, saved, text->str);
    g_string_free(text, TRUE);
}

static void screen_start_colours(struct screen *screen)
{
    const char *no_colour = g_getenv("NO_COLOR");
    screen->has_colours =
        !(no_colour && *no_colour) && max_colors > 0 && screen_get_capability("setaf");
    const char *plain = screen_get_capability("sgr0");
    screen->resets_colours =
        screen->has_colours && !(plain && (strstr(plain, "[m") || strstr(plain, "[0")));
    screen->n_entry_colours = screen->has_colours ? max_colors : 0;
    screen->has_direct_entry =
        tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || screen_get_capability("RGB");
    screen_follow_facts(screen);
}

bool screen_follow_facts(struct screen *screen)
{
    enum { DIRECT_COLOURS = 256 }; /* besides all others */
    const struct palette before = screen->palette;
    const guint manners = manner_find(terminal_get_facts(screen->terminal));
    const bool is_changed = manners != screen->manners;
    screen->manners = manners;
    screen->palette.is_direct =
        screen->has_colours && (screen->has_direct_entry || manners & MANNER_DIRECT);
    screen->palette.n_colours =
        screen->palette.is_direct ? DIRECT_COLOURS : screen->n_entry_colours;
    screen->strike = screen_get_capability("smxx");
    if (!screen->strike && manners & MANNER_STRIKE)
        screen->strike = "\033[9m";
    return is_changed || before.is_direct != screen->palette.is_direct ||
           before.n_colours != screen->palette.n_colours;
}

/* Defines keys that ncurses does not know. */
static void screen_define_keys(void)
{
    define_key("\033[200~", SCREEN_KEY_PASTE_BEGIN);
    define_key("\033[201~", SCREEN_KEY_PASTE_END);
}

/* Sets whether the mouse is reported while a button is held: ncurses has no name for that mode.
 * Where its entry of the terminal does not know reports of mode 1006, they are asked for, too. */
static void screen_set_drag(bool is_wanted)
{
    const char *kmous = screen_get_capability("kmous");
    if (!kmous)
        return;
    screen_write(is_wanted ? DRAG_ON : DRAG_OFF);
    if (!g_str_equal(kmous, MOUSE_REPORT) && is_wanted) {
        define_key(MOUSE_REPORT, SCREEN_KEY_MOUSE);
        screen_write(PLACES_ON);
    }
}

void screen_set_mouse(struct screen *screen, bool is_wanted)
{
    /* releases, too: ncurses blocks after a report that it ignores, even under nodelay() */
    mmask_t wanted = BUTTON1_PRESSED | BUTTON2_PRESSED | BUTTON3_PRESSED | BUTTON4_PRESSED |
                     BUTTON5_PRESSED | BUTTON1_RELEASED | BUTTON2_RELEASED | BUTTON3_RELEASED |
                     REPORT_MOUSE_POSITION;
    if (is_wanted != screen->has_mouse)
        mousemask(is_wanted ? wanted : 0, NULL);
    screen->has_mouse = is_wanted;
    screen_set_drag(is_wanted);
}

void screen_set_order(struct screen *screen, bool is_explicit)
{
    if (is_explicit == screen->has_order)
        return;
    screen->has_order = is_explicit;
    screen_write(is_explicit ? ORDER_OURS : ORDER_ITS);
    screen->draws_all = true; /* lines on screen keep the order in which they were written */
}

/* Whether the terminal ignores modes that it does not know: all that follow ECMA-48 do, but a few
 * consoles of old print them. */
static bool takes_modes(void)
{
    static const char *const others[] = {
        "ansi", "pcansi", "cons25", "sun", "dumb", "hurd", "vt52"
    };
    const char *term = g_getenv("TERM"), *place = screen_get_capability("cup");
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        if (!term || g_str_has_prefix(term, others[i]))
            return false;
    return place && g_str_has_prefix(place, "\033[");
}

void screen_start_modes(struct screen *screen, bool takes_mouse)
{
    screen->is_xterm = tigetflag("XT") > 0;
    screen->takes_modes = takes_modes();
    screen->is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    screen_start_title(screen);
    screen_start_colours(screen);
    raw();
    noecho();
    nonl();
    set_escdelay(25);
    nodelay(stdscr, TRUE);
    keypad(stdscr, TRUE);
    curs_set(0);
    screen_define_keys();
    mouseinterval(0);
    screen_set_mouse(screen, takes_mouse);
    if (screen->takes_modes)
        screen_write(PASTE_ON);
}

/* Clears the last line: where a terminal has no other screen to go back to, the shell goes on
 * there. */
static void clear_last_line(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    screen_append_capability(text, tiparm(screen_get_capability("cup"), LINES - 1, 0));
    screen_append_capability(text, screen_get_capability("el"));
    screen_write(text->str);
}

void screen_leave_modes(struct screen *screen)
{
    curs_set(1);
    clear_last_line();
    move(LINES - 1, 0); /* where ncurses takes the cursor from */
    refresh();
    screen_set_drag(false);
    endwin();
    if (screen->takes_modes)
        screen_write(PASTE_OFF);
    if (screen->has_order)
        screen_write(ORDER_ITS);
}

void screen_return_modes(struct screen *screen)
{
    reset_prog_mode();
    refresh();
    screen_set_drag(screen->has_mouse);
    curs_set(screen->is_cursor_visible);
    if (screen->takes_modes)
        screen_write(PASTE_ON);
    if (screen->has_order)
        screen_write(ORDER_OURS);
}
