/* SPDX-License-Identifier: MIT */
/* What terminals are known to do: one table. */
#include "manner.h"

#include <string.h>

enum {
    DIRECT = MANNER_DIRECT,
    STRIKE = MANNER_STRIKE,
    CLIPBOARD = MANNER_CLIPBOARD,
    EMOJI = MANNER_SEQUENCES | MANNER_SELECTORS,
    ALL = DIRECT | STRIKE | CLIPBOARD | EMOJI,
};

/* Names of terminals: in their answer (variable is NULL) or in the environment. A terminal has what
 * any of its rows says. */
static const struct {
    const char *variable, *value; /* its beginning; "": any */
    guint manners;
} known[] = {
    { NULL, "kitty(", ALL },
    { NULL, "ghostty", ALL },
    { NULL, "WezTerm", ALL },
    { NULL, "foot(", DIRECT | STRIKE | CLIPBOARD | MANNER_SELECTORS },
    { NULL, "contour", DIRECT | STRIKE | EMOJI },
    { NULL, "iTerm2", DIRECT | STRIKE | EMOJI },
    { NULL, "mintty", DIRECT | STRIKE },
    { NULL, "Konsole", DIRECT | STRIKE },
    { NULL, "VTE(", DIRECT | STRIKE },
    { NULL, "XTerm(", DIRECT | STRIKE },
    { "TERM", "xterm-kitty", ALL },
    { "TERM", "xterm-ghostty", ALL },
    { "TERM", "foot", DIRECT | STRIKE | CLIPBOARD | MANNER_SELECTORS },
    { "TERM", "wezterm", ALL },
    { "TERM", "alacritty", DIRECT | STRIKE | CLIPBOARD },
    { "TERM", "contour", DIRECT | STRIKE | EMOJI },
    { "TERM", "rio", DIRECT | STRIKE | CLIPBOARD },
    { "TERM", "st-", DIRECT | STRIKE },
    { "TERM", "konsole", DIRECT | STRIKE },
    { "TERM", "vte-", DIRECT | STRIKE },
    { "TERM", "iterm2", DIRECT | STRIKE },
    { "TERM_PROGRAM", "iTerm.app", DIRECT | STRIKE | EMOJI },
    { "TERM_PROGRAM", "WezTerm", ALL },
    { "TERM_PROGRAM", "ghostty", ALL },
    { "TERM_PROGRAM", "vscode", DIRECT | STRIKE | CLIPBOARD },
    { "KONSOLE_VERSION", "", DIRECT | STRIKE },
    { "WT_SESSION", "", DIRECT | STRIKE | CLIPBOARD },
};

enum { VTE_WITH_COLOURS = 3600 }; /* VTE 0.36 */

static bool has_value(const char *name, const char *value)
{
    const char *own = g_getenv(name);
    return own && g_str_equal(own, value);
}

guint manner_find(const struct terminal_facts *facts)
{
    const bool has_colours = has_value("COLORTERM", "truecolor") || has_value("COLORTERM", "24bit");
    /* tmux turns colours into those that the terminal has; its other manners are in terminfo */
    if (facts->is_tmux)
        return has_colours ? DIRECT : 0;
    const char *term = g_getenv("TERM"), *vte = g_getenv("VTE_VERSION");
    if (g_getenv("STY") || (term && g_str_has_prefix(term, "screen")))
        return 0; /* GNU screen, which may have inherited variables of a terminal */
    guint manners = has_colours ? DIRECT : 0;
    if (vte && g_ascii_strtoull(vte, NULL, 10) >= VTE_WITH_COLOURS)
        manners |= DIRECT | STRIKE;
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        const char *value = known[i].variable ? g_getenv(known[i].variable) : facts->name;
        if (value && g_str_has_prefix(value, known[i].value))
            manners |= known[i].manners;
    }
    return manners;
}
