/* SPDX-License-Identifier: MIT */
/* The articles of the archive, row by row and window by window. */
#include "store/item_row.h"

#include "connection.h"

#define ITEM_COLUMNS                                                                               \
    "id, feed_id, sort_at, is_read, is_starred, changed_at IS NOT NULL, n_words, title, url, "     \
    "author"

void item_row_free(struct item_row *row)
{
    if (!row)
        return;
    g_free(row->title);
    g_free(row->url);
    g_free(row->author);
    g_free(row);
}

static void item_row_destroy(gpointer row)
{
    item_row_free(row);
}

void item_row_read(sqlite3_stmt *statement, struct item_row *row)
{
    int column = 0;
    row->id = sqlite3_column_int64(statement, column++);
    row->feed_id = sqlite3_column_int64(statement, column++);
    row->sort_at = sqlite3_column_int64(statement, column++);
    row->is_read = sqlite3_column_int(statement, column++);
    row->is_starred = sqlite3_column_int(statement, column++);
    row->is_changed = sqlite3_column_int(statement, column++);
    row->n_words = (guint)sqlite3_column_int(statement, column++);
    row->title = store_column_text(statement, column++);
    row->url = store_column_text(statement, column++);
    row->author = store_column_text(statement, column++);
}

/* All rows of statement, which is reset. NULL with an error. */
static GPtrArray *item_rows_read(struct store *store, sqlite3_stmt *statement, GError **error)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(item_row_destroy);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct item_row *row = g_new0(struct item_row, 1);
        item_row_read(statement, row);
        g_ptr_array_add(rows, row);
    }
    if (code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(statement);
    if (code == SQLITE_DONE)
        return rows;
    g_ptr_array_unref(rows);
    return NULL;
}

gint64 store_count_items(struct store *store, const struct item_scope *scope)
{
    g_assert(store && scope);
    sqlite3_stmt *statement =
        scope->feed_id ? store_prepare(store, "SELECT total FROM feed_count WHERE feed_id=?1", NULL)
                       : store_prepare(store, "SELECT sum(total) FROM feed_count", NULL);
    if (statement && scope->feed_id)
        sqlite3_bind_int64(statement, 1, scope->feed_id);
    return store_step_int(statement, 0);
}

gint64 store_get_max_id(struct store *store)
{
    g_assert(store);
    return store_step_int(store_prepare(store, "SELECT max(id) FROM item", NULL), 0);
}

/* The four orders over the two indexes: literals, so that each is prepared once. */
static sqlite3_stmt *window_prepare(struct store *store, const struct item_scope *scope,
                                    bool is_descending, GError **error)
{
    static const char *const sql[2][2] = {
        { "SELECT " ITEM_COLUMNS
          " FROM item WHERE is_deleted=0 ORDER BY sort_at, id LIMIT ?2 OFFSET ?3",
          "SELECT " ITEM_COLUMNS
          " FROM item WHERE is_deleted=0 ORDER BY sort_at DESC, id DESC LIMIT ?2 OFFSET ?3" },
        { "SELECT " ITEM_COLUMNS " FROM item WHERE is_deleted=0 AND feed_id=?1"
          " ORDER BY sort_at, id LIMIT ?2 OFFSET ?3",
          "SELECT " ITEM_COLUMNS " FROM item WHERE is_deleted=0 AND feed_id=?1"
          " ORDER BY sort_at DESC, id DESC LIMIT ?2 OFFSET ?3" },
    };
    sqlite3_stmt *statement = store_prepare(store, sql[scope->feed_id != 0][is_descending], error);
    if (statement && scope->feed_id)
        sqlite3_bind_int64(statement, 1, scope->feed_id);
    return statement;
}

GPtrArray *store_get_window(struct store *store, const struct item_scope *scope, gint64 offset,
                            guint n, GError **error)
{
    g_assert(store && scope && offset >= 0);
    const gint64 total = store_count_items(store, scope);
    gint64 count = MIN((gint64)n, total - offset);
    if (count <= 0 || offset < 0)
        return g_ptr_array_new_with_free_func(item_row_destroy);
    const bool from_end = offset > total / 2;
    const gint64 skip = from_end ? total - offset - count : offset;
    sqlite3_stmt *statement =
        window_prepare(store, scope, scope->is_oldest_first == from_end, error);
    if (!statement)
        return NULL;
    sqlite3_bind_int64(statement, 2, count);
    sqlite3_bind_int64(statement, 3, skip);
    GPtrArray *rows = item_rows_read(store, statement, error);
    for (guint i = 0; rows && from_end && i < rows->len / 2; i++) {
        gpointer swap = rows->pdata[i];
        rows->pdata[i] = rows->pdata[rows->len - 1 - i];
        rows->pdata[rows->len - 1 - i] = swap;
    }
    return rows;
}

gint64 store_get_rank(struct store *store, const struct item_scope *scope, gint64 sort_at,
                      gint64 id, gint64 expected)
{
    g_assert(store && scope);
    /* [of one feed][from the end][oldest first]: counts the rows before, or the other rows */
    static const char *const sql[2][2][2] = {
        { { "SELECT count(*) FROM item WHERE is_deleted=0 AND (sort_at,id)>(?2,?3)",
            "SELECT count(*) FROM item WHERE is_deleted=0 AND (sort_at,id)<(?2,?3)" },
          { "SELECT count(*) FROM item WHERE is_deleted=0 AND (sort_at,id)<=(?2,?3)",
            "SELECT count(*) FROM item WHERE is_deleted=0 AND (sort_at,id)>=(?2,?3)" } },
        { { "SELECT count(*) FROM item WHERE is_deleted=0 AND feed_id=?1 AND (sort_at,id)>(?2,?3)",
            "SELECT count(*) FROM item WHERE is_deleted=0 AND feed_id=?1 AND "
            "(sort_at,id)<(?2,?3)" },
          { "SELECT count(*) FROM item WHERE is_deleted=0 AND feed_id=?1 AND (sort_at,id)<=(?2,?3)",
            "SELECT count(*) FROM item WHERE is_deleted=0 AND feed_id=?1 AND "
            "(sort_at,id)>=(?2,?3)" } },
    };
    const gint64 total = store_count_items(store, scope);
    const bool is_from_end = expected > total / 2;
    sqlite3_stmt *statement =
        store_prepare(store, sql[scope->feed_id != 0][is_from_end][scope->is_oldest_first], NULL);
    if (!statement)
        return 0;
    if (scope->feed_id)
        sqlite3_bind_int64(statement, 1, scope->feed_id);
    sqlite3_bind_int64(statement, 2, sort_at);
    sqlite3_bind_int64(statement, 3, id);
    const gint64 count = store_step_int(statement, 0);
    return is_from_end ? total - count : count;
}

GPtrArray *store_get_rows(struct store *store, const gint64 *ids, guint n, GError **error)
{
    g_assert(store && (ids || !n));
    GPtrArray *rows = g_ptr_array_new_with_free_func(item_row_destroy);
    sqlite3_stmt *statement = store_prepare(
        store, "SELECT " ITEM_COLUMNS " FROM item WHERE id=?1 AND is_deleted=0", error);
    int code = statement ? SQLITE_DONE : SQLITE_ERROR;
    for (guint i = 0; i < n && (code == SQLITE_DONE || code == SQLITE_ROW); i++) {
        sqlite3_bind_int64(statement, 1, ids[i]);
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            struct item_row *row = g_new0(struct item_row, 1);
            item_row_read(statement, row);
            g_ptr_array_add(rows, row);
        } else if (code != SQLITE_DONE) {
            store_fail(store, error);
        }
        sqlite3_reset(statement);
    }
    if (code == SQLITE_DONE || code == SQLITE_ROW)
        return rows;
    g_ptr_array_unref(rows);
    return NULL;
}

struct item_row *store_find_unread(struct store *store, gint64 feed_id,
                                   const struct item_row *after, bool backwards)
{
    g_assert(store && feed_id >= 0);
    static const char *const sql[2][2] = {
        { "SELECT " ITEM_COLUMNS
          " FROM item WHERE is_read=0 AND is_deleted=0 AND (sort_at,id)<(?2,?3)"
          " ORDER BY sort_at DESC, id DESC LIMIT 1",
          "SELECT " ITEM_COLUMNS
          " FROM item WHERE is_read=0 AND is_deleted=0 AND (sort_at,id)>(?2,?3)"
          " ORDER BY sort_at, id LIMIT 1" },
        { "SELECT " ITEM_COLUMNS
          " FROM item WHERE feed_id=?1 AND is_read=0 AND is_deleted=0 AND (sort_at,id)<(?2,?3)"
          " ORDER BY sort_at DESC, id DESC LIMIT 1",
          "SELECT " ITEM_COLUMNS
          " FROM item WHERE feed_id=?1 AND is_read=0 AND is_deleted=0 AND (sort_at,id)>(?2,?3)"
          " ORDER BY sort_at, id LIMIT 1" },
    };
    sqlite3_stmt *statement = store_prepare(store, sql[feed_id != 0][backwards], NULL);
    if (!statement)
        return NULL;
    const gint64 beyond = backwards ? G_MININT64 : G_MAXINT64;
    if (feed_id)
        sqlite3_bind_int64(statement, 1, feed_id);
    sqlite3_bind_int64(statement, 2, after ? after->sort_at : beyond);
    sqlite3_bind_int64(statement, 3, after ? after->id : beyond);
    g_autoptr(GPtrArray) rows = item_rows_read(store, statement, NULL);
    if (!rows || !rows->len)
        return NULL;
    return g_ptr_array_steal_index(rows, 0);
}
