/* SPDX-License-Identifier: MIT */
/* The fetcher: everything that goes over the network. Feeds become requests; their answers go
 * through the parse worker to the store thread. Documents (pages, pictures, downloads) share
 * connections and politeness. App's thread unless said otherwise. */
#ifndef APP_FETCHER_H
#define APP_FETCHER_H

#include "app/writer.h"
#include "config/subscription.h"
#include "net/net.h"
#include "store/feed_row.h"

struct fetcher;

/* Starts the net thread and the parse worker with the limits of options. store is read during this
 * call only. */
struct fetcher *fetcher_start(const struct options *options, struct store *store,
                              struct writer *writer);

/* Cancels what is under way, ends the threads and frees; what was fetched already reaches the store
 * thread. NULL is allowed. */
void fetcher_stop(struct fetcher *fetcher);

/* Fetches a feed from the row's address (it may have moved), with the subscription's options.
 * is_insisting: the whole document, and although its host has asked for a pause. False where it is
 * being fetched already. Never waits. */
bool fetcher_post(struct fetcher *fetcher, const struct subscription *subscription,
                  const struct feed_row *row, bool is_insisting);

/* Who reads a document that is not a feed of the subscriptions. */
struct fetcher_document {
    /* The answer, on the parse worker; borrowed. Called at most once. */
    void (*take)(void *data, const struct net_response *answer);
    void *data;
    GDestroyNotify free_data; /* called after take, or when the fetcher stops before */
    const char
        *header; /* overrides the "header" option; NULL: no override. Borrowed for the call */
    struct net_download *download; /* where the document goes, of max_bytes at most; or NULL: the
                                      answer has it. Borrowed for the call */
    size_t max_bytes;
};

/* Fetches the document at url (http or https) over the same connections, with the same politeness
 * and the limits of options. Never waits. */
void fetcher_post_document(struct fetcher *fetcher, const struct options *options, const char *url,
                           const struct fetcher_document *document);

/* Whether the feed is being fetched: neither stored nor failed yet. Any thread. */
bool fetcher_is_busy(struct fetcher *fetcher, gint64 feed_id);

/* Ends all fetches that are under way; each is reported as an outcome of its own. */
void fetcher_cancel(struct fetcher *fetcher);

#endif
