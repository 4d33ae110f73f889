/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "ui/cell.h"

#include <string.h>

static void assert_text(const struct grid *grid, const char *expected)
{
    g_autofree char *text = grid_dump_text(grid);
    g_assert_cmpstr(text, ==, expected);
}

/* Draws text on one line of max_cols and compares the line and the columns used. */
static void check_put(const char *text, int max_cols, const char *expected, int expected_cols)
{
    struct grid *grid = grid_new(1, 20);
    int used = grid_put_text(grid, 0, 0, max_cols, text, (size_t)-1, STYLE(TEXT));
    g_autofree char *line = g_strconcat(expected, "\n", NULL);
    assert_text(grid, line);
    g_assert_cmpint(used, ==, expected_cols);
    grid_free(grid);
}

static void wide_characters_take_two_columns(void)
{
    check_put("日本語", 20, "日本語", 6);
    check_put("a日b", 20, "a日b", 4);
    check_put("日本語", 5, "日本", 4);
    check_put("日本語", 1, "", 0);
}

static void marks_stay_on_their_letter(void)
{
    check_put("e\xCC\x81t", 20, "e\xCC\x81t", 2);
    check_put("xe\xCC\x81t", 2, "xe\xCC\x81", 2);
    check_put("นี้", 20, "นี้", 1);
    check_put("\xCC\x81"
              "a",
              20, "a", 1);
    GString *zalgo = g_string_new("a");
    for (int i = 0; i < 200; i++)
        g_string_append(zalgo, "\xCC\x81");
    g_string_append(zalgo, "b");
    struct grid *grid = grid_new(1, 5);
    g_assert_cmpint(grid_put_text(grid, 0, 0, 5, zalgo->str, zalgo->len, STYLE(TEXT)), ==, 2);
    g_assert_cmpstr(grid_get_cell(grid, 0, 1)->text, ==, "b");
    grid_free(grid);
    g_string_free(zalgo, TRUE);
}

static void emoji_sequences_are_one_emoji(void)
{
    check_put("👩‍👩‍👧‍👦!", 20, "👩!", 3);
    check_put("👍🏽.", 20, "👍.", 3);
    check_put("☺️x", 20, "☺ x", 3);
    check_put("1️⃣x", 20, "1⃣ x", 3);
    check_put("🏴󠁧󠁢󠁥󠁮󠁧󠁿x", 20, "🏴x", 3);
    check_put("👩‍👩‍👧‍👦", 1, "", 0);
}

static void flags_are_not_parted(void)
{
    check_put("🇩🇪🇫🇷", 20, "🇩🇪🇫🇷", 4);
    check_put("🇩🇪🇫🇷", 3, "🇩🇪", 2);
    check_put("🇩🇪", 1, "", 0);
}

static void indic_syllables_keep_their_vowels(void)
{
    check_put("का", 20, "का", 2);
    check_put("का", 1, "", 0);
}

static void right_to_left_text_is_drawn_as_given(void)
{
    check_put("םולש abc", 20, "םולש abc", 8);
    check_put("\xE2\x80\xAE"
              "abc"
              "\xE2\x80\xAC",
              20, "abc", 3);
    check_put("a\xE2\x80\x8F"
              "b",
              20, "ab", 2);
}

static void control_characters_never_reach_the_grid(void)
{
    check_put("a\033[31mb", 20, "a[31mb", 6);
    check_put("a\tb\nc\r", 20, "a b c", 6);
    check_put("a\x7F\x01"
              "b",
              20, "ab", 2);
    check_put("a\xC2\x9B"
              "1mb",
              20, "a1mb", 4);
    check_put("bad \xFF\xC3", 20, "bad \xEF\xBF\xBD\xEF\xBF\xBD", 6);
    check_put("soft\xC2\xADhyphen", 20, "softhyphen", 10);
}

static void overwriting_half_a_wide_character_blanks_the_other(void)
{
    struct grid *grid = grid_new(1, 6);
    grid_put_text(grid, 0, 0, 6, "日本語", (size_t)-1, STYLE(TEXT));
    grid_put_text(grid, 0, 1, 2, "xy", (size_t)-1, STYLE(TEXT));
    assert_text(grid, " xy 語\n");
    grid_fill(grid, (struct pane){ 0, 5, 1, 1 }, STYLE(TEXT));
    assert_text(grid, " xy\n");
    grid_free(grid);
}

static void wide_character_does_not_cross_the_last_column(void)
{
    struct grid *grid = grid_new(1, 3);
    g_assert_cmpint(grid_put_text(grid, 0, 0, 100, "日本", (size_t)-1, STYLE(TEXT)), ==, 2);
    assert_text(grid, "日\n");
    grid_free(grid);
}

static void long_text_ends_in_an_ellipsis(void)
{
    struct grid *grid = grid_new(3, 10);
    grid_put_ellipsized(grid, 0, 0, 6, "headline", STYLE(TEXT));
    grid_put_ellipsized(grid, 1, 0, 6, "日本語日本語", STYLE(TEXT));
    grid_put_ellipsized(grid, 2, 0, 6, "six.6.", STYLE(TEXT));
    assert_text(grid, "headl…\n日本…\nsix.6.\n");
    grid_free(grid);
}

static void drawing_outside_is_harmless(void)
{
    struct grid *grid = grid_new(2, 4);
    grid_put_text(grid, 7, 0, 4, "below", (size_t)-1, STYLE(TEXT));
    grid_put_text(grid, -1, 0, 4, "above", (size_t)-1, STYLE(TEXT));
    grid_put_text(grid, 0, -2, 4, "left", (size_t)-1, STYLE(TEXT));
    grid_fill(grid, (struct pane){ -5, -5, 100, 100 }, STYLE(TEXT));
    grid_tint(grid, (struct pane){ 1, 3, 9, 9 }, THEME_CURSOR);
    grid_draw_frame(grid, (struct pane){ 1, 1, 9, 9 }, STYLE(BORDER));
    assert_text(grid, "\n ╭──\n");
    grid_free(grid);
}

static void style_dump_has_a_legend(void)
{
    struct grid *grid = grid_new(2, 8);
    struct style strong = { .element = THEME_LINK, .attributes = THEME_BOLD, .link = 1 };
    grid_put_text(grid, 0, 2, 8, "ab", (size_t)-1, strong);
    grid_put_text(grid, 1, 0, 8, "日", (size_t)-1, STYLE(STAR));
    grid_tint(grid, (struct pane){ 1, 0, 1, 3 }, THEME_CURSOR);
    g_autofree char *styles = grid_dump_styles(grid);
    g_assert_cmpstr(styles, ==,
                    "..aa\nbbc\na = link+bold\nb = star under cursor\nc = text under cursor\n");
    grid_free(grid);
}

static void tint_keeps_bold_and_takes_its_colours(void)
{
    struct theme theme = { 0 };
    theme.styles[THEME_COUNT] = (struct theme_style){ 4, 5, THEME_BOLD | THEME_UNDERLINE };
    theme.styles[THEME_CURSOR] = (struct theme_style){ -1, 7, THEME_REVERSE };
    struct cell cell = { .cols = 1, .tint = THEME_CURSOR, .style = STYLE(COUNT) };
    struct theme_style style = cell_resolve_style(&cell, &theme);
    g_assert_cmpint(style.foreground, ==, -1);
    g_assert_cmpint(style.background, ==, 7);
    g_assert_cmpuint(style.attributes, ==, THEME_BOLD | THEME_REVERSE);
}

void test_cell_add(void)
{
    g_test_add_func("/cell/takes-two-columns-when-wide", wide_characters_take_two_columns);
    g_test_add_func("/cell/keeps-marks-on-their-letter", marks_stay_on_their_letter);
    g_test_add_func("/cell/draws-one-emoji-when-a-sequence-is-given",
                    emoji_sequences_are_one_emoji);
    g_test_add_func("/cell/keeps-flags-whole", flags_are_not_parted);
    g_test_add_func("/cell/keeps-vowels-of-indic-syllables", indic_syllables_keep_their_vowels);
    g_test_add_func("/cell/draws-right-to-left-text-as-given",
                    right_to_left_text_is_drawn_as_given);
    g_test_add_func("/cell/drops-control-characters", control_characters_never_reach_the_grid);
    g_test_add_func("/cell/blanks-the-other-half-when-one-is-overwritten",
                    overwriting_half_a_wide_character_blanks_the_other);
    g_test_add_func("/cell/leaves-the-last-column-blank-when-a-wide-one-does-not-fit",
                    wide_character_does_not_cross_the_last_column);
    g_test_add_func("/cell/ends-in-an-ellipsis-when-too-long", long_text_ends_in_an_ellipsis);
    g_test_add_func("/cell/clips-when-drawn-outside", drawing_outside_is_harmless);
    g_test_add_func("/cell/dumps-styles-with-a-legend", style_dump_has_a_legend);
    g_test_add_func("/cell/keeps-bold-when-tinted", tint_keeps_bold_and_takes_its_colours);
}
