/* SPDX-License-Identifier: MIT */
/* The full-text index, filled behind the reload. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "store/store.h"

/* HTML (or plain text) of an article to the words to be indexed; the caller's. Given from above:
 * the store knows no HTML. */
typedef char *(*search_text_func)(const char *content, gsize len, bool is_text);

/* Articles that wait to be indexed. O(1) but for changed ones. */
gint64 store_count_unindexed(struct store *store);

/* Indexes at most n of them, and compresses their bodies, in one transaction. *n_done: how many; 0:
 * the index is up to date. */
bool store_index_some(struct store *store, guint n, search_text_func to_text, guint *n_done,
                      GError **error);

/* text as the index and its queries see it: each Han, kana, Hangul or Thai character a word of its
 * own. The caller's. */
char *search_prepare_text(const char *text);

#endif
