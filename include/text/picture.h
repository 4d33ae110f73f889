/* SPDX-License-Identifier: MIT */
/* Pictures, as far as no library of pictures is needed for it: what a file says of its size, which
 * addresses are worth a fetch, and pixels made cells. Pure functions; any thread. */
#ifndef TEXT_PICTURE_H
#define TEXT_PICTURE_H

#include <glib.h>
#include <stdbool.h>

enum {
    PICTURE_MAX_BYTES = 8 << 20,    /* of a file */
    PICTURE_MAX_PIXELS = 40000000,  /* of what is decoded */
    PICTURE_MAX_SIDE_PIXELS = 4096, /* of what a decoder is asked for */
};

enum picture_error {
    PICTURE_ERROR_UNKNOWN,   /* no format that is read here */
    PICTURE_ERROR_BROKEN,    /* cut off, or its size is nonsense */
    PICTURE_ERROR_TOO_LARGE, /* more than PICTURE_MAX_PIXELS */
    PICTURE_ERROR_DECODER,   /* the decoder's answer is none */
};
#define PICTURE_ERROR picture_error_quark()
GQuark picture_error_quark(void);

struct picture_facts {
    const char *format;  /* "png", "jpeg", "gif", "webp", "bmp"; static */
    guint width, height; /* pixels, at least 1, together at most PICTURE_MAX_PIXELS */
};

/* Reads format and size from the head of a file, decoding nothing. False and a PICTURE_ERROR, whose
 * message says why ("60000 x 60000 pixels, which is too much"). Linear in len. Sources:
 * PNG 11.2.1, ITU T.81 B.2.2, GIF89a 18, RFC 9649, and the BITMAPINFOHEADER of Windows. */
bool picture_look(const void *bytes, gsize len, struct picture_facts *facts, GError **error);

/* ---- what "newsdeck decode" answers: a line "picture WIDTH HEIGHT NATURAL-WIDTH NATURAL-HEIGHT",
 * then the pixels, row after row, four bytes each: red, green, blue, opacity */

struct picture_pixels {
    guint width, height;                 /* of what follows */
    guint natural_width, natural_height; /* of the picture itself, turned upright */
    const guint8 *rgba;                  /* into the answer */
};

/* The line before the pixels. The caller's. */
char *picture_format_head(const struct picture_pixels *pixels);

/* Reads an answer that may have at most max_width x max_height pixels. False and
 * PICTURE_ERROR_DECODER where it is not exactly as said above. */
bool picture_read_pixels(const void *answer, gsize len, guint max_width, guint max_height,
                         struct picture_pixels *pixels, GError **error);

/* ---- pixels made cells */

enum picture_colours {
    PICTURE_NO_COLOURS,
    PICTURE_8_COLOURS,
    PICTURE_16_COLOURS,
    PICTURE_256_COLOURS,
    PICTURE_ALL_COLOURS,
};

/* A colour: PICTURE_DEFAULT (the terminal's own), an index of xterm's palette, or PICTURE_RGB |
 * 0xRRGGBB. */
#define PICTURE_DEFAULT (-1)
#define PICTURE_RGB (1 << 24)

struct picture_cell {
    char text[8]; /* one character one column wide, NUL-terminated */
    gint32 ink, paper;
};

struct picture_cells {
    guint cols, rows;
    struct picture_cell cells[]; /* row after row */
};

/* Whether this program can make cells of pixels. */
bool picture_can_draw(void);

/* Draws pixels over cols x rows cells, stretched to fill them, in the colours that a terminal has.
 * Free with g_free(). NULL and error where the library for it is not there. Any thread. */
struct picture_cells *picture_draw(const struct picture_pixels *pixels, guint cols, guint rows,
                                   enum picture_colours colours, GError **error);

/* ---- which are worth a fetch */

/* Whether what is at url (absolute) is known only to count who reads. */
bool picture_is_counter(const char *url);

#endif
