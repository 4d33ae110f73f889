/* SPDX-License-Identifier: MIT */
/* The feeds file as a tree of folders, with the archive's counts. */
#include "feed_tree.h"

#include <string.h>

void feed_node_free(void *data)
{
    struct feed_node *node = data;
    if (node->children)
        g_ptr_array_unref(node->children);
    g_free(node->path);
    g_free(node);
}

static struct feed_node *feed_node_new(const char *path)
{
    struct feed_node *node = g_new0(struct feed_node, 1);
    node->path = g_strdup(path);
    node->children = path ? g_ptr_array_new_with_free_func(feed_node_free) : NULL;
    return node;
}

struct feed_row *feed_tree_find(const GPtrArray *feeds, gint64 feed_id)
{
    guint low = 0, high = feeds ? feeds->len : 0;
    while (low < high) {
        const guint middle = low + (high - low) / 2;
        struct feed_row *row = feeds->pdata[middle];
        if (row->id == feed_id)
            return row;
        if (row->id < feed_id)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* A feed's folder: its first tag with a slash, else its first tag, else NULL. */
static const char *subscription_get_folder(const struct subscription *subscription)
{
    for (guint i = 0; subscription->tags[i]; i++)
        if (strchr(subscription->tags[i], '/'))
            return subscription->tags[i];
    return subscription->tags[0];
}

/* The node of a folder's path, made with those above it where missing. */
static struct feed_node *get_folder(struct feed_node *root, const char *path)
{
    struct feed_node *node = root;
    g_auto(GStrv) parts = g_strsplit(path, "/", 16);
    GString *so_far = g_string_new(NULL);
    for (guint i = 0; parts[i]; i++) {
        struct feed_node *next = NULL;
        if (!*parts[i])
            continue;
        g_string_append_printf(so_far, "%s%s", so_far->len ? "/" : "", parts[i]);
        for (guint k = 0; k < node->children->len && !next; k++) {
            struct feed_node *child = node->children->pdata[k];
            if (child->children && strcmp(child->path, so_far->str) == 0)
                next = child;
        }
        if (!next) {
            next = feed_node_new(so_far->str);
            g_ptr_array_add(node->children, next);
        }
        node = next;
    }
    g_string_free(so_far, TRUE);
    return node;
}

static void node_sum(struct feed_node *node)
{
    for (guint i = 0; node->children && i < node->children->len; i++) {
        struct feed_node *child = node->children->pdata[i];
        node_sum(child);
        node->unread += child->unread;
        node->total += child->total;
    }
}

static int compare_nodes(gconstpointer left, gconstpointer right, gpointer order)
{
    const struct feed_node *a = *(struct feed_node *const *)left,
                           *b = *(struct feed_node *const *)right;
    if (!a->children != !b->children)
        return a->children ? -1 : 1; /* folders first */
    if (a->children)
        return 0;
    if (GPOINTER_TO_INT(order) == OPTION_FEED_ORDER_UNREAD && a->unread != b->unread)
        return a->unread > b->unread ? -1 : 1;
    if (GPOINTER_TO_INT(order) ==
        OPTION_FEED_ORDER_TITLE) { /* in the locale "C", too, capitals don't go first */
        g_autofree char *first = g_utf8_casefold(a->feed->title, -1),
                        *second = g_utf8_casefold(b->feed->title, -1);
        return g_utf8_collate(first, second);
    }
    return a->position < b->position ? -1 : a->position > b->position;
}

void feed_node_sort(struct feed_node *folder, enum option_feed_order order)
{
    g_ptr_array_sort_with_data(folder->children, compare_nodes, GINT_TO_POINTER((int)order));
}

static void add_feed(struct feed_node *parent, const struct feed_row *feed, guint position)
{
    struct feed_node *node = feed_node_new(NULL);
    node->feed = feed;
    node->position = position;
    node->unread = feed->unread;
    node->total = feed->total;
    g_ptr_array_add(parent->children, node);
}

struct feed_node *feed_tree_build(const struct subscriptions *subscriptions, const gint64 *feed_ids,
                                  const char *guide_url, const GPtrArray *feeds)
{
    struct feed_node *root = feed_node_new("");
    for (guint i = 0; i < subscriptions->items->len; i++) {
        const struct subscription *subscription = subscriptions->items->pdata[i];
        const struct feed_row *feed = feed_tree_find(feeds, feed_ids[i]);
        if (!feed || subscription->is_hidden)
            continue;
        const char *folder = subscription_get_folder(subscription);
        add_feed(folder ? get_folder(root, folder) : root, feed, i);
    }
    for (guint i = 0; guide_url && i < feeds->len; i++) {
        const struct feed_row *feed = feeds->pdata[i];
        if (strcmp(feed->url, guide_url) == 0)
            add_feed(root, feed, 0);
    }
    node_sum(root);
    return root;
}
