/* SPDX-License-Identifier: MIT */
/* The three panes: which list is shown, which article is open, what comes next. */
#include "pane.h"

#include "app/feed_list.h"
#include "text_order.h"
#include "ui/screen.h"
#include "view_article.h"
#include "view_feeds.h"
#include "view_headlines.h"

void ui_set_focus(struct ui *ui, enum ui_pane pane)
{
    g_assert(pane < PANE_N);
    if (!ui->panes[pane])
        return;
    if (pane != PANE_FEEDS && ui->headlines_are_stale)
        ui_show_headlines(ui);
    ui->is_zoomed = ui->is_zoomed && pane == ui->focus;
    ui->focus = pane;
    ui->draws = true;
}

void ui_show_headlines(struct ui *ui)
{
    const struct feed_list_row *row = feeds_view_get_row(ui->panes[PANE_FEEDS]);
    if (!row)
        return;
    const char *path = row->kind == FEED_LIST_QUERY ? row->query : row->path;
    struct headlines *shown = headlines_view_get(ui->panes[PANE_HEADLINES]);
    bool is_same = shown && !headlines_is_search(shown) && headlines_get_kind(shown) == row->kind &&
                   headlines_get_feed_id(shown) == row->feed_id &&
                   g_strcmp0(headlines_get_query(shown), path) == 0;
    ui->headlines_are_stale = false;
    if (!is_same)
        headlines_view_show(
            ui->panes[PANE_HEADLINES],
            headlines_new(ui->app, row->kind, row->feed_id, path, row->title, false));
}

void ui_show_list(struct ui *ui, struct headlines *headlines)
{
    g_ptr_array_set_size(ui->overlays, 0);
    headlines_view_show(ui->panes[PANE_HEADLINES], headlines);
    ui->headlines_are_stale = false;
    ui_set_focus(ui, PANE_HEADLINES);
}

/* ---- articles */

void ui_close_article(struct ui *ui)
{
    g_clear_pointer(&ui->panes[PANE_ARTICLE], ui_free_view);
    ui_set_focus(ui, PANE_HEADLINES);
}

/* The words that the list was searched for are marked in the article, too; words that were searched
 * in another article are forgotten. */
static void take_search(struct ui *ui)
{
    struct headlines *shown = headlines_view_get(ui->panes[PANE_HEADLINES]);
    char **words = shown && headlines_is_search(shown) ? headlines_get_words(shown) : NULL;
    g_clear_pointer(&ui->search, g_free);
    if (words && words[0])
        ui->search = g_strdup(words[0]);
}

static void open_article(struct ui *ui, gint64 item_id)
{
    struct view *view = article_view_open(ui, item_id);
    if (!view)
        return;
    take_search(ui);
    ui_free_view(ui->panes[PANE_ARTICLE]);
    ui->panes[PANE_ARTICLE] = view;
    ui->focus = PANE_ARTICLE;
    ui->draws = true;
}

/* Shows the next list with unread articles, its cursor on one of them. */
static bool show_next_unread_feed(struct ui *ui, bool backwards)
{
    struct view *headlines = ui->panes[PANE_HEADLINES];
    struct headlines *shown = headlines_view_get(headlines);
    if (!shown || headlines_get_kind(shown) != FEED_LIST_FEED)
        return false;
    gint64 feed_id = headlines_get_feed_id(shown);
    gint64 next = feed_list_find_unread(app_get_feed_list(ui->app), feed_id, backwards);
    if (!next || next == feed_id)
        return false;
    feeds_view_select_feed(ui->panes[PANE_FEEDS], next);
    ui_show_headlines(ui);
    return headlines_view_select_unread(headlines);
}

bool ui_open_unread(struct ui *ui)
{
    struct view *headlines = ui->panes[PANE_HEADLINES];
    if (ui->headlines_are_stale)
        ui_show_headlines(ui);
    if (!headlines_view_select_unread(headlines))
        return false;
    open_article(ui, headlines_view_get_item(headlines));
    return true;
}

void ui_open_next(struct ui *ui, bool backwards, bool is_unread)
{
    struct view *headlines = ui->panes[PANE_HEADLINES];
    if (ui->overlays->len)
        return;
    if (ui->headlines_are_stale)
        ui_show_headlines(ui);
    /* coming from the list of feeds, the article under the cursor counts as the next one */
    bool is_found = is_unread && !ui->panes[PANE_ARTICLE] && !backwards
                        ? headlines_view_select_unread(headlines)
                        : headlines_view_step(headlines, backwards, is_unread);
    if (!is_found && is_unread)
        is_found = show_next_unread_feed(ui, backwards);
    if (is_found)
        open_article(ui, headlines_view_get_item(headlines));
    else
        ui_say(ui, is_unread   ? "no more unread articles"
                   : backwards ? "this is the first article"
                               : "this is the last article");
}

void ui_leave_deleted(struct ui *ui, gint64 item_id)
{
    struct view *headlines = ui->panes[PANE_HEADLINES], *open = ui->panes[PANE_ARTICLE];
    if (!open || article_view_get(open)->body->row.id != item_id)
        return;
    if (ui->focus == PANE_ARTICLE && headlines_view_step(headlines, false, false))
        open_article(ui, headlines_view_get_item(headlines));
    else
        ui_close_article(ui);
}

/* ---- changes and answers */

static void relayout(struct view *view)
{
    if (view && view->class->relayout)
        view->class->relayout(view);
}

void ui_apply_redraw(struct ui *ui, guint redraw)
{
    if (redraw & REDRAW_MODEL) {
        headlines_view_rebuild(ui->panes[PANE_HEADLINES]);
        headlines_view_sync(ui->panes[PANE_HEADLINES]);
    }
    for (guint i = 0; redraw & (REDRAW_PAGE | REDRAW_LAYOUT) && i < PANE_N; i++)
        relayout(ui->panes[i]);
    if (redraw & REDRAW_LAYOUT)
        ui_set_bidi(ui);
    if (ui->screen && redraw & REDRAW_LAYOUT) {
        const struct options *options = app_get_options(ui->app);
        screen_set_mouse(ui->screen, options_get_bool(options, OPTION_MOUSE));
        screen_set_hyperlinks(
            ui->screen, (enum option_hyperlinks)options_get_number(options, OPTION_HYPERLINKS));
    }
    if (redraw != REDRAW_NONE)
        ui->draws = true;
}

void ui_follow_feeds(struct ui *ui, gint64 feed_id)
{
    ui_apply_redraw(ui, REDRAW_MODEL | REDRAW_LIST | REDRAW_STATUS);
    if (!feed_id || ui->panes[PANE_ARTICLE])
        return;
    feeds_view_select_feed(ui->panes[PANE_FEEDS], feed_id);
    ui_show_headlines(ui);
}

void ui_carry_out(struct ui *ui, struct view *view, guint answer)
{
    g_assert(g_thread_self() == ui->thread);
    if (answer & VIEW_CLOSE)
        ui_pop_overlay(ui);
    if (answer & VIEW_NEXT_UNREAD)
        ui_open_next(ui, false, true);
    if (answer & VIEW_OPEN && view == ui->panes[PANE_FEEDS]) {
        ui_show_headlines(ui);
        ui_set_focus(ui, PANE_HEADLINES);
    } else if (answer & VIEW_OPEN && view == ui->panes[PANE_HEADLINES]) {
        open_article(ui, headlines_view_get_item(view));
    }
}
