/* SPDX-License-Identifier: MIT */
/* A document's items into the archive. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "feed/model.h"
#include "store/feed_row.h"

struct merge_result {
    guint n_new;
    guint n_changed; /* known articles with another title or other words */
};

struct merge_options {
    guint max_items;          /* of the document looked at; 0: all */
    guint max_revisions;      /* earlier texts kept of an article; 0: none */
    bool is_unread_on_change; /* an article whose words changed becomes unread again */
};

/* Stores what is new in document under the feed and records the fetch, in one transaction. An item
 * is known by its guid (unless items with other addresses have the same), else its address, else a
 * hash of title and date; a known one with other content is updated and keeps its marks; a deleted
 * one stays deleted. */
bool store_merge(struct store *store, const struct feed_document *document,
                 const struct feed_result *fetch, const struct merge_options *options,
                 struct merge_result *result, GError **error);

#endif
