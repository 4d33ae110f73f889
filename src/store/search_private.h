/* SPDX-License-Identifier: MIT */
/* Inside store: the rows of the full-text index, and the index that it replaces.
 *
 * The row of an article has the article's id, so that the lists of the index are short; the row of its
 * N-th later version has N * SEARCH_IDS more, far behind. The index of format 4 had other ids (times
 * 65536) and words that were not folded. It answers for the articles that the new one does not have
 * yet, and goes when that is complete. */
#ifndef STORE_SEARCH_PRIVATE_H
#define STORE_SEARCH_PRIVATE_H

#include "store/store.h"

#define SEARCH_IDS 68719476736     /* 2^36: no article's id is so high */
#define SEARCH_ID_MASK 68719476735 /* the id in a row's id */
#define SEARCH_REVISIONS 134217728 /* 2^27 */

/* Whether the old index is still there. */
bool search_has_old(struct store *store);

/* Removes it, if it is there. */
bool search_drop_old(struct store *store, GError **error);

/* text with blanks around each character of a script without spaces. The old index has such text, the
 * new one has it folded. Caller frees. Any thread. */
char *search_set_apart(const char *text);

#endif
