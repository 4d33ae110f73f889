/* SPDX-License-Identifier: MIT */
/* Tables set in columns, or, where they do not fit, as records: each cell on lines of its own. */
#include "flow.h"

#include "base/utf8.h"

#include <string.h>

#define SEPARATOR_COLS 2
#define WIDEST_COLS 4000 /* "no limit" for a cell's natural width */
#define MIN_WORD_COLS 20 /* a longer word may be cut */

struct columns {
    guint n, room;
    guint *natural, *least, *width, *begin;
};

static struct typesetter typeset_cell(const struct typesetter *typesetter,
                                      const struct flow_cell *cell, guint width)
{
    struct typesetter inner = { typesetter->arena,
                                g_array_new(FALSE, FALSE, sizeof(struct page_line)),
                                width,
                                false,
                                false,
                                typesetter->dictionary };
    typeset_flow(&inner, &cell->flow);
    return inner;
}

/* The widest word of a cell, within reason. */
static guint cell_measure_word(const struct flow_cell *cell)
{
    guint widest = 1;
    for (const struct flow_block *block = cell->flow.first; block; block = block->next) {
        guint own = 0;
        for (guint i = 0, begin = 0; block->text && i <= block->len; i++) {
            if (i < block->len && block->text[i] != ' ' && block->text[i] != '\n')
                continue;
            own = MAX(own, utf8_width_len(block->text + begin, i - begin));
            begin = i + 1;
        }
        for (const struct flow_indent *indent = block->indent; indent; indent = indent->parent)
            own += indent->cols;
        widest = MAX(widest, block->table ? MIN_WORD_COLS : own);
    }
    return MIN(widest, MIN_WORD_COLS);
}

static void columns_widen(guint *widths, const struct flow_cell *cell, guint cols)
{
    guint sum = (cell->column_span - 1) * SEPARATOR_COLS;
    for (guint i = 0; i < cell->column_span; i++)
        sum += widths[cell->column + i];
    if (sum < cols)
        widths[cell->column + cell->column_span - 1] += cols - sum;
}

static void columns_measure(struct columns *columns, const struct typesetter *typesetter,
                            const struct flow_table *table)
{
    for (guint spanning = 0; spanning < 2; spanning++) { /* cells of one column first */
        for (const struct flow_cell *cell = table->cells; cell; cell = cell->next) {
            if ((cell->column_span > 1) != (spanning > 0))
                continue;
            struct typesetter inner = typeset_cell(typesetter, cell, WIDEST_COLS);
            guint cols = 1;
            for (guint i = 0; i < inner.lines->len; i++) {
                const struct page_line *line = &g_array_index(inner.lines, struct page_line, i);
                cols = MAX(cols, line->cols);
            }
            g_array_unref(inner.lines);
            columns_widen(columns->natural, cell, cols);
            columns_widen(columns->least, cell, cell_measure_word(cell));
        }
    }
}

/* Gives their widths to the columns that need less than an equal share, or more than one even for
 * their longest word; the share grows with each. Returns how many columns are left; *left is the
 * room for them. */
static guint columns_settle(struct columns *columns, guint *left)
{
    guint open = columns->n;
    for (bool changed = true; changed && open;) {
        changed = false;
        for (guint i = 0; i < columns->n; i++) {
            const guint share = *left / MAX(open, 1);
            if (columns->width[i] || (columns->natural[i] > share && columns->least[i] <= share))
                continue;
            columns->width[i] =
                columns->natural[i] <= share ? columns->natural[i] : columns->least[i];
            *left -= MIN(*left, columns->width[i]);
            open--;
            changed = true;
        }
    }
    return open;
}

/* Widths that fit: columns that need little get it, the others share the rest. False where even
 * words do not fit. */
static bool columns_fit(struct columns *columns)
{
    const guint between = (columns->n - 1) * SEPARATOR_COLS;
    guint least = 0;
    for (guint i = 0; i < columns->n; i++) {
        columns->natural[i] = MAX(columns->natural[i], 1);
        columns->least[i] = CLAMP(columns->least[i], 1, columns->natural[i]);
        least += columns->least[i];
    }
    if (between + least > columns->room)
        return false;
    guint left = columns->room - between, open = columns_settle(columns, &left);
    for (guint i = 0; i < columns->n; i++) {
        if (columns->width[i])
            continue;
        columns->width[i] = left / open;
        left -= columns->width[i];
        open--;
    }
    guint sum = between;
    for (guint i = 0; i < columns->n; i++) {
        columns->begin[i] = i ? columns->begin[i - 1] + columns->width[i - 1] + SEPARATOR_COLS : 0;
        sum += columns->width[i];
    }
    return sum <= columns->room;
}

static guint columns_get_span(const struct columns *columns, const struct flow_cell *cell)
{
    const guint last = MIN(cell->column + cell->column_span, columns->n) - 1;
    return columns->begin[last] + columns->width[last] - columns->begin[cell->column];
}

static const char *table_make_spaces(struct arena *arena, guint n)
{
    char *spaces = arena_alloc(arena, n + 1);
    memset(spaces, ' ', n);
    return spaces;
}

/* Columns before a line in its cell, counted from where the row begins. */
static guint cell_get_shift(const struct flow_cell *cell, const struct page_line *line, guint cols,
                            bool is_rtl)
{
    const guint left = cols > line->cols ? cols - line->cols : 0;
    const bool is_right =
        cell->align == ALIGN_RIGHT || (cell->align == ALIGN_START && line->is_rtl);
    if (cell->align == ALIGN_CENTER)
        return left / 2;
    if (cell->align == ALIGN_START && is_rtl)
        return 0;
    return is_right != is_rtl ? left : 0;
}

/* Line number index of the cells of one row, put side by side. */
static void table_add_line(struct typesetter *typesetter, const struct flow_block *block,
                           const struct columns *columns, const struct flow_cell *const *cells,
                           const struct typesetter *inner, guint n, guint index, bool is_first)
{
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(struct page_span));
    const bool is_rtl = block->is_rtl;
    guint cols = 0;
    for (guint i = 0; i < n; i++) {
        if (index >= inner[i].lines->len)
            continue;
        const struct page_line *line = &g_array_index(inner[i].lines, struct page_line, index);
        const guint begin =
            columns->begin[cells[i]->column] +
            cell_get_shift(cells[i], line, columns_get_span(columns, cells[i]), is_rtl);
        if (begin > cols && line->n_spans) {
            const struct page_span space = { table_make_spaces(typesetter->arena, begin - cols),
                                             (guint16)(begin - cols), 0, 0, is_rtl };
            g_array_append_val(spans, space);
            cols = begin;
        }
        g_array_append_vals(spans, line->spans, line->n_spans);
        for (guint s = 0; is_rtl && !line->is_rtl && s < line->n_spans; s++)
            g_array_index(spans, struct page_span, spans->len - 1 - s).level += 2;
        cols += line->cols;
    }
    const struct page_line whole = { (const struct page_span *)spans->data, spans->len, is_rtl, 0,
                                     block->source };
    typeset_add_line(typesetter, block, is_first, &whole);
}

static void table_add_header_rule(struct typesetter *typesetter, const struct flow_block *block,
                                  const struct columns *columns)
{
    const guint last = columns->n - 1, cols = columns->begin[last] + columns->width[last];
    char *dashes = arena_alloc(typesetter->arena, cols * 3 + 1);
    for (guint i = 0; i < cols; i++)
        memcpy(dashes + i * 3, "\xe2\x94\x80", 3);
    const struct page_span span = { dashes, (guint16)cols, PAGE_DIM, 0, block->is_rtl };
    const struct page_line line = { &span, 1, block->is_rtl, cols, block->source };
    typeset_add_line(typesetter, block, false, &line);
}

static void table_add_columns(struct typesetter *typesetter, const struct flow_block *block,
                              const struct columns *columns)
{
    const struct flow_table *table = block->table;
    const struct flow_cell *cell = table->cells;
    g_autofree const struct flow_cell **cells =
        g_new(const struct flow_cell *, table->n_columns + 1);
    g_autofree struct typesetter *inner = g_new(struct typesetter, table->n_columns + 1);
    bool is_first = true;
    while (cell) {
        const guint row = cell->row;
        guint n = 0, height = 0;
        for (; cell && cell->row == row; cell = cell->next) {
            if (n > table->n_columns)
                continue;
            cells[n] = cell;
            inner[n] = typeset_cell(typesetter, cell, columns_get_span(columns, cell));
            height = MAX(height, inner[n].lines->len);
            n++;
        }
        for (guint i = 0; i < height; i++, is_first = false)
            table_add_line(typesetter, block, columns, cells, inner, n, i, is_first);
        for (guint i = 0; i < n; i++)
            g_array_unref(inner[i].lines);
        if (row + 1 == table->n_headers)
            table_add_header_rule(typesetter, block, columns);
    }
}

/* block's text after a label, as one block. */
static struct flow_block *table_label_block(struct arena *arena, const struct flow_block *label,
                                            const struct flow_block *block)
{
    struct flow_block *both = arena_new0(arena, struct flow_block);
    const guint32 shift = label->len + 2;
    char *text = arena_alloc(arena, shift + block->len + 1);
    memcpy(text, label->text, label->len);
    memcpy(text + label->len, ": ", 2);
    memcpy(text + shift, block->text, block->len);
    struct flow_run *runs = arena_alloc(arena, sizeof *runs * (block->n_runs + 1));
    runs[0] = (struct flow_run){ 0, PAGE_BOLD, 0 };
    for (guint i = 0; i < block->n_runs; i++)
        runs[i + 1] = (struct flow_run){ block->runs[i].begin + shift, block->runs[i].style,
                                         block->runs[i].link };
    *both = *block;
    both->text = text;
    both->is_bidi = block->is_bidi || label->is_bidi;
    both->len = shift + block->len;
    both->runs = runs;
    both->n_runs = block->n_runs + 1;
    return both;
}

/* The header of the cell's column, if it is a line of text. */
static const struct flow_block *table_find_label(const struct flow_table *table,
                                                 const struct flow_cell *cell)
{
    if (cell->row < table->n_headers)
        return NULL;
    for (const struct flow_cell *header = table->cells; header && header->row < table->n_headers;
         header = header->next)
        if (header->column == cell->column && header->flow.first && !header->flow.first->next)
            return header->flow.first->kind == FLOW_TEXT ? header->flow.first : NULL;
    return NULL;
}

static void table_add_records(struct typesetter *typesetter, const struct flow_block *block)
{
    const struct flow_table *table = block->table;
    const guint room = typeset_get_room(typesetter, block);
    const struct page_line blank = { .source = block->source };
    bool is_first = true;
    guint row = 0;
    for (const struct flow_cell *cell = table->cells; cell; cell = cell->next) {
        if (cell->row != row && !is_first)
            typeset_add_line(typesetter, block, false, &blank);
        row = cell->row;
        const struct flow_block *label = table_find_label(table, cell), *only = cell->flow.first;
        struct flow_cell labelled = *cell;
        if (label && only && !only->next && only->kind == FLOW_TEXT)
            labelled.flow.first = table_label_block(typesetter->arena, label, only);
        struct typesetter inner = typeset_cell(typesetter, &labelled, room);
        for (guint i = 0; i < inner.lines->len; i++, is_first = false) {
            struct page_line *line = &g_array_index(inner.lines, struct page_line, i);
            line->source = block->source; /* a label's words do not count, rows may have moved */
            typeset_add_line(typesetter, block, is_first, line);
        }
        g_array_unref(inner.lines);
    }
}

void typeset_table(struct typesetter *typesetter, const struct flow_block *block)
{
    const struct flow_table *table = block->table;
    const guint n = table->n_columns;
    g_autofree guint *numbers = g_new0(guint, n * 4);
    struct columns columns = { n,
                               typeset_get_room(typesetter, block),
                               numbers,
                               numbers + n,
                               numbers + 2 * n,
                               numbers + 3 * n };
    columns_measure(&columns, typesetter, table);
    if (columns_fit(&columns))
        table_add_columns(typesetter, block, &columns);
    else
        table_add_records(typesetter, block);
}
