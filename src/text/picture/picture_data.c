/* SPDX-License-Identifier: MIT */
/* Pictures that are their own addresses (RFC 2397): which ones are read, and their bytes. Nothing is
 * decoded here but the address. */
#include "text/picture.h"

#include <string.h>

enum {
    MAX_SPACER_SIDE = 2, /* pixels of what only fills a place */
    HEAD_CHARS = 600,    /* of an address, in which most formats declare their size */
};

/* Behind the type of a picture that can be read, at its parameters; or NULL. */
static const char *skip_type(const char *url)
{
    static const char *const types[] = { "png", "x-png", "jpeg", "jpg",     "pjpeg",
                                         "gif", "webp",  "bmp",  "x-ms-bmp" };
    if (!url || g_ascii_strncasecmp(url, "data:", 5) != 0)
        return NULL;
    const char *type = url + 5 + strspn(url + 5, " ");
    if (g_ascii_strncasecmp(type, "image/", 6) != 0)
        return NULL;
    type += 6;
    for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
        const size_t len = strlen(types[i]);
        if (g_ascii_strncasecmp(type, types[i], len) == 0 && strchr(";, ", type[len]) && type[len])
            return type + len;
    }
    return NULL;
}

bool picture_is_data(const char *url)
{
    const char *parameters = skip_type(url);
    return parameters && strchr(parameters, ',') &&
           strnlen(url, PICTURE_MAX_DATA_BYTES + 1) <= PICTURE_MAX_DATA_BYTES;
}

/* text[0..len) with %XX decoded and, as base64 may be broken into lines, without white space. */
static GByteArray *decode_percent(const char *text, size_t len, bool keeps_space)
{
    GByteArray *bytes = g_byte_array_sized_new((guint)len);
    for (size_t i = 0; i < len; i++) {
        guint8 byte = (guint8)text[i];
        if (byte == '%' && i + 2 < len && g_ascii_isxdigit(text[i + 1]) &&
            g_ascii_isxdigit(text[i + 2])) {
            byte = (guint8)(g_ascii_xdigit_value(text[i + 1]) * 16 +
                            g_ascii_xdigit_value(text[i + 2]));
            i += 2;
        }
        if (keeps_space || !g_ascii_isspace(byte))
            g_byte_array_append(bytes, &byte, 1);
    }
    return bytes;
}

static char *decode(const char *url, size_t limit, gsize *len)
{
    const char *parameters = skip_type(url);
    const char *comma = parameters ? strchr(parameters, ',') : NULL;
    if (!comma)
        return NULL;
    g_autofree char *words = g_ascii_strdown(parameters, comma - parameters);
    const bool is_base64 = strstr(words, "base64") != NULL;
    GByteArray *bytes = decode_percent(comma + 1, strnlen(comma + 1, limit), !is_base64);
    if (is_base64) /* some leave the end out */
        while (bytes->len % 4)
            g_byte_array_append(bytes, (const guint8 *)"=", 1);
    *len = bytes->len;
    if (!bytes->len) {
        g_byte_array_free(bytes, TRUE);
        return NULL;
    }
    if (is_base64) {
        gint state = 0;
        guint save = 0;
        for (guint i = 0; i < bytes->len; i++) /* the alphabet of addresses: RFC 4648 5 */
            bytes->data[i] = bytes->data[i] == '-'   ? '+'
                             : bytes->data[i] == '_' ? '/'
                                                     : bytes->data[i];
        *len =
            g_base64_decode_step((const char *)bytes->data, bytes->len, bytes->data, &state, &save);
    }
    return (char *)g_byte_array_free(bytes, FALSE);
}

char *picture_decode_data(const char *url, gsize *len)
{
    return picture_is_data(url) ? decode(url, PICTURE_MAX_DATA_BYTES, len) : NULL;
}

bool picture_is_spacer(const char *url)
{
    gsize len;
    g_autofree char *head = picture_is_data(url) ? decode(url, HEAD_CHARS, &len) : NULL;
    struct picture_facts facts;
    return head && picture_look(head, len, &facts, NULL) && facts.width <= MAX_SPACER_SIDE &&
           facts.height <= MAX_SPACER_SIDE;
}
