/* SPDX-License-Identifier: MIT */
/* Finds and marks searched words in lines of text. */
#include "match.h"

#include "base/fold.h"
#include "text/bidi.h"

#include <string.h>

/* needle folded, without blanks around it; "" if nothing of it is left. Caller frees. */
static char *fold_needle(const char *needle)
{
    return needle ? g_strstrip(fold_text(needle)) : g_strdup("");
}

/* The lines before, text, after, joined by blanks; *begin becomes the place of text. Caller
 * frees. */
static char *join_lines(const char *before, const char *text, const char *after, gsize *begin)
{
    *begin = before ? strlen(before) + 1 : 0;
    return g_strconcat(before ? before : "", before ? " " : "", text, after ? " " : "",
                       after ? after : "", NULL);
}

/* Calls mark for each place of needle (folded) in text: the bytes of text from begin to end. */
static void find_places(const char *text, const char *needle,
                        void (*mark)(void *data, guint32 begin, guint32 end), void *data)
{
    g_autofree guint32 *places = NULL;
    g_autofree char *folded = fold_text_with_places(text, strlen(text), &places);
    const gsize len = strlen(needle);
    for (const char *at = folded; len && (at = strstr(at, needle)); at += len)
        mark(data, places[at - folded], places[at - folded + len]);
}

bool match_is_in(const char *text, const char *needle)
{
    g_autofree char *wanted = fold_needle(needle);
    if (!*wanted)
        return false;
    g_autofree char *folded = fold_text(text);
    return strstr(folded, wanted) != NULL;
}

struct first {
    gsize end;
    bool is_in;
};

static void note_begin(void *data, guint32 begin, guint32 end G_GNUC_UNUSED)
{
    struct first *first = data;
    first->is_in |= begin < first->end;
}

bool match_begins_in(const char *text, const char *after, const char *needle)
{
    gsize begin = 0;
    g_autofree char *wanted = fold_needle(needle);
    g_autofree char *all = join_lines(NULL, text, after, &begin);
    struct first first = { .end = strlen(text) };
    find_places(all, wanted, note_begin, &first);
    return first.is_in;
}

struct marking {
    guint8 *marks;
    gsize begin, end; /* of the text that is marked, among all lines */
};

static void mark_place(void *data, guint32 begin, guint32 end)
{
    struct marking *marking = data;
    const gsize from = MAX(begin, marking->begin), to = MIN(end, marking->end);
    if (from >= to)
        return;
    if (!marking->marks)
        marking->marks = g_malloc0(marking->end - marking->begin + 1);
    memset(marking->marks + (from - marking->begin), 1, to - from);
}

guint8 *match_mark(const char *before, const char *text, const char *after, const char *needle)
{
    struct marking marking = { .marks = NULL };
    g_autofree char *wanted = fold_needle(needle);
    if (!text || !*wanted)
        return NULL;
    g_autofree char *all = join_lines(before, text, after, &marking.begin);
    marking.end = marking.begin + strlen(text);
    find_places(all, wanted, mark_place, &marking);
    return marking.marks;
}

void match_tint_ordered(struct grid *grid, struct pane row, int col, const char *text,
                        const GArray *clusters, const guint8 *marks)
{
    for (guint i = 0; marks && i < clusters->len; i++) {
        char shown[BIDI_CLUSTER_BYTES];
        const struct bidi_cluster *cluster = &g_array_index(clusters, struct bidi_cluster, i);
        const int width = grid_measure_text(shown, bidi_copy_cluster(cluster, text, shown));
        if (marks[cluster->begin] && col >= 0 && col + width <= row.cols)
            grid_tint(grid, (struct pane){ row.row, row.col + col, 1, width }, THEME_MATCH);
        col += width;
    }
}

void match_tint_marked(struct grid *grid, int row, int col, int cols, const char *text,
                       const guint8 *marks)
{
    if (!marks)
        return;
    const gsize text_len = strlen(text);
    if (grid->reorders && bidi_is_needed(text, text_len)) {
        const size_t fit = grid_fit_text(text, text_len, cols, NULL);
        g_autoptr(GArray) clusters = grid_order_text(grid, text, fit, NULL);
        match_tint_ordered(grid, (struct pane){ row, col, 1, cols }, 0, text, clusters, marks);
        return;
    }
    for (gsize at = 0; at < text_len;) {
        gsize len = 1;
        while (at + len < text_len && marks[at + len] == marks[at])
            len++;
        const int start = marks[at] ? grid_measure_text(text, at) : 0;
        const int width = marks[at] ? MIN(grid_measure_text(text + at, len), cols - start) : 0;
        if (width > 0)
            grid_tint(grid, (struct pane){ row, col + start, 1, width }, THEME_MATCH);
        at += len;
    }
}

void match_tint(struct grid *grid, int row, int col, int cols, const char *text, const char *needle)
{
    g_autofree guint8 *marks = match_mark(NULL, text, NULL, needle);
    match_tint_marked(grid, row, col, cols, text, marks);
}
