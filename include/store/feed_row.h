/* SPDX-License-Identifier: MIT */
/* The feeds of the archive. A feed's identity is its row id: its address may change, and its
 * articles stay. */
#ifndef STORE_FEED_ROW_H
#define STORE_FEED_ROW_H

#include "store/store.h"

/* What indicates when a feed may have something new. Times in seconds. */
struct feed_rhythm {
    gint64 ttl_s;       /* what the feed asks for in RSS <ttl>; -1: nothing */
    gint64 period_s;    /* sy:updatePeriod divided by sy:updateFrequency; -1: not given */
    guint32 skip_hours; /* bit h: nothing new from h to h + 1 o'clock, UTC */
    guint8 skip_days;   /* bit 0: nothing new on Sundays, UTC */
    /* median time between its newest articles (at most 20); -1: fewer than 3 articles have a
     * date */
    gint64 gap_s;
    gint64 newest_at; /* date of its newest article; 0: there is none */
};

/* feed_row.next_reason of a feed that waits for its host. */
#define FEED_HELD "host"

/* One feed with its counts. It owns its strings; a string may be NULL. Times are unix seconds, 0:
 * never. */
struct feed_row {
    gint64 id;
    char *url, *title, *site_url, *error;
    gint64 total, unread, starred;
    gint64 last_fetch_at, last_success_at, next_fetch_at;
    gint64 read_at;   /* when a whole document came last, not just "not modified" */
    int status;       /* HTTP status of the last answer; 0: there was none */
    guint n_failures; /* in a row */
    bool is_subscribed, is_gone;
    char *etag, *last_modified, *moved_to;
    guint n_moved; /* how many times in a row moved_to was the permanent target */
    guint64 body_hash;
    struct feed_rhythm rhythm;
    /* the reason for next_fetch_at: a word of app's schedule, or FEED_HELD; NULL: never scheduled */
    char *next_reason;
};

void feed_row_free(struct feed_row *row);

/* All subscribed feeds, by id; with all, also feeds without a subscription that have articles: a
 * GPtrArray of struct feed_row *, owned by the caller. NULL with a STORE_ERROR. */
GPtrArray *store_get_feeds(struct store *store, bool all, GError **error);

/* One feed, by id if that is not 0, else by url. Free with feed_row_free(). NULL without error if
 * there is no such feed, NULL with a STORE_ERROR on failure. */
struct feed_row *store_find_feed(struct store *store, gint64 id, const char *url, GError **error);

/* The tags of a feed: NULL-terminated, caller frees with g_strfreev(). */
char **store_get_feed_tags(struct store *store, gint64 id);

/* What the feeds file says about one feed. */
struct feed_subscription {
    const char *url;
    const char *title;       /* the title that the user gave, or NULL */
    const char *const *tags; /* NULL-terminated, or NULL */
};

/* Brings the archive's feeds in line with the feeds file: new feeds are added, missing ones are
 * marked as not subscribed (their articles stay), titles and tags are taken over. A feed is also
 * recognised by an address it had before it moved. Writes only what differs. ids[i], if ids is not
 * NULL, becomes the id of subscriptions[i]. Returns false with a STORE_ERROR. A read handle may be
 * given: then the result is true if nothing differs, else false with STORE_ERROR_READ_ONLY. */
bool store_sync_feeds(struct store *store, const struct feed_subscription *subscriptions, guint n,
                      gint64 *ids, GError **error);

/* Removes all articles of the feed with this address from every list, or puts them back; nothing is
 * lost. This is for the guide, which is hidden once there are subscriptions. No error if there is
 * no such feed. Returns false with a STORE_ERROR. Writable handle only. */
bool store_set_feed_hidden(struct store *store, const char *url, bool is_hidden, GError **error);

/* The result of a fetch, without its articles. */
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
    const char *next_reason;   /* as in struct feed_row, or NULL */
    bool has_rhythm;           /* a document was read: rhythm replaces the stored one */
    struct feed_rhythm rhythm; /* gap_s and newest_at are ignored: store_merge() measures them */
};

/* The feed could not be asked because of its host, whose next request may be sent at start_at; the
 * feed's turn is at turn_at. Only this is recorded: neither a fetch nor a failure. A turn that the
 * feed has already stays. Returns false with a STORE_ERROR. Writable handle only. */
bool store_hold_feed(struct store *store, gint64 feed_id, gint64 start_at, gint64 turn_at,
                     GError **error);

/* Records the result. After the third permanent redirect in a row to the same target, that target
 * becomes the feed's address (unless another feed has it). Returns false with a STORE_ERROR.
 * Writable handle only. */
bool store_set_result(struct store *store, const struct feed_result *result, GError **error);

#endif
