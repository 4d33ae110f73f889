/* SPDX-License-Identifier: MIT */
/* A tree that can be changed: links between nodes, ways through them, and words. */
#include "dom.h"
#include "dom_sums.h"

#include <string.h>

struct dom_node *dom_new_element(struct arena *arena, enum html_tag tag)
{
    struct dom_node *node = arena_new0(arena, struct dom_node);
    node->tag = (guint16)tag;
    node->marks = DOM_STALE;
    node->name = element_get_name(tag);
    return node;
}

struct dom_node *dom_new_text(struct arena *arena, const char *text, size_t len)
{
    struct dom_node *node = arena_new0(arena, struct dom_node);
    node->tag = HTML_TEXT;
    node->name = "";
    node->text = text;
    node->len = (guint32)len;
    return node;
}

/* ---- links */

static void touch(struct dom_node *node)
{
    for (; node && !(node->marks & DOM_STALE); node = node->parent)
        node->marks |= DOM_STALE;
}

void dom_remove(struct dom_node *node)
{
    struct dom_node *parent = node->parent;
    if (!parent)
        return;
    touch(parent);
    if (node->prev)
        node->prev->next = node->next;
    else
        parent->first = node->next;
    if (node->next)
        node->next->prev = node->prev;
    else
        parent->last = node->prev;
    node->parent = node->prev = node->next = NULL;
}

void dom_insert(struct dom_node *parent, struct dom_node *node, struct dom_node *next)
{
    dom_remove(node);
    node->parent = parent;
    node->next = next;
    node->prev = next ? next->prev : parent->last;
    if (node->prev)
        node->prev->next = node;
    else
        parent->first = node;
    if (next)
        next->prev = node;
    else
        parent->last = node;
    touch(parent);
}

void dom_replace(struct dom_node *old, struct dom_node *node)
{
    dom_insert(old->parent, node, old);
    dom_remove(old);
}

void dom_rename(struct dom_node *node, enum html_tag tag)
{
    node->tag = (guint16)tag;
    node->name = element_get_name(tag);
    touch(node->parent);
}

void dom_move_children(struct dom_node *from, struct dom_node *to)
{
    while (from->first)
        dom_insert(to, from->first, NULL);
}

static struct dom_node *copy_node(struct arena *arena, const struct dom_node *node)
{
    struct dom_node *copy = arena_new0(arena, struct dom_node);
    *copy = *node;
    if (node->facts)
        copy->facts = dom_copy_facts(arena, node->facts);
    copy->parent = copy->first = copy->last = copy->prev = copy->next = NULL;
    return copy;
}

struct dom_node *dom_copy(struct arena *arena, const struct dom_node *root, struct dom_node **map)
{
    struct dom_node *top = copy_node(arena, root), *parent = top;
    const struct dom_node *wanted = map ? *map : NULL;
    if (wanted == root)
        *map = top;
    for (const struct dom_node *node = root->first; node;) {
        struct dom_node *copy = copy_node(arena, node);
        copy->parent = parent;
        copy->prev = parent->last;
        if (parent->last)
            parent->last->next = copy;
        else
            parent->first = copy;
        parent->last = copy;
        if (wanted == node)
            *map = copy;
        if (node->first) {
            parent = copy;
            node = node->first;
            continue;
        }
        while (!node->next && node->parent != root) {
            node = node->parent;
            parent = parent->parent;
        }
        node = node->next;
    }
    return top;
}

/* ---- ways through the tree */

struct dom_node *dom_next_after(const struct dom_node *root, const struct dom_node *node)
{
    for (; node && node != root; node = node->parent)
        if (node->next)
            return node->next;
    return NULL;
}

struct dom_node *dom_next(const struct dom_node *root, const struct dom_node *node)
{
    return node->first ? node->first : dom_next_after(root, node);
}

struct dom_node *dom_first_element(const struct dom_node *node)
{
    struct dom_node *child = node->first;
    while (child && child->tag == HTML_TEXT)
        child = child->next;
    return child;
}

struct dom_node *dom_next_element(const struct dom_node *node)
{
    struct dom_node *next = node->next;
    while (next && next->tag == HTML_TEXT)
        next = next->next;
    return next;
}

struct dom_node *dom_previous_element(const struct dom_node *node)
{
    struct dom_node *prev = node->prev;
    while (prev && prev->tag == HTML_TEXT)
        prev = prev->prev;
    return prev;
}

guint dom_count_elements(const struct dom_node *node, guint most)
{
    guint n = 0;
    for (const struct dom_node *child = dom_first_element(node); child && n < most;
         child = dom_next_element(child))
        n++;
    return n;
}

/* ---- words */

size_t dom_space_len(const char *p, const char *end)
{
    const guchar *c = (const guchar *)p;
    if (c[0] < 0x80)
        return c[0] == ' ' || (c[0] >= '\t' && c[0] <= '\r');
    if (end - p >= 2 && c[0] == 0xc2)
        return c[1] == 0xa0 ? 2 : 0;
    if (end - p < 3)
        return 0;
    if (c[0] == 0xe2 && c[1] == 0x80)
        return c[2] <= 0x8a || c[2] == 0xa8 || c[2] == 0xa9 || c[2] == 0xaf ? 3 : 0;
    const bool is_space = (c[0] == 0xe1 && c[1] == 0x9a && c[2] == 0x80) ||
                          (c[0] == 0xe2 && c[1] == 0x81 && c[2] == 0x9f) ||
                          (c[0] == 0xe3 && c[1] == 0x80 && c[2] == 0x80) ||
                          (c[0] == 0xef && c[1] == 0xbb && c[2] == 0xbf);
    return is_space ? 3 : 0;
}

bool dom_is_blank(const char *text, size_t len)
{
    const char *end = text + len;
    for (size_t n; text < end && (n = dom_space_len(text, end)) > 0; text += n)
        ;
    return text == end;
}

char *dom_get_words(const struct dom_node *root, size_t max_bytes)
{
    GString *words = g_string_new(NULL);
    bool has_space = false;
    for (const struct dom_node *node = root; node && words->len < max_bytes;
         node = dom_next(root, node)) {
        const char *p = node->text, *end = p ? p + node->len : NULL;
        while (p < end && words->len < max_bytes) {
            const size_t space = dom_space_len(p, end);
            if (space) {
                has_space = true;
                p += space;
                continue;
            }
            if (has_space && words->len)
                g_string_append_c(words, ' ');
            has_space = false;
            const char *stop = g_utf8_next_char(p);
            while (stop < end && !dom_space_len(stop, end))
                stop = g_utf8_next_char(stop);
            g_string_append_len(words, p, MIN(stop, end) - p);
            p = stop;
        }
    }
    if (words->len > max_bytes) {
        const char *cut = words->str + max_bytes;
        while (((guchar)*cut & 0xc0) == 0x80)
            cut--;
        g_string_truncate(words, (gsize)(cut - words->str));
    }
    return g_string_free(words, FALSE);
}
