/* SPDX-License-Identifier: MIT */
/* The query language of search, smart feeds, lists and rules: text in, bound SQL out. DESIGN 5:
 * words and "phrases", field:value, unread, newer:2d, words>800, title~/regex/, -not, or,
 * parentheses, sort:-date; and newsboat's filter expressions (unread = "yes" and tags #
 * "linux"). */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/store.h"

struct query;

/* Parses our language; "" matches everything. NULL and STORE_ERROR_QUERY, whose message has the
 * column and the nearest name. Free with query_free(). Any thread. */
struct query *query_parse(const char *text, GError **error);

/* Parses either language: newsboat's if the text begins like one of its comparisons, else ours. As
 * query_parse(). */
struct query *query_parse_any(const char *text, GError **error);

void query_free(struct query *query);

/* Makes query match only what other matches as well; takes over other. If query has no sort order,
 * other's counts. */
void query_restrict_take(struct query *query, struct query *other);

/* The words that query looks for, not those it excludes (for marking matches and for snippets):
 * NULL-terminated, caller frees with g_strfreev(). */
char **query_get_words(const struct query *query);

/* Whether query uses the full-text index, which must then be up to date. */
bool query_needs_index(const struct query *query);

/* The ids of the articles that match, sorted as the query says, else by rank (is_ranked) or with
 * the newest first; at most limit (0: all). A GArray of gint64, owned by the caller. NULL with a
 * STORE_ERROR. */
GArray *store_find_items(struct store *store, const struct query *query, bool is_ranked,
                         guint limit, GError **error);

/* A part of text, about chars characters long, around the first occurrence of a word, for lists of
 * results. Caller frees. Any thread. */
char *query_make_snippet(const char *text, char **words, guint chars);

#endif
