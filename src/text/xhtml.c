/* SPDX-License-Identifier: MIT */
/* HTML as XHTML for books: what may stay is listed; of everything else the words stay. */
#include "text/xhtml.h"

#include "flow.h"
#include "text/dom/dom_picture.h"

#include "base/markup.h"
#include "base/url.h"
#include "base/utf8.h"

#include <glib.h>
#include <string.h>

/* The elements that stay, and what of HTML 5 they are: what is obsolete has a name of today. */
static const struct {
    enum html_tag tag;
    const char *name; /* NULL: its own */
} elements[] = {
    { HTML_A, NULL },       { HTML_ABBR, NULL },       { HTML_ACRONYM, "abbr" },
    { HTML_B, NULL },       { HTML_BLOCKQUOTE, NULL }, { HTML_BR, NULL },
    { HTML_CITE, NULL },    { HTML_CODE, NULL },       { HTML_DD, NULL },
    { HTML_DEL, NULL },     { HTML_DIV, NULL },        { HTML_DL, NULL },
    { HTML_DT, NULL },      { HTML_EM, NULL },         { HTML_FIGCAPTION, "div" },
    { HTML_FIGURE, "div" }, { HTML_H1, "h2" },         { HTML_H2, NULL },
    { HTML_H3, NULL },      { HTML_H4, NULL },         { HTML_H5, NULL },
    { HTML_H6, NULL },      { HTML_HR, NULL },         { HTML_I, NULL },
    { HTML_INS, NULL },     { HTML_KBD, NULL },        { HTML_LI, NULL },
    { HTML_MARK, NULL },    { HTML_OL, NULL },         { HTML_P, NULL },
    { HTML_PRE, NULL },     { HTML_Q, NULL },          { HTML_RP, NULL },
    { HTML_RT, NULL },      { HTML_RUBY, NULL },       { HTML_S, NULL },
    { HTML_SAMP, NULL },    { HTML_SMALL, NULL },      { HTML_SPAN, NULL },
    { HTML_STRIKE, "s" },   { HTML_STRONG, NULL },     { HTML_SUB, NULL },
    { HTML_SUP, NULL },     { HTML_TABLE, NULL },      { HTML_TBODY, NULL },
    { HTML_TD, NULL },      { HTML_TFOOT, NULL },      { HTML_TH, NULL },
    { HTML_THEAD, NULL },   { HTML_TR, NULL },         { HTML_TT, "code" },
    { HTML_U, NULL },       { HTML_UL, NULL },         { HTML_VAR, NULL },
};

/* The attributes that stay, by the element (its name here; "": any). Numbers must be some. */
static const struct {
    const char *element, *name;
    bool is_number;
} attributes[] = {
    { "", "title", false },    { "", "lang", false },     { "td", "colspan", true },
    { "td", "rowspan", true }, { "th", "colspan", true }, { "th", "rowspan", true },
    { "ol", "start", true },
};

struct xhtml {
    GString *out;
    const char *base_url;
    const struct xhtml_pictures *pictures;
    guint n_links; /* links do not nest */
};

static const char *find_name(const struct dom_node *node)
{
    for (gsize i = 0; i < G_N_ELEMENTS(elements); i++)
        if (elements[i].tag == (enum html_tag)node->tag)
            return elements[i].name ? elements[i].name : node->name;
    return NULL;
}

static void add_escaped(GString *out, const char *text, size_t len)
{
    g_autofree char *clean = utf8_clean(text, len, UTF8_BLOCK, &len);
    markup_append_escaped(out, clean, len);
}

static void add_attribute(GString *out, const char *name, const char *value)
{
    g_autofree char *line = utf8_clean(value, strlen(value), UTF8_LINE, NULL);
    g_string_append_printf(out, " %s=\"", name);
    markup_append_escaped(out, line, strlen(line));
    g_string_append_c(out, '"');
}

static bool is_number(const char *value)
{
    const size_t len = strspn(value, "0123456789");
    return len > 0 && len < 6 && !value[len];
}

static void add_attributes(const struct xhtml *xhtml, const struct dom_node *node, const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++) {
        const char *value = dom_get_attribute(node, attributes[i].name);
        if (!value || (*attributes[i].element && strcmp(attributes[i].element, name) != 0) ||
            (attributes[i].is_number && !is_number(value)))
            continue;
        const bool is_language = strcmp(attributes[i].name, "lang") == 0;
        add_attribute(xhtml->out, is_language ? "xml:lang" : attributes[i].name, value);
    }
}

/* The address of a link that a book may have; NULL: none. Caller frees. */
static char *resolve_link(const struct xhtml *xhtml, const struct dom_node *node)
{
    const char *value = dom_get_attribute(node, "href");
    g_autofree char *clean = value ? utf8_clean(value, strlen(value), UTF8_LINE, NULL) : NULL;
    g_autofree char *url =
        clean && !dom_is_unsafe_address(clean) ? url_resolve(xhtml->base_url, clean) : NULL;
    return url && url_is_http(url) ? g_steal_pointer(&url) : NULL;
}

static void add_picture(const struct xhtml *xhtml, const struct dom_node *node)
{
    const char *alt = dom_get_attribute(node, "alt");
    if (picture_is_spare(xhtml->base_url, node))
        return;
    g_autofree char *url = picture_find_address(xhtml->base_url, node);
    g_autofree char *title = picture_find_title(node, url);
    const char *found =
        url && xhtml->pictures ? xhtml->pictures->find(xhtml->pictures->data, url) : NULL;
    if (found) {
        g_string_append(xhtml->out, "<img");
        add_attribute(xhtml->out, "src", found);
        add_attribute(xhtml->out, "alt", alt ? alt : "");
        g_string_append(xhtml->out, "/>");
        if (title) {
            g_string_append(xhtml->out, "<br/><em>");
            add_escaped(xhtml->out, title, strlen(title));
            g_string_append(xhtml->out, "</em>");
        }
    } else if (alt && *alt) {
        g_string_append_c(xhtml->out, '[');
        add_escaped(xhtml->out, alt, strlen(alt));
        g_string_append_c(xhtml->out, ']');
    }
}

/* False where what is inside goes as well. */
static bool enter(struct xhtml *xhtml, const struct dom_node *node)
{
    const char *name = find_name(node);
    g_autofree char *url = NULL;
    if (node->tag == HTML_TEXT)
        add_escaped(xhtml->out, node->text, node->len);
    else if (node->tag == HTML_IMG)
        add_picture(xhtml, node);
    else if (element_get_kind(node->tag) == HTML_SKIP)
        return false;
    else if (node->tag == HTML_A && xhtml->n_links++)
        return true;
    else if (name) {
        g_string_append_printf(xhtml->out, "<%s", name);
        url = node->tag == HTML_A ? resolve_link(xhtml, node) : NULL;
        if (url)
            add_attribute(xhtml->out, "href", url);
        add_attributes(xhtml, node, name);
        g_string_append(xhtml->out, element_get_kind(node->tag) == HTML_VOID ? "/>" : ">");
    }
    return true;
}

static void leave(struct xhtml *xhtml, const struct dom_node *node)
{
    const enum html_kind kind = element_get_kind(node->tag);
    const char *name = node->tag == HTML_TEXT ? NULL : find_name(node);
    if (!name || kind == HTML_VOID || kind == HTML_SKIP ||
        (node->tag == HTML_A && --xhtml->n_links))
        return;
    g_string_append_printf(xhtml->out, "</%s>", name);
}

char *xhtml_format(const char *html, size_t len, const char *base_url,
                   const struct xhtml_pictures *pictures)
{
    g_assert(html || !len);
    struct arena *arena = arena_new(0);
    size_t clean_len = len;
    g_autofree char *clean = utf8_clean(html, len, UTF8_BLOCK, &clean_len);
    struct dom_page page;
    dom_parse(&page, arena, clean, clean_len, DOM_MAX_NODES);
    const struct dom_node *root = page.html;
    g_autofree char *base = dom_find_base(&page, base_url);
    struct xhtml xhtml = { g_string_sized_new(len + 64), base, pictures, 0 };
    for (const struct dom_node *node = root->first; node;) {
        if (enter(&xhtml, node) && node->first) {
            node = node->first;
            continue;
        }
        leave(&xhtml, node);
        while (!node->next && node->parent != root) {
            node = node->parent;
            leave(&xhtml, node);
        }
        node = node->next;
    }
    dom_page_clear(&page);
    arena_free(arena);
    return g_string_free(xhtml.out, FALSE);
}
