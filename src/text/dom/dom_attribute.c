/* SPDX-License-Identifier: MIT */
/* What the attributes of elements say: values, numbers, whether it is shown, addresses. */
#include "dom.h"

#include "base/url.h"

#include <string.h>

const char *dom_get_attribute(const struct dom_node *node, const char *name)
{
    for (const struct dom_attribute *a = node->attributes; a; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a->value;
    return NULL;
}

void dom_set_attribute(struct arena *arena, struct dom_node *node, const char *name,
                       const char *value)
{
    struct dom_attribute *list = NULL, **tail = &list;
    bool is_set = false;
    for (const struct dom_attribute *a = node->attributes; a || !is_set; a = a ? a->next : NULL) {
        struct dom_attribute *copy = arena_new0(arena, struct dom_attribute);
        const bool is_it = !a || strcmp(a->name, name) == 0;
        copy->name = a ? a->name : arena_strdup(arena, name);
        copy->value = is_it ? arena_strdup(arena, value) : a->value;
        is_set = is_set || is_it;
        *tail = copy;
        tail = &copy->next;
    }
    node->attributes = list;
}

int dom_get_number(const struct dom_node *node, const char *name, int missing)
{
    const char *value = dom_get_attribute(node, name);
    char *end;
    if (!value)
        return missing;
    const gint64 number = g_ascii_strtoll(value, &end, 10);
    return end == value || number > 1000000 || number < -1000000 ? missing : (int)number;
}

static bool style_hides(const char *style)
{
    g_autofree char *squeezed = g_ascii_strdown(style, -1);
    char *out = squeezed;
    for (const char *p = squeezed; *p; p++)
        if (!g_ascii_isspace(*p))
            *out++ = *p;
    *out = '\0';
    return strstr(squeezed, "display:none") || strstr(squeezed, "visibility:hidden");
}

bool dom_is_hidden(const struct dom_node *node)
{
    if (element_get_kind(node->tag) == HTML_SKIP)
        return true;
    for (const struct dom_attribute *a = node->attributes; a; a = a->next) {
        if (strcmp(a->name, "hidden") == 0)
            return true;
        if (strcmp(a->name, "style") == 0 && style_hides(a->value))
            return true;
    }
    return false;
}

char *dom_find_base(const struct dom_page *page, const char *base_url)
{
    const struct dom_node *node = page->has_base ? page->html : NULL;
    for (; node; node = dom_next(page->html, node)) {
        const char *href = node->tag == HTML_BASE ? dom_get_attribute(node, "href") : NULL;
        if (href && !dom_is_unsafe_address(href))
            return url_resolve(base_url, href);
    }
    return g_strdup(base_url);
}

bool dom_is_unsafe_address(const char *address)
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
