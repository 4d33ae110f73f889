/* SPDX-License-Identifier: MIT */
/* Tables: which hold data, and which are one cell for the layout's sake. */
#include "extract_private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SPAN 1000

struct extent {
    guint64 rows, columns, cells; /* cells: columns of the row being counted */
    bool has_mark, has_table;
};

static guint get_span(const struct dom_node *node, const char *name)
{
    const char *value = dom_get_attribute(node, name);
    const long span = value ? strtol(value, NULL, 10) : 1;
    return (guint)CLAMP(span, 1, MAX_SPAN);
}

static void measure_node(struct extent *extent, const struct dom_node *node)
{
    switch (node->tag) {
    case HTML_COL:
    case HTML_COLGROUP:
    case HTML_TFOOT:
    case HTML_THEAD:
    case HTML_TH:
        extent->has_mark = true;
        break;
    case HTML_CAPTION:
        extent->has_mark = extent->has_mark || node->first;
        break;
    case HTML_TABLE:
        extent->has_table = true;
        break;
    case HTML_TR:
        extent->rows += get_span(node, "rowspan");
        extent->cells = 0;
        break;
    case HTML_TD:
        extent->cells += get_span(node, "colspan");
        extent->columns = MAX(extent->columns, extent->cells);
        break;
    default:
        break;
    }
}

static bool is_data_table(const struct dom_node *table)
{
    struct extent extent = { 0 };
    const char *role = dom_get_attribute(table, "role");
    const char *datatable = dom_get_attribute(table, "datatable");
    const char *summary = dom_get_attribute(table, "summary");
    if ((role && strcmp(role, "presentation") == 0) || (datatable && strcmp(datatable, "0") == 0))
        return false;
    if (summary && *summary)
        return true;
    for (const struct dom_node *node = table;
         (node = extract_next_element(table, node)) && !extent.has_mark;)
        measure_node(&extent, node);
    if (extent.has_mark || extent.has_table || extent.rows <= 1 || extent.columns <= 1)
        return extent.has_mark;
    return extent.rows >= 10 || extent.columns > 4 || extent.rows * extent.columns > 10;
}

void extract_mark_tables(struct attempt *attempt)
{
    const enum html_tag table = HTML_TABLE;
    GPtrArray *list = extract_collect(attempt->article, &table, 1);
    for (guint i = 0; i < list->len; i++) {
        struct dom_node *node = list->pdata[i];
        if (is_data_table(node)) {
            node->marks |= DOM_DATA_TABLE;
            dom_rename(node, HTML_TABLE); /* what holds it counts again */
        }
    }
    g_ptr_array_unref(list);
}

/* A table of one cell becomes what is in it. */
void extract_unwrap_cells(struct attempt *attempt)
{
    const enum html_tag tag = HTML_TABLE;
    GPtrArray *list = extract_collect(attempt->article, &tag, 1);
    for (guint i = 0; i < list->len; i++) {
        struct dom_node *table = list->pdata[i];
        struct dom_node *body =
            extract_has_only(table, HTML_TBODY) ? dom_first_element(table) : table;
        struct dom_node *row = extract_has_only(body, HTML_TR) ? dom_first_element(body) : NULL;
        struct dom_node *cell =
            row && extract_has_only(row, HTML_TD) ? dom_first_element(row) : NULL;
        if (!cell)
            continue;
        bool is_inline = true;
        for (const struct dom_node *child = cell->first; child && is_inline; child = child->next)
            is_inline = extract_is_phrasing(child);
        dom_rename(cell, is_inline ? HTML_P : HTML_DIV);
        dom_replace(table, cell);
    }
    g_ptr_array_unref(list);
}
