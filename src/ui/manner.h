/* SPDX-License-Identifier: MIT */
/* What terminals are known to do that terminfo does not say: by the name that they report, else by
 * the environment. Pure functions but for the environment. */
#ifndef UI_MANNER_H
#define UI_MANNER_H

#include "terminal.h"

enum manner {
    MANNER_DIRECT = 1 << 0,    /* shows any colour (SGR 38;2) */
    MANNER_STRIKE = 1 << 1,    /* strikes text through (SGR 9) */
    MANNER_CLIPBOARD = 1 << 2, /* takes what OSC 52 copies, without being configured first */
    MANNER_SEQUENCES = 1 << 3, /* shows emoji joined by U+200D as one, in two columns */
    MANNER_SELECTORS =
        1 << 4, /* likewise those with a selector or a colour of skin, as U+2764 U+FE0F */
};

/* Returns bits of enum manner. Behind tmux or GNU screen, only what those pass on. */
guint manner_find(const struct terminal_facts *facts);

#endif
