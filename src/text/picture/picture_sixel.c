/* SPDX-License-Identifier: MIT */
/* Pixels made sixels by libsixel, which is loaded when the first are made. */
#include "config.h"

#include "picture_draw.h"

#ifdef SIXEL_SONAME

#include "base/library.h"

#undef PACKAGE_VERSION /* the header has its own */
#include <sixel.h>

#define SIXEL_FUNCTIONS(X)                                                                         \
    X(sixel_dither_initialize)                                                                     \
    X(sixel_dither_new)                                                                            \
    X(sixel_dither_unref)                                                                          \
    X(sixel_encode)                                                                                \
    X(sixel_output_new)                                                                            \
    X(sixel_output_unref)

struct sixel {
#define MEMBER(name) __typeof__(&(name)) name;
    SIXEL_FUNCTIONS(MEMBER)
#undef MEMBER
};

static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct sixel, name) },
    SIXEL_FUNCTIONS(SYMBOL)
#undef SYMBOL
};

enum { N_COLOURS = 256, N_CHANNELS = 3, OPAQUE = 255 };

/* Red, green and blue. Sixels know no opacity: what shines through is white, as on a page. */
static guint8 *make_opaque(const struct picture_pixels *pixels)
{
    const gsize n = (gsize)pixels->width * pixels->height;
    guint8 *opaque = g_malloc(N_CHANNELS * n), *to = opaque;
    const guint8 *from = pixels->rgba;
    for (gsize i = 0; i < n; i++, from += 4)
        for (guint channel = 0; channel < N_CHANNELS; channel++)
            *to++ = (guint8)((from[channel] * from[3] + OPAQUE * (OPAQUE - from[3])) / OPAQUE);
    return opaque;
}

static int append(char *data, int size, void *out)
{
    g_string_append_len(out, data, size);
    return size;
}

/* The rows of cells, one palette for all of them. */
static bool draw_strips(const struct sixel *sixel, struct picture_drawing *drawing, guint8 *opaque,
                        int width, int height)
{
    const struct picture_spec *spec = &drawing->spec;
    const int strip_height = (int)spec->cell_height;
    sixel_dither_t *dither = NULL;
    bool is_drawn = SIXEL_SUCCEEDED(sixel->sixel_dither_new(&dither, N_COLOURS, NULL)) &&
                    SIXEL_SUCCEEDED(sixel->sixel_dither_initialize(
                        dither, opaque, width, height, SIXEL_PIXELFORMAT_RGB888, SIXEL_LARGE_AUTO,
                        SIXEL_REP_AUTO, SIXEL_QUALITY_AUTO));
    for (guint i = 0; is_drawn && i < spec->rows; i++) {
        sixel_output_t *output = NULL;
        GString *strip = g_string_new(NULL);
        guint8 *rows = opaque + N_CHANNELS * (gsize)width * (gsize)strip_height * i;
        is_drawn = SIXEL_SUCCEEDED(sixel->sixel_output_new(&output, append, strip, NULL)) &&
                   SIXEL_SUCCEEDED(
                       sixel->sixel_encode(rows, width, strip_height, N_CHANNELS, dither, output));
        sixel->sixel_output_unref(output);
        drawing->n_bytes += strip->len;
        drawing->strips[i] = g_string_free(strip, FALSE);
    }
    sixel->sixel_dither_unref(dither);
    return is_drawn;
}

bool picture_draw_sixel(struct picture_drawing *drawing, const struct picture_pixels *pixels,
                        GError **error)
{
    struct sixel sixel;
    if (!library_bind(SIXEL_SONAME, symbols, G_N_ELEMENTS(symbols), &sixel, error))
        return false;
    drawing->strips = g_new0(char *, drawing->spec.rows + 1);
    g_autofree guint8 *opaque = make_opaque(pixels);
    if (draw_strips(&sixel, drawing, opaque, (int)pixels->width, (int)pixels->height))
        return true;
    g_set_error_literal(error, PICTURE_ERROR, PICTURE_ERROR_DECODER,
                        "libsixel cannot make sixels of it");
    return false;
}

#else

bool picture_draw_sixel(G_GNUC_UNUSED struct picture_drawing *drawing,
                        G_GNUC_UNUSED const struct picture_pixels *pixels, GError **error)
{
    return picture_draw_none(error);
}

#endif
