/* SPDX-License-Identifier: MIT */
/* A view: a table of functions and a private block. Handlers change state and answer what that
 * means; only the loop draws, once after all pending input. UI thread only. */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include "app/app.h"
#include "ui/cell.h"
#include "ui/input.h"

struct ui;
struct view;

/* What a handler answers. A view calls nothing above it: it answers what it wants from the panes.
 */
enum view_answer {
    VIEW_PASSED = 0,           /* not for this view: the next in line may take it */
    VIEW_DONE = 1 << 0,        /* carried out, looks the same */
    VIEW_DRAW = 1 << 1,        /* carried out, looks different */
    VIEW_CLOSE = 1 << 2,       /* the overlay is to be closed */
    VIEW_OPEN = 1 << 3,        /* the selected row of a pane is to be opened in the next pane */
    VIEW_NEXT_UNREAD = 1 << 4, /* the next unread article is to be opened */
    VIEW_PROMPT = 1 << 5,      /* the command lacks its words: they are to be typed */
};

enum view_search {
    VIEW_SEARCH_HERE, /* from the place where the search began, while it is typed */
    VIEW_SEARCH_NEXT,
    VIEW_SEARCH_PREVIOUS,
};

struct view_class {
    enum context context; /* where the keys of the view are looked up first */

    /* The same where it depends on what the view is doing; NULL: always context. */
    enum context (*get_context)(const struct view *view);

    /* Releases the private block. */
    void (*free)(struct view *view);

    /* Draws into view->pane. */
    void (*draw)(struct view *view, struct grid *grid, bool has_focus);

    /* Carries out a command. Answers bits of enum view_answer. */
    guint (*handle_command)(struct view *view, enum command_id id, const struct command *command);

    /* Takes a key that is bound to nothing. Answers likewise. Or NULL. */
    guint (*handle_key)(struct view *view, const char *key);

    /* Takes a click or the wheel within view->pane, with row and col counted from the corner of the
     * pane; drags and the release of the button may lie outside. Answers likewise. */
    guint (*handle_mouse)(struct view *view, const struct input_event *input);

    /* Takes an event of the app, which stays with the caller. Answers likewise. Or NULL. */
    guint (*handle_event)(struct view *view, const struct event *event);

    /* Makes lines that depend on options or colours be set again: they have changed. Or NULL. */
    void (*relayout)(struct view *view);

    /* Goes to a match of text. False if there is none. Or NULL: the view cannot be searched. */
    bool (*search)(struct view *view, const char *text, enum view_search how);

    /* The end of the message about words that search() has not found, which begins with the quoted
     * words; NULL: "was not found here". */
    const char *unfound;

    /* Adds the selected feed or article to what commands act on. Or NULL. */
    void (*add_focus)(struct view *view, struct app_focus *focus);

    /* The address of what is selected in a list that is not of articles, or NULL. Caller frees. Or
     * NULL: what is copied is the article's address. */
    char *(*get_address)(struct view *view);

    /* Returns the title of the pane and sets *right to what stands at its right end, or NULL.
     * Caller frees both. */
    char *(*get_title)(struct view *view, char **right);
};

/* The head of every view's private block. */
struct view {
    const struct view_class *class;
    struct ui *ui;
    struct pane pane;
};

#endif
