/* SPDX-License-Identifier: MIT */
/* A document's items into the archive. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "feed/model.h"
#include "store/feed_row.h"

struct merge_result {
    guint n_new, n_changed;
};

/* Stores what is new in document under the feed and records the fetch, in one transaction. An item
 * is known by its guid (unless items with other addresses have the same), else its address, else a
 * hash of title and date; a known one with other content is updated and keeps its marks; a deleted
 * one stays deleted. At most max_items (0: no limit) of the document are looked at. */
bool store_merge(struct store *store, const struct feed_document *document,
                 const struct feed_result *fetch, guint max_items, struct merge_result *result,
                 GError **error);

#endif
