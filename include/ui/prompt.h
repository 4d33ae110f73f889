/* SPDX-License-Identifier: MIT */
/* The line where people type: commands, searches, answers. UI thread only. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "ui/cell.h"

struct prompt;

/* What can stand at the cursor. Fills candidates (strings, the array frees them) for the text
 * before byte cursor and returns the byte where the part begins that they replace. */
typedef size_t (*prompt_complete_fn)(void *data, const char *text, size_t cursor,
                                     GPtrArray *candidates);

struct prompt_options {
    const char *label;  /* drawn before the text: ":", "/", "add feed: " */
    const char *text;   /* to begin with, or NULL */
    GPtrArray *history; /* older lines (char *, the array frees them), or NULL; borrowed; the prompt
                           adds what is entered */
    prompt_complete_fn complete; /* or NULL */
    void *data;                  /* of complete */
};

enum prompt_result {
    PROMPT_IGNORED,
    PROMPT_CHANGED,
    PROMPT_MOVED,
    PROMPT_ENTERED,
    PROMPT_CANCELLED
};

/* A prompt; free with prompt_free(). Lines are kept to 4096 bytes. */
struct prompt *prompt_new(const struct prompt_options *options);
void prompt_free(struct prompt *prompt);

/* Feeds a key by name. Editing is that of readline: <Left> <Right> <Home> <End> C-b C-f C-a C-e,
 * A-b A-f by words, <Backspace> <Delete> C-h C-d, C-w A-d by words, C-u C-k to the ends, C-y puts
 * back what was cut, C-t swaps, <Up> <Down> C-p C-n history, <Tab> <S-Tab> candidates, <Enter>
 * enters, <Esc> C-c C-g cancel, as does <Backspace> on nothing. */
enum prompt_result prompt_handle_key(struct prompt *prompt, const char *key);

/* Inserts pasted text; line breaks become spaces. */
void prompt_insert(struct prompt *prompt, const char *text);

/* The line as typed. Borrowed until the next call. */
const char *prompt_get_text(const struct prompt *prompt);

/* Draws label and text into the one-row pane, scrolled so that the cursor shows, and puts the
 * grid's cursor there. Candidates, while they are walked through, draw into the row above. */
void prompt_draw(struct prompt *prompt, struct grid *grid, struct pane pane);

#endif
