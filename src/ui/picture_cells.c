/* SPDX-License-Identifier: MIT */
/* The cells of pictures: how many they take, and what stands in them. */
#include "picture_cells.h"

#include "frame.h"
#include "ui/screen.h"

#include <assert.h>

static_assert(PICTURE_DEFAULT == THEME_DEFAULT && PICTURE_RGB == THEME_RGB,
              "text and config write colours in the same way");

enum {
    PIXELS_A_COL = 8,   /* of a picture at its natural size, whatever the font */
    LARGER_AT_MOST = 2, /* than its natural size, if shown alone */
    MOST_CELLS = 290,   /* cells of a side: the protocol of kitty cannot count further */
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
struct picture_drawing *picture_want_drawing(struct ui *ui, const char *url, guint cols, guint rows)
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
void picture_fit(const struct ui *ui, const struct app_picture *picture, guint max_cols,
                 guint max_rows, guint scale, guint *cols, guint *rows)
{
    double cell_shape = 2; /* height of a cell divided by its width */
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

/* ---- drawing */

static void draw_row(struct grid *grid, struct pane row, struct picture_drawing *drawing,
                     guint index)
{
    g_assert(index < drawing->spec.rows);
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
    g_assert(line->picture >= 1 && line->picture <= page->n_pictures);
    const struct page_picture *picture = &page->pictures[line->picture - 1];
    row.col += line->picture_col;
    row.cols = MIN(row.cols - line->picture_col, (int)picture->cols);
    struct picture_drawing *drawing =
        picture_want_drawing(ui, picture->url, picture->cols, picture->rows);
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
                ? g_strdup_printf("could not show this picture: %s", picture->error)
                : g_strdup("the picture is being fetched");
        grid_put_ellipsized(grid, pane.row, pane.col + 1, pane.cols - 1, text, STYLE(FAINT));
        return;
    }
    picture_fit(ui, picture, (guint)pane.cols, (guint)pane.rows, LARGER_AT_MOST, &cols, &rows);
    struct picture_drawing *drawing = picture_want_drawing(ui, url, cols, rows);
    const struct pane inner = { pane.row + (pane.rows - (int)rows) / 2,
                                pane.col + (pane.cols - (int)cols) / 2, (int)rows, (int)cols };
    for (guint i = 0; drawing && i < rows; i++)
        draw_row(grid, (struct pane){ inner.row + (int)i, inner.col, 1, inner.cols }, drawing, i);
}
