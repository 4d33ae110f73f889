/* SPDX-License-Identifier: MIT */
/* What the files of store share: the connection, its prepared statements, errors. */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include "store/store.h"

#include <pthread.h>
#include <sqlite3.h>
#include <zstd.h>

struct store {
    sqlite3 *db;
    char *path;
    GHashTable *statements; /* address of the SQL literal -> sqlite3_stmt * */
    bool is_writable, is_in_transaction;
    pthread_t owner; /* the thread that opened it: a writable handle stays there */
    bool is_nested;  /* begun by store_begin(): inner functions do not commit */
    gint64 data_version;
    ZSTD_CCtx *compressor;
    ZSTD_DCtx *decompressor;
    void *packed; /* buffer for compression */
    gsize packed_bytes;
    GHashTable *imported; /* ids that store_import_item() met in this transaction, or NULL */
};

/* At the door of each function that writes: only a writable handle may be given, and only by the
 * thread that opened it. */
static inline void store_assert_writable(const struct store *store)
{
    g_assert(store && store->is_writable);
    g_assert(pthread_equal(store->owner, pthread_self()));
}

/* The prepared statement of a string literal, reset and without bindings; owned by store. NULL with
 * an error. */
sqlite3_stmt *store_prepare(struct store *store, const char *literal, GError **error);

/* Runs statement to its end and resets it. */
bool store_step_done(struct store *store, sqlite3_stmt *statement, GError **error);

/* Runs SQL text without results. */
bool store_exec(struct store *store, const char *sql, GError **error);

/* The one integer that statement yields, or fallback. Resets it. */
gint64 store_step_int(sqlite3_stmt *statement, gint64 fallback);

/* Turns SQLite's last error into a STORE_ERROR that names the archive. Always returns false. */
bool store_fail(struct store *store, GError **error);

/* Transactions that do nothing between store_begin() and store_commit(). */
bool store_begin_inner(struct store *store, GError **error);
bool store_commit_inner(struct store *store, GError **error);
void store_rollback_inner(struct store *store);

/* Migrates the file to the current schema. */
bool store_migrate(struct store *store, GError **error);
extern const int store_schema_version;

/* A text column; caller frees. NULL for NULL. */
char *store_column_text(sqlite3_stmt *statement, int column);

/* The texts that a literal with one id yields: NULL-terminated, caller frees with g_strfreev(). */
char **store_read_texts(struct store *store, const char *literal, gint64 id);

/* Binds text or NULL; text must live until the statement has run. */
void store_bind_text(sqlite3_stmt *statement, int parameter, const char *text);

/* Converts content to the bytes on disk and back. format: BODY_ZSTD | BODY_TEXT. The packed bytes
 * belong to store and live until the next call; the unpacked ones are NUL-terminated, caller frees;
 * NULL if they are damaged. */
enum { BODY_ZSTD = 1, BODY_TEXT = 2 };
const void *store_pack(struct store *store, const char *content, gsize len, gsize *packed_len,
                       int *format);
char *store_unpack(struct store *store, const void *packed, gsize packed_len, int format,
                   gsize *len);

/* The id of the feed that has, or had, this address; 0: there is none. */
gint64 feed_find_id(struct store *store, const char *url);

/* Frees the contents of a row, not the row. */
struct feed_row;
void feed_row_clear(struct feed_row *row);

struct item_row;

/* Reads the columns id, feed_id, sort_at, is_read, is_starred, whether it changed, n_words, title,
 * url, author into row. */
void item_row_read(sqlite3_stmt *statement, struct item_row *row);

/* Adds the SQL functions of the query language (regexp). */
void store_add_functions(sqlite3 *db);

#endif
