/* SPDX-License-Identifier: MIT */
/* The title of the window (OSC 2) and the clipboard (OSC 52), in terminals like xterm. */
#include "screen_state.h"

#include <string.h>

#define COPY_MAX_BYTES ((gsize)64 << 10)

void screen_set_title(struct screen *screen, const char *title)
{
    if (!screen->is_xterm)
        return;
    GString *text = g_string_new(screen->has_title ? NULL : "\033[22;2t");
    g_string_append(text, "\033]2;");
    for (const char *at = title; *at && text->len < 200; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isprint(c))
            g_string_append_unichar(text, c);
    }
    g_string_append_c(text, '\a');
    screen_write(text->str);
    g_string_free(text, TRUE);
    screen->has_title = true;
}

void screen_copy(struct screen *screen, const char *text)
{
    /* tmux and screen have this capability */
    if (!screen->is_xterm && !screen_get_capability("Ms"))
        return;
    g_autofree char *encoded =
        g_base64_encode((const guchar *)text, MIN(strlen(text), COPY_MAX_BYTES));
    g_autofree char *sequence = g_strconcat("\033]52;c;", encoded, "\a", NULL);
    screen_write(sequence);
}
