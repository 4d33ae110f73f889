/* SPDX-License-Identifier: MIT */
/* Rows as bytes: places, attributes, colours, links and the characters of cells. */
#include "config.h"

#include "screen_row.h"

#include "manner.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

#include <uninorm.h>
#include <uniwidth.h>

enum { LEFT_TO_RIGHT_MARK = 0x200E };
enum { GAP = 6 }; /* cells that have not changed are written again where that is shorter */

/* What is written to a row. */
struct writer {
    const struct screen *screen;
    const struct grid *grid;
    GString *out;
    int row, col; /* the place of the cursor; col -1: anywhere */
    struct theme_style style;
    guint16 link;
    bool is_open; /* a link */
};

/* ---- attributes and colours */

static void append_capability(GString *out, const char *capability)
{
    if (capability != (const char *)-1) /* the entry of the terminal takes it away from another */
        screen_append_capability(out, capability);
}

void screen_append_place(GString *out, int row, int col)
{
    append_capability(out, tiparm(cursor_address, row, col));
}

/* Appends a colour as the terminal's entry says, or, if it shows any colour, as all such terminals
 * understand it. */
static void append_colour(GString *out, const struct palette *palette, bool is_background,
                          int colour)
{
    const char *capability = is_background ? set_a_background : set_a_foreground;
    if (colour == THEME_DEFAULT)
        return;
    if (palette->is_direct && colour & THEME_RGB)
        g_string_append_printf(out, "\033[%d;2;%d;%d;%dm", is_background ? 48 : 38,
                               colour >> 16 & 255, colour >> 8 & 255, colour & 255);
    else if (palette->is_direct && colour >= 8)
        g_string_append_printf(out, "\033[%d;5;%dm", is_background ? 48 : 38, colour);
    else if (capability && capability != (const char *)-1)
        append_capability(out, tiparm(capability, colour));
}

/* Attributes that the terminal cannot show beside colours ("ncv"). */
static guint find_unfit_attributes(const struct theme_style *style)
{
    static const struct {
        int bit;
        guint attribute;
    } bits[] = { { 1, THEME_UNDERLINE },
                 { 2, THEME_REVERSE },
                 { 4, THEME_DIM },
                 { 5, THEME_BOLD },
                 { 15, THEME_ITALIC } };
    guint unfit = 0;
    if (no_color_video <= 0 ||
        (style->foreground == THEME_DEFAULT && style->background == THEME_DEFAULT))
        return 0;
    for (gsize i = 0; i < G_N_ELEMENTS(bits); i++)
        if (no_color_video & 1 << bits[i].bit)
            unfit |= bits[i].attribute;
    return unfit;
}

static void append_style(struct writer *writer, const struct theme_style *style)
{
    /* in the order of enum theme_attribute */
    const char *const modes[] = {
        enter_bold_mode,      enter_dim_mode,     enter_italics_mode,
        enter_underline_mode, enter_reverse_mode, writer->screen->strike
    };
    const struct theme_style *last = &writer->style;
    if (last->foreground == style->foreground && last->background == style->background &&
        last->attributes == style->attributes)
        return;
    const guint attributes = style->attributes & ~find_unfit_attributes(style);
    append_capability(writer->out, exit_attribute_mode);
    if (writer->screen->resets_colours)
        append_capability(writer->out, orig_pair);
    for (guint i = 0; i < G_N_ELEMENTS(modes); i++)
        if (attributes & (1u << i))
            append_capability(writer->out, modes[i]);
    append_colour(writer->out, &writer->screen->palette, false, style->foreground);
    append_colour(writer->out, &writer->screen->palette, true, style->background);
    writer->style = *style;
}

static const struct theme_style plain = { THEME_DEFAULT, THEME_DEFAULT, 0 };

/* ---- characters */

/* Whether terminals disagree about the columns of a character: marks with a width, scripts that are
 * put together, emoji, and what this system's own library knows another width of. */
static bool is_unsure(gunichar c, int cols)
{
    const bool is_complex = (c >= 0x0900 && c <= 0x109F) || (c >= 0x1100 && c <= 0x11FF) ||
                            (c >= 0x1700 && c <= 0x1CFF) || (c >= 0xA800 && c <= 0xABFF);
    const bool is_symbol = (c >= 0x2190 && c <= 0x21FF) || (c >= 0x2300 && c <= 0x24FF) ||
                           (c >= 0x2600 && c <= 0x2BFF) || c == 0xA9 || c == 0xAE;
    const bool is_other = (c >= 0xE000 && c <= 0xFAFF) || c >= 0x10000;
    return is_complex || is_symbol || is_other || wcwidth((wchar_t)c) != cols;
}

static bool cell_is_unsure(const struct cell *cell)
{
    const guchar first = (guchar)cell->text[0];
    if (cell->whole || cell->is_joined)
        return true;
    if (first < 0x80)
        return first && cell->text[1];
    return cell->text[(int)g_utf8_skip[first]] ||
           is_unsure(g_utf8_get_char(cell->text), cell->cols);
}

/* Appends a character in the locale's encoding. */
static void append_character(GString *out, gunichar c, int cols)
{
    char bytes[MB_LEN_MAX + 1];
    mbstate_t state = { 0 };
    const size_t len = wcrtomb(bytes, (wchar_t)c, &state);
    if (len != (size_t)-1)
        g_string_append_len(out, bytes, (gssize)len);
    else
        g_string_append(out, cols == 2 ? "??" : cols == 1 ? "?" : "");
}

static void append_text(GString *out, const char *text, bool is_utf8, int cols)
{
    if (is_utf8) {
        g_string_append(out, text);
        return;
    }
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        append_character(out, g_utf8_get_char(at), at == text ? cols : 0);
}

/* Appends letters and their marks as one character where there is one (NFC): many terminals draw
 * marks badly or not at all. */
static void append_composed(GString *out, const char *text, bool is_utf8, int cols)
{
    uint8_t composed[2 * CELL_TEXT_BYTES];
    size_t len = sizeof composed - 1;
    const uint8_t *result =
        u8_normalize(UNINORM_NFC, (const uint8_t *)text, strlen(text), composed, &len);
    if (result == composed) { /* else it has allocated what does not fit */
        composed[len] = '\0';
        append_text(out, (const char *)composed, is_utf8, cols);
    } else {
        append_text(out, text, is_utf8, cols);
        free((void *)result);
    }
}

static bool is_narrow(const struct cell *cell)
{
    return uc_width(g_utf8_get_char(cell->text), "UTF-8") < 2;
}

/* Whether the terminal shows the whole sequence of which the cell has the first character. */
static bool shows_whole(const struct writer *writer, const struct cell *cell)
{
    static const char joiner[] = "\xE2\x80\x8D"; /* U+200D */
    return cell->whole &&
           writer->screen->manners &
               (strstr(grid_get_whole(writer->grid, cell), joiner) ? MANNER_SEQUENCES
                                                                   : MANNER_SELECTORS);
}

/* Appends the characters of a cell. */
static void append_cell_text(struct writer *writer, const struct cell *cell)
{
    const struct screen *screen = writer->screen;
    const char *text = cell->text[0] ? cell->text : " ";
    const guchar first = (guchar)text[0];
    if (shows_whole(writer, cell))
        append_text(writer->out, grid_get_whole(writer->grid, cell), screen->is_utf8, cell->cols);
    else if (text[(int)g_utf8_skip[first]])
        append_composed(writer->out, text, screen->is_utf8, cell->cols);
    else
        append_text(writer->out, text, screen->is_utf8, cell->cols);
}

/* ---- fields, for terminals that reorder whole lines */

/* Letters that stand right to left, and so move what is beside them. */
static bool is_right_to_left(gunichar c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

static bool is_border(const struct cell *cell)
{
    const gunichar c = cell ? g_utf8_get_char(cell->text) : 0;
    return c >= 0x2500 && c <= 0x259F;
}

/* Whether a field ends before col: there is the border of a pane, the end, or more than one blank.
 */
static bool is_gap(const struct grid *grid, int row, int col)
{
    const struct cell *cell = grid_get_cell(grid, row, col),
                      *next = grid_get_cell(grid, row, col + 1);
    if (!cell || is_border(cell))
        return true;
    return !cell->text[0] && cell->cols &&
           (!next || is_border(next) || (!next->text[0] && next->cols));
}

/* Whether a mark follows the cell at col, because a field with letters from right to left ends
 * there. */
static bool has_mark(const struct grid *grid, int row, int col)
{
    const struct cell *cell = grid_get_cell(grid, row, col);
    const int end = col + MAX(cell->cols, 1);
    bool result = false;
    if (!grid->marks_fields || !cell->text[0] || !is_gap(grid, row, end) || is_gap(grid, row, col))
        return false;
    for (int at = col; !result && at >= 0 && !is_gap(grid, row, at); at--)
        result = is_right_to_left(g_utf8_get_char(grid_get_cell(grid, row, at)->text));
    return result;
}

/* ---- cells */

/* Finds how a cell looks on this terminal. True if it is a placeholder of a picture. */
static bool find_look(const struct writer *writer, const struct cell *cell,
                      struct theme_style *style,
                      wchar_t placeholder[GRAPHICS_PLACEHOLDER_CHARACTERS + 1])
{
    const struct screen *screen = writer->screen;
    int colour;
    if (graphics_get_placeholder(terminal_get_facts(screen->terminal), writer->grid, cell,
                                 placeholder, &colour)) {
        *style = (struct theme_style){ colour, THEME_DEFAULT, 0 };
        return true;
    }
    const struct theme_style own = cell_resolve_style(cell, &screen->theme);
    *style = palette_map_style(&screen->palette, &own);
    return false;
}

static void set_link(struct writer *writer, guint16 link)
{
    if (link == writer->link)
        return;
    if (link || writer->is_open)
        writer->is_open = hyperlink_append(writer->out, writer->grid, link);
    writer->link = link;
}

/* Whether a cell of two columns shows a narrow character, and a blank after it. */
static bool has_own_blank(const struct writer *writer, int col)
{
    const struct cell *cell = grid_get_cell(writer->grid, writer->row, col);
    return cell->whole && !shows_whole(writer, cell) && is_narrow(cell) &&
           col + 2 < writer->grid->cols;
}

/* Before a cluster of unsure width, which may leave a part of its columns as they were: blanks in
 * its style over all of them. */
static void write_ground(struct writer *writer, int col)
{
    const struct grid *grid = writer->grid;
    int cols = grid_get_cell(grid, writer->row, col)->cols;
    while (col + cols < grid->cols && grid_get_cell(grid, writer->row, col + cols)->is_joined)
        cols++;
    if (cols == 1 || has_own_blank(writer, col))
        return;
    g_string_append_printf(writer->out, "%*s", cols, "");
    screen_append_place(writer->out, writer->row, col);
}

static void write_cell(struct writer *writer, int col)
{
    const struct cell *cell = grid_get_cell(writer->grid, writer->row, col);
    wchar_t placeholder[GRAPHICS_PLACEHOLDER_CHARACTERS + 1];
    struct theme_style style;
    /* without "xenl" the last cell of all would scroll the screen */
    const bool is_last = col + cell->cols >= writer->grid->cols;
    if (!cell->cols || (is_last && writer->row == writer->grid->rows - 1 && auto_right_margin &&
                        !eat_newline_glitch))
        return;
    set_link(writer, writer->screen->has_links ? cell->address : 0);
    if (writer->col != col && !(cell->is_joined && writer->col == -1))
        screen_append_place(writer->out, writer->row, col);
    const bool is_placeholder = find_look(writer, cell, &style, placeholder);
    append_style(writer, &style);
    if (!is_placeholder && !cell->is_joined && cell_is_unsure(cell))
        write_ground(writer, col);
    for (guint i = 0; is_placeholder && placeholder[i]; i++)
        g_string_append_unichar(writer->out, (gunichar)placeholder[i]);
    if (!is_placeholder)
        append_cell_text(writer, cell);
    if (!is_placeholder && has_own_blank(writer, col))
        g_string_append_c(writer->out, ' ');
    /* no place follows a mark: mlterm would forget the mark */
    if (has_mark(writer->grid, writer->row, col) && writer->screen->is_utf8)
        g_string_append_unichar(writer->out, LEFT_TO_RIGHT_MARK);
    writer->col = is_last || is_placeholder || cell_is_unsure(cell) ? -1 : col + cell->cols;
}

static bool is_blank(const struct writer *writer, const struct cell *cell)
{
    wchar_t placeholder[GRAPHICS_PLACEHOLDER_CHARACTERS + 1];
    struct theme_style style;
    if (cell->text[0] || cell->cols != 1 || cell->picture ||
        (cell->address && writer->screen->has_links))
        return false;
    return !find_look(writer, cell, &style, placeholder) && style.background == THEME_DEFAULT &&
           !(style.attributes & (THEME_REVERSE | THEME_UNDERLINE | THEME_STRIKE));
}

/* Returns the column from which on a row is blank. */
static int find_blank_end(const struct writer *writer)
{
    int end = writer->grid->cols;
    while (end > 0 && is_blank(writer, grid_get_cell(writer->grid, writer->row, end - 1)))
        end--;
    return end;
}

static void erase_from(struct writer *writer, int col)
{
    set_link(writer, 0);
    append_style(writer, &plain);
    if (writer->col != col)
        screen_append_place(writer->out, writer->row, col);
    append_capability(writer->out, clr_eol);
    writer->col = col;
}

static void write_whole(struct writer *writer, bool erases_first)
{
    const int end = clr_eol ? find_blank_end(writer) : writer->grid->cols;
    if (erases_first && clr_eol)
        erase_from(writer, 0);
    for (int col = 0; col < end; col++)
        write_cell(writer, col);
    if (!erases_first && end < writer->grid->cols)
        erase_from(writer, end);
}

static bool is_changed(const struct writer *writer, int col)
{
    return memcmp(grid_get_cell(writer->grid, writer->row, col),
                  grid_get_cell(writer->screen->shown, writer->row, col), sizeof(struct cell)) != 0;
}

/* Writes the cells that have changed, and short gaps between them. */
static void write_changes(struct writer *writer)
{
    const int cols = writer->grid->cols, end = clr_eol ? find_blank_end(writer) : cols;
    for (int col = 0; col < cols; col++) {
        if (!is_changed(writer, col))
            continue;
        if (col >= end) {
            erase_from(writer, end);
            break;
        }
        int last = col;
        for (int at = col; at < end && at - last <= GAP; at++)
            if (is_changed(writer, at))
                last = at;
        if (!grid_get_cell(writer->grid, writer->row, col)->cols && col > 0)
            col--;
        for (; col <= last; col++)
            write_cell(writer, col);
        col--;
    }
}

/* ---- rows */

static bool row_is_unsure(const struct grid *grid, int row)
{
    bool result = false;
    for (int col = 0; !result && col < grid->cols; col++)
        result = cell_is_unsure(grid_get_cell(grid, row, col)) || has_mark(grid, row, col);
    return result;
}

bool screen_append_row(struct screen *screen, const struct grid *grid, int row, bool is_whole,
                       GString *out)
{
    struct cell *shown = grid_get_cell(screen->shown, row, 0);
    const struct cell *wanted = grid_get_cell(grid, row, 0);
    const size_t bytes = (size_t)grid->cols * sizeof *wanted;
    if (!is_whole && memcmp(shown, wanted, bytes) == 0)
        return false;
    struct writer writer = {
        .screen = screen, .grid = grid, .out = out, .row = row, .col = -1, .style = plain
    };
    const bool is_unsure_row = row_is_unsure(grid, row), was_unsure = screen->unsure_rows[row];
    if (is_unsure_row || was_unsure || is_whole)
        write_whole(&writer, is_unsure_row || was_unsure);
    else
        write_changes(&writer);
    set_link(&writer, 0);
    append_style(&writer, &plain);
    screen->unsure_rows[row] = is_unsure_row;
    memcpy(shown, wanted, bytes);
    return true;
}
