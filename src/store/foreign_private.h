/* SPDX-License-Identifier: MIT */
/* Inside store: how each foreign archive is read; one row each in foreign.c. */
#ifndef STORE_FOREIGN_PRIVATE_H
#define STORE_FOREIGN_PRIVATE_H

#include "store/foreign.h"

#include <sqlite3.h>

struct foreign_reader {
    enum foreign_kind kind;
    const char *feed_table, *item_table;
    const char *const *feed_columns; /* url, title, site_url */
    const char *const *item_columns; /* NULL-terminated; the first three must exist */
    void (*read_item)(sqlite3_stmt *row, struct foreign_item *item);
};

extern const struct foreign_reader foreign_newsboat, foreign_newsraft;

/* A column as a clean line, or as clean text of many lines (*len may be NULL). Caller frees. NULL
 * if it is empty. */
char *foreign_read_line(sqlite3_stmt *row, int column);
char *foreign_read_block(sqlite3_stmt *row, int column, gsize *len);

/* A column as unix time; 0 if it is not a valid time. */
gint64 foreign_read_time(sqlite3_stmt *row, int column);

/* Adds an enclosure to body. Takes over the strings; an empty url adds nothing. */
void foreign_add_enclosure(struct item_body *body, char *url_take, char *type_take,
                           char *title_take, gint64 size_bytes, gint64 duration_s);

#endif
