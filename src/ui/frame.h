/* SPDX-License-Identifier: MIT */
/* The frame around the views: the state of the screen, and all that a view may ask of it. frame.c
 * calls views only through their class, so every view can stand on it. UI thread only. */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include "ask.h"
#include "notice.h"
#include "pane_layout.h"
#include "ui/ui.h"
#include "ui/view.h"

struct screen;

struct ui {
    struct app *app;
    GThread *thread;       /* the UI thread, which called ui_new() */
    struct screen *screen; /* NULL: no terminal */
    struct grid *grid;
    struct layout layout;
    struct view *panes[PANE_N]; /* the article's is NULL while none is open */
    enum ui_pane focus;
    /* the pane that has the keys takes the whole screen, until another pane gets them */
    bool is_zoomed;
    /* of struct view *: help, log and the like over the panes, the last one on top */
    GPtrArray *overlays;
    struct ask ask;
    struct hyphen_shelf *hyphens;                /* NULL until it is needed */
    GPtrArray *command_history, *search_history; /* of char * */
    char *search;                                /* what was searched last, or NULL */
    struct notices notices;                      /* what the last line says */
    GPid copier;                                 /* a program that copies; 0: none is running */
    gint64 copier_until_us;                      /* until then its end is looked for often */
    char copier_name[32];
    bool is_done;
    bool is_line_typed;       /* the command that is carried out was typed at the prompt */
    bool draws;               /* something has changed since the last drawing */
    bool headlines_are_stale; /* the selected feed is not the one whose headlines show */
};

/* The view that has the keys: the topmost overlay, else the pane with the focus. Never NULL. */
struct view *ui_get_top(const struct ui *ui);

/* Where keys are looked up first: the context of the view that has the keys. */
enum context ui_get_context(const struct ui *ui);

/* The words that were searched last if view has the keys, else NULL: matches are marked in one
 * view only. Borrowed. */
const char *ui_get_search(const struct view *view);

/* What the commands of the app act on: the selected feed and article. */
struct app_focus ui_get_focus(const struct ui *ui);

/* Says something in the last line, and in the log (notice.h): while a key is handled at once, else
 * when what was said before has been read. ui_say_error() in the style of errors; ui_say_begun()
 * until the answer comes. */
void ui_say(struct ui *ui, const char *format, ...) G_GNUC_PRINTF(2, 3);
void ui_say_begun(struct ui *ui, const char *format, ...) G_GNUC_PRINTF(2, 3);
void ui_say_error(struct ui *ui, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Shows a view over the panes and forgets the search; takes the view. */
void ui_push_overlay(struct ui *ui, struct view *overlay);

/* Frees the topmost overlay and forgets the search. False if there is no overlay. */
bool ui_pop_overlay(struct ui *ui);

/* Opens a URL in the browser and shows a message about it. */
void ui_browse(struct ui *ui, const char *url);

/* Ends the question that is asked in the last line, unanswered; see ask.h. Nothing if there is
 * none. */
void ui_drop_question(struct ui *ui);

/* Releases a view, or does nothing for NULL. A question that the view has asked is dropped. */
void ui_free_view(struct view *view);

#endif
