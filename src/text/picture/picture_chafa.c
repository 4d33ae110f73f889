/* SPDX-License-Identifier: MIT */
/* Pixels made cells by chafa, which is loaded when the first picture is drawn. */
#include "config.h"

#include "picture_draw.h"

#ifdef CHAFA_SONAME

#include "base/library.h"

#include <chafa.h>
#include <string.h>

#define CHAFA_FUNCTIONS(X)                                                                         \
    X(chafa_canvas_config_new)                                                                     \
    X(chafa_canvas_config_set_canvas_mode)                                                         \
    X(chafa_canvas_config_set_geometry)                                                            \
    X(chafa_canvas_config_set_symbol_map)                                                          \
    X(chafa_canvas_config_unref)                                                                   \
    X(chafa_canvas_draw_all_pixels)                                                                \
    X(chafa_canvas_get_char_at)                                                                    \
    X(chafa_canvas_get_raw_colors_at)                                                              \
    X(chafa_canvas_new)                                                                            \
    X(chafa_canvas_unref)                                                                          \
    X(chafa_set_n_threads)                                                                         \
    X(chafa_symbol_map_add_by_tags)                                                                \
    X(chafa_symbol_map_new)                                                                        \
    X(chafa_symbol_map_unref)

struct chafa {
#define MEMBER(name) __typeof__(&(name)) name;
    CHAFA_FUNCTIONS(MEMBER)
#undef MEMBER
};

static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct chafa, name) },
    CHAFA_FUNCTIONS(SYMBOL)
#undef SYMBOL
};

static const ChafaCanvasMode modes[] = {
    [PICTURE_NO_COLOURS] = CHAFA_CANVAS_MODE_FGBG,
    [PICTURE_8_COLOURS] = CHAFA_CANVAS_MODE_INDEXED_8,
    [PICTURE_16_COLOURS] = CHAFA_CANVAS_MODE_INDEXED_16,
    [PICTURE_256_COLOURS] =
        CHAFA_CANVAS_MODE_INDEXED_240, /* the others differ from screen to screen */
    [PICTURE_ALL_COLOURS] = CHAFA_CANVAS_MODE_TRUECOLOR,
};

static ChafaCanvas *canvas_new(const struct chafa *chafa, const struct picture_spec *spec)
{
    /* what every font has, one column wide */
    const ChafaSymbolTags tags = spec->form == PICTURE_BRAILLE
                                     ? CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_BRAILLE
                                     : CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_BLOCK |
                                           CHAFA_SYMBOL_TAG_HALF | CHAFA_SYMBOL_TAG_QUAD;
    ChafaSymbolMap *map = chafa->chafa_symbol_map_new();
    ChafaCanvasConfig *config = chafa->chafa_canvas_config_new();
    chafa->chafa_symbol_map_add_by_tags(map, tags);
    chafa->chafa_canvas_config_set_geometry(config, (gint)spec->cols, (gint)spec->rows);
    chafa->chafa_canvas_config_set_canvas_mode(config, modes[spec->colours]);
    chafa->chafa_canvas_config_set_symbol_map(config, map);
    ChafaCanvas *canvas = chafa->chafa_canvas_new(config);
    chafa->chafa_canvas_config_unref(config);
    chafa->chafa_symbol_map_unref(map);
    return canvas;
}

static gint32 get_colour(gint raw, enum picture_colours colours)
{
    if (raw < 0 || colours == PICTURE_NO_COLOURS)
        return PICTURE_DEFAULT;
    if (colours == PICTURE_ALL_COLOURS)
        return PICTURE_RGB | (raw & 0xffffff);
    return raw < 256 ? raw : PICTURE_DEFAULT;
}

static void take_cell(const struct chafa *chafa, ChafaCanvas *canvas, gint col, gint row,
                      enum picture_colours colours, struct picture_cell *cell)
{
    gint ink, paper;
    const gunichar c = chafa->chafa_canvas_get_char_at(canvas, col, row);
    chafa->chafa_canvas_get_raw_colors_at(canvas, col, row, &ink, &paper);
    const bool is_shown = c >= ' ' && c != 0x7f && g_unichar_validate(c);
    cell->text[g_unichar_to_utf8(is_shown ? c : ' ', cell->text)] = '\0';
    cell->ink = get_colour(ink, colours);
    cell->paper = get_colour(paper, colours);
}

bool picture_draw_cells(struct picture_drawing *drawing, const struct picture_pixels *pixels,
                        GError **error)
{
    const struct picture_spec *spec = &drawing->spec;
    struct chafa chafa;
    if (!library_bind(CHAFA_SONAME, symbols, G_N_ELEMENTS(symbols), &chafa, error))
        return false;
    chafa.chafa_set_n_threads(1); /* a picture of this size is not worth a thread */
    ChafaCanvas *canvas = canvas_new(&chafa, spec);
    chafa.chafa_canvas_draw_all_pixels(canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED, pixels->rgba,
                                       (gint)pixels->width, (gint)pixels->height,
                                       (gint)pixels->width * 4);
    drawing->n_bytes = sizeof *drawing->cells * (gsize)spec->cols * spec->rows;
    drawing->cells = g_malloc0(drawing->n_bytes);
    for (guint row = 0; row < spec->rows; row++)
        for (guint col = 0; col < spec->cols; col++)
            take_cell(&chafa, canvas, (gint)col, (gint)row, spec->colours,
                      &drawing->cells[row * spec->cols + col]);
    chafa.chafa_canvas_unref(canvas);
    return true;
}

#else

bool picture_draw_cells(G_GNUC_UNUSED struct picture_drawing *drawing,
                        G_GNUC_UNUSED const struct picture_pixels *pixels, GError **error)
{
    return picture_draw_none(error);
}

#endif
