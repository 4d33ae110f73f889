/* SPDX-License-Identifier: MIT */
/* Tables: rows and columns found, spans counted, each cell's content made a flow of its own. */
#include "flow.h"

#include <string.h>

#define MAX_COLUMNS 128
#define MAX_SPAN 64
#define MAX_TABLE_DEPTH 2

struct grid {
    struct flow_builder *builder;
    struct flow_table *table;
    struct flow_cell **tail;
    guint occupied[MAX_COLUMNS]; /* rows that a cell above still takes in this column */
    enum flow_align align;       /* of the row being read */
};

static bool is_cell(const struct dom_node *node)
{
    return node->tag == HTML_TD || node->tag == HTML_TH;
}

static bool is_section(const struct dom_node *node)
{
    return node->tag == HTML_TBODY || node->tag == HTML_THEAD || node->tag == HTML_TFOOT;
}

/* A table to look at has several cells in some row and no table inside it; others only arrange
 * paragraphs. */
static bool grid_is_worth(const struct dom_node *table)
{
    guint in_row = 0, most = 0;
    for (const struct dom_node *node = table->first; node; node = dom_next(table, node)) {
        if (node->tag == HTML_TABLE)
            return false;
        if (node->tag == HTML_TR)
            in_row = 0;
        if (is_cell(node))
            most = MAX(most, ++in_row);
    }
    return most > 1 && most <= MAX_COLUMNS;
}

static void grid_fill_cell(struct grid *grid, struct flow_cell *cell, const struct dom_node *node)
{
    struct flow_builder *builder = grid->builder, saved = *builder;
    flow_init(&cell->flow);
    builder->flow = &cell->flow;
    builder->indent = NULL;
    builder->list = NULL;
    builder->gap = 0;
    builder->table_depth++;
    if (cell->is_header)
        builder->style |= PAGE_BOLD;
    flow_walk(builder, node);
    builder->flow = saved.flow;
    builder->indent = saved.indent;
    builder->list = saved.list;
    builder->gap = saved.gap;
    builder->table_depth--;
    builder->style = saved.style;
    builder->link = saved.link;
}

/* The alignment from align or the style, else outer. */
static enum flow_align grid_get_align(const struct dom_node *node, enum flow_align outer)
{
    static const struct {
        const char *name;
        enum flow_align align;
    } rows[] = { { "left", ALIGN_LEFT },     { "start", ALIGN_START }, { "center", ALIGN_CENTER },
                 { "middle", ALIGN_CENTER }, { "right", ALIGN_RIGHT }, { "end", ALIGN_RIGHT },
                 { "justify", ALIGN_START } };
    const char *value = node->attributes ? dom_get_attribute(node, "align") : NULL;
    const char *style = node->attributes ? dom_get_attribute(node, "style") : NULL;
    const char *rule = style ? strstr(style, "text-align:") : NULL;
    if (rule)
        value = rule + strlen("text-align:") + strspn(rule + strlen("text-align:"), " ");
    for (guint i = 0; value && i < G_N_ELEMENTS(rows); i++) {
        const size_t len = strlen(rows[i].name);
        if (g_ascii_strncasecmp(value, rows[i].name, len) == 0 && !g_ascii_isalpha(value[len]))
            return rows[i].align;
    }
    return outer;
}

static guint grid_get_span(const struct dom_node *node, const char *name)
{
    return (guint)CLAMP(dom_get_number(node, name, 1), 1, MAX_SPAN);
}

/* The cell that begins in column of the row that is being read. */
static struct flow_cell *grid_add_cell(struct grid *grid, const struct dom_node *node, guint column,
                                       enum flow_align align)
{
    struct flow_table *table = grid->table;
    struct flow_cell *cell = arena_new0(grid->builder->arena, struct flow_cell);
    cell->row = table->n_rows;
    cell->column = column;
    cell->column_span = MIN(grid_get_span(node, "colspan"), MAX_COLUMNS - column);
    cell->is_header = node->tag == HTML_TH;
    cell->align = grid_get_align(node, align);
    grid_fill_cell(grid, cell, node);
    table->n_columns = MAX(table->n_columns, column + cell->column_span);
    table->n_cells++;
    *grid->tail = cell;
    grid->tail = &cell->next;
    return cell;
}

static void grid_add_row(struct grid *grid, const struct dom_node *row)
{
    guint column = 0, fresh[MAX_COLUMNS] = { 0 };
    struct flow_table *table = grid->table;
    const enum flow_align align = grid_get_align(row, grid->align);
    const guint before = table->n_cells;
    guint n_headers = 0;
    for (const struct dom_node *node = row->first; node; node = node->next) {
        if (!is_cell(node) || dom_is_hidden(node)) {
            if (node->tag == HTML_TEXT)
                flow_append_text(grid->builder, node->text, node->len);
            continue;
        }
        while (column < MAX_COLUMNS && grid->occupied[column])
            column++;
        column = MIN(column, MAX_COLUMNS - 1);
        const struct flow_cell *cell = grid_add_cell(grid, node, column, align);
        for (guint i = 0; i < cell->column_span; i++)
            fresh[column + i] = grid_get_span(node, "rowspan");
        column += cell->column_span;
        n_headers += cell->is_header;
    }
    for (guint i = 0; i < MAX_COLUMNS; i++)
        grid->occupied[i] = fresh[i] ? fresh[i] - 1 : grid->occupied[i] ? grid->occupied[i] - 1 : 0;
    if (table->n_headers == table->n_rows && n_headers > 0 && n_headers == table->n_cells - before)
        table->n_headers++;
    table->n_rows++;
}

static void grid_add_section(struct grid *grid, const struct dom_node *node, bool feet);

/* The rows among node's children; footer rows only if feet is set. */
static void grid_add_rows(struct grid *grid, const struct dom_node *node, bool feet)
{
    for (const struct dom_node *child = node->first; child; child = child->next) {
        if (child->tag == HTML_TEXT || dom_is_hidden(child))
            continue;
        if (child->tag == HTML_TR && (!feet || node->tag == HTML_TFOOT))
            grid_add_row(grid, child);
        else if (is_section(child) && node->tag == HTML_TABLE && (child->tag == HTML_TFOOT) == feet)
            grid_add_section(grid, child, feet);
    }
}

static void grid_add_section(struct grid *grid, const struct dom_node *node, bool feet)
{
    const enum flow_align align = grid->align;
    grid->align = grid_get_align(node, align);
    grid_add_rows(grid, node, feet);
    grid->align = align;
}

/* Caption, and what stands in a table outside its rows, before it. */
static void grid_add_strays(struct flow_builder *builder, const struct dom_node *table)
{
    for (const struct dom_node *child = table->first; child; child = child->next) {
        if (child->tag == HTML_TEXT) {
            flow_append_text(builder, child->text, child->len);
        } else if (child->tag != HTML_TR && !is_section(child) && !dom_is_hidden(child)) {
            const guint16 style = builder->style;
            flow_end_block(builder);
            if (child->tag == HTML_CAPTION)
                builder->style |= PAGE_ITALIC;
            flow_walk(builder, child);
            builder->style = style;
        }
    }
    flow_end_block(builder);
}

/* Right to left: as it says, else as its first words read. */
static bool grid_is_rtl(const struct flow_builder *builder, const struct flow_table *table)
{
    if (builder->direction != BIDI_AUTO)
        return builder->direction == BIDI_RTL;
    for (const struct flow_cell *cell = table->cells; cell; cell = cell->next)
        if (cell->flow.first && cell->flow.first->text)
            return cell->flow.first->is_rtl;
    return false;
}

bool flow_build_table(struct flow_builder *builder, const struct dom_node *node)
{
    if (builder->table_depth >= MAX_TABLE_DEPTH || !grid_is_worth(node))
        return false;
    struct flow_table *table = arena_new0(builder->arena, struct flow_table);
    struct grid grid = { .builder = builder, .table = table, .tail = &table->cells };
    grid_add_strays(builder, node);
    const guint words = builder->words;
    grid_add_rows(&grid, node, false);
    grid_add_rows(&grid, node, true);
    flow_end_block(builder);
    if (table->n_headers == table->n_rows) /* nothing but headers: there is nothing they head */
        table->n_headers = 0;
    if (!table->n_cells)
        return true;
    builder->source = words;
    struct flow_block *block = flow_add_block(builder, FLOW_TABLE);
    block->table = table;
    block->is_rtl = grid_is_rtl(builder, table);
    builder->source = builder->words;
    return true;
}
