/* SPDX-License-Identifier: MIT */
/* Formatting elements (b, i, a, …), which close in any order and go on after the end of a block:
 * HTML 13.2.4.3 and the adoption agency of 13.2.6.4.7, but for copies of what stands between. */
#include "dom_build.h"

#include <string.h>

#define MAX_ROUNDS 8
#define MAX_ALIKE 3 /* so often the same element may be open */

static void forget(struct dom_builder *builder, guint at)
{
    builder->n_formats--;
    memmove(&builder->formats[at], &builder->formats[at + 1],
            (builder->n_formats - at) * sizeof builder->formats[0]);
}

static void remember(struct dom_builder *builder, struct dom_node *node)
{
    if (builder->n_formats == DOM_MAX_FORMATS)
        forget(builder, 0);
    builder->formats[builder->n_formats++] = node;
}

void dom_format_enter(struct dom_builder *builder)
{
    remember(builder, NULL);
}

void dom_format_leave(struct dom_builder *builder)
{
    while (builder->n_formats && builder->formats[--builder->n_formats])
        ;
}

static bool are_alike(const struct dom_node *a, const struct dom_node *b)
{
    const struct dom_attribute *x = a->attributes, *y = b->attributes;
    for (; x && y && x != y; x = x->next, y = y->next)
        if (strcmp(x->name, y->name) != 0 || strcmp(x->value, y->value) != 0)
            return false;
    return a->tag == b->tag && x == y;
}

void dom_format_add(struct dom_builder *builder, struct dom_node *node)
{
    guint n = 0;
    for (guint i = builder->n_formats; i-- > 0 && builder->formats[i];) {
        if (are_alike(builder->formats[i], node) && ++n == MAX_ALIKE) {
            forget(builder, i);
            break;
        }
    }
    remember(builder, node);
}

/* One more than its place in the list; 0: it is not there. */
static guint find_format(const struct dom_builder *builder, enum html_tag tag)
{
    for (guint i = builder->n_formats; i-- > 0 && builder->formats[i];)
        if (builder->formats[i]->tag == tag)
            return i + 1;
    return 0;
}

bool dom_format_is_open(const struct dom_builder *builder, enum html_tag tag)
{
    return find_format(builder, tag) != 0;
}

/* Its place on the stack, 0: it is not there. */
static guint find_on_stack(const struct dom_builder *builder, const struct dom_node *node)
{
    guint at = builder->depth - 1;
    while (at > 0 && builder->stack[at] != node)
        at--;
    return at;
}

void dom_format_drop(struct dom_builder *builder, enum html_tag tag)
{
    const guint format = find_format(builder, tag);
    if (!format)
        return;
    const guint at = find_on_stack(builder, builder->formats[format - 1]);
    forget(builder, format - 1);
    if (at)
        dom_build_cut(builder, at, 1);
}

static struct dom_node *copy_element(struct dom_builder *builder, const struct dom_node *node)
{
    struct dom_node *copy = dom_new_element(builder->arena, (enum html_tag)node->tag);
    copy->attributes = node->attributes;
    return copy;
}

void dom_format_reopen(struct dom_builder *builder)
{
    guint first = builder->n_formats;
    while (first > 0 && builder->formats[first - 1] &&
           !(builder->formats[first - 1]->marks & DOM_OPEN))
        first--;
    for (guint i = first; i < builder->n_formats; i++) {
        if (builder->n_nodes >= builder->max_nodes ||
            builder->depth >= DOM_MAX_DEPTH - DOM_SPARE_DEPTH / 2)
            return;
        struct dom_node *copy = copy_element(builder, builder->formats[i]);
        dom_build_append(builder, copy, true);
        dom_build_push(builder, copy);
        builder->formats[i] = copy;
    }
}

/* What is open inside the element and goes on moves out of it; what it has so far is wrapped in a
 * copy of the element, which is open there now. */
static void adopt(struct dom_builder *builder, guint format, guint at, guint block)
{
    struct dom_node *node = builder->formats[format], *inner = builder->stack[block];
    struct dom_node *copy = copy_element(builder, node);
    builder->n_nodes++;
    dom_move_children(inner, copy);
    if (node->parent)
        dom_insert(node->parent, inner, node->next);
    dom_insert(inner, copy, NULL);
    builder->formats[format] = copy;
    if (block - at > 1)
        dom_build_cut(builder, at + 1, block - at - 1);
    builder->n_open[node->tag]--;
    node->marks &= (guint16)~DOM_OPEN;
    builder->stack[at] = inner;
    builder->stack[at + 1] = copy;
    builder->n_open[copy->tag]++;
    copy->marks |= DOM_OPEN;
}

/* No table or the like stands between the element at a place of the stack and what is open last. */
static bool is_in_scope(const struct dom_builder *builder, guint at)
{
    for (guint i = builder->depth; --i > at;)
        if (dom_traits[builder->stack[i]->tag] & SCOPE)
            return false;
    return true;
}

void dom_format_close(struct dom_builder *builder, enum html_tag tag)
{
    for (guint round = 0; round < MAX_ROUNDS; round++) {
        const guint format = find_format(builder, tag);
        if (!format)
            return;
        struct dom_node *node = builder->formats[format - 1];
        const guint at = find_on_stack(builder, node);
        if (at && !is_in_scope(builder, at))
            return;
        guint block = at + 1;
        while (block < builder->depth && !(dom_traits[builder->stack[block]->tag] & SPECIAL))
            block++;
        const bool is_last = block == builder->depth || builder->n_nodes >= builder->max_nodes;
        if (!at || is_last) {
            forget(builder, format - 1);
            if (at)
                dom_build_pop_to(builder, at);
            return;
        }
        adopt(builder, format - 1, at, block);
    }
}
