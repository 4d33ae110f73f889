/* SPDX-License-Identifier: MIT */
/* What articles are called that have neither a title nor words to make one of: by their pictures,
 * files or addresses. The same in every list. */
#ifndef STORE_ITEM_NAME_H
#define STORE_ITEM_NAME_H

#include "store/item_row.h"

/* Returns the article's title; where it has none the description of its first picture, the title or
 * the file's name of its enclosure, or its address without the scheme; else "(no title)". On one
 * line; caller frees. Any thread. */
char *item_make_name(const struct item_body *body);

/* Gives each of rows (of struct item_row *, which may be NULL) that has no title such a name as its title. Reads whole
 * articles, but only those without a title. On the thread of store. */
void store_name_rows(struct store *store, GPtrArray *rows);

#endif
