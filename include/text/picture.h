/* SPDX-License-Identifier: MIT */
/* Pictures without decoding: the size a file declares, which URLs are worth fetching, and pixels
 * turned into what a terminal shows. Pure functions; any thread. */
#ifndef TEXT_PICTURE_H
#define TEXT_PICTURE_H

#include <glib.h>
#include <stdbool.h>

enum {
    PICTURE_MAX_BYTES = 8 << 20,      /* of a file */
    PICTURE_MAX_DATA_BYTES = 2 << 20, /* of an address that is a picture */
    PICTURE_MAX_PIXELS = 40000000,    /* of what is decoded */
    PICTURE_MAX_SIDE_PIXELS = 4096,   /* of what a decoder is asked for */
};

enum picture_error {
    PICTURE_ERROR_UNKNOWN,   /* no format that is read here */
    PICTURE_ERROR_BROKEN,    /* cut off, or its size is nonsense */
    PICTURE_ERROR_TOO_LARGE, /* more than PICTURE_MAX_PIXELS */
    PICTURE_ERROR_DECODER,   /* the decoder's answer is not a picture */
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

/* The line before the pixels. Caller frees. */
char *picture_format_head(const struct picture_pixels *pixels);

/* Reads an answer that may have at most max_width x max_height pixels. False and
 * PICTURE_ERROR_DECODER where it is not exactly as said above. */
bool picture_read_pixels(const void *answer, gsize len, guint max_width, guint max_height,
                         struct picture_pixels *pixels, GError **error);

/* ---- pixels made what a terminal shows */

/* How a picture is shown. */
enum picture_form {
    PICTURE_BLOCKS,  /* by cells of block characters */
    PICTURE_BRAILLE, /* by cells of dots */
    PICTURE_KITTY,   /* by kitty's graphics protocol */
    PICTURE_SIXEL,
    PICTURE_ITERM2, /* by iTerm2's inline images */
};

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

/* What a picture is drawn for. */
struct picture_spec {
    enum picture_form form;
    enum picture_colours colours;  /* of PICTURE_BLOCKS and PICTURE_BRAILLE */
    guint cols, rows;              /* the cells that it fills */
    guint cell_width, cell_height; /* pixels of a cell */
};

/* A picture as it is shown: cells, or what is sent to the terminal. References are counted. */
struct picture_drawing {
    struct picture_spec spec;
    struct picture_cell *cells; /* of PICTURE_BLOCKS and PICTURE_BRAILLE: row after row */
    char *png;                  /* of PICTURE_KITTY: the file, base64 */
    /* Of PICTURE_SIXEL and PICTURE_ITERM2: for each row of cells the bytes that show it at the
     * cursor; ends with NULL. */
    char **strips;
    gsize n_bytes;  /* of all members */
    guint32 serial; /* identifies it for its owner; 0 to begin with */
};

struct picture_drawing *picture_drawing_ref(struct picture_drawing *drawing);
void picture_drawing_unref(struct picture_drawing *drawing); /* NULL is allowed */

/* Whether this program can draw pictures in a form; it can in others only if it can in blocks. */
bool picture_can_draw(enum picture_form form);

/* The pixels that the decoder is to be asked for: all but cells want exactly those that they
 * cover. True: exactly so many, false: at most. */
bool picture_spec_get_size(const struct picture_spec *spec, guint *width, guint *height);

/* Draws pixels, stretched to fill the cells of spec. NULL and error if its library is missing. Any
 * thread. */
struct picture_drawing *picture_draw(const struct picture_pixels *pixels,
                                     const struct picture_spec *spec, GError **error);

/* ---- pictures that are their own addresses: "data:image/png;base64,…", RFC 2397 */

/* url is one, of a format that is read here, and not too long. */
bool picture_is_data(const char *url);

/* Returns the bytes of such a picture, *len of them; NULL for other addresses. Caller frees. */
char *picture_decode_data(const char *url, gsize *len);

/* Such a picture is a dot that fills a place until a script puts another one there. */
bool picture_is_spacer(const char *url);

/* ---- which are worth a fetch */

/* html[0..len) has a picture that is shown: not a counter, an icon or a dot that fills a place. */
bool picture_is_in_html(const char *html, gsize len, const char *base_url);

/* True if url (absolute) is known to serve only to count readers. */
bool picture_is_counter(const char *url);

#endif
