/* SPDX-License-Identifier: MIT */
/* Pixels to PNG files for terminals, by libpng, which is loaded for the first file. */
#include "config.h"

#include "picture_draw.h"

#ifdef PNG_SONAME

#include "base/library.h"

#include <png.h>
#include <string.h>

#define PNG_FUNCTIONS(X)                                                                           \
    X(png_create_info_struct)                                                                      \
    X(png_create_write_struct)                                                                     \
    X(png_destroy_write_struct)                                                                    \
    X(png_set_compression_level)                                                                   \
    X(png_set_filter)                                                                              \
    X(png_set_IHDR)                                                                                \
    X(png_set_write_fn)                                                                            \
    X(png_write_end)                                                                               \
    X(png_write_info)                                                                              \
    X(png_write_row)                                                                               \
    X(png_get_io_ptr)

static struct png {
#define MEMBER(name) __typeof__(&(name)) name;
    PNG_FUNCTIONS(MEMBER)
#undef MEMBER
} png; /* written once, before its first use */

static bool load(GError **error)
{
    static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct png, name) },
        PNG_FUNCTIONS(SYMBOL)
#undef SYMBOL
    };
    static GMutex lock;
    static bool is_loaded;
    g_mutex_lock(&lock);
    is_loaded = is_loaded || library_bind(PNG_SONAME, symbols, G_N_ELEMENTS(symbols), &png, error);
    const bool can_write = is_loaded;
    g_mutex_unlock(&lock);
    return can_write;
}

/* Writing to memory fails for wrong calls and for a lack of memory only, never for a picture. */
G_GNUC_NORETURN static void take_error(G_GNUC_UNUSED png_structp writer, png_const_charp message)
{
    g_error("libpng: %s", message);
}

static void take_warning(G_GNUC_UNUSED png_structp writer, png_const_charp message)
{
    g_debug("libpng: %s", message);
}

static void take_bytes(png_structp writer, png_bytep bytes, size_t n)
{
    g_byte_array_append(png.png_get_io_ptr(writer), bytes, (guint)n);
}

/* A file of width x height pixels; it has to be made quickly rather than to be small. */
static GByteArray *make_file(const guint8 *rgba, guint width, guint height, GError **error)
{
    if (!load(error))
        return NULL;
    GByteArray *file = g_byte_array_new();
    png_structp writer =
        png.png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, take_error, take_warning);
    png_infop info = png.png_create_info_struct(writer);
    g_assert(writer && info);
    png.png_set_write_fn(writer, file, take_bytes, NULL);
    png.png_set_IHDR(writer, info, width, height, 8, PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png.png_set_filter(writer, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
    png.png_set_compression_level(writer, 1);
    png.png_write_info(writer, info);
    for (guint y = 0; y < height; y++)
        png.png_write_row(writer, rgba + 4 * (gsize)width * y);
    png.png_write_end(writer, NULL);
    png.png_destroy_write_struct(&writer, &info);
    return file;
}

bool picture_draw_kitty(struct picture_drawing *drawing, const struct picture_pixels *pixels,
                        GError **error)
{
    g_autoptr(GByteArray) file = make_file(pixels->rgba, pixels->width, pixels->height, error);
    if (!file)
        return false;
    drawing->png = g_base64_encode(file->data, file->len);
    drawing->n_bytes = strlen(drawing->png);
    return true;
}

bool picture_draw_iterm2(struct picture_drawing *drawing, const struct picture_pixels *pixels,
                         GError **error)
{
    const struct picture_spec *spec = &drawing->spec;
    const gsize strip_bytes = 4 * (gsize)pixels->width * spec->cell_height;
    drawing->strips = g_new0(char *, spec->rows + 1);
    for (guint i = 0; i < spec->rows; i++) {
        g_autoptr(GByteArray) file =
            make_file(pixels->rgba + i * strip_bytes, pixels->width, spec->cell_height, error);
        if (!file)
            return false;
        g_autofree char *base64 = g_base64_encode(file->data, file->len);
        drawing->strips[i] = g_strdup_printf("\033]1337;File=inline=1;size=%u;width=%u;height=1;"
                                             "preserveAspectRatio=0;doNotMoveCursor=1:%s\a",
                                             file->len, spec->cols, base64);
        drawing->n_bytes += strlen(drawing->strips[i]);
    }
    return true;
}

#else

bool picture_draw_kitty(G_GNUC_UNUSED struct picture_drawing *drawing,
                        G_GNUC_UNUSED const struct picture_pixels *pixels, GError **error)
{
    return picture_draw_none(error);
}

bool picture_draw_iterm2(struct picture_drawing *drawing, const struct picture_pixels *pixels,
                         GError **error)
{
    return picture_draw_kitty(drawing, pixels, error);
}

#endif
