/* SPDX-License-Identifier: MIT */
/* The stack of elements that are open while a tree is built (HTML 13.2.4.2). */
#include "dom_build.h"

#include <string.h>

struct dom_node *dom_build_current(const struct dom_builder *builder)
{
    return builder->stack[builder->depth - 1];
}

static bool is_foreign_root(enum html_tag tag)
{
    return tag == HTML_SVG || tag == HTML_MATH;
}

void dom_build_pop_to(struct dom_builder *builder, guint depth)
{
    while (builder->depth > depth) {
        struct dom_node *node = builder->stack[--builder->depth];
        builder->n_open[node->tag]--;
        node->marks &= (guint16)~DOM_OPEN;
        if (dom_traits[node->tag] & MARKER)
            dom_format_leave(builder);
    }
    if (builder->depth <= builder->foreign)
        builder->foreign = 0;
}

void dom_build_push(struct dom_builder *builder, struct dom_node *node)
{
    g_assert(builder->depth < DOM_MAX_DEPTH);
    builder->stack[builder->depth++] = node;
    builder->n_open[node->tag]++;
    node->marks |= DOM_OPEN;
    if (dom_traits[node->tag] & MARKER)
        dom_format_enter(builder);
    if (is_foreign_root((enum html_tag)node->tag) && !builder->foreign)
        builder->foreign = builder->depth - 1;
}

void dom_build_cut(struct dom_builder *builder, guint at, guint n)
{
    for (guint i = at; i < at + n; i++) {
        builder->n_open[builder->stack[i]->tag]--;
        builder->stack[i]->marks &= (guint16)~DOM_OPEN;
    }
    builder->depth -= n;
    memmove(&builder->stack[at], &builder->stack[at + n],
            (builder->depth - at) * sizeof builder->stack[0]);
    builder->foreign = 0;
    const bool has_foreign = builder->n_open[HTML_SVG] || builder->n_open[HTML_MATH];
    for (guint i = 1; has_foreign && i < builder->depth && !builder->foreign; i++)
        if (is_foreign_root((enum html_tag)builder->stack[i]->tag))
            builder->foreign = i;
}

/* Where tag is open and no element with one of stops stands between; 0: nowhere. */
guint dom_build_find_open(const struct dom_builder *builder, enum html_tag tag, guint16 stops)
{
    if (!builder->n_open[tag])
        return 0;
    for (guint i = builder->depth; --i > 0;) {
        if (builder->stack[i]->tag == tag)
            return i;
        if (dom_traits[builder->stack[i]->tag] & stops)
            return 0;
    }
    return 0;
}
