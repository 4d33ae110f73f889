/* SPDX-License-Identifier: MIT */
/* The query language of search, smart feeds, lists and rules: text in, bound SQL out. DESIGN: words
 * and "phrases", field:value, unread, newer:2d, words>800, title~/regex/, -not, or, parentheses,
 * sort:-date; and newsboat's filter expressions (unread = "yes" and tags # "linux"). */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/store.h"

struct query;

/* Reads our language; "" matches everything. NULL and STORE_ERROR_QUERY whose message has the
 * column and the nearest name. Free with query_free(). Any thread. */
struct query *query_parse(const char *text, GError **error);

/* Reads either: newsboat's syntax where the text begins like one of its comparisons, else ours. */
struct query *query_parse_any(const char *text, GError **error);

void query_free(struct query *query);

/* Makes query match only what other matches, too; other is taken. A sort order that only other has
 * counts. */
void query_restrict_take(struct query *query, struct query *other);

/* The positive words of the query (for marking matches and for snippets): NULL-terminated, the
 * caller's. */
char **query_get_words(const struct query *query);

/* True if the full-text index is asked, which must then be up to date. */
bool query_needs_index(const struct query *query);

/* The ids of the articles that match, sorted as the query says, else by rank (is_ranked) or newest
 * first; at most limit (0: all). A GArray of gint64, the caller's. */
GArray *store_find_items(struct store *store, const struct query *query, bool is_ranked,
                         guint limit, GError **error);

/* A piece of text of about cols columns around the first of the words, for result lists. The
 * caller's. */
char *query_make_snippet(const char *text, char **words, guint chars);

#endif
