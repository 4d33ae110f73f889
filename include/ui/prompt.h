/* SPDX-License-Identifier: MIT */
/* The line where people type: commands, searches, answers. UI thread only. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "ui/cell.h"

struct prompt;

/* Finds what can be typed at the cursor. Adds candidates (strings that the array frees) for the
 * text before the byte cursor, and returns the first byte of the part that they replace. */
typedef size_t (*prompt_complete_fn)(void *data, const char *text, size_t cursor,
                                     GPtrArray *candidates);

struct prompt_options {
    const char *label; /* drawn before the text: ":", "/", "add feed: " */
    const char *text;  /* the text at the beginning, or NULL */
    /* older lines (char * that the array frees), or NULL; borrowed; the prompt adds the line that
     * is entered */
    GPtrArray *history;
    prompt_complete_fn complete; /* or NULL */
    void *data;                  /* for complete() */
};

enum prompt_result {
    PROMPT_IGNORED,
    PROMPT_CHANGED,
    PROMPT_MOVED,
    PROMPT_ENTERED,
    PROMPT_CANCELLED
};

/* Returns a prompt; free with prompt_free(). A line has at most 4096 bytes: what does not fit is
 * dropped. */
struct prompt *prompt_new(const struct prompt_options *options);
void prompt_free(struct prompt *prompt);

/* Takes a key by name. Keys edit as in readline: <Left> <Right> <Home> <End> C-b C-f C-a C-e move,
 * A-b A-f move by words; <Backspace> <Delete> C-h C-d delete, C-w A-d delete words, C-u C-k delete
 * to the ends; C-y puts back what was cut, C-t swaps two characters; <Up> <Down> C-p C-n show older
 * lines, <Tab> <S-Tab> candidates; <Enter> enters, <Esc> C-c C-g cancel, as does <Backspace> in an
 * empty line. */
enum prompt_result prompt_handle_key(struct prompt *prompt, const char *key);

/* Inserts pasted text; line breaks become spaces. */
void prompt_insert(struct prompt *prompt, const char *text);

/* Returns the line as it was typed. Borrowed until the next call. */
const char *prompt_get_text(const struct prompt *prompt);

/* Draws label and text into the one-row pane, scrolled so that the cursor shows, and puts the
 * grid's cursor there. While <Tab> goes through candidates, they are drawn into the row above. */
void prompt_draw(struct prompt *prompt, struct grid *grid, struct pane pane);

#endif
