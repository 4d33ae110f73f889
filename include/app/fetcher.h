/* SPDX-License-Identifier: MIT */
/* The reload pipeline: subscriptions to requests, answers through the parse worker to the store
 * thread. */
#ifndef APP_FETCHER_H
#define APP_FETCHER_H

#include "app/writer.h"
#include "config/subscription.h"
#include "net/net.h"
#include "store/feed_row.h"

struct fetcher;

/* Starts the net and parse threads with the limits of options; store is only read here. */
struct fetcher *fetcher_start(const struct options *options, struct store *store,
                              struct writer *writer);

/* Ends what is under way and the threads; nothing that was already fetched is lost. */
void fetcher_stop(struct fetcher *fetcher);

/* Asks for a feed. The row's address is fetched (it may have moved), with the subscription's
 * options; nothing is done and false returned if the feed is already asked for. Never waits. */
bool fetcher_post(struct fetcher *fetcher, const struct subscription *subscription,
                  const struct feed_row *row);

/* Who reads a document that is no subscription. */
struct fetcher_document {
    /* The answer, on the parse worker; borrowed. Called at most once. */
    void (*take)(void *data, const struct net_response *answer);
    void *data;
    GDestroyNotify free_data; /* after take, or when the reload stops before */
    const char *header; /* sent in the place of that of options, or NULL; borrowed for the call */
    struct net_download *download; /* where the document goes, of max_bytes at most; or NULL: the
                                      answer has it. Borrowed for the call */
    size_t max_bytes;
};

/* Asks for the document at url, http or https, over the same connections, with the same politeness
 * and the limits of options. Never waits. */
void fetcher_post_document(struct fetcher *fetcher, const struct options *options, const char *url,
                           const struct fetcher_document *document);

/* Whether the feed is asked for and not stored or failed yet. Any thread. */
bool fetcher_is_busy(struct fetcher *fetcher, gint64 feed_id);

/* Ends all fetches that are under way; each is reported as an outcome of its own. */
void fetcher_cancel(struct fetcher *fetcher);

#endif
