/* SPDX-License-Identifier: MIT */
/* Which text of an open article is shown: the text of its feed, the full text, or what changed. */
#include "article_text.h"

#include "article_page.h"

guint article_step_changes(struct article_view *view)
{
    g_autoptr(GError) error = NULL;
    struct article *article = view->article;
    if (!article->revision)
        view->text_position = view->position;
    if (!article_show_changes(view->view.ui->app, article, &error)) {
        if (error)
            ui_say_error(view->view.ui, "%s", error->message);
        else
            ui_say(view->view.ui, "this article has not changed since it was fetched");
        return VIEW_DRAW;
    }
    view->mark.is_on = false;
    view->top = 0;
    view->position = article->revision ? 0 : view->text_position;
    article_set(view);
    return VIEW_DRAW;
}

guint article_show_text(struct article_view *view, bool is_other)
{
    if (is_other) {
        view->mark.is_on = false;
        if (view->jumps)
            g_array_set_size(view->jumps, 0);
        view->is_placed = false;
        view->top = view->position = 0;
    } else {
        const guint old_len = view->head->len;
        article_head_build(view->head, view->view.ui, view->article, view->article->page_width);
        if (view->top >= old_len)
            view->top += view->head->len - old_len;
    }
    article_set(view);
    return VIEW_DRAW;
}

guint article_toggle_text(struct article_view *view)
{
    g_autoptr(GError) error = NULL;
    struct article *article = view->article;
    const enum article_text before = article->text.shown;
    while (article->revision) /* from the changes back to the text */
        article_step_changes(view);
    if (!article_switch_text(view->view.ui->app, article, view->position, &error)) {
        ui_say_error(view->view.ui, "%s", error->message);
        return VIEW_DRAW;
    }
    return article_show_text(view, article->text.shown != before);
}

guint article_drop(struct article_view *view)
{
    if (!article_drop_fetch(view->view.ui->app, view->article))
        return VIEW_PASSED;
    ui_say(view->view.ui, "stopped fetching the whole article");
    return article_show_text(view, false);
}
