/* SPDX-License-Identifier: MIT */
/* "newsdeck decode": the child in which the reader decodes pictures. It reads one from standard
 * input and writes its pixels; a hostile one may crash it, and can do nothing else. */
#include "config.h"

#include "commands.h"
#include "document.h"

#ifdef GDK_PIXBUF_SONAME

#include "confine.h"

#include "base/library.h"
#include "text/picture.h"

#include <errno.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_ADDRESSES (768u << 20) /* a progressive JPEG of 40 megapixels takes half of it */
#define MAX_CPU_S 10

#define PIXBUF_FUNCTIONS(X)                                                                        \
    X(g_object_unref)                                                                              \
    X(g_signal_connect_data)                                                                       \
    X(gdk_pixbuf_apply_embedded_orientation)                                                       \
    X(gdk_pixbuf_get_height)                                                                       \
    X(gdk_pixbuf_get_n_channels)                                                                   \
    X(gdk_pixbuf_get_rowstride)                                                                    \
    X(gdk_pixbuf_get_width)                                                                        \
    X(gdk_pixbuf_loader_close)                                                                     \
    X(gdk_pixbuf_loader_get_pixbuf)                                                                \
    X(gdk_pixbuf_loader_new_with_type)                                                             \
    X(gdk_pixbuf_loader_set_size)                                                                  \
    X(gdk_pixbuf_loader_write)                                                                     \
    X(gdk_pixbuf_read_pixels)                                                                      \
    X(gdk_pixbuf_scale_simple)

struct pixbuf {
#define MEMBER(name) __typeof__(&(name)) name;
    PIXBUF_FUNCTIONS(MEMBER)
#undef MEMBER
};

static const struct library_symbol symbols[] = {
#define SYMBOL(name) { #name, offsetof(struct pixbuf, name) },
    PIXBUF_FUNCTIONS(SYMBOL)
#undef SYMBOL
};

/* One picture on its way. */
struct decoding {
    struct pixbuf pixbuf;
    guint max_width, max_height;
    bool is_filled; /* exactly that size is wanted */
    guint natural_width, natural_height;
    struct picture_facts facts;
};

/* Ends the process: what was decoded so far goes with it. */
static G_NORETURN void give_up(const char *why)
{
    document_complain("decode", why);
    _exit(1);
}

/* Loads what each format needs, as long as files can be opened. */
static void load_formats(const struct pixbuf *pixbuf)
{
    static const char *const names[] = { "png", "jpeg", "gif", "webp", "bmp" };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        GdkPixbufLoader *loader = pixbuf->gdk_pixbuf_loader_new_with_type(names[i], NULL);
        if (!loader)
            continue; /* not installed */
        pixbuf->gdk_pixbuf_loader_close(loader, NULL);
        pixbuf->g_object_unref(loader);
    }
}

static char *read_input(gsize *len)
{
    char *bytes = g_malloc(PICTURE_MAX_BYTES + 1);
    *len = 0;
    while (*len <= PICTURE_MAX_BYTES) {
        const ssize_t got = read(STDIN_FILENO, bytes + *len, PICTURE_MAX_BYTES + 1 - *len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        *len += (gsize)got;
    }
    if (*len > PICTURE_MAX_BYTES)
        give_up("larger than 8 MiB");
    return bytes;
}

static void write_output(const void *bytes, gsize len)
{
    for (const char *at = bytes; len;) {
        const ssize_t done = write(STDOUT_FILENO, at, len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            _exit(1);
        at += done;
        len -= (gsize)done;
    }
}

/* The largest size of the same shape that fits; never larger than the picture. */
static void fit_size(const struct decoding *decoding, guint *width, guint *height)
{
    const double scale =
        MIN(1.0, MIN((double)decoding->max_width / *width, (double)decoding->max_height / *height));
    *width = MAX((guint)(*width * scale), 1);
    *height = MAX((guint)(*height * scale), 1);
}

/* The decoder has seen the size and has decoded nothing yet. */
static void take_size(GdkPixbufLoader *loader, int width, int height, gpointer data)
{
    struct decoding *decoding = data;
    if (width < 1 || height < 1 || (guint64)width * (guint64)height > PICTURE_MAX_PIXELS)
        give_up("too large");
    decoding->natural_width = (guint)width;
    decoding->natural_height = (guint)height;
    /* a picture that lies on its side is turned later: it must fit either way */
    const guint side = MAX(decoding->max_width, decoding->max_height);
    const struct decoding square = { .max_width = side, .max_height = side };
    guint to_width = (guint)width, to_height = (guint)height;
    fit_size(&square, &to_width, &to_height);
    decoding->pixbuf.gdk_pixbuf_loader_set_size(loader, (int)to_width, (int)to_height);
}

static GdkPixbuf *decode(struct decoding *decoding, const char *bytes, gsize len)
{
    const struct pixbuf *pixbuf = &decoding->pixbuf;
    GdkPixbufLoader *loader = pixbuf->gdk_pixbuf_loader_new_with_type(decoding->facts.format, NULL);
    if (!loader)
        give_up("of a format for which gdk-pixbuf has no loader here");
    pixbuf->g_signal_connect_data(loader, "size-prepared", G_CALLBACK(take_size), decoding, NULL,
                                  0);
    /* of a file that is cut off, what is there is shown */
    if (pixbuf->gdk_pixbuf_loader_write(loader, (const guchar *)bytes, len, NULL))
        pixbuf->gdk_pixbuf_loader_close(loader, NULL);
    GdkPixbuf *picture = pixbuf->gdk_pixbuf_loader_get_pixbuf(loader);
    if (!picture || !decoding->natural_width)
        give_up("broken or cut off");
    return pixbuf->gdk_pixbuf_apply_embedded_orientation(picture);
}

static GdkPixbuf *scale(struct decoding *decoding, GdkPixbuf *picture)
{
    const struct pixbuf *pixbuf = &decoding->pixbuf;
    const guint width = (guint)pixbuf->gdk_pixbuf_get_width(picture);
    const guint height = (guint)pixbuf->gdk_pixbuf_get_height(picture);
    guint to_width = width, to_height = height;
    fit_size(decoding, &to_width, &to_height);
    if (decoding->is_filled) {
        to_width = decoding->max_width;
        to_height = decoding->max_height;
    }
    if (to_width == width && to_height == height)
        return picture;
    picture = pixbuf->gdk_pixbuf_scale_simple(picture, (int)to_width, (int)to_height,
                                              GDK_INTERP_BILINEAR);
    if (!picture)
        give_up("needs too much memory");
    return picture;
}

static void write_picture(const struct decoding *decoding, GdkPixbuf *picture)
{
    const struct pixbuf *pixbuf = &decoding->pixbuf;
    const guint n_channels = (guint)pixbuf->gdk_pixbuf_get_n_channels(picture);
    const gsize stride = (gsize)pixbuf->gdk_pixbuf_get_rowstride(picture);
    const guint8 *rows = pixbuf->gdk_pixbuf_read_pixels(picture);
    const struct picture_pixels pixels = {
        .width = (guint)pixbuf->gdk_pixbuf_get_width(picture),
        .height = (guint)pixbuf->gdk_pixbuf_get_height(picture),
        .natural_width = decoding->natural_width,
        .natural_height = decoding->natural_height,
    };
    g_autofree char *head = picture_format_head(&pixels);
    g_autofree guint8 *line = g_malloc(4 * (gsize)pixels.width);
    write_output(head, strlen(head));
    for (guint row = 0; row < pixels.height; row++) {
        const guint8 *from = rows + row * stride;
        for (guint col = 0; col < pixels.width; col++, from += n_channels) {
            memcpy(line + 4 * col, from, 3);
            line[4 * col + 3] = n_channels == 4 ? from[3] : 255;
        }
        write_output(line, 4 * (gsize)pixels.width);
    }
}

static bool read_side(const char *text, guint *side)
{
    guint64 value;
    if (!g_ascii_string_to_unsigned(text, 10, 1, PICTURE_MAX_SIDE_PIXELS, &value, NULL))
        return false;
    *side = (guint)value;
    return true;
}

int cli_decode(int argc, char **argv)
{
    struct decoding decoding = { 0 };
    g_autoptr(GError) error = NULL;
    decoding.is_filled = argc == 4 && strcmp(argv[3], "fill") == 0;
    if ((argc != 3 && !decoding.is_filled) || !read_side(argv[1], &decoding.max_width) ||
        !read_side(argv[2], &decoding.max_height)) {
        document_complain("decode", "give the width and the height that it may have, in pixels, "
                                    "and \"fill\" if it is to have them");
        return 2;
    }
    if (!library_bind(GDK_PIXBUF_SONAME, symbols, G_N_ELEMENTS(symbols), &decoding.pixbuf, &error))
        give_up(error->message);
    load_formats(&decoding.pixbuf);
    if (!confine_process(MAX_ADDRESSES, MAX_CPU_S, &error))
        give_up(error->message);
    gsize len;
    const char *bytes = read_input(&len);
    if (!picture_look(bytes, len, &decoding.facts, &error))
        give_up(error->message);
    GdkPixbuf *upright = decode(&decoding, bytes, len);
    const guint width = (guint)decoding.pixbuf.gdk_pixbuf_get_width(upright);
    const guint height = (guint)decoding.pixbuf.gdk_pixbuf_get_height(upright);
    if ((width > height) != (decoding.natural_width > decoding.natural_height)) {
        const guint side = decoding.natural_width;
        decoding.natural_width = decoding.natural_height;
        decoding.natural_height = side;
    }
    write_picture(&decoding, scale(&decoding, upright));
    _exit(0); /* nothing is put in order: that would be one more thing to get wrong */
}

#else

int cli_decode(int argc, char **argv)
{
    (void)argc, (void)argv;
    document_complain("decode", "this newsdeck was built without pictures");
    return 1;
}

#endif
