/* SPDX-License-Identifier: MIT */
/* HTML to a light tree by libxml2's HTML parser. */
#include "html.h"

#include "base/markup.h"
#include "base/url.h"

#include <glib.h>
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

struct element {
    const char *name;
    enum html_kind kind;
};

static const struct element elements[HTML_N_TAGS] = {
    [HTML_TEXT] = { "", HTML_INLINE },
    [HTML_UNKNOWN] = { "", HTML_INLINE },
#define ELEMENT(id, name, kind) [HTML_##id] = { name, kind },
#include "element.def"
#undef ELEMENT
};

struct html_builder {
    struct arena *arena;
    htmlParserCtxtPtr context;
    struct html_node *root, *current;
    GString *text;   /* of the text node that comes next: libxml2 gives it in pieces */
    guint n_nodes;   /* with attributes */
    guint n_skipped; /* open elements that are beyond their limit */
    size_t resume;   /* where the text goes on after a run that came too deep; 0: it did not */
};

/* libxml2 looks through all that is open for what an end tag closes: so no more is ever open. What
 * goes deeper, none of it meant, goes on beside the root. */
#define MAX_GIVEN 16
#define PIECE_BYTES 8192
#define MAX_DEPTH 128
#define MAX_NODES 1000000 /* of a page; of what follows the words alone are read */
#define MAX_NAMES 20000   /* different ones in a run: libxml2's table of them gets slow */

static int element_compare(const void *name, const void *row)
{
    return strcmp(name, ((const struct element *)row)->name);
}

static enum html_tag html_find_tag(const char *name)
{
    const struct element *first = &elements[HTML_UNKNOWN + 1];
    const struct element *found =
        bsearch(name, first, HTML_N_TAGS - HTML_UNKNOWN - 1, sizeof *first, element_compare);
    return found ? (enum html_tag)(found - elements) : HTML_UNKNOWN;
}

enum html_kind html_get_kind(enum html_tag tag)
{
    return elements[tag].kind;
}

static struct html_node *html_append_node(struct html_builder *builder, enum html_tag tag)
{
    struct html_node *node = arena_new0(builder->arena, struct html_node);
    struct html_node *parent = builder->current;
    builder->n_nodes++;
    node->tag = tag;
    node->parent = parent;
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    return node;
}

/* What libxml2 has given since the last tag becomes one node. */
static void html_end_text(struct html_builder *builder)
{
    if (!builder->text->len)
        return;
    struct html_node *node = html_append_node(builder, HTML_TEXT);
    node->text = arena_strndup(builder->arena, builder->text->str, builder->text->len);
    node->len = builder->text->len;
    g_string_truncate(builder->text, 0);
}

/* libxml2 opens a <p> of its own for text that stands in no element: then it is not at the end of a
 * tag. Such a paragraph would part "<b>one</b> sentence". */
static bool html_is_implied(const struct html_builder *builder, enum html_tag tag,
                            const xmlChar **list)
{
    const xmlParserInput *input = builder->context->input;
    return tag == HTML_P && !list && input &&
           (input->cur >= input->end || (*input->cur != '>' && *input->cur != '/'));
}

/* Ends the run behind the tag that is being read. */
static void html_stop(struct html_builder *builder)
{
    htmlParserCtxtPtr context = builder->context;
    xmlParserInputPtr input = context->input;
    while (input->cur < input->end && *input->cur != '>')
        input->cur++;
    builder->resume = input->consumed + (size_t)(input->cur - input->base) + 1;
    input->cur = input->end;
    context->instate = XML_PARSER_EOF;
    context->disableSAX = 1;
}

static void html_open_element(void *data, const xmlChar *name, const xmlChar **list)
{
    struct html_builder *builder = data;
    if (builder->resume)
        return;
    if (builder->n_nodes > MAX_NODES) {
        builder->n_skipped++;
        return;
    }
    html_end_text(builder);
    enum html_tag tag = html_find_tag((const char *)name);
    if (html_is_implied(builder, tag, list))
        tag = HTML_UNKNOWN;
    struct html_node *node = html_append_node(builder, tag);
    node->name =
        tag == HTML_UNKNOWN ? arena_strdup(builder->arena, (const char *)name) : elements[tag].name;
    struct html_attribute **tail = &node->attributes;
    for (; list && *list; list += 2) {
        struct html_attribute *attribute = arena_new0(builder->arena, struct html_attribute);
        attribute->name = arena_strdup(builder->arena, (const char *)list[0]);
        attribute->value = arena_strdup(builder->arena, list[1] ? (const char *)list[1] : "");
        *tail = attribute;
        tail = &attribute->next;
        builder->n_nodes++;
    }
    if (elements[tag].kind !=
        HTML_VOID) /* libxml2 takes some of HTML 5's for elements with content */
        builder->current = node;
    if (builder->context->nameNr >= MAX_DEPTH || xmlDictSize(builder->context->dict) > MAX_NAMES)
        html_stop(builder);
}

static void html_close_element(void *data, const xmlChar *name)
{
    struct html_builder *builder = data; /* libxml2 closes what is open, in order */
    if (builder->n_skipped) {
        builder->n_skipped--;
        return;
    }
    html_end_text(builder);
    if (elements[html_find_tag((const char *)name)].kind != HTML_VOID && builder->current->parent)
        builder->current = builder->current->parent;
}

static void html_take_text(void *data, const xmlChar *text, int len)
{
    struct html_builder *builder = data;
    if (!builder->resume)
        g_string_append_len(builder->text, (const char *)text, len);
}

static void html_ignore_error(void *data, xmlErrorPtr error)
{
    (void)data, (void)error;
}

/* References as characters, for libxml2 knows those of HTML 4 alone; those of "<", ">", "&" and
 * quotes stay. A name without a semicolon that goes on is no reference: "?a=1&copy=2". */
static char *html_decode_references(const char *html, size_t len, size_t *out_len)
{
    const char *end = html + len, *p = html;
    const char *amp = len ? memchr(p, '&', len) : NULL; /* no bytes may be no pointer */
    if (!amp)
        return NULL;
    GString *out = g_string_sized_new(len + 64);
    for (; amp; amp = memchr(p, '&', end - p)) {
        char utf8[MARKUP_REFERENCE_BYTES];
        size_t n = 0;
        g_string_append_len(out, p, amp - p);
        const size_t taken = markup_decode_reference(amp, end, utf8, &n);
        const bool is_closed = taken && (amp[taken - 1] == ';' || amp[1] == '#');
        const bool goes_on =
            !is_closed && amp + taken < end && (g_ascii_isalnum(amp[taken]) || amp[taken] == '=');
        if (!taken || goes_on) {
            g_string_append(out, "&amp;");
            p = amp + 1;
            continue;
        }
        if (n == 1 && strchr("<>&\"'", utf8[0]))
            g_string_append_printf(out, "&#%d;", utf8[0]);
        else
            g_string_append_len(out, utf8, (gssize)n);
        p = amp + taken;
    }
    g_string_append_len(out, p, end - p);
    *out_len = out->len;
    return g_string_free(out, FALSE);
}

/* One run of libxml2 over text; returns the bytes it took, fewer than len where it came too deep.
 */
static size_t html_run(struct html_builder *builder, const char *text, size_t len)
{
    htmlParserCtxtPtr context = htmlNewParserCtxt();
    builder->context = context;
    builder->current = builder->root;
    builder->resume = builder->n_skipped = 0;
    memset(context->sax, 0, sizeof *context->sax);
    context->sax->initialized = XML_SAX2_MAGIC;
    context->sax->startElement = html_open_element;
    context->sax->endElement = html_close_element;
    context->sax->characters = html_take_text;
    context->sax->ignorableWhitespace = html_take_text;
    context->sax->cdataBlock = html_take_text;
    context->sax->serror = (xmlStructuredErrorFunc)(void (*)(void))html_ignore_error;
    context->userData = builder;
    htmlDocPtr document = htmlCtxtReadMemory(
        context, text, (int)MIN(len, G_MAXINT), NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
            HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC | (int)XML_PARSE_HUGE);
    if (document)
        xmlFreeDoc(document);
    htmlFreeParserCtxt(context);
    return builder->resume ? MIN(builder->resume, len) : len;
}

/* Where a piece of hostile text ends: before a tag. */
static size_t html_find_cut(const char *text, size_t len)
{
    const char *tag = len > PIECE_BYTES ? memchr(text + PIECE_BYTES, '<', len - PIECE_BYTES) : NULL;
    return tag ? (size_t)(tag - text) : len;
}

struct html_node *html_parse(struct arena *arena, const char *html, size_t len)
{
    struct html_builder builder = { .arena = arena };
    builder.root = arena_new0(arena, struct html_node);
    builder.root->tag = HTML_UNKNOWN;
    builder.root->name = "";
    builder.text = g_string_new(NULL);
    g_autofree char *decoded = html_decode_references(html, len, &len);
    const char *text = decoded ? decoded : html;
    g_autofree char *bounded = html_bound(text, len, &len);
    if (bounded)
        text = bounded;
    size_t budget = MAX_GIVEN * len; /* of bytes that libxml2 is given: it copies all of them */
    do {
        const size_t piece = budget ? len : html_find_cut(text, len);
        const size_t taken = html_run(&builder, text, piece);
        html_end_text(&builder);
        budget -= MIN(budget, piece);
        text += taken;
        len -= taken;
    } while (len);
    g_string_free(builder.text, TRUE);
    return builder.root;
}

const char *html_get_attribute(const struct html_node *node, const char *name)
{
    for (const struct html_attribute *a = node->attributes; a; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a->value;
    return NULL;
}

int html_get_number(const struct html_node *node, const char *name, int missing)
{
    const char *value = html_get_attribute(node, name);
    char *end;
    if (!value)
        return missing;
    const gint64 number = g_ascii_strtoll(value, &end, 10);
    return end == value || number > 1000000 || number < -1000000 ? missing : (int)number;
}

static bool html_style_hides(const char *style)
{
    g_autofree char *squeezed = g_ascii_strdown(style, -1);
    char *out = squeezed;
    for (const char *p = squeezed; *p; p++)
        if (!g_ascii_isspace(*p))
            *out++ = *p;
    *out = '\0';
    return strstr(squeezed, "display:none") || strstr(squeezed, "visibility:hidden");
}

bool html_is_hidden(const struct html_node *node)
{
    if (html_get_kind(node->tag) == HTML_SKIP)
        return true;
    for (const struct html_attribute *a = node->attributes; a; a = a->next) {
        if (strcmp(a->name, "hidden") == 0)
            return true;
        if (strcmp(a->name, "style") == 0 && html_style_hides(a->value))
            return true;
    }
    return false;
}

struct html_node *html_get_next(const struct html_node *root, const struct html_node *node,
                                bool skip_children)
{
    if (node->first && !skip_children)
        return node->first;
    while (node != root) {
        if (node->next)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

char *html_find_base(const struct html_node *root, const char *base_url)
{
    for (const struct html_node *node = root; node; node = html_get_next(root, node, false)) {
        const char *href = node->tag == HTML_BASE ? html_get_attribute(node, "href") : NULL;
        if (href && !html_is_unsafe_address(href))
            return url_resolve(base_url, href);
    }
    return g_strdup(base_url);
}

bool html_is_unsafe_address(const char *address)
{
    static const char *const schemes[] = { "javascript",  "vbscript", "livescript",
                                           "mocha",       "data",     "jar",
                                           "view-source", "about",    "blob" };
    char scheme[16];
    size_t n = 0;
    for (; *address && *address != ':' && n < sizeof scheme - 1; address++)
        if ((guchar)*address > ' ' && *address != 0x7f)
            scheme[n++] = g_ascii_tolower(*address);
    scheme[n] = '\0';
    if (*address != ':')
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (strcmp(scheme, schemes[i]) == 0)
            return true;
    return false;
}
