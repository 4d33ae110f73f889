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
    INPUT_TERMINAL /* more is known of the terminal: its struct terminal_facts have changed */
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

/* The next event that has arrived; false where there is none. Answers of the terminal that are
 * awaited (NULL: none are) are taken out on the way. Never waits longer than the 25 ms that tell
 * the Escape key from a sequence; 100 ms more while answers are awaited, of which it might be one.
 */
bool input_take(struct terminal *terminal, struct input_event *event);

/* Before the terminal is given away for good: answers that are still awaited are taken in, and
 * what is typed until then dropped, so that no shell reads them as commands. Waits for the last
 * answer, at most as long as nothing comes for 200 ms, a second in all. */
void input_finish(struct terminal *terminal);

void input_clear_event(struct input_event *event);

/* The name of a key: printable characters stand for themselves ("j", "J", "é", "<"); others are in
 * angle brackets: <Enter> <Esc> <Tab> <S-Tab> <Space> <Backspace> <Delete> <Insert> <Up> <Down>
 * <Left> <Right> <PageUp> <PageDown> <Home> <End> <F1> <C-d> <A-x> <A-Enter> <C-Up> <S-Left> and so
 * on. code is a character or, with is_function, a KEY_ number of ncurses. False for what has no
 * name. */
bool input_format_key(guint code, bool is_function, bool with_alt, char name[INPUT_KEY_BYTES]);

/* The character a key name types into a prompt ("a" for "a", " " for "<Space>"); NULL for others.
 * Borrowed from key or static. */
const char *input_get_text(const char *key);

#endif
