/* SPDX-License-Identifier: MIT */
/* Finds and marks what was searched, letter case aside. */
#include "private.h"

#include <string.h>

/* Bytes of text that needle matches at its start; 0: it doesn't. */
static size_t match_at(const char *text, const char *needle)
{
    const char *at = text;
    while (*needle) {
        if (!*at ||
            g_unichar_tolower(g_utf8_get_char(at)) != g_unichar_tolower(g_utf8_get_char(needle)))
            return 0;
        at = g_utf8_next_char(at);
        needle = g_utf8_next_char(needle);
    }
    return (size_t)(at - text);
}

bool match_is_in(const char *text, const char *needle)
{
    if (!*needle)
        return false;
    for (; *text; text = g_utf8_next_char(text))
        if (match_at(text, needle))
            return true;
    return false;
}

void match_tint(struct grid *grid, int row, int col, int cols, const char *text, const char *needle)
{
    if (!text || !needle || !*needle)
        return;
    for (const char *at = text; *at;) {
        size_t len = match_at(at, needle);
        if (!len) {
            at = g_utf8_next_char(at);
            continue;
        }
        int start = grid_measure_text(text, (size_t)(at - text));
        int width = MIN(grid_measure_text(at, len), cols - start);
        if (width > 0)
            grid_tint(grid, (struct pane){ row, col + start, 1, width }, THEME_MATCH);
        at += len;
    }
}
