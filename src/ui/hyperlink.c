/* SPDX-License-Identifier: MIT */
/* Hyperlinks (OSC 8): which terminals take them, and what is sent. */
#include "hyperlink.h"

#include <string.h>

enum {
    MAX_ADDRESS_BYTES = 2083, /* terminals ignore longer ones */
    VTE_WITH_HYPERLINKS = 5000,
    TMUX_WITH_HYPERLINKS = 34, /* 3.4 */
};

/* ---- which terminals take them */

/* Names of terminals: in their answer (variable is NULL) or in the environment. */
static const struct {
    const char *variable, *value; /* its beginning; "": any */
} known[] = {
    { NULL, "kitty" },
    { NULL, "ghostty" },
    { NULL, "WezTerm" },
    { NULL, "iTerm2" },
    { NULL, "foot" },
    { NULL, "contour" },
    { NULL, "mintty" },
    { NULL, "Konsole" },
    { NULL, "VTE" },
    { "TERM", "xterm-kitty" },
    { "TERM", "xterm-ghostty" },
    { "TERM", "foot" },
    { "TERM", "alacritty" },
    { "TERM", "wezterm" },
    { "TERM", "contour" },
    { "TERM_PROGRAM", "iTerm.app" },
    { "TERM_PROGRAM", "WezTerm" },
    { "TERM_PROGRAM", "vscode" },
    { "TERM_PROGRAM", "ghostty" },
    { "WT_SESSION", "" }, /* Windows Terminal */
    { "DOMTERM", "" },
};

static bool tmux_is_known(const char *name)
{
    const char *digits = strpbrk(name, "0123456789");
    char *end;
    const guint64 major = digits ? g_ascii_strtoull(digits, &end, 10) : 0;
    const guint64 minor = digits && *end == '.' ? g_ascii_strtoull(end + 1, NULL, 10) : 0;
    return major * 10 + MIN(minor, 9) >= TMUX_WITH_HYPERLINKS;
}

static bool terminal_is_known(const struct terminal_facts *facts)
{
    if (facts->is_tmux) /* tmux passes on only what it knows */
        return tmux_is_known(facts->name);
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        const char *value = known[i].variable ? g_getenv(known[i].variable) : facts->name;
        if (value && g_str_has_prefix(value, known[i].value))
            return true;
    }
    const char *vte = g_getenv("VTE_VERSION");
    return vte && g_ascii_strtoull(vte, NULL, 10) >= VTE_WITH_HYPERLINKS;
}

bool hyperlinks_choose(const struct terminal_facts *facts, enum option_hyperlinks wanted)
{
    if (wanted != OPTION_HYPERLINKS_AUTO)
        return wanted == OPTION_HYPERLINKS_YES;
    return terminal_is_known(facts);
}

/* ---- what is sent */

/* Appends a URL in printable ASCII without blanks (RFC 3986); other bytes are percent-encoded.
 * False, with nothing appended, for schemes that no terminal should open. */
static bool append_address(GString *out, const char *address)
{
    static const char *const schemes[] = { "https:", "http:",   "mailto:",
                                           "ftp:",   "gopher:", "gemini:" };
    bool is_known = false;
    for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++)
        is_known |= g_ascii_strncasecmp(address, schemes[i], strlen(schemes[i])) == 0;
    if (!is_known || strlen(address) > MAX_ADDRESS_BYTES)
        return false;
    for (const char *p = address; *p; p++) {
        if (*p > ' ' && *p < 0x7f)
            g_string_append_c(out, *p);
        else
            g_string_append_printf(out, "%%%02X", (guint8)*p);
    }
    return true;
}

bool hyperlink_append(GString *out, const struct grid *grid, guint16 address)
{
    const gsize start = out->len;
    /* a link that is broken into lines has one id, so that the terminal knows its parts */
    g_string_append_printf(out, "\033]8;id=nd%u;", address);
    const bool is_open = address && address <= grid->addresses->len &&
                         append_address(out, grid->addresses->pdata[address - 1]);
    if (!is_open) {
        g_string_truncate(out, start);
        g_string_append(out, "\033]8;;");
    }
    g_string_append(out, "\033\\");
    return is_open;
}
