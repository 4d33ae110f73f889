/* SPDX-License-Identifier: MIT */
/* The archives of other readers, read and never written: newsboat's cache.db and newsraft's
 * newsraft.sqlite3. What is in them is not trusted. */
#ifndef STORE_FOREIGN_H
#define STORE_FOREIGN_H

#include "store/item_row.h"

enum foreign_kind { FOREIGN_NEWSBOAT, FOREIGN_NEWSRAFT };

struct foreign;

/* Whether the file begins as an SQLite file does. */
bool foreign_is_database(const char *path);

/* Opens the file at path for reading and recognises it by its tables; columns that older versions
 * lack count as empty. NULL and STORE_ERROR_NOT_FOUND if it is none of the kinds,
 * STORE_ERROR_LOCKED if its own reader holds it, or another STORE_ERROR; the message names path.
 * One thread at a time. Free with foreign_close(). */
struct foreign *foreign_open(const char *path, GError **error);
void foreign_close(struct foreign *foreign);
enum foreign_kind foreign_get_kind(const struct foreign *foreign);

struct foreign_feed {
    char *url;              /* as its reader knows it */
    char *title, *site_url; /* or NULL */
};

/* All feeds: a GPtrArray of struct foreign_feed *, the caller's. */
GPtrArray *foreign_get_feeds(struct foreign *foreign, GError **error);

/* How many articles there are; -1 and error. */
gint64 foreign_count_items(struct foreign *foreign, GError **error);

/* An article. body has no id, no feed, no place in lists; published_at is 0 where unknown. */
struct foreign_item {
    char *feed_url;
    char *flags; /* newsboat's letters, "" for none */
    bool is_deleted;
    struct item_body *body;
};

/* The next article, in the order in which they came; the caller's, freed with foreign_item_free().
 * NULL at the end, or NULL and error. Strings are clean UTF-8. */
struct foreign_item *foreign_take_item(struct foreign *foreign, GError **error);
void foreign_item_free(struct foreign_item *item);

#endif
