/* SPDX-License-Identifier: MIT */
/* The article written: harmless HTML with absolute addresses, and plain text. */
#include "extract_private.h"

#include "base/markup.h"
#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

enum value { VALUE_PLAIN, VALUE_ADDRESS, VALUE_SOURCES, VALUE_SIZE, VALUE_CLASS };

/* What may stay of attributes; sizes on pictures and frames only, classes where they show what the
 * words mean. */
static const struct {
    const char *name;
    enum value value;
} attributes[] = {
    { "href", VALUE_ADDRESS },   { "src", VALUE_ADDRESS },    { "alt", VALUE_PLAIN },
    { "title", VALUE_PLAIN },    { "id", VALUE_PLAIN },       { "srcset", VALUE_SOURCES },
    { "colspan", VALUE_PLAIN },  { "rowspan", VALUE_PLAIN },  { "width", VALUE_SIZE },
    { "height", VALUE_SIZE },    { "lang", VALUE_PLAIN },     { "dir", VALUE_PLAIN },
    { "name", VALUE_PLAIN },     { "datetime", VALUE_PLAIN }, { "cite", VALUE_ADDRESS },
    { "poster", VALUE_ADDRESS }, { "start", VALUE_PLAIN },    { "reversed", VALUE_PLAIN },
    { "type", VALUE_PLAIN },     { "value", VALUE_PLAIN },    { "headers", VALUE_PLAIN },
    { "scope", VALUE_PLAIN },    { "abbr", VALUE_PLAIN },     { "summary", VALUE_PLAIN },
    { "controls", VALUE_PLAIN }, { "open", VALUE_PLAIN },     { "close", VALUE_PLAIN },
    { "sizes", VALUE_PLAIN },    { "media", VALUE_PLAIN },    { "rel", VALUE_PLAIN },
    { "label", VALUE_PLAIN },    { "class", VALUE_CLASS },
};

/* What goes with all in it, and what goes alone, beside elements that nobody knows. */
enum fate { FATE_STAYS, FATE_GOES, FATE_UNWRAPPED };

/* The elements of MathML have no numbers of their own; their names are plain. */
static bool is_math_part(const char *name)
{
    return !name[strspn(name, "abcdefghijklmnopqrstuvwxyz")] &&
           (*name == 'm' || strcmp(name, "semantics") == 0 || strcmp(name, "annotation") == 0);
}

/* Of elements whose fate depends on nothing else; those that are not named stay. */
static const guint8 fates[HTML_N_TAGS] = {
    [HTML_APPLET] = FATE_GOES,
    [HTML_BASE] = FATE_GOES,
    [HTML_BASEFONT] = FATE_UNWRAPPED,
    [HTML_BGSOUND] = FATE_UNWRAPPED,
    [HTML_BLINK] = FATE_UNWRAPPED,
    [HTML_BODY] = FATE_UNWRAPPED,
    [HTML_BUTTON] = FATE_GOES,
    [HTML_CANVAS] = FATE_UNWRAPPED,
    [HTML_DATALIST] = FATE_UNWRAPPED,
    [HTML_DIALOG] = FATE_UNWRAPPED,
    [HTML_FIELDSET] = FATE_UNWRAPPED,
    [HTML_FORM] = FATE_UNWRAPPED,
    [HTML_FRAME] = FATE_GOES,
    [HTML_FRAMESET] = FATE_UNWRAPPED,
    [HTML_HEAD] = FATE_GOES,
    [HTML_HTML] = FATE_UNWRAPPED,
    [HTML_ILAYER] = FATE_UNWRAPPED,
    [HTML_INPUT] = FATE_GOES,
    [HTML_KEYGEN] = FATE_UNWRAPPED,
    [HTML_LAYER] = FATE_UNWRAPPED,
    [HTML_LINK] = FATE_GOES,
    [HTML_LISTING] = FATE_UNWRAPPED,
    [HTML_MARQUEE] = FATE_UNWRAPPED,
    [HTML_META] = FATE_GOES,
    [HTML_NOBR] = FATE_UNWRAPPED,
    [HTML_NOEMBED] = FATE_GOES,
    [HTML_NOFRAMES] = FATE_GOES,
    [HTML_NOSCRIPT] = FATE_GOES,
    [HTML_OBJECT] = FATE_UNWRAPPED,
    [HTML_OPTGROUP] = FATE_UNWRAPPED,
    [HTML_OPTION] = FATE_UNWRAPPED,
    [HTML_PARAM] = FATE_GOES,
    [HTML_PLAINTEXT] = FATE_UNWRAPPED,
    [HTML_SCRIPT] = FATE_GOES,
    [HTML_SELECT] = FATE_GOES,
    [HTML_STYLE] = FATE_GOES,
    [HTML_SVG] = FATE_GOES,
    [HTML_TEMPLATE] = FATE_GOES,
    [HTML_TEXTAREA] = FATE_GOES,
    [HTML_TITLE] = FATE_GOES,
    [HTML_UNKNOWN] = FATE_UNWRAPPED,
    [HTML_XMP] = FATE_UNWRAPPED,
};

static enum fate get_fate(const struct dom_node *node, bool is_math)
{
    if (node->marks & DOM_HIDDEN) /* a rule for the site may have chosen what holds it */
        return FATE_GOES;
    if (is_math && node->tag == HTML_UNKNOWN && is_math_part(node->name))
        return FATE_STAYS;
    if (node->tag == HTML_EMBED || node->tag == HTML_IFRAME)
        return node->marks & DOM_VIDEO ? FATE_STAYS : FATE_GOES;
    if (node->tag == HTML_A) {
        const char *href = dom_get_attribute(node, "href");
        return href && dom_is_unsafe_address(href) ? FATE_UNWRAPPED : FATE_STAYS;
    }
    return fates[node->tag];
}

static bool is_void(enum html_tag tag)
{
    return element_get_kind(tag) == HTML_VOID;
}

static void append_value(GString *out, const char *value)
{
    const size_t len = strlen(value);
    if (utf8_is_clean(value, len, UTF8_LINE)) {
        markup_append_escaped(out, value, len);
        return;
    }
    size_t clean_len;
    g_autofree char *clean = utf8_clean(value, len, UTF8_LINE, &clean_len);
    markup_append_escaped(out, clean, clean_len);
}

/* ---- addresses */

/* Absolute; "#part" stays where it means this page. NULL: nothing to keep. Caller frees. */
static char *resolve(const struct extractor *extractor, const char *address, bool is_source)
{
    const char *p = address + strspn(address, " \t\n\r\f");
    const bool is_picture = is_source && g_ascii_strncasecmp(p, "data:image/", 11) == 0 &&
                            g_ascii_strncasecmp(p, "data:image/svg", 14) != 0;
    if (!is_picture && dom_is_unsafe_address(p))
        return NULL;
    if (is_picture || !extractor->base_url || (*p == '#' && !extractor->page.has_base))
        return g_strdup(p);
    return url_resolve(extractor->base_url, p);
}

/* "a.jpg 2x, b.jpg 3x": the address of each. */
static void append_sources(const struct extractor *extractor, GString *out, const char *value)
{
    bool is_first = true;
    for (const char *p = value; *p;) {
        p += strspn(p, " \t\n\r\f,");
        size_t len = strcspn(p, " \t\n\r\f");
        const char *rest = p + len;
        while (len && p[len - 1] == ',')
            len--;
        if (!len)
            break;
        g_autofree char *address = g_strndup(p, len);
        g_autofree char *url = resolve(extractor, address, true);
        const size_t size = p[len] == ',' ? 0 : strcspn(rest, ",");
        g_autofree char *descriptor = g_strstrip(g_strndup(rest, size));
        if (url) {
            g_autofree char *source =
                g_strconcat(is_first ? "" : ", ", url, *descriptor ? " " : "", descriptor, NULL);
            append_value(out, source);
            is_first = false;
        }
        p = rest + size;
    }
}

/* A picture that has nothing but a set gets an address for those that read no sets. */
static void append_first_source(const struct extractor *extractor, GString *out,
                                const struct dom_node *image)
{
    const char *src = dom_get_attribute(image, "src"), *set = dom_get_attribute(image, "srcset");
    if ((src && *src) || !set)
        return;
    set += strspn(set, " \t\n\r\f,");
    g_autofree char *address = g_strndup(set, strcspn(set, " \t\n\r\f"));
    g_autofree char *url = *address ? resolve(extractor, address, true) : NULL;
    if (url) {
        g_string_append(out, " src=\"");
        append_value(out, url);
        g_string_append_c(out, '"');
    }
}

static bool has_size(enum html_tag tag)
{
    return tag == HTML_IMG || tag == HTML_VIDEO || tag == HTML_IFRAME || tag == HTML_EMBED ||
           tag == HTML_SOURCE;
}

/* Of a wiki's links to its editor, and of formulas as pictures. */
static bool is_known_class(const char *value)
{
    return strstr(value, "mw-editsection") || strstr(value, "mwe-math-") ||
           strcmp(value, "latex") == 0;
}

static void append_attribute(const struct extractor *extractor, GString *out,
                             const struct dom_node *node, const struct dom_attribute *a)
{
    guint i = 0;
    while (i < G_N_ELEMENTS(attributes) && strcmp(attributes[i].name, a->name) != 0)
        i++;
    if (i == G_N_ELEMENTS(attributes) ||
        (attributes[i].value == VALUE_SIZE && !has_size((enum html_tag)node->tag)) ||
        (attributes[i].value == VALUE_CLASS && !is_known_class(a->value)))
        return;
    g_autofree char *url = attributes[i].value == VALUE_ADDRESS
                               ? resolve(extractor, a->value, strcmp(a->name, "src") == 0)
                               : NULL;
    if (attributes[i].value == VALUE_ADDRESS && (!url || !*a->value))
        return;
    g_string_append_printf(out, " %s=\"", a->name);
    if (attributes[i].value == VALUE_SOURCES)
        append_sources(extractor, out, a->value);
    else
        append_value(out, url ? url : a->value);
    g_string_append_c(out, '"');
}

/* ---- text */

struct writer {
    const struct extractor *extractor;
    GString *html, *text;
    bool has_space; /* white space was read and is not written yet */
    guint n_pre, n_math;
};

static void end_line(struct writer *writer)
{
    writer->has_space = false;
    if (writer->text->len && writer->text->str[writer->text->len - 1] != '\n')
        g_string_append_c(writer->text, '\n');
}

static void add_text(struct writer *writer, const struct dom_node *node)
{
    GString *out = writer->text;
    const char *p = node->text, *end = p + node->len;
    markup_append_escaped(writer->html, p, node->len);
    if (writer->n_pre) {
        g_string_append_len(out, p, node->len);
        return;
    }
    while (p < end) {
        const size_t space = dom_space_len(p, end);
        if (space) {
            writer->has_space = true;
            p += space;
            continue;
        }
        if (writer->has_space && out->len && out->str[out->len - 1] != '\n')
            g_string_append_c(out, ' ');
        writer->has_space = false;
        const char *stop = g_utf8_next_char(p);
        while (stop < end && !dom_space_len(stop, end))
            stop = g_utf8_next_char(stop);
        g_string_append_len(out, p, stop - p);
        p = stop;
    }
}

/* Stands on lines of its own, or between words that must not run together. */
static bool parts_text(enum html_tag tag)
{
    return element_get_kind(tag) == HTML_BLOCK || tag == HTML_BR || tag == HTML_HR ||
           tag == HTML_IMG || tag == HTML_IFRAME || tag == HTML_VIDEO || tag == HTML_AUDIO ||
           tag == HTML_OBJECT || tag == HTML_EMBED;
}

/* ---- elements */

/* False where what is inside goes as well. */
static bool enter(struct writer *writer, const struct dom_node *node)
{
    if (node->tag == HTML_TEXT) {
        add_text(writer, node);
        return true;
    }
    const enum fate fate = get_fate(node, writer->n_math > 0);
    if (fate == FATE_GOES)
        return false;
    if (parts_text((enum html_tag)node->tag))
        end_line(writer);
    writer->n_pre += node->tag == HTML_PRE;
    writer->n_math += node->tag == HTML_MATH;
    if (fate == FATE_UNWRAPPED)
        return true;
    g_string_append_c(writer->html, '<');
    g_string_append(writer->html, node->name);
    for (const struct dom_attribute *a = node->attributes; a; a = a->next)
        append_attribute(writer->extractor, writer->html, node, a);
    if (node->tag == HTML_IMG)
        append_first_source(writer->extractor, writer->html, node);
    g_string_append_c(writer->html, '>');
    return true;
}

static void leave(struct writer *writer, const struct dom_node *node)
{
    const enum fate fate = node->tag == HTML_TEXT ? FATE_GOES : get_fate(node, writer->n_math > 0);
    if (fate == FATE_GOES)
        return;
    writer->n_pre -= node->tag == HTML_PRE;
    writer->n_math -= node->tag == HTML_MATH;
    if (parts_text((enum html_tag)node->tag))
        end_line(writer);
    if (fate == FATE_UNWRAPPED || is_void((enum html_tag)node->tag))
        return;
    g_string_append(writer->html, "</");
    g_string_append(writer->html, node->name);
    g_string_append_c(writer->html, '>');
}

static char *finish(GString *out, size_t *len)
{
    const bool is_clean = utf8_is_clean(out->str, out->len, UTF8_BLOCK);
    *len = is_clean ? out->len : utf8_clean_valid(out->str, out->len, UTF8_BLOCK);
    return g_string_free(out, FALSE);
}

void extract_write(const struct extractor *extractor, const struct dom_node *article)
{
    struct writer writer = { extractor, g_string_new(NULL), g_string_new(NULL), false, 0, 0 };
    struct extract_page *out = extractor->out;
    size_t len;
    for (const struct dom_node *node = article; node;) {
        if (enter(&writer, node) && node->first) {
            node = node->first;
            continue;
        }
        leave(&writer, node);
        while (node != article && !node->next) {
            node = node->parent;
            leave(&writer, node);
        }
        node = node == article ? NULL : node->next;
    }
    out->content_html = finish(writer.html, &len);
    out->content_text = finish(writer.text, &len);
    g_strchomp(out->content_text);
    out->length = (size_t)g_utf8_strlen(out->content_text, -1);
}
