/* SPDX-License-Identifier: MIT */
/* Pictures that only appear when scripts run: their addresses out of noscript and data attributes.
 */
#include "extract_private.h"
#include "text/dom/dom_picture.h"

#include "base/url.h"
#include "text/picture.h"

#include <string.h>

static const char *const extensions[] = { "jpg", "jpeg", "png", "webp" };

/* After the next ".jpg", ".png" … in value, or NULL. */
static const char *find_extension(const char *value)
{
    for (const char *p = value; (p = strchr(p, '.'));) {
        p++;
        for (guint i = 0; i < G_N_ELEMENTS(extensions); i++)
            if (g_ascii_strncasecmp(p, extensions[i], strlen(extensions[i])) == 0)
                return p + strlen(extensions[i]);
    }
    return NULL;
}

bool extract_is_image_name(const char *value)
{
    return find_extension(value) != NULL;
}

/* "a.jpg 2x" */
static bool is_source_set(const char *value)
{
    for (const char *p = value; (p = find_extension(p));)
        if (g_ascii_isspace(*p) && g_ascii_isdigit(p[strspn(p, " \t\n\r\f")]))
            return true;
    return false;
}

/* One word with an image's name in it. */
static bool is_source(const char *value)
{
    const char *first = value + strspn(value, " \t\n\r\f");
    const char *end = first + strcspn(first, " \t\n\r\f");
    const char *extension = find_extension(first);
    return extension && extension <= end && extension - first > 4 && !end[strspn(end, " \t\n\r\f")];
}

/* ---- noscript */

/* An img, or what holds nothing but one: the img. */
static struct dom_node *find_single_image(struct dom_node *node)
{
    if (node->tag != HTML_IMG && dom_get_sums(node)->chars)
        return NULL;
    while (node && node->tag != HTML_IMG) {
        struct dom_node *child = dom_first_element(node);
        node = child && !dom_next_element(child) ? child : NULL;
    }
    return node;
}

static bool is_placeholder(const struct dom_node *image)
{
    if (image->parent && image->parent->tag == HTML_PICTURE && image->prev)
        return false; /* its sources stand before it */
    static const char *const sources[] = { "src", "srcset", "data-src", "data-srcset" };
    for (const struct dom_attribute *a = image->attributes; a; a = a->next) {
        for (guint i = 0; i < G_N_ELEMENTS(sources); i++)
            if (strcmp(a->name, sources[i]) == 0)
                return false;
        if (extract_is_image_name(a->value))
            return false;
    }
    return true;
}

/* What the old image had of addresses, to the new one; under another name where it has its own. */
static void take_over(struct arena *arena, const struct dom_node *old, struct dom_node *image)
{
    for (const struct dom_attribute *a = old->attributes; a; a = a->next) {
        const bool is_address = strcmp(a->name, "src") == 0 || strcmp(a->name, "srcset") == 0 ||
                                extract_is_image_name(a->value);
        const char *own = is_address && *a->value ? dom_get_attribute(image, a->name) : NULL;
        if (!is_address || !*a->value || (own && strcmp(own, a->value) == 0))
            continue;
        g_autofree char *name = g_strconcat(own ? "data-old-" : "", a->name, NULL);
        dom_set_attribute(arena, image, name, a->value);
    }
}

/* A picture that stands only in noscript is one of the article, but for what only counts. */
static bool is_worth_showing(const struct extractor *extractor, const struct dom_node *image)
{
    g_autofree char *url = picture_find_address(extractor->base_url, image);
    return url && !picture_is_counter(url) && dom_get_number(image, "width", 100) > 2 &&
           dom_get_number(image, "height", 100) > 2;
}

static void unwrap(struct extractor *extractor, struct dom_node *noscript)
{
    struct dom_node *image = find_single_image(noscript);
    struct dom_node *before = image ? dom_previous_element(noscript) : NULL;
    const struct dom_node *old = before ? find_single_image(before) : NULL;
    if (image && !old && noscript->parent != extractor->page.body &&
        noscript->parent != extractor->page.head && is_worth_showing(extractor, image))
        dom_insert(noscript->parent, dom_first_element(noscript), noscript);
    if (!old)
        return;
    take_over(extractor->arena, old, image);
    dom_replace(before, dom_first_element(noscript));
}

void extract_unwrap_noscript(struct extractor *extractor)
{
    static const enum html_tag tags[] = { HTML_IMG, HTML_NOSCRIPT };
    GPtrArray *list = extract_collect(extractor->page.html, tags, 2);
    for (guint i = 0; i < list->len; i++) {
        struct dom_node *node = list->pdata[i];
        if (node->tag == HTML_IMG && is_placeholder(node))
            dom_remove(node);
    }
    for (guint i = 0; i < list->len; i++) {
        struct dom_node *node = list->pdata[i];
        if (node->tag == HTML_NOSCRIPT && node->parent) {
            unwrap(extractor, node);
            dom_remove(node);
        }
    }
    g_ptr_array_unref(list);
}

/* ---- lazy images */

/* Bytes of the content of an image that is an address ("data:image/gif;base64,…"); -1: it is not,
 * or an SVG. */
static gssize get_inline_len(const char *src)
{
    const char *type = g_ascii_strncasecmp(src, "data:", 5) == 0 ? src + 5 : NULL;
    const char *comma = type ? strchr(type, ',') : NULL;
    if (!comma || comma - type < 8 || g_ascii_strncasecmp(comma - 7, ";base64", 7) != 0 ||
        g_ascii_strncasecmp(type, "image/svg+xml", 13) == 0)
        return -1;
    return (gssize)strlen(comma + 1);
}

static bool has_other_image(const struct dom_node *node)
{
    for (const struct dom_attribute *a = node->attributes; a; a = a->next)
        if (strcmp(a->name, "src") != 0 && extract_is_image_name(a->value))
            return true;
    return false;
}

static bool is_lazy(const struct dom_node *node)
{
    const char *name = dom_get_attribute(node, "class");
    g_autofree char *lower = name ? g_ascii_strdown(name, -1) : NULL;
    return lower && strstr(lower, "lazy");
}

static void fix_image(struct attempt *attempt, struct dom_node *node)
{
    const char *src = dom_get_attribute(node, "src"), *srcset = dom_get_attribute(node, "srcset");
    if (src && *src) {
        const gssize len = get_inline_len(src);
        if (len >= 0 && len < 133 && has_other_image(node)) {
            dom_set_attribute(attempt->arena, node, "src", "");
            src = NULL;
        }
    }
    if (((src && *src) || (srcset && *srcset)) && !is_lazy(node))
        return;
    for (const struct dom_attribute *a = node->attributes, *next; a; a = next) {
        next = a->next;
        if (strcmp(a->name, "src") == 0 || strcmp(a->name, "srcset") == 0 ||
            strcmp(a->name, "alt") == 0)
            continue;
        const char *to = is_source_set(a->value) ? "srcset" : is_source(a->value) ? "src" : NULL;
        if (to && node->tag != HTML_FIGURE) {
            dom_set_attribute(attempt->arena, node, to, a->value);
        } else if (to && !dom_get_sums(node)->n_img) {
            struct dom_node *image = extract_new_element(attempt->arena, HTML_IMG);
            dom_set_attribute(attempt->arena, image, to, a->value);
            dom_insert(node, image, NULL);
        }
    }
}

/* The address that the reader would take, where the element's own one is not of the web, or of a
 * picture that only fills a place. */
static void take_address(struct attempt *attempt, struct dom_node *node)
{
    const char *src = dom_get_attribute(node, "src"), *set = dom_get_attribute(node, "srcset");
    const char *base = attempt->extractor->base_url;
    g_autofree char *own =
        src && *src && !dom_is_unsafe_address(src) ? url_resolve(base, src) : NULL;
    if (own ? !picture_is_placeholder(own) : set && *set && !dom_is_unsafe_address(set))
        return;
    g_autofree char *url = picture_find_address(base, node);
    if (url && (!own || strcmp(own, url) != 0))
        dom_set_attribute(attempt->arena, node, "src", url);
}

void extract_fix_lazy_images(struct attempt *attempt)
{
    static const enum html_tag tags[] = { HTML_IMG, HTML_PICTURE, HTML_FIGURE };
    GPtrArray *list = extract_collect(attempt->article, tags, G_N_ELEMENTS(tags));
    for (guint i = 0; i < list->len; i++) {
        struct dom_node *node = list->pdata[i];
        fix_image(attempt, node);
        if (node->tag == HTML_IMG)
            take_address(attempt, node);
    }
    g_ptr_array_unref(list);
}
