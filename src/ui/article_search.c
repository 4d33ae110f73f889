/* SPDX-License-Identifier: MIT */
/* Searches in an open article. */
#include "article_search.h"

#include "article_mark.h"
#include "article_page.h"
#include "match.h"

static bool article_line_matches(const struct article_view *view, guint index, const char *text)
{
    if (index < view->head->len)
        return match_is_in(g_array_index(view->head, struct head_line, index).text, text);
    g_autofree char *line = page_line_get_text(article_get_page_line(view, index));
    return match_is_in(line, text);
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
