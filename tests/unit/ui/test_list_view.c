/* SPDX-License-Identifier: MIT */
/* A made-up page on list_view.c. This program is linked without app and without the views: what a
 * list page needs is the frame. */
#include "tests.h"

#include "ui/list_view.h"

#include <string.h>

enum { ROWS = 8, COLS = 40 };

static const char *const names[] = { "alpha", "beta",  "gamma ray", "delta", "epsilon", "zeta",
                                     "eta",   "theta", "iota",      "kappa", "lamda",   "mu" };

/* The one thing of app that the frame calls: it would start a program. */
bool app_browse(struct app *app G_GNUC_UNUSED, const char *url G_GNUC_UNUSED,
                GError **error G_GNUC_UNUSED)
{
    return true;
}

struct made_up {
    struct list_view base;
    guint n_rows;
    const char *error;
    guint n_opened, opened; /* how often, and which row last */
};

static guint made_up_refresh(struct list_view *list)
{
    return ((struct made_up *)list)->n_rows;
}

static void made_up_get_row(struct list_view *list G_GNUC_UNUSED, guint index, struct list_row *row)
{
    row->number = index + 1;
    list_row_add(row, names[index % G_N_ELEMENTS(names)], STYLE(TEXT))->share = 50;
    struct list_cell *cell = list_row_add(row, index % 2 ? "odd" : "even", STYLE(DATE));
    cell->cols = 5;
    cell->is_right = true;
    cell->min_pane_cols = 30;
    list_row_add(row, "https://example.org/a-rather-long-address", STYLE(LINK));
}

static guint made_up_open(struct list_view *list, guint index)
{
    struct made_up *own = (struct made_up *)list;
    own->n_opened++;
    own->opened = index;
    return VIEW_DRAW;
}

static const char *made_up_get_error(const struct list_view *list)
{
    return ((const struct made_up *)list)->error;
}

static char *made_up_get_title(const struct list_view *list G_GNUC_UNUSED)
{
    return g_strdup("Made up");
}

static void made_up_get_details(struct list_view *list G_GNUC_UNUSED, guint index,
                                struct list_row *lines)
{
    list_row_add(lines, "", STYLE(TEXT));
    list_row_take(lines, g_strdup_printf("row %u", index), STYLE(TEXT));
}

static const struct list_class made_up_class = {
    .lead_cols = 5,
    .has_number_keys = true,
    .is_opened_by_clicks = true,
    .empty = "nothing here",
    .refresh = made_up_refresh,
    .get_row = made_up_get_row,
    .open = made_up_open,
    .get_error = made_up_get_error,
    .get_title = made_up_get_title,
};

/* ---- a frame with the page as its only overlay */

struct stage {
    struct ui ui;
    struct view *view;
    struct made_up *page;
};

static void free_view(gpointer view)
{
    ui_free_view(view);
}

static void stage_open(struct stage *stage, const struct list_class *class, guint n_rows)
{
    memset(stage, 0, sizeof *stage);
    stage->ui.thread = g_thread_self();
    stage->ui.grid = grid_new(ROWS, COLS);
    stage->ui.overlays = g_ptr_array_new_with_free_func(free_view);
    stage->page = g_new0(struct made_up, 1);
    stage->page->n_rows = n_rows;
    list_view_init(&stage->page->base, &stage->ui, class);
    stage->view = &stage->page->base.view;
    stage->view->pane = (struct pane){ 0, 0, ROWS, COLS };
    ui_push_overlay(&stage->ui, stage->view);
}

static void stage_close(struct stage *stage)
{
    g_ptr_array_unref(stage->ui.overlays);
    grid_free(stage->ui.grid);
    g_free(stage->ui.search);
    notices_clear(&stage->ui.notices);
}

/* The screen as lines. Caller frees. */
static char *stage_draw(struct stage *stage)
{
    grid_clear(stage->ui.grid);
    stage->view->class->draw(stage->view, stage->ui.grid, true);
    return grid_dump_text(stage->ui.grid);
}

static guint stage_run(struct stage *stage, enum command_id id)
{
    const struct command command = { .n_words = 1 };
    return stage->view->class->handle_command(stage->view, id, &command);
}

static bool stage_search(struct stage *stage, const char *text, enum view_search how)
{
    g_free(stage->ui.search);
    stage->ui.search = g_strdup(text);
    return stage->view->class->search(stage->view, text, how);
}

static guint stage_get_cursor(const struct stage *stage)
{
    return stage->page->base.list.cursor;
}

/* ---- tests */

static void rows_are_cells(void)
{
    struct stage stage;
    stage_open(&stage, &made_up_class, 3);
    g_autofree char *text = stage_draw(&stage);
    g_assert_cmpstr(text, ==,
                    "   1 alpha   even  https://example.org…\n"
                    "   2 beta    odd  https://example.org/…\n"
                    "   3 gamma ray   even  https://example…\n\n\n\n\n\n");
    stage.view->pane.cols = 24;
    g_autofree char *narrow = stage_draw(&stage);
    g_assert_cmpstr(narrow, ==,
                    "   1 alpha  https://ex…\n"
                    "   2 beta  https://exa…\n"
                    "   3 gamma ray  https:…\n\n\n\n\n\n");
    stage_close(&stage);
}

static void commands_move_the_cursor(void)
{
    struct stage stage;
    stage_open(&stage, &made_up_class, 12);
    g_free(stage_draw(&stage));
    g_assert_cmpuint(stage_run(&stage, COMMAND_DOWN), ==, VIEW_DRAW);
    stage_run(&stage, COMMAND_DOWN);
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 2);
    g_autofree char *right = NULL;
    g_autofree char *title = stage.view->class->get_title(stage.view, &right);
    g_assert_cmpstr(title, ==, "Made up");
    g_assert_cmpstr(right, ==, "3/12");
    stage_run(&stage, COMMAND_END);
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 11);
    stage.page->n_rows = 4; /* rows may go between two keys */
    stage_run(&stage, COMMAND_OPEN);
    g_assert_cmpuint(stage.page->opened, ==, 3);
    g_assert_cmpuint(stage_run(&stage, COMMAND_STAR), ==, VIEW_PASSED);
    stage_close(&stage);
}

static void search_goes_on_and_back(void)
{
    struct stage stage;
    stage_open(&stage, &made_up_class, 12);
    g_assert_true(stage_search(&stage, "ETA", VIEW_SEARCH_HERE));
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 1); /* beta */
    g_assert_true(stage_search(&stage, "eta", VIEW_SEARCH_NEXT));
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 5); /* zeta */
    stage_search(&stage, "eta", VIEW_SEARCH_NEXT);
    stage_search(&stage, "eta", VIEW_SEARCH_NEXT); /* theta */
    g_assert_true(stage_search(&stage, "eta", VIEW_SEARCH_NEXT));
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 1);
    g_assert_true(stage_search(&stage, "eta", VIEW_SEARCH_PREVIOUS));
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 7);
    g_assert_false(stage_search(&stage, "omega", VIEW_SEARCH_HERE));
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 7);
    stage_search(&stage, "beta", VIEW_SEARCH_HERE);
    g_free(stage_draw(&stage));
    g_assert_cmpint(grid_get_cell(stage.ui.grid, 1, 5)->tint, ==, THEME_MATCH);
    g_assert_cmpint(grid_get_cell(stage.ui.grid, 0, 5)->tint, ==, THEME_TEXT);
    stage_close(&stage);
}

static void empty_list_says_so(void)
{
    struct stage stage;
    stage_open(&stage, &made_up_class, 0);
    g_autofree char *text = stage_draw(&stage);
    g_assert_cmpstr(text, ==, "\n\n              nothing here\n\n\n\n\n\n");
    g_autofree char *right = NULL;
    g_autofree char *title = stage.view->class->get_title(stage.view, &right);
    g_assert_null(right);
    g_assert_cmpuint(stage_run(&stage, COMMAND_OPEN), ==, VIEW_DONE);
    g_assert_cmpuint(stage.page->n_opened, ==, 0);
    g_assert_false(stage_search(&stage, "alpha", VIEW_SEARCH_HERE));
    stage_close(&stage);
}

static void error_is_wrapped(void)
{
    struct stage stage;
    stage_open(&stage, &made_up_class, 0);
    stage.page->error = "example.org: the server answered 503 and asked to be left alone for "
                        "10 minutes; r tries again";
    g_autofree char *text = stage_draw(&stage);
    g_assert_cmpstr(text, ==,
                    "\n\n  example.org: the server answered 503\n"
                    "  and asked to be left alone for 10\n"
                    "  minutes; r tries again\n\n\n\n");
    stage.view->pane.rows = 2; /* what has no room is cut where it is seen to be cut */
    g_autofree char *low = stage_draw(&stage);
    g_assert_cmpstr(low, ==,
                    " example.org: the server answered 503\n"
                    " and asked to be left alone for 10 min…\n\n\n\n\n\n\n");
    stage_close(&stage);
}

static void clicks_select_then_open(void)
{
    struct stage stage;
    const struct input_event click = { .kind = INPUT_MOUSE, .button = INPUT_BUTTON_LEFT, .row = 2 };
    const struct input_event wheel = { .kind = INPUT_MOUSE, .button = INPUT_WHEEL_DOWN };
    stage_open(&stage, &made_up_class, 12);
    g_free(stage_draw(&stage));
    stage.view->class->handle_mouse(stage.view, &click);
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 2);
    g_assert_cmpuint(stage.page->n_opened, ==, 0);
    stage.view->class->handle_mouse(stage.view, &click);
    g_assert_cmpuint(stage.page->n_opened, ==, 1);
    g_assert_cmpuint(stage.page->opened, ==, 2);
    stage.view->class->handle_mouse(stage.view, &wheel);
    g_assert_cmpuint(stage.page->base.list.top, ==, 3);
    stage_close(&stage);
}

static void digits_go_to_a_number(void)
{
    struct stage stage;
    stage_open(&stage, &made_up_class, 12);
    g_assert_cmpuint(stage.view->class->handle_key(stage.view, "1"), ==, VIEW_DRAW);
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 0);
    stage.view->class->handle_key(stage.view, "2");
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 11);
    stage.view->class->handle_key(stage.view, "5"); /* there is no row 125 */
    g_assert_cmpuint(stage_get_cursor(&stage), ==, 4);
    g_assert_cmpuint(stage.view->class->handle_key(stage.view, "x"), ==, VIEW_PASSED);
    stage_close(&stage);
}

static void details_stand_below_the_rows(void)
{
    struct stage stage;
    struct list_class class = made_up_class;
    class.get_details = made_up_get_details;
    stage_open(&stage, &class, 2);
    stage_run(&stage, COMMAND_DOWN);
    g_autofree char *text = stage_draw(&stage);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_assert_cmpstr(lines[2], ==, "");
    g_assert_cmpstr(lines[3], ==, "     row 1");
    stage.page->n_rows = 12; /* they keep their position where rows would need it */
    g_autofree char *full = stage_draw(&stage);
    g_assert_true(strstr(full, "   6 zeta") && strstr(full, "     row 1\n"));
    g_assert_null(strstr(full, "   7 eta"));
    stage_close(&stage);
}

void test_list_view_add(void)
{
    g_test_add_func("/list-view/draws-rows-as-cells", rows_are_cells);
    g_test_add_func("/list-view/moves-the-cursor-by-commands", commands_move_the_cursor);
    g_test_add_func("/list-view/searches-on-and-back", search_goes_on_and_back);
    g_test_add_func("/list-view/says-so-when-empty", empty_list_says_so);
    g_test_add_func("/list-view/wraps-an-error", error_is_wrapped);
    g_test_add_func("/list-view/opens-at-the-second-click", clicks_select_then_open);
    g_test_add_func("/list-view/goes-to-a-typed-number", digits_go_to_a_number);
    g_test_add_func("/list-view/draws-details-below-the-rows", details_stand_below_the_rows);
}
