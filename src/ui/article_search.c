/* SPDX-License-Identifier: MIT */
/* Searches in an open article. */
#include "article_search.h"

#include "article_mark.h"
#include "article_page.h"
#include "match.h"

#include <string.h>

#define MAX_LINES 4 /* that searched words may stretch over */

/* Caller frees. */
static char *get_line_text(const struct article_view *view, guint index)
{
    return index < view->head->len
               ? g_strdup(g_array_index(view->head, struct head_line, index).text)
               : page_line_get_text(article_get_page_line(view, index));
}

/* The lines behind the one with this index (step 1) or before it (step -1), joined, as far as the
 * searched words could reach. Caller frees. */
static char *get_lines_text(const struct article_view *view, guint index, int step,
                            const char *words)
{
    const gsize wanted = strlen(words);
    GString *text = g_string_new(NULL);
    for (int i = 1; i < MAX_LINES && text->len <= wanted; i++) {
        const gint64 at = (gint64)index + i * step;
        if (at < 0 || at >= article_count_lines(view))
            break;
        g_autofree char *line = get_line_text(view, (guint)at);
        if (step > 0)
            g_string_append_printf(text, "%s%s", text->len ? " " : "", line);
        else
            g_string_prepend(g_string_prepend_c(text, ' '), line);
    }
    return g_string_free(text, FALSE);
}

static bool article_line_matches(const struct article_view *view, guint index, const char *text)
{
    g_autofree char *line = get_line_text(view, index);
    g_autofree char *after = get_lines_text(view, index, 1, text);
    return match_begins_in(line, after, text);
}

guint8 *article_mark_matches(const struct article_view *view, guint index)
{
    const char *words = ui_get_search(&view->view);
    if (!words)
        return NULL;
    g_autofree char *line = get_line_text(view, index);
    g_autofree char *before = get_lines_text(view, index, -1, words);
    g_autofree char *after = get_lines_text(view, index, 1, words);
    return match_mark(before, line, after, words);
}

bool article_search(struct view *view, const char *text, enum view_search how)
{
    struct article_view *own = (struct article_view *)view;
    article_set(own);
    guint count = article_count_lines(own);
    bool wrap = options_get_bool(app_get_options(view->ui->app), OPTION_WRAP_SEARCH);
    guint from = own->search_line >= 0 && (guint)own->search_line < count ? (guint)own->search_line
                                                                          : own->top;
    bool is_first = how == VIEW_SEARCH_HERE || own->search_line < 0;
    for (guint i = is_first ? 0 : 1; i < count + !is_first; i++) {
        gint64 at = how == VIEW_SEARCH_PREVIOUS ? (gint64)from - i : (gint64)from + i;
        if (!wrap && (at < 0 || at >= count))
            return false;
        guint index = (guint)((at + 2 * (gint64)count) % count);
        if (!article_line_matches(own, index, text))
            continue;
        own->search_line = (gint)index;
        guint rows = (guint)MAX(view->pane.rows, 1);
        if (index < own->top || index >= own->top + rows)
            article_scroll_to(own, (gint64)index - rows / 3);
        article_mark_goto(own, index);
        return true;
    }
    return false;
}
