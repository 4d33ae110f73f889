/* SPDX-License-Identifier: MIT */
/* What is typed into the last line: searches, answers to questions, commands. UI thread only. */
#ifndef UI_ASK_H
#define UI_ASK_H

#include "ui/prompt.h"

struct ui;
struct view;

/* The line that is being typed, and what it is for. The functions get the view that asked, and
 * answer bits of enum view_answer, which are carried out for that view. */
struct ask {
    struct prompt *prompt; /* NULL: nothing is asked */
    struct view *view;
    guint (*finish)(struct view *view, const char *text); /* entered; the question is over */
    guint (*change)(struct view *view, const char *text); /* after each change, or NULL */
    void (*cancel)(struct view *view);                    /* or NULL */
    /* set by hints.c while letters stand over links; or NULL */
    guint (*follow)(struct view *view, guint link);
};

/* Asks a question for view, with label before the line and text as its beginning. A question
 * under way is dropped, and what the last line said counts as read. */
void ask_start(struct view *view, const char *label, const char *text,
               guint (*finish)(struct view *view, const char *text));

/* The same with all options of a prompt. */
void ask_open(struct view *view, const struct prompt_options *options,
              guint (*finish)(struct view *view, const char *text));

/* Asks for words to search in the view that has the keys. Nothing if that view cannot be searched.
 */
void ask_start_search(struct ui *ui);

/* Says that the words searched last are not in the view that has the keys. */
void ask_say_unfound(struct ui *ui);

/* Gives a key to the line that is being typed. Answers bits of enum view_answer for ask.view. */
guint ask_handle_key(struct ui *ui, const char *key);

#endif
