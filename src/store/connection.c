/* SPDX-License-Identifier: MIT */
/* The connection that the files of store share: statements, transactions, errors. */
#include "connection.h"

G_DEFINE_QUARK(newsdeck_store_error, store_error)

static enum store_error store_classify(int code)
{
    switch (code & 0xff) {
    case SQLITE_IOERR:
        /* an exhausted quota, or the greatest size of a file: SQLite says "full" for ENOSPC only */
        return code == SQLITE_IOERR_WRITE ? STORE_ERROR_FULL : STORE_ERROR_FAILED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return STORE_ERROR_LOCKED;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return STORE_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return STORE_ERROR_CORRUPT;
    case SQLITE_FULL:
        return STORE_ERROR_FULL;
    default:
        return STORE_ERROR_FAILED;
    }
}

bool store_fail(struct store *store, GError **error)
{
    static const char *const advice[] = {
        [STORE_ERROR_FAILED] = "",
        [STORE_ERROR_LOCKED] = "; another program holds it: try again when it is done",
        [STORE_ERROR_READ_ONLY] = "; check who may write to the file and its folder",
        [STORE_ERROR_NEWER] = "",
        [STORE_ERROR_CORRUPT] = "; it is damaged: \"newsdeck doctor\" looks into it",
        [STORE_ERROR_FULL] = "; make room on the disk and try again",
        [STORE_ERROR_NOT_FOUND] = "",
        [STORE_ERROR_QUERY] = "",
    };
    const enum store_error kind = store_classify(sqlite3_extended_errcode(store->db));
    g_set_error(error, STORE_ERROR, (int)kind, "%s: %s%s", store->path, sqlite3_errmsg(store->db),
                advice[kind]);
    return false;
}

sqlite3_stmt *store_prepare(struct store *store, const char *literal, GError **error)
{
    sqlite3_stmt *statement = g_hash_table_lookup(store->statements, literal);
    if (statement) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return statement;
    }
    if (sqlite3_prepare_v3(store->db, literal, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK) {
        store_fail(store, error);
        return NULL;
    }
    g_hash_table_insert(store->statements, (gpointer)literal, statement);
    return statement;
}

bool store_step_done(struct store *store, sqlite3_stmt *statement, GError **error)
{
    int code;
    if (!statement)
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        continue;
    if (code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(statement);
    return code == SQLITE_DONE;
}

gint64 store_step_int(sqlite3_stmt *statement, gint64 fallback)
{
    gint64 value = fallback;
    if (!statement)
        return fallback;
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return value;
}

bool store_exec(struct store *store, const char *sql, GError **error)
{
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    return store_fail(store, error);
}

char *store_column_text(sqlite3_stmt *statement, int column)
{
    return g_strdup((const char *)sqlite3_column_text(statement, column));
}

char **store_read_texts(struct store *store, const char *literal, gint64 id)
{
    GPtrArray *texts = g_ptr_array_new();
    sqlite3_stmt *statement = store_prepare(store, literal, NULL);
    if (statement) {
        sqlite3_bind_int64(statement, 1, id);
        while (sqlite3_step(statement) == SQLITE_ROW)
            g_ptr_array_add(texts, store_column_text(statement, 0));
        sqlite3_reset(statement);
    }
    g_ptr_array_add(texts, NULL);
    return (char **)g_ptr_array_free(texts, FALSE);
}

void store_bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
    if (text)
        sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC);
}

bool store_begin_inner(struct store *store, GError **error)
{
    if (store->is_nested)
        return true;
    sqlite3_stmt *begin = store_prepare(store, "BEGIN IMMEDIATE", error);
    store->is_in_transaction = begin && store_step_done(store, begin, error);
    return store->is_in_transaction;
}

bool store_commit_inner(struct store *store, GError **error)
{
    if (store->is_nested)
        return true;
    sqlite3_stmt *commit = store_prepare(store, "COMMIT", error);
    if (commit && store_step_done(store, commit, error)) {
        store->is_in_transaction = false;
        return true;
    }
    store_rollback_inner(store);
    return false;
}

void store_rollback_inner(struct store *store)
{
    if (store->is_nested || !store->is_in_transaction)
        return;
    store->is_in_transaction = false;
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_begin(struct store *store, GError **error)
{
    store_assert_writable(store);
    g_assert(!store->is_nested);
    g_clear_pointer(&store->imported, g_hash_table_unref);
    store->is_nested = store_begin_inner(store, error);
    return store->is_nested;
}

bool store_commit(struct store *store, GError **error)
{
    store_assert_writable(store);
    g_assert(store->is_nested);
    store->is_nested = false;
    return store_commit_inner(store, error);
}

void store_rollback(struct store *store)
{
    store_assert_writable(store);
    store->is_nested = false;
    store_rollback_inner(store);
}
