/* SPDX-License-Identifier: MIT */
/* Colours of the theme in what a terminal has. Pure functions. */
#ifndef UI_PALETTE_H
#define UI_PALETTE_H

#include "config/theme.h"

/* What a terminal can show. */
struct palette {
    int n_colours;  /* 0 (none, or not wanted), 8, 16, 88, 256, … */
    bool is_direct; /* colours from 8 on are 0xRRGGBB itself */
};

/* style with its colours as numbers for the terminal (THEME_DEFAULT: its own), and attributes that
 * stand in for colours it lacks: reverse for a background, dim for grey. */
struct theme_style palette_map_style(const struct palette *palette,
                                     const struct theme_style *style);

/* 0xRRGGBB of a palette index 0…255 as xterm has it. */
guint palette_get_rgb(int index);

/* The index in first…last of xterm's palette that looks most like 0xRRGGBB. */
int palette_find_nearest(guint rgb, int first, int last);

#endif
