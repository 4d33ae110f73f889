/* SPDX-License-Identifier: MIT */
/* The cells of pictures: how many they take, and what stands in them. UI thread only. */
#ifndef UI_PICTURE_CELLS_H
#define UI_PICTURE_CELLS_H

#include "app/picture.h"
#include "text/page.h"
#include "ui/cell.h"

struct ui;

/* The largest size of the picture's shape within max_cols x max_rows cells, and at most scale times
 * as large as the picture is. */
void picture_fit(const struct ui *ui, const struct app_picture *picture, guint max_cols,
                 guint max_rows, guint scale, guint *cols, guint *rows);

/* The picture at url over cols x rows cells, in the form that this terminal shows; NULL until the
 * drawing is ready, for which it is asked. Borrowed. */
struct picture_drawing *picture_want_drawing(struct ui *ui, const char *url, guint cols,
                                             guint rows);

/* Draws the part of a picture that belongs to line, or its name while there is no drawing. */
void picture_draw_line(struct ui *ui, struct grid *grid, struct pane row, const struct page *page,
                       const struct page_line *line);

/* Draws the picture at url into the middle of pane, as large as it fits, or says why not. */
void picture_draw_large(struct ui *ui, struct grid *grid, struct pane pane, const char *url);

#endif
