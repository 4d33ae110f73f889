/* SPDX-License-Identifier: MIT */
/* What views may ask of the frame around them. */
#include "frame.h"

bool ui_is_done(const struct ui *ui)
{
    return ui->is_done;
}

void ui_resize(struct ui *ui, int rows, int cols)
{
    grid_resize(ui->grid, rows, cols);
    ui->draws = true;
}

struct view *ui_get_top(const struct ui *ui)
{
    const GPtrArray *overlays = ui->overlays;
    struct view *top = overlays->len ? overlays->pdata[overlays->len - 1] : ui->panes[ui->focus];
    g_assert(top);
    return top;
}

enum context ui_get_context(const struct ui *ui)
{
    struct view *top = ui_get_top(ui);
    return top->class->get_context ? top->class->get_context(top) : top->class->context;
}

const char *ui_get_search(const struct view *view)
{
    return ui_get_top(view->ui) == view ? view->ui->search : NULL;
}

struct app_focus ui_get_focus(const struct ui *ui)
{
    struct app_focus focus = { 0 };
    struct view *headlines = ui->panes[PANE_HEADLINES], *view = ui->panes[ui->focus];
    if (ui->focus != PANE_FEEDS || !ui->headlines_are_stale)
        headlines->class->add_focus(headlines, &focus);
    if (ui->focus == PANE_FEEDS)
        focus.item_id = 0;
    if (view->class->add_focus)
        view->class->add_focus(view, &focus);
    return focus;
}

static void G_GNUC_PRINTF(3, 0)
    say(struct ui *ui, enum notice_kind kind, const char *format, va_list arguments)
{
    g_assert(g_thread_self() == ui->thread);
    notices_add(&ui->notices, kind, ui->notices.is_handling_key ? NOTICE_HERE : NOTICE_OTHER,
                g_strdup_vprintf(format, arguments));
    ui->draws = true;
}

void ui_say(struct ui *ui, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(ui, NOTICE_INFO, format, arguments);
    va_end(arguments);
}

void ui_say_begun(struct ui *ui, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(ui, NOTICE_BEGUN, format, arguments);
    va_end(arguments);
}

void ui_say_error(struct ui *ui, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(ui, NOTICE_ERROR, format, arguments);
    va_end(arguments);
}

void ui_push_overlay(struct ui *ui, struct view *overlay)
{
    g_assert(g_thread_self() == ui->thread);
    g_assert(overlay && overlay->ui == ui);
    g_ptr_array_add(ui->overlays, overlay);
    g_clear_pointer(&ui->search, g_free);
    ui->draws = true;
}

bool ui_pop_overlay(struct ui *ui)
{
    if (!ui->overlays->len)
        return false;
    g_ptr_array_set_size(ui->overlays, (gint)ui->overlays->len - 1);
    g_clear_pointer(&ui->search, g_free);
    ui->draws = true;
    return true;
}

void ui_browse(struct ui *ui, const char *url)
{
    g_assert(url);
    g_autoptr(GError) error = NULL;
    if (app_browse(ui->app, url, &error))
        ui_say(ui, "opening %s", url);
    else
        ui_say_error(ui, "%s", error->message);
}

void ui_drop_question(struct ui *ui)
{
    g_clear_pointer(&ui->ask.prompt, prompt_free);
    ui->ask = (struct ask){ 0 };
    ui->draws = true;
}

void ui_free_view(struct view *view)
{
    if (!view)
        return;
    if (view->ui->ask.view == view)
        ui_drop_question(view->ui);
    view->class->free(view);
}
