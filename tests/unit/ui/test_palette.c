/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "ui/palette.h"

static const struct theme_style orange_on_grey = { THEME_RGB | 0xFF8700, 236, THEME_BOLD };

static void colours_fit_the_terminal(void)
{
    static const struct {
        struct palette palette;
        int foreground, background;
        guint attributes;
    } rows[] = {
        { { 256, true }, THEME_RGB | 0xFF8700, 236, THEME_BOLD },
        { { 256, false }, 208, 236, THEME_BOLD },
        { { 16, false }, 3, 0, THEME_BOLD },
        { { 8, false }, 3, 0, THEME_BOLD },
        { { 0, false }, THEME_DEFAULT, THEME_DEFAULT, THEME_BOLD | THEME_REVERSE },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct theme_style mapped = palette_map_style(&rows[i].palette, &orange_on_grey);
        g_assert_cmpint(mapped.foreground, ==, rows[i].foreground);
        g_assert_cmpint(mapped.background, ==, rows[i].background);
        g_assert_cmpuint(mapped.attributes, ==, rows[i].attributes);
    }
}

static void grey_is_dim_where_there_are_eight_colours(void)
{
    struct palette palette = { 8, false };
    struct theme_style grey = { 8, THEME_DEFAULT, 0 }, bright = { 12, THEME_DEFAULT, 0 };
    struct theme_style mapped = palette_map_style(&palette, &grey);
    g_assert_cmpint(mapped.foreground, ==, THEME_DEFAULT);
    g_assert_cmpuint(mapped.attributes, ==, THEME_DIM);
    g_assert_cmpint(palette_map_style(&palette, &bright).foreground, ==, 4);
}

static void every_palette_colour_is_its_own_nearest(void)
{
    for (int i = 16; i < 256; i++)
        g_assert_cmpuint(palette_get_rgb(palette_find_nearest(palette_get_rgb(i), 16, 255)), ==,
                         palette_get_rgb(i));
}

void test_palette_add(void)
{
    g_test_add_func("/palette/fits-colours-to-the-terminal", colours_fit_the_terminal);
    g_test_add_func("/palette/dims-grey-when-there-are-eight-colours",
                    grey_is_dim_where_there_are_eight_colours);
    g_test_add_func("/palette/finds-itself-as-nearest", every_palette_colour_is_its_own_nearest);
}
