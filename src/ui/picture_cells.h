/* SPDX-License-Identifier: MIT */
/* The cells of pictures: how many they take, and what stands in them. UI thread only. */
#ifndef UI_PICTURE_CELLS_H
#define UI_PICTURE_CELLS_H

#include "article/picture.h"
#include "text/page.h"
#include "ui/cell.h"

struct ui;

/* Sets *cols and *rows to the largest size with the shape of the picture within max_cols x max_rows
 * cells, at most scale times its natural size. */
void picture_fit(const struct ui *ui, const struct app_picture *picture, guint max_cols,
                 guint max_rows, guint scale, guint *cols, guint *rows);

/* Returns the picture at url drawn over cols x rows cells, in the form that this terminal shows;
 * NULL until the drawing, which this call requests, is ready. Borrowed. */
struct picture_drawing *picture_want_drawing(struct ui *ui, const char *url, guint cols,
                                             guint rows);

/* Draws the part of a picture that belongs to line, or its name while there is no drawing. */
void picture_draw_line(struct ui *ui, struct grid *grid, struct pane row, const struct page *page,
                       const struct page_line *line);

/* Draws the picture at url into the middle of pane, as large as it fits, or says why not. */
void picture_draw_large(struct ui *ui, struct grid *grid, struct pane pane, const char *url);

#endif
