/* SPDX-License-Identifier: MIT */
/* The archives of other readers: newsboat's cache.db and newsraft's newsraft.sqlite3. They are read
 * and never written; their contents are not trusted. */
#ifndef STORE_FOREIGN_H
#define STORE_FOREIGN_H

#include "store/item_row.h"

enum foreign_kind { FOREIGN_NEWSBOAT, FOREIGN_NEWSRAFT };

struct foreign;

/* Whether the file at path begins as an SQLite file does. Any thread. */
bool foreign_is_database(const char *path);

/* Opens the file at path for reading and recognises its kind by its tables; columns that older
 * versions lack count as empty. NULL and STORE_ERROR_NOT_FOUND if it is of neither kind,
 * STORE_ERROR_LOCKED if its own reader holds it, or another STORE_ERROR; the message names path.
 * Used by one thread at a time. Free with foreign_close(). */
struct foreign *foreign_open(const char *path, GError **error);
void foreign_close(struct foreign *foreign);
enum foreign_kind foreign_get_kind(const struct foreign *foreign);

struct foreign_feed {
    char *url;              /* as the other reader knows it */
    char *title, *site_url; /* or NULL */
};

/* All feeds: a GPtrArray of struct foreign_feed *, owned by the caller. NULL with a STORE_ERROR. */
GPtrArray *foreign_get_feeds(struct foreign *foreign, GError **error);

/* The number of articles; -1 with a STORE_ERROR. */
gint64 foreign_count_items(struct foreign *foreign, GError **error);

/* An article. body has no id, no feed and no sort_at; published_at is 0 if unknown. */
struct foreign_item {
    char *feed_url;
    char *flags; /* newsboat's letters, "" if there are none */
    bool is_deleted;
    struct item_body *body;
};

/* The next article, in the order of arrival. Free with foreign_item_free(). NULL at the end, or
 * NULL with a STORE_ERROR. Strings are clean UTF-8. */
struct foreign_item *foreign_take_item(struct foreign *foreign, GError **error);
void foreign_item_free(struct foreign_item *item);

#endif
