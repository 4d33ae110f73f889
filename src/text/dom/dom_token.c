/* SPDX-License-Identifier: MIT */
/* Tokens to a tree: attributes and references decoded; scripts, styles and comments are left out
 * on the way, JSON-LD is kept. */
#include "dom_build.h"

#include "base/html_token.h"
#include "base/markup.h"

#include <string.h>

#define MAX_NAME_BYTES 64
#define MAX_SCRIPTS 32

struct parser {
    struct dom_builder builder;
    struct html_reader reader;
    char name[MAX_NAME_BYTES]; /* of the last tag, in lower case */
};

/* text[0..*len) with its references decoded, in the arena; itself where it has none and no NUL is
 * needed after it. */
static const char *decode(struct arena *arena, const char *text, size_t *len,
                          enum markup_place place)
{
    if (!*len || !memchr(text, '&', *len))
        return place == MARKUP_IN_ATTRIBUTE ? arena_strndup(arena, text, *len) : text;
    char *out = arena_alloc(arena, MARKUP_DECODED_BYTES(*len));
    *len = markup_decode(text, *len, place, out);
    return out;
}

static void add_text(struct parser *parser, const char *text, size_t len)
{
    const char *decoded = decode(parser->builder.arena, text, &len, MARKUP_IN_TEXT);
    dom_build_text(&parser->builder, decoded, len);
}

/* Copies a tag's name to the parser. */
static void take_name(struct parser *parser, const struct html_token *token)
{
    size_t n = MIN(token->name_len, sizeof parser->name - 1);
    if (token->tag == HTML_UNKNOWN)
        for (size_t i = 0; i < n; i++)
            parser->name[i] = g_ascii_tolower(token->name[i]);
    else
        n = g_strlcpy(parser->name, element_get_name(token->tag), sizeof parser->name);
    while (n && (guchar)parser->name[n - 1] >= 0x80) /* no character is cut in two */
        n--;
    parser->name[n] = '\0';
}

/* What is of no use is left out: event handlers, and data-… but on what may show a picture
 * or a video. */
static bool is_kept(enum html_tag tag, const char *name, size_t len)
{
    static const enum html_tag pictures[] = { HTML_IMG,    HTML_PICTURE, HTML_FIGURE,
                                              HTML_SOURCE, HTML_IFRAME,  HTML_VIDEO,
                                              HTML_EMBED,  HTML_OBJECT,  HTML_UNKNOWN };
    if (len > 2 && g_ascii_strncasecmp(name, "on", 2) == 0)
        return false;
    if (len < 5 || g_ascii_strncasecmp(name, "data-", 5) != 0)
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(pictures); i++)
        if (pictures[i] == tag)
            return true;
    return false;
}

static struct dom_attribute *make_attribute(struct arena *arena, const struct html_attribute *from)
{
    struct dom_attribute *attribute = arena_new0(arena, struct dom_attribute);
    char *lower = arena_strndup(arena, from->name, from->name_len);
    for (char *c = lower; *c; c++)
        *c = g_ascii_tolower(*c);
    size_t len = from->value_len;
    attribute->name = lower;
    attribute->value = decode(arena, from->value, &len, MARKUP_IN_ATTRIBUTE);
    return attribute;
}

static bool has_attribute(const struct dom_attribute *list, const char *name)
{
    while (list && strcmp(list->name, name) != 0)
        list = list->next;
    return list != NULL;
}

/* The tag's attributes, each once; false where the page ends in it. */
static bool read_attributes(struct parser *parser, struct dom_tag *tag)
{
    struct dom_attribute **tail = &tag->attributes;
    struct html_attribute from;
    for (guint n = 0; html_next_attribute(&parser->reader, &from); n++) {
        if (n >= DOM_MAX_ATTRIBUTES || !is_kept(tag->tag, from.name, from.name_len))
            continue;
        struct dom_attribute *attribute = make_attribute(parser->builder.arena, &from);
        parser->builder.n_nodes++;
        if (!has_attribute(tag->attributes, attribute->name)) {
            *tail = attribute;
            tail = &attribute->next;
        }
    }
    const enum html_tag_end end = html_finish_tag(&parser->reader);
    tag->closes_itself = end == HTML_TAG_CLOSED;
    return end != HTML_TAG_CUT;
}

/* ---- elements whose content is text, whatever it looks like */

enum raw { RAW_NONE, RAW_DROPPED, RAW_TEXT };

static enum raw get_raw(const struct parser *parser, enum html_tag tag)
{
    switch (tag) {
    case HTML_SCRIPT:
    case HTML_STYLE:
    case HTML_NOEMBED:
    case HTML_NOFRAMES:
        return RAW_DROPPED;
    case HTML_TITLE:
        return parser->builder.foreign ? RAW_NONE : RAW_TEXT;
    case HTML_TEXTAREA:
    case HTML_XMP:
    case HTML_PLAINTEXT:
        return RAW_TEXT;
    default:
        return RAW_NONE;
    }
}

static void take_script(struct parser *parser, const struct dom_tag *tag, const char *text,
                        size_t len)
{
    const struct dom_script script = { text, len };
    for (const struct dom_attribute *a = tag->attributes; a; a = a->next)
        if (strcmp(a->name, "type") == 0 &&
            g_ascii_strcasecmp(a->value, "application/ld+json") == 0 &&
            parser->builder.page->scripts->len < MAX_SCRIPTS)
            g_array_append_val(parser->builder.page->scripts, script);
}

static void read_raw(struct parser *parser, const struct html_token *token,
                     const struct dom_tag *tag, enum raw raw)
{
    size_t len;
    const char *text = html_take_raw(&parser->reader, token, &len);
    if (tag->tag == HTML_SCRIPT)
        take_script(parser, tag, text, len);
    if (raw == RAW_DROPPED)
        return;
    dom_build_open(&parser->builder, tag);
    if (tag->tag == HTML_TITLE || tag->tag == HTML_TEXTAREA)
        add_text(parser, text, len);
    else
        dom_build_text(&parser->builder, text, len);
    dom_build_close(&parser->builder, tag->tag, parser->name);
}

/* What is in a template is not part of the page. */
static void skip_template(struct parser *parser)
{
    struct html_token token;
    guint depth = 1;
    while (depth && html_next(&parser->reader, &token)) {
        size_t len;
        if (token.type == HTML_TOKEN_END && token.tag == HTML_TEMPLATE)
            depth--;
        if (token.type != HTML_TOKEN_START || html_finish_tag(&parser->reader) == HTML_TAG_CUT)
            continue;
        if (token.tag == HTML_TEMPLATE)
            depth++;
        else if (get_raw(parser, token.tag))
            html_take_raw(&parser->reader, &token, &len);
    }
    if (!depth)
        html_finish_tag(&parser->reader);
}

/* ---- tokens */

static void read_start_tag(struct parser *parser, const struct html_token *token)
{
    take_name(parser, token);
    struct dom_tag tag = { .tag = token->tag, .name = parser->name };
    if (!parser->builder.foreign && strcmp(parser->name, "image") == 0)
        tag.tag = HTML_IMG; /* HTML 13.2.6.4.7 */
    if (!read_attributes(parser, &tag))
        return;
    const enum raw raw = get_raw(parser, tag.tag);
    if (tag.tag == HTML_TEMPLATE)
        skip_template(parser);
    else if (raw)
        read_raw(parser, token, &tag, raw);
    else
        dom_build_open(&parser->builder, &tag);
}

static void read_end_tag(struct parser *parser, const struct html_token *token)
{
    take_name(parser, token);
    if (html_finish_tag(&parser->reader) != HTML_TAG_CUT)
        dom_build_close(&parser->builder, token->tag, parser->name);
}

/* A declaration before the first tag: true where it asks for the standard (HTML 13.2.6.4.1). */
static bool is_standard_doctype(const struct html_token *token)
{
    static const char *const old[] = { "html 2", "html 3", "html 4.0 transitional",
                                       "html 4.0 frameset" };
    if (token->len < 10 || g_ascii_strncasecmp(token->begin, "<!doctype", 9) != 0)
        return false;
    g_autofree char *text =
        token->len <= 1024 ? g_ascii_strdown(token->begin, (gssize)token->len) : g_strdup("");
    for (guint i = 0; i < G_N_ELEMENTS(old); i++)
        if (strstr(text, old[i]))
            return false;
    const bool is_loose =
        strstr(text, "html 4.01 transitional") || strstr(text, "html 4.01 frameset");
    return !is_loose || strstr(text, "http://");
}

/* What stands from p on as words alone: in a page with too much markup. */
static void add_words(struct parser *parser, const char *p)
{
    struct arena *arena = parser->builder.arena;
    const struct dom_tag tag = { .tag = HTML_DIV, .name = "div" };
    size_t len;
    g_autofree char *words =
        markup_extract_text(p, (size_t)(parser->reader.end - p), 0, MARKUP_BLOCKS, &len);
    parser->builder.page->is_cut = true;
    dom_build_reset(&parser->builder);
    dom_build_open(&parser->builder, &tag);
    dom_set_attribute(arena, parser->builder.page->body->last, "style", "white-space:pre-line");
    dom_build_text(&parser->builder, arena_strndup(arena, words, len), len);
}

static void take_token(struct parser *parser, const struct html_token *token)
{
    switch (token->type) {
    case HTML_TOKEN_TEXT:
        add_text(parser, token->begin, token->len);
        break;
    case HTML_TOKEN_CDATA:
        dom_build_text(&parser->builder, token->begin, token->len);
        break;
    case HTML_TOKEN_START:
        read_start_tag(parser, token);
        break;
    case HTML_TOKEN_END:
        read_end_tag(parser, token);
        break;
    case HTML_TOKEN_COMMENT:
        if (!parser->builder.n_nodes && is_standard_doctype(token))
            parser->builder.is_quirky = false;
        break;
    }
}

void dom_parse(struct dom_page *page, struct arena *arena, const char *text, size_t len,
               guint max_nodes)
{
    struct parser parser = { .reader = { .p = text, .end = text + len } };
    struct html_token token;
    *page = (struct dom_page){ .scripts = g_array_new(FALSE, FALSE, sizeof(struct dom_script)) };
    dom_build_start(&parser.builder, page, arena, max_nodes);
    while (parser.builder.n_nodes < max_nodes && html_next(&parser.reader, &token)) {
        take_token(&parser, &token);
        parser.reader.has_cdata = parser.builder.foreign;
    }
    if (parser.builder.n_nodes >= max_nodes)
        add_words(&parser, parser.reader.p);
}

void dom_page_clear(struct dom_page *page)
{
    g_clear_pointer(&page->scripts, g_array_unref);
}
