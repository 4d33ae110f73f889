/* SPDX-License-Identifier: MIT */
/* Bytes to tags and texts by the rules of HTML 13.2.5, in one pass; scripts, styles and comments
 * are left out on the way, JSON-LD is kept. */
#include "dom_build.h"

#include "base/markup.h"

#include <string.h>

#define MAX_NAME_BYTES 64
#define MAX_SCRIPTS 32

struct reader {
    struct dom_builder builder;
    const char *p, *end;
    char name[MAX_NAME_BYTES]; /* of the last tag */
    size_t name_len;
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* text[0..len) with its references decoded, in the arena; itself where it has none and no NUL is
 * needed behind it. */
static const char *decode(struct arena *arena, const char *text, size_t *len, bool is_attribute)
{
    const char *end = text + *len, *amp = *len ? memchr(text, '&', *len) : NULL;
    if (!amp)
        return is_attribute ? arena_strndup(arena, text, *len) : text;
    char *out = arena_alloc(arena, *len + 1 + MARKUP_REFERENCE_BYTES), *to = out;
    for (const char *p = text; p < end; amp = p < end ? memchr(p, '&', end - p) : NULL) {
        const char *stop = amp ? amp : end;
        memcpy(to, p, stop - p);
        to += stop - p;
        p = stop;
        if (!amp)
            break;
        size_t n = 0;
        char utf8[MARKUP_REFERENCE_BYTES];
        const size_t taken = markup_decode_reference(amp, end, utf8, &n);
        const bool is_open = taken && amp[taken - 1] != ';' && amp[1] != '#' && is_attribute;
        const bool goes_on =
            is_open && amp + taken < end && (g_ascii_isalnum(amp[taken]) || amp[taken] == '=');
        if (!taken || goes_on || n > taken) {
            *to++ = '&';
            p = amp + 1;
        } else {
            memcpy(to, utf8, n);
            to += n;
            p = amp + taken;
        }
    }
    *len = (size_t)(to - out);
    *to = '\0';
    return out;
}

static void add_text(struct reader *reader, const char *text, size_t len)
{
    const char *decoded = decode(reader->builder.arena, text, &len, false);
    dom_build_text(&reader->builder, decoded, len);
}

/* The name of the tag at the reader's place, which moves behind it. */
static enum html_tag read_name(struct reader *reader)
{
    const char *p = reader->p;
    size_t n = 0;
    for (; p < reader->end && !is_space(*p) && *p != '/' && *p != '>'; p++)
        if (n < sizeof reader->name - 1)
            reader->name[n++] = g_ascii_tolower(*p);
    while (n && (guchar)reader->name[n - 1] >= 0x80) /* no character is cut in two */
        n--;
    reader->name[n] = '\0';
    reader->name_len = n;
    reader->p = p;
    return element_find(reader->name, n);
}

/* What is of no use is left out: event handlers, and data-… but on what may show a picture. */
static bool is_kept(enum html_tag tag, const char *name, size_t len)
{
    static const enum html_tag pictures[] = { HTML_IMG,    HTML_PICTURE, HTML_FIGURE, HTML_SOURCE,
                                              HTML_IFRAME, HTML_VIDEO,   HTML_EMBED,  HTML_OBJECT };
    if (len > 2 && g_ascii_strncasecmp(name, "on", 2) == 0)
        return false;
    if (len < 5 || g_ascii_strncasecmp(name, "data-", 5) != 0)
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(pictures); i++)
        if (pictures[i] == tag)
            return true;
    return false;
}

static struct dom_attribute *make_attribute(struct arena *arena, const char *name, size_t name_len,
                                            const char *value, size_t value_len)
{
    struct dom_attribute *attribute = arena_new0(arena, struct dom_attribute);
    char *lower = arena_strndup(arena, name, name_len);
    for (char *c = lower; *c; c++)
        *c = g_ascii_tolower(*c);
    attribute->name = lower;
    attribute->value = decode(arena, value, &value_len, true);
    return attribute;
}

static bool has_attribute(const struct dom_attribute *list, const char *name)
{
    while (list && strcmp(list->name, name) != 0)
        list = list->next;
    return list != NULL;
}

/* The tag's attributes, each once; false where the page ends in it. */
static bool read_attributes(struct reader *reader, struct dom_tag *tag)
{
    struct dom_attribute **tail = &tag->attributes;
    const char *p = reader->p, *end = reader->end;
    for (guint n = 0;; n++) {
        while (p < end && (is_space(*p) || *p == '/'))
            p++;
        if (p == end)
            return false;
        if (*p == '>')
            break;
        const char *name = p++;
        while (p < end && !is_space(*p) && *p != '/' && *p != '>' && *p != '=')
            p++;
        const size_t name_len = (size_t)(p - name);
        const char *value = p;
        size_t value_len = 0;
        while (p < end && is_space(*p))
            p++;
        if (p < end && *p == '=') {
            for (p++; p < end && is_space(*p);)
                p++;
            const char quote = p < end && (*p == '"' || *p == '\'') ? *p++ : 0;
            value = p;
            if (quote)
                p = memchr(p, quote, end - p);
            else
                while (p < end && !is_space(*p) && *p != '>')
                    p++;
            if (!p)
                return false;
            value_len = (size_t)(p - value);
            p += quote != 0;
        }
        if (n >= DOM_MAX_ATTRIBUTES || !is_kept(tag->tag, name, name_len))
            continue;
        struct dom_attribute *attribute =
            make_attribute(reader->builder.arena, name, name_len, value, value_len);
        reader->builder.n_nodes++;
        if (!has_attribute(tag->attributes, attribute->name)) {
            *tail = attribute;
            tail = &attribute->next;
        }
    }
    tag->closes_itself = p[-1] == '/';
    reader->p = p + 1;
    return true;
}

/* ---- what holds no tags */

/* "</name" from p on, or end. */
static const char *find_end_tag(const char *p, const char *end, const char *name, size_t len)
{
    for (; (p = memchr(p, '<', end - p)); p++) {
        if ((size_t)(end - p) < len + 2)
            return end;
        if (p[1] == '/' && g_ascii_strncasecmp(p + 2, name, len) == 0 &&
            ((size_t)(end - p) == len + 2 || is_space(p[len + 2]) || p[len + 2] == '/' ||
             p[len + 2] == '>'))
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
                   g_ascii_strncasecmp(p + 1, "script", 6) == 0 && !g_ascii_isalnum(p[7])) {
            is_double = true;
        } else if (left >= 9 && g_ascii_strncasecmp(p + 1, "/script", 7) == 0 &&
                   !g_ascii_isalnum(p[8])) {
            if (!is_double)
                return p;
            is_double = false;
        }
    }
    return end;
}

static void skip_tag_end(struct reader *reader, const char *from)
{
    const char *close = memchr(from, '>', reader->end - from);
    reader->p = close ? close + 1 : reader->end;
}

static void take_script(struct reader *reader, const struct dom_tag *tag, const char *end)
{
    const struct dom_script script = { reader->p, (size_t)(end - reader->p) };
    for (const struct dom_attribute *a = tag->attributes; a; a = a->next)
        if (strcmp(a->name, "type") == 0 &&
            g_ascii_strcasecmp(a->value, "application/ld+json") == 0 &&
            reader->builder.page->scripts->len < MAX_SCRIPTS)
            g_array_append_val(reader->builder.page->scripts, script);
}

/* Elements whose content is text, whatever it looks like. */
enum raw { RAW_NONE, RAW_DROPPED, RAW_TEXT };

static enum raw get_raw(const struct reader *reader, enum html_tag tag)
{
    switch (tag) {
    case HTML_SCRIPT:
    case HTML_STYLE:
    case HTML_NOEMBED:
    case HTML_NOFRAMES:
        return RAW_DROPPED;
    case HTML_TITLE:
        return reader->builder.foreign ? RAW_NONE : RAW_TEXT;
    case HTML_TEXTAREA:
    case HTML_XMP:
    case HTML_PLAINTEXT:
        return RAW_TEXT;
    default:
        return RAW_NONE;
    }
}

static void read_raw(struct reader *reader, const struct dom_tag *tag, enum raw raw)
{
    const char *end = tag->tag == HTML_SCRIPT ? find_script_end(reader->p, reader->end)
                      : tag->tag == HTML_PLAINTEXT
                          ? reader->end
                          : find_end_tag(reader->p, reader->end, reader->name, reader->name_len);
    if (tag->tag == HTML_SCRIPT)
        take_script(reader, tag, end);
    if (raw != RAW_DROPPED) {
        dom_build_open(&reader->builder, tag);
        add_text(reader, reader->p, (size_t)(end - reader->p));
        dom_build_close(&reader->builder, tag->tag, reader->name);
    }
    skip_tag_end(reader, end);
}

/* ---- tags */

static void read_start_tag(struct reader *reader)
{
    struct dom_tag tag = { .tag = read_name(reader), .name = reader->name };
    if (!read_attributes(reader, &tag)) {
        reader->p = reader->end;
        return;
    }
    const enum raw raw = get_raw(reader, tag.tag);
    if (raw)
        read_raw(reader, &tag, raw);
    else
        dom_build_open(&reader->builder, &tag);
}

/* A declaration before the first tag: true where it asks for the standard (HTML 13.2.6.4.1). */
static bool is_standard_doctype(const char *p, const char *end)
{
    static const char *const old[] = { "html 2", "html 3", "html 4.0 transitional",
                                       "html 4.0 frameset" };
    if (end - p < 10 || g_ascii_strncasecmp(p, "<!doctype", 9) != 0)
        return false;
    const char *close = memchr(p, '>', end - p);
    g_autofree char *text =
        close && close - p < 1024 ? g_ascii_strdown(p, close - p) : g_strdup("");
    for (guint i = 0; i < G_N_ELEMENTS(old); i++)
        if (strstr(text, old[i]))
            return false;
    const bool is_loose =
        strstr(text, "html 4.01 transitional") || strstr(text, "html 4.01 frameset");
    return !is_loose || strstr(text, "http://");
}

/* Comments and what counts as one: declarations, processing instructions, "</" without a name. */
static void skip_comment(struct reader *reader, const char *p)
{
    const char *end = reader->end;
    if (end - p < 4 || memcmp(p, "<!--", 4) != 0) {
        if (!reader->builder.n_nodes && is_standard_doctype(p, end))
            reader->builder.is_quirky = false;
        skip_tag_end(reader, p);
        return;
    }
    for (p += 4; (p = memchr(p, '>', end - p)); p++) {
        const bool is_end = memcmp(p - 2, "--", 2) == 0 || memcmp(p - 3, "--!", 3) == 0;
        if (is_end) {
            reader->p = p + 1;
            return;
        }
    }
    reader->p = end;
}

/* What stands from p on as words alone: in a page with too much markup. */
static void add_words(struct reader *reader, const char *p)
{
    struct arena *arena = reader->builder.arena;
    const struct dom_tag tag = { .tag = HTML_DIV, .name = "div" };
    size_t len;
    g_autofree char *words =
        markup_extract_text(p, (size_t)(reader->end - p), 0, MARKUP_BLOCKS, &len);
    reader->builder.page->is_cut = true;
    dom_build_reset(&reader->builder);
    dom_build_open(&reader->builder, &tag);
    dom_set_attribute(arena, reader->builder.page->body->last, "style", "white-space:pre-line");
    dom_build_text(&reader->builder, arena_strndup(arena, words, len), len);
}

void dom_parse(struct dom_page *page, struct arena *arena, const char *text, size_t len,
               guint max_nodes)
{
    struct reader reader = { .p = text, .end = text + len };
    const char *from = text; /* of the text that is not in the tree yet */
    *page = (struct dom_page){ .scripts = g_array_new(FALSE, FALSE, sizeof(struct dom_script)) };
    dom_build_start(&reader.builder, page, arena, max_nodes);
    while (reader.p < reader.end && reader.builder.n_nodes < max_nodes) {
        const char *tag = memchr(reader.p, '<', reader.end - reader.p);
        if (!tag || tag + 1 == reader.end)
            break;
        const bool is_end = tag[1] == '/' && tag + 2 < reader.end && g_ascii_isalpha(tag[2]);
        if (!g_ascii_isalpha(tag[1]) && !strchr("/!?", tag[1])) {
            reader.p = tag + 1;
            continue;
        }
        add_text(&reader, from, (size_t)(tag - from));
        reader.p = tag + 1 + is_end;
        if (is_end) {
            const enum html_tag name = read_name(&reader);
            skip_tag_end(&reader, reader.p);
            dom_build_close(&reader.builder, name, reader.name);
        } else if (g_ascii_isalpha(tag[1])) {
            read_start_tag(&reader);
        } else {
            skip_comment(&reader, tag);
        }
        from = reader.p;
    }
    if (reader.builder.n_nodes < max_nodes)
        add_text(&reader, from, (size_t)(reader.end - from));
    else
        add_words(&reader, from);
}

void dom_page_clear(struct dom_page *page)
{
    g_clear_pointer(&page->scripts, g_array_unref);
}
