/* SPDX-License-Identifier: MIT */
/* The terminal through ncurses: taken, given to others for a while, given back. */
#include "config.h"

#include "rescue.h"
#include "screen_state.h"

#include <sys/ioctl.h>
#include <unistd.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

GQuark screen_error_quark(void)
{
    return g_quark_from_static_string("newsdeck-screen-error");
}

/* Terminals whose own entry may be missing on a machine that is reached through ssh: they understand
 * what xterm does. By the beginning of TERM. */
static const char *const like_xterm[] = {
    "alacritty", "contour", "foot",   "ghostty", "gnome", "iterm2",
    "kitty",     "konsole", "mintty", "mlterm",  "rio",   "rxvt-unicode",
    "st-",       "tmux",    "vte",    "wezterm", "xterm",
};

#define FALLBACK "xterm-256color"

/* Returns the terminal as ncurses takes it. If TERM has no entry, *fallback is the entry that is
 * used instead of it. */
static SCREEN *open_terminal(const char **fallback)
{
    SCREEN *terminal = newterm(NULL, stdout, stdin);
    const char *term = g_getenv("TERM");
    *fallback = NULL;
    for (gsize i = 0; !terminal && term && i < G_N_ELEMENTS(like_xterm); i++)
        if (g_str_has_prefix(term, like_xterm[i])) {
            terminal = newterm(FALLBACK, stdout, stdin);
            *fallback = FALLBACK;
            break;
        }
    return terminal;
}

struct screen *screen_open(const struct screen_options *options, GError **error)
{
    struct termios saved;
    if (!isatty(STDIN_FILENO) || tcgetattr(STDOUT_FILENO, &saved) != 0) {
        g_set_error_literal(error, SCREEN_ERROR, SCREEN_ERROR_TERMINAL,
                            "standard input and output must be a terminal");
        return NULL;
    }
    const char *term = g_getenv("TERM");
    const char *fallback;
    SCREEN *terminal = open_terminal(&fallback);
    if (!terminal || !screen_get_capability("cup")) {
        if (terminal) {
            endwin();
            delscreen(terminal);
        }
        g_set_error(error, SCREEN_ERROR, SCREEN_ERROR_TERMINAL,
                    terminal
                        ? "the terminal \"%s\" cannot place its cursor: set TERM to the name of "
                          "your terminal"
                        : "the terminal \"%s\" is not known: set TERM, or install its terminfo "
                          "entry",
                    term ? term : "");
        return NULL;
    }
    typeahead(-1); /* send a screen as a whole: do not stop when keys come */
    struct screen *screen = g_new0(struct screen, 1);
    screen->curses = terminal;
    screen->fallback = fallback;
    screen->terminal = terminal_new();
    screen->graphics = graphics_new();
    screen_start_modes(screen, options->mouse);
    screen_start_rescue(screen, &saved);
    screen->shown = grid_new(LINES, COLS);
    screen->unsure_rows = g_new0(bool, (gsize)screen->shown->rows);
    screen->draws_all = true;
    if (options->title)
        screen_set_title(screen, options->title);
    return screen;
}

void screen_pause(struct screen *screen)
{
    g_autoptr(GString) text = g_string_new(NULL);
    graphics_clear(screen->graphics, terminal_get_facts(screen->terminal), text);
    screen_write(text->str);
    screen->was_asked = false; /* the program may return on another terminal */
    screen_leave_modes(screen);
    screen_restore_title(screen);
    rescue_pause();
}

void screen_resume(struct screen *screen)
{
    rescue_resume();
    screen_return_modes(screen);
    screen_send_title(screen);
    screen_resize(screen);
}

void screen_suspend(struct screen *screen)
{
    screen_pause(screen);
    rescue_stop_processes();
    screen_resume(screen);
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    screen_pause(screen);
    tcflush(STDIN_FILENO, TCIFLUSH); /* the rest of a paste is not for the shell */
    delscreen(screen->curses);
    graphics_free(screen->graphics);
    terminal_free(screen->terminal);
    g_free(screen->unsure_rows);
    g_free(screen->title);
    rescue_stop();
    grid_free(screen->shown);
    g_free(screen);
}

void screen_redraw(struct screen *screen)
{
    screen->draws_all = true;
}

void screen_resize(struct screen *screen)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resizeterm(size.ws_row, size.ws_col);
    erase();
    grid_resize(screen->shown, LINES, COLS);
    g_free(screen->unsure_rows);
    screen->unsure_rows = g_new0(bool, (gsize)screen->shown->rows);
    screen->draws_all = true;
}

/* ---- what is known */

int screen_get_rows(const struct screen *screen)
{
    return screen->shown->rows;
}

int screen_get_cols(const struct screen *screen)
{
    return screen->shown->cols;
}

int screen_get_colours(const struct screen *screen)
{
    return screen->palette.is_direct ? THEME_RGB : screen->palette.n_colours;
}

const char *screen_get_fallback(const struct screen *screen)
{
    return screen->fallback;
}

bool screen_can_strike(const struct screen *screen)
{
    return screen->strike != NULL;
}

struct terminal *screen_get_terminal(const struct screen *screen)
{
    return screen->terminal;
}

enum picture_form screen_choose_graphics(const struct screen *screen, enum option_graphics wanted)
{
    return graphics_choose(terminal_get_facts(screen->terminal), wanted,
                           screen_get_colours(screen));
}

void screen_set_hyperlinks(struct screen *screen, enum option_hyperlinks wanted)
{
    screen->wants_hyperlinks = wanted;
}

void screen_get_cell_size(const struct screen *screen, guint *width, guint *height)
{
    enum { USUAL_WIDTH = 8, USUAL_HEIGHT = 16, LEAST = 2, MOST = 100 };
    const struct terminal_facts *facts = terminal_get_facts(screen->terminal);
    struct winsize size;
    guint cell_width = (guint)facts->cell_width, cell_height = (guint)facts->cell_height;
    if (!cell_width && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
        cell_width = size.ws_xpixel / size.ws_col;
        cell_height = size.ws_ypixel / size.ws_row;
    }
    const bool is_known =
        cell_width >= LEAST && cell_height >= LEAST && cell_width <= MOST && cell_height <= MOST;
    *width = is_known ? cell_width : USUAL_WIDTH;
    *height = is_known ? cell_height : USUAL_HEIGHT;
}

double screen_get_cell_shape(const struct screen *screen)
{
    guint width, height;
    screen_get_cell_size(screen, &width, &height);
    return CLAMP((double)height / width, 1, 4);
}

struct screen_signals screen_take_signals(void)
{
    struct rescue_flags flags = rescue_take_flags();
    return (struct screen_signals){ .resized = flags.resized || flags.continued,
                                    .suspended = flags.suspended,
                                    .ended = flags.ended };
}

int screen_get_signal_fd(const struct screen *screen G_GNUC_UNUSED)
{
    return rescue_get_fd();
}
