/* SPDX-License-Identifier: MIT */
/* A made-up page on text_view.c, without app and without other views. */
#include "tests.h"

#include "ui/text_view.h"

#include <string.h>

enum { ROWS = 4, COLS = 20 };

struct stage {
    struct ui ui;
    struct text_view *text;
};

static void free_view(gpointer view)
{
    ui_free_view(view);
}

static void stage_open(struct stage *stage)
{
    memset(stage, 0, sizeof *stage);
    stage->ui.thread = g_thread_self();
    stage->ui.grid = grid_new(ROWS, COLS);
    stage->ui.overlays = g_ptr_array_new_with_free_func(free_view);
    stage->text = text_view_new(&stage->ui, "Made up", 5);
    stage->text->view.pane = (struct pane){ 0, 0, ROWS, COLS };
    ui_push_overlay(&stage->ui, &stage->text->view);
}

static void stage_close(struct stage *stage)
{
    g_ptr_array_unref(stage->ui.overlays);
    grid_free(stage->ui.grid);
    g_free(stage->ui.search);
}

/* The screen as lines. Caller frees. */
static char *stage_draw(struct stage *stage)
{
    struct view *view = &stage->text->view;
    grid_clear(stage->ui.grid);
    view->class->draw(view, stage->ui.grid, true);
    return grid_dump_text(stage->ui.grid);
}

static guint stage_run(struct stage *stage, enum command_id id)
{
    const struct command command = { .n_words = 1 };
    struct view *view = &stage->text->view;
    return view->class->handle_command(view, id, &command);
}

static void lines_are_wrapped_beside_labels(void)
{
    struct stage stage;
    stage_open(&stage);
    text_view_add(stage.text, "key", STYLE(KEY), "opens what is selected", STYLE(TEXT));
    text_view_add_text(stage.text, "plain");
    g_autofree char *text = stage_draw(&stage);
    g_assert_cmpstr(text, ==, " key  opens what is\n      selected\n plain\n\n");
    text_view_clear(stage.text);
    g_autofree char *empty = stage_draw(&stage);
    g_assert_cmpstr(empty, ==, "\n\n\n\n");
    stage_close(&stage);
}

static void search_scrolls_to_the_match(void)
{
    struct stage stage;
    stage_open(&stage);
    text_view_add_text(stage.text, "one\ntwo\nthree\nfour\nfive\nsix\nseven\nother\neight");
    struct view *view = &stage.text->view;
    stage.ui.search = g_strdup("o");
    g_free(stage_draw(&stage));
    g_assert_true(view->class->search(view, "O", VIEW_SEARCH_HERE));
    g_assert_cmpint(stage.text->search_line, ==, 0);
    view->class->search(view, "o", VIEW_SEARCH_NEXT);
    view->class->search(view, "o", VIEW_SEARCH_NEXT); /* four, on screen */
    g_assert_cmpuint(stage.text->top, ==, 0);
    view->class->search(view, "o", VIEW_SEARCH_NEXT);
    g_assert_cmpint(stage.text->search_line, ==, 7);
    g_assert_cmpuint(stage.text->top, >, 3);
    g_assert_true(view->class->search(view, "o", VIEW_SEARCH_PREVIOUS));
    g_assert_cmpint(stage.text->search_line, ==, 3);
    g_assert_false(view->class->search(view, "ten", VIEW_SEARCH_HERE));
    stage_close(&stage);
}

static void add_line(struct text_view *text)
{
    g_autofree char *line = g_strdup_printf("line %u", (guint)text->serial++);
    text_view_add(text, NULL, STYLE(TEXT), line, STYLE(TEXT));
}

static void end_is_followed_unless_scrolled(void)
{
    struct stage stage;
    stage_open(&stage);
    text_view_add_text(stage.text, "a\nb\nc\nd\ne");
    stage.text->follows_end = true;
    stage.text->refresh = add_line;
    g_autofree char *first = stage_draw(&stage);
    g_assert_true(g_str_has_prefix(first, " c\n d\n e"));
    g_assert_nonnull(strstr(first, " line 0"));
    g_autofree char *next = stage_draw(&stage);
    g_assert_nonnull(strstr(next, " line 1"));
    stage_run(&stage, COMMAND_HOME);
    g_autofree char *home = stage_draw(&stage);
    g_assert_true(g_str_has_prefix(home, " a"));
    g_assert_cmpuint(stage_run(&stage, COMMAND_OPEN), ==, VIEW_CLOSE);
    stage_close(&stage);
}

void test_text_view_add(void)
{
    g_test_add_func("/text-view/wraps-lines-beside-their-labels", lines_are_wrapped_beside_labels);
    g_test_add_func("/text-view/scrolls-to-a-match", search_scrolls_to_the_match);
    g_test_add_func("/text-view/follows-its-end-until-scrolled", end_is_followed_unless_scrolled);
}
