/* SPDX-License-Identifier: MIT */
/* Draws a grid on the terminal: the rows that have changed, the pictures over them, the cursor, and
 * once the questions to the terminal, all in one piece. */
#include "config.h"

#include "screen_row.h"

#include <string.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

#define SYNC_ON "\033[?2026h"
#define SYNC_OFF "\033[?2026l"

/* Has ncurses take the terminal, or clear it, if that is still to be done. */
static void settle_curses(void)
{
    erase();
    refresh();
}

/* Whether nothing on the screen can be kept. */
static bool follow_changes(struct screen *screen, const struct theme *theme)
{
    const struct terminal_facts *facts = terminal_get_facts(screen->terminal);
    const bool has_links = hyperlinks_choose(facts, screen->wants_hyperlinks);
    bool draws_all = screen->draws_all | (has_links != screen->has_links) |
                     graphics_turn(screen->graphics, facts) | screen_follow_facts(screen);
    if (memcmp(&screen->theme, theme, sizeof *theme) != 0) {
        screen->theme = *theme;
        draws_all = true;
    }
    screen->has_links = has_links;
    screen->draws_all = false;
    return draws_all;
}

static void append_rows(struct screen *screen, const struct grid *grid, bool draws_all,
                        GString *text)
{
    const struct terminal_facts *facts = terminal_get_facts(screen->terminal);
    const gsize n_rows = (gsize)MAX(grid->rows, screen->shown->rows);
    g_autofree bool *is_changed = g_new0(bool, n_rows);
    graphics_prepare(screen->graphics, facts, grid, draws_all, is_changed);
    if (grid->cols == screen->shown->cols)
        for (int row = 0; row < MIN(screen->shown->rows, grid->rows); row++)
            is_changed[row] |=
                screen_append_row(screen, grid, row, draws_all || is_changed[row], text);
    graphics_finish(screen->graphics, facts, grid, is_changed, text);
}

/* The cursor rests where people look, also when it is hidden: screen readers, Braille displays and
 * magnifiers follow it. */
static void append_cursor(struct screen *screen, const struct grid *grid, GString *text)
{
    const bool is_visible = grid->cursor_row >= 0 && grid->cursor_col >= 0;
    const int row = is_visible ? grid->cursor_row : MAX(grid->rest_row, 0),
              col = is_visible ? grid->cursor_col : MAX(grid->rest_col, 0);
    if (text->len || row != screen->cursor_row || col != screen->cursor_col)
        screen_append_place(text, row, col);
    screen->cursor_row = row;
    screen->cursor_col = col;
    if (is_visible != screen->is_cursor_visible)
        curs_set(is_visible);
    screen->is_cursor_visible = is_visible;
}

void screen_flush(struct screen *screen, const struct grid *grid, const struct theme *theme)
{
    const struct terminal_facts *facts = terminal_get_facts(screen->terminal);
    g_assert(grid->cursor_row < grid->rows && grid->cursor_col < grid->cols);
    const bool draws_all = follow_changes(screen, theme);
    g_autoptr(GString) text = g_string_new(NULL);
    settle_curses();
    if (draws_all) /* the whole screen: a terminal keeps the order of text for each line */
        screen_append_capability(text, screen_get_capability("clear"));
    append_rows(screen, grid, draws_all, text);
    append_cursor(screen, grid, text);
    if (text->len && facts->has_sync) {
        g_string_prepend(text, SYNC_ON);
        g_string_append(text, SYNC_OFF);
    }
    const char *question = screen->was_asked
                               ? terminal_ask_again(screen->terminal)
                               : terminal_ask(screen->terminal, g_get_monotonic_time());
    screen->was_asked = true;
    g_string_append(text, question ? question : "");
    if (text->len)
        screen_write(text->str);
}
