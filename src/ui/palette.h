/* SPDX-License-Identifier: MIT */
/* Colours of the theme in the colours that a terminal has. Pure functions. */
#ifndef UI_PALETTE_H
#define UI_PALETTE_H

#include "config/theme.h"

/* What a terminal can show. */
struct palette {
    int n_colours;  /* 0 (none, or not wanted), 8, 16, 88, 256, … */
    bool is_direct; /* shows any colour: indices and THEME_RGB colours stay what they are */
};

/* Returns style with its colours as numbers for the terminal (THEME_DEFAULT: the terminal's
 * default), and with attributes instead of colours that it lacks: reverse for a background, dim for
 * grey. */
struct theme_style palette_map_style(const struct palette *palette,
                                     const struct theme_style *style);

/* Returns 0xRRGGBB of an index 0…255 in the palette of xterm. */
guint palette_get_rgb(int index);

/* Returns the index in first…last of the palette of xterm that looks most like 0xRRGGBB. */
int palette_find_nearest(guint rgb, int first, int last);

#endif
