/* SPDX-License-Identifier: MIT */
/* What a file says of its size; the decoder's answer. */
#include "text/picture.h"

#include <stdio.h>
#include <string.h>

G_DEFINE_QUARK(newsdeck_picture_error, picture_error)

#define MAX_HEAD 80 /* bytes of the line before the pixels */

struct reader {
    const guint8 *bytes;
    gsize len;
};

/* The number in n bytes at an offset, 0 beyond the end; little endian unless said otherwise. */
static guint32 get_little(const struct reader *file, gsize at, guint n)
{
    guint32 value = 0;
    for (guint i = 0; i < n && at + n <= file->len; i++)
        value |= (guint32)file->bytes[at + i] << (8 * i);
    return value;
}

static guint32 get_big(const struct reader *file, gsize at, guint n)
{
    guint32 value = 0;
    for (guint i = 0; i < n && at + n <= file->len; i++)
        value = value << 8 | file->bytes[at + i];
    return value;
}

static bool has_at(const struct reader *file, gsize at, const char *text, gsize len)
{
    return at + len <= file->len && memcmp(file->bytes + at, text, len) == 0;
}

static void look_png(const struct reader *file, guint32 *width, guint32 *height)
{
    if (!has_at(file, 12, "IHDR", 4))
        return;
    *width = get_big(file, 16, 4);
    *height = get_big(file, 20, 4);
}

/* From marker to marker until the frame begins (SOF0 to SOF15, without DHT, JPG and DAC). */
static void look_jpeg(const struct reader *file, guint32 *width, guint32 *height)
{
    for (gsize at = 2; at + 4 <= file->len;) {
        const guint8 marker = file->bytes[at + 1];
        if (file->bytes[at] != 0xff)
            return;
        if (marker == 0xff) { /* fill bytes */
            at++;
            continue;
        }
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
            marker != 0xcc) {
            *height = get_big(file, at + 5, 2);
            *width = get_big(file, at + 7, 2);
            return;
        }
        const bool is_bare = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
        at += 2 + (is_bare ? 0 : MAX(get_big(file, at + 2, 2), 2));
    }
}

static void look_gif(const struct reader *file, guint32 *width, guint32 *height)
{
    *width = get_little(file, 6, 2);
    *height = get_little(file, 8, 2);
}

static void look_webp(const struct reader *file, guint32 *width, guint32 *height)
{
    if (has_at(file, 12, "VP8X", 4)) {
        *width = get_little(file, 24, 3) + 1;
        *height = get_little(file, 27, 3) + 1;
    } else if (has_at(file, 12, "VP8L", 4) && get_little(file, 20, 1) == 0x2f && file->len >= 25) {
        const guint32 bits = get_little(file, 21, 4);
        *width = (bits & 0x3fff) + 1;
        *height = (bits >> 14 & 0x3fff) + 1;
    } else if (has_at(file, 12, "VP8 ", 4) && has_at(file, 23, "\x9d\x01\x2a", 3)) {
        *width = get_little(file, 26, 2) & 0x3fff;
        *height = get_little(file, 28, 2) & 0x3fff;
    }
}

static void look_bmp(const struct reader *file, guint32 *width, guint32 *height)
{
    const bool is_old = get_little(file, 14, 4) == 12;
    *width = get_little(file, 18, is_old ? 2 : 4);
    *height = get_little(file, is_old ? 20 : 22, is_old ? 2 : 4);
    if (*height > G_MAXINT32) /* from the top down */
        *height = 0 - *height;
}

static const struct picture_format {
    const char *name;
    const char *head; /* the first bytes */
    gsize head_len, second_at;
    const char *second; /* and those at second_at; NULL: none */
    void (*look)(const struct reader *file, guint32 *width, guint32 *height);
} formats[] = {
    { "png", "\x89PNG\r\n\x1a\n", 8, 0, NULL, look_png },
    { "jpeg", "\xff\xd8\xff", 3, 0, NULL, look_jpeg },
    { "gif", "GIF87a", 6, 0, NULL, look_gif },
    { "gif", "GIF89a", 6, 0, NULL, look_gif },
    { "webp", "RIFF", 4, 8, "WEBP", look_webp },
    { "bmp", "BM", 2, 0, NULL, look_bmp },
};

static const struct picture_format *find_format(const struct reader *file)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        const struct picture_format *format = &formats[i];
        if (has_at(file, 0, format->head, format->head_len) &&
            (!format->second ||
             has_at(file, format->second_at, format->second, strlen(format->second))))
            return format;
    }
    return NULL;
}

bool picture_look(const void *bytes, gsize len, struct picture_facts *facts, GError **error)
{
    g_assert(facts && (bytes || !len));
    const struct reader file = { bytes, len };
    const struct picture_format *format = find_format(&file);
    guint32 width = 0, height = 0;
    if (!format) {
        g_set_error_literal(error, PICTURE_ERROR, PICTURE_ERROR_UNKNOWN,
                            "no PNG, JPEG, GIF, WebP or BMP");
        return false;
    }
    format->look(&file, &width, &height);
    if (!width || !height) {
        g_set_error_literal(error, PICTURE_ERROR, PICTURE_ERROR_BROKEN, "broken or cut off");
        return false;
    }
    if ((guint64)width * height > PICTURE_MAX_PIXELS) {
        g_set_error(error, PICTURE_ERROR, PICTURE_ERROR_TOO_LARGE,
                    "%u x %u pixels, which is too much", width, height);
        return false;
    }
    *facts = (struct picture_facts){ format->name, width, height };
    return true;
}

/* ---- the decoder's answer */

char *picture_format_head(const struct picture_pixels *pixels)
{
    g_assert(pixels);
    return g_strdup_printf("picture %u %u %u %u\n", pixels->width, pixels->height,
                           pixels->natural_width, pixels->natural_height);
}

bool picture_read_pixels(const void *answer, gsize len, guint max_width, guint max_height,
                         struct picture_pixels *pixels, GError **error)
{
    g_assert(pixels && (answer || !len));
    const char *newline = memchr(answer, '\n', MIN(len, MAX_HEAD));
    g_autofree char *head = newline ? g_strndup(answer, newline - (const char *)answer) : NULL;
    guint width = 0, height = 0, natural_width = 0, natural_height = 0;
    const bool is_read = head && sscanf(head, "picture %9u %9u %9u %9u", &width, &height,
                                        &natural_width, &natural_height) == 4;
    const gsize head_len = head ? strlen(head) + 1 : 0;
    if (!is_read || !width || !height || width > max_width || height > max_height ||
        !natural_width || !natural_height ||
        (guint64)len != head_len + (guint64)width * height * 4) {
        g_set_error_literal(error, PICTURE_ERROR, PICTURE_ERROR_DECODER,
                            "the decoder's answer is not a picture");
        return false;
    }
    *pixels = (struct picture_pixels){ width, height, natural_width, natural_height,
                                       (const guint8 *)answer + head_len };
    return true;
}
