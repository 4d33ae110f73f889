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
    guint n_headers;             /* in the first row */
    guint n_first;
};

static bool is_cell(const struct html_node *node)
{
    return node->tag == HTML_TD || node->tag == HTML_TH;
}

static bool is_section(const struct html_node *node)
{
    return node->tag == HTML_TBODY || node->tag == HTML_THEAD || node->tag == HTML_TFOOT;
}

/* A table to look at has several cells in some row and no table inside it; others only arrange
 * paragraphs. */
static bool grid_is_worth(const struct html_node *table)
{
    guint in_row = 0, most = 0;
    for (const struct html_node *node = table->first; node;
         node = html_get_next(table, node, false)) {
        if (node->tag == HTML_TABLE)
            return false;
        if (node->tag == HTML_TR)
            in_row = 0;
        if (is_cell(node))
            most = MAX(most, ++in_row);
    }
    return most > 1 && most <= MAX_COLUMNS;
}

static void grid_fill_cell(struct grid *grid, struct flow_cell *cell, const struct html_node *node)
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

static guint grid_get_span(const struct html_node *node, const char *name)
{
    return (guint)CLAMP(html_get_number(node, name, 1), 1, MAX_SPAN);
}

static void grid_add_row(struct grid *grid, const struct html_node *row)
{
    guint column = 0, fresh[MAX_COLUMNS] = { 0 };
    struct flow_table *table = grid->table;
    for (const struct html_node *node = row->first; node; node = node->next) {
        if (!is_cell(node) || html_is_hidden(node)) {
            if (node->tag == HTML_TEXT)
                flow_append_text(grid->builder, node->text, node->len);
            continue;
        }
        while (column < MAX_COLUMNS && grid->occupied[column])
            column++;
        column = MIN(column, MAX_COLUMNS - 1);
        struct flow_cell *cell = arena_new0(grid->builder->arena, struct flow_cell);
        cell->row = table->n_rows;
        cell->column = column;
        cell->column_span = MIN(grid_get_span(node, "colspan"), MAX_COLUMNS - column);
        cell->is_header = node->tag == HTML_TH;
        grid_fill_cell(grid, cell, node);
        for (guint i = 0; i < cell->column_span; i++)
            fresh[column + i] = grid_get_span(node, "rowspan");
        column += cell->column_span;
        table->n_columns = MAX(table->n_columns, column);
        *grid->tail = cell;
        grid->tail = &cell->next;
        table->n_cells++;
        grid->n_first += table->n_rows == 0;
        grid->n_headers += table->n_rows == 0 && cell->is_header;
    }
    for (guint i = 0; i < MAX_COLUMNS; i++)
        grid->occupied[i] = fresh[i] ? fresh[i] - 1 : grid->occupied[i] ? grid->occupied[i] - 1 : 0;
    table->n_rows++;
}

/* The rows among node's children; those of the table's foot only when feet is asked for. */
static void grid_add_rows(struct grid *grid, const struct html_node *node, bool feet)
{
    for (const struct html_node *child = node->first; child; child = child->next) {
        if (child->tag == HTML_TEXT || html_is_hidden(child))
            continue;
        if (child->tag == HTML_TR && (!feet || node->tag == HTML_TFOOT))
            grid_add_row(grid, child);
        else if (is_section(child) && node->tag == HTML_TABLE && (child->tag == HTML_TFOOT) == feet)
            grid_add_rows(grid, child, feet);
    }
}

/* Caption, and what stands in a table outside its rows, before it. */
static void grid_add_strays(struct flow_builder *builder, const struct html_node *table)
{
    for (const struct html_node *child = table->first; child; child = child->next) {
        if (child->tag == HTML_TEXT) {
            flow_append_text(builder, child->text, child->len);
        } else if (child->tag != HTML_TR && !is_section(child) && !html_is_hidden(child)) {
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

bool flow_build_table(struct flow_builder *builder, const struct html_node *node)
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
    table->has_header = table->n_rows > 1 && grid.n_first > 0 && grid.n_headers == grid.n_first;
    if (!table->n_cells)
        return true;
    builder->source = words;
    struct flow_block *block = flow_add_block(builder, FLOW_TABLE);
    block->table = table;
    builder->source = builder->words;
    return true;
}
