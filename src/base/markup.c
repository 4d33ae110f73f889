/* SPDX-License-Identifier: MIT */
/* The words of HTML, read in one pass; references are in entity.c. */
#include "base/markup.h"

#include "base/html_token.h"

#include <string.h>

struct scan {
    struct html_reader reader;
    char *out, *begin;
    enum markup_flags flags;
    char pending; /* what stands before the next word: '\0', ' ' or '\n' */
    size_t max_bytes;
    bool has_unclosed; /* a hidden element had no end: it is not looked for again */
};

void markup_append_escaped(GString *out, const char *text, size_t len)
{
    g_assert(out && (text || !len));
    const char *end = text + len;
    for (const char *p = text; p < end; p++) {
        const char *stop = p;
        while (stop < end && *stop != '<' && *stop != '>' && *stop != '&' && *stop != '"')
            stop++;
        g_string_append_len(out, p, stop - p);
        if (stop == end)
            return;
        g_string_append(out, *stop == '<'   ? "&lt;"
                             : *stop == '>' ? "&gt;"
                             : *stop == '&' ? "&amp;"
                                            : "&quot;");
        p = stop;
    }
}

static void scan_put(struct scan *scan, const char *text, size_t len)
{
    if (scan->pending) {
        if (scan->out > scan->begin)
            *scan->out++ = scan->pending;
        scan->pending = '\0';
    }
    memcpy(scan->out, text, len);
    scan->out += len;
}

static void scan_separate(struct scan *scan, char separator)
{
    if (separator == '\n' && !(scan->flags & MARKUP_BLOCKS))
        separator = ' ';
    if (scan->pending != '\n')
        scan->pending = separator;
}

/* ---- texts */

static const char *scan_take_reference(struct scan *scan, const char *p, const char *end)
{
    char utf8[MARKUP_REFERENCE_BYTES];
    size_t n;
    const size_t taken = markup_decode_reference(p, end, utf8, &n);
    if (!taken)
        scan_put(scan, "&", 1);
    else if (n == 1 && (*utf8 == ' ' || *utf8 == '\t' || *utf8 == '\n'))
        scan_separate(scan, ' ');
    else if (n == 2 && memcmp(utf8, "\xc2\xa0", 2) == 0)
        scan_separate(scan, ' ');
    else if (n && !(n == 2 && memcmp(utf8, "\xc2\xad", 2) == 0))
        scan_put(scan, utf8, n);
    return p + (taken ? taken : 1);
}

static bool scan_is_full(const struct scan *scan)
{
    return scan->pending && (size_t)(scan->out - scan->begin) >= scan->max_bytes;
}

static void scan_take_text(struct scan *scan, const char *p, const char *end)
{
    static const char is_special[256] = {
        ['&'] = 1, [' '] = 1, ['\t'] = 1, ['\n'] = 1, ['\r'] = 1, ['\f'] = 1
    };
    while (p < end && !scan_is_full(scan)) {
        const char *word = p;
        while (p < end && !is_special[(guchar)*p])
            p++;
        if (p > word)
            scan_put(scan, word, p - word);
        if (p < end && *p == '&') {
            p = scan_take_reference(scan, p, end);
        } else if (p < end) {
            if (!scan->pending)
                scan->pending = ' ';
            p++;
        }
    }
}

/* ---- tags */

/* What an element puts between the words before and after its tags; '\0': nothing. */
static char get_separator(enum html_tag tag)
{
    switch (tag) {
    case HTML_TD:
    case HTML_TH:
        return ' ';
    case HTML_BR:
    case HTML_HR:
    case HTML_HEAD:
        return '\n';
    default:
        return element_get_kind(tag) == HTML_BLOCK ? '\n' : '\0';
    }
}

/* Passes over the tag read last; true if its attributes hide the element. */
static bool scan_finish_tag(struct scan *scan, enum html_tag_end *tag_end)
{
    struct html_attribute a;
    bool is_hidden = false;
    while (html_next_attribute(&scan->reader, &a)) {
        if (a.name_len == 6 && g_ascii_strncasecmp(a.name, "hidden", 6) == 0)
            is_hidden = true;
        else if (a.name_len == 5 && g_ascii_strncasecmp(a.name, "style", 5) == 0 &&
                 (g_strstr_len(a.value, (gssize)a.value_len, "display:none") ||
                  g_strstr_len(a.value, (gssize)a.value_len, "display: none")))
            is_hidden = true;
    }
    *tag_end = html_finish_tag(&scan->reader);
    return is_hidden;
}

static bool is_same_element(const struct html_token *a, const struct html_token *b)
{
    return a->tag == b->tag && a->name_len == b->name_len &&
           g_ascii_strncasecmp(a->name, b->name, a->name_len) == 0;
}

/* Moves past the end of the element whose start tag was read; stays where it has none. */
static void scan_skip_element(struct scan *scan, const struct html_token *start)
{
    struct html_reader at = scan->reader;
    struct html_token token;
    guint depth = 1;
    while (depth && html_next_tag(&at, &token)) {
        if (!is_same_element(&token, start))
            continue;
        if (token.type == HTML_TOKEN_END)
            depth--;
        else if (at.p[-2] != '/')
            depth++;
    }
    scan->has_unclosed = depth > 0;
    if (!depth)
        scan->reader = at;
}

static void scan_take_tag(struct scan *scan, const struct html_token *token)
{
    if (token->tag == HTML_UNKNOWN && scan->flags & MARKUP_KNOWN_TAGS) {
        scan_put(scan, "<", 1);
        scan->reader.p = token->begin + 1;
        scan->reader.is_in_tag = false;
        return;
    }
    enum html_tag_end tag_end;
    const bool is_hidden = scan_finish_tag(scan, &tag_end);
    const char separator = get_separator(token->tag);
    if (separator)
        scan_separate(scan, separator);
    if (token->type == HTML_TOKEN_END || tag_end == HTML_TAG_CUT)
        return;
    size_t len;
    if (html_is_wordless(token->tag) && token->tag != HTML_IFRAME) /* often left open */
        html_take_raw(&scan->reader, token, &len);
    else if (is_hidden && !scan->has_unclosed && element_get_kind(token->tag) != HTML_VOID)
        scan_skip_element(scan, token);
}

char *markup_extract_text(const char *html, size_t len, size_t max_bytes, enum markup_flags flags,
                          size_t *out_len)
{
    g_assert(html || !len);
    struct scan scan = { .reader = { .p = html, .end = html + len, .is_lenient = true },
                         .flags = flags,
                         .max_bytes = max_bytes ? max_bytes : G_MAXSIZE };
    struct html_token token;
    scan.begin = scan.out = g_malloc(MARKUP_DECODED_BYTES(len));
    while (!scan_is_full(&scan) && html_next(&scan.reader, &token)) {
        if (token.type == HTML_TOKEN_TEXT)
            scan_take_text(&scan, token.begin, token.begin + token.len);
        else if (token.type != HTML_TOKEN_COMMENT)
            scan_take_tag(&scan, &token);
    }
    *scan.out = '\0';
    if (out_len)
        *out_len = scan.out - scan.begin;
    return scan.begin;
}
