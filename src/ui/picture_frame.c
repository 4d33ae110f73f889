/* SPDX-License-Identifier: MIT */
/* Pictures among the lines of an article. */
#include "picture_frame.h"

#include "ui/screen.h"

#include <assert.h>
#include <string.h>

static_assert(PICTURE_DEFAULT == THEME_DEFAULT && PICTURE_RGB == THEME_RGB,
              "text and config write colours in the same way");

enum {
    PIXELS_A_COL = 8,   /* of a picture in its natural size, whatever the font */
    LARGER_AT_MOST = 2, /* than that, on a page of its own */
    MOST_CELLS = 290,   /* of a side; kitty's protocol can't count further */
};

static enum picture_colours get_colours(const struct ui *ui)
{
    const int n = ui->screen ? screen_get_colours(ui->screen) : 256;
    return n > 256    ? PICTURE_ALL_COLOURS
           : n == 256 ? PICTURE_256_COLOURS
           : n >= 16  ? PICTURE_16_COLOURS
           : n >= 8   ? PICTURE_8_COLOURS
                      : PICTURE_NO_COLOURS;
}

/* The picture at url over cols x rows cells, as this terminal shows it; NULL while it is not there.
 */
static struct picture_drawing *want_drawing(struct ui *ui, const char *url, guint cols, guint rows)
{
    struct picture_spec spec = { .colours = get_colours(ui),
                                 .cols = cols,
                                 .rows = rows,
                                 .cell_width = PIXELS_A_COL,
                                 .cell_height = 2 * PIXELS_A_COL };
    const gint64 wanted = options_get_number(app_get_options(ui->app), OPTION_GRAPHICS);
    if (ui->screen)
        spec.form = screen_choose_graphics(ui->screen, (enum option_graphics)wanted);
    if (spec.form != PICTURE_BLOCKS && spec.form != PICTURE_BRAILLE)
        screen_get_cell_size(ui->screen, &spec.cell_width, &spec.cell_height);
    if (cols * spec.cell_width > PICTURE_MAX_SIDE_PIXELS ||
        rows * spec.cell_height > PICTURE_MAX_SIDE_PIXELS)
        spec.form = PICTURE_BLOCKS;
    return app_want_drawing(ui->app, url, &spec);
}

/* The largest size of the picture's shape within max_cols x max_rows cells, and scale times as
 * large as the picture is. */
static void picture_fit(const struct ui *ui, const struct app_picture *picture, guint max_cols,
                        guint max_rows, guint scale, guint *cols, guint *rows)
{
    double cell_shape = 2; /* height by width */
    if (ui->screen)
        cell_shape = screen_get_cell_shape(ui->screen);
    const double rows_a_col = picture->height / (picture->width * cell_shape);
    max_cols = MIN(max_cols, MOST_CELLS);
    max_rows = MIN(max_rows, MOST_CELLS);
    double width = MIN(max_cols, scale * MAX((double)picture->width / PIXELS_A_COL, 1));
    width = MIN(width, max_rows / rows_a_col);
    *cols = CLAMP((guint)(width + 0.5), 1, max_cols);
    *rows = CLAMP((guint)(width * rows_a_col + 0.5), 1, max_rows);
}

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
        guint cols, rows; /* turned upright, it may have another shape */
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
            want_drawing(frame->ui, picture->url, picture->cols, picture->rows);
    }
}

/* The number of the picture that takes most of page's lines first to end - 1; 0: none. */
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
    ui_push_page(frame->ui,
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

/* ---- drawing */

static void draw_row(struct grid *grid, struct pane row, struct picture_drawing *drawing,
                     guint index)
{
    const guint cols = drawing->spec.cols, n = MIN(cols, (guint)MAX(row.cols, 0));
    if (!drawing->cells) {
        grid_put_picture(grid, row.row, row.col, row.cols, drawing, index);
        return;
    }
    for (guint i = 0; i < n; i++) {
        const struct picture_cell *cell = &drawing->cells[index * cols + i];
        grid_put_colours(grid, row.row, row.col + (int)i, cell->text, cell->ink, cell->paper);
    }
}

void picture_draw_line(struct ui *ui, struct grid *grid, struct pane row, const struct page *page,
                       const struct page_line *line)
{
    const struct page_picture *picture = &page->pictures[line->picture - 1];
    row.col += line->picture_col;
    row.cols = MIN(row.cols - line->picture_col, (int)picture->cols);
    struct picture_drawing *drawing = want_drawing(ui, picture->url, picture->cols, picture->rows);
    if (drawing) {
        draw_row(grid, row, drawing, line->picture_row);
    } else if (line->picture_row == picture->rows / 2) {
        g_autofree char *name =
            g_strdup_printf("[picture%s%s]", *picture->alt ? ": " : "", picture->alt);
        grid_put_ellipsized(grid, row.row, row.col, row.cols, name, STYLE(FAINT));
    }
}

void picture_draw_large(struct ui *ui, struct grid *grid, struct pane pane, const char *url)
{
    const struct app_picture *picture = app_find_picture(ui->app, url);
    guint cols, rows;
    if (!picture || picture->state != PICTURE_HERE || pane.rows < 1 || pane.cols < 1) {
        g_autofree char *text =
            picture && picture->error
                ? g_strdup_printf("this picture can't be shown: %s", picture->error)
                : g_strdup("the picture is on its way");
        grid_put_ellipsized(grid, pane.row, pane.col + 1, pane.cols - 1, text, STYLE(FAINT));
        return;
    }
    picture_fit(ui, picture, (guint)pane.cols, (guint)pane.rows, LARGER_AT_MOST, &cols, &rows);
    struct picture_drawing *drawing = want_drawing(ui, url, cols, rows);
    const struct pane inner = { pane.row + (pane.rows - (int)rows) / 2,
                                pane.col + (pane.cols - (int)cols) / 2, (int)rows, (int)cols };
    for (guint i = 0; drawing && i < rows; i++)
        draw_row(grid, (struct pane){ inner.row + (int)i, inner.col, 1, inner.cols }, drawing, i);
}
