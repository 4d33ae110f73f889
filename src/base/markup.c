/* SPDX-License-Identifier: MIT */
/* The words of HTML, read in one pass; references are in entity.c. */
#include "config.h" /* memmem() */

#include "base/markup.h"

#include <stdlib.h>
#include <string.h>

enum element_kind {
    ELEMENT_UNKNOWN,
    ELEMENT_INLINE,
    ELEMENT_BLOCK, /* begins and ends a line */
    ELEMENT_CELL,  /* apart from its neighbours, on their line */
    ELEMENT_RAW,   /* what is inside is not for reading, and is no markup */
};

struct element {
    const char *name;
    enum element_kind kind;
};

/* In the order of strcmp(). */
static const struct element elements[] = {
    { "a", ELEMENT_INLINE },         { "abbr", ELEMENT_INLINE },
    { "acronym", ELEMENT_INLINE },   { "address", ELEMENT_BLOCK },
    { "applet", ELEMENT_INLINE },    { "area", ELEMENT_INLINE },
    { "article", ELEMENT_BLOCK },    { "aside", ELEMENT_BLOCK },
    { "audio", ELEMENT_INLINE },     { "b", ELEMENT_INLINE },
    { "base", ELEMENT_INLINE },      { "basefont", ELEMENT_INLINE },
    { "bdi", ELEMENT_INLINE },       { "bdo", ELEMENT_INLINE },
    { "bgsound", ELEMENT_INLINE },   { "big", ELEMENT_INLINE },
    { "blink", ELEMENT_INLINE },     { "blockquote", ELEMENT_BLOCK },
    { "body", ELEMENT_BLOCK },       { "br", ELEMENT_BLOCK },
    { "button", ELEMENT_INLINE },    { "canvas", ELEMENT_INLINE },
    { "caption", ELEMENT_BLOCK },    { "center", ELEMENT_BLOCK },
    { "cite", ELEMENT_INLINE },      { "code", ELEMENT_INLINE },
    { "col", ELEMENT_INLINE },       { "colgroup", ELEMENT_INLINE },
    { "data", ELEMENT_INLINE },      { "datalist", ELEMENT_INLINE },
    { "dd", ELEMENT_BLOCK },         { "del", ELEMENT_INLINE },
    { "details", ELEMENT_BLOCK },    { "dfn", ELEMENT_INLINE },
    { "dialog", ELEMENT_BLOCK },     { "dir", ELEMENT_BLOCK },
    { "div", ELEMENT_BLOCK },        { "dl", ELEMENT_BLOCK },
    { "dt", ELEMENT_BLOCK },         { "em", ELEMENT_INLINE },
    { "embed", ELEMENT_INLINE },     { "fieldset", ELEMENT_BLOCK },
    { "figcaption", ELEMENT_BLOCK }, { "figure", ELEMENT_BLOCK },
    { "font", ELEMENT_INLINE },      { "footer", ELEMENT_BLOCK },
    { "form", ELEMENT_BLOCK },       { "frame", ELEMENT_INLINE },
    { "frameset", ELEMENT_INLINE },  { "h1", ELEMENT_BLOCK },
    { "h2", ELEMENT_BLOCK },         { "h3", ELEMENT_BLOCK },
    { "h4", ELEMENT_BLOCK },         { "h5", ELEMENT_BLOCK },
    { "h6", ELEMENT_BLOCK },         { "head", ELEMENT_BLOCK },
    { "header", ELEMENT_BLOCK },     { "hgroup", ELEMENT_BLOCK },
    { "hr", ELEMENT_BLOCK },         { "html", ELEMENT_BLOCK },
    { "i", ELEMENT_INLINE },         { "iframe", ELEMENT_RAW },
    { "ilayer", ELEMENT_INLINE },    { "img", ELEMENT_INLINE },
    { "input", ELEMENT_INLINE },     { "ins", ELEMENT_INLINE },
    { "kbd", ELEMENT_INLINE },       { "keygen", ELEMENT_INLINE },
    { "label", ELEMENT_INLINE },     { "layer", ELEMENT_INLINE },
    { "legend", ELEMENT_BLOCK },     { "li", ELEMENT_BLOCK },
    { "link", ELEMENT_INLINE },      { "main", ELEMENT_BLOCK },
    { "map", ELEMENT_INLINE },       { "mark", ELEMENT_INLINE },
    { "math", ELEMENT_INLINE },      { "menu", ELEMENT_BLOCK },
    { "meta", ELEMENT_INLINE },      { "meter", ELEMENT_INLINE },
    { "nav", ELEMENT_BLOCK },        { "nobr", ELEMENT_INLINE },
    { "noembed", ELEMENT_RAW },      { "noframes", ELEMENT_RAW },
    { "noscript", ELEMENT_INLINE },  { "object", ELEMENT_INLINE },
    { "ol", ELEMENT_BLOCK },         { "optgroup", ELEMENT_BLOCK },
    { "option", ELEMENT_BLOCK },     { "output", ELEMENT_INLINE },
    { "p", ELEMENT_BLOCK },          { "param", ELEMENT_INLINE },
    { "picture", ELEMENT_INLINE },   { "pre", ELEMENT_BLOCK },
    { "progress", ELEMENT_INLINE },  { "q", ELEMENT_INLINE },
    { "rb", ELEMENT_INLINE },        { "rp", ELEMENT_INLINE },
    { "rt", ELEMENT_INLINE },        { "ruby", ELEMENT_INLINE },
    { "s", ELEMENT_INLINE },         { "samp", ELEMENT_INLINE },
    { "script", ELEMENT_RAW },       { "search", ELEMENT_BLOCK },
    { "section", ELEMENT_BLOCK },    { "select", ELEMENT_INLINE },
    { "small", ELEMENT_INLINE },     { "source", ELEMENT_INLINE },
    { "span", ELEMENT_INLINE },      { "strike", ELEMENT_INLINE },
    { "strong", ELEMENT_INLINE },    { "style", ELEMENT_RAW },
    { "sub", ELEMENT_INLINE },       { "summary", ELEMENT_BLOCK },
    { "sup", ELEMENT_INLINE },       { "svg", ELEMENT_INLINE },
    { "table", ELEMENT_BLOCK },      { "tbody", ELEMENT_BLOCK },
    { "td", ELEMENT_CELL },          { "template", ELEMENT_RAW },
    { "textarea", ELEMENT_INLINE },  { "tfoot", ELEMENT_BLOCK },
    { "th", ELEMENT_CELL },          { "thead", ELEMENT_BLOCK },
    { "time", ELEMENT_INLINE },      { "title", ELEMENT_RAW },
    { "tr", ELEMENT_BLOCK },         { "track", ELEMENT_INLINE },
    { "tt", ELEMENT_INLINE },        { "u", ELEMENT_INLINE },
    { "ul", ELEMENT_BLOCK },         { "var", ELEMENT_INLINE },
    { "video", ELEMENT_INLINE },     { "wbr", ELEMENT_INLINE },
    { "xmp", ELEMENT_BLOCK },
};

#define LONGEST_ELEMENT 10

struct scan {
    const char *p, *end;
    char *out, *begin;
    enum markup_flags flags;
    char pending; /* what stands before the next word: '\0', ' ' or '\n' */
    size_t max_bytes;
    bool has_open_comment; /* "-->" does not occur any more, and is not looked for again */
};

static int element_compare(const void *key, const void *row)
{
    return strcmp(key, ((const struct element *)row)->name);
}

static enum element_kind element_get_kind(const char *name, size_t len)
{
    char lower[LONGEST_ELEMENT + 1];
    if (len > LONGEST_ELEMENT)
        return ELEMENT_UNKNOWN;
    for (size_t i = 0; i < len; i++)
        lower[i] = g_ascii_tolower(name[i]);
    lower[len] = '\0';
    const struct element *found =
        bsearch(lower, elements, G_N_ELEMENTS(elements), sizeof elements[0], element_compare);
    return found ? found->kind : ELEMENT_UNKNOWN;
}

void markup_append_escaped(GString *out, const char *text, size_t len)
{
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

bool markup_is_element(const char *name, size_t len)
{
    return element_get_kind(name, len) != ELEMENT_UNKNOWN;
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

static size_t scan_measure_name(const char *p, const char *end)
{
    const char *begin = p;
    while (p < end && (g_ascii_isalnum(*p) || *p == '-' || *p == ':' || *p == '_'))
        p++;
    return p - begin;
}

/* Behind the ">" of the tag whose name ends at p. A quote that is never closed is none: that can
 * happen once a kind, so the scan stays linear. */
static const char *scan_find_tag_end(const char *p, const char *end)
{
    while (p < end) {
        if (*p == '>')
            return p + 1;
        if ((*p == '"' || *p == '\'') && p[-1] == '=') {
            const char *close = memchr(p + 1, *p, end - p - 1);
            if (close)
                p = close;
        }
        p++;
    }
    return end;
}

/* Behind the end tag of a raw element, or the end. */
static const char *scan_skip_raw(const char *p, const char *end, const char *name, size_t len)
{
    while (p < end && (p = memmem(p, end - p, "</", 2))) {
        p += 2;
        if ((size_t)(end - p) > len && g_ascii_strncasecmp(p, name, len) == 0 &&
            !g_ascii_isalnum(p[len]))
            return scan_find_tag_end(p + len, end);
    }
    return end;
}

static bool scan_is_hidden(const char *tag, size_t len)
{
    const char *style = memmem(tag, len, "display:none", 12);
    if (!style)
        style = memmem(tag, len, "display: none", 13);
    if (style)
        return true;
    const char *hidden = memmem(tag, len, " hidden", 7);
    return hidden && hidden + 7 < tag + len && hidden[7] && strchr(" =>/", hidden[7]);
}

/* Behind the end of the element name that was opened before p, counting those of the same name
 * inside; p itself where it is never closed. */
static const char *scan_skip_element(const char *p, const char *end, const char *name, size_t len)
{
    guint depth = 1;
    for (const char *q = p; q < end && (q = memchr(q, '<', end - q));) {
        q++;
        const bool is_end = q < end && *q == '/';
        q += is_end;
        if ((size_t)(end - q) <= len || g_ascii_strncasecmp(q, name, len) != 0 ||
            g_ascii_isalnum(q[len]))
            continue;
        const char *after = scan_find_tag_end(q + len, end);
        if (is_end && --depth == 0)
            return after;
        if (!is_end && after[-1] == '>' && after[-2] != '/')
            depth++;
        q = after;
    }
    return p;
}

/* "<" at p: behind the tag or comment, or p where it is text. */
static const char *scan_take_tag(struct scan *scan, bool *can_hide)
{
    const char *p = scan->p + 1, *end = scan->end;
    if (p < end && (*p == '!' || *p == '?')) {
        if (end - p >= 3 && memcmp(p, "!--", 3) == 0) {
            const char *close =
                scan->has_open_comment ? NULL : memmem(p + 3, end - p - 3, "-->", 3);
            scan->has_open_comment = !close;
            return close ? close + 3 : scan_find_tag_end(p, end);
        }
        if (end - p >= 8 && memcmp(p, "![CDATA[", 8) == 0)
            return p + 8;
        const char *close = memchr(p, '>', end - p);
        return close ? close + 1 : end;
    }
    const bool is_end = p < end && *p == '/';
    p += is_end;
    if (p == end || !g_ascii_isalpha(*p))
        return scan->p;
    const char *name = p;
    const size_t len = scan_measure_name(p, end);
    const enum element_kind kind = element_get_kind(name, len);
    if (kind == ELEMENT_UNKNOWN && (scan->flags & MARKUP_KNOWN_TAGS))
        return scan->p;
    const char *after = scan_find_tag_end(name + len, end);
    if (kind == ELEMENT_BLOCK)
        scan_separate(scan, '\n');
    else if (kind == ELEMENT_CELL)
        scan_separate(scan, ' ');
    if (kind == ELEMENT_RAW && !is_end)
        return scan_skip_raw(after, end, name, len);
    if (!is_end && *can_hide && (size_t)(after - name) > len + 6 &&
        scan_is_hidden(name, after - name)) {
        const char *behind = scan_skip_element(after, end, name, len);
        *can_hide = behind !=
                    after; /* never closed: it is not looked for again, so the scan stays linear */
        return behind;
    }
    return after;
}

static void scan_take_reference(struct scan *scan)
{
    char utf8[MARKUP_REFERENCE_BYTES];
    size_t n;
    const size_t taken = markup_decode_reference(scan->p, scan->end, utf8, &n);
    if (!taken)
        scan_put(scan, "&", 1);
    else if (n == 1 && (*utf8 == ' ' || *utf8 == '\t' || *utf8 == '\n'))
        scan_separate(scan, ' ');
    else if (n == 2 && memcmp(utf8, "\xc2\xa0", 2) == 0)
        scan_separate(scan, ' ');
    else if (n && !(n == 2 && memcmp(utf8, "\xc2\xad", 2) == 0))
        scan_put(scan, utf8, n);
    scan->p += taken ? taken : 1;
}

char *markup_extract_text(const char *html, size_t len, size_t max_bytes, enum markup_flags flags,
                          size_t *out_len)
{
    static const char is_special[256] = {
        ['<'] = 1, ['&'] = 1, [' '] = 1, ['\t'] = 1, ['\n'] = 1, ['\r'] = 1, ['\f'] = 1
    };
    struct scan scan = {
        .p = html, .end = html + len, .flags = flags, .max_bytes = max_bytes ? max_bytes : G_MAXSIZE
    };
    scan.begin = scan.out = g_malloc(len + len / 4 + 16); /* "&nGt;" is five bytes and gives six */
    bool can_hide = true;
    while (scan.p < scan.end) {
        const char *word = scan.p;
        while (scan.p < scan.end && !is_special[(guchar)*scan.p])
            scan.p++;
        if (scan.p > word)
            scan_put(&scan, word, scan.p - word);
        if (scan.p == scan.end)
            break;
        if (*scan.p == '<') {
            const char *after = scan_take_tag(&scan, &can_hide);
            if (after == scan.p) {
                scan_put(&scan, "<", 1);
                after++;
            }
            scan.p = after;
        } else if (*scan.p == '&') {
            scan_take_reference(&scan);
        } else {
            if (!scan.pending)
                scan.pending = ' ';
            scan.p++;
        }
        if (scan.pending && (size_t)(scan.out - scan.begin) >= scan.max_bytes)
            break;
    }
    *scan.out = '\0';
    if (out_len)
        *out_len = scan.out - scan.begin;
    return scan.begin;
}

/* Behind the comment or declaration that begins at scanner->p ("<!" or "<?"). */
static const char *scanner_skip_declaration(struct markup_scanner *scanner)
{
    const char *p = scanner->p + 2, *end = scanner->end;
    if (!scanner->has_open_comment && end - p >= 2 && memcmp(p, "--", 2) == 0) {
        const char *close = memmem(p, end - p, "-->", 3); /* "<!-->" is closed, too */
        if (close)
            return close + 3;
        scanner->has_open_comment = true;
    }
    const char *close = memchr(p, '>', end - p);
    return close ? close + 1 : end;
}

bool markup_next_tag(struct markup_scanner *scanner, struct markup_tag *tag)
{
    const char *end = scanner->end;
    while (scanner->p < end && (scanner->p = memchr(scanner->p, '<', end - scanner->p))) {
        const char *p = scanner->p + 1;
        if (p < end && (*p == '!' || *p == '?')) {
            scanner->p = scanner_skip_declaration(scanner);
            continue;
        }
        tag->is_end = p < end && *p == '/';
        p += tag->is_end;
        if (p == end || !g_ascii_isalpha(*p)) {
            scanner->p++;
            continue;
        }
        tag->begin = scanner->p;
        tag->name = p;
        tag->name_len = scan_measure_name(p, end);
        tag->after = scanner->p = scan_find_tag_end(p + tag->name_len, end);
        if (!tag->is_end && element_get_kind(p, tag->name_len) == ELEMENT_RAW)
            scanner->p = scan_skip_raw(tag->after, end, p, tag->name_len);
        return true;
    }
    scanner->p = end;
    return false;
}

bool markup_is_tag(const struct markup_tag *tag, const char *name)
{
    return strlen(name) == tag->name_len &&
           g_ascii_strncasecmp(tag->name, name, tag->name_len) == 0;
}

/* The value of an attribute: references as HTML 13.2.5.73 says, so that "?a=1&copy=2" stays. */
static char *attribute_decode(const char *p, const char *end)
{
    GString *value = g_string_sized_new(end - p);
    while (p < end) {
        char utf8[MARKUP_REFERENCE_BYTES];
        size_t n, taken = *p == '&' ? markup_decode_reference(p, end, utf8, &n) : 0;
        if (taken && p[taken - 1] != ';' && p + taken < end &&
            (p[taken] == '=' || g_ascii_isalnum(p[taken])))
            taken = 0;
        if (taken)
            g_string_append_len(value, utf8, n);
        else
            g_string_append_c(value, *p);
        p += taken ? taken : 1;
    }
    return g_string_free(value, FALSE);
}

char *markup_get_attribute(const struct markup_tag *tag, const char *name)
{
    const char *p = tag->name + tag->name_len;
    const char *end = tag->after - (tag->after > p && tag->after[-1] == '>');
    const size_t len = strlen(name);
    while (p < end) {
        while (p < end && (g_ascii_isspace(*p) || *p == '/'))
            p++;
        const char *key = p;
        while (p < end && !g_ascii_isspace(*p) && *p != '/' && (*p != '=' || p == key))
            p++;
        const size_t key_len = p - key;
        const char *value = p, *close = p;
        while (p < end && g_ascii_isspace(*p))
            p++;
        if (p < end && *p == '=') {
            for (p++; p < end && g_ascii_isspace(*p);)
                p++;
            const char quote = p < end && (*p == '"' || *p == '\'') ? *p : '\0';
            value = p + (quote != '\0');
            close = quote ? memchr(value, quote, end - value) : NULL;
            p = close ? close + 1 : value;
            while (!close && p < end && !g_ascii_isspace(*p))
                p++;
            close = close ? close : p;
        }
        if (key_len == len && g_ascii_strncasecmp(key, name, len) == 0)
            return attribute_decode(value, close);
    }
    return NULL;
}

bool markup_is_likely(const char *text, size_t len)
{
    const char *end = text + len;
    for (const char *p = text; p < end && (p = memchr(p, '<', end - p)); p++) {
        const char *name = p + 1 + (p + 1 < end && p[1] == '/');
        if (name < end && (*name == '!' || markup_is_element(name, scan_measure_name(name, end))))
            return true;
    }
    for (const char *p = text; p < end && (p = memchr(p, '&', end - p)); p++) {
        char utf8[MARKUP_REFERENCE_BYTES];
        size_t n;
        if (markup_decode_reference(p, end, utf8, &n))
            return true;
    }
    return false;
}
