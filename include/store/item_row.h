/* SPDX-License-Identifier: MIT */
/* The articles of the archive: narrow rows for lists, read window by window, and whole articles,
 * one at a time. */
#ifndef STORE_ITEM_ROW_H
#define STORE_ITEM_ROW_H

#include "store/store.h"

/* What a line of a list needs. It owns its strings. */
struct item_row {
    gint64 id, feed_id;
    gint64 sort_at; /* date in lists: the date of publication, but not later than its arrival */
    bool is_read, is_starred, is_changed;
    guint n_words;
    char *title, *url, *author; /* title may be ""; url and author may be NULL */
};

void item_row_free(struct item_row *row);

/* A list that is a window over an index: all articles, or the articles of one feed. */
struct item_scope {
    gint64 feed_id; /* 0: all feeds */
    bool is_oldest_first;
};

/* The number of rows in scope, from the counts that triggers keep: O(feeds). */
gint64 store_count_items(struct store *store, const struct item_scope *scope);

/* The greatest id of any article; 0 if there is none. */
gint64 store_get_max_id(struct store *store);

/* rows[offset … offset+n) of scope: a GPtrArray of struct item_row *, owned by the caller. Reads
 * from the nearer end. NULL with a STORE_ERROR. */
GPtrArray *store_get_window(struct store *store, const struct item_scope *scope, gint64 offset,
                            guint n, GError **error);

/* The number of rows before (sort_at, id), the position of an article that is or was in scope.
 * expected is where it was or may be: rows are counted from the nearer end. */
gint64 store_get_rank(struct store *store, const struct item_scope *scope, gint64 sort_at,
                      gint64 id, gint64 expected);

/* The rows of ids, in their order: a GPtrArray of struct item_row *, owned by the caller; ids that
 * no longer exist are left out. NULL with a STORE_ERROR. */
GPtrArray *store_get_rows(struct store *store, const gint64 *ids, guint n, GError **error);

/* The next unread article after the given one (NULL: the first), newest first, or with backwards
 * the one before it; of one feed, or of all (feed_id 0). Free with item_row_free(). NULL if no
 * article is left. */
struct item_row *store_find_unread(struct store *store, gint64 feed_id,
                                   const struct item_row *after, bool backwards);

struct item_enclosure {
    char *url, *type, *title;
    char *description;             /* one line: what a picture shows, or NULL */
    char *medium;                  /* Media RSS: "image", "video", …, or NULL */
    guint32 width, height;         /* in pixels; 0: unknown */
    gint64 size_bytes, duration_s; /* -1: unknown */
};

struct full_text;

/* A whole article. It owns its strings; a string may be NULL. */
struct item_body {
    struct item_row row;
    char *guid, *base_url;
    char *content; /* HTML, or plain text if is_text */
    gsize content_len;
    bool is_text;
    char *summary, *comments_url, *image, *language, *source_title, *source_url;
    gint64 published_at, updated_at, arrived_at; /* 0: unknown */
    gint64 changed_at;                           /* when its words last changed; 0: never */
    char **tags;                 /* given by the feed: NULL-terminated, never NULL */
    char **own_tags;             /* given by the user or imported: NULL-terminated, never NULL */
    GPtrArray *enclosures;       /* of struct item_enclosure *, never NULL */
    bool is_deleted;             /* a tombstone, so that the article does not come back */
    guint64 guid_hash;           /* the hash that identifies it first, see store/merge.h */
    GPtrArray *revisions;        /* of struct item_revision *; NULL: not read */
    struct full_text *full_text; /* NULL: there is none, or it was not read */
};

/* The article with the id. NULL and STORE_ERROR_NOT_FOUND if there is no such article. Free with
 * item_body_free(). */
struct item_body *store_get_body(struct store *store, gint64 id, GError **error);

/* An empty article, to be filled from elsewhere; and an enclosure at the end of its list, owned by
 * body. */
struct item_body *item_body_new(void);
struct item_enclosure *item_body_add_enclosure(struct item_body *body);
void item_body_free(struct item_body *body);

#endif
