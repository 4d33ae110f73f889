/* SPDX-License-Identifier: MIT */
/* Which of the tags in a text are markup, and which are words: "Using <details> well". */
#include "base/html_token.h"
#include "base/markup.h"

#include <stddef.h>
#include <string.h>

#define MAX_TAGS 256 /* no text that speaks of elements has more of them */

struct guess_tag {
    const char *begin, *after;
    enum html_tag element; /* HTML_TEXT: no tag, only the begin of something like one */
    const char *name;
    size_t name_len;
    bool is_end, has_attributes, has_address; /* src or href */
    bool is_matched;                          /* its end tag, or its start tag, is there */
    bool is_apart;                            /* between blanks or marks, as a word is */
    bool is_word;
};

struct guess {
    const char *text, *end;
    guint n, n_open;
    const char *rest; /* NULL, or where the last tag begins, which has no ">": no tag follows */
    bool is_too_many;
    bool has_comment; /* a whole comment, or the begin of a CDATA section */
    bool has_no_cdata_end;
    bool has_no_end[HTML_N_TAGS]; /* no end tag of the element follows */
    /* large, and not set beyond n and n_open */
    struct guess_tag tags[MAX_TAGS];
    guint open[MAX_TAGS];
};

/* ---- reading */

static void guess_match(struct guess *guess, struct guess_tag *tag)
{
    if (!tag->is_end) {
        guess->open[guess->n_open++] = (guint)(tag - guess->tags);
        return;
    }
    for (guint i = guess->n_open; i > 0; i--) {
        struct guess_tag *start = &guess->tags[guess->open[i - 1]];
        if (start->element == tag->element && start->name_len == tag->name_len &&
            g_ascii_strncasecmp(start->name, tag->name, tag->name_len) == 0) {
            start->is_matched = tag->is_matched = true;
            guess->n_open = i - 1;
            return;
        }
    }
}

/* A script with its end: what is between is not read. */
static void guess_skip_raw(struct guess *guess, struct html_reader *reader,
                           const struct html_token *token, struct guess_tag *tag)
{
    if (guess->has_no_end[token->tag])
        return;
    struct html_reader at = *reader;
    size_t len;
    const char *content = html_take_raw(&at, token, &len);
    guess->has_no_end[token->tag] = content + len == guess->end;
    if (guess->has_no_end[token->tag])
        return;
    tag->is_matched = true;
    tag->after = at.p;
    *reader = at;
}

static bool is_address_name(const struct html_attribute *a)
{
    return (a->name_len == 4 && g_ascii_strncasecmp(a->name, "href", 4) == 0) ||
           (a->name_len == 3 && g_ascii_strncasecmp(a->name, "src", 3) == 0);
}

static void guess_take_tag(struct guess *guess, struct html_reader *reader,
                           const struct html_token *token)
{
    struct guess_tag *tag = &guess->tags[guess->n];
    *tag = (struct guess_tag){ .begin = token->begin,
                               .element = token->tag,
                               .name = token->name,
                               .name_len = token->name_len,
                               .is_end = token->type == HTML_TOKEN_END };
    struct html_attribute a;
    bool has_value = false;
    while (html_next_attribute(reader, &a)) {
        tag->has_attributes = true;
        has_value |= a.value_len > 0;
        tag->has_address |= a.value_len && is_address_name(&a);
    }
    if (html_finish_tag(reader) == HTML_TAG_CUT) {
        if (has_value) /* markup that was cut off */
            return;
        guess->rest = token->begin; /* "if a <b" */
        return;
    }
    tag->after = reader->p;
    if (!tag->is_end && html_is_wordless(token->tag))
        guess_skip_raw(guess, reader, token, tag);
    if (!tag->is_matched)
        guess_match(guess, tag);
    guess->n++;
}

static void guess_take_comment(struct guess *guess, struct html_reader *reader,
                               const struct html_token *token)
{
    const char *p = token->begin;
    const bool is_comment =
        token->len >= 7 && memcmp(p, "<!--", 4) == 0 && memcmp(p + token->len - 3, "-->", 3) == 0;
    const bool is_cdata = !guess->has_no_cdata_end && token->len == strlen("<![CDATA[") &&
                          memcmp(p, "<![CDATA[", 9) == 0 && g_strstr_len(p, guess->end - p, "]]>");
    guess->has_no_cdata_end = !is_cdata && p[2] == '[';
    guess->has_comment |= is_comment || is_cdata;
    if (is_comment || is_cdata)
        return;
    reader->p = p + 2; /* "Why <!-- is a comment": what follows is not lost */
    guess->tags[guess->n++] = (struct guess_tag){ .begin = p, .after = reader->p };
}

static void guess_read(struct guess *guess)
{
    struct html_reader reader = { .p = guess->text, .end = guess->end, .is_lenient = true };
    struct html_token token;
    while (html_next(&reader, &token)) {
        if (token.type == HTML_TOKEN_TEXT)
            continue;
        guess->is_too_many = guess->n == MAX_TAGS;
        if (guess->is_too_many)
            return;
        if (token.type == HTML_TOKEN_COMMENT)
            guess_take_comment(guess, &reader, &token);
        else
            guess_take_tag(guess, &reader, &token);
    }
}

/* ---- judging */

static bool is_before_word(const struct guess *guess, const char *p)
{
    return p == guess->text || g_ascii_isspace(p[-1]) || (guchar)p[-1] >= 0x80 ||
           strchr("([{\"'`/-+,", p[-1]);
}

/* "the <div>s" speaks of them, too */
static bool is_after_word(const struct guess *guess, const char *p)
{
    if (p < guess->end && (*p == 's' || *p == 'S'))
        p++;
    return p == guess->end || g_ascii_isspace(*p) || (guchar)*p >= 0x80 ||
           (*p && strchr(")]}\"'`/-+,.:;!?", *p));
}

/* Of tags side by side either all are words or none. */
static void guess_find_apart(struct guess *guess)
{
    for (guint i = 0; i < guess->n;) {
        guint next = i + 1;
        while (next < guess->n && guess->tags[next].begin == guess->tags[next - 1].after)
            next++;
        const bool is_apart = is_before_word(guess, guess->tags[i].begin) &&
                              is_after_word(guess, guess->tags[next - 1].after);
        for (; i < next; i++)
            guess->tags[i].is_apart |= is_apart;
    }
}

/* What is markup although it has no end tag and stands apart. */
static bool is_alone(const struct guess_tag *tag, enum markup_extent extent)
{
    switch (tag->element) {
    case HTML_BR:
    case HTML_WBR:
        return true;
    case HTML_A:
        return tag->has_address;
    case HTML_IMG:
        return tag->has_address || extent == MARKUP_BODY;
    case HTML_P:
    case HTML_LI:
    case HTML_DT:
    case HTML_DD:
    case HTML_TR:
    case HTML_TD:
    case HTML_TH:
    case HTML_HR:
        return extent == MARKUP_BODY;
    default:
        return false;
    }
}

/* "the <p></p> element": a pair with nothing in it, not even attributes. */
static bool is_empty_pair(const struct guess_tag *start, const struct guess_tag *end)
{
    return start->is_matched && end->is_matched && !start->is_end && end->is_end &&
           start->after == end->begin && !start->has_attributes && start->is_apart;
}

/* "<joe@x.example>", "<https://x.example/>" */
static bool is_address(const struct guess_tag *tag)
{
    return tag->element == HTML_UNKNOWN && !tag->is_end && !tag->is_matched &&
           (memchr(tag->name, '@', tag->name_len) ||
            (tag->name_len == 5 && g_ascii_strncasecmp(tag->name, "http:/", 6) == 0) ||
            (tag->name_len == 6 && g_ascii_strncasecmp(tag->name, "https:/", 7) == 0));
}

static bool guess_is_word(const struct guess *guess, guint i, enum markup_extent extent)
{
    const struct guess_tag *tag = &guess->tags[i];
    if (extent == MARKUP_HTML)
        return is_address(tag);
    if (tag->element == HTML_TEXT)
        return true;
    if (tag->element == HTML_UNKNOWN)
        return !tag->is_matched;
    if (tag->is_matched)
        return tag->is_end ? i > 0 && is_empty_pair(tag - 1, tag)
                           : i + 1 < guess->n && is_empty_pair(tag, tag + 1);
    if (tag->is_end && tag->after == guess->end)
        return false;
    return tag->is_apart && !is_alone(tag, extent);
}

char *markup_escape_words(const char *text, size_t len, enum markup_extent extent, size_t *out_len,
                          bool *has_markup)
{
    g_assert((text || !len) && out_len && has_markup);
    *has_markup = false;
    if (!len || !memchr(text, '<', len))
        return NULL;
    g_autofree struct guess *guess = g_malloc(sizeof *guess);
    memset(guess, 0, offsetof(struct guess, tags));
    guess->text = text;
    guess->end = text + len;
    guess_read(guess);
    *has_markup = guess->has_comment || guess->is_too_many;
    if (guess->is_too_many)
        return NULL;
    guess_find_apart(guess);
    guint n_words = 0;
    for (guint i = 0; i < guess->n; i++) {
        guess->tags[i].is_word = guess_is_word(guess, i, extent);
        n_words += guess->tags[i].is_word;
    }
    *has_markup |= n_words < guess->n;
    if (extent == MARKUP_HTML)
        guess->rest = NULL;
    if (!n_words && !guess->rest)
        return NULL;
    GString *out = g_string_sized_new(len + 4 * n_words);
    const char *copied = text;
    for (guint i = 0; i < guess->n; i++) {
        if (!guess->tags[i].is_word)
            continue;
        g_string_append_len(out, copied, guess->tags[i].begin - copied);
        g_string_append(out, "&lt;");
        copied = guess->tags[i].begin + 1;
    }
    for (const char *p = guess->rest; p; p = memchr(copied, '<', guess->end - copied)) {
        g_string_append_len(out, copied, p - copied);
        g_string_append(out, "&lt;");
        copied = p + 1;
    }
    g_string_append_len(out, copied, guess->end - copied);
    *out_len = out->len;
    return g_string_free(out, FALSE);
}

bool markup_has_reference(const char *text, size_t len)
{
    g_assert(text || !len);
    const char *end = text + len;
    for (const char *p = text; p < end && (p = memchr(p, '&', end - p)); p++) {
        char utf8[MARKUP_REFERENCE_BYTES];
        size_t n;
        if (markup_decode_reference(p, end, utf8, &n))
            return true;
    }
    return false;
}
