/* SPDX-License-Identifier: MIT */
/* The full-text index. It is filled after the articles have been stored. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "store/store.h"

/* Turns an article's HTML (or plain text) into the words to be indexed; caller frees. Passed in
 * from above, because the store knows no HTML. */
typedef char *(*search_text_func)(const char *content, gsize len, bool is_text);

/* The number of articles that are not indexed yet. O(1), except for changed ones. */
gint64 store_count_unindexed(struct store *store);

/* Indexes at most n (> 0) of these articles and compresses their bodies, in one transaction.
 * *n_done: how many; 0: the index is up to date. Returns false with a STORE_ERROR. Writable handle
 * only. */
bool store_index_some(struct store *store, guint n, search_text_func to_text, guint *n_done,
                      GError **error);

/* text as the index and its queries see it: each Han, kana, Hangul or Thai character is a word of
 * its own. Caller frees. Any thread. */
char *search_prepare_text(const char *text);

#endif
