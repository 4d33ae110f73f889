/* SPDX-License-Identifier: MIT */
/* Draws a grid on the terminal: ncurses gets the cells that have changed, and sends them in the
 * shortest way; hyperlinks and pictures, which it does not know, are sent afterwards. */
#include "config.h"

#include "screen_state.h"

#include <assert.h>
#include <string.h>
#include <wchar.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

#include <unistr.h>

#define SYNC_ON "\033[?2026h"
#define SYNC_OFF "\033[?2026l"
#define CURSOR_SAVE "\0337" /* with its colours */
#define CURSOR_RESTORE "\0338"

/* In the order of enum theme_attribute. */
static const attr_t attributes[] = { A_BOLD, A_DIM, A_ITALIC, A_UNDERLINE, A_REVERSE };

static attr_t attributes_to_curses(guint bits)
{
    attr_t result = A_NORMAL;
    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (bits & (1u << i))
            result |= attributes[i];
    return result;
}

/* Writes the characters of a cell. If the C library assumes another width for a character than we
 * do, a replacement is sent on whose width both agree: otherwise the columns after it would shift.
 */
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

/* Gives the cells that changed to ncurses, and marks their rows. */
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

/* State of writing the cells of hyperlinks, without ncurses. */
struct link_writer {
    const struct screen *screen;
    struct theme_style last; /* the attributes and colours that are set */
    bool has_last;
};

static void append_capability(GString *out, const char *capability)
{
    if (capability != (const char *)-1) /* the entry of the terminal takes it away from another */
        screen_append_capability(out, capability);
}

static void append_colour(GString *out, const char *capability, int colour)
{
    if (colour != THEME_DEFAULT && capability && capability != (const char *)-1)
        screen_append_capability(out, tiparm(capability, colour));
}

/* Appends attributes and colours by the capabilities of the terminal, as ncurses does. */
static void append_style(GString *out, const struct theme_style *style)
{
    const char *const modes[] = { enter_bold_mode, enter_dim_mode, enter_italics_mode,
                                  enter_underline_mode, enter_reverse_mode };
    static_assert(G_N_ELEMENTS(modes) == G_N_ELEMENTS(attributes), "one for each attribute");
    append_capability(out, exit_attribute_mode);
    for (guint i = 0; i < G_N_ELEMENTS(modes); i++)
        if (style->attributes & (1u << i))
            append_capability(out, modes[i]);
    append_colour(out, set_a_foreground, style->foreground);
    append_colour(out, set_a_background, style->background);
}

static void append_linked_cell(void *data, const struct cell *cell, GString *out)
{
    struct link_writer *writer = data;
    const struct theme_style style = cell_resolve_style(cell, &writer->screen->theme);
    const struct theme_style mapped = palette_map_style(&writer->screen->palette, &style);
    const struct theme_style *last = &writer->last;
    if (!writer->has_last || last->foreground != mapped.foreground ||
        last->background != mapped.background || last->attributes != mapped.attributes)
        append_style(out, &mapped);
    writer->last = mapped;
    writer->has_last = true;
    wchar_t wide[CCHARW_MAX + 1];
    cell_to_wide(cell, wide);
    for (guint i = 0; wide[i]; i++)
        g_string_append_unichar(out, (gunichar)wide[i]);
}

/* Sends what ncurses does not know: hyperlinks, pictures, and once the questions to the terminal.
 */
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
    g_assert(grid->cursor_row < grid->rows && grid->cursor_col < grid->cols);
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
