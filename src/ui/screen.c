/* SPDX-License-Identifier: MIT */
/* The terminal through ncurses. A copy of what it shows is kept, so that only cells that changed
 * reach ncurses, which then finds the shortest way to bring them to the terminal. */
#include "config.h"

#include "ui/screen.h"

#include "graphics.h"
#include "hyperlink.h"
#include "terminal.h"
#include "ui/palette.h"
#include "ui/rescue.h"

#include <assert.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

#include <unistr.h>

#include "ui/screen_keys.h"

#define COPY_MAX_BYTES ((gsize)64 << 10)

#define MOUSE_OFF "\033[?1006l\033[?1003l\033[?1002l\033[?1000l"
#define DRAG_ON "\033[?1002h"
#define DRAG_OFF "\033[?1002l"
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define SYNC_ON "\033[?2026h"
#define SYNC_OFF "\033[?2026l"
#define CURSOR_SAVE "\0337" /* with its colours */
#define CURSOR_RESTORE "\0338"
#define ORDER_OURS "\033[8l" /* BDSM, ECMA-48 7.2.2 */
#define ORDER_ITS "\033[8h"

struct screen {
    SCREEN *curses;
    struct grid *shown;
    struct theme theme; /* the one that shown was drawn with */
    struct palette palette;
    struct terminal *terminal;
    struct graphics *graphics;
    struct hyperlinks *hyperlinks;
    bool *rows_changed; /* of the drawing under way, a row each */
    enum option_hyperlinks wants_hyperlinks;
    bool was_asked; /* what it can do */
    bool draws_all;
    bool has_title;
    bool is_xterm; /* understands what xterm does: titles, pastes */
    bool is_cursor_visible;
    bool has_mouse;
    bool has_order; /* the terminal was told to leave the order of text to us */
};

GQuark screen_error_quark(void)
{
    return g_quark_from_static_string("newsdeck-screen-error");
}

void screen_set_locale(void)
{
    setlocale(LC_ALL, "");
    const char *codeset = nl_langinfo(CODESET);
    if (strcmp(codeset, "ANSI_X3.4-1968") == 0 || strcmp(codeset, "US-ASCII") == 0) {
        if (!setlocale(LC_CTYPE, "C.UTF-8"))
            setlocale(LC_CTYPE, "en_US.UTF-8");
    }
}

/* A string capability, NULL where the terminal has none. */
static const char *terminal_get_string(const char *name)
{
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? NULL : value;
}

/* Appends a capability without the padding marks "$<5>". */
static void append_capability(GString *text, const char *name)
{
    const char *value = terminal_get_string(name);
    for (; value && *value; value++) {
        const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
        if (end)
            value = end;
        else
            g_string_append_c(text, *value);
    }
}

static void screen_write(const char *text)
{
    fputs(text, stdout);
    fflush(stdout);
}

static void screen_start_rescue(const struct screen *screen, const struct termios *saved)
{
    GString *text = g_string_new(NULL);
    append_capability(text, "sgr0");
    append_capability(text, "op");
    append_capability(text, "rmkx");
    append_capability(text, "cnorm");
    g_string_append(text, MOUSE_OFF);
    if (screen->is_xterm)
        g_string_append(text, PASTE_OFF);
    g_string_append(text, ORDER_ITS);
    append_capability(text, "rmcup");
    g_string_append(text, "\r");
    rescue_start(STDOUT_FILENO, saved, text->str);
    g_string_free(text, TRUE);
}

static void screen_start_colours(struct screen *screen)
{
    const char *no_colour = g_getenv("NO_COLOR");
    if ((no_colour && *no_colour) || start_color() == ERR || !has_colors() ||
        use_default_colors() == ERR)
        return;
    screen->palette.n_colours = COLORS;
    screen->palette.is_direct = tigetflag("RGB") > 0 || tigetnum("RGB") > 0;
}

/* Keys that ncurses does not know of. */
static void screen_define_keys(void)
{
    define_key("\033[200~", SCREEN_KEY_PASTE_BEGIN);
    define_key("\033[201~", SCREEN_KEY_PASTE_END);
}

/* What the mouse does while a button is held: ncurses has no name for that mode. */
static void screen_set_drag(bool is_wanted)
{
    if (terminal_get_string("kmous"))
        screen_write(is_wanted ? DRAG_ON : DRAG_OFF);
}

void screen_set_mouse(struct screen *screen, bool is_wanted)
{
    /* releases, too: a report of which nothing is wanted lets ncurses wait for the next one, on the
     * terminal, whatever nodelay() says */
    mmask_t wanted = BUTTON1_PRESSED | BUTTON2_PRESSED | BUTTON3_PRESSED | BUTTON4_PRESSED |
                     BUTTON5_PRESSED | BUTTON1_RELEASED | BUTTON2_RELEASED | BUTTON3_RELEASED |
                     REPORT_MOUSE_POSITION;
    if (is_wanted != screen->has_mouse)
        mousemask(is_wanted ? wanted : 0, NULL);
    screen->has_mouse = is_wanted;
    screen_set_drag(is_wanted);
}

static void screen_start_modes(struct screen *screen, bool takes_mouse)
{
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
    SCREEN *terminal = newterm(NULL, stdout, stdin);
    if (!terminal || !terminal_get_string("cup")) {
        if (terminal) {
            endwin();
            delscreen(terminal);
        }
        g_set_error(
            error, SCREEN_ERROR, SCREEN_ERROR_TERMINAL,
            terminal
                ? "the terminal \"%s\" can't place its cursor: set TERM to what your terminal is"
                : "nothing is known of the terminal \"%s\": set TERM, or install its terminfo "
                  "entry",
            term ? term : "");
        return NULL;
    }
    typeahead(-1); /* a screen is sent whole, not in pieces between looks for keys */
    struct screen *screen = g_new0(struct screen, 1);
    screen->curses = terminal;
    screen->terminal = terminal_new();
    screen->graphics = graphics_new();
    screen->hyperlinks = hyperlinks_new();
    screen->is_xterm = tigetflag("XT") > 0;
    screen_start_colours(screen);
    screen_start_modes(screen, options->mouse);
    screen_start_rescue(screen, &saved);
    screen->shown = grid_new(LINES, COLS);
    screen->draws_all = true;
    if (screen->is_xterm)
        screen_write(PASTE_ON);
    if (options->title)
        screen_set_title(screen, options->title);
    return screen;
}

void screen_pause(struct screen *screen)
{
    g_autoptr(GString) text = g_string_new(NULL);
    graphics_clear(screen->graphics, terminal_get_facts(screen->terminal), text);
    screen_write(text->str);
    screen->was_asked = false; /* another terminal may take us up again */
    curs_set(1);
    screen_set_drag(false);
    endwin();
    if (screen->is_xterm)
        screen_write(PASTE_OFF);
    if (screen->has_order)
        screen_write(ORDER_ITS);
    rescue_pause();
}

void screen_resume(struct screen *screen)
{
    rescue_resume();
    reset_prog_mode();
    refresh();
    screen_set_drag(screen->has_mouse);
    curs_set(screen->is_cursor_visible);
    if (screen->is_xterm)
        screen_write(PASTE_ON);
    if (screen->has_order)
        screen_write(ORDER_OURS);
    screen_resize(screen);
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    screen_pause(screen);
    if (screen->has_title)
        screen_write("\033[23;2t");
    delscreen(screen->curses);
    graphics_free(screen->graphics);
    hyperlinks_free(screen->hyperlinks);
    terminal_free(screen->terminal);
    g_free(screen->rows_changed);
    rescue_stop();
    grid_free(screen->shown);
    g_free(screen);
}

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

/* ---- drawing */

static attr_t attributes_to_curses(guint attributes)
{
    static const attr_t table[] = { A_BOLD, A_DIM, A_ITALIC, A_UNDERLINE, A_REVERSE };
    attr_t result = A_NORMAL;
    for (guint i = 0; i < G_N_ELEMENTS(table); i++)
        if (attributes & (1u << i))
            result |= table[i];
    return result;
}

/* The characters of a cell. Where the C library takes another width for a character than we do, the
 * terminal is sent something that both agree about, or the columns after it would shift. */
static void cell_to_wide(const struct cell *cell, wchar_t wide[CCHARW_MAX + 1])
{
    const uint8_t *text = (const uint8_t *)cell->text;
    size_t len = strlen(cell->text);
    ucs4_t c = ' ';
    int used = len ? u8_mbtouc(&c, text, len) : 0;
    int n_wide = 0;
    if (len && wcwidth((wchar_t)c) != cell->cols)
        c = cell->cols == 2 ? 0xFF1F : '?';
    wide[n_wide++] = wcwidth((wchar_t)c) == cell->cols ? (wchar_t)c : L'?';
    while ((size_t)used < len && n_wide < CCHARW_MAX) {
        used += u8_mbtouc(&c, text + used, len - (size_t)used);
        if (wcwidth((wchar_t)c) == 0)
            wide[n_wide++] = (wchar_t)c;
    }
    wide[n_wide] = L'\0';
}

static void screen_put_cell(struct screen *screen, const struct grid *grid, int row, int col,
                            const struct theme *theme)
{
    const struct cell *cell = grid_get_cell(grid, row, col);
    struct theme_style style = cell_resolve_style(cell, theme);
    struct theme_style mapped = palette_map_style(&screen->palette, &style);
    wchar_t wide[CCHARW_MAX + 1];
    int colour;
    static_assert(CCHARW_MAX >= GRAPHICS_PLACEHOLDER_CHARACTERS, "a placeholder fits");
    if (graphics_get_placeholder(terminal_get_facts(screen->terminal), grid, cell, wide, &colour))
        mapped = (struct theme_style){ colour, THEME_DEFAULT, 0 };
    else
        cell_to_wide(cell, wide);
    int pair = 0;
    if (mapped.foreground != THEME_DEFAULT || mapped.background != THEME_DEFAULT)
        pair = MAX(alloc_pair(mapped.foreground, mapped.background), 0);
    cchar_t character;
    setcchar(&character, wide, attributes_to_curses(mapped.attributes),
             (short)MIN(pair, G_MAXSHORT), &pair);
    mvadd_wch(row, col, &character);
}

static void screen_put_cursor(struct screen *screen, const struct grid *grid)
{
    bool is_visible = grid->cursor_row >= 0 && grid->cursor_col >= 0;
    if (is_visible != screen->is_cursor_visible)
        curs_set(is_visible);
    screen->is_cursor_visible = is_visible;
    move(MAX(grid->cursor_row, 0), MAX(grid->cursor_col, 0));
}

/* Hands the cells that changed to ncurses, and marks their rows. */
static void screen_put_cells(struct screen *screen, const struct grid *grid,
                             const struct theme *theme, bool draws_all)
{
    struct grid *shown = screen->shown;
    for (int row = 0; row < MIN(shown->rows, grid->rows); row++) {
        for (int col = 0; col < MIN(shown->cols, grid->cols); col++) {
            const struct cell *cell = grid_get_cell(grid, row, col);
            struct cell *old = grid_get_cell(shown, row, col);
            if (!draws_all && memcmp(cell, old, sizeof *cell) == 0)
                continue;
            *old = *cell;
            screen->rows_changed[row] = true;
            if (cell->cols)
                screen_put_cell(screen, grid, row, col, theme);
        }
    }
}

/* What a cell of a hyperlink is written with. */
struct link_writer {
    struct screen *screen;
    char last[64]; /* the attributes and colours that are set */
};

static void append_colour(GString *sgr, int colour, int base, const struct palette *palette)
{
    if (colour == THEME_DEFAULT)
        return;
    if (palette->is_direct && colour >= 8)
        g_string_append_printf(sgr, ";%d;2;%d;%d;%d", base + 8, colour >> 16 & 255,
                               colour >> 8 & 255, colour & 255);
    else if (colour < 8)
        g_string_append_printf(sgr, ";%d", base + colour);
    else
        g_string_append_printf(sgr, ";%d;5;%d", base + 8, colour);
}

static void append_linked_cell(void *data, const struct cell *cell, GString *out)
{
    static const int codes[] = { 1, 2, 3, 4, 7 }; /* as attributes_to_curses() has them */
    struct link_writer *writer = data;
    const struct palette *palette = &writer->screen->palette;
    const struct theme_style style = cell_resolve_style(cell, &writer->screen->theme);
    const struct theme_style mapped = palette_map_style(palette, &style);
    g_autoptr(GString) sgr = g_string_new("0");
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++)
        if (mapped.attributes & (1u << i))
            g_string_append_printf(sgr, ";%d", codes[i]);
    append_colour(sgr, mapped.foreground, 30, palette);
    append_colour(sgr, mapped.background, 40, palette);
    if (strcmp(writer->last, sgr->str) != 0)
        g_string_append_printf(out, "\033[%sm", sgr->str);
    g_strlcpy(writer->last, sgr->str, sizeof writer->last);
    wchar_t wide[CCHARW_MAX + 1];
    cell_to_wide(cell, wide);
    for (guint i = 0; wide[i]; i++)
        g_string_append_unichar(out, (gunichar)wide[i]);
}

/* What ncurses does not know of: hyperlinks, pictures, and once the questions to the terminal. */
static void screen_finish(struct screen *screen, const struct grid *grid, bool is_cleared)
{
    const struct terminal_facts *facts = terminal_get_facts(screen->terminal);
    const bool has_links = hyperlinks_choose(facts, screen->wants_hyperlinks);
    struct link_writer writer = { .screen = screen };
    g_autoptr(GString) text = g_string_new(NULL);
    hyperlinks_finish(screen->hyperlinks, grid, has_links, is_cleared, screen->rows_changed,
                      append_linked_cell, &writer, text);
    graphics_finish(screen->graphics, facts, grid, screen->rows_changed, text);
    if (text->len) {
        g_string_prepend(text, CURSOR_SAVE);
        g_string_append(text, CURSOR_RESTORE);
    }
    const char *question = screen->was_asked
                               ? terminal_ask_again(screen->terminal)
                               : terminal_ask(screen->terminal, g_get_monotonic_time());
    screen->was_asked = true;
    g_string_append(text, question ? question : "");
    if (text->len)
        screen_write(text->str);
}

void screen_flush(struct screen *screen, const struct grid *grid, const struct theme *theme)
{
    const struct terminal_facts *facts = terminal_get_facts(screen->terminal);
    if (memcmp(&screen->theme, theme, sizeof *theme) != 0) {
        screen->theme = *theme;
        screen->draws_all = true;
    }
    const bool draws_all = graphics_turn(screen->graphics, facts) || screen->draws_all;
    if (draws_all)
        clearok(stdscr, TRUE);
    screen->draws_all = false;
    const gsize n_rows = (gsize)MAX(grid->rows, screen->shown->rows);
    g_autofree bool *is_redrawn = g_new0(bool, n_rows);
    g_free(screen->rows_changed);
    screen->rows_changed = g_new0(bool, n_rows);
    graphics_prepare(screen->graphics, facts, grid, draws_all, is_redrawn);
    screen_put_cells(screen, grid, theme, draws_all);
    for (gsize row = 0; row < n_rows; row++) {
        if (is_redrawn[row])
            wredrawln(stdscr, (int)row, 1);
        screen->rows_changed[row] |= is_redrawn[row];
    }
    if (grid->cursor_row >= 0)
        screen->rows_changed[grid->cursor_row] = true;
    screen_put_cursor(screen, grid);
    if (facts->has_sync)
        screen_write(SYNC_ON);
    refresh();
    screen_finish(screen, grid, draws_all);
    if (facts->has_sync)
        screen_write(SYNC_OFF);
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
    screen->draws_all = true;
}

void screen_set_order(struct screen *screen, bool is_explicit)
{
    if (is_explicit == screen->has_order)
        return;
    screen->has_order = is_explicit;
    screen_write(is_explicit ? ORDER_OURS : ORDER_ITS);
    screen->draws_all = true; /* each line keeps the order it was written in */
}

void screen_suspend(struct screen *screen)
{
    screen_pause(screen);
    rescue_stop_processes();
    screen_resume(screen);
}

void screen_set_title(struct screen *screen, const char *title)
{
    if (!screen->is_xterm)
        return;
    GString *text = g_string_new(screen->has_title ? NULL : "\033[22;2t");
    g_string_append(text, "\033]2;");
    for (const char *at = title; *at && text->len < 200; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isprint(c))
            g_string_append_unichar(text, c);
    }
    g_string_append_c(text, '\a');
    screen_write(text->str);
    g_string_free(text, TRUE);
    screen->has_title = true;
}

void screen_copy(struct screen *screen, const char *text)
{
    if (!screen->is_xterm && !terminal_get_string("Ms")) /* tmux and screen name it */
        return;
    g_autofree char *encoded =
        g_base64_encode((const guchar *)text, MIN(strlen(text), COPY_MAX_BYTES));
    g_autofree char *sequence = g_strconcat("\033]52;c;", encoded, "\a", NULL);
    screen_write(sequence);
}

struct screen_signals screen_take_signals(void)
{
    struct rescue_flags flags = rescue_take_flags();
    return (struct screen_signals){ .resized = flags.resized || flags.continued,
                                    .suspended = flags.suspended,
                                    .ended = flags.ended };
}

int screen_get_signal_fd(const struct screen *screen)
{
    (void)screen;
    return rescue_get_fd();
}
