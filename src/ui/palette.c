/* SPDX-License-Identifier: MIT */
/* Colours of the theme in the colours that a terminal has. */
#include "palette.h"

static const guint basic_colours[16] = {
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
};

guint palette_get_rgb(int index)
{
    static const guint levels[6] = { 0, 95, 135, 175, 215, 255 };
    if (index < 16)
        return basic_colours[index & 15];
    if (index < 232) {
        guint at = (guint)index - 16;
        return levels[at / 36] << 16 | levels[at / 6 % 6] << 8 | levels[at % 6];
    }
    guint grey = 8 + 10 * ((guint)index - 232);
    return grey << 16 | grey << 8 | grey;
}

/* Distance weighted as the eye weighs red, green and blue. */
static int rgb_distance(guint a, guint b)
{
    int red = (int)(a >> 16 & 255) - (int)(b >> 16 & 255);
    int green = (int)(a >> 8 & 255) - (int)(b >> 8 & 255);
    int blue = (int)(a & 255) - (int)(b & 255);
    return 3 * red * red + 6 * green * green + 2 * blue * blue;
}

int palette_find_nearest(guint rgb, int first, int last)
{
    int best = first;
    for (int i = first; i <= last; i++)
        if (rgb_distance(palette_get_rgb(i), rgb) < rgb_distance(palette_get_rgb(best), rgb))
            best = i;
    return best;
}

static int palette_map_colour(const struct palette *palette, int colour)
{
    if (colour == THEME_DEFAULT)
        return colour;
    bool is_rgb = colour & THEME_RGB;
    guint rgb = is_rgb ? (guint)colour & 0xFFFFFF : palette_get_rgb(colour & 255);
    if (palette->is_direct)
        return colour;
    if (is_rgb && palette->n_colours >= 256)
        return palette_find_nearest(rgb, 16, 255);
    if (!is_rgb && colour < palette->n_colours)
        return colour;
    if (!is_rgb && colour < 16)
        return colour - 8;
    return palette_find_nearest(rgb, 0, palette->n_colours >= 16 ? 15 : 7);
}

struct theme_style palette_map_style(const struct palette *palette, const struct theme_style *style)
{
    enum { GREY = 8 };
    struct theme_style mapped = *style;
    if (palette->n_colours < 8) {
        if (style->background != THEME_DEFAULT)
            mapped.attributes |= THEME_REVERSE;
        mapped.foreground = mapped.background = THEME_DEFAULT;
        return mapped;
    }
    if (style->foreground == GREY && palette->n_colours == 8) {
        mapped.foreground = THEME_DEFAULT;
        mapped.attributes |= THEME_DIM;
    } else {
        mapped.foreground = palette_map_colour(palette, style->foreground);
    }
    mapped.background = palette_map_colour(palette, style->background);
    return mapped;
}
