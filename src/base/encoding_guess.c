/* SPDX-License-Identifier: MIT */
/* How likely an encoding is, by what letters and characters stand beside each other. No tables of
 * languages: only what holds in all of them. */
#include "encoding_guess.h"

#include <string.h>

#define FAULT_WEIGHT 4.0 /* of an impossible byte, in characters that are out of place */
#define MARGIN 0.02      /* less is not a difference */

/* ---- two bytes a character */

/* Where the characters that most texts consist of stand; the rest of each standard is rare. */
struct double_byte {
    const char *charset;
    guchar first_trail;       /* of a common character */
    guchar commons[3][2];     /* first bytes, from and to */
    guchar kana[2];           /* first bytes of kana; 0: not Japanese */
    guchar leads[2];          /* some characters of a text begin so ... */
    guchar max_trail;         /* ... or end so; 0: neither is asked */
    bool has_single_katakana; /* bytes 0xa1 to 0xdf stand for themselves */
};

static const struct double_byte double_bytes[] = {
    { "GB18030",
      0xa1,
      { { 0xa1, 0xa1 }, { 0xa3, 0xa3 }, { 0xb0, 0xd7 } },
      { 0 },
      { 0xc9, 0xd7 },
      0,
      false },
    { "BIG5-HKSCS", 0x40, { { 0xa1, 0xa1 }, { 0xa4, 0xc6 } }, { 0 }, { 0 }, 0x7e, false },
    { "CP949", 0xa1, { { 0xa1, 0xa1 }, { 0xa3, 0xa3 }, { 0xb0, 0xc8 } }, { 0 }, { 0 }, 0, false },
    { "euc-jp",
      0xa1,
      { { 0xa1, 0xa1 }, { 0xa3, 0xa5 }, { 0xb0, 0xcf } },
      { 0xa4, 0xa5 },
      { 0 },
      0,
      false },
    { "CP932", 0x40, { { 0x81, 0x83 }, { 0x88, 0x97 } }, { 0x82, 0x83 }, { 0 }, 0, true },
};

static bool is_within(guchar byte, const guchar range[2])
{
    return byte >= range[0] && byte <= range[1];
}

static bool is_common_pair(const struct double_byte *row, guchar lead, guchar trail)
{
    bool is_common = false;
    for (guint i = 0; i < G_N_ELEMENTS(row->commons); i++)
        is_common |= is_within(lead, row->commons[i]);
    return is_common && trail >= row->first_trail;
}

static double guess_double_byte(const struct encoding_guess *guess, const struct double_byte *row)
{
    const guchar *p = (const guchar *)guess->bytes, *end = p + guess->len;
    size_t n = 0, n_common = 0, n_kana = 0, n_expected = 0;
    while (p < end) {
        if (*p < 0x80) {
            p++;
            continue;
        }
        n++;
        if (p + 1 == end || (row->has_single_katakana && *p >= 0xa1 && *p <= 0xdf)) {
            p++;
            continue;
        }
        const bool is_common = is_common_pair(row, p[0], p[1]);
        n_common += is_common;
        n_kana += is_common && is_within(*p, row->kana);
        n_expected += is_common && (is_within(*p, row->leads) || p[1] <= row->max_trail);
        p += p[1] >= 0x30 ? 2 : 1;
    }
    if (!n)
        return 1;
    double score = (double)n_common / (double)n;
    if (row->kana[0])
        score += n_kana * 20 < n && n >= 4 ? -0.15 : n_kana * 3 > n ? 0.1 : 0;
    if ((row->leads[0] || row->max_trail) && n >= 4 && !n_expected)
        score -= 0.1;
    return score - FAULT_WEIGHT * (double)guess->n_faults / (double)n;
}

/* ---- one byte a character */

enum letter_case { CASE_NONE, CASE_LOWER, CASE_UPPER };

/* What stands before the character that is looked at. */
struct letter {
    gunichar c;
    GUnicodeScript script;
    enum letter_case which;
    bool is_letter;
};

static struct letter read_letter(gunichar c)
{
    if (c < 0x80 && !g_ascii_isalpha((char)c))
        return (struct letter){ .c = c, .script = G_UNICODE_SCRIPT_COMMON };
    return (struct letter){ .c = c,
                            .script = g_unichar_get_script(c),
                            .which = g_unichar_islower(c)   ? CASE_LOWER
                                     : g_unichar_isupper(c) ? CASE_UPPER
                                                            : CASE_NONE,
                            .is_letter = g_unichar_isalpha(c) || g_unichar_ismark(c) };
}

/* Letters that hardly stand where they do: an r or l with acute (Slovak, in a few words) is the a
 * with grave or ring of French and Swedish in an encoding of Central Europe, an n with acute before
 * a vowel (never in Polish) Spanish; a thorn behind a letter is the s with cedilla of Turkish. */
static bool is_rare_letter(const struct letter *before, gunichar c, const struct letter *after)
{
    return c == 0x155 || c == 0x154 || c == 0x13a || c == 0x139 ||
           (c == 0x144 && after->c < 0x80 && after->c && strchr("aeiou", (int)after->c)) ||
           (c == 0xfe && before->is_letter);
}

/* A sign, neither letter nor ASCII, between two letters, but for those that join words; or one that
 * begins a word and is a letter in the encodings of Central Europe. */
static double weigh_sign(const struct letter *before, gunichar c, const struct letter *after)
{
    const bool is_joint = g_unichar_isspace(c) || c == 0xad || c == 0xb7 || c == 0x2019 ||
                          (c >= 0x2010 && c <= 0x2015);
    if (before->is_letter)
        return after->is_letter && !is_joint;
    return after->is_letter && (c == 0xb3 || c == 0xb6 || c == 0xb9 || c == 0xbc || c == 0xbe);
}

/* How much at between before and after is out of place, in characters. One of them is not ASCII. */
static double weigh(const struct letter *before, const struct letter *at,
                    const struct letter *after)
{
    const gunichar c = at->c;
    if (c == 0xfffd)
        return 0; /* counted as a fault */
    if ((c >= 0x80 && c < 0xa0) || (c >= 0xe000 && c < 0xf900) || (c >= 0x2500 && c < 0x25a0) ||
        c == 0xa4) /* controls, private use, lines of boxes, the sign for any currency */
        return 2;
    if (!at->is_letter)
        return c < 0x80 ? 0 : weigh_sign(before, c, after);
    double weight = is_rare_letter(before, c, after) ? 0.5 : 0;
    if (!before->is_letter)
        return weight;
    if (before->script != at->script && before->script != G_UNICODE_SCRIPT_COMMON &&
        at->script != G_UNICODE_SCRIPT_COMMON && at->script != G_UNICODE_SCRIPT_INHERITED)
        return 1;
    if (before->which == CASE_LOWER && at->which == CASE_UPPER)
        return 1;
    if (c >= 0x80 && before->c >= 0x80 && at->script == G_UNICODE_SCRIPT_LATIN)
        weight += 0.7;
    if (c >= 0x80 && at->which == CASE_UPPER && before->which == CASE_UPPER)
        weight += 0.2;
    return weight;
}

static double guess_single_byte(const struct encoding_guess *guess)
{
    static const struct letter nothing = { .script = G_UNICODE_SCRIPT_COMMON };
    struct letter before = nothing, at = nothing;
    size_t n = 0;
    double misplaced = 0;
    const char *end = guess->text + guess->text_len;
    for (const char *p = guess->text; p <= end; p = p < end ? g_utf8_next_char(p) : p + 1) {
        /* most of a feed is ASCII, which says nothing of an encoding */
        const struct letter after = p < end ? read_letter(g_utf8_get_char(p)) : nothing;
        n += at.c >= 0x80;
        if (at.c >= 0x80 || before.c >= 0x80)
            misplaced += weigh(&before, &at, &after);
        before = at;
        at = after;
    }
    return n ? 1 - (misplaced + FAULT_WEIGHT * (double)guess->n_faults) / (double)n : 1;
}

static double guess_likelihood(const struct encoding_guess *guess)
{
    for (guint i = 0; i < G_N_ELEMENTS(double_bytes); i++)
        if (g_ascii_strcasecmp(guess->charset, double_bytes[i].charset) == 0)
            return guess_double_byte(guess, &double_bytes[i]);
    return guess_single_byte(guess);
}

guint encoding_guess_choose(const struct encoding_guess *first, const struct encoding_guess *second)
{
    g_assert(first && second);
    const double one = guess_likelihood(first), other = guess_likelihood(second);
    if (one > other + MARGIN || other > one + MARGIN)
        return other > one;
    if (first->n_faults != second->n_faults)
        return second->n_faults < first->n_faults;
    return strcmp(first->charset, "WINDOWS-1252") == 0;
}

bool encoding_guess_is_unusual(gunichar c)
{
    static const struct {
        gunichar from, to;
    } rows[] = {
        { 0x80, 0x9f },   { 0x180, 0x19f }, { 0x1a2, 0x1ae }, { 0x1b1, 0x1cc },
        { 0x1dd, 0x217 }, { 0x21c, 0x258 }, { 0x25a, 0x2b9 }, { 0x2be, 0x385 },
        { 0x460, 0x48f }, { 0x500, 0x5cf }, { 0x5ef, 0x60b }, { 0x6d5, 0x8ff },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (c >= rows[i].from && c <= rows[i].to)
            return true;
    return false;
}
