/* SPDX-License-Identifier: MIT */
/* The outbox: which targets want to hear of changes, and what each has yet to hear. */
#include "store/outbox.h"

#include "outbox_write.h"

/* ---- writing */

static gint64 outbox_find_target(struct store *store, const char *target)
{
    sqlite3_stmt *find = store_prepare(store, "SELECT id FROM outbox_target WHERE name=?1", NULL);
    if (!find)
        return 0;
    store_bind_text(find, 1, target);
    return store_step_int(find, 0);
}

bool outbox_begin(struct store *store, struct outbox_writer *writer, const char *origin,
                  GError **error)
{
    *writer = (struct outbox_writer){ 0 };
    sqlite3_stmt *count = store_prepare(store, "SELECT EXISTS(SELECT 1 FROM outbox_target)", error);
    sqlite3_stmt *last = store_prepare(store, "SELECT last FROM outbox_sequence", error);
    if (!count || !last)
        return false;
    writer->is_wanted = store_step_int(count, 0) != 0;
    if (writer->is_wanted)
        writer->sequence = store_step_int(last, 0);
    if (writer->is_wanted && origin)
        writer->origin_id = outbox_find_target(store, origin);
    return true;
}

bool outbox_add(struct store *store, struct outbox_writer *writer, gint64 item_id, const char *axis,
                gint64 value, GError **error)
{
    if (!writer->is_wanted)
        return true;
    sqlite3_stmt *add =
        store_prepare(store,
                      "INSERT OR REPLACE INTO outbox(target_id, item_id, axis, value, sequence)"
                      " SELECT id, ?1, ?2, ?3, ?4 FROM outbox_target WHERE id<>?5",
                      error);
    if (!add)
        return false;
    sqlite3_bind_int64(add, 1, item_id);
    store_bind_text(add, 2, axis);
    sqlite3_bind_int64(add, 3, value);
    sqlite3_bind_int64(add, 4, ++writer->sequence);
    sqlite3_bind_int64(add, 5, writer->origin_id);
    return store_step_done(store, add, error);
}

bool outbox_is_ahead(struct store *store, const struct outbox_writer *writer, gint64 item_id,
                     const char *axis)
{
    if (!writer->origin_id)
        return false;
    sqlite3_stmt *find = store_prepare(store,
                                       "SELECT EXISTS(SELECT 1 FROM outbox WHERE target_id=?1 AND"
                                       " item_id=?2 AND axis=?3)",
                                       NULL);
    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, writer->origin_id);
    sqlite3_bind_int64(find, 2, item_id);
    store_bind_text(find, 3, axis);
    return store_step_int(find, 0) != 0;
}

bool outbox_end(struct store *store, struct outbox_writer *writer, GError **error)
{
    if (!writer->is_wanted)
        return true;
    sqlite3_stmt *keep = store_prepare(store, "UPDATE outbox_sequence SET last=?1", error);
    if (!keep)
        return false;
    sqlite3_bind_int64(keep, 1, writer->sequence);
    return store_step_done(store, keep, error);
}

/* ---- targets */

bool store_enable_outbox(struct store *store, const char *target, GError **error)
{
    store_assert_writable(store);
    g_assert(target && *target);
    sqlite3_stmt *add =
        store_prepare(store, "INSERT OR IGNORE INTO outbox_target(name) VALUES(?1)", error);
    if (!add)
        return false;
    store_bind_text(add, 1, target);
    return store_step_done(store, add, error);
}

static bool outbox_drop(struct store *store, const char *target, GError **error)
{
    sqlite3_stmt *rows = store_prepare(store, "DELETE FROM outbox WHERE target_id=?1", error);
    sqlite3_stmt *name = store_prepare(store, "DELETE FROM outbox_target WHERE name=?1", error);
    if (!rows || !name)
        return false;
    sqlite3_bind_int64(rows, 1, outbox_find_target(store, target));
    store_bind_text(name, 1, target);
    return store_step_done(store, rows, error) && store_step_done(store, name, error);
}

bool store_disable_outbox(struct store *store, const char *target, GError **error)
{
    store_assert_writable(store);
    g_assert(target && *target);
    if (!store_begin_inner(store, error))
        return false;
    if (outbox_drop(store, target, error))
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}

bool store_has_outbox(struct store *store, const char *target)
{
    g_assert(store && target && *target);
    return outbox_find_target(store, target) != 0;
}

/* ---- what is pending */

void outbox_change_free(struct outbox_change *change)
{
    if (!change)
        return;
    g_free(change->axis);
    g_free(change->feed_url);
    g_free(change->guid);
    g_free(change->url);
    g_free(change);
}

static void change_free(void *change)
{
    outbox_change_free(change);
}

static struct outbox_change *change_read(sqlite3_stmt *row)
{
    struct outbox_change *change = g_new0(struct outbox_change, 1);
    change->sequence = sqlite3_column_int64(row, 0);
    change->item_id = sqlite3_column_int64(row, 1);
    change->axis = store_column_text(row, 2);
    change->value = sqlite3_column_int64(row, 3);
    change->n_failures = (guint)sqlite3_column_int64(row, 4);
    change->feed_url = store_column_text(row, 5);
    change->guid = store_column_text(row, 6);
    change->url = store_column_text(row, 7);
    return change;
}

GPtrArray *store_get_outbox(struct store *store, const char *target, guint n, GError **error)
{
    g_assert(store && target && *target && n > 0);
    sqlite3_stmt *read =
        store_prepare(store,
                      "SELECT o.sequence, o.item_id, o.axis, o.value, o.n_failures, feed.url,"
                      " body.guid, item.url FROM outbox o JOIN item ON item.id=o.item_id"
                      " JOIN feed ON feed.id=item.feed_id LEFT JOIN body ON body.item_id=item.id"
                      " WHERE o.target_id=?1 ORDER BY o.sequence LIMIT ?2",
                      error);
    if (!read)
        return NULL;
    g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(change_free);
    int code;
    sqlite3_bind_int64(read, 1, outbox_find_target(store, target));
    sqlite3_bind_int64(read, 2, n);
    while ((code = sqlite3_step(read)) == SQLITE_ROW)
        g_ptr_array_add(changes, change_read(read));
    if (code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(read);
    return code == SQLITE_DONE ? g_steal_pointer(&changes) : NULL;
}

/* Runs literal, which has the target as ?1 and the sequence as ?2. */
static bool outbox_settle(struct store *store, const char *literal, const char *target,
                          gint64 sequence, GError **error)
{
    sqlite3_stmt *settle = store_prepare(store, literal, error);
    if (!settle)
        return false;
    sqlite3_bind_int64(settle, 1, outbox_find_target(store, target));
    sqlite3_bind_int64(settle, 2, sequence);
    return store_step_done(store, settle, error);
}

bool store_confirm_outbox(struct store *store, const char *target, gint64 sequence, GError **error)
{
    store_assert_writable(store);
    g_assert(target && *target && sequence > 0);
    return outbox_settle(store, "DELETE FROM outbox WHERE target_id=?1 AND sequence<=?2", target,
                         sequence, error);
}

bool store_fail_outbox(struct store *store, const char *target, gint64 sequence, GError **error)
{
    store_assert_writable(store);
    g_assert(target && *target && sequence > 0);
    return outbox_settle(store,
                         "UPDATE outbox SET n_failures=n_failures+1 WHERE target_id=?1 AND"
                         " sequence<=?2",
                         target, sequence, error);
}

gint64 store_count_outbox(struct store *store, const char *target)
{
    g_assert(store && target && *target);
    sqlite3_stmt *count =
        store_prepare(store, "SELECT count(*) FROM outbox WHERE target_id=?1", NULL);
    if (!count)
        return 0;
    sqlite3_bind_int64(count, 1, outbox_find_target(store, target));
    return store_step_int(count, 0);
}
