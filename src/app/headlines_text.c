/* SPDX-License-Identifier: MIT */
/* The text of the rows of a list: searched, and in pieces around the words of a search. */
#include "headlines_text.h"

#include "base/fold.h"
#include "store/item_row.h"
#include "store/query.h"
#include "text/page.h"

#include <string.h>

#define MAX_SEARCHED_ROWS 2000 /* what a key press may cost; "find" searches everything */
#define MAX_SNIPPETS 500
#define SNIPPET_CHARS 150
#define SNIPPET_MAX_BYTES (256u << 10) /* of a text that is looked through */

struct snippets {
    struct store *store;
    char **words;
    GHashTable *texts; /* an article's id to its piece of text */
};

struct snippets *snippets_new(struct store *store, char **words)
{
    struct snippets *snippets = g_new0(struct snippets, 1);
    snippets->store = store;
    snippets->words = words;
    snippets->texts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    return snippets;
}

void snippets_free(struct snippets *snippets)
{
    if (snippets)
        g_hash_table_unref(snippets->texts);
    g_free(snippets);
}

static char *make_snippet(const struct snippets *snippets, gint64 id)
{
    struct item_body *body = store_get_body(snippets->store, id, NULL);
    if (!body)
        return g_strdup("");
    g_autofree char *text =
        page_extract_words(body->content, MIN(body->content_len, SNIPPET_MAX_BYTES), body->is_text);
    item_body_free(body);
    return query_make_snippet(text, snippets->words, SNIPPET_CHARS);
}

const char *snippets_get(struct snippets *snippets, gint64 id)
{
    char *text = g_hash_table_lookup(snippets->texts, &id);
    if (!text && snippets->words && snippets->words[0]) {
        if (g_hash_table_size(snippets->texts) >= MAX_SNIPPETS)
            g_hash_table_remove_all(snippets->texts);
        text = make_snippet(snippets, id);
        g_hash_table_insert(snippets->texts, g_memdup2(&id, sizeof id), text);
    }
    return text && *text ? text : NULL;
}

static bool row_contains(const struct headlines *headlines, const struct item_row *row,
                         const char *folded)
{
    const char *texts[] = { row->title, row->author,
                            headlines_is_mixed(headlines)
                                ? feed_list_get_title(
                                      app_get_feed_list(headlines_get_app(headlines)), row->feed_id)
                                : NULL };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *own = texts[i] ? fold_text(texts[i]) : NULL;
        if (own && strstr(own, folded))
            return true;
    }
    return false;
}

guint headlines_search(struct headlines *headlines, guint index, const char *text, bool backwards,
                       bool wrap)
{
    const guint n = headlines_get_length(headlines);
    g_autofree char *folded = fold_text(text);
    for (guint step = 1; step <= MIN(n, MAX_SEARCHED_ROWS); step++) {
        const bool is_past = backwards ? step > index : index + step >= n;
        if (is_past && !wrap)
            return G_MAXUINT;
        const guint at = backwards ? (index + n - step % n) % n : (index + step) % n;
        const struct item_row *row = headlines_get_row(headlines, at);
        if (row && row_contains(headlines, row, folded))
            return at;
    }
    return G_MAXUINT;
}
