/* SPDX-License-Identifier: MIT */
/* The feeds of the archive: reads rows, follows the feeds file, records fetches. */
#include "store/feed_row.h"

#include "base/hash.h"
#include "base/log.h"
#include "connection.h"

#include <string.h>

#define MOVES_BEFORE_ACCEPTED 3

#define FEED_COLUMNS                                                                               \
    "feed.id, url, ifnull(name, title), site_url, error, ifnull(total,0), ifnull(unread,0), "      \
    "ifnull(starred,0),"                                                                           \
    " last_fetch_at, last_success_at, next_fetch_at, status, n_failures, is_subscribed, is_gone, " \
    "etag,"                                                                                        \
    " last_modified, moved_to, n_moved, body_hash, ttl_s, period_s, skip_hours, skip_days, "       \
    "gap_s,"                                                                                       \
    " newest_at, next_reason, read_at FROM feed LEFT JOIN feed_count ON feed_id=feed.id "

void feed_row_clear(struct feed_row *row)
{
    g_free(row->url);
    g_free(row->title);
    g_free(row->site_url);
    g_free(row->error);
    g_free(row->etag);
    g_free(row->last_modified);
    g_free(row->moved_to);
    g_free(row->next_reason);
}

void feed_row_free(struct feed_row *row)
{
    if (row)
        feed_row_clear(row);
    g_free(row);
}

static void feed_row_destroy(gpointer row)
{
    feed_row_free(row);
}

static struct feed_row *feed_row_read(sqlite3_stmt *statement)
{
    struct feed_row *row = g_new0(struct feed_row, 1);
    int column = 0;
    row->id = sqlite3_column_int64(statement, column++);
    row->url = store_column_text(statement, column++);
    row->title = store_column_text(statement, column++);
    row->site_url = store_column_text(statement, column++);
    row->error = store_column_text(statement, column++);
    row->total = sqlite3_column_int64(statement, column++);
    row->unread = sqlite3_column_int64(statement, column++);
    row->starred = sqlite3_column_int64(statement, column++);
    row->last_fetch_at = sqlite3_column_int64(statement, column++);
    row->last_success_at = sqlite3_column_int64(statement, column++);
    row->next_fetch_at = sqlite3_column_int64(statement, column++);
    row->status = sqlite3_column_int(statement, column++);
    row->n_failures = (guint)sqlite3_column_int(statement, column++);
    row->is_subscribed = sqlite3_column_int(statement, column++);
    row->is_gone = sqlite3_column_int(statement, column++);
    row->etag = store_column_text(statement, column++);
    row->last_modified = store_column_text(statement, column++);
    row->moved_to = store_column_text(statement, column++);
    row->n_moved = (guint)sqlite3_column_int(statement, column++);
    row->body_hash = (guint64)sqlite3_column_int64(statement, column++);
    row->rhythm.ttl_s = sqlite3_column_int64(statement, column++);
    row->rhythm.period_s = sqlite3_column_int64(statement, column++);
    row->rhythm.skip_hours = (guint32)sqlite3_column_int64(statement, column++);
    row->rhythm.skip_days = (guint8)sqlite3_column_int(statement, column++);
    row->rhythm.gap_s = sqlite3_column_int64(statement, column++);
    row->rhythm.newest_at = sqlite3_column_int64(statement, column++);
    row->next_reason = store_column_text(statement, column++);
    row->read_at = sqlite3_column_int64(statement, column++);
    return row;
}

GPtrArray *store_get_feeds(struct store *store, bool all, GError **error)
{
    g_assert(store);
    GPtrArray *rows = g_ptr_array_new_with_free_func(feed_row_destroy);
    sqlite3_stmt *statement = store_prepare(
        store, "SELECT " FEED_COLUMNS "WHERE is_subscribed OR (?1 AND total>0) ORDER BY feed.id",
        error);
    int code = SQLITE_ERROR;
    if (statement) {
        sqlite3_bind_int(statement, 1, all);
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
            g_ptr_array_add(rows, feed_row_read(statement));
        if (code != SQLITE_DONE)
            store_fail(store, error);
        sqlite3_reset(statement);
    }
    if (code == SQLITE_DONE)
        return rows;
    g_ptr_array_unref(rows);
    return NULL;
}

struct feed_row *store_find_feed(struct store *store, gint64 id, const char *url, GError **error)
{
    g_assert(store && (id || url));
    struct feed_row *row = NULL;
    sqlite3_stmt *statement = store_prepare(
        store,
        "SELECT " FEED_COLUMNS "WHERE feed.id = CASE WHEN ?2 IS NULL THEN ?1 ELSE coalesce("
        "(SELECT id FROM feed WHERE url=?2), (SELECT feed_id FROM feed_alias WHERE url=?2)) END",
        error);
    if (!statement)
        return NULL;
    sqlite3_bind_int64(statement, 1, id);
    store_bind_text(statement, 2, url);
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        row = feed_row_read(statement);
    else if (code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(statement);
    return row;
}

char **store_get_feed_tags(struct store *store, gint64 id)
{
    g_assert(store);
    return store_read_texts(store, "SELECT tag FROM feed_tag WHERE feed_id=?1", id);
}

gint64 feed_find_id(struct store *store, const char *url)
{
    sqlite3_stmt *statement = store_prepare(store,
                                            "SELECT coalesce((SELECT id FROM feed WHERE url=?1),"
                                            " (SELECT feed_id FROM feed_alias WHERE url=?1))",
                                            NULL);
    if (!statement)
        return 0;
    store_bind_text(statement, 1, url);
    return store_step_int(statement, 0);
}

static bool feed_sync_tags(struct store *store, gint64 id, const char *const *tags, GError **error)
{
    GString *wanted = g_string_new(NULL);
    g_autofree char *have = NULL;
    bool ok = true;
    for (guint i = 0; tags && tags[i]; i++)
        g_string_append_printf(wanted, "%s\n", tags[i]);
    sqlite3_stmt *read = store_prepare(
        store, "SELECT group_concat(tag || char(10), '') FROM feed_tag WHERE feed_id=?1", error);
    if (read) {
        sqlite3_bind_int64(read, 1, id);
        if (sqlite3_step(read) == SQLITE_ROW)
            have = store_column_text(read, 0);
        sqlite3_reset(read);
    }
    if (read && g_strcmp0(have ? have : "", wanted->str) != 0) {
        sqlite3_stmt *remove = store_prepare(store, "DELETE FROM feed_tag WHERE feed_id=?1", error);
        sqlite3_bind_int64(remove, 1, id);
        ok = store_step_done(store, remove, error);
        for (guint i = 0; ok && tags && tags[i]; i++) {
            sqlite3_stmt *add =
                store_prepare(store, "INSERT OR IGNORE INTO feed_tag VALUES(?1,?2)", error);
            sqlite3_bind_int64(add, 1, id);
            store_bind_text(add, 2, tags[i]);
            ok = store_step_done(store, add, error);
        }
    }
    g_string_free(wanted, TRUE);
    return read && ok;
}

static bool feed_sync_one(struct store *store, const struct feed_subscription *subscription,
                          gint64 *id, GError **error)
{
    *id = feed_find_id(store, subscription->url);
    if (!*id) {
        sqlite3_stmt *insert =
            store_prepare(store, "INSERT INTO feed(url, name) VALUES(?1,?2)", error);
        if (!insert)
            return false;
        store_bind_text(insert, 1, subscription->url);
        store_bind_text(insert, 2, subscription->title);
        if (!store_step_done(store, insert, error))
            return false;
        *id = sqlite3_last_insert_rowid(store->db);
    } else {
        sqlite3_stmt *update = store_prepare(store,
                                             "UPDATE feed SET name=?2, is_subscribed=1 WHERE id=?1"
                                             " AND (name IS NOT ?2 OR NOT is_subscribed)",
                                             error);
        if (!update)
            return false;
        sqlite3_bind_int64(update, 1, *id);
        store_bind_text(update, 2, subscription->title);
        if (!store_step_done(store, update, error))
            return false;
    }
    return feed_sync_tags(store, *id, subscription->tags, error);
}

static bool feed_unsubscribe_others(struct store *store, GHashTable *wanted, GError **error)
{
    GPtrArray *rows = store_get_feeds(store, false, error);
    bool ok = rows != NULL;
    for (guint i = 0; ok && i < rows->len; i++) {
        const struct feed_row *row = rows->pdata[i];
        if (g_hash_table_contains(wanted, &row->id))
            continue;
        sqlite3_stmt *update =
            store_prepare(store, "UPDATE feed SET is_subscribed=0 WHERE id=?1", error);
        if (update)
            sqlite3_bind_int64(update, 1, row->id);
        ok = store_step_done(store, update, error);
    }
    if (rows)
        g_ptr_array_unref(rows);
    return ok;
}

/* A hash of the subscriptions: while it is the stored one, nothing must be locked or written. */
static guint64 feed_subscriptions_hash(const struct feed_subscription *subscriptions, guint n)
{
    guint64 hash = n;
    for (guint i = 0; i < n; i++) {
        const struct feed_subscription *subscription = &subscriptions[i];
        hash = hash_add_bytes(hash, subscription->url, strlen(subscription->url) + 1);
        if (subscription->title)
            hash = hash_add_bytes(hash + 1, subscription->title, strlen(subscription->title) + 1);
        for (guint t = 0; subscription->tags && subscription->tags[t]; t++)
            hash =
                hash_add_bytes(hash + 2, subscription->tags[t], strlen(subscription->tags[t]) + 1);
    }
    return hash;
}

/* The value of the state "subscriptions": the hash and the ids, in the order of the subscriptions:
 * "HASH ID ID …". */
static char *feed_format_known(guint64 hash, const gint64 *ids, guint n)
{
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%" G_GINT64_MODIFIER "x", hash);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, " %" G_GINT64_FORMAT, ids[i]);
    return g_string_free(text, FALSE);
}

/* Reads the ids from the state, if its hash is the same. */
static bool feed_read_known(struct store *store, guint64 hash, gint64 *ids, guint n)
{
    g_autofree char *known = store_get_state(store, "subscriptions");
    char *at = known;
    if (!known || g_ascii_strtoull(known, &at, 16) != hash)
        return false;
    for (guint i = 0; i < n; i++) {
        char *end = at;
        const gint64 id = g_ascii_strtoll(at, &end, 10);
        if (end == at)
            return false;
        if (ids)
            ids[i] = id;
        at = end;
    }
    return true;
}

bool store_sync_feeds(struct store *store, const struct feed_subscription *subscriptions, guint n,
                      gint64 *ids, GError **error)
{
    g_assert(store && (subscriptions || !n));
    const guint64 hash = feed_subscriptions_hash(subscriptions, n);
    if (feed_read_known(store, hash, ids, n))
        return true;
    if (!store->is_writable) {
        g_set_error(error, STORE_ERROR, STORE_ERROR_READ_ONLY,
                    "%s: the archive has other feeds than the subscriptions", store->path);
        return false;
    }
    store_assert_writable(store);
    if (!store_begin_inner(store, error))
        return false;
    g_autofree gint64 *found = g_new0(gint64, n + 1);
    g_autoptr(GHashTable) wanted = g_hash_table_new(g_int64_hash, g_int64_equal);
    bool ok = true;
    for (guint i = 0; ok && i < n; i++) {
        ok = feed_sync_one(store, &subscriptions[i], &found[i], error);
        g_hash_table_add(wanted, &found[i]);
        if (ids)
            ids[i] = found[i];
    }
    g_autofree char *known = feed_format_known(hash, found, n);
    ok = ok && feed_unsubscribe_others(store, wanted, error) &&
         store_set_state(store, "subscriptions", known, error);
    if (ok)
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}

bool store_set_feed_hidden(struct store *store, const char *url, bool is_hidden, GError **error)
{
    store_assert_writable(store);
    g_assert(url);
    sqlite3_stmt *update = store_prepare(store,
                                         "UPDATE item SET is_deleted=?2 WHERE feed_id=(SELECT id "
                                         "FROM feed WHERE url=?1) AND is_deleted<>?2",
                                         error);
    if (!update)
        return false;
    store_bind_text(update, 1, url);
    sqlite3_bind_int(update, 2, is_hidden);
    return store_step_done(store, update, error);
}

/* Makes the permanent target the feed's address; the old address becomes an alias. */
static bool feed_move(struct store *store, gint64 id, const char *target, GError **error)
{
    if (feed_find_id(store, target))
        return true; /* another feed, or an old address of this one */
    sqlite3_stmt *alias = store_prepare(
        store, "INSERT OR REPLACE INTO feed_alias SELECT url, id FROM feed WHERE id=?1", error);
    if (!alias)
        return false;
    sqlite3_bind_int64(alias, 1, id);
    if (!store_step_done(store, alias, error))
        return false;
    sqlite3_stmt *update =
        store_prepare(store, "UPDATE feed SET url=?2, moved_to=NULL, n_moved=0 WHERE id=?1", error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, id);
    store_bind_text(update, 2, target);
    log_add(LOG_INFO, "feed %" G_GINT64_FORMAT " has moved for good and is now asked at \"%s\"", id,
            target);
    return store_step_done(store, update, error);
}

static bool feed_set_validators(struct store *store, const struct feed_result *result,
                                GError **error)
{
    sqlite3_stmt *update = store_prepare(
        store, "UPDATE feed SET etag=?2, last_modified=?3, body_hash=?4, read_at=?5 WHERE id=?1",
        error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, result->feed_id);
    store_bind_text(update, 2, result->etag);
    store_bind_text(update, 3, result->last_modified);
    sqlite3_bind_int64(update, 4, (gint64)result->body_hash);
    sqlite3_bind_int64(update, 5, result->at);
    return store_step_done(store, update, error);
}

static bool feed_set_rhythm(struct store *store, const struct feed_result *result, GError **error)
{
    sqlite3_stmt *update = store_prepare(
        store,
        "UPDATE feed SET ttl_s=?2, period_s=?3, skip_hours=?4, skip_days=?5 WHERE id=?1"
        " AND (ttl_s<>?2 OR period_s<>?3 OR skip_hours<>?4 OR skip_days<>?5)",
        error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, result->feed_id);
    sqlite3_bind_int64(update, 2, result->rhythm.ttl_s);
    sqlite3_bind_int64(update, 3, result->rhythm.period_s);
    sqlite3_bind_int64(update, 4, result->rhythm.skip_hours);
    sqlite3_bind_int(update, 5, result->rhythm.skip_days);
    return store_step_done(store, update, error);
}

bool store_hold_feed(struct store *store, gint64 feed_id, gint64 start_at, gint64 turn_at,
                     GError **error)
{
    store_assert_writable(store);
    sqlite3_stmt *update =
        store_prepare(store,
                      "UPDATE feed SET next_fetch_at=?2, next_reason='" FEED_HELD "' WHERE id=?1"
                      " AND NOT (ifnull(next_reason,'')='" FEED_HELD "' AND next_fetch_at>=?3)",
                      error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, feed_id);
    sqlite3_bind_int64(update, 2, turn_at);
    sqlite3_bind_int64(update, 3, start_at);
    return store_step_done(store, update, error);
}

bool store_set_result(struct store *store, const struct feed_result *result, GError **error)
{
    store_assert_writable(store);
    g_assert(result && result->feed_id > 0);
    if (!store_begin_inner(store, error))
        return false;
    sqlite3_stmt *update = store_prepare(
        store,
        "UPDATE feed SET last_fetch_at=?2, status=?3, error=?4, next_fetch_at=?5, is_gone=?6,"
        " last_success_at=CASE WHEN ?7 THEN ?2 ELSE last_success_at END,"
        " n_failures=CASE WHEN ?7 THEN 0 ELSE n_failures+1 END,"
        " n_moved=CASE WHEN ?8 IS NULL THEN 0 WHEN ?8 IS moved_to THEN n_moved+1 ELSE 1 END, "
        "moved_to=?8,"
        " next_reason=?9 WHERE id=?1 RETURNING n_moved",
        error);
    gint64 n_moved = -1;
    if (update) {
        sqlite3_bind_int64(update, 1, result->feed_id);
        sqlite3_bind_int64(update, 2, result->at);
        sqlite3_bind_int(update, 3, result->status);
        store_bind_text(update, 4, result->error);
        sqlite3_bind_int64(update, 5, result->next_fetch_at);
        sqlite3_bind_int(update, 6, result->is_gone);
        sqlite3_bind_int(update, 7, result->is_success);
        store_bind_text(update, 8, result->moved_to);
        store_bind_text(update, 9, result->next_reason);
        const int code = sqlite3_step(update);
        if (code == SQLITE_ROW)
            n_moved = sqlite3_column_int64(update, 0);
        if (code == SQLITE_ROW && sqlite3_step(update) != SQLITE_DONE)
            n_moved = -1;
        if (code != SQLITE_DONE && n_moved < 0)
            store_fail(store, error);
        else if (code == SQLITE_DONE)
            n_moved = 0; /* the feed was deleted: there is nothing to record */
        sqlite3_reset(update);
    }
    bool ok = n_moved >= 0;
    if (ok && result->has_validators)
        ok = feed_set_validators(store, result, error);
    if (ok && result->has_rhythm)
        ok = feed_set_rhythm(store, result, error);
    if (ok && result->moved_to && n_moved >= MOVES_BEFORE_ACCEPTED)
        ok = feed_move(store, result->feed_id, result->moved_to, error);
    if (ok)
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}
