/* SPDX-License-Identifier: MIT */
/* The head and the page of an open article as one scroll: set for a width, scrolled, and where on
 * the screen its characters are. */
#include "article_page.h"

#include "article_range.h"
#include "text/bidi.h"
#include "ui/screen.h"
#include "text/hyphen.h"

#include <string.h>

enum { ARTICLE_MIN_MEASURE = 8 };

/* ---- the scroll */

guint article_count_lines(const struct article_view *view)
{
    return view->head->len + (view->article->page ? view->article->page->n_lines : 0);
}

guint article_get_last_top(const struct article_view *view)
{
    guint lines = article_count_lines(view), rows = (guint)MAX(view->view.pane.rows, 1);
    return lines > rows ? lines - rows : 0;
}

void article_scroll_to(struct article_view *view, gint64 top)
{
    view->top = (guint)CLAMP(top, 0, (gint64)article_get_last_top(view));
    const struct page_line *line = article_get_page_line(view, view->top);
    view->position = line ? line->source : 0;
    view->position_row =
        line ? view->top - view->head->len - article_find_line(view->article, view->position) : 0;
}

void article_scroll_near(struct article_view *view, guint line)
{
    const guint rows = (guint)MAX(view->view.pane.rows, 1);
    if (line < view->top)
        article_scroll_to(view, line);
    else if (line >= view->top + rows)
        article_scroll_to(view, (gint64)line - rows + 1);
}

const struct page_line *article_get_page_line(const struct article_view *view, guint line)
{
    const struct page *page = view->article->page;
    return page && line >= view->head->len && line - view->head->len < page->n_lines
               ? &page->lines[line - view->head->len]
               : NULL;
}

/* ---- setting */

static void article_set_typography(struct ui *ui, struct article *article)
{
    const struct options *options = app_get_options(ui->app);
    const bool hyphenates = options_get_bool(options, OPTION_HYPHENATE);
    if (hyphenates && !ui->hyphens)
        ui->hyphens = hyphen_shelf_new();
    article->justifies = options_get_bool(options, OPTION_JUSTIFY);
    article->keeps_pre = !options_get_bool(options, OPTION_WRAP_PRE);
    article->hyphens = hyphenates ? ui->hyphens : NULL;
    article->marks_struck = ui->screen && !screen_can_strike(ui->screen);
    article->marks_code = ui->screen && screen_get_colours(ui->screen) == 0;
}

/* Where the two ends of the marked range are, independent of the width of the page. */
struct mark_position {
    guint position[2], row[2];
};

static void mark_keep(const struct article_view *view, struct mark_position *position)
{
    const struct page_point *points[] = { &view->mark.range.begin, &view->mark.range.end };
    for (guint i = 0; view->mark.is_on && i < G_N_ELEMENTS(points); i++) {
        position->position[i] = view->article->page->lines[points[i]->line].source;
        position->row[i] =
            points[i]->line - article_find_line(view->article, position->position[i]);
    }
}

static void mark_find(struct article_view *view, const struct mark_position *position,
                      bool is_same_width)
{
    struct page_range *range = &view->mark.range;
    guint lines[2] = { 0 };
    view->mark.is_on &= view->article->page->n_lines > 0;
    view->mark.is_pressed &= view->mark.is_on;
    if (!view->mark.is_on)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        lines[i] =
            MIN(article_find_line_below(view->article, position->position[i], position->row[i]),
                view->article->page->n_lines - 1);
    const struct page_range whole = { page_line_get_begin(lines[0]),
                                      page_line_get_end(view->article->page, lines[1]) };
    range->begin.line = lines[0];
    range->end.line = lines[1];
    if (!is_same_width)
        *range = whole;
}

void article_set(struct article_view *view)
{
    guint measure = (guint)options_get_number(app_get_options(view->view.ui->app), OPTION_MEASURE);
    guint cols = (guint)MAX(view->view.pane.cols - 3, ARTICLE_MIN_MEASURE);
    cols = MAX(MIN(cols, measure), ARTICLE_MIN_MEASURE);
    struct article *article = view->article;
    const bool fits =
        article->page && picture_frame_fits(&view->pictures, article->page, view->view.pane.rows);
    if (fits && article->page_width == cols && view->is_placed)
        return;
    struct mark_position position = { 0 };
    const bool is_same_width = article->page && article->page_width == cols;
    const bool is_in_page = article->page && view->top >= view->head->len;
    view->shift = 0;
    mark_keep(view, &position);
    article->page_width = fits ? article->page_width : 0;
    article->pictures = picture_frame_get(&view->pictures, view->view.pane.rows);
    article_set_typography(view->view.ui, article);
    article_set_width(article, cols);
    article_head_build(view->head, view->view.ui, article, cols);
    guint line = 0;
    if (!view->is_placed)
        line = article_get_position_line(article);
    else if (is_in_page || view->position || view->position_row)
        line = article_find_line_below(article, view->position, view->position_row);
    view->is_placed = true;
    view->search_line = -1;
    mark_find(view, &position, is_same_width);
    const guint top =
        line || is_in_page ? line + view->head->len : MIN(view->top, view->head->len - 1);
    article_scroll_to(view, top);
}

/* ---- on the screen */

/* Centres the page in the pane. */
int article_get_margin(const struct article_view *view)
{
    return MAX((view->view.pane.cols - 1 - (int)view->article->page_width) / 2, 1);
}

bool page_line_is_bidi(const struct page_line *line)
{
    for (guint i = 0; i < line->n_spans; i++)
        if (line->spans[i].level)
            return true;
    return false;
}

/* Returns the clusters of a line, whose text is given, in visual order, the leftmost first. */
static GArray *page_line_order(const struct grid *grid, const struct page_line *line,
                               const char *text)
{
    const size_t len = strlen(text);
    g_autofree guint8 *levels = g_malloc(len + 1);
    size_t at = 0;
    for (guint i = 0; i < line->n_spans; i++) {
        const size_t n = strlen(line->spans[i].text);
        memset(levels + at, line->spans[i].level, n);
        at += n;
    }
    return grid_order_text(grid, text, len, levels);
}

/* Returns the column of the first cluster of a line in the page. A line wider than the page begins
 * at the edge of the page where reading begins, for right-to-left lines the right one, and is
 * shifted out over that edge. */
static int line_get_col(const struct article_view *view, const struct page_line *line,
                        const GArray *clusters, bool is_ordered)
{
    const int width = (int)view->article->page_width;
    const int shift = (int)line->cols > width ? (int)view->shift : 0;
    int cols = 0;
    for (guint i = 0; i < clusters->len; i++)
        cols += g_array_index(clusters, struct bidi_cluster, i).cols;
    return is_ordered && line->is_rtl ? width - cols + shift : -shift;
}

/* In visual order if the grid reorders, else as they come. */
GArray *article_list_clusters(const struct article_view *view, const struct page_line *line,
                              const char *text, int *col)
{
    g_autofree guint8 *levels = g_malloc0(strlen(text) + 1);
    const struct grid *grid = view->view.ui->grid;
    const bool is_ordered = grid->reorders && page_line_is_bidi(line);
    GArray *clusters = is_ordered ? page_line_order(grid, line, text)
                                  : grid_order_text(grid, text, strlen(text), levels);
    *col = line_get_col(view, line, clusters, is_ordered);
    return clusters;
}

bool article_find_point(const struct article_view *view, int row, int col, struct page_point *point)
{
    const struct page *page = view->article->page;
    const gint64 index = (gint64)view->top - view->head->len + row;
    if (!page || !page->n_lines)
        return false;
    point->line = (guint)CLAMP(index, 0, (gint64)page->n_lines - 1);
    const struct page_line *line = &page->lines[point->line];
    g_autofree char *text = page_line_get_text(line);
    int at;
    g_autoptr(GArray) clusters = article_list_clusters(view, line, text, &at);
    at += article_get_margin(view);
    point->at = 0;
    /* the last cluster whose left edge is not after col */
    for (guint i = 0; i < clusters->len; i++) {
        const struct bidi_cluster *cluster = &g_array_index(clusters, struct bidi_cluster, i);
        if (i > 0 && at > col)
            break;
        point->at = cluster->begin;
        at += cluster->cols;
    }
    if (index != point->line) /* above or below the page */
        point->at = index < 0 ? 0 : strlen(text);
    return true;
}
