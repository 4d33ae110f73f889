/* SPDX-License-Identifier: MIT */
/* HTML made harmless: what may stay is listed; everything else goes. */
#include "text/clean.h"

#include "text/dom/dom.h"
#include "text/dom/dom_picture.h"

#include "base/markup.h"
#include "base/url.h"
#include "base/utf8.h"

#include <glib.h>
#include <string.h>

struct clean_attribute {
    const char *name;
    bool is_address;
};

static const struct clean_attribute attributes[] = {
    { "abbr", false },     { "align", false },    { "alt", false },     { "cite", true },
    { "class", false },    { "colspan", false },  { "compact", false }, { "controls", false },
    { "datetime", false }, { "dir", false },      { "headers", false }, { "height", false },
    { "href", true },      { "id", false },       { "label", false },   { "lang", false },
    { "longdesc", true },  { "name", false },     { "open", false },    { "poster", true },
    { "rel", false },      { "reversed", false }, { "rowspan", false }, { "scope", false },
    { "span", false },     { "src", true },       { "start", false },   { "summary", false },
    { "title", false },    { "type", false },     { "valign", false },  { "value", false },
    { "width", false },
};

/* Elements that go, their content staying, beside those that are unknown. */
static const enum html_tag unwrapped[] = {
    HTML_BASE,      HTML_BASEFONT, HTML_BGSOUND, HTML_BLINK,    HTML_BODY,    HTML_BUTTON,
    HTML_CANVAS,    HTML_DIALOG,   HTML_EMBED,   HTML_FIELDSET, HTML_FORM,    HTML_FRAME,
    HTML_FRAMESET,  HTML_HTML,     HTML_IFRAME,  HTML_ILAYER,   HTML_INPUT,   HTML_KEYGEN,
    HTML_LAYER,     HTML_LINK,     HTML_LISTING, HTML_MARQUEE,  HTML_MATH,    HTML_META,
    HTML_NOBR,      HTML_NOSCRIPT, HTML_OBJECT,  HTML_OPTGROUP, HTML_OPTION,  HTML_PARAM,
    HTML_PLAINTEXT, HTML_SELECT,   HTML_SVG,     HTML_TEXTAREA, HTML_UNKNOWN, HTML_XMP,
};

static bool clean_is_unwrapped(enum html_tag tag)
{
    for (guint i = 0; i < G_N_ELEMENTS(unwrapped); i++)
        if (unwrapped[i] == tag)
            return true;
    return false;
}

static void append_value(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    markup_append_escaped(out, value, strlen(value));
    g_string_append_c(out, '"');
}

static void clean_append_attribute(GString *out, const struct dom_attribute *attribute,
                                   const char *base_url)
{
    const struct clean_attribute *row = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(attributes) && !row; i++)
        if (strcmp(attribute->name, attributes[i].name) == 0)
            row = &attributes[i];
    if (!row)
        return;
    g_autofree char *value =
        utf8_clean(attribute->value, strlen(attribute->value), UTF8_LINE, NULL);
    if (row->is_address) {
        if (dom_is_unsafe_address(value))
            return;
        char *resolved = url_resolve(base_url, value);
        g_free(value);
        value = resolved;
    }
    append_value(out, row->name, value);
}

static void clean_open(GString *out, const struct dom_node *node, const char *base_url)
{
    g_autofree char *picture = node->tag == HTML_IMG ? picture_find_address(base_url, node) : NULL;
    bool has_address = false;
    g_string_append_c(out, '<');
    g_string_append(out, node->name);
    for (const struct dom_attribute *a = node->attributes; a; a = a->next) {
        if (picture && strcmp(a->name, "src") == 0) { /* which may be a placeholder */
            if (!has_address)
                append_value(out, "src", picture);
            has_address = true;
            continue;
        }
        clean_append_attribute(out, a, base_url);
    }
    if (picture && !has_address)
        append_value(out, "src", picture);
    g_string_append_c(out, '>');
}

/* False where what is inside goes as well. */
static bool clean_enter(GString *out, const struct dom_node *node, const char *base_url)
{
    if (node->tag == HTML_TEXT)
        markup_append_escaped(out, node->text, node->len);
    else if (element_get_kind(node->tag) == HTML_SKIP ||
             (node->tag == HTML_IMG && picture_is_spare(base_url, node)))
        return false;
    else if (!clean_is_unwrapped(node->tag))
        clean_open(out, node, base_url);
    return true;
}

static void clean_leave(GString *out, const struct dom_node *node)
{
    const enum html_kind kind = element_get_kind(node->tag);
    if (node->tag == HTML_TEXT || kind == HTML_VOID || kind == HTML_SKIP ||
        clean_is_unwrapped(node->tag))
        return;
    g_string_append(out, "</");
    g_string_append(out, node->name);
    g_string_append_c(out, '>');
}

char *clean_html(const char *html, size_t len, const char *base_url)
{
    g_assert(html || !len);
    struct arena *arena = arena_new(0);
    size_t clean_len;
    g_autofree char *valid =
        utf8_is_clean(html, len, UTF8_BLOCK) ? NULL : utf8_clean(html, len, UTF8_BLOCK, &clean_len);
    struct dom_page page;
    dom_parse(&page, arena, valid ? valid : html, valid ? clean_len : len, DOM_MAX_NODES);
    const struct dom_node *root = page.html;
    g_autofree char *base = dom_find_base(&page, base_url);
    GString *out = g_string_sized_new(len + 64);
    for (const struct dom_node *node = root->first; node;) {
        if (clean_enter(out, node, base) && node->first) {
            node = node->first;
            continue;
        }
        clean_leave(out, node);
        while (!node->next && node->parent != root) {
            node = node->parent;
            clean_leave(out, node);
        }
        node = node->next;
    }
    dom_page_clear(&page);
    arena_free(arena);
    return g_string_free(out, FALSE);
}
