/* SPDX-License-Identifier: MIT */
/* Comments of readers: found by their names, the headings over them, the links to reply below them,
 * and by their shape. */
#include "extract_beside.h"

#include <string.h>

#define MAX_LEVELS 8     /* from a link to reply upwards */
#define MAX_SIBLINGS 100 /* looked at for two of a kind */
#define FEW_COMMENTS 4   /* of so many parts of a page's words comments are one, or less */

static bool is_alike(const struct dom_node *a, const struct dom_node *b)
{
    return a->tag == b->tag &&
           g_strcmp0(dom_get_attribute(a, "class"), dom_get_attribute(b, "class")) == 0;
}

/* At least two boxes of the same kind with text, one after the other, from node on. */
static bool is_repeated(struct dom_node *node)
{
    guint n = 0;
    for (guint i = 0; node && n < 2 && i < MAX_SIBLINGS; i++) {
        const bool is_one = beside_is_box(node) && dom_get_sums(node)->chars >= BESIDE_MIN_SENTENCE;
        n = is_one && (!n || is_alike(node, dom_previous_element(node))) ? n + 1 : is_one;
        node = dom_next_element(node);
    }
    return n >= 2;
}

/* Below node are items, or a field to write in. */
static bool looks_like_comments(struct dom_node *node)
{
    for (guint level = 0; node && level < 3; level++) {
        struct dom_node *first = dom_first_element(node), *list = NULL;
        if (is_repeated(first))
            return true;
        for (struct dom_node *child = first; child && !list; child = dom_next_element(child)) {
            if (child->tag == HTML_FORM || child->tag == HTML_TEXTAREA)
                return true;
            list = beside_is_box(child) ? child : NULL;
        }
        node = list;
    }
    return false;
}

bool beside_is_comments(struct dom_node *node, const struct beside_claims *claims)
{
    return claims->names & NAME_COMMENTS || claims->is_item ||
           (claims->names & NAME_ANSWERS && looks_like_comments(node));
}

void beside_mark_comments(struct beside *search, struct dom_node *node)
{
    node->marks |= DOM_BESIDE;
    g_ptr_array_add(search->comments, node);
}

/* ---- headings and links */

static bool is_first(const struct dom_node *node)
{
    for (struct dom_node *before = node->prev; before; before = before->prev)
        if (dom_get_sums(before)->chars)
            return false;
    return true;
}

static void mark_below(struct beside *search, struct dom_node *heading)
{
    g_autofree char *words = dom_get_words(heading, BESIDE_MAX_BYTES);
    const bool is_counted = extract_find_heading(words) == HEADING_COUNTS;
    struct dom_node *top = heading;
    while (top->parent && is_first(top) && beside_can_mark(search, top->parent) &&
           !dom_next_element(top))
        top = top->parent; /* a header around the heading */
    struct dom_node *next = dom_next_element(top);
    if (!beside_can_mark(search, top) || beside_is_inside(top) ||
        !(is_counted || is_repeated(next) || (next && looks_like_comments(next))))
        return;
    if (top->parent && is_first(top) && beside_can_mark(search, top->parent)) {
        beside_mark_comments(search, top->parent);
        return;
    }
    for (struct dom_node *node = top; node; node = dom_next_element(node))
        if (beside_can_mark(search, node))
            beside_mark_comments(search, node);
}

void beside_mark_below_headings(struct beside *search)
{
    for (guint i = 0; i < search->headings->len; i++)
        mark_below(search, search->headings->pdata[i]);
}

/* Boxes of one parent that each hold a link to reply are comments. */
void beside_mark_replied(struct beside *search)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL), *counts = g_hash_table_new(NULL, NULL);
    GPtrArray *items = g_ptr_array_new();
    for (guint i = 0; i < search->replies->len; i++) {
        struct dom_node *up = ((struct dom_node *)search->replies->pdata[i])->parent;
        for (guint level = 0; level < MAX_LEVELS && up && up->parent; level++, up = up->parent) {
            if (!beside_is_box(up) || !g_hash_table_add(seen, up))
                continue;
            const guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, up->parent)) + 1;
            g_hash_table_insert(counts, up->parent, GUINT_TO_POINTER(n));
            g_ptr_array_add(items, up);
        }
    }
    for (guint i = 0; i < items->len; i++) {
        struct dom_node *item = items->pdata[i];
        if (GPOINTER_TO_UINT(g_hash_table_lookup(counts, item->parent)) < 2)
            continue;
        struct dom_node *top = beside_can_mark(search, item->parent) ? item->parent : item;
        if (beside_can_mark(search, top))
            beside_mark_comments(search, top);
    }
    g_ptr_array_unref(items);
    g_hash_table_unref(counts);
    g_hash_table_unref(seen);
}

/* ---- shape */

static bool has_good_name(const struct dom_node *node)
{
    return (node->facts->class_words | node->facts->id_words) & (WORD_POSITIVE | WORD_MAYBE);
}

/* Nothing but boxes of one kind, each with a sentence, and none with more than words. */
static bool is_group(struct dom_node *node)
{
    guint n = 0;
    struct dom_node *first = dom_first_element(node);
    if (!beside_is_box(node) || !first || has_good_name(node) || has_good_name(first))
        return false;
    for (struct dom_node *item = first; item; item = dom_next_element(item), n++) {
        const struct dom_sums *sums = dom_get_sums(item);
        if (!beside_is_box(item) || !is_alike(item, first) || sums->chars < BESIDE_MIN_SENTENCE ||
            sums->heading_len || sums->n_img || sums->n_tables || sums->n_embeds)
            return false;
        if (n < 3 && !beside_has_sentence(item))
            return false;
    }
    return n >= 2;
}

static guint count_levels(const struct dom_node *node)
{
    guint n = 0;
    while ((node = node->parent))
        n++;
    return n;
}

/* The ancestor of node, or node, whose parent holds other as well. */
static const struct dom_node *find_branch(const struct dom_node *node, const struct dom_node *other)
{
    guint level = count_levels(node), other_level = count_levels(other);
    for (; level > other_level; level--)
        node = node->parent;
    for (; other_level > level; other_level--)
        other = other->parent;
    while (node->parent != other->parent) {
        node = node->parent;
        other = other->parent;
    }
    return node;
}

bool beside_is_group(const struct beside *search, struct dom_node *node)
{
    if (!search->sentence || !is_group(node))
        return false;
    const struct dom_node *text = find_branch(search->sentence, node);
    if (strcmp(text->name, "main") == 0)
        return true;
    if (node->parent != text->parent || !beside_is_box(text) || text == search->sentence)
        return false;
    return text->marks & DOM_HEART || has_good_name(text);
}

void beside_leave_few(struct beside *search)
{
    const struct dom_sums *all = dom_get_sums(search->extractor->page.body);
    double n = 0;
    for (guint i = 0; i < search->comments->len; i++) {
        const struct dom_sums *sums = dom_get_sums(search->comments->pdata[i]);
        n += sums->chars - MIN(sums->link_len, sums->chars);
    }
    const bool are_few = n * FEW_COMMENTS <= all->chars - MIN(all->link_len, all->chars);
    for (guint i = 0; i < search->comments->len; i++) {
        struct dom_node *node = search->comments->pdata[i];
        const guint16 words = node->facts->class_words | node->facts->id_words;
        if (are_few && words & WORD_UNLIKELY && !(words & WORD_MAYBE))
            node->marks &= (guint16)~DOM_BESIDE;
        else
            search->is_found = true;
    }
}
