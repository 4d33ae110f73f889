/* SPDX-License-Identifier: MIT */
/* Columns and grapheme clusters. libunistring knows the pairs of UAX 29; flags and emoji sequences,
 * which look further back than one character, are put together here. */
#include "base/utf8.h"

#include <string.h>
#include <unigbrk.h>
#include <uniwidth.h>

#define WIDEST_CLUSTER 4
#define ELLIPSIS "\xe2\x80\xa6"

static inline bool is_regional_indicator(gunichar c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Near enough to Extended_Pictographic: the blocks that hold all of it. */
static inline bool is_pictographic(gunichar c)
{
    return (c >= 0x1f000 && c <= 0x1faff && !is_regional_indicator(c)) ||
           (c >= 0x2190 && c <= 0x2bff) || c == 0x3030 || c == 0x303d || c == 0x3297 ||
           c == 0x3299 || c == 0xa9 || c == 0xae || c == 0x203c || c == 0x2049 || c == 0x2122 ||
           c == 0x2139;
}

/* The columns of a character that is a cluster by itself where the next one is such as well:
 * letters and signs of the scripts that most is written in. 0: libunistring is to be asked. */
static inline guint get_plain_cols(gunichar c)
{
    if (c < 0x370)
        return (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x300 && c != 0xad);
    if (c < 0x700) /* Greek, Cyrillic, Armenian, Hebrew, Arabic */
        return c < 0x483 || (c >= 0x48a && c < 0x591) || (c >= 0x5d0 && c <= 0x5ea) ||
               (c >= 0x620 && c <= 0x64a) || (c >= 0x671 && c <= 0x6d5);
    if (c < 0x3001) /* more of Latin and Greek, dashes and quotation marks */
        return (c >= 0x1e00 && c < 0x2000) || (c >= 0x2010 && c <= 0x2027);
    const bool is_wide = c <= 0x3029 || (c >= 0x3041 && c <= 0x3096) ||
                         (c >= 0x30a0 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) ||
                         (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3) ||
                         (c >= 0xff01 && c <= 0xff60);
    return is_wide ? 2 : 0;
}

/* The character at p, of one to three bytes; 0: a longer one. */
static inline gunichar get_char(const char *p)
{
    const guchar *c = (const guchar *)p;
    if (c[0] < 0x80)
        return c[0];
    if (c[0] < 0xe0)
        return (gunichar)(c[0] & 0x1f) << 6 | (c[1] & 0x3f);
    return c[0] < 0xf0 ? (gunichar)(c[0] & 0xf) << 12 | (gunichar)(c[1] & 0x3f) << 6 | (c[2] & 0x3f)
                       : 0;
}

/* A cluster in the making. */
struct cluster {
    gunichar base, last;
    guint width;
    bool is_emoji;
};

/* Takes c into the cluster; false if c begins the next one. */
static bool take_char(struct cluster *cluster, gunichar c, bool is_second)
{
    const bool is_flag =
        is_second && is_regional_indicator(cluster->base) && is_regional_indicator(c);
    const bool is_sequence =
        cluster->last == 0x200d && is_pictographic(cluster->base) && is_pictographic(c);
    if (is_regional_indicator(c) ? !is_flag
                                 : !is_sequence && uc_is_grapheme_break(cluster->last, c))
        return false;
    const guint own = (guint)MAX(uc_width(c, "UTF-8"), 0);
    if (is_flag || is_sequence || c == 0xfe0f || (c >= 0x1f3fb && c <= 0x1f3ff) || c == 0x20e3)
        cluster->is_emoji = true;
    else if (own && cluster->width + own > WIDEST_CLUSTER)
        return false; /* a run of leading jamos is one cluster of any width */
    else
        cluster->width += own;
    cluster->last = c;
    return true;
}

/* utf8_next_cluster() for clusters that are not plain. */
static size_t next_long_cluster(const char *text, const char *end, guint *cols)
{
    const gunichar base = g_utf8_get_char(text);
    struct cluster cluster = { base, base, (guint)MAX(uc_width(base, "UTF-8"), 0), false };
    const char *next = g_utf8_next_char(text);
    for (bool is_second = true; next < end; is_second = false) {
        if (!take_char(&cluster, g_utf8_get_char(next), is_second))
            break;
        next = g_utf8_next_char(next);
    }
    if (cols)
        *cols = cluster.is_emoji ? 2 : cluster.width;
    return next - text;
}

size_t utf8_next_cluster(const char *text, const char *end, guint *cols)
{
    g_assert(text < end);
    const guchar first = (guchar)text[0];
    if (first < 0x80 && (text + 1 == end || (guchar)text[1] < 0x80)) {
        if (cols)
            *cols = first >= 0x20 && first < 0x7f;
        return first == '\r' && text + 1 < end && text[1] == '\n' ? 2 : 1;
    }
    const size_t len = first < 0x80 ? 1 : first < 0xe0 ? 2 : 3;
    const guint plain = get_plain_cols(get_char(text));
    if (plain && (text + len == end || get_plain_cols(get_char(text + len)))) {
        if (cols)
            *cols = plain;
        return len;
    }
    return next_long_cluster(text, end, cols);
}

/* The bytes from p on that are clusters of one character each; *cols their width, at most max_cols.
 */
static size_t skip_plain(const char *text, const char *end, guint max_cols, guint *cols)
{
    const char *p = text;
    const char *stop = max_cols < (size_t)(end - text) ? text + max_cols : end;
    while (p < stop && *p >= ' ' && *p < 0x7f)
        p++;
    if (p < end && p > text)
        p--; /* what follows may belong to it */
    *cols = (guint)(p - text);
    guint own = p < end ? get_plain_cols(get_char(p)) : 0;
    while (own && own <= max_cols - *cols) {
        const char *next = g_utf8_next_char(p);
        const guint next_own = next < end ? get_plain_cols(get_char(next)) : 1;
        if (!next_own)
            break;
        *cols += own;
        p = next;
        own = p < end ? next_own : 0;
    }
    return (size_t)(p - text);
}

size_t utf8_fit(const char *text, size_t len, guint max_cols, guint *cols)
{
    g_assert(text || !len);
    const char *p = text, *const end = text + len;
    guint width = 0;
    while (p < end) {
        guint w;
        p += skip_plain(p, end, max_cols - width, &w);
        width += w;
        if (p == end)
            break;
        const size_t n = utf8_next_cluster(p, end, &w);
        if (width + w > max_cols)
            break;
        width += w;
        p += n;
    }
    if (cols)
        *cols = width;
    return p - text;
}

guint utf8_width_len(const char *text, size_t len)
{
    g_assert(text || !len);
    guint width;
    utf8_fit(text, len, G_MAXUINT, &width);
    return width;
}

guint utf8_width(const char *text)
{
    g_assert(text);
    return utf8_width_len(text, strlen(text));
}

char *utf8_truncate(const char *text, guint max_cols)
{
    g_assert(text);
    const size_t len = strlen(text);
    size_t fit = utf8_fit(text, len, max_cols, NULL);
    if (fit == len || max_cols == 0)
        return g_strndup(text, fit);
    fit = utf8_fit(text, len, max_cols - 1, NULL);
    while (fit > 0 && text[fit - 1] == ' ')
        fit--;
    char *out = g_malloc(fit + sizeof ELLIPSIS);
    memcpy(out, text, fit);
    memcpy(out + fit, ELLIPSIS, sizeof ELLIPSIS);
    return out;
}
