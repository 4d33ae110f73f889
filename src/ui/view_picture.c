/* SPDX-License-Identifier: MIT */
/* One picture over the panes, as large as it fits. */
#include "view_picture.h"

#include "picture_cells.h"

struct picture_view {
    struct view view;
    gint64 feed_id;
    char *url, *alt;
};

static void picture_view_free(struct view *view)
{
    struct picture_view *own = (struct picture_view *)view;
    g_free(own->url);
    g_free(own->alt);
    g_free(own);
}

static void picture_view_draw(struct view *view, struct grid *grid, bool has_focus G_GNUC_UNUSED)
{
    struct picture_view *own = (struct picture_view *)view;
    grid_fill(grid, view->pane, STYLE(TEXT));
    app_want_picture(view->ui->app, app_get_feed_options(view->ui->app, own->feed_id), own->url);
    picture_draw_large(view->ui, grid, view->pane, own->url);
}

static guint picture_view_handle_command(struct view *view, enum command_id id,
                                         const struct command *command G_GNUC_UNUSED)
{
    struct picture_view *own = (struct picture_view *)view;
    if (id == COMMAND_BROWSE) {
        ui_browse(view->ui, own->url);
        return VIEW_DRAW;
    }
    return id == COMMAND_OPEN || id == COMMAND_SHOW_PICTURE ? VIEW_CLOSE : VIEW_PASSED;
}

static guint picture_view_handle_mouse(struct view *view G_GNUC_UNUSED,
                                       const struct input_event *input G_GNUC_UNUSED)
{
    return VIEW_DONE;
}

static char *picture_view_get_title(struct view *view, char **right)
{
    const struct picture_view *own = (struct picture_view *)view;
    const struct app_picture *picture = app_find_picture(view->ui->app, own->url);
    *right = picture && picture->state == PICTURE_HERE
                 ? g_strdup_printf("%u x %u", picture->width, picture->height)
                 : NULL;
    const char *name = picture_is_data(own->url) ? "picture" : own->url;
    return g_strdup(*own->alt ? own->alt : name);
}

static const struct view_class picture_class = {
    .context = CONTEXT_TEXT,
    .free = picture_view_free,
    .draw = picture_view_draw,
    .handle_command = picture_view_handle_command,
    .handle_mouse = picture_view_handle_mouse,
    .get_title = picture_view_get_title,
};

struct view *picture_view_open(struct ui *ui, gint64 feed_id, const char *url, const char *alt)
{
    struct picture_view *view = g_new0(struct picture_view, 1);
    view->view = (struct view){ .class = &picture_class, .ui = ui };
    view->feed_id = feed_id;
    view->url = g_strdup(url);
    view->alt = g_strdup(alt);
    return &view->view;
}
