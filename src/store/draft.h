/* SPDX-License-Identifier: MIT */
/* Inside store: an item on its way into the archive: how it is identified, and how it is
 * written. */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include "connection.h"
#include "store/merge.h"

/* An article of the archive that may be the item. */
struct known_item {
    gint64 id; /* 0: there is none */
    guint64 content_hash;
    bool is_deleted;
};

/* An item while it is identified and written. Borrows the feed_item. */
struct draft {
    const struct feed_item *item;
    gint64 feed_id, arrived_at, sort_at;
    gint64 date; /* published, else updated, or FEED_NO_TIME; sort_at marks it as a day or a time */
    const char *content;
    gsize content_len;
    bool is_text;
    guint64 content_hash; /* of all that is stored */
    guint64 text_hash;    /* of the text alone */
    char *title;          /* see draft_get_title() */
    /* used by identity.c */
    bool has_guid;            /* it has a guid that identifies it */
    guint64 shared_guid_hash; /* of a guid that several articles share; 0: it does not */
    guint64 guid_hash;        /* of the guid, else of address, title and date */
    guint64 address_hash;     /* of the canonical address; 0: it identifies nothing */
    guint64 link_hash;        /* column link_hash: the member above, or title and words; 0: NULL */
    guint64 twin_hash;        /* of address, title, text and date */
    struct draft *first_namesake; /* the first of the document's items with this address; there: */
    guint n_namesakes;            /* how many there are; the same article counts once */
    struct known_item known;
    gint64 ousted_id;    /* the article that had its guid, and is another one; 0: there is none */
    bool is_taking_over; /* it was found without its guid, which then becomes known's */
};

/* Fills draft, except for its identity. */
void draft_init(struct draft *draft, const struct feed_item *item, gint64 feed_id,
                gint64 arrived_at);
void draft_clear(struct draft *draft);

/* The title in lists: the item's title, cut to a bounded length, or the first words of a text
 * without a title; "" if there are none. Owned by draft. */
const char *draft_get_title(struct draft *draft);

/* Stores a new article. *is_new is false if its guid is taken. */
bool draft_insert(struct store *store, struct draft *draft, bool *is_new, GError **error);

/* Replaces what is stored of draft->known. Its marks stay, and its place in lists, unless its date was
 * nonsense and the new one is not. If the title or the words differ, the old ones are kept as a
 * revision and *is_changed is set. */
bool draft_update(struct store *store, struct draft *draft, const struct merge_options *options,
                  bool *is_changed, GError **error);

/* Lets the title, addresses and dates of a deleted article follow the feed, so that it is found
 * whatever changes next. Its text is gone. */
bool draft_follow(struct store *store, struct draft *draft, GError **error);

/* Writes the text and its attributes: compressed at once, or as it arrived, for store_index_some()
 * to compress later. */
bool draft_write_body(struct store *store, const struct draft *draft, gint64 id, bool is_packed,
                      GError **error);

/* Binds parameters 3, 4 and 6 to 10 of an insert or update of item: sort_at, content_hash,
 * published_at, updated_at, title, url, author; and 5: link_hash. */
void draft_bind(struct draft *draft, sqlite3_stmt *statement);

/* The words of a text, without markup, white space collapsed. Caller frees. */
char *draft_extract_words(const char *content, gsize len, bool is_text);

/* The document's items, first to last, repeated ones taken once, empty ones left out: a GArray of
 * struct draft, owned by the caller, cleared with it. Notes guids that its articles share. NULL with
 * a STORE_ERROR. */
GArray *identity_collect(struct store *store, const struct feed_document *document, gint64 feed_id,
                         gint64 arrived_at, guint max_items, GError **error);

/* Identifies a draft outside of a document. guid_hash 0: made from the guid. */
void identity_set_alone(struct draft *draft, guint64 guid_hash);

/* The hash of text, begun with seed; text may be NULL. */
guint64 identity_hash_text(guint64 seed, const char *text);

/* The hash of the canonical address; 0 if the address identifies nothing: there is none, or it is
 * the site's front page. url may be NULL. */
guint64 identity_hash_address(const char *url);

/* Sets known of each draft: the article that it is, by the rule in store/merge.h. */
bool identity_match(struct store *store, GArray *drafts, GError **error);

/* The same for a draft outside of a document. guid_hash 0: made from the guid. claimed: ids of
 * articles that are taken by other items; the id that is found is not added. */
bool identity_match_one(struct store *store, struct draft *draft, guint64 guid_hash,
                        GHashTable *claimed, GError **error);

/* Takes draft's guid from the article that it does not mean any more (draft->ousted_id). */
bool identity_oust(struct store *store, const struct draft *draft, GError **error);

/* Gives draft's guid to draft->known, so that the guid finds it next time. */
bool identity_take_over(struct store *store, const struct draft *draft, GError **error);

/* The SQL function link_hash(guid, url, title, content, format) of migration 2. */
bool identity_add_function(struct store *store, GError **error);

/* Keeps a text that is being replaced; then texts between the first and the newest are deleted,
 * down to max. packed has the form of a body; packed_len is in bytes. */
bool revision_add(struct store *store, gint64 item_id, const struct merge_options *options,
                  gint64 until_at, const char *title, int format, const void *packed,
                  gsize packed_len, GError **error);

/* Writes one revision as it is, if its number does not exist. */
bool revision_write(struct store *store, gint64 item_id, gint64 number, gint64 until_at,
                    const char *title, int format, const void *packed, gsize packed_len,
                    GError **error);

/* Sets item.n_revisions to the number of revisions. */
bool revision_count(struct store *store, gint64 item_id, GError **error);

#endif
