/* SPDX-License-Identifier: MIT */
/* Whole feeds and articles out of an archive and into another. Each function may be called between
 * store_begin() and store_commit(); much is best imported so. Strings that come in are valid UTF-8
 * without control characters (but newlines and tabs in texts): whoever reads them sees to that. */
#ifndef STORE_EXCHANGE_H
#define STORE_EXCHANGE_H

#include "store/feed_row.h"
#include "store/item_row.h"
#include "store/page_text.h"
#include "store/revision.h"

/* All of a feed but counts and tags. Strings are its own, or NULL. */
struct feed_record {
    struct feed_row row; /* row.title: what the feed calls itself, also where the user has a name */
    char *name;          /* the user's */
    char *description, *language;
    char **aliases; /* addresses it had before: NULL-terminated, or NULL */
};

/* The feed with the id; the caller's. NULL and STORE_ERROR_NOT_FOUND where there is none. */
struct feed_record *store_get_feed_record(struct store *store, gint64 id, GError **error);
void feed_record_free(struct feed_record *record);

/* Finds or makes the feed with record->row.url, or that had it or one of record->aliases before:
 * *id. It is made with record->row.id if that is not 0 and free. Of a feed that was never fetched,
 * title, site_url, description and language are taken over where record has them, and with
 * keep_state all the rest: name, times, error, validators, rhythm, aliases. It is not subscribed by
 * this: store_sync_feeds() does that. */
bool store_import_feed(struct store *store, const struct feed_record *record, bool keep_state,
                       gint64 *id, GError **error);

/* Whole articles whose ids are greater than after_id, by id, also deleted ones, with their
 * revisions and the texts of their pages; at most n: a GPtrArray of struct item_body *, the caller's, empty at the end. */
GPtrArray *store_get_item_page(struct store *store, gint64 after_id, guint n, GError **error);

enum import_outcome {
    IMPORT_NEW,    /* stored, also as deleted */
    IMPORT_MARKED, /* was there; became read, starred or deleted, or got tags */
    IMPORT_SAME,   /* was there, with all this */
};

/* Stores the article under the feed; row.feed_id is not looked at, row.id is kept if it is not 0
 * and free, arrived_at 0 is now, and row.sort_at 0 is made from the dates. guid_hash 0 is made from
 * guid, address, title and date; own_tags may be NULL. An article that is there already, by the
 * rule of store/merge.h, keeps its text, and becomes read, starred or deleted and gets own_tags
 * where item has these, never the other way round; all that is imported in one transaction are
 * different articles. Not journalled. The search index follows, as after a reload. */
bool store_import_item(struct store *store, gint64 feed_id, const struct item_body *item,
                       enum import_outcome *outcome, GError **error);

/* True if there is any article but the guide's, deleted ones included. */
bool store_has_items(struct store *store);

#endif
