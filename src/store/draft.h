/* SPDX-License-Identifier: MIT */
/* Inside store: an item on its way into the archive: what it is known by, and how it is written. */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include "connection.h"
#include "store/merge.h"

/* An article of the archive that an item may be. */
struct known_item {
    gint64 id; /* 0: none */
    guint64 content_hash;
    bool is_deleted;
};

/* What one item becomes. Borrows the item. */
struct draft {
    const struct feed_item *item;
    gint64 feed_id, arrived_at, sort_at;
    gint64 date; /* published, failing that updated, or FEED_NO_TIME */
    const char *content;
    gsize content_len;
    bool is_text;
    guint64 content_hash;
    char *title; /* see draft_get_title() */
    /* from here on: identity.c */
    bool has_guid;                /* one that tells something */
    guint64 guid_hash;            /* of the guid, failing that of address, title and date */
    guint64 address_hash;         /* of the canonical address; 0: it tells nothing */
    guint64 link_hash;            /* column link_hash: the above, or title and words; 0: NULL */
    guint64 twin_hash;            /* of address, title, text and date */
    struct draft *first_namesake; /* of the document's items with its address, and on that one: */
    guint n_namesakes;            /* how many they are, one article counted once */
    struct known_item known;
    bool is_taking_over; /* found by something else than its guid, which becomes known's */
};

/* Fills draft but for its identity. */
void draft_init(struct draft *draft, const struct feed_item *item, gint64 feed_id,
                gint64 arrived_at);
void draft_clear(struct draft *draft);

/* The title in lists: the item's, cut to a bounded length, or the first words of a text without
 * one; "" if there are none. The draft's. */
const char *draft_get_title(struct draft *draft);

/* Stores a new article. *is_new is false where its guid is taken. */
bool draft_insert(struct store *store, struct draft *draft, bool *is_new, GError **error);

/* Replaces what is stored of draft->known: its marks and its place in lists stay. Another title or
 * other words: the old ones are kept as a revision, and *is_changed is set. */
bool draft_update(struct store *store, struct draft *draft, const struct merge_options *options,
                  bool *is_changed, GError **error);

/* Writes the text and what belongs to it: at once in small form, or as it came for
 * store_index_some() to pack behind the reload. */
bool draft_write_body(struct store *store, const struct draft *draft, gint64 id, bool is_packed,
                      GError **error);

/* Binds parameters 3, 4 and 6 to 10 of an insert or update of item: sort_at, content_hash,
 * published_at, updated_at, title, url, author; and 5: link_hash. */
void draft_bind(struct draft *draft, sqlite3_stmt *statement);

/* The words of a text: markup taken away, white space collapsed. The caller's. */
char *draft_extract_words(const char *content, gsize len, bool is_text);

/* The document's items, first to last, those that are one taken once: a GArray of struct draft, the
 * caller's, cleared with it. */
GArray *identity_collect(const struct feed_document *document, gint64 feed_id, gint64 arrived_at,
                         guint max_items);

/* Sets known of each draft: the article that it is by the rule in store/merge.h. */
bool identity_match(struct store *store, GArray *drafts, GError **error);

/* The same for a draft outside of any document; guid_hash 0: made from the guid. claimed: the ids
 * of articles that can't be meant, for another item is each of them; the found one is not added. */
bool identity_match_one(struct store *store, struct draft *draft, guint64 guid_hash,
                        GHashTable *claimed, GError **error);

/* Makes the guid of draft that of draft->known, so that it is found by it the next time. */
bool identity_take_over(struct store *store, const struct draft *draft, GError **error);

/* The SQL function link_hash(guid, url, title, content, format) of migration 2. */
bool identity_add_function(struct store *store, GError **error);

/* Keeps a text that is being replaced; then those between the first and the newest go, down to max.
 * packed has the form of a body; packed_len bytes. */
bool revision_add(struct store *store, gint64 item_id, const struct merge_options *options,
                  gint64 until_at, const char *title, int format, const void *packed,
                  gsize packed_len, GError **error);

/* Writes one as it is, if there is none of its number. */
bool revision_write(struct store *store, gint64 item_id, gint64 number, gint64 until_at,
                    const char *title, int format, const void *packed, gsize packed_len,
                    GError **error);

/* Sets item.n_revisions to what there is. */
bool revision_count(struct store *store, gint64 item_id, GError **error);

#endif
