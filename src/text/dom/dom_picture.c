/* SPDX-License-Identifier: MIT */
/* The address of a picture in HTML: scripts may load it late, it may come in several sizes, or be
 * its own address. */
#include "dom_picture.h"

#include "base/url.h"
#include "base/utf8.h"
#include "text/picture.h"

#include <string.h>

enum {
    MAX_ADDRESS = 4096,   /* bytes of an address of the web */
    MAX_SET = 65536,      /* of a set of addresses */
    MAX_WIDTH = 1600,     /* pixels that are worth fetching */
    MIN_SIDE_PIXELS = 40, /* what is said to be smaller is an icon in its line */
    MAX_SYMBOL_CHARS = 2, /* so is what stands for an emoji */
    MAX_SIBLINGS = 50,    /* of a picture's sources, and around noscript */
};

/* What is preferred, the least first. Attributes of the first kind count in their order. */
enum rank {
    RANK_LATE = 0,
    RANK_SRC = 100,
    RANK_SET = 200,
    RANK_LATE_SET = 210,
    RANK_SOURCE = 300, /* of the picture element around it */
    RANK_OTHER = 400,  /* an attribute that holds an image's address, whatever its name */
    RANK_DATA = 500,
    RANK_PLACEHOLDER = 600,
    RANK_NONE = 1000,
};

/* Where scripts that load pictures late find the address. */
static const char *const late_names[] = {
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-hi-res-src",
    "data-hires",
    "data-original-src",
    "data-lazy-original",
    "data-lazyload",
    "data-lazy",
    "data-full-src",
    "data-canonical-src",
    "data-actualsrc",
    "data-delayed-url",
    "data-echo",
    "data-cfsrc",
    "data-ll-src",
    "data-img-src",
    "data-default-src",
    "data-raw-src",
    "data-runner-src",
    "data-src-medium",
    "data-src-large",
    "data-flickity-lazyload",
    "data-pagespeed-lazy-src",
    "lazy-src",
    "lazysrc",
    "datasrc",
};
static const char *const late_set_names[] = {
    "data-srcset", "data-lazy-srcset", "data-original-set", "data-hi-res-srcset", "lazy-srcset",
};

struct choice {
    const char *base_url;
    enum rank rank;
    char *address; /* the best so far; owned */
};

/* ---- addresses */

bool picture_is_placeholder(const char *address)
{
    static const char *const signs[] = { "placeholder", "spacer",    "blank.", "lazyload",
                                         "lazy.",       "loading.",  "loader", "transparent",
                                         "1x1",         "pixel.",    "grey.",  "gray.",
                                         "dummy",       "clear.gif", "empty.", "trans.gif" };
    const size_t len = strcspn(address, "?#");
    g_autofree char *path = g_ascii_strdown(address, (gssize)len);
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
        if (strstr(name, signs[i]))
            return true;
    return false;
}

bool picture_has_ending(const char *value)
{
    static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".webp", ".gif" };
    const size_t len = strcspn(value, "?# ");
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        const size_t end = strlen(endings[i]);
        if (len > end && g_ascii_strncasecmp(value + len - end, endings[i], end) == 0)
            return true;
    }
    return false;
}

/* value[0..len) as an address of the web, if it is better than what there is. */
static void offer(struct choice *choice, const char *value, size_t len, enum rank rank)
{
    if (rank >= choice->rank || !len || len > MAX_ADDRESS)
        return;
    g_autofree char *address = g_strndup(value, len);
    if (dom_is_unsafe_address(address))
        return;
    g_autofree char *resolved = url_resolve(choice->base_url, address);
    if (!url_is_http(resolved))
        return;
    if (picture_is_placeholder(address))
        rank = RANK_PLACEHOLDER;
    if (rank >= choice->rank)
        return;
    g_free(choice->address);
    choice->address = g_steal_pointer(&resolved);
    choice->rank = rank;
}

/* ---- sets: "a.png 480w, b.png 1200w" */

struct entry {
    const char *address;
    size_t len;
    guint width; /* 0: not said */
};

/* The entry at *p; false at the end. HTML 4.8.4.2.2. */
static bool next_entry(const char **p, struct entry *entry)
{
    const char *at = *p + strspn(*p, " \t\n\r\f,");
    entry->address = at;
    entry->len = strcspn(at, " \t\n\r\f");
    at += entry->len;
    bool is_over = false;
    while (entry->len && entry->address[entry->len - 1] == ',') {
        entry->len--;
        is_over = true;
    }
    entry->width = 0;
    if (!is_over) {
        at += strspn(at, " \t\n\r\f");
        char *end;
        const guint64 number = g_ascii_strtoull(at, &end, 10);
        entry->width = *end == 'w' && number < G_MAXINT ? (guint)number : 0;
        at += strcspn(at, ",");
    }
    *p = at;
    return entry->len > 0;
}

/* The widest that is not wider than worth fetching, else the first. */
static void offer_set(struct choice *choice, const char *value, enum rank rank)
{
    if (rank >= choice->rank || strnlen(value, MAX_SET) == MAX_SET)
        return;
    struct entry entry, best = { 0 };
    for (const char *p = value; next_entry(&p, &entry);) {
        if (g_ascii_strncasecmp(entry.address, "data:", 5) == 0)
            continue;
        if (!best.len || (entry.width > best.width && entry.width <= MAX_WIDTH) ||
            (best.width > MAX_WIDTH && entry.width && entry.width < best.width))
            best = entry;
    }
    offer(choice, best.address, best.len, rank);
}

/* ---- elements */

static int find_name(const char *name, const char *const *list, guint n)
{
    for (guint i = 0; i < n; i++)
        if (strcmp(name, list[i]) == 0)
            return (int)i;
    return -1;
}

static void offer_attribute(struct choice *choice, const struct dom_attribute *a)
{
    const char *value = a->value + strspn(a->value, " \t\n\r\f");
    size_t len = strlen(value);
    while (len && g_ascii_isspace(value[len - 1]))
        len--;
    if (strcmp(a->name, "src") == 0) {
        offer(choice, value, len, RANK_SRC);
        return;
    }
    if (strcmp(a->name, "srcset") == 0) {
        offer_set(choice, value, RANK_SET);
        return;
    }
    if (a->name[0] != 'd' && a->name[0] != 'l')
        return;
    const int late = find_name(a->name, late_names, G_N_ELEMENTS(late_names));
    if (late >= 0 && strpbrk(value, "./"))
        offer(choice, value, len, (enum rank)(RANK_LATE + late));
    else if (find_name(a->name, late_set_names, G_N_ELEMENTS(late_set_names)) >= 0)
        offer_set(choice, value, RANK_LATE_SET);
    else if (g_str_has_prefix(a->name, "data-") && len <= MAX_ADDRESS &&
             strcspn(value, " \t\n\r\f") == len && picture_has_ending(value))
        offer(choice, value, len, RANK_OTHER);
}

/* Formats that no decoder here reads. */
static bool is_unreadable(const struct dom_node *source)
{
    const char *type = dom_get_attribute(source, "type");
    return type && (strstr(type, "avif") || strstr(type, "jxl") || strstr(type, "svg"));
}

static void offer_sources(struct choice *choice, const struct dom_node *picture)
{
    guint n = 0;
    for (const struct dom_node *child = picture->first; child && n < MAX_SIBLINGS;
         child = child->next, n++) {
        if (child->tag != HTML_SOURCE || is_unreadable(child))
            continue;
        for (const struct dom_attribute *a = child->attributes; a; a = a->next)
            if (strcmp(a->name, "srcset") == 0 || strcmp(a->name, "src") == 0 ||
                find_name(a->name, late_set_names, G_N_ELEMENTS(late_set_names)) >= 0)
                offer_set(choice, a->value, RANK_SOURCE);
    }
}

char *picture_find_address(const char *base_url, const struct dom_node *node)
{
    struct choice choice = { .base_url = base_url, .rank = RANK_NONE };
    for (const struct dom_attribute *a = node->attributes; a; a = a->next)
        offer_attribute(&choice, a);
    const struct dom_node *picture = node->tag == HTML_PICTURE ? node : node->parent;
    if (choice.rank > RANK_SOURCE && picture && picture->tag == HTML_PICTURE)
        offer_sources(&choice, picture);
    const char *src = choice.rank > RANK_DATA ? dom_get_attribute(node, "src") : NULL;
    if (src)
        src += strspn(src, " \t\n\r\f");
    if (src && picture_is_data(src) && !picture_is_spacer(src)) {
        g_free(choice.address);
        choice.address = g_strdup(src);
    }
    return choice.address;
}

/* ---- noscript */

static const struct dom_node *find_image(const struct dom_node *root)
{
    guint n = 0;
    for (const struct dom_node *node = root; node && n < MAX_SIBLINGS;
         node = dom_next(root, node), n++)
        if (node->tag == HTML_IMG)
            return node;
    return NULL;
}

bool picture_is_spare(const char *base_url, const struct dom_node *node)
{
    const struct dom_node *noscript = node->parent;
    for (guint i = 0; i < 3 && noscript && noscript->tag != HTML_NOSCRIPT; i++)
        noscript = noscript->parent;
    const struct dom_node *before =
        noscript && noscript->tag == HTML_NOSCRIPT ? dom_previous_element(noscript) : NULL;
    const struct dom_node *other = before ? find_image(before) : NULL;
    g_autofree char *late = other ? picture_find_address(base_url, other) : NULL;
    if (late)
        return true;
    const struct dom_node *top =
        node->parent && node->parent->tag == HTML_PICTURE ? node->parent : node;
    const struct dom_node *after = dom_next_element(top);
    if (!after || after->tag != HTML_NOSCRIPT || !find_image(after))
        return false;
    g_autofree char *own = picture_find_address(base_url, node);
    return !own;
}

bool picture_is_icon(const struct dom_node *node)
{
    const char *alt = dom_get_attribute(node, "alt");
    return dom_get_number(node, "width", MIN_SIDE_PIXELS) < MIN_SIDE_PIXELS ||
           dom_get_number(node, "height", MIN_SIDE_PIXELS) < MIN_SIDE_PIXELS ||
           (alt && *alt && g_utf8_strlen(alt, -1) <= MAX_SYMBOL_CHARS);
}

bool picture_is_in_html(const char *html, gsize len, const char *base_url)
{
    if (!g_strstr_len(html, (gssize)len, "<"))
        return false;
    struct arena *arena = arena_new(0);
    struct dom_page page;
    bool is_there = false;
    g_autofree char *clean = utf8_clean(html, len, UTF8_BLOCK, &len);
    dom_parse(&page, arena, clean, len, DOM_MAX_NODES);
    for (const struct dom_node *node = page.body; node && !is_there;
         node = dom_next(page.body, node)) {
        if (node->tag != HTML_IMG || picture_is_icon(node))
            continue;
        g_autofree char *url = picture_find_address(base_url, node);
        is_there = url && !picture_is_counter(url);
    }
    dom_page_clear(&page);
    arena_free(arena);
    return is_there;
}
