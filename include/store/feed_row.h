/* SPDX-License-Identifier: MIT */
/* The feeds of the archive. A feed's identity is its row id: its address may change, its articles
 * stay. */
#ifndef STORE_FEED_ROW_H
#define STORE_FEED_ROW_H

#include "store/store.h"

/* What tells when a feed may have something new. Times in seconds. */
struct feed_rhythm {
    gint64 ttl_s;       /* the feed's own wish, RSS <ttl>; -1: none */
    gint64 period_s;    /* sy:updatePeriod divided by sy:updateFrequency; -1: none */
    guint32 skip_hours; /* bit h: nothing new from h to h + 1 o'clock, UTC */
    guint8 skip_days;   /* bit 0: nothing new on Sundays, UTC */
    gint64 gap_s;       /* median time between its newest articles (at most 20 of them); -1: fewer
                           than 3 with a date */
    gint64 newest_at;   /* date of its newest article; 0: none */
};

/* One feed with its counts; every string is the row's own, or NULL. Times are unix seconds, 0:
 * never. */
struct feed_row {
    gint64 id;
    char *url, *title, *site_url, *error;
    gint64 total, unread, starred;
    gint64 last_fetch_at, last_success_at, next_fetch_at;
    int status;       /* HTTP status of the last answer; 0: none */
    guint n_failures; /* in a row */
    bool is_subscribed, is_gone;
    char *etag, *last_modified, *moved_to;
    guint n_moved; /* times in a row that moved_to was the permanent target */
    guint64 body_hash;
    struct feed_rhythm rhythm;
    char *next_reason; /* why next_fetch_at is what it is: a word of app's schedule; NULL: never
                          scheduled */
};

void feed_row_free(struct feed_row *row);

/* All subscribed feeds (all: also those with articles whose subscription is gone), by id: a
 * GPtrArray of struct feed_row *, the caller's. */
GPtrArray *store_get_feeds(struct store *store, bool all, GError **error);

/* One feed, by id or by address; NULL without error if there is none. The caller's. */
struct feed_row *store_find_feed(struct store *store, gint64 id, const char *url, GError **error);

/* The tags of a feed: NULL-terminated, the caller's. */
char **store_get_feed_tags(struct store *store, gint64 id);

/* What the subscription file says of one feed. */
struct feed_subscription {
    const char *url;
    const char *title;       /* the user's own title, or NULL */
    const char *const *tags; /* NULL-terminated, or NULL */
};

/* Makes the archive's feeds those of the subscription file: new ones are added, missing ones marked
 * as not subscribed (their articles stay), titles and tags taken over; an address that a feed had
 * before it moved is known as that feed. Writes only what differs. ids[i], if not NULL, gets the id
 * of subscriptions[i]. */
bool store_sync_feeds(struct store *store, const struct feed_subscription *subscriptions, guint n,
                      gint64 *ids, GError **error);

/* Takes all articles of the feed with this address out of every list, or puts them back; nothing is
 * lost. No error if there is no such feed. For the guide, which steps aside. */
bool store_set_feed_hidden(struct store *store, const char *url, bool is_hidden, GError **error);

/* What a fetch brought besides articles. */
struct feed_result {
    gint64 feed_id, at;
    int status;
    const char *error; /* NULL: success */
    bool is_success;   /* new content or "not modified" */
    const char *etag, *last_modified;
    bool has_validators; /* etag, last_modified and body_hash replace the stored ones */
    guint64 body_hash;
    const char *moved_to; /* target of a permanent redirect, or NULL */
    bool is_gone;
    gint64 next_fetch_at;
    const char *next_reason;   /* see struct feed_row, or NULL */
    bool has_rhythm;           /* a document was read: rhythm replaces what is stored */
    struct feed_rhythm rhythm; /* gap_s and newest_at are ignored: store_merge() measures them */
};

/* Records the result. After the third permanent redirect in a row to the same target the feed's
 * address becomes that target (unless another feed has it). */
bool store_set_result(struct store *store, const struct feed_result *result, GError **error);

#endif
