/* SPDX-License-Identifier: MIT */
/* Bytes to tokens by the rules of HTML 13.2.5. */
#include "base/html_token.h"

#include "base/markup.h"

#include <string.h>

#define CDATA_LEN 9

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool ends_name(char c)
{
    return is_space(c) || c == '/' || c == '>';
}

/* ---- comments and declarations */

/* Returns the position after the comment that begins at p ("<!--"), or NULL if it has no end. */
static const char *find_comment_end(const char *p, const char *end)
{
    const char *text = p + 4;
    for (p = text; p < end && (p = memchr(p, '>', end - p)); p++)
        if (memcmp(p - 2, "--", 2) == 0 || (p - text >= 3 && memcmp(p - 3, "--!", 3) == 0))
            return p + 1;
    return NULL;
}

static bool is_cdata(const char *p, const char *end)
{
    return end - p >= CDATA_LEN && memcmp(p, "<![CDATA[", CDATA_LEN) == 0;
}

static void read_cdata(struct html_reader *reader, struct html_token *token)
{
    token->type = HTML_TOKEN_CDATA;
    token->begin += CDATA_LEN;
    const char *close = g_strstr_len(token->begin, reader->end - token->begin, "]]>");
    token->len = (size_t)((close ? close : reader->end) - token->begin);
    reader->p = close ? close + 3 : reader->end;
}

/* The same for everything between "<" and ">" that is not a tag. */
static const char *skip_comment(struct html_reader *reader, const char *p)
{
    const char *end = reader->end;
    if (reader->is_lenient && is_cdata(p, end))
        return p + CDATA_LEN;
    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
        const char *after = reader->has_open_comment ? NULL : find_comment_end(p, end);
        reader->has_open_comment = !after;
        if (after || !reader->is_lenient)
            return after ? after : end;
    }
    const char *close = memchr(p, '>', end - p);
    return close ? close + 1 : end;
}

/* ---- tokens */

/* What begins at p, a "<": TEXT if it is only that character. */
static enum html_token_type find_type(const struct html_reader *reader, const char *p)
{
    const char *end = reader->end;
    if (p + 1 == end)
        return HTML_TOKEN_TEXT;
    if (g_ascii_isalpha(p[1]))
        return HTML_TOKEN_START;
    if (p[1] == '!' || p[1] == '?')
        return HTML_TOKEN_COMMENT;
    if (p[1] != '/' || p + 2 == end)
        return HTML_TOKEN_TEXT;
    if (g_ascii_isalpha(p[2]))
        return HTML_TOKEN_END;
    return reader->is_lenient ? HTML_TOKEN_TEXT : HTML_TOKEN_COMMENT;
}

static void read_text(struct html_reader *reader, struct html_token *token)
{
    const char *p = reader->p, *end = reader->end;
    do
        p = p + 1 < end ? memchr(p + 1, '<', end - p - 1) : NULL;
    while (p && find_type(reader, p) == HTML_TOKEN_TEXT);
    reader->p = p ? p : end;
    token->len = (size_t)(reader->p - token->begin);
}

static void read_name(struct html_reader *reader, struct html_token *token)
{
    const char *p = token->begin + 1 + (token->type == HTML_TOKEN_END);
    token->name = p;
    while (p < reader->end && !ends_name(*p))
        p++;
    token->name_len = (size_t)(p - token->name);
    token->tag = element_find(token->name, token->name_len);
    reader->p = p;
    reader->is_in_tag = true;
}

bool html_next(struct html_reader *reader, struct html_token *token)
{
    g_assert(reader->p <= reader->end);
    if (reader->is_in_tag)
        html_finish_tag(reader);
    if (reader->p == reader->end)
        return false;
    token->begin = reader->p;
    token->type = *reader->p == '<' ? find_type(reader, reader->p) : HTML_TOKEN_TEXT;
    if (token->type == HTML_TOKEN_TEXT) {
        read_text(reader, token);
    } else if (reader->has_cdata && is_cdata(token->begin, reader->end)) {
        read_cdata(reader, token);
    } else if (token->type == HTML_TOKEN_COMMENT) {
        reader->p = skip_comment(reader, token->begin);
        token->len = (size_t)(reader->p - token->begin);
    } else {
        read_name(reader, token);
    }
    return true;
}

/* ---- attributes */

/* The value from p on, after "="; returns the position after it, or NULL if the document ends in
 * it. */
static const char *read_value(const struct html_reader *reader, const char *p,
                              struct html_attribute *attribute)
{
    const char *end = reader->end;
    while (p < end && is_space(*p))
        p++;
    const char quote = p < end && (*p == '"' || *p == '\'') ? *p : 0;
    const char *close = quote ? memchr(p + 1, quote, end - p - 1) : NULL;
    if (quote && !close && !reader->is_lenient)
        return NULL;
    attribute->value = p + (quote != 0);
    if (!close)
        while (p < end && !is_space(*p) && *p != '>')
            p++;
    attribute->value_len = (size_t)((close ? close : p) - attribute->value);
    return close ? close + 1 : p;
}

bool html_next_attribute(struct html_reader *reader, struct html_attribute *attribute)
{
    const char *p = reader->p, *end = reader->end;
    while (p < end && (is_space(*p) || *p == '/'))
        p++;
    reader->p = p;
    if (p == end || *p == '>')
        return false;
    attribute->name = p++;
    while (p < end && !is_space(*p) && *p != '/' && *p != '>' && *p != '=')
        p++;
    attribute->name_len = (size_t)(p - attribute->name);
    attribute->value = p;
    attribute->value_len = 0;
    while (p < end && is_space(*p))
        p++;
    if (p < end && *p == '=')
        p = read_value(reader, p + 1, attribute);
    reader->p = p ? p : end;
    return p != NULL;
}

enum html_tag_end html_finish_tag(struct html_reader *reader)
{
    g_assert(reader->is_in_tag);
    struct html_attribute attribute;
    while (html_next_attribute(reader, &attribute))
        ;
    reader->is_in_tag = false;
    if (reader->p == reader->end)
        return HTML_TAG_CUT;
    reader->p++;
    return reader->p[-2] == '/' ? HTML_TAG_CLOSED : HTML_TAG_OPEN;
}

char *html_get_attribute(const struct html_reader *reader, const struct html_token *token,
                         const char *name)
{
    g_assert(token->type == HTML_TOKEN_START || token->type == HTML_TOKEN_END);
    struct html_reader at = { .p = token->name + token->name_len,
                              .end = reader->end,
                              .is_lenient = reader->is_lenient };
    struct html_attribute a;
    const size_t len = strlen(name);
    while (html_next_attribute(&at, &a)) {
        if (a.name_len != len || g_ascii_strncasecmp(a.name, name, len) != 0)
            continue;
        char *value = g_malloc(MARKUP_DECODED_BYTES(a.value_len));
        markup_decode(a.value, a.value_len, MARKUP_IN_ATTRIBUTE, value);
        return value;
    }
    return NULL;
}

/* ---- what holds no tags */

/* Returns the position of "</name", or end. */
static const char *find_end_tag(const char *p, const char *end, const char *name, size_t len)
{
    for (; p < end && (p = memchr(p, '<', end - p)); p++) {
        if ((size_t)(end - p) < len + 2)
            return end;
        if (p[1] == '/' && g_ascii_strncasecmp(p + 2, name, len) == 0 &&
            ((size_t)(end - p) == len + 2 || ends_name(p[len + 2])))
            return p;
    }
    return end;
}

/* The same for a script, which may have "<!-- <script> … </script> -->" in it (HTML 13.2.5.20). */
static const char *find_script_end(const char *p, const char *end)
{
    bool is_escaped = false, is_double = false;
    for (; p < end; p++) {
        p = is_escaped ? p : memchr(p, '<', end - p);
        if (!p)
            return end;
        const size_t left = (size_t)(end - p);
        if (*p == '-' && left >= 3 && memcmp(p, "-->", 3) == 0)
            is_escaped = is_double = false;
        if (*p != '<')
            continue;
        if (left >= 4 && memcmp(p, "<!--", 4) == 0) {
            is_escaped = true;
            p += 1; /* "<!-->" ends at once */
        } else if (is_escaped && !is_double && left >= 8 &&
                   g_ascii_strncasecmp(p + 1, "script", 6) == 0 && ends_name(p[7])) {
            is_double = true;
        } else if (left >= 9 && g_ascii_strncasecmp(p + 1, "/script", 7) == 0 && ends_name(p[8])) {
            if (!is_double)
                return p;
            is_double = false;
        }
    }
    return end;
}

const char *html_take_raw(struct html_reader *reader, const struct html_token *token, size_t *len)
{
    const char *content = reader->p, *end = reader->end;
    g_assert(!reader->is_in_tag);
    const char *close = token->tag == HTML_SCRIPT ? find_script_end(content, end)
                        : token->tag == HTML_PLAINTEXT
                            ? end
                            : find_end_tag(content, end, token->name, token->name_len);
    *len = (size_t)(close - content);
    reader->p = close;
    if (close < end) {
        reader->p += 2 + token->name_len;
        reader->is_in_tag = true;
        html_finish_tag(reader);
    }
    return content;
}

bool html_is_wordless(enum html_tag tag)
{
    return tag == HTML_SCRIPT || tag == HTML_STYLE || tag == HTML_TITLE || tag == HTML_TEMPLATE ||
           tag == HTML_IFRAME || tag == HTML_NOEMBED || tag == HTML_NOFRAMES;
}

bool html_next_tag(struct html_reader *reader, struct html_token *token)
{
    while (html_next(reader, token)) {
        if (token->type != HTML_TOKEN_START && token->type != HTML_TOKEN_END)
            continue;
        if (html_finish_tag(reader) == HTML_TAG_CUT)
            break;
        size_t len;
        if (token->type == HTML_TOKEN_START && html_is_wordless(token->tag))
            html_take_raw(reader, token, &len);
        return true;
    }
    return false;
}
