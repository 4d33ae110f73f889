/* SPDX-License-Identifier: MIT */
/* Text as it is searched: compatibility decomposition (Unicode 15.0 3.7, D64), marks dropped where they
 * are accents, and letters that have no decomposition by a table. */
#include "base/fold.h"

#include <stdbool.h>
#include <string.h>

enum { MAX_PARTS = 18 }; /* the longest compatibility decomposition, U+FDFA */

/* Letters and signs that are written otherwise without a special keyboard. */
static const struct {
    gunichar from;
    const char *to;
} spellings[] = {
    { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" },  { 0x00f8, "o" },  { 0x00fe, "th" },
    { 0x0111, "d" },  { 0x0127, "h" },  { 0x0131, "i" },  { 0x0138, "k" },  { 0x0142, "l" },
    { 0x014b, "n" },  { 0x0153, "oe" }, { 0x0167, "t" },  { 0x0180, "b" },  { 0x01dd, "e" },
    { 0x0247, "e" },  { 0x0249, "j" },  { 0x024d, "r" },  { 0x024f, "y" },  { 0x0253, "b" },
    { 0x0256, "d" },  { 0x0257, "d" },  { 0x0268, "i" },  { 0x0289, "u" },  { 0x02b9, "'" },
    { 0x02bb, "'" },  { 0x02bc, "'" },  { 0x03c2, "σ" },  { 0x0491, "г" },  { 0x0640, "" },
    { 0x1e9e, "ss" }, { 0x2010, "-" },  { 0x2011, "-" },  { 0x2012, "-" },  { 0x2013, "-" },
    { 0x2014, "-" },  { 0x2015, "-" },  { 0x2018, "'" },  { 0x2019, "'" },  { 0x201a, "'" },
    { 0x201b, "'" },  { 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" }, { 0x201f, "\"" },
    { 0x2032, "'" },  { 0x2033, "\"" }, { 0x2039, "'" },  { 0x203a, "'" },  { 0x2044, "/" },
    { 0x2212, "-" },
};

/* Characters that are nothing: soft hyphen, characters without width, marks of direction. */
static bool is_nothing(gunichar c)
{
    return c == 0x00ad || c == 0x034f || c == 0x061c || c == 0x180e ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

/* Marks that people leave out: accents, and the points of Hebrew and Arabic. Of other scripts a mark
 * is as much a letter as any. */
static bool is_accent(gunichar c)
{
    return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0591 && c <= 0x05bd) || c == 0x05bf ||
           c == 0x05c1 || c == 0x05c2 || c == 0x05c4 || c == 0x05c5 || c == 0x05c7 ||
           (c >= 0x0610 && c <= 0x061a) || (c >= 0x064b && c <= 0x065f) || c == 0x0670 ||
           (c >= 0x06d6 && c <= 0x06dc) || (c >= 0x1ab0 && c <= 0x1aff) ||
           (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff);
}

/* The letter of its own that a mark makes of the letter before; 0: the mark makes none. */
static gunichar find_own_letter(gunichar letter, gunichar mark)
{
    gunichar composed = 0;
    const bool is_short = mark == 0x0306 && (letter == 0x0438 || letter == 0x0443); /* й ў */
    const bool is_voiced = mark == 0x3099 || mark == 0x309a;
    return (is_short || is_voiced) && g_unichar_compose(letter, mark, &composed) ? composed : 0;
}

struct folding {
    GString *out;
    GArray *places; /* of guint32, one a byte of out; or NULL */
    guint32 place;  /* of the character that is folded */
    gunichar last;  /* the last character of out, 0: none */
    gsize last_len;
};

static void append(struct folding *folding, const char *bytes, gsize len)
{
    g_string_append_len(folding->out, bytes, (gssize)len);
    for (gsize i = 0; folding->places && i < len; i++)
        g_array_append_val(folding->places, folding->place);
    folding->last_len = len;
}

static void append_letter(struct folding *folding, gunichar c)
{
    char bytes[6];
    append(folding, bytes, (gsize)g_unichar_to_utf8(c, bytes));
    folding->last = c;
}

static void replace_last(struct folding *folding, gunichar c)
{
    char bytes[6];
    const gsize len = (gsize)g_unichar_to_utf8(c, bytes);
    if (len != folding->last_len) /* both are of one block: never */
        return;
    memcpy(folding->out->str + folding->out->len - len, bytes, len);
    folding->last = c;
}

static void append_blank(struct folding *folding)
{
    if (folding->last != ' ')
        append_letter(folding, ' ');
}

static bool append_spelling(struct folding *folding, gunichar c)
{
    guint low = 0, high = G_N_ELEMENTS(spellings);
    while (low < high) {
        const guint middle = (low + high) / 2;
        if (spellings[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == G_N_ELEMENTS(spellings) || spellings[low].from != c)
        return false;
    if (*spellings[low].to) {
        append(folding, spellings[low].to, strlen(spellings[low].to));
        folding->last = c;
    }
    return true;
}

/* One character that has no decomposition. */
static void fold_part(struct folding *folding, gunichar c)
{
    const gunichar lower = g_unichar_tolower(c);
    const gunichar own = folding->last ? find_own_letter(folding->last, lower) : 0;
    if (own)
        replace_last(folding, own);
    else if (is_nothing(lower) || is_accent(lower))
        return;
    else if (g_unichar_isspace(lower))
        append_blank(folding);
    else if (!append_spelling(folding, lower))
        append_letter(folding, lower);
}

static void fold_letter(struct folding *folding, gunichar c)
{
    gunichar parts[MAX_PARTS];
    /* syllables of Hangul would fall apart */
    const bool is_whole = c >= 0xac00 && c <= 0xd7a3;
    const gsize n = is_whole ? 0 : g_unichar_fully_decompose(c, TRUE, parts, MAX_PARTS);
    if (is_whole)
        append_letter(folding, c);
    for (gsize i = 0; i < MIN(n, MAX_PARTS); i++)
        fold_part(folding, parts[i]);
}

/* The bytes from p on that are ASCII and stay one byte each. */
static gsize fold_ascii(struct folding *folding, const char *p, const char *end)
{
    const gsize begin = folding->out->len;
    const char *start = p;
    for (; p < end && (guchar)*p > ' ' && (guchar)*p < 0x7f; p++)
        g_string_append_c(folding->out, g_ascii_tolower(*p));
    for (gsize i = begin; folding->places && i < folding->out->len; i++) {
        const guint32 place = folding->place + (guint32)(i - begin);
        g_array_append_val(folding->places, place);
    }
    if (p > start) {
        folding->last = (guchar)folding->out->str[folding->out->len - 1];
        folding->last_len = 1;
    }
    return (gsize)(p - start);
}

static void fold_all(struct folding *folding, const char *text, gsize len)
{
    const char *end = text + len;
    for (const char *p = text; p < end;) {
        folding->place = (guint32)(p - text);
        const gsize n = fold_ascii(folding, p, end);
        p += n;
        if (n || p == end)
            continue;
        const gunichar c = g_utf8_get_char(p);
        if (c <= ' ' || c == 0x7f)
            append_blank(folding);
        else
            fold_letter(folding, c);
        p = g_utf8_next_char(p);
    }
}

char *fold_text(const char *text)
{
    g_assert(text);
    const gsize len = strlen(text);
    struct folding folding = { .out = g_string_sized_new(len + 16) };
    fold_all(&folding, text, len);
    return g_string_free(folding.out, FALSE);
}

char *fold_text_with_places(const char *text, gsize len, guint32 **places)
{
    g_assert(text && places && len < G_MAXUINT32);
    const guint32 end = (guint32)len;
    struct folding folding = { .out = g_string_sized_new(len + 16),
                               .places = g_array_new(FALSE, FALSE, sizeof(guint32)) };
    fold_all(&folding, text, len);
    g_array_append_val(folding.places, end);
    *places = (guint32 *)(void *)g_array_free(folding.places, FALSE);
    return g_string_free(folding.out, FALSE);
}
