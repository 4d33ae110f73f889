/* SPDX-License-Identifier: MIT */
/* Blocks to the page's lines: what stands before them, blank lines between them. */
#include "flow.h"

#include "base/utf8.h"

#include <string.h>

#define RULE_DASH "\xe2\x94\x80"

/* The indents around a block that are shown at this width, the outermost first. */
static guint layout_list_indents(const struct layout *layout, const struct flow_indent *indent,
                                 const struct flow_indent *shown[FLOW_MAX_INDENTS], guint *cols)
{
    const struct flow_indent *all[FLOW_MAX_INDENTS];
    const guint limit = layout->width > 32 ? layout->width - 16 : layout->width / 2;
    guint n = indent ? indent->depth : 0, n_shown = 0;
    for (guint i = n; i > 0; i--, indent = indent->parent)
        all[i - 1] = indent;
    *cols = 0;
    for (guint i = 0; i < n && *cols + all[i]->cols <= limit; i++) {
        shown[n_shown++] = all[i];
        *cols += all[i]->cols;
    }
    return n_shown;
}

guint layout_get_room(const struct layout *layout, const struct flow_block *block)
{
    const struct flow_indent *shown[FLOW_MAX_INDENTS];
    guint cols;
    layout_list_indents(layout, block->indent, shown, &cols);
    return layout->width > cols ? layout->width - cols : 1;
}

static void layout_append_line(struct layout *layout, const struct page_span *spans, guint n,
                               guint source)
{
    guint cols = 0;
    for (guint i = 0; i < n; i++)
        cols += spans[i].cols;
    const struct page_line line = { spans, n, cols, source };
    g_array_append_val(layout->lines, line);
}

/* Spaces at the line's end go. */
static guint layout_trim(struct arena *arena, struct page_span *spans, guint n)
{
    while (n > 0) {
        struct page_span *last = &spans[n - 1];
        size_t len = strlen(last->text);
        const size_t before = len;
        while (len > 0 && last->text[len - 1] == ' ')
            len--;
        if (len == before)
            break;
        if (len > 0) {
            last->text = arena_strndup(arena, last->text, len);
            last->cols = (guint16)(last->cols - (before - len));
            break;
        }
        n--;
    }
    return n;
}

void layout_add_line(struct layout *layout, const struct flow_block *block, bool is_first,
                     const struct page_span *spans, guint n_spans, guint source)
{
    const struct flow_indent *shown[FLOW_MAX_INDENTS];
    guint cols;
    const guint n_indents = layout_list_indents(layout, block->indent, shown, &cols);
    struct page_span *all = arena_alloc(layout->arena, sizeof *all * (n_indents + n_spans + 1));
    for (guint i = 0; i < n_indents; i++) {
        const bool is_marker = is_first && shown[i]->owner == block;
        all[i] = (struct page_span){ is_marker ? shown[i]->first : shown[i]->rest,
                                     (guint16)shown[i]->cols, shown[i]->style, 0 };
    }
    if (n_spans)
        memcpy(all + n_indents, spans, sizeof *all * n_spans);
    const guint n = layout_trim(layout->arena, all, n_indents + n_spans);
    layout_append_line(layout, all, n, source);
}

/* Blank lines between two blocks; the bars of quotations around both go on. */
static void layout_add_gap(struct layout *layout, const struct flow_block *above,
                           const struct flow_block *block)
{
    const struct flow_indent *a = above->indent, *b = block->indent;
    while (a != b) {
        if (!a || (b && b->depth > a->depth))
            b = b->parent;
        else
            a = a->parent;
    }
    const struct flow_block blank = { .indent = (struct flow_indent *)a };
    for (guint i = 0; i < block->gap; i++)
        layout_add_line(layout, &blank, false, NULL, 0, block->source);
}

static void layout_add_rule(struct layout *layout, const struct flow_block *block)
{
    const guint room = MIN(layout_get_room(layout, block), 200);
    char *dashes = arena_alloc(layout->arena, room * 3 + 1);
    for (guint i = 0; i < room; i++)
        memcpy(dashes + i * 3, RULE_DASH, 3);
    const struct page_span span = { dashes, (guint16)room, PAGE_DIM, 0 };
    layout_add_line(layout, block, true, &span, 1, block->source);
}

void layout_flow(struct layout *layout, const struct flow *flow)
{
    const struct flow_block *above = NULL;
    for (const struct flow_block *block = flow->first; block; above = block, block = block->next) {
        if (above && block->gap)
            layout_add_gap(layout, above, block);
        if (block->kind == FLOW_RULE)
            layout_add_rule(layout, block);
        else if (block->kind == FLOW_TABLE)
            layout_table(layout, block);
        else
            wrap_block(layout, block, block->source);
    }
}
