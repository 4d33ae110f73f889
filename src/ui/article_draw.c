/* SPDX-License-Identifier: MIT */
/* Draws the lines of an open article. */
#include "article_draw.h"

#include "article_mark.h"
#include "article_page.h"
#include "article_search.h"
#include "base/utf8.h"
#include "hints.h"
#include "match.h"
#include "picture_cells.h"
#include "text/bidi.h"
#include "ui/list_window.h"

#include <string.h>

static struct style span_get_style(const struct page_span *span, bool is_difference)
{
    static const struct {
        guint bit;
        enum theme_element element;
    } elements[] = {
        { PAGE_MARK, THEME_MATCH },     { PAGE_LINK, THEME_LINK }, { PAGE_HEADING, THEME_HEADING },
        { PAGE_CODE, THEME_CODE },      { PAGE_DIM, THEME_FAINT }, { PAGE_QUOTE, THEME_QUOTE },
        { PAGE_STRIKE, THEME_REMOVED },
    };
    static const struct {
        guint bit, attribute;
    } attributes[] = {
        { PAGE_BOLD, THEME_BOLD },
        { PAGE_ITALIC, THEME_ITALIC },
        { PAGE_UNDERLINE, THEME_UNDERLINE },
        { PAGE_STRIKE, THEME_STRIKE },
    };
    struct style style = { .element = THEME_TEXT, .link = span->link };
    for (gsize i = 0; i < G_N_ELEMENTS(elements); i++) {
        if (span->style & elements[i].bit) {
            style.element = (guint8)elements[i].element;
            break;
        }
    }
    if (is_difference && span->style & PAGE_UNDERLINE)
        style.element = THEME_ADDED;
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (span->style & attributes[i].bit)
            style.attributes |= (guint8)attributes[i].attribute;
    return style;
}

/* Returns the span that holds the byte at of the text of a line. */
static const struct page_span *page_line_find_span(const struct page_line *line, size_t at)
{
    guint i = 0;
    for (; i + 1 < line->n_spans && at >= strlen(line->spans[i].text); i++)
        at -= strlen(line->spans[i].text);
    return &line->spans[i];
}

/* Returns where a line may be drawn: from the edge of the page where the line begins to the
 * opposite edge of the pane. */
static struct pane line_get_room(const struct article_view *view, struct pane row,
                                 const struct page_line *line)
{
    const int margin = article_get_margin(view) - 1;
    if (!view->view.ui->grid->reorders || !line->is_rtl)
        return row;
    return (struct pane){ row.row, row.col - margin, 1, margin + (int)view->article->page_width };
}

/* Tints the marked part of a line. */
static void article_tint_mark(const struct article_view *view, struct grid *grid, struct pane row,
                              const struct page_line *line)
{
    const struct pane room = line_get_room(view, row, line);
    size_t from, to;
    int col;
    if (!article_mark_get(view, (guint)(line - view->article->page->lines), &from, &to))
        return;
    g_autofree char *text = page_line_get_text(line);
    g_autoptr(GArray) clusters = article_list_clusters(view, line, text, &col);
    col += row.col - room.col;
    for (guint i = 0; i < clusters->len; i++) {
        const struct bidi_cluster *cluster = &g_array_index(clusters, struct bidi_cluster, i);
        if (cluster->begin >= from && cluster->begin < to && col >= 0 &&
            col + cluster->cols <= room.cols)
            grid_tint(grid, (struct pane){ row.row, room.col + col, 1, cluster->cols },
                      THEME_MARKED);
        col += cluster->cols;
    }
}

/* Draws a line with right-to-left text, in visual order. */
static void article_draw_ordered(struct article_view *view, struct grid *grid, struct pane row,
                                 const struct page_line *line)
{
    const struct pane room = line_get_room(view, row, line);
    g_autofree char *text = page_line_get_text(line);
    int col;
    g_autoptr(GArray) clusters = article_list_clusters(view, line, text, &col);
    col += row.col - room.col;
    const int first = col;
    for (guint i = 0; i < clusters->len; i++) {
        char shown[BIDI_CLUSTER_BYTES];
        const struct bidi_cluster *cluster = &g_array_index(clusters, struct bidi_cluster, i);
        const size_t len = bidi_copy_cluster(cluster, text, shown);
        const struct page_span *span = page_line_find_span(line, cluster->begin);
        if (col >= 0 && col < room.cols)
            grid_put_logical(grid, row.row, room.col + col, room.cols - col, shown, len,
                             span_get_style(span, view->article->revision > 0));
        col += cluster->cols;
    }
    article_tint_mark(view, grid, row, line);
    g_autofree guint8 *marks =
        article_mark_matches(view, (guint)(line - view->article->page->lines) + view->head->len);
    match_tint_ordered(grid, room, first, text, clusters, marks);
}

/* Gives the cells of links in the head their URLs, whatever the order of the text. */
static void head_line_add_addresses(struct grid *grid, struct pane row,
                                    const struct head_line *line)
{
    const size_t len = grid_fit_text(line->text, (size_t)-1, row.cols, NULL);
    g_autofree guint8 *levels = g_malloc0(len + 1);
    g_autoptr(GArray) clusters =
        grid_order_text(grid, line->text, len, grid->reorders ? NULL : levels);
    for (guint i = 0, col = (guint)row.col; i < clusters->len; i++) {
        char shown[BIDI_CLUSTER_BYTES];
        const struct bidi_cluster *cluster = &g_array_index(clusters, struct bidi_cluster, i);
        const size_t bytes = bidi_copy_cluster(cluster, line->text, shown);
        const guint end = col + (guint)grid_measure_text(shown, bytes);
        for (guint k = 0; k < line->links->len; k++) {
            const struct head_link *link = &g_array_index(line->links, struct head_link, k);
            const bool is_in = cluster->begin >= link->begin && cluster->begin < link->end;
            for (guint at = col; is_in && at < end; at++)
                if (grid_get_cell(grid, row.row, (int)at))
                    grid_get_cell(grid, row.row, (int)at)->address =
                        grid_add_address(grid, link->url);
        }
        col = end;
    }
}

static void article_draw_head_line(struct article_view *view, struct grid *grid, struct pane row,
                                   const struct head_line *line)
{
    if (grid->reorders && line->is_rtl)
        row.col +=
            MAX((int)view->article->page_width - grid_measure_text(line->text, (size_t)-1), 0);
    grid_put_text(grid, row.row, row.col, row.cols, line->text, (size_t)-1, line->style);
    if (line->links)
        head_line_add_addresses(grid, row, line);
    g_autofree guint8 *marks = article_mark_matches(
        view, (guint)(line - (const struct head_line *)(void *)view->head->data));
    match_tint_marked(grid, row.row, row.col, row.cols, line->text, marks);
}

static void article_draw_page_line(struct article_view *view, struct grid *grid, struct pane row,
                                   const struct page_line *line)
{
    if (grid->reorders && page_line_is_bidi(line)) {
        article_draw_ordered(view, grid, row, line);
        return;
    }
    const struct page *page = view->article->page;
    int col = row.col, end = row.col + row.cols;
    guint hidden = line->cols > view->article->page_width ? view->shift : 0;
    size_t begin = 0; /* first byte on screen, in the text of the line */
    if (line->picture && page->pictures[line->picture - 1].rows)
        picture_draw_line(view->view.ui, grid, row, page, line);
    for (guint i = 0; i < line->n_spans && col < end; i++) {
        const struct page_span *span = &line->spans[i];
        guint cut = 0;
        const size_t skip = hidden ? utf8_fit(span->text, strlen(span->text), hidden, &cut) : 0;
        hidden -= cut;
        begin += skip;
        col += grid_put_text(grid, row.row, col, end - col, span->text + skip, (size_t)-1,
                             span_get_style(span, view->article->revision > 0));
    }
    article_tint_mark(view, grid, row, line);
    g_autofree guint8 *marks =
        article_mark_matches(view, (guint)(line - page->lines) + view->head->len);
    g_autofree char *text = marks ? page_line_get_text(line) : NULL;
    if (marks)
        match_tint_marked(grid, row.row, row.col, row.cols, text + begin, marks + begin);
}

/* Gives the cells of links in the page their URLs. */
static void article_add_addresses(struct grid *grid, struct pane pane, const struct page *page)
{
    for (int row = pane.row; row < pane.row + pane.rows; row++)
        for (int col = pane.col; col < pane.col + pane.cols; col++) {
            struct cell *cell = grid_get_cell(grid, row, col);
            const guint link = cell ? cell->style.link : 0;
            if (link && link <= page->n_links)
                cell->address = grid_add_address(grid, page->links[link - 1].url);
        }
}

/* The cursor rests on the first line that was not on the screen before. */
static void article_rest_cursor(struct article_view *view, struct grid *grid, int col)
{
    const guint rows = (guint)MAX(view->view.pane.rows, 0);
    if (view->top > view->drawn_top)
        view->new_line = MAX(view->drawn_top + rows, view->top);
    else if (view->top < view->drawn_top)
        view->new_line = view->top;
    view->drawn_top = view->top;
    view->new_line = CLAMP(view->new_line, view->top, view->top + MAX(rows, 1) - 1);
    grid->rest_row = view->view.pane.row + (int)(view->new_line - view->top);
    grid->rest_col = col;
}

void article_draw(struct view *view, struct grid *grid, bool has_focus)
{
    struct article_view *own = (struct article_view *)view;
    grid_fill(grid, view->pane, STYLE(TEXT));
    article_set(own);
    article_scroll_to(own, own->top);
    int col = view->pane.col + article_get_margin(own);
    int end = view->pane.col + view->pane.cols - 1;
    const struct page *page = own->article->page;
    for (int i = 0; i < view->pane.rows; i++) {
        guint index = own->top + (guint)i;
        struct pane row = { view->pane.row + i, col, 1, end - col };
        if (index < own->head->len) {
            article_draw_head_line(own, grid, row,
                                   &g_array_index(own->head, struct head_line, index));
        } else if (index - own->head->len < page->n_lines) {
            article_draw_page_line(own, grid, row, &page->lines[index - own->head->len]);
        }
    }
    article_add_addresses(grid, view->pane, page);
    picture_frame_want(&own->pictures, page, (gint64)own->top - own->head->len, view->pane.rows);
    if (has_focus)
        article_rest_cursor(own, grid, col);
    hints_draw(view, grid);
    list_draw_bar(grid, view->pane, article_count_lines(own), own->top);
}
