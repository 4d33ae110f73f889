/* SPDX-License-Identifier: MIT */
/* Finds and marks searched words; the case of letters does not count. */
#include "match.h"

#include "text/bidi.h"

#include <string.h>

/* Returns how many bytes at the start of text match needle; 0: it does not match. */
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

/* Returns for each byte of text whether it is in a match. Caller frees. */
static guint8 *match_mark(const char *text, gsize len, const char *needle)
{
    guint8 *marks = g_malloc0(len + 1);
    for (gsize i = 0; i < len;) {
        const size_t match = match_at(text + i, needle);
        memset(marks + i, 1, match);
        i += match ? match : (gsize)(g_utf8_next_char(text + i) - (text + i));
    }
    return marks;
}

void match_tint_ordered(struct grid *grid, struct pane row, int col, const char *text,
                        const GArray *clusters, const char *needle)
{
    g_autofree guint8 *marks = match_mark(text, strlen(text), needle);
    for (guint i = 0; i < clusters->len; i++) {
        char shown[BIDI_CLUSTER_BYTES];
        const struct bidi_cluster *cluster = &g_array_index(clusters, struct bidi_cluster, i);
        const int width = grid_measure_text(shown, bidi_copy_cluster(cluster, text, shown));
        if (marks[cluster->begin] && col >= 0 && col + width <= row.cols)
            grid_tint(grid, (struct pane){ row.row, row.col + col, 1, width }, THEME_MATCH);
        col += width;
    }
}

void match_tint(struct grid *grid, int row, int col, int cols, const char *text, const char *needle)
{
    if (!text || !needle || !*needle)
        return;
    if (grid->reorders && bidi_is_needed(text, strlen(text))) {
        const size_t fit = grid_fit_text(text, strlen(text), cols, NULL);
        g_autoptr(GArray) clusters = grid_order_text(grid, text, fit, NULL);
        match_tint_ordered(grid, (struct pane){ row, col, 1, cols }, 0, text, clusters, needle);
        return;
    }
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
