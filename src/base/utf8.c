/* SPDX-License-Identifier: MIT */
/* Text made safe: validity, control characters, white space. Widths are in width.c. */
#include "base/utf8.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

/* Bytes at the start that are printable ASCII: eight at a time, for most text is. */
static size_t utf8_skip_ascii(const char *text, size_t len)
{
    const guint64 ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    size_t i = 0;
    for (; i + 8 <= len; i += 8) {
        guint64 word;
        memcpy(&word, text + i, 8);
        const guint64 below_space = (word - ones * 0x20) & ~word;
        const guint64 del = word ^ (ones * 0x7f);
        if ((word | below_space | ((del - ones) & ~del)) & highs)
            break;
    }
    while (i < len && (guchar)text[i] >= 0x20 && (guchar)text[i] < 0x7f)
        i++;
    return i;
}

/* Bytes of the character at text (valid: *valid), or of the longest part of one where it is broken;
 * at least 1. */
static size_t utf8_measure(const char *text, size_t len, bool *valid)
{
    const guchar *s = (const guchar *)text;
    size_t need = s[0] < 0x80   ? 1
                  : s[0] < 0xc2 ? 0
                  : s[0] < 0xe0 ? 2
                  : s[0] < 0xf0 ? 3
                  : s[0] < 0xf5 ? 4
                                : 0;
    *valid = false;
    if (!need)
        return 1;
    guchar low = 0x80,
           high = 0xbf; /* of the second byte: no overlong forms, surrogates, nor beyond U+10FFFF */
    if (s[0] == 0xe0)
        low = 0xa0;
    else if (s[0] == 0xed)
        high = 0x9f;
    else if (s[0] == 0xf0)
        low = 0x90;
    else if (s[0] == 0xf4)
        high = 0x8f;
    for (size_t i = 1; i < need; i++, low = 0x80, high = 0xbf)
        if (i >= len || s[i] < low || s[i] > high)
            return i;
    *valid = true;
    return need;
}

static inline bool is_bidi_embedding(gunichar c)
{
    return c >= 0x202a && c <= 0x202e;
}

static inline bool is_bidi_isolate(gunichar c)
{
    return c >= 0x2066 && c <= 0x2069;
}

/* Never shown and never meant: C1, byte order marks inside text, noncharacters, and the characters
 * that reorder lines. */
static bool utf8_is_unwanted(gunichar c, enum utf8_mode mode)
{
    if (c < 0xa0)
        return c >= 0x7f;
    if (c < 0x202a)
        return false;
    if (is_bidi_embedding(c))
        return true;
    if (is_bidi_isolate(c))
        return mode == UTF8_LINE;
    return c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xfdd0 && c <= 0xfdef) ||
           (c & 0xfffe) == 0xfffe;
}

/* Takes all isolates out of text[0..end); returns its new end. */
static char *utf8_drop_isolates(char *text, const char *end)
{
    char *out = text;
    for (const char *p = text; p < end;) {
        const size_t n = g_utf8_next_char(p) - p;
        if (!is_bidi_isolate(g_utf8_get_char(p))) {
            memmove(out, p, n);
            out += n;
        }
        p += n;
    }
    return out;
}

/* Takes the isolates out of a paragraph that leaves one open. */
static size_t utf8_drop_open_isolates(char *text, size_t len)
{
    char *out = text, *line = text;
    const char *const end = text + len;
    int depth = 0;
    for (const char *in = text; in <= end;) {
        const bool is_end = in == end || *in == '\n';
        if (is_end && depth > 0)
            out = utf8_drop_isolates(line, out);
        if (in == end)
            break;
        const gunichar c = g_utf8_get_char(in);
        const size_t n = g_utf8_next_char(in) - in;
        if (is_end)
            depth = 0;
        const bool stray_end = c == 0x2069 && depth == 0;
        if (is_bidi_isolate(c) && !stray_end)
            depth += c == 0x2069 ? -1 : 1;
        if (!stray_end) {
            memmove(out, in, n);
            out += n;
        }
        in += n;
        if (is_end)
            line = out;
    }
    *out = '\0';
    return out - text;
}

/* What is written for an ASCII control at in, and how many bytes of input it takes. */
static size_t utf8_put_control(const char *in, size_t left, enum utf8_mode mode, char *out,
                               size_t *out_len)
{
    const char c = *in;
    *out_len = 0;
    size_t taken = 1;
    if (c == '\r') {
        taken = left > 1 && in[1] == '\n' ? 2 : 1;
        out[(*out_len)++] = mode == UTF8_LINE ? ' ' : '\n';
    } else if (c == '\n' || c == '\t') {
        out[(*out_len)++] = mode == UTF8_LINE ? ' ' : c;
    } else if (c == '\f' || c == '\v') {
        out[(*out_len)++] = ' ';
    }
    return taken;
}

/* in to out, which may be the same where in is valid; out has room for 3 * len + 1 bytes where it
 * is not. */
static size_t utf8_clean_to(const char *in, size_t len, enum utf8_mode mode, char *out)
{
    char *const begin = out;
    const char *const end = in + len;
    bool isolates = false;
    while (in < end) {
        size_t n = utf8_skip_ascii(in, end - in);
        if (n) {
            if (out != in)
                memmove(out, in, n);
            in += n, out += n;
            continue;
        }
        if ((guchar)*in < 0x80) {
            size_t written;
            in += utf8_put_control(in, end - in, mode, out, &written);
            out += written;
            continue;
        }
        bool valid;
        n = utf8_measure(in, end - in, &valid);
        const gunichar c = valid ? g_utf8_get_char(in) : 0;
        if (!valid) {
            memcpy(out, REPLACEMENT, 3);
            out += 3;
        } else if (!utf8_is_unwanted(c, mode)) {
            isolates |= is_bidi_isolate(c);
            memmove(out, in, n);
            out += n;
        } else if (c == 0x85) {
            *out++ = ' ';
        }
        in += n;
    }
    *out = '\0';
    return isolates ? utf8_drop_open_isolates(begin, out - begin) : (size_t)(out - begin);
}

static inline bool is_trail(char c)
{
    return ((guchar)c & 0xc0) == 0x80;
}

/* How much of text is, from its beginning, of two bytes a character (none of them is unwanted) or
 * of three where all are letters, with spaces between. */
static size_t utf8_skip_letters(const char *text, size_t len)
{
    size_t i = 0;
    while (i + 3 <= len) {
        const guchar c = (guchar)text[i];
        if (c == ' ')
            i++;
        else if (c >= 0xc3 && c < 0xe0 && is_trail(text[i + 1]))
            i += 2;
        else if (c >= 0xe3 && c < 0xed && is_trail(text[i + 1]) && is_trail(text[i + 2]))
            i += 3;
        else
            break;
    }
    return i;
}

bool utf8_is_clean(const char *bytes, size_t len, enum utf8_mode mode)
{
    g_assert(bytes || !len);
    for (size_t i = 0; i < len;) {
        i += utf8_skip_letters(bytes + i, len - i);
        i += utf8_skip_ascii(bytes + i, len - i);
        if (i == len)
            break;
        const char c = bytes[i];
        bool valid;
        const size_t n = utf8_measure(bytes + i, len - i, &valid);
        if ((guchar)c < 0x80 ? mode == UTF8_LINE || (c != '\n' && c != '\t')
                             : !valid || utf8_is_unwanted(g_utf8_get_char(bytes + i), UTF8_LINE))
            return false;
        i += n;
    }
    return true;
}

char *utf8_clean(const char *bytes, size_t len, enum utf8_mode mode, size_t *out_len)
{
    g_assert(bytes || !len);
    const bool valid = g_utf8_validate_len(bytes, len, NULL);
    char *text = g_malloc(valid ? len + 1 : 3 * len + 1);
    const size_t n = utf8_clean_to(bytes, len, mode, text);
    if (out_len)
        *out_len = n;
    return text;
}

size_t utf8_clean_valid(char *text, size_t len, enum utf8_mode mode)
{
    g_assert(text && !text[len]);
    return utf8_clean_to(text, len, mode, text);
}

/* Bytes of the white space character at text, or 0. */
static inline size_t utf8_measure_space(const guchar *s)
{
    if (s[0] < 0x80)
        return s[0] == ' ' || (s[0] >= '\t' && s[0] <= '\r');
    if (s[0] == 0xc2)
        return s[1] == 0xa0 || s[1] == 0x85 ? 2 : 0;
    if (s[0] == 0xe2 && s[1] == 0x80)
        return (s[2] >= 0x80 && s[2] <= 0x8a) || s[2] == 0xa8 || s[2] == 0xa9 || s[2] == 0xaf ? 3
                                                                                              : 0;
    if (s[0] == 0xe2)
        return s[1] == 0x81 && s[2] == 0x9f ? 3 : 0;
    if (s[0] == 0xe3)
        return s[1] == 0x80 && s[2] == 0x80 ? 3 : 0;
    return s[0] == 0xe1 && s[1] == 0x9a && s[2] == 0x80 ? 3 : 0;
}

size_t utf8_collapse(char *text, size_t len)
{
    g_assert(text && !text[len]);
    const char *in = text, *const end = text + len;
    char *out = text;
    while (in < end) {
        while (in < end && (guchar)*in > ' ' && (guchar)*in < 0xc2) /* most bytes of most texts */
            *out++ = *in++;
        size_t n = in < end ? utf8_measure_space((const guchar *)in) : 0;
        if (in < end && !n)
            *out++ = *in++;
        if (!n)
            continue;
        for (; in < end && n; n = utf8_measure_space((const guchar *)in))
            in += n;
        if (out > text && in < end)
            *out++ = ' ';
    }
    *out = '\0';
    return out - text;
}

char *utf8_clean_line(const char *bytes, size_t len)
{
    size_t n;
    char *text = utf8_clean(bytes, len, UTF8_LINE, &n);
    utf8_collapse(text, n);
    return text;
}
