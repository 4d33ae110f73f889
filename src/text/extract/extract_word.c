/* SPDX-License-Identifier: MIT */
/* What classes and ids speak for: Readability's lists of words, looked for in one pass. */
#include "extract_private.h"

#include <string.h>

#define ARTICLE_BODY_WEIGHT 5 /* a hint: some pages say it of more than the text */

struct word {
    const char *text;
    guint16 words;
};

#define U WORD_UNLIKELY
#define M WORD_MAYBE
#define P WORD_POSITIVE
#define N WORD_NEGATIVE
#define B WORD_BYLINE
#define LETTER(c) [(c) - 'a' + 1]

/* By their first character; the "-" first. */
static const struct word words[27][14] = {
    [0] = { { "-ad-", U | N } },
    LETTER('a') = { { "ad-break", U },
                    { "agegate", U },
                    { "ai2html", U },
                    { "and", M },
                    { "article", M | P },
                    { "author", B } },
    LETTER('b') = { { "banner", U | N },
                    { "blog", P },
                    { "body", M | P },
                    { "breadcrumbs", U },
                    { "byline", B } },
    LETTER('c') = { { "column", M },
                    { "com-", N },
                    { "combx", U | N },
                    { "comment", U | N },
                    { "community", U },
                    { "contact", N },
                    { "content", M | P },
                    { "cover-wrap", U } },
    LETTER('d') = { { "dateline", B }, { "disqus", U } },
    LETTER('e') = { { "entry", P }, { "extra", U } },
    LETTER('f') = { { "footer", U | N } },
    LETTER('g') = { { "gdpr", U | N } },
    LETTER('h') = { { "header", U }, { "hidden", N }, { "hid", N | WORD_ANCHORED } },
    LETTER('l') = { { "legends", U } },
    LETTER('m') = { { "main", M | P },
                    { "masthead", N },
                    { "mathjax", M },
                    { "media", N },
                    { "menu", U },
                    { "meta", N } },
    LETTER('o') = { { "outbrain", N } },
    LETTER('p') = { { "page", P },
                    { "pager", U },
                    { "pagination", U | P },
                    { "popup", U },
                    { "post", P },
                    { "promo", N } },
    LETTER('r') = { { "related", U | N }, { "remark", U }, { "replies", U }, { "rss", U } },
    LETTER('s') = { { "scroll", N },
                    { "shadow", M },
                    { "share", N },
                    { "share", WORD_SHARE | WORD_BOUNDED },
                    { "sharedaddy", WORD_SHARE | WORD_BOUNDED },
                    { "shopping", N },
                    { "shoutbox", U | N },
                    { "sidebar", U | N },
                    { "skyscraper", U | N },
                    { "social", U },
                    { "sponsor", U | N },
                    { "story", P },
                    { "supplemental", U } },
    LETTER('t') = { { "tags", N }, { "text", P } },
    LETTER('w') = { { "widget", N }, { "writtenby", B } },
    LETTER('y') = { { "yom-remote", U } },
};

#undef U
#undef M
#undef P
#undef N
#undef B

static bool begins_with(const char *text, const char *word, size_t *len)
{
    size_t n = 0;
    while (word[n] && g_ascii_tolower(text[n]) == word[n])
        n++;
    *len = n;
    return !word[n];
}

/* No letter and no digit: what parts words; "_" does here. */
static bool is_boundary(char c)
{
    return !g_ascii_isalnum(c);
}

static guint16 match_row(const char *text, const char *p, const struct word *row,
                         const struct word *end)
{
    guint16 found = 0;
    for (; row < end && row->text; row++) {
        size_t len;
        if (!begins_with(p, row->text, &len))
            continue;
        const char before = p > text ? p[-1] : ' ', after = p[len] ? p[len] : ' ';
        if (row->words & WORD_ANCHORED && (before != ' ' || after != ' '))
            continue;
        if (row->words & WORD_BOUNDED && (!is_boundary(before) || !is_boundary(after)))
            continue;
        found |= row->words;
    }
    return found;
}

guint16 extract_find_words(const char *text)
{
    guint16 found = 0;
    for (const char *p = text; *p; p++) {
        const char c = g_ascii_tolower(*p);
        const guint row = c == '-' ? 0 : (guint)(c - 'a') + 1;
        if (row >= G_N_ELEMENTS(words))
            continue;
        found |= match_row(text, p, words[row], words[row] + G_N_ELEMENTS(words[row]));
    }
    return found & (guint16) ~(WORD_ANCHORED | WORD_BOUNDED);
}

static int weigh(guint16 found)
{
    return (found & WORD_POSITIVE ? 25 : 0) - (found & WORD_NEGATIVE ? 25 : 0);
}

int extract_get_weight(const struct attempt *attempt, const struct dom_node *node)
{
    if (!(attempt->flags & EXTRACT_WEIGH_CLASSES))
        return 0;
    return weigh(node->facts->class_words) + weigh(node->facts->id_words) +
           (extract_is_article_body(node) ? ARTICLE_BODY_WEIGHT : 0);
}
