/* SPDX-License-Identifier: MIT */
/* The frame with made-up views on it: no view of the program is linked. */
#include "tests.h"

#include "ui/frame.h"

#include <string.h>

struct made_up {
    struct view view;
    bool is_marking;
    guint *n_freed;
};

static void made_up_free(struct view *view)
{
    ++*((struct made_up *)view)->n_freed;
    g_free(view);
}

static enum context made_up_get_context(const struct view *view)
{
    return ((const struct made_up *)view)->is_marking ? CONTEXT_MARK : CONTEXT_ARTICLE;
}

static bool made_up_search(struct view *view G_GNUC_UNUSED, const char *text,
                           enum view_search how G_GNUC_UNUSED)
{
    return strcmp(text, "here") == 0;
}

static const struct view_class plain_class = {
    .context = CONTEXT_FEEDS,
    .free = made_up_free,
};
static const struct view_class rich_class = {
    .context = CONTEXT_ARTICLE,
    .get_context = made_up_get_context,
    .free = made_up_free,
    .search = made_up_search,
};

struct stage {
    struct ui ui;
    guint n_freed;
};

static void free_view(gpointer view)
{
    ui_free_view(view);
}

static struct view *view_new(struct stage *stage, const struct view_class *class)
{
    struct made_up *own = g_new0(struct made_up, 1);
    own->view = (struct view){ .class = class, .ui = &stage->ui };
    own->n_freed = &stage->n_freed;
    return &own->view;
}

static void stage_open(struct stage *stage)
{
    memset(stage, 0, sizeof *stage);
    stage->ui.thread = g_thread_self();
    stage->ui.overlays = g_ptr_array_new_with_free_func(free_view);
    stage->ui.search_history = g_ptr_array_new_with_free_func(g_free);
    stage->ui.panes[PANE_FEEDS] = view_new(stage, &plain_class);
}

static void stage_close(struct stage *stage)
{
    g_ptr_array_unref(stage->ui.overlays);
    ui_free_view(stage->ui.panes[PANE_FEEDS]);
    g_ptr_array_unref(stage->ui.search_history);
    g_free(stage->ui.search);
    notices_clear(&stage->ui.notices);
}

static guint take_answer(struct view *view, const char *text)
{
    ui_say(view->ui, "%s", text);
    return VIEW_NEXT_UNREAD;
}

static void overlay_on_top_has_the_keys(void)
{
    struct stage stage;
    stage_open(&stage);
    struct view *overlay = view_new(&stage, &rich_class);
    g_assert_cmpint(ui_get_context(&stage.ui), ==, CONTEXT_FEEDS);
    g_assert_false(ui_pop_overlay(&stage.ui));
    stage.ui.search = g_strdup("words");
    g_assert_cmpstr(ui_get_search(stage.ui.panes[PANE_FEEDS]), ==, "words");
    ui_push_overlay(&stage.ui, overlay);
    g_assert_true(ui_get_top(&stage.ui) == overlay);
    g_assert_null(stage.ui.search);
    g_assert_cmpint(ui_get_context(&stage.ui), ==, CONTEXT_ARTICLE);
    ((struct made_up *)overlay)->is_marking = true;
    g_assert_cmpint(ui_get_context(&stage.ui), ==, CONTEXT_MARK);
    stage.ui.search = g_strdup("words");
    g_assert_null(ui_get_search(stage.ui.panes[PANE_FEEDS]));
    g_assert_true(ui_pop_overlay(&stage.ui));
    g_assert_cmpuint(stage.n_freed, ==, 1);
    g_assert_null(stage.ui.search);
    stage_close(&stage);
}

static void answers_reach_who_asked(void)
{
    struct stage stage;
    stage_open(&stage);
    ask_start(stage.ui.panes[PANE_FEEDS], "how many? ", "4", take_answer);
    ui_push_overlay(&stage.ui, view_new(&stage, &rich_class)); /* an event has opened it */
    g_assert_cmpuint(ask_handle_key(&stage.ui, "2"), ==, VIEW_DRAW);
    g_assert_cmpuint(ask_handle_key(&stage.ui, "<Enter>"), ==, VIEW_NEXT_UNREAD);
    g_assert_cmpstr(notices_get_shown(&stage.ui.notices, NULL, NULL), ==, "42");
    g_assert_null(stage.ui.ask.prompt);
    stage_close(&stage);
}

static void question_goes_with_its_view(void)
{
    struct stage stage;
    stage_open(&stage);
    struct view *overlay = view_new(&stage, &rich_class);
    ui_push_overlay(&stage.ui, overlay);
    ask_start(overlay, "how many? ", "", take_answer);
    g_assert_nonnull(stage.ui.ask.prompt);
    ui_pop_overlay(&stage.ui);
    g_assert_null(stage.ui.ask.prompt);
    stage_close(&stage);
}

static void search_says_what_was_not_found(void)
{
    struct stage stage;
    stage_open(&stage);
    ask_start_search(&stage.ui); /* the feeds of this test cannot be searched */
    g_assert_null(stage.ui.ask.prompt);
    ui_push_overlay(&stage.ui, view_new(&stage, &rich_class));
    ask_start_search(&stage.ui);
    prompt_insert(stage.ui.ask.prompt, "here");
    ask_handle_key(&stage.ui, "<Enter>");
    g_assert_cmpstr(stage.ui.search, ==, "here");
    g_assert_null(notices_get_shown(&stage.ui.notices, NULL, NULL));
    ask_start_search(&stage.ui);
    prompt_insert(stage.ui.ask.prompt, "there");
    ask_handle_key(&stage.ui, "<Enter>");
    g_assert_cmpstr(notices_get_shown(&stage.ui.notices, NULL, NULL), ==,
                    "\"there\" was not found here; F searches all articles");
    ask_start_search(&stage.ui);
    ask_handle_key(&stage.ui, "<Esc>");
    g_assert_null(stage.ui.search);
    stage_close(&stage);
}

void test_frame_add(void)
{
    g_test_add_func("/frame/gives-the-keys-to-the-overlay-on-top", overlay_on_top_has_the_keys);
    g_test_add_func("/frame/gives-an-answer-to-the-view-that-asked", answers_reach_who_asked);
    g_test_add_func("/frame/drops-a-question-with-its-view", question_goes_with_its_view);
    g_test_add_func("/frame/says-what-a-search-has-not-found", search_says_what_was_not_found);
}
