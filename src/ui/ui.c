/* SPDX-License-Identifier: MIT */
/* The reader on a screen: input to views, events to views, views to the grid. */
#include "ui/ui.h"

#include "dispatch.h"
#include "history.h"
#include "pane.h"
#include "report.h"
#include "status.h"
#include "text/hyphen.h"
#include "text_order.h"
#include "view_candidates.h"
#include "view_feeds.h"
#include "view_headlines.h"

#include <string.h>

static void free_view(gpointer data)
{
    ui_free_view(data);
}

struct ui *ui_new(struct app *app, int rows, int cols)
{
    struct ui *ui = g_new0(struct ui, 1);
    ui->app = app;
    ui->thread = g_thread_self();
    ui->grid = grid_new(rows, cols);
    ui_set_bidi(ui);
    ui->overlays = g_ptr_array_new_with_free_func(free_view);
    ui->command_history = history_load(app, "commands");
    ui->search_history = history_load(app, "searches");
    ui->panes[PANE_FEEDS] = feeds_view_open(ui);
    ui->panes[PANE_HEADLINES] = headlines_view_open(ui);
    ui->draws = true;
    g_autofree char *mistakes = app_describe_mistakes(app);
    if (mistakes)
        ui_say_error(ui, "%s", mistakes);
    return ui;
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    ui_drop_question(ui);
    history_save(ui->app, "commands", ui->command_history);
    history_save(ui->app, "searches", ui->search_history);
    g_ptr_array_unref(ui->overlays);
    for (guint i = PANE_N; i > 0; i--)
        ui_free_view(ui->panes[i - 1]);
    g_ptr_array_unref(ui->command_history);
    g_ptr_array_unref(ui->search_history);
    g_free(ui->search);
    notices_clear(&ui->notices);
    grid_free(ui->grid);
    hyphen_shelf_free(ui->hyphens);
    g_free(ui);
}

/* ---- input */

void ui_handle_key(struct ui *ui, const char *key)
{
    g_assert(g_thread_self() == ui->thread);
    ui->draws = true;
    ui->notices.is_handling_key = true;
    if (ui->ask.prompt) {
        struct view *view = ui->ask.view;
        ui_carry_out(ui, view, ask_handle_key(ui, key));
    } else {
        notices_pass(&ui->notices);
        if (strcmp(key, "<Esc>") != 0 || !candidates_stop_search(ui))
            ui_run_key(ui, key);
    }
    ui->notices.is_handling_key = false;
}

static void ui_handle_mouse(struct ui *ui, const struct input_event *input)
{
    struct input_event local = *input;
    struct view *view = NULL;
    const bool is_begun = input->button == INPUT_DRAG || input->button == INPUT_RELEASE;
    /* a drag that began in a view belongs to that view, also outside of it */
    if (ui->overlays->len || is_begun) {
        view = ui_get_top(ui);
    } else {
        for (guint i = 0; i < PANE_N; i++)
            if (ui->panes[i] && ui->layout.panes[i].rows > 0 &&
                pane_contains(&ui->layout.panes[i], input->row, input->col)) {
                view = ui->panes[i];
                if (input->button == INPUT_BUTTON_LEFT)
                    ui_set_focus(ui, (enum ui_pane)i);
            }
    }
    if (!view || (!is_begun && !pane_contains(&view->pane, input->row, input->col)))
        return;
    local.row -= view->pane.row;
    local.col -= view->pane.col;
    ui_carry_out(ui, view, view->class->handle_mouse(view, &local));
}

void ui_handle_input(struct ui *ui, const struct input_event *input)
{
    ui->draws = true;
    if (input->kind == INPUT_KEY) {
        ui_handle_key(ui, input->key);
    } else if (input->kind == INPUT_PASTE) {
        if (ui->ask.prompt)
            prompt_insert(ui->ask.prompt, input->paste);
        else
            notices_add(&ui->notices, NOTICE_INFO, NOTICE_HERE,
                        g_strdup("text was pasted; type : first if it is a command"));
    } else if (input->kind == INPUT_TERMINAL) {
        ui_apply_redraw(ui, REDRAW_LAYOUT);
    } else {
        if (ui->ask.prompt)
            return;
        if (input->button != INPUT_RELEASE) /* the press may have shown a message */
            notices_pass(&ui->notices);
        ui->notices.is_handling_key = true;
        ui_handle_mouse(ui, input);
        ui->notices.is_handling_key = false;
    }
}

/* ---- events */

static void handle_event(struct view *view, const struct event *event)
{
    if (view && view->class->handle_event)
        ui_carry_out(view->ui, view, view->class->handle_event(view, event));
}

static void ui_handle_event(struct ui *ui, const struct event *event)
{
    for (guint i = 0; i < PANE_N; i++)
        handle_event(ui->panes[i], event);
    for (guint i = 0; i < ui->overlays->len; i++)
        handle_event(ui->overlays->pdata[i], event);
    if (event->kind == EVENT_DISCOVERY)
        ui_carry_out(ui, ui_get_top(ui), candidates_handle_event(ui, event));
    if (event->kind == EVENT_FEEDS)
        ui_follow_feeds(ui, event->feed_id);
    report_event(ui, event);
    ui->draws = true;
}

void ui_take_events(struct ui *ui)
{
    struct event *event;
    g_assert(g_thread_self() == ui->thread);
    while ((event = app_take_event(ui->app))) {
        ui_handle_event(ui, event);
        event_free(event);
    }
}

/* ---- drawing */

static void ui_draw_head(struct ui *ui, struct view *view, struct pane head, bool has_focus,
                         bool is_ruled)
{
    g_autofree char *right = NULL;
    g_autofree char *title = view->class->get_title(view, &right);
    struct style style = has_focus ? STYLE(PANE_TITLE_FOCUS) : STYLE(PANE_TITLE);
    int end = head.col + head.cols - 1, start = head.col + 1;
    if (is_ruled)
        grid_draw_horizontal(ui->grid, head.row, head.col, head.cols, STYLE(BORDER));
    if (right) {
        int used = grid_put_right(ui->grid, head.row, end, head.cols / 3, right, style);
        if (is_ruled)
            grid_put_text(ui->grid, head.row, end - used - 1, 1, " ", 1, style);
        if (is_ruled)
            grid_put_text(ui->grid, head.row, end, 1, " ", 1, style);
        end -= used + 2;
    }
    if (is_ruled)
        grid_put_text(ui->grid, head.row, start++ - 1, 2, "  ", 2, style);
    start += grid_put_ellipsized(ui->grid, head.row, start, end - start - 1, title, style);
    if (is_ruled)
        grid_put_text(ui->grid, head.row, start, 1, " ", 1, style);
}

static void ui_draw_panes(struct ui *ui)
{
    for (guint i = 0; i < PANE_N; i++) {
        struct view *view = ui->panes[i];
        if (!view || ui->layout.heads[i].rows == 0)
            continue;
        bool has_focus = ui->focus == i;
        view->pane = ui->layout.panes[i];
        view->class->draw(view, ui->grid, has_focus);
        ui_draw_head(ui, view, ui->layout.heads[i], has_focus,
                     i == PANE_ARTICLE && ui->layout.heads[i].row > 0);
    }
    if (ui->layout.split_col >= 0)
        grid_draw_vertical(ui->grid, 0, ui->layout.split_col, ui->grid->rows - 1, STYLE(BORDER));
}

static void ui_draw_overlay(struct ui *ui)
{
    struct view *overlay = ui_get_top(ui);
    overlay->pane = (struct pane){ 1, 0, MAX(ui->grid->rows - 2, 0), ui->grid->cols };
    overlay->class->draw(overlay, ui->grid, true);
    ui_draw_head(ui, overlay, (struct pane){ 0, 0, 1, ui->grid->cols }, true, false);
}

const struct grid *ui_draw(struct ui *ui)
{
    g_assert(g_thread_self() == ui->thread);
    grid_clear(ui->grid);
    ui->layout = layout_compute(ui);
    if (ui->headlines_are_stale && ui->layout.panes[PANE_HEADLINES].rows > 0)
        ui_show_headlines(ui);
    if (ui->overlays->len)
        ui_draw_overlay(ui);
    else
        ui_draw_panes(ui);
    struct pane last = { ui->grid->rows - 1, 0, 1, ui->grid->cols };
    if (ui->ask.prompt)
        prompt_draw(ui->ask.prompt, ui->grid, last);
    else
        status_draw(ui, last);
    ui->draws = false;
    return ui->grid;
}
