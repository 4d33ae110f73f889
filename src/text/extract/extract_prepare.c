/* SPDX-License-Identifier: MIT */
/* The page made ready before the first attempt: what attributes say is marked once, images come out
 * of noscript, chains of br become paragraphs. */
#include "extract_private.h"

#include <string.h>

/* ---- marks */

static bool has_text(const char *value, const char *text)
{
    return value && g_ascii_strcasecmp(value, text) == 0;
}

bool extract_has_declaration(const char *style, const char *name, const char *value)
{
    const size_t len = strlen(name);
    bool has_it = false;
    for (const char *p = style; p; p = strchr(p, ';')) {
        p += *p == ';';
        p += strspn(p, " \t\n\f");
        const char *v = g_ascii_strncasecmp(p, name, len) == 0 ? p + len : "";
        v += strspn(v, " \t\n\f");
        if (*v != ':')
            continue;
        v += 1 + strspn(v + 1, " \t\n\f");
        has_it =
            g_ascii_strncasecmp(v, value, strlen(value)) == 0 && !g_ascii_isalpha(v[strlen(value)]);
    }
    return has_it;
}

static bool is_unlikely_role(const char *role)
{
    static const char *const roles[] = { "menu",  "menubar",     "complementary", "navigation",
                                         "alert", "alertdialog", "dialog" };
    for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
        if (strcmp(role, roles[i]) == 0)
            return true;
    return false;
}

/* An address of a service whose frames are worth keeping. */
static bool is_video_address(const char *value)
{
    static const char *const hosts[] = {
        "dailymotion.com",  "youtube.com",          "youtube-nocookie.com", "player.vimeo.com",
        "v.qq.com",         "bilibili.com",         "live.bilibili.com",    "archive.org",
        "player.twitch.tv", "upload.wikimedia.org",
    };
    for (const char *p = value; (p = strstr(p, "//"));) {
        p += 2;
        const char *host = g_ascii_strncasecmp(p, "www.", 4) == 0 ? p + 4 : p;
        for (guint i = 0; i < G_N_ELEMENTS(hosts); i++)
            if (g_ascii_strncasecmp(host, hosts[i], strlen(hosts[i])) == 0)
                return true;
    }
    return false;
}

static void mark_video(struct dom_node *node)
{
    node->marks |= DOM_VIDEO;
    for (struct dom_node *up = node->parent; up; up = up->parent)
        if (up->tag == HTML_OBJECT)
            up->marks |= DOM_VIDEO;
}

static void mark_attribute(struct dom_node *node, const struct dom_attribute *a)
{
    const bool can_show = node->tag == HTML_IFRAME || node->tag == HTML_EMBED ||
                          node->tag == HTML_OBJECT || node->tag == HTML_PARAM;
    if (can_show && is_video_address(a->value))
        mark_video(node);
    if (strcmp(a->name, "class") == 0)
        node->facts->class_words = extract_find_words(a->value);
    else if (strcmp(a->name, "id") == 0)
        node->facts->id_words = extract_find_words(a->value);
    else if (strcmp(a->name, "hidden") == 0)
        node->marks |= DOM_HIDDEN;
    else if (strcmp(a->name, "style") == 0 &&
             (extract_has_declaration(a->value, "display", "none") ||
              extract_has_declaration(a->value, "visibility", "hidden")))
        node->marks |= DOM_HIDDEN;
    else if (strcmp(a->name, "role") == 0 && is_unlikely_role(a->value))
        node->marks |= DOM_UNLIKELY_ROLE;
    else if (strcmp(a->name, "rel") == 0 && strcmp(a->value, "author") == 0)
        node->marks |= DOM_BYLINE;
    else if (strcmp(a->name, "itemprop") == 0 && strstr(a->value, "author"))
        node->marks |= DOM_BYLINE;
}

static void mark(struct dom_node *node)
{
    for (const struct dom_attribute *a = node->attributes; a; a = a->next)
        mark_attribute(node, a);
    if (!node->attributes)
        return;
    const char *name = dom_get_attribute(node, "class");
    if (has_text(dom_get_attribute(node, "aria-hidden"), "true") &&
        !(name && strstr(name, "fallback-image")))
        node->marks |= DOM_HIDDEN;
    if (node->marks & DOM_UNLIKELY_ROLE &&
        has_text(dom_get_attribute(node, "aria-modal"), "true") &&
        has_text(dom_get_attribute(node, "role"), "dialog"))
        node->marks |= DOM_HIDDEN;
    if ((node->facts->class_words | node->facts->id_words) & WORD_BYLINE)
        node->marks |= DOM_BYLINE;
}

/* ---- text that runs on */

static const bool phrasing[HTML_N_TAGS] = {
    [HTML_TEXT] = true,     [HTML_ABBR] = true,     [HTML_AUDIO] = true,    [HTML_B] = true,
    [HTML_BDO] = true,      [HTML_BR] = true,       [HTML_BUTTON] = true,   [HTML_CITE] = true,
    [HTML_CODE] = true,     [HTML_DATA] = true,     [HTML_DATALIST] = true, [HTML_DFN] = true,
    [HTML_EM] = true,       [HTML_EMBED] = true,    [HTML_I] = true,        [HTML_IMG] = true,
    [HTML_INPUT] = true,    [HTML_KBD] = true,      [HTML_LABEL] = true,    [HTML_MARK] = true,
    [HTML_MATH] = true,     [HTML_METER] = true,    [HTML_NOSCRIPT] = true, [HTML_OBJECT] = true,
    [HTML_OUTPUT] = true,   [HTML_PROGRESS] = true, [HTML_Q] = true,        [HTML_RUBY] = true,
    [HTML_SAMP] = true,     [HTML_SCRIPT] = true,   [HTML_SELECT] = true,   [HTML_SMALL] = true,
    [HTML_SPAN] = true,     [HTML_STRONG] = true,   [HTML_SUB] = true,      [HTML_SUP] = true,
    [HTML_TEXTAREA] = true, [HTML_TIME] = true,     [HTML_VAR] = true,      [HTML_WBR] = true,
};

bool extract_is_phrasing_tag(enum html_tag tag)
{
    return phrasing[tag] || tag == HTML_A || tag == HTML_DEL || tag == HTML_INS;
}

bool extract_is_phrasing(const struct dom_node *root)
{
    for (const struct dom_node *node = root; node;) {
        if (phrasing[node->tag])
            node = dom_next_after(root, node);
        else if (node->tag == HTML_A || node->tag == HTML_DEL || node->tag == HTML_INS)
            node = dom_next(root, node);
        else
            return false;
    }
    return true;
}

bool extract_is_blank_text(const struct dom_node *node)
{
    return node->tag == HTML_TEXT && !node->facts->sums.chars;
}

bool extract_is_blank(const struct dom_node *node)
{
    return node->tag == HTML_BR || extract_is_blank_text(node);
}

static struct dom_node *skip_blank_text(struct dom_node *node)
{
    while (node && extract_is_blank_text(node))
        node = node->next;
    return node;
}

static bool is_br(const struct dom_node *node)
{
    return node && node->tag == HTML_BR;
}

/* Two br or more: what follows them, up to the next two or a block, is a paragraph. */
static void replace_chain(struct extractor *extractor, struct dom_node *br)
{
    bool is_chain = false;
    struct dom_node *next = br->next;
    while ((next = skip_blank_text(next)) && is_br(next)) {
        struct dom_node *after = next->next;
        dom_remove(next);
        next = after;
        is_chain = true;
    }
    if (!is_chain)
        return;
    struct dom_node *p = extract_new_element(extractor->arena, HTML_P);
    dom_replace(br, p);
    for (next = p->next; next;) {
        if (is_br(next) && is_br(skip_blank_text(next->next)))
            break;
        if (!extract_is_phrasing(next))
            break;
        struct dom_node *after = next->next;
        dom_insert(p, next, NULL);
        next = after;
    }
    while (p->last && extract_is_blank(p->last))
        dom_remove(p->last);
    if (p->parent->tag == HTML_P)
        dom_rename(p->parent, HTML_DIV);
}

void extract_prepare(struct extractor *extractor)
{
    const enum html_tag br = HTML_BR;
    struct dom_node *html = extractor->page.html;
    extract_unwrap_noscript(extractor);
    for (struct dom_node *node = html, *next; node; node = next) {
        while (node->tag == HTML_IFRAME && node->first) /* for programs without frames */
            dom_remove(node->first);
        next = dom_next(html, node);
        if (node->tag == HTML_FONT)
            dom_rename(node, HTML_SPAN);
        if (node->tag != HTML_TEXT)
            mark(node);
    }
    GPtrArray *list = extract_collect(extractor->page.body, &br, 1);
    for (guint i = 0; i < list->len; i++)
        if (((struct dom_node *)list->pdata[i])->parent)
            replace_chain(extractor, list->pdata[i]);
    g_ptr_array_unref(list);
    dom_get_sums(html);
}
