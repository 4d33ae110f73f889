/* SPDX-License-Identifier: MIT */
/* Character references of HTML. */
#include "base/markup.h"

#include <stdlib.h>
#include <string.h>

struct entity {
    const char *name;
    bool is_legacy;
    const char *utf8;
};

static const struct entity entities[] = {
#define ENTITY(name, is_legacy, utf8) { name, is_legacy, utf8 },
#include "entity.def"
#undef ENTITY
};

#define LONGEST_NAME 31
#define LONGEST_LEGACY 6 /* of the names that count without a semicolon */

/* Numbers 128 to 159, which pages mean as windows-1252 (HTML 13.2.5.80); 0: a control. */
static const guint16 windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

struct entity_key {
    const char *name;
    size_t len;
};

static int entity_compare(const void *key, const void *row)
{
    const struct entity_key *k = key;
    const struct entity *entity = row;
    const int order = strncmp(k->name, entity->name, k->len);
    return order ? order : entity->name[k->len] ? -1 : 0;
}

const char *markup_find_entity(const char *name, size_t len, bool *is_legacy)
{
    g_assert(name || !len);
    const struct entity_key key = { name, len };
    if (!len || len > LONGEST_NAME || memchr(name, '\0', len))
        return NULL;
    const struct entity *found =
        bsearch(&key, entities, G_N_ELEMENTS(entities), sizeof entities[0], entity_compare);
    if (found && is_legacy)
        *is_legacy = found->is_legacy;
    return found ? found->utf8 : NULL;
}

guchar markup_get_windows_1252(gunichar c)
{
    for (guint i = 0; i < G_N_ELEMENTS(windows_1252); i++)
        if (c >= 0x100 && windows_1252[i] == c)
            return (guchar)(0x80 + i);
    return c >= 0x80 && c < 0x100 ? (guchar)c : 0;
}

static size_t markup_put_number(guint32 c, char *out)
{
    if (c >= 0x80 && c < 0xa0)
        c = windows_1252[c - 0x80];
    if (c == '\r')
        c = '\n';
    if (c == 0 || (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f || c == 0xfeff)
        return 0;
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) || (c & 0xfffe) == 0xfffe ||
        (c >= 0xfdd0 && c <= 0xfdef))
        c = 0xfffd;
    if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        return 0;
    return g_unichar_to_utf8(c, out);
}

static size_t markup_decode_number(const char *text, const char *end, char *out, size_t *out_len)
{
    const char *p = text + 2;
    const bool is_hex = p < end && (*p == 'x' || *p == 'X');
    p += is_hex;
    const char *digits = p;
    guint32 c = 0;
    for (; p < end && (is_hex ? g_ascii_isxdigit(*p) : g_ascii_isdigit(*p)); p++)
        if (c <= 0x10ffff)
            c = c * (is_hex ? 16 : 10) + (guint32)g_ascii_xdigit_value(*p);
    if (p == digits)
        return 0;
    *out_len = markup_put_number(c, out);
    return (size_t)(p - text) + (p < end && *p == ';');
}

/* The longest start of name that counts without a semicolon ("&notit;" is "¬it;"); *len becomes its
 * length. */
static const char *markup_find_legacy(const char *name, size_t *len)
{
    for (size_t n = MIN(*len, LONGEST_LEGACY); n >= 2; n--) {
        bool is_legacy;
        const char *utf8 = markup_find_entity(name, n, &is_legacy);
        if (utf8 && is_legacy) {
            *len = n;
            return utf8;
        }
    }
    return NULL;
}

size_t markup_decode_reference(const char *text, const char *end, char out[MARKUP_REFERENCE_BYTES],
                               size_t *out_len)
{
    g_assert(text && text < end && *text == '&');
    if (end - text < 3)
        return 0;
    if (text[1] == '#')
        return markup_decode_number(text, end, out, out_len);
    const char *name = text + 1;
    size_t len = 0;
    while (name + len < end && len <= LONGEST_NAME && g_ascii_isalnum(name[len]))
        len++;
    if (!len)
        return 0;
    bool has_semicolon = name + len < end && name[len] == ';', is_legacy = true;
    const char *utf8 = markup_find_entity(name, len, &is_legacy);
    if (!utf8 || (!has_semicolon && !is_legacy)) {
        utf8 = markup_find_legacy(name, &len);
        has_semicolon = false;
    }
    if (!utf8)
        return 0;
    *out_len = strlen(utf8);
    memcpy(out, utf8, *out_len);
    return 1 + len + has_semicolon;
}

size_t markup_decode(const char *text, size_t len, enum markup_place place, char *out)
{
    g_assert((text || !len) && out);
    const char *end = text + len;
    char *to = out;
    for (const char *p = text; p < end;) {
        const char *amp = memchr(p, '&', end - p), *stop = amp ? amp : end;
        memcpy(to, p, stop - p);
        to += stop - p;
        if (!amp)
            break;
        size_t n = 0;
        size_t taken = markup_decode_reference(amp, end, to, &n);
        const bool is_bare = place == MARKUP_IN_ATTRIBUTE && taken && amp[taken - 1] != ';';
        if (is_bare && amp[1] != '#' && amp + taken < end &&
            (g_ascii_isalnum(amp[taken]) || amp[taken] == '='))
            taken = 0; /* "?a=1&copy=2" */
        if (!taken) {
            *to = '&';
            taken = n = 1;
        }
        to += n;
        p = amp + taken;
    }
    *to = '\0';
    return (size_t)(to - out);
}
