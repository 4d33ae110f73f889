/* SPDX-License-Identifier: MIT */
/* Pixels made PNG files, which terminals take. zlib is loaded when the first is made. */
#include "config.h"

#include "picture_draw.h"

#ifdef ZLIB_SONAME

#include "base/library.h"

#include <string.h>
#include <zlib.h>

#define ZLIB_FUNCTIONS(X)                                                                          \
    X(compress2)                                                                                   \
    X(compressBound)                                                                               \
    X(crc32)

struct zlib {
#define MEMBER(name) __typeof__(&(name)) name;
    ZLIB_FUNCTIONS(MEMBER)
#undef MEMBER
};

static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct zlib, name) },
    ZLIB_FUNCTIONS(SYMBOL)
#undef SYMBOL
};

static void append_number(GByteArray *out, guint32 number)
{
    const guint32 big = GUINT32_TO_BE(number);
    g_byte_array_append(out, (const guint8 *)&big, sizeof big);
}

/* PNG 5.3 */
static void append_chunk(const struct zlib *zlib, GByteArray *out, const char *type,
                         const guint8 *data, gsize len)
{
    append_number(out, (guint32)len);
    const guint begin = out->len;
    g_byte_array_append(out, (const guint8 *)type, 4);
    if (len)
        g_byte_array_append(out, data, (guint)len);
    append_number(out, (guint32)zlib->crc32(0, out->data + begin, out->len - begin));
}

/* Each row as its differences to the pixel on the left (PNG 9.2, filter 1), compressed. */
static guint8 *deflate_rows(const struct zlib *zlib, const guint8 *rgba, guint width, guint height,
                            gsize *len)
{
    const gsize stride = 4 * (gsize)width;
    g_autofree guint8 *rows = g_malloc((stride + 1) * height);
    guint8 *to = rows;
    for (guint y = 0; y < height; y++, rgba += stride) {
        *to++ = 1;
        for (gsize i = 0; i < stride; i++)
            *to++ = (guint8)(rgba[i] - (i < 4 ? 0 : rgba[i - 4]));
    }
    uLongf n = zlib->compressBound((stride + 1) * height);
    guint8 *deflated = g_malloc(n);
    const int status = zlib->compress2(deflated, &n, rows, (stride + 1) * height, Z_BEST_SPEED);
    g_assert(status == Z_OK); /* the room is enough, and memory does not run out here */
    *len = n;
    return deflated;
}

static GByteArray *make_file(const guint8 *rgba, guint width, guint height, GError **error)
{
    static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    struct zlib zlib;
    if (!library_bind(ZLIB_SONAME, symbols, G_N_ELEMENTS(symbols), &zlib, error))
        return NULL;
    gsize len;
    g_autofree guint8 *deflated = deflate_rows(&zlib, rgba, width, height, &len);
    guint8 header[13] = { [8] = 8, [9] = 6 }; /* eight bits each of red, green, blue, opacity */
    const guint32 sides[2] = { GUINT32_TO_BE(width), GUINT32_TO_BE(height) };
    memcpy(header, sides, sizeof sides);
    GByteArray *file = g_byte_array_new();
    g_byte_array_append(file, signature, sizeof signature);
    append_chunk(&zlib, file, "IHDR", header, sizeof header);
    append_chunk(&zlib, file, "IDAT", deflated, len);
    append_chunk(&zlib, file, "IEND", NULL, 0);
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

bool picture_draw_kitty(struct picture_drawing *drawing, const struct picture_pixels *pixels,
                        GError **error)
{
    (void)drawing, (void)pixels;
    return picture_draw_none(error);
}

bool picture_draw_iterm2(struct picture_drawing *drawing, const struct picture_pixels *pixels,
                         GError **error)
{
    return picture_draw_kitty(drawing, pixels, error);
}

#endif
