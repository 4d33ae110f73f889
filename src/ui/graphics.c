/* SPDX-License-Identifier: MIT */
/* Pictures that the terminal draws: which ones are on screen, and what has to be sent. */
#include "graphics.h"

#include "graphics_kitty.h"

#include <string.h>

/* How pictures of a form are shown on the screen. */
struct protocol {
    bool is_erased; /* text over it erases it; else hide() takes it away */
    /* at the cursor; place is a number that stands for the place on the screen */
    void (*show)(GString *out, const struct picture_drawing *drawing, guint row, guint place);
    void (*hide)(GString *out, const struct picture_drawing *drawing, guint place);
};

static void show_strip(GString *out, const struct picture_drawing *drawing, guint row,
                       guint place G_GNUC_UNUSED)
{
    g_assert(row < drawing->spec.rows);
    g_string_append(out, drawing->strips[row]);
}

static const struct protocol protocols[] = {
    [PICTURE_KITTY] = { false, kitty_append_show, kitty_append_hide },
    [PICTURE_SIXEL] = { true, show_strip, NULL },
    [PICTURE_ITERM2] = { true, show_strip, NULL },
};

/* A row of a picture's cells on the screen. */
struct strip {
    struct picture_drawing *drawing; /* referenced */
    int row, col;
    guint picture_row;
};

struct graphics {
    GArray *shown, *wanted; /* of struct strip */
    bool is_cleared;        /* nothing of shown is on the screen any more */
    bool has_placeholders;  /* the terminal finds pictures by placeholders */
    /* has_placeholders has changed: the pictures that were sent are useless */
    bool is_turned;
    /* of struct picture_drawing *: kitty pictures that are in the terminal's memory */
    GPtrArray *sent;
};

enum {
    MAX_SENT = 32, /* pictures in the terminal's memory, unless more are on screen */
    MIN_PLACEHOLDER_COLOURS = 256,
};

static void strip_clear(void *data)
{
    picture_drawing_unref(((struct strip *)data)->drawing);
}

struct graphics *graphics_new(void)
{
    struct graphics *graphics = g_new0(struct graphics, 1);
    graphics->shown = g_array_new(FALSE, FALSE, sizeof(struct strip));
    graphics->wanted = g_array_new(FALSE, FALSE, sizeof(struct strip));
    g_array_set_clear_func(graphics->shown, strip_clear);
    g_array_set_clear_func(graphics->wanted, strip_clear);
    graphics->sent = g_ptr_array_new_with_free_func((GDestroyNotify)picture_drawing_unref);
    return graphics;
}

void graphics_free(struct graphics *graphics)
{
    if (!graphics)
        return;
    g_array_unref(graphics->shown);
    g_array_unref(graphics->wanted);
    g_ptr_array_unref(graphics->sent);
    g_free(graphics);
}

/* ---- which form */

static bool is_iterm2(const struct terminal_facts *facts)
{
    static const char *const names[] = { "iTerm2", "WezTerm", "mintty", "vscode" };
    const char *program = g_getenv("TERM_PROGRAM");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_has_prefix(facts->name, names[i]) ||
            (program && g_str_has_prefix(program, names[i])))
            return true;
    return false;
}

static bool can_show(const struct terminal_facts *facts, enum picture_form form, int n_colours)
{
    if (!picture_can_draw(form))
        return form == PICTURE_BLOCKS;
    switch (form) {
    case PICTURE_KITTY:
        return facts->has_kitty && (!facts->is_tmux || kitty_has_placeholders(facts)) &&
               (!kitty_has_placeholders(facts) || n_colours >= MIN_PLACEHOLDER_COLOURS);
    case PICTURE_ITERM2:
        return is_iterm2(facts) && !facts->is_tmux;
    case PICTURE_SIXEL:
        return facts->has_sixel;
    default:
        return true;
    }
}

enum picture_form graphics_choose(const struct terminal_facts *facts, enum option_graphics wanted,
                                  int n_colours)
{
    static const enum picture_form forms[] = {
        [OPTION_GRAPHICS_KITTY] = PICTURE_KITTY,     [OPTION_GRAPHICS_SIXEL] = PICTURE_SIXEL,
        [OPTION_GRAPHICS_ITERM2] = PICTURE_ITERM2,   [OPTION_GRAPHICS_BLOCKS] = PICTURE_BLOCKS,
        [OPTION_GRAPHICS_BRAILLE] = PICTURE_BRAILLE,
    };
    static const enum picture_form best[] = { PICTURE_KITTY, PICTURE_ITERM2, PICTURE_SIXEL,
                                              PICTURE_BLOCKS };
    if (wanted != OPTION_GRAPHICS_AUTO && picture_can_draw(forms[wanted]))
        return forms[wanted];
    guint i = 0;
    if (n_colours == 0)
        return PICTURE_BLOCKS; /* without colours, pictures have none either */
    while (!can_show(facts, best[i], n_colours))
        i++;
    return best[i];
}

/* ---- what is on the screen */

static struct picture_drawing *find_drawing(const struct grid *grid, guint32 serial)
{
    for (guint i = 0; i < grid->pictures->len; i++) {
        struct picture_drawing *drawing = grid->pictures->pdata[i];
        if (drawing->serial == serial)
            return drawing;
    }
    return NULL;
}

static bool has_placeholders(const struct terminal_facts *facts,
                             const struct picture_drawing *drawing)
{
    return drawing->spec.form == PICTURE_KITTY && kitty_has_placeholders(facts);
}

bool graphics_get_placeholder(const struct terminal_facts *facts, const struct grid *grid,
                              const struct cell *cell,
                              wchar_t text[GRAPHICS_PLACEHOLDER_CHARACTERS + 1], int *colour)
{
    const struct picture_drawing *drawing =
        cell->picture ? find_drawing(grid, cell->picture) : NULL;
    if (!drawing || !has_placeholders(facts, drawing))
        return false;
    kitty_write_placeholder(drawing, cell->picture_row, cell->picture_col, text);
    *colour = kitty_get_colour(drawing);
    return true;
}

/* Returns the picture of which a row begins at a cell and is nowhere covered, or NULL. */
static struct picture_drawing *find_strip(const struct grid *grid, int row, int col)
{
    const struct cell *first = grid_get_cell(grid, row, col);
    if (!first->picture || first->picture_col)
        return NULL;
    struct picture_drawing *drawing = find_drawing(grid, first->picture);
    for (guint i = 1; drawing && i < drawing->spec.cols; i++) {
        const struct cell *cell = grid_get_cell(grid, row, col + (int)i);
        if (!cell || cell->picture != first->picture || cell->picture_row != first->picture_row ||
            cell->picture_col != i)
            return NULL;
    }
    return drawing;
}

static void collect(const struct terminal_facts *facts, const struct grid *grid, GArray *strips)
{
    g_array_set_size(strips, 0);
    if (!grid->pictures->len)
        return;
    for (int row = 0; row < grid->rows; row++)
        for (int col = 0; col < grid->cols; col++) {
            struct picture_drawing *drawing = find_strip(grid, row, col);
            if (!drawing || has_placeholders(facts, drawing))
                continue;
            const struct strip strip = { picture_drawing_ref(drawing), row, col,
                                         grid_get_cell(grid, row, col)->picture_row };
            g_array_append_val(strips, strip);
        }
}

static bool has_strip(const GArray *strips, const struct strip *wanted)
{
    for (guint i = 0; i < strips->len; i++) {
        const struct strip *strip = &g_array_index(strips, struct strip, i);
        if (strip->drawing == wanted->drawing && strip->row == wanted->row &&
            strip->col == wanted->col && strip->picture_row == wanted->picture_row)
            return true;
    }
    return false;
}

/* Whether the same picture has any of its rows at that place. */
static bool has_place(const GArray *strips, const struct strip *wanted)
{
    for (guint i = 0; i < strips->len; i++) {
        const struct strip *strip = &g_array_index(strips, struct strip, i);
        if (strip->drawing == wanted->drawing && strip->row == wanted->row &&
            strip->col == wanted->col)
            return true;
    }
    return false;
}

static guint get_place(const struct strip *strip)
{
    enum { MOST_COLS = 4096 };
    return 1 + (guint)strip->row * MOST_COLS + (guint)strip->col;
}

bool graphics_turn(struct graphics *graphics, const struct terminal_facts *facts)
{
    const bool has_placeholders = kitty_has_placeholders(facts);
    graphics->is_turned = has_placeholders != graphics->has_placeholders && graphics->sent->len;
    graphics->has_placeholders = has_placeholders;
    return graphics->is_turned;
}

void graphics_prepare(struct graphics *graphics, const struct terminal_facts *facts,
                      const struct grid *grid, bool is_cleared, bool *is_redrawn)
{
    collect(facts, grid, graphics->wanted);
    graphics->is_cleared = is_cleared;
    for (guint i = 0; !is_cleared && i < graphics->shown->len; i++) {
        const struct strip *strip = &g_array_index(graphics->shown, struct strip, i);
        if (protocols[strip->drawing->spec.form].is_erased && strip->row < grid->rows &&
            !has_strip(graphics->wanted, strip))
            is_redrawn[strip->row] = true;
    }
}

/* ---- what is sent */

/* Sends the pictures that are on screen, and takes the oldest others out of the terminal's memory.
 */
static void send_new(struct graphics *graphics, const struct terminal_facts *facts,
                     const struct grid *grid, GString *out)
{
    GPtrArray *sent = graphics->sent;
    for (guint i = 0; i < grid->pictures->len; i++) {
        struct picture_drawing *drawing = grid->pictures->pdata[i];
        if (drawing->spec.form != PICTURE_KITTY || g_ptr_array_find(sent, drawing, NULL))
            continue;
        kitty_append_send(out, facts, drawing);
        g_ptr_array_add(sent, picture_drawing_ref(drawing));
    }
    for (guint i = 0; sent->len > MAX_SENT && i < sent->len;) {
        if (g_ptr_array_find(grid->pictures, sent->pdata[i], NULL)) {
            i++;
            continue;
        }
        kitty_append_drop(out, facts, sent->pdata[i]);
        g_ptr_array_remove_index(sent, i);
    }
}

void graphics_finish(struct graphics *graphics, const struct terminal_facts *facts,
                     const struct grid *grid, const bool *is_changed, GString *out)
{
    /* kitty frees a picture that is nowhere on the screen any more, as after it was cleared */
    if (graphics->is_turned || (graphics->is_cleared && !graphics->has_placeholders))
        graphics_clear(graphics, facts, out);
    send_new(graphics, facts, grid, out);
    for (guint i = 0; i < graphics->shown->len; i++) {
        const struct strip *strip = &g_array_index(graphics->shown, struct strip, i);
        const struct protocol *protocol = &protocols[strip->drawing->spec.form];
        if (protocol->hide && !has_place(graphics->wanted, strip) &&
            g_ptr_array_find(graphics->sent, strip->drawing, NULL))
            protocol->hide(out, strip->drawing, get_place(strip));
    }
    for (guint i = 0; i < graphics->wanted->len; i++) {
        const struct strip *strip = &g_array_index(graphics->wanted, struct strip, i);
        const struct protocol *protocol = &protocols[strip->drawing->spec.form];
        if (!graphics->is_cleared && has_strip(graphics->shown, strip) &&
            !(protocol->is_erased && is_changed[strip->row]))
            continue;
        g_string_append_printf(out, "\033[%d;%dH", strip->row + 1, strip->col + 1);
        protocol->show(out, strip->drawing, strip->picture_row, get_place(strip));
    }
    GArray *shown = graphics->shown;
    graphics->shown = graphics->wanted;
    graphics->wanted = shown;
}

void graphics_clear(struct graphics *graphics, const struct terminal_facts *facts, GString *out)
{
    for (guint i = 0; i < graphics->sent->len; i++)
        kitty_append_drop(out, facts, graphics->sent->pdata[i]);
    g_ptr_array_set_size(graphics->sent, 0);
    g_array_set_size(graphics->shown, 0);
}
