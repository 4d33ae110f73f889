/* SPDX-License-Identifier: MIT */
/* The links of an open article: by number, by click, as a list. */
#include "article_link.h"

#include "article_page.h"
#include "view_links.h"

enum { MAX_JUMPS_BACK = 100 };

guint article_follow(struct article_view *view, guint link)
{
    struct ui *ui = view->view.ui;
    const struct page *page = view->article->page;
    const char *key = keymap_find_key(app_get_keymap(ui->app), CONTEXT_ARTICLE, COMMAND_JUMP_BACK);
    guint source;
    if (!page_find_target(page, link, &source)) {
        const guint jump = link & PAGE_JUMP ? link & ~(guint)PAGE_JUMP : 0;
        const char *url = jump && jump <= page->n_jumps ? page->jumps[jump - 1].url : NULL;
        if (link >= 1 && link <= page->n_links)
            ui_browse(ui, page->links[link - 1].url);
        else if (url)
            ui_browse(ui, url); /* the note is on the article's page */
        else
            ui_say(ui, "this link leads nowhere");
        return VIEW_DRAW;
    }
    if (!view->jumps)
        view->jumps = g_array_new(FALSE, FALSE, sizeof(guint));
    if (view->jumps->len >= MAX_JUMPS_BACK)
        g_array_remove_index(view->jumps, 0);
    g_array_append_val(view->jumps, view->position);
    article_scroll_to(view, (gint64)view->head->len + article_find_line(view->article, source));
    g_autofree char *name = key ? keymap_describe_key(key) : NULL;
    if (name)
        ui_say(ui, "%s goes back", name);
    return VIEW_DRAW;
}

guint article_jump_back(struct article_view *view)
{
    if (!view->jumps || !view->jumps->len)
        return VIEW_PASSED;
    const guint position = g_array_index(view->jumps, guint, view->jumps->len - 1);
    g_array_set_size(view->jumps, view->jumps->len - 1);
    article_scroll_to(
        view, position ? (gint64)view->head->len + article_find_line(view->article, position) : 0);
    return VIEW_DRAW;
}

static guint open_link_finish(struct view *view, const char *text)
{
    struct article_view *own = (struct article_view *)view;
    const struct page *page = own->article->page;
    const guint64 number = g_ascii_strtoull(text, NULL, 10);
    if (page && number >= 1 && number <= page->n_links)
        article_follow(own, (guint)number);
    else
        ui_say_error(view->ui, "the article has no link \"%s\"", text);
    return VIEW_DRAW;
}

/* "5o" opens link 5 at once. */
static guint open_link_change(struct view *view, const char *text)
{
    if (!g_str_has_suffix(text, "o"))
        return VIEW_DRAW;
    g_autofree char *number = g_strdup(text);
    ui_drop_question(view->ui);
    return open_link_finish(view, number);
}

guint article_show_links(struct article_view *view)
{
    article_set(view);
    if (!view->article->page->n_links) {
        ui_say(view->view.ui, "this article has no links");
        return VIEW_DRAW;
    }
    ui_push_overlay(view->view.ui, links_view_open(view->view.ui, view->article));
    return VIEW_DRAW;
}

guint article_ask_link(struct article_view *view, const char *text)
{
    ask_start(&view->view, "open link: ", text, open_link_finish);
    view->view.ui->ask.change = open_link_change;
    return VIEW_DRAW;
}

guint article_open_at(struct article_view *view, int row, int col)
{
    struct ui *ui = view->view.ui;
    const struct pane pane = view->view.pane;
    const struct cell *cell = grid_get_cell(ui->grid, pane.row + row, pane.col + col);
    const struct page *page = view->article->page;
    if (cell && page && cell->style.link)
        article_follow(view, cell->style.link);
    else if (cell && cell->address)
        ui_browse(ui, ui->grid->addresses->pdata[cell->address - 1]);
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
