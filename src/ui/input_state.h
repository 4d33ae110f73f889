/* SPDX-License-Identifier: MIT */
/* Inside input.c and input_paste.c: what was read and is not an event yet. UI thread only. */
#ifndef UI_INPUT_STATE_H
#define UI_INPUT_STATE_H

#include "ui/input.h"

#include <wchar.h>

/* In addition to OK, ERR and KEY_CODE_YES of get_wch(): the facts of the terminal have changed. */
enum { KIND_TERMINAL = -2 };

struct input_key {
    int kind; /* OK, KEY_CODE_YES or KIND_TERMINAL */
    wint_t code;
};

struct input {
    struct terminal *terminal;
    GQueue ahead;          /* of struct input_key *: keys that were read ahead, owned */
    gint64 paste_until_us; /* a paste whose end is late may go on until then; 0: there is none */
};

/* Takes the next key, as get_wch() returns it: first of those that were read ahead. Waits at most
 * wait_ms. */
int input_next(struct input *input, wint_t *code, int wait_ms);

/* Makes a key the next one again. */
void input_put_back(struct input *input, int kind, wint_t code);

#endif
