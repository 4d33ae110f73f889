/* SPDX-License-Identifier: MIT */
/* Plain text broken into lines of cells. */
#include "cell_wrap.h"

#include "base/utf8.h"
#include "ui/cell.h"

#include <glib.h>
#include <string.h>

size_t cell_wrap_line(const char *text, int cols)
{
    const size_t len = strlen(text);
    size_t fit = utf8_fit(text, len, (guint)MAX(cols, 0), NULL);
    if (fit == 0 && len)
        fit = utf8_next_cluster(text, text + len, NULL);
    size_t end = fit;
    while (fit < len && end > 0 && text[end] != ' ')
        end--;
    return end > 0 ? end : fit;
}

char *cell_cut_begin(const char *text, int cols)
{
    const char *end = text + strlen(text), *at = text;
    int rest = grid_measure_text(text, (size_t)-1);
    while (at < end && rest + (at > text) > cols) {
        const size_t len = utf8_next_cluster(at, end, NULL);
        rest -= grid_measure_text(at, len);
        at += len;
    }
    return g_strconcat(at > text ? "…" : "", at, NULL);
}
