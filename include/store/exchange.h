/* SPDX-License-Identifier: MIT */
/* Whole feeds and articles, out of one archive and into another. Each function may be called
 * between store_begin() and store_commit(), which is best for many articles. Strings that come in
 * must be valid UTF-8 without control characters (but newlines and tabs in texts): whoever reads
 * them ensures that. */
#ifndef STORE_EXCHANGE_H
#define STORE_EXCHANGE_H

#include "store/feed_row.h"
#include "store/item_row.h"
#include "store/full_text.h"
#include "store/revision.h"

/* A feed without its counts and tags. It owns its strings; a string may be NULL. */
struct feed_record {
    /* row.title: the feed's own title, even if the user has given it another one */
    struct feed_row row;
    char *name; /* the title that the user gave */
    char *description, *language;
    char **aliases; /* earlier addresses: NULL-terminated, or NULL */
};

/* The feed with the id. Free with feed_record_free(). NULL and STORE_ERROR_NOT_FOUND if there is no
 * such feed. */
struct feed_record *store_get_feed_record(struct store *store, gint64 id, GError **error);
void feed_record_free(struct feed_record *record);

/* Finds or creates the feed: one with record->row.url, or that had this URL or one of
 * record->aliases before. *id is its id; a new feed gets record->row.id if that is not 0 and free.
 * If the feed was never fetched, title, site_url, description and language are taken over where
 * record has them, and with keep_state also name, times, error, validators, rhythm and aliases.
 * This does not subscribe to the feed: store_sync_feeds() does. Returns false with a STORE_ERROR.
 * Writable handle only. */
bool store_import_feed(struct store *store, const struct feed_record *record, bool keep_state,
                       gint64 *id, GError **error);

/* At most n whole articles with ids greater than after_id, by id, deleted ones included, with their
 * revisions and the texts of their pages: a GPtrArray of struct item_body *, owned by the caller,
 * empty at the end. NULL with a STORE_ERROR. */
GPtrArray *store_get_item_page(struct store *store, gint64 after_id, guint n, GError **error);

enum import_outcome {
    IMPORT_NEW,    /* stored (perhaps as deleted) */
    IMPORT_MARKED, /* was in the archive; became read, starred or deleted, or got tags */
    IMPORT_SAME,   /* was in the archive with all of this */
};

/* Stores item under the feed. item->row.feed_id is ignored; row.id is kept if it is not 0 and free;
 * arrived_at 0 means now; row.sort_at 0 is computed from the dates, guid_hash 0 from guid, address,
 * title and date; own_tags may be NULL. An article that is in the archive already, by the rule of
 * store/merge.h, keeps its text. It becomes read, starred or deleted and gets own_tags if item has
 * them, never the other way round. All items that are imported in one transaction are different
 * articles. Not journalled; marks that change are noted in the outbox. The search index follows, as
 * after a reload. Returns false with a STORE_ERROR. Writable handle only. */
bool store_import_item(struct store *store, gint64 feed_id, const struct item_body *item,
                       enum import_outcome *outcome, GError **error);

/* Whether there is any article besides the guide's, deleted ones included. */
bool store_has_items(struct store *store);

#endif
