/* SPDX-License-Identifier: MIT */
/* A view: a table of functions and a private block. Handlers change state and answer what that
 * means; only the loop draws, once after all input is eaten. UI thread. */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include "app/app.h"
#include "ui/cell.h"
#include "ui/input.h"

struct ui;
struct view;

/* What a handler answers. A view calls nothing above it: what it wants of the panes it answers. */
enum view_answer {
    VIEW_PASSED = 0,           /* not for this view: the next in line may take it */
    VIEW_DONE = 1 << 0,        /* carried out, looks the same */
    VIEW_DRAW = 1 << 1,        /* carried out, looks different */
    VIEW_CLOSE = 1 << 2,       /* the overlay is to be closed */
    VIEW_OPEN = 1 << 3,        /* the selected row of a pane is to be opened in the next pane */
    VIEW_NEXT_UNREAD = 1 << 4, /* the next unread article is to be opened */
    VIEW_MODEL = 1 << 5,       /* models have changed, as ui_note_change() was told */
    VIEW_PROMPT = 1 << 6,      /* the command lacks its words: they are to be typed */
};

enum view_search {
    VIEW_SEARCH_HERE, /* from the place where the search began, while it is typed */
    VIEW_SEARCH_NEXT,
    VIEW_SEARCH_PREVIOUS,
};

struct view_class {
    enum context context; /* whose keys the view has */

    /* The same where it depends on what the view is doing; NULL: always context. */
    enum context (*get_context)(const struct view *view);

    /* Releases the private block. */
    void (*free)(struct view *view);

    /* Draws into view->pane. */
    void (*draw)(struct view *view, struct grid *grid, bool has_focus);

    /* Carries a command out. Answers bits of enum view_answer. */
    guint (*handle_command)(struct view *view, enum command_id id, const struct command *command);

    /* A key that is bound to nothing, or NULL. Answers likewise. */
    guint (*handle_key)(struct view *view, const char *key);

    /* A click or the wheel within view->pane, row and col counted from its corner; what the mouse
     * does until the button is let go may lie outside. Answers likewise. */
    guint (*handle_mouse)(struct view *view, const struct input_event *input);

    /* Something happened behind the screen, or NULL. Answers likewise. */
    guint (*handle_event)(struct view *view, const struct event *event);

    /* Options or colours have changed: lines that were set by them are to be set anew. Or NULL. */
    void (*relayout)(struct view *view);

    /* Goes to the match, or NULL. False if there is no match. */
    bool (*search)(struct view *view, const char *text, enum view_search how);

    /* What is said of the words, in quotes before it, that search() has not found here; NULL: "was
     * not found here". */
    const char *unfound;

    /* Adds what is selected here to what commands act on, or NULL. */
    void (*add_focus)(struct view *view, struct app_focus *focus);

    /* What stands at the head of the pane, left and right. The caller's; the right one may be NULL.
     */
    char *(*get_title)(struct view *view, char **right);
};

/* The head of every view's private block. */
struct view {
    const struct view_class *class;
    struct ui *ui;
    struct pane pane;
};

#endif
