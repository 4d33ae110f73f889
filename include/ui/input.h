/* SPDX-License-Identifier: MIT */
/* What people type and click, as key names. UI thread only; needs an open screen. */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <glib.h>
#include <stdbool.h>

enum input_kind {
    INPUT_KEY,
    INPUT_MOUSE,
    INPUT_PASTE,
    INPUT_TERMINAL /* the terminal has answered: its struct terminal_facts has changed */
};

struct terminal;

enum input_button {
    INPUT_BUTTON_LEFT,
    INPUT_BUTTON_MIDDLE,
    INPUT_BUTTON_RIGHT,
    INPUT_WHEEL_UP,
    INPUT_WHEEL_DOWN,
    INPUT_DRAG,   /* moved while a button is held */
    INPUT_RELEASE /* a button is let go */
};

enum { INPUT_KEY_BYTES = 24 };

struct input_event {
    enum input_kind kind;
    char key[INPUT_KEY_BYTES]; /* INPUT_KEY: see input_format_key() */
    int row, col;              /* INPUT_MOUSE */
    enum input_button button;  /* INPUT_MOUSE */
    char *paste;               /* INPUT_PASTE: valid UTF-8; released by input_clear_event() */
};

/* The input of a terminal, which is borrowed. Free with input_free(). */
struct input;
struct input *input_new(struct terminal *terminal);
void input_free(struct input *input);

/* Takes the next event that has arrived. False if there is none. Answers that the terminal still
 * owes are taken out of the input. Waits at most 25 ms, to distinguish the Escape key from a
 * sequence, and 100 ms more if the input may be the beginning of an answer.
 *
 * Pasted text is one event, never keys. Terminals mark its beginning and its end (mode 2004); a
 * paste that contains an end mark goes on to the last one; one that has no end mark within 200 ms
 * is reported, and what follows within two seconds still belongs to it. Where the terminal is not
 * known to mark pastes, three different printable keys that arrive at once are a paste. */
bool input_take(struct input *input, struct input_event *event);

/* Before the terminal is given back for good: reads the answers that it still owes and drops what
 * is typed until then, so that no shell reads them as commands. Waits for the last answer until
 * nothing has come for 200 ms, but at most one second. */
void input_finish(struct input *input);

/* Releases what an event has, not the event. */
void input_clear_event(struct input_event *event);

/* Writes the name of a key: printable characters stand for themselves ("j", "J", "é", "<"); other
 * keys are in angle brackets: <Enter> <Esc> <Tab> <S-Tab> <Space> <Backspace> <Delete> <Insert>
 * <Up> <Down> <Left> <Right> <PageUp> <PageDown> <Home> <End> <F1> <C-d> <A-x> <A-Enter> <C-Up>
 * <S-Left> and so on. code is a character or, with is_function, a KEY_ number of ncurses. False if
 * the key has no name. */
bool input_format_key(guint code, bool is_function, bool with_alt, char name[INPUT_KEY_BYTES]);

/* Returns the character that a key types into a prompt ("a" for "a", " " for "<Space>"); NULL for
 * other keys. Borrowed from key, or static. */
const char *input_get_text(const char *key);

#endif
