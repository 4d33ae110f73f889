/* SPDX-License-Identifier: MIT */
/* Pictures among the lines of an article: which are shown, and how much room they take. */
#include "picture_frame.h"

#include "article/picture.h"
#include "frame.h"
#include "picture_cells.h"
#include "view_picture.h"

#include <string.h>

/* ---- an article's */

static bool frame_measure(void *data, const char *url, guint room, guint *cols, guint *rows,
                          const char **note)
{
    const struct picture_frame *frame = data;
    const struct app_picture *picture = app_find_picture(frame->ui->app, url);
    if (!picture || frame->wish == PICTURES_HIDDEN)
        return false;
    if (picture->state == PICTURE_FAILED)
        *note = picture->error;
    if (picture->state != PICTURE_HERE)
        return false;
    picture_fit(frame->ui, picture, room, frame->max_rows, 1, cols, rows);
    return true;
}

void picture_frame_init(struct picture_frame *frame, struct ui *ui, gint64 feed_id)
{
    *frame = (struct picture_frame){ .ui = ui, .feed_id = feed_id };
    frame->page = (struct page_pictures){ frame_measure, frame };
}

static gint64 frame_get_option(const struct picture_frame *frame)
{
    return options_get_number(app_get_feed_options(frame->ui->app, frame->feed_id),
                              OPTION_PICTURES);
}

static guint frame_get_max_rows(int rows)
{
    return (guint)MAX(rows * 2 / 3, 1);
}

const struct page_pictures *picture_frame_get(struct picture_frame *frame, int rows)
{
    frame->max_rows = frame_get_max_rows(rows);
    const bool is_named =
        frame->wish == PICTURES_AS_SET && frame_get_option(frame) == OPTION_PICTURES_NEVER;
    return app_has_pictures(frame->ui->app) && !is_named ? &frame->page : NULL;
}

static bool frame_shows_all(const struct picture_frame *frame)
{
    return frame->wish == PICTURES_SHOWN ||
           (frame->wish == PICTURES_AS_SET && frame_get_option(frame) == OPTION_PICTURES_ALWAYS);
}

void picture_frame_toggle(struct picture_frame *frame)
{
    if (!app_has_pictures(frame->ui->app))
        ui_say(frame->ui, "this newsdeck was built without pictures");
    frame->wish = frame_shows_all(frame) ? PICTURES_HIDDEN : PICTURES_SHOWN;
}

bool picture_frame_fits(const struct picture_frame *frame, const struct page *page, int rows)
{
    return !page->n_pictures || frame->max_rows == frame_get_max_rows(rows);
}

bool picture_frame_is_old(const struct picture_frame *frame, const struct page *page,
                          const char *url)
{
    const struct app_picture *known = app_find_picture(frame->ui->app, url);
    for (guint i = 0; known && frame->wish != PICTURES_HIDDEN && i < page->n_pictures; i++) {
        const struct page_picture *shown = &page->pictures[i];
        if (strcmp(shown->url, url) != 0)
            continue;
        if (known->state == PICTURE_FAILED || !shown->rows)
            return known->state != PICTURE_COMING;
        guint cols, rows; /* a picture that had to be turned has another shape than its file said */
        picture_fit(frame->ui, known, shown->cols, frame->max_rows, 1, &cols, &rows);
        return cols != shown->cols || rows != shown->rows;
    }
    return false;
}

void picture_frame_want(struct picture_frame *frame, const struct page *page, gint64 first,
                        int rows)
{
    const struct options *options = app_get_feed_options(frame->ui->app, frame->feed_id);
    const bool shows_all = frame_shows_all(frame);
    const gint64 end = MIN(first + 2 * rows, (gint64)page->n_lines);
    guint last = 0;
    for (gint64 i = MAX(first - rows, 0); page->n_pictures && i < end; i++) {
        const guint number = page->lines[i].picture;
        if (!number || number == last)
            continue;
        last = number;
        if (shows_all)
            app_want_picture(frame->ui->app, options, page->pictures[number - 1].url);
        const struct page_picture *picture = &page->pictures[number - 1];
        if (picture->rows)
            picture_want_drawing(frame->ui, picture->url, picture->cols, picture->rows);
    }
}

/* Returns the number of the picture that takes most lines of page from first to end - 1; 0: none.
 */
static guint find_picture(const struct page *page, gint64 first, gint64 end)
{
    guint best = 0, best_rows = 0, rows = 0;
    for (gint64 i = MAX(first, 0); i < MIN(end, (gint64)page->n_lines); i++) {
        const guint number = page->lines[i].picture;
        rows = i > first && i > 0 && page->lines[i - 1].picture == number ? rows + 1 : 1;
        if (number && rows > best_rows) {
            best = number;
            best_rows = rows;
        }
    }
    return best;
}

void picture_frame_open(struct picture_frame *frame, const struct page *page, gint64 first,
                        int rows)
{
    const guint number = page ? find_picture(page, first, first + rows) : 0;
    if (!number) {
        ui_say(frame->ui, "there is no picture on the screen");
        return;
    }
    const struct page_picture *picture = &page->pictures[number - 1];
    ui_push_overlay(frame->ui,
                    picture_view_open(frame->ui, frame->feed_id, picture->url, picture->alt));
}

void picture_frame_click(struct picture_frame *frame, const struct page *page, gint64 line)
{
    if (!page || line < 0 || line >= page->n_lines || !page->lines[line].picture)
        return;
    const struct page_picture *picture = &page->pictures[page->lines[line].picture - 1];
    if (picture->rows)
        picture_frame_open(frame, page, line, 1);
    else
        app_want_picture(frame->ui->app, app_get_feed_options(frame->ui->app, frame->feed_id),
                         picture->url);
}
