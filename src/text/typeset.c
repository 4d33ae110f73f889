/* SPDX-License-Identifier: MIT */
/* Blocks to the page's lines: what stands before them, blank lines between them. */
#include "flow.h"

#include "base/utf8.h"

#include <string.h>

#define RULE_DASH "\xe2\x94\x80"

/* The indents around a block that are shown at this width, the outermost first. */
static guint typeset_list_indents(const struct typesetter *typesetter,
                                  const struct flow_indent *indent,
                                  const struct flow_indent *shown[FLOW_MAX_INDENTS], guint *cols)
{
    const struct flow_indent *all[FLOW_MAX_INDENTS];
    const guint limit = typesetter->width > 32 ? typesetter->width - 16 : typesetter->width / 2;
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

guint typeset_get_room(const struct typesetter *typesetter, const struct flow_block *block)
{
    const struct flow_indent *shown[FLOW_MAX_INDENTS];
    guint cols;
    typeset_list_indents(typesetter, block->indent, shown, &cols);
    return typesetter->width > cols ? typesetter->width - cols : 1;
}

/* What stands before a line, into spans; returns how many. In a line from right to left the number
 * of an item still reads from left to right. */
static guint typeset_add_indents(struct typesetter *typesetter, const struct flow_block *block,
                                 bool is_first, bool is_rtl, struct page_span *spans)
{
    const struct flow_indent *shown[FLOW_MAX_INDENTS];
    guint cols, n = 0;
    const guint n_indents = typeset_list_indents(typesetter, block->indent, shown, &cols);
    for (guint i = 0; i < n_indents; i++) {
        const bool is_marker = is_first && shown[i]->owner == block;
        const char *text = is_marker ? shown[i]->first : shown[i]->rest;
        const size_t number = is_rtl && is_marker ? strcspn(text, ".") : 0;
        const bool is_number = number > 0 && text[number] == '.';
        if (is_number)
            spans[n++] = (struct page_span){ arena_strndup(typesetter->arena, text, number),
                                             (guint16)number, shown[i]->style, 0, 2 };
        spans[n++] = (struct page_span){ is_number ? text + number : text,
                                         (guint16)(shown[i]->cols - (is_number ? number : 0)),
                                         shown[i]->style, 0, is_rtl };
    }
    return n;
}

/* Spaces at the line's end go. */
static guint typeset_trim(struct arena *arena, struct page_span *spans, guint n)
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

void typeset_add_line(struct typesetter *typesetter, const struct flow_block *block, bool is_first,
                      const struct page_line *line)
{
    const guint depth = block->indent ? block->indent->depth : 0;
    struct page_line whole = { .is_rtl = line->is_rtl,
                               .source = line->source,
                               .join = line->join,
                               .has_hyphen = line->has_hyphen };
    struct page_span *all =
        arena_alloc(typesetter->arena, sizeof *all * (2 * depth + line->n_spans + 1));
    guint n = typeset_add_indents(typesetter, block, is_first, line->is_rtl, all);
    whole.n_lead = (guint8)MIN(n + line->n_lead, G_MAXUINT8);
    if (line->n_spans)
        memcpy(all + n, line->spans, sizeof *all * line->n_spans);
    whole.spans = all;
    whole.n_spans = typeset_trim(typesetter->arena, all, n + line->n_spans);
    whole.n_lead = (guint8)MIN(whole.n_lead, whole.n_spans);
    for (guint i = 0; i < whole.n_spans; i++)
        whole.cols += all[i].cols;
    g_array_append_val(typesetter->lines, whole);
}

/* Blank lines between two blocks; the bars of quotations around both go on. */
static void typeset_add_gap(struct typesetter *typesetter, const struct flow_block *above,
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
    const struct page_line line = { .is_rtl = above->is_rtl && block->is_rtl,
                                    .source = block->source };
    for (guint i = 0; i < block->gap; i++)
        typeset_add_line(typesetter, &blank, false, &line);
}

static void typeset_add_rule(struct typesetter *typesetter, const struct flow_block *block)
{
    const guint room = MIN(typeset_get_room(typesetter, block), 200);
    char *dashes = arena_alloc(typesetter->arena, room * 3 + 1);
    for (guint i = 0; i < room; i++)
        memcpy(dashes + i * 3, RULE_DASH, 3);
    const struct page_span span = { dashes, (guint16)room, PAGE_DIM, 0, 0 };
    const struct page_line line = { &span, 1, false, room, block->source };
    typeset_add_line(typesetter, block, true, &line);
}

void typeset_flow(struct typesetter *typesetter, const struct flow *flow)
{
    const struct flow_block *above = NULL;
    for (const struct flow_block *block = flow->first; block; above = block, block = block->next) {
        if (above && block->gap)
            typeset_add_gap(typesetter, above, block);
        if (block->kind == FLOW_RULE)
            typeset_add_rule(typesetter, block);
        else if (block->kind == FLOW_TABLE)
            typeset_table(typesetter, block);
        else if (block->kind == FLOW_PICTURE)
            picture_typeset(typesetter, block);
        else
            wrap_block(typesetter, block, block->source);
    }
}
