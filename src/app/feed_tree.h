/* SPDX-License-Identifier: MIT */
/* Inside app: the feeds file as a tree of folders, with the archive's counts. */
#ifndef APP_FEED_TREE_H
#define APP_FEED_TREE_H

#include "config/option.h"
#include "config/subscription.h"
#include "store/feed_row.h"

/* A folder or a feed. */
struct feed_node {
    char *path; /* of a folder: the whole tag, "news/world"; "" for the root */
    const struct feed_row *feed;
    guint position;       /* in the feeds file */
    GPtrArray *children;  /* of struct feed_node *; NULL: a feed */
    gint64 unread, total; /* of a folder: the sums */
};

/* Builds the tree. feed_ids: the feeds of subscriptions->items, 0 for others. guide_url: the feed
 * that is the guide, or NULL. feeds: of struct feed_row *, sorted by id; borrowed by the tree. Free
 * the root with feed_node_free(). */
struct feed_node *feed_tree_build(const struct subscriptions *subscriptions, const gint64 *feed_ids,
                                  const char *guide_url, const GPtrArray *feeds);
void feed_node_free(void *node);

/* Sorts the children of a folder: folders first, then feeds in this order. */
void feed_node_sort(struct feed_node *folder, enum option_feed_order order);

/* The feed with this id in feeds (as above; may be NULL), or NULL. */
struct feed_row *feed_tree_find(const GPtrArray *feeds, gint64 feed_id);

#endif
