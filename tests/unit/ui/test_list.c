/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "ui/list_window.h"

static struct list list_of(guint count, guint rows)
{
    struct list list;
    list_init(&list);
    list_set_rows(&list, rows);
    list_set_count(&list, count);
    return list;
}

static void cursor_keeps_a_margin(void)
{
    struct list list = list_of(100, 10);
    list_move(&list, 6);
    g_assert_cmpuint(list.top, ==, 0);
    list_move(&list, 1);
    g_assert_cmpuint(list.top, ==, 1);
    list_move_end(&list);
    g_assert_cmpuint(list.cursor, ==, 99);
    g_assert_cmpuint(list.top, ==, 90);
    g_assert_false(list_move(&list, 1));
    list_move_home(&list);
    g_assert_cmpuint(list.top, ==, 0);
    g_assert_false(list_move(&list, -5));
}

static void pages_and_halves_move_the_screen(void)
{
    struct list list = list_of(100, 10);
    g_assert_true(list_move_page(&list, 2));
    g_assert_cmpuint(list.top, ==, 9);
    g_assert_cmpuint(list.cursor, ==, 12);
    g_assert_true(list_move_page(&list, 1));
    g_assert_cmpuint(list.top, ==, 14);
    g_assert_cmpuint(list.cursor, ==, 17);
    g_assert_true(list_move_page(&list, -2));
    g_assert_cmpuint(list.top, ==, 5);
    g_assert_cmpuint(list.cursor, ==, 8);
    list_move_page(&list, -2);
    list_move_page(&list, -2);
    g_assert_cmpuint(list.cursor, ==, 0);
    g_assert_cmpuint(list.top, ==, 0);
}

static void resize_keeps_the_cursor(void)
{
    struct list list = list_of(300000, 40);
    list_set_cursor(&list, 150000);
    list_set_rows(&list, 5);
    g_assert_cmpuint(list.cursor, ==, 150000);
    g_assert_cmpuint(list.top, <=, 150000);
    g_assert_cmpuint(list.top + 5, >, 150000);
    list_set_rows(&list, 0);
    list_set_rows(&list, 30);
    g_assert_cmpuint(list.cursor, ==, 150000);
    g_assert_cmpuint(list.top, <=, 150000);
    g_assert_cmpuint(list.top + 30, >, 150000);
}

static void shrinking_moves_the_cursor_inside(void)
{
    struct list list = list_of(50, 10);
    list_move_end(&list);
    list_set_count(&list, 3);
    g_assert_cmpuint(list.cursor, ==, 2);
    g_assert_cmpuint(list.top, ==, 0);
    list_set_count(&list, 0);
    g_assert_cmpuint(list.cursor, ==, 0);
    g_assert_false(list_move(&list, 1));
    g_assert_false(list_scroll(&list, 3));
}

static void following_keeps_the_screen_row(void)
{
    struct list list = list_of(100, 10);
    list_set_cursor(&list, 50);
    guint row = list.cursor - list.top;
    list_set_count(&list, 120);
    list_follow_cursor(&list, 70);
    g_assert_cmpuint(list.cursor - list.top, ==, row);
}

static void scrolling_drags_the_cursor_only_as_needed(void)
{
    struct list list = list_of(100, 10);
    list_set_cursor(&list, 5);
    g_assert_true(list_scroll(&list, 1));
    g_assert_cmpuint(list.cursor, ==, 5);
    list_scroll(&list, 3);
    g_assert_cmpuint(list.top, ==, 4);
    g_assert_cmpuint(list.cursor, ==, 7);
    list_scroll(&list, 1000);
    g_assert_cmpuint(list.top, ==, 90);
    g_assert_cmpuint(list.cursor, ==, 93);
    g_assert_false(list_scroll(&list, 1));
}

static void screen_rows_find_their_row(void)
{
    struct list list = list_of(12, 10);
    list_move_end(&list);
    guint index = 0;
    g_assert_true(list_find_row(&list, 3, &index));
    g_assert_cmpuint(index, ==, 5);
    g_assert_false(list_find_row(&list, 10, &index));
    g_assert_false(list_find_row(&list, -1, &index));
}

static void clicks_do_not_scroll(void)
{
    struct list list = list_of(100, 10);
    list_set_cursor(&list, 50);
    guint top = list.top;
    g_assert_true(list_select_row(&list, top));
    list_set_count(&list, 100);
    g_assert_cmpuint(list.top, ==, top);
    g_assert_false(list_select_row(&list, top));
}

static bool is_multiple_of_seven(void *data, guint index)
{
    guint *calls = data;
    ++*calls;
    return index % 7 == 0;
}

static void search_goes_around_and_stops(void)
{
    struct list list = list_of(20, 10);
    guint calls = 0, index = 0;
    list_set_cursor(&list, 15);
    g_assert_true(list_search(&list, false, 100, is_multiple_of_seven, &calls, &index));
    g_assert_cmpuint(index, ==, 0);
    g_assert_true(list_search(&list, true, 100, is_multiple_of_seven, &calls, &index));
    g_assert_cmpuint(index, ==, 14);
    calls = 0;
    list_set_cursor(&list, 7);
    g_assert_false(list_search(&list, false, 3, is_multiple_of_seven, &calls, &index));
    g_assert_cmpuint(calls, ==, 3);
}

static void count_row(void *data, struct grid *grid, struct pane pane, guint index)
{
    guint *calls = data;
    ++*calls;
    char text[16];
    g_snprintf(text, sizeof text, "row %u", index);
    grid_put_text(grid, pane.row, pane.col, pane.cols, text, (size_t)-1, STYLE(TEXT));
}

static void drawing_asks_only_for_visible_rows(void)
{
    struct grid *grid = grid_new(6, 12);
    guint calls = 0;
    struct list_drawing drawing = { .draw_row = count_row, .data = &calls, .has_focus = true };
    struct list list = list_of(300000, 4);
    list_set_cursor(&list, 200000);
    list_draw(&list, grid, (struct pane){ 1, 0, 4, 12 }, &drawing);
    g_assert_cmpuint(calls, ==, 4);
    g_autofree char *text = grid_dump_text(grid);
    g_assert_cmpstr(text, ==, "\nrow 199998\nrow 199999\nrow 200000 ▐\nrow 200001\n\n");
    g_autofree char *styles = grid_dump_styles(grid);
    g_assert_cmpstr(styles, ==, "\n\n\naaaaaaaaaaab\n\n\na = text under cursor\nb = faint\n");
    grid_free(grid);
}

static void empty_list_says_so(void)
{
    struct grid *grid = grid_new(3, 20);
    struct list_drawing drawing = { .empty = "nothing here" };
    struct list list = list_of(0, 3);
    list_draw(&list, grid, grid_get_pane(grid), &drawing);
    g_autofree char *text = grid_dump_text(grid);
    g_assert_cmpstr(text, ==, "\n    nothing here\n\n");
    grid_free(grid);
}

void test_list_add(void)
{
    g_test_add_func("/list/keeps-a-margin", cursor_keeps_a_margin);
    g_test_add_func("/list/moves-by-pages-and-halves", pages_and_halves_move_the_screen);
    g_test_add_func("/list/keeps-the-cursor-when-resized", resize_keeps_the_cursor);
    g_test_add_func("/list/moves-the-cursor-inside-when-shrunk", shrinking_moves_the_cursor_inside);
    g_test_add_func("/list/keeps-the-screen-row-when-following", following_keeps_the_screen_row);
    g_test_add_func("/list/drags-the-cursor-when-scrolled",
                    scrolling_drags_the_cursor_only_as_needed);
    g_test_add_func("/list/finds-rows-by-screen-row", screen_rows_find_their_row);
    g_test_add_func("/list/stays-when-clicked", clicks_do_not_scroll);
    g_test_add_func("/list/searches-around-the-end", search_goes_around_and_stops);
    g_test_add_func("/list/draws-only-visible-rows", drawing_asks_only_for_visible_rows);
    g_test_add_func("/list/says-so-when-empty", empty_list_says_so);
}
