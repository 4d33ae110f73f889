/* SPDX-License-Identifier: MIT */
/* A tree that can be changed: links between nodes, and the sums of what is below each. */
#include "dom.h"

#include <string.h>

struct element {
    const char *name;
    size_t len;
};

static const struct element elements[HTML_N_TAGS] = {
    [HTML_TEXT] = { "", 0 },
    [HTML_UNKNOWN] = { "", 0 },
#define ELEMENT(id, name, kind) [HTML_##id] = { name, sizeof name - 1 },
#include "element.def"
#undef ELEMENT
};

enum html_tag dom_find_tag(const char *name, size_t len)
{
    guint low = HTML_UNKNOWN + 1, high = HTML_N_TAGS;
    while (low < high) {
        const guint middle = (low + high) / 2;
        const struct element *row = &elements[middle];
        int order = memcmp(name, row->name, MIN(len, row->len));
        if (!order)
            order = len < row->len ? -1 : len > row->len;
        if (!order)
            return (enum html_tag)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return HTML_UNKNOWN;
}

struct dom_node *dom_new_element(struct arena *arena, enum html_tag tag)
{
    struct dom_node *node = arena_new0(arena, struct dom_node);
    node->tag = (guint16)tag;
    node->marks = DOM_STALE;
    node->name = elements[tag].name;
    return node;
}

/* ---- white space */

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

/* The commas of scripts other than ours. */
static bool is_foreign_comma(const char *p)
{
    static const gunichar commas[] = { 0x060c, 0x2e32, 0x2e34, 0x2e41,
                                       0xfe10, 0xfe11, 0xfe50, 0xff0c };
    const gunichar c = g_utf8_get_char(p);
    for (guint i = 0; i < G_N_ELEMENTS(commas); i++)
        if (commas[i] == c)
            return true;
    return false;
}

enum { OTHER, INSIDE, BLANK, COMMA, LEAD };

/* What a byte can be: a character or the first byte of one, a later byte, white space, ",", the
 * first byte of characters that may be white space or commas. */
static const guchar byte_kinds[256] = {
    ['\t'] = BLANK, ['\n'] = BLANK,
    ['\v'] = BLANK, ['\f'] = BLANK,
    ['\r'] = BLANK, [' '] = BLANK,
    [','] = COMMA,  [0xc2] = LEAD,
    [0xd8] = LEAD,  [0xe1] = LEAD,
    [0xe2] = LEAD,  [0xe3] = LEAD,
    [0xef] = LEAD,  [0x80 ... 0xbf] = INSIDE,
};

static void count_text(struct dom_sums *sums, const char *text, size_t len)
{
    const char *end = text + len;
    bool was_blank = false;
    sums->begins_blank = len && dom_space_len(text, end);
    for (const char *p = text; p < end;) {
        guchar kind = byte_kinds[(guchar)*p];
        size_t space = kind == BLANK;
        if (kind == LEAD) {
            space = dom_space_len(p, end);
            if (!space && is_foreign_comma(p))
                sums->commas++;
        }
        if (space) {
            sums->gaps += !was_blank;
            was_blank = true;
            p += space;
            continue;
        }
        if (kind == COMMA) {
            sums->commas++;
            sums->ascii_commas++;
        }
        sums->chars += kind != INSIDE;
        was_blank = was_blank && kind == INSIDE;
        p++;
    }
    sums->ends_blank = was_blank;
}

struct dom_node *dom_new_text(struct arena *arena, const char *text, size_t len)
{
    struct dom_node *node = arena_new0(arena, struct dom_node);
    node->tag = HTML_TEXT;
    node->name = "";
    node->text = text;
    node->len = (guint32)len;
    count_text(&node->sums, text, len);
    return node;
}

/* ---- sums */

guint32 dom_sums_len(const struct dom_sums *sums)
{
    return sums->chars ? sums->chars + sums->gaps - sums->begins_blank - sums->ends_blank : 0;
}

static void add_own(struct dom_sums *sums, const struct dom_node *child)
{
    const guint32 len = dom_sums_len(&child->sums);
    switch (child->tag) {
    case HTML_A: {
        const char *href = len ? dom_get_attribute(child, "href") : NULL;
        sums->link_len += len * (href && href[0] == '#' && href[1] ? 0.3 : 1.0);
        break;
    }
    case HTML_H1 ... HTML_H6:
        sums->heading_len += len;
        break;
    case HTML_SPAN:
        sums->block_len += len;
        break;
    case HTML_TD:
        sums->block_len += len;
        break;
    case HTML_LI:
        sums->n_li++;
        sums->block_len += len;
        break;
    case HTML_P:
        sums->n_p++;
        goto block;
    case HTML_IMG:
        sums->n_img++;
        goto block;
    case HTML_UL:
        sums->list_len += len;
        goto block;
    case HTML_OL:
        sums->list_len += len;
        goto block;
    case HTML_TABLE:
        sums->n_tables++;
        sums->n_data_tables += (child->marks & DOM_DATA_TABLE) != 0;
        goto block;
    case HTML_BLOCKQUOTE:
    case HTML_DL:
    case HTML_DIV:
    case HTML_PRE:
    block:
        sums->n_blocks++;
        sums->block_len += len;
        break;
    case HTML_INPUT:
        sums->n_input++;
        break;
    case HTML_BR:
    case HTML_HR:
        sums->n_breaks++;
        break;
    case HTML_OBJECT:
    case HTML_EMBED:
    case HTML_IFRAME:
        sums->n_embeds++;
        sums->n_videos += (child->marks & DOM_VIDEO) != 0;
        break;
    default:
        break;
    }
}

static void add_child(struct dom_sums *sums, const struct dom_node *child)
{
    const struct dom_sums *below = &child->sums;
    if (below->chars || below->gaps) {
        const bool is_first = !sums->chars && !sums->gaps;
        if (is_first)
            sums->begins_blank = below->begins_blank;
        sums->gaps += below->gaps - (!is_first && sums->ends_blank && below->begins_blank);
        sums->chars += below->chars;
        sums->ends_blank = below->ends_blank;
        sums->commas += below->commas;
        sums->ascii_commas += below->ascii_commas;
    }
    if (child->tag == HTML_TEXT)
        return;
    sums->n_p += below->n_p;
    sums->n_img += below->n_img;
    sums->n_li += below->n_li;
    sums->n_input += below->n_input;
    sums->n_embeds += below->n_embeds;
    sums->n_videos += below->n_videos;
    sums->n_breaks += below->n_breaks;
    sums->n_blocks += below->n_blocks;
    sums->n_tables += below->n_tables;
    sums->n_data_tables += below->n_data_tables;
    sums->heading_len += below->heading_len;
    sums->list_len += below->list_len;
    sums->block_len += below->block_len;
    sums->link_len += below->link_len;
    add_own(sums, child);
}

/* Each node that is stale is entered once; a stale node's parents are stale as well. */
const struct dom_sums *dom_get_sums(struct dom_node *root)
{
    if (!(root->marks & DOM_STALE))
        return &root->sums;
    for (struct dom_node *node = root;;) {
        if (node->marks & DOM_STALE) {
            node->marks &= (guint16)~DOM_STALE;
            node->sums = (struct dom_sums){ 0 };
            if (node->first) {
                node = node->first;
                continue;
            }
        }
        while (node != root && !node->next) {
            add_child(&node->parent->sums, node);
            node = node->parent;
        }
        if (node == root)
            return &root->sums;
        add_child(&node->parent->sums, node);
        node = node->next;
    }
}

guint32 dom_get_len(struct dom_node *node)
{
    return dom_sums_len(dom_get_sums(node));
}

double dom_get_link_density(struct dom_node *node)
{
    const struct dom_sums *sums = dom_get_sums(node);
    const guint32 len = dom_sums_len(sums);
    return len ? sums->link_len / len : 0;
}

static void touch(struct dom_node *node)
{
    for (; node && !(node->marks & DOM_STALE); node = node->parent)
        node->marks |= DOM_STALE;
}

/* ---- links */

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
    node->name = elements[tag].name;
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

/* ---- attributes and words */

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
