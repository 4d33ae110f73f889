/* SPDX-License-Identifier: MIT */
/* Content codings, read by zlib. curl could do it, but gives up where browsers do not: on codings it
 * does not know, on bytes behind the stream, and on a body that is not compressed after all. */
#include "coding.h"

#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#define CODING_MAX_LAYERS 3    /* of compression that is not announced, and of announced codings */
#define CODING_STEP (64 << 10) /* bytes of room added at first */
#define WINDOW_GZIP (15 + 16)  /* zlib's names of the formats */
#define WINDOW_ZLIB 15
#define WINDOW_RAW (-15)

static bool is_gzip(const char *bytes, gsize len)
{
    return len >= 3 && !memcmp(bytes, "\x1f\x8b\x08", 3);
}

/* RFC 1950 2.2. */
static bool is_zlib(const char *bytes, gsize len)
{
    const guchar *byte = (const guchar *)bytes;
    return len >= 2 && (byte[0] & 0x0f) == Z_DEFLATED && (byte[0] << 8 | byte[1]) % 31 == 0;
}

static void make_room(GString *to, gsize have, gsize max)
{
    const gsize wanted = MIN(max, have + MAX(have, CODING_STEP));
    g_string_set_size(to, wanted);
}

/* Inflates one stream or, for gzip, the streams that follow one another (RFC 1952 2.2). A stream
 * that is damaged before it gave anything is CODING_DAMAGED with nothing in to. */
static enum coding_result inflate_all(GString *to, const char *bytes, gsize len, int window,
                                      gsize max)
{
    z_stream stream = { .next_in = (Bytef *)(gpointer)bytes, .avail_in = (uInt)len };
    gsize have = 0;
    int code = Z_OK;
    if (len > G_MAXUINT || inflateInit2(&stream, window) != Z_OK)
        return CODING_DAMAGED;
    for (;;) {
        if (have == to->len) {
            if (have >= max)
                break;
            make_room(to, have, max);
        }
        stream.next_out = (Bytef *)to->str + have;
        stream.avail_out = (uInt)MIN(to->len - have, G_MAXUINT);
        const uInt room = stream.avail_out;
        code = inflate(&stream, Z_NO_FLUSH);
        have += room - stream.avail_out;
        const bool has_next = code == Z_STREAM_END && window == WINDOW_GZIP &&
                              is_gzip((const char *)stream.next_in, stream.avail_in);
        if (has_next && inflateReset(&stream) == Z_OK)
            continue;
        if (code != Z_OK || (!stream.avail_in && stream.avail_out))
            break;
    }
    inflateEnd(&stream);
    const bool is_full = have >= max && code == Z_OK;
    g_string_set_size(to, have);
    return is_full                                                         ? CODING_TOO_LARGE
           : (code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR) ? CODING_OK
                                                                           : CODING_DAMAGED;
}

static enum coding_result replace(GString *body, int window, gsize max)
{
    GString *decoded = g_string_new(NULL);
    const enum coding_result result = inflate_all(decoded, body->str, body->len, window, max);
    if (result == CODING_OK) {
        const GString old = *body;
        *body = *decoded;
        *decoded = old;
    }
    g_string_free(decoded, TRUE);
    return result;
}

static enum coding_result undo_deflate(GString *body, gsize max)
{
    /* many servers send the bare stream; if it is neither, the body was not compressed */
    const enum coding_result result =
        replace(body, is_zlib(body->str, body->len) ? WINDOW_ZLIB : WINDOW_RAW, max);
    return result == CODING_DAMAGED && !is_zlib(body->str, body->len) ? CODING_OK : result;
}

static enum coding_result undo_one(GString *body, const char *coding, gsize max)
{
    const bool says_gzip =
        !g_ascii_strcasecmp(coding, "gzip") || !g_ascii_strcasecmp(coding, "x-gzip");
    const bool says_deflate = !g_ascii_strcasecmp(coding, "deflate");
    if ((says_gzip || says_deflate) && is_gzip(body->str, body->len))
        return replace(body, WINDOW_GZIP, max);
    if (says_gzip && is_zlib(body->str, body->len))
        return replace(body, WINDOW_ZLIB, max);
    return says_deflate && body->len ? undo_deflate(body, max) : CODING_OK;
}

enum coding_result coding_undo(GString *body, const char *codings, gsize max)
{
    g_auto(GStrv) names = g_strsplit(codings ? codings : "", ",", CODING_MAX_LAYERS + 1);
    enum coding_result result = CODING_OK;
    /* the last coding was applied last */
    for (guint i = MIN(g_strv_length(names), CODING_MAX_LAYERS); i > 0 && result == CODING_OK; i--)
        result = undo_one(body, g_strstrip(names[i - 1]), max);
    for (guint i = 0; i < CODING_MAX_LAYERS && result == CODING_OK; i++) {
        if (!is_gzip(body->str, body->len))
            break;
        result = replace(body, WINDOW_GZIP, max);
    }
    return result;
}
