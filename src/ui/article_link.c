/* SPDX-License-Identifier: MIT */
/* The links of an open article: by number, by click, as a list. */
#include "article_view.h"

static guint open_link_finish(struct ui *ui, const char *text)
{
    const struct article *article =
        ui->panes[PANE_ARTICLE] ? article_view_get(ui->panes[PANE_ARTICLE]) : NULL;
    guint64 number = g_ascii_strtoull(text, NULL, 10);
    if (article && article->page && number >= 1 && number <= article->page->n_links)
        ui_browse(ui, article->page->links[number - 1].url);
    else
        ui_say_error(ui, "the article has no link \"%s\"", text);
    return VIEW_DRAW;
}

/* "5o" opens link 5 at once. */
static void open_link_change(struct ui *ui, const char *text)
{
    if (!g_str_has_suffix(text, "o"))
        return;
    g_autofree char *number = g_strdup(text);
    ask_stop(ui);
    open_link_finish(ui, number);
}

guint article_show_links(struct article_view *view)
{
    article_set(view);
    if (!view->article->page->n_links) {
        ui_say(view->view.ui, "this article has no links");
        return VIEW_DRAW;
    }
    ui_push_page(view->view.ui, links_view_open(view->view.ui, view->article));
    return VIEW_DRAW;
}

guint article_ask_link(struct article_view *view, const char *text)
{
    ask_start(view->view.ui, "open link: ", text, open_link_finish);
    view->view.ui->ask.change = open_link_change;
    return VIEW_DRAW;
}

guint article_open_at(struct article_view *view, int row, int col)
{
    struct ui *ui = view->view.ui;
    const struct pane pane = view->view.pane;
    const struct cell *cell = grid_get_cell(ui->grid, pane.row + row, pane.col + col);
    const struct page *page = view->article->page;
    if (cell && page && cell->style.link && cell->style.link <= page->n_links)
        ui_browse(ui, page->links[cell->style.link - 1].url);
    else
        picture_frame_click(&view->pictures, page, (gint64)view->top - view->head->len + row);
    return VIEW_DRAW;
}

guint article_browse(struct article_view *view)
{
    const char *url = view->article->body->row.url;
    if (url)
        ui_browse(view->view.ui, url);
    else
        ui_say(view->view.ui, "this article has no link");
    return VIEW_DRAW;
}
