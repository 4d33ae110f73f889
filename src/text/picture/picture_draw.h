/* SPDX-License-Identifier: MIT */
/* Inside text: how a picture is drawn in each form. Any thread. */
#ifndef TEXT_PICTURE_DRAW_H
#define TEXT_PICTURE_DRAW_H

#include "text/picture.h"

/* Fills drawing, whose spec is set, with what shows the pixels; for all but cells they are as many
 * as the cells cover. False and error where the library for it is not there. */
typedef bool picture_drawer(struct picture_drawing *drawing, const struct picture_pixels *pixels,
                            GError **error);

picture_drawer picture_draw_cells;  /* picture_chafa.c */
picture_drawer picture_draw_kitty;  /* picture_png.c */
picture_drawer picture_draw_iterm2; /* picture_png.c */
picture_drawer picture_draw_sixel;  /* picture_sixel.c */

/* For those that were built without it: false and an error that says so. */
bool picture_draw_none(GError **error);

#endif
