/* SPDX-License-Identifier: MIT */
/* The title of the window (OSC 2) and the clipboard (OSC 52), in terminals like xterm. */
#include "manner.h"
#include "screen_state.h"

#include <string.h>

#define COPY_MAX_BYTES ((gsize)64 << 10)

#define TITLE_PUSH "\033[22;2t"
#define TITLE_POP "\033[23;2t"
#define TITLE_DEFAULT "\033]2;\a"

/* A capability that begins an OSC sequence: elsewhere "tsl" goes to a status line on the screen. */
static const char *find_title_capability(void)
{
    const char *begin = screen_get_capability("tsl");
    return begin && g_str_has_prefix(begin, "\033]") && screen_get_capability("fsl") ? begin : NULL;
}

void screen_start_title(struct screen *screen)
{
    const char *term = g_getenv("TERM");
    if (!screen->is_xterm && !find_title_capability() &&
        !terminal_get_facts(screen->terminal)->is_tmux)
        screen->title_way = TITLE_NONE;
    else if (term && (g_str_equal(term, "st") || g_str_has_prefix(term, "st-")))
        screen->title_way = TITLE_RESET; /* it has no stack, but an empty title is its own */
    else
        screen->title_way = TITLE_STACK;
}

void screen_send_title(const struct screen *screen)
{
    if (!screen->title || screen->title_way == TITLE_NONE)
        return;
    const char *begin = find_title_capability();
    g_autoptr(GString) text = g_string_new(screen->title_way == TITLE_STACK ? TITLE_PUSH : NULL);
    screen_append_capability(text, begin ? begin : "\033]2;");
    g_string_append(text, screen->title);
    screen_append_capability(text, begin ? screen_get_capability("fsl") : "\a");
    screen_write(text->str);
}

void screen_append_old_title(const struct screen *screen, GString *text)
{
    if (screen->title_way == TITLE_STACK)
        g_string_append(text, TITLE_POP);
    else if (screen->title_way == TITLE_RESET)
        g_string_append(text, TITLE_DEFAULT);
}

void screen_restore_title(const struct screen *screen)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (screen->title)
        screen_append_old_title(screen, text);
    screen_write(text->str);
}

void screen_set_title(struct screen *screen, const char *title)
{
    enum { MAX_BYTES = 200 };
    GString *clean = g_string_new(NULL);
    for (const char *at = title; *at && clean->len < MAX_BYTES; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isprint(c))
            g_string_append_unichar(clean, c);
    }
    screen_restore_title(screen);
    g_free(screen->title);
    screen->title = g_string_free(clean, FALSE);
    screen_send_title(screen);
}

enum screen_copied screen_copy(struct screen *screen, const char *text)
{
    const bool is_sure = screen->manners & MANNER_CLIPBOARD;
    /* tmux and screen have this capability */
    if (!is_sure && !screen->is_xterm && !screen_get_capability("Ms"))
        return SCREEN_COPIED_NOT;
    g_autofree char *encoded =
        g_base64_encode((const guchar *)text, MIN(strlen(text), COPY_MAX_BYTES));
    g_autofree char *sequence = g_strconcat("\033]52;c;", encoded, "\a", NULL);
    screen_write(sequence);
    return is_sure ? SCREEN_COPIED : SCREEN_COPIED_PERHAPS;
}

bool screen_takes_copies(const struct screen *screen)
{
    return screen->manners & MANNER_CLIPBOARD;
}
