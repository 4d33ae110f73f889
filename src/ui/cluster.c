/* SPDX-License-Identifier: MIT */
/* Grapheme clusters. libunistring's rules for pairs of characters, and what pairs can't tell: emoji joined by U+200D
 * (GB11) and flags (GB12). */
#include "ui/cluster.h"

#include <stdint.h>

#include <unigbrk.h>
#include <unistr.h>

enum { JOINER = 0x200D };

size_t character_decode(const char *s, size_t len, ucs4_t *c)
{
    int used = u8_mbtoucr(c, (const uint8_t *)s, len);
    if (used > 0)
        return (size_t)used;
    *c = 0xFFFD;
    return 1;
}

static bool character_is_flag(ucs4_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

bool character_is_pictograph(ucs4_t c)
{
    return (c >= 0x1F000 && !character_is_flag(c)) || (c >= 0x2190 && c <= 0x2BFF && c != 0x25CC) || c == 0x3030 ||
           c == 0x303D;
}

static size_t pair_find_end(const char *text, size_t len)
{
    const uint8_t *start = (const uint8_t *)text;
    const uint8_t *next = u8_grapheme_next(start, start + len);
    return next ? (size_t)(next - start) : len;
}

/* Two regional indicators and the marks upon them. */
static size_t flag_find_end(const char *text, size_t len, size_t first)
{
    ucs4_t c = 0;
    if (first < len)
        character_decode(text + first, len - first, &c);
    if (!character_is_flag(c))
        return first;
    size_t end = first + character_decode(text + first, len - first, &c);
    while (end < len) {
        size_t used = character_decode(text + end, len - end, &c);
        if (c != JOINER && !(c >= 0xFE00 && c <= 0xFE0F))
            break;
        end += used;
    }
    return end;
}

size_t cluster_find_end(const char *text, size_t len)
{
    ucs4_t first, next, last = 0;
    size_t used = character_decode(text, len, &first);
    if (character_is_flag(first))
        return flag_find_end(text, len, used);
    size_t end = pair_find_end(text, len), at = 0;
    while (character_is_pictograph(first) && end < len) {
        while (at < end)
            at += character_decode(text + at, end - at, &last);
        character_decode(text + end, len - end, &next);
        if (last != JOINER || !character_is_pictograph(next))
            break;
        end += pair_find_end(text + end, len - end);
    }
    return end;
}
