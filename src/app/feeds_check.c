/* SPDX-License-Identifier: MIT */
/* The feeds file read as smart feeds and scraped pages will be. */
#include "feeds_check.h"

#include "app/scrape.h"
#include "config/feeds_line.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

char *feeds_check_query(const char *expression, guint *column)
{
    static const char sign[] = ", column ";
    g_autoptr(GError) error = NULL;
    struct query *query = query_parse_any(expression, &error);
    *column = 1;
    if (query) {
        query_free(query);
        return NULL;
    }
    const char *at = strstr(error->message, sign);
    char *end = NULL;
    if (at)
        *column = (guint)strtoul(at + strlen(sign), &end, 10);
    return g_strdup(end && g_str_has_prefix(end, ": ") ? end + 2 : error->message);
}

/* The column in the file of character n (from 0) of a word as it is read; the word begins with a
 * quote, or has one behind "=", or has none. */
static guint find_column(const char *text, const struct feeds_word *word, gsize n)
{
    const char *at = text + word->begin, *end = text + word->end;
    guint column = word->column;
    bool is_quoted = false;
    while (at < end) {
        if (!is_quoted && *at == '"' && (at == text + word->begin || at[-1] == '=')) {
            is_quoted = true;
            at++;
            column++;
            continue;
        }
        if (!n--)
            break;
        if (is_quoted && *at == '\\' && at + 1 < end) {
            at++;
            column++;
        }
        at = g_utf8_next_char(at);
        column++;
    }
    return column;
}

static void check_query(const char *text, const char *path, const struct feeds_line *line,
                        const char *expression, struct diagnostic_list *diagnostics)
{
    guint column = 1;
    const struct feeds_word *word = &line->words[0];
    g_autofree char *problem = feeds_check_query(expression, &column);
    if (!problem)
        return;
    const glong all = g_utf8_strlen(word->text, -1), tail = g_utf8_strlen(expression, -1);
    diagnostic_list_add(diagnostics, DIAGNOSTIC_ERROR, path, line->number,
                        find_column(text, word, (gsize)(all - tail) + column - 1), "%s", problem);
}

static void check_selectors(const char *text, const char *path, const struct feeds_line *line,
                            struct diagnostic_list *diagnostics)
{
    for (guint i = 1; i < line->n_words; i++) {
        const char *word = line->words[i].text, *equals = strchr(word, '=');
        g_autoptr(GError) error = NULL;
        g_autofree char *name = equals ? g_strndup(word, (gsize)(equals - word)) : NULL;
        enum option_id id;
        if (!name || !option_find(name, &id) || scrape_check(id, equals + 1, &error))
            continue;
        const gsize skipped = (gsize)g_utf8_strlen(name, -1) + 1;
        diagnostic_list_add(diagnostics, DIAGNOSTIC_ERROR, path, line->number,
                            find_column(text, &line->words[i], skipped), "%s", error->message);
    }
}

void feeds_check(const char *text, gsize len, const char *path,
                 const struct subscriptions *subscriptions, struct diagnostic_list *diagnostics)
{
    struct feeds_line line = { 0 };
    guint next = 0; /* subscriptions are in the order of their lines */
    while (feeds_line_next(&line, text, len)) {
        const struct subscription *subscription =
            next < subscriptions->items->len ? subscriptions->items->pdata[next] : NULL;
        if (!subscription || subscription->line != line.number)
            continue;
        next++;
        if (subscription->kind == SUBSCRIPTION_QUERY)
            check_query(text, path, &line, subscription->expression, diagnostics);
        else if (subscription->kind == SUBSCRIPTION_SCRAPE)
            check_selectors(text, path, &line, diagnostics);
    }
    feeds_line_clear(&line);
}
