/* SPDX-License-Identifier: MIT */
/* Numbers of keys that newsdeck defines in addition to the keys of ncurses. */
#ifndef UI_SCREEN_KEYS_H
#define UI_SCREEN_KEYS_H

enum {
    SCREEN_KEY_PASTE_BEGIN = 3000,
    SCREEN_KEY_PASTE_END,
    SCREEN_KEY_MOUSE /* the beginning of a report of mode 1006, where ncurses does not know them */
};

#endif
