/* SPDX-License-Identifier: MIT */
/* Changes that a person makes, and undoing them. A journal entry keeps the ids that an edit really
 * changed, as differences in LEB128: marking a hundred thousand articles costs a hundred
 * kilobytes. */
#include "store/edit.h"

#include "base/clock.h"
#include "base/path.h"
#include "base/problem.h"
#include "outbox_write.h"
#include "connection.h"
#include "store/outbox.h"

#include <string.h>

static const struct {
    const char *name;
    const char *axis;   /* in the outbox, or NULL */
    const char *set;    /* ?1 id, ?2 value: changes only what differs */
    const char *select; /* ?1 feed (0: all), ?2 greatest id, ?3 value: ids that differ */
} fields[] = {
    [EDIT_READ] = { "is_read", OUTBOX_READ,
                    "UPDATE item SET is_read=?2 WHERE id=?1 AND is_read<>?2",
                    "SELECT id FROM item WHERE is_deleted=0 AND is_read<>?3 AND (?1=0 OR "
                    "feed_id=?1) AND id<=?2" },
    [EDIT_STARRED] = { "is_starred", OUTBOX_STARRED,
                       "UPDATE item SET is_starred=?2 WHERE id=?1 AND is_starred<>?2",
                       "SELECT id FROM item WHERE is_deleted=0 AND is_starred<>?3 AND (?1=0 OR "
                       "feed_id=?1) AND id<=?2" },
    [EDIT_DELETED] = { "is_deleted", NULL,
                       "UPDATE item SET is_deleted=?2 WHERE id=?1 AND is_deleted<>?2",
                       "SELECT id FROM item WHERE is_deleted<>?3 AND (?1=0 OR feed_id=?1) AND "
                       "id<=?2" },
};

static void ids_pack(GByteArray *bytes, gint64 difference)
{
    /* zigzag encoding: ids need not be in order */
    guint64 rest = ((guint64)difference << 1) ^ (guint64)(difference >> 63);
    do {
        guint8 byte = rest & 0x7f;
        rest >>= 7;
        byte |= rest ? 0x80 : 0;
        g_byte_array_append(bytes, &byte, 1);
    } while (rest);
}

static GArray *ids_unpack(const guint8 *bytes, gsize len)
{
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    gint64 id = 0;
    guint64 rest = 0;
    guint shift = 0;
    for (gsize i = 0; i < len && shift < 64; i++) {
        rest |= (guint64)(bytes[i] & 0x7f) << shift;
        shift += 7;
        if (bytes[i] & 0x80)
            continue;
        id += (gint64)(rest >> 1) ^ -(gint64)(rest & 1);
        g_array_append_val(ids, id);
        rest = shift = 0;
    }
    return ids;
}

/* The ids of the edit's scope whose value differs. NULL with an error. */
static GArray *edit_collect_scope(struct store *store, const struct edit *edit, GError **error)
{
    sqlite3_stmt *select = store_prepare(store, fields[edit->field].select, error);
    if (!select)
        return NULL;
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    sqlite3_bind_int64(select, 1, edit->feed_id);
    sqlite3_bind_int64(select, 2, edit->max_id ? edit->max_id : G_MAXINT64);
    sqlite3_bind_int(select, 3, edit->value);
    int code;
    while ((code = sqlite3_step(select)) == SQLITE_ROW) {
        const gint64 id = sqlite3_column_int64(select, 0);
        g_array_append_val(ids, id);
    }
    if (code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(select);
    if (code == SQLITE_DONE)
        return ids;
    g_array_unref(ids);
    return NULL;
}

/* Sets the field of one article and notes it in the outbox; *has_changed: it was different. */
static bool edit_set_one(struct store *store, const struct edit *edit, gint64 id,
                         struct outbox_writer *outbox, bool *has_changed, GError **error)
{
    const char *axis = fields[edit->field].axis;
    *has_changed = false;
    if (axis && outbox_is_ahead(store, outbox, id, axis))
        return true;
    sqlite3_stmt *set = store_prepare(store, fields[edit->field].set, error);
    if (!set)
        return false;
    sqlite3_bind_int64(set, 1, id);
    sqlite3_bind_int(set, 2, edit->value);
    if (!store_step_done(store, set, error))
        return false;
    *has_changed = sqlite3_changes(store->db) > 0;
    return !*has_changed || !axis || outbox_add(store, outbox, id, axis, edit->value, error);
}

/* Sets the field of the edit's ids; packs those that changed into changed (may be NULL). */
static bool edit_set(struct store *store, const struct edit *edit, const gint64 *ids, guint n,
                     GByteArray *changed, guint *n_changed, GError **error)
{
    struct outbox_writer outbox;
    gint64 last = 0;
    *n_changed = 0;
    if (!outbox_begin(store, &outbox, edit->origin, error))
        return false;
    for (guint i = 0; i < n; i++) {
        bool has_changed = false;
        if (!edit_set_one(store, edit, ids[i], &outbox, &has_changed, error))
            return false;
        if (!has_changed)
            continue;
        ++*n_changed;
        if (changed)
            ids_pack(changed, ids[i] - last);
        last = ids[i];
    }
    return outbox_end(store, &outbox, error);
}

static bool journal_add(struct store *store, const struct edit *edit, const GByteArray *changed,
                        GError **error)
{
    sqlite3_stmt *add = store_prepare(
        store, "INSERT INTO journal(at,label,kind,value,items) VALUES(?1,?2,?3,?4,?5)", error);
    if (!add)
        return false;
    sqlite3_bind_int64(add, 1, clock_now_s());
    store_bind_text(add, 2, edit->label ? edit->label : "");
    store_bind_text(add, 3, fields[edit->field].name);
    sqlite3_bind_int(add, 4, edit->value);
    sqlite3_bind_blob(add, 5, changed->data, (int)changed->len, SQLITE_STATIC);
    return store_step_done(store, add, error);
}

bool store_apply_edit(struct store *store, const struct edit *edit, guint *n_changed,
                      GError **error)
{
    store_assert_writable(store);
    g_assert(edit && n_changed && edit->field <= EDIT_DELETED);
    g_assert(edit->is_scope || !edit->n_ids || edit->ids);
    g_assert(edit->feed_id >= 0 && edit->max_id >= 0);
    g_autoptr(GByteArray) changed = g_byte_array_new();
    g_autoptr(GArray) scope = NULL;
    *n_changed = 0;
    if (!store_begin_inner(store, error))
        return false;
    bool ok = !edit->is_scope || (scope = edit_collect_scope(store, edit, error));
    const gint64 *ids = scope ? (const gint64 *)(void *)scope->data : edit->ids;
    const guint n = scope ? scope->len : edit->is_scope ? 0 : edit->n_ids;
    ok = ok && edit_set(store, edit, ids, n, changed, n_changed, error);
    if (ok && *n_changed && !edit->origin)
        ok = journal_add(store, edit, changed, error);
    if (ok)
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}

bool store_journal_file(struct store *store, const char *path, const char *before,
                        const char *after, const char *label, GError **error)
{
    store_assert_writable(store);
    g_assert(path && before && after && label);
    sqlite3_stmt *add = store_prepare(
        store, "INSERT INTO journal(at,label,kind,path,before,after) VALUES(?1,?2,'file',?3,?4,?5)",
        error);
    if (!add)
        return false;
    sqlite3_bind_int64(add, 1, clock_now_s());
    store_bind_text(add, 2, label);
    store_bind_text(add, 3, path);
    store_bind_text(add, 4, before);
    store_bind_text(add, 5, after);
    return store_step_done(store, add, error);
}

/* Restores a text file, if it was not edited since; *is_past: it was, so this can never be
 * undone. */
static bool undo_file(const char *path, const char *before, const char *after, bool *is_past,
                      GError **error)
{
    g_autofree char *now = NULL;
    if (!g_file_get_contents(path, &now, NULL, error)) {
        problem_name(error, path);
        return false;
    }
    *is_past = g_strcmp0(now, after) != 0;
    if (!*is_past)
        return path_write_atomic(path, before, -1, error);
    g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED,
                "%s: edited since, so this change cannot be undone; the next undo takes "
                "the change before it",
                path);
    return false;
}

static bool undo_entry(struct store *store, sqlite3_stmt *entry, guint *n_changed, bool *is_past,
                       GError **error)
{
    const char *kind = (const char *)sqlite3_column_text(entry, 1);
    if (g_strcmp0(kind, "file") == 0) {
        return undo_file((const char *)sqlite3_column_text(entry, 5),
                         (const char *)sqlite3_column_text(entry, 6),
                         (const char *)sqlite3_column_text(entry, 7), is_past, error);
    }
    for (guint field = 0; field < G_N_ELEMENTS(fields); field++) {
        if (g_strcmp0(kind, fields[field].name) != 0)
            continue;
        g_autoptr(GArray) ids =
            ids_unpack(sqlite3_column_blob(entry, 4), (gsize)sqlite3_column_bytes(entry, 4));
        const struct edit back = { .field = field, .value = !sqlite3_column_int(entry, 3) };
        return edit_set(store, &back, (const gint64 *)(void *)ids->data, ids->len, NULL, n_changed,
                        error);
    }
    g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED,
                "%s: the journal holds an unknown change \"%s\"", store->path, kind ? kind : "");
    return false;
}

static bool journal_close(struct store *store, gint64 id, GError **error)
{
    sqlite3_stmt *close = store_prepare(store, "UPDATE journal SET is_undone=1 WHERE id=?1", error);
    if (!close)
        return false;
    sqlite3_bind_int64(close, 1, id);
    return store_step_done(store, close, error);
}

/* Undoes the newest entry; *is_closing: the entry is finished, whether that succeeded or not. */
static bool undo_newest(struct store *store, sqlite3_stmt *entry, char **label, guint *n_changed,
                        bool *is_closing, GError **error)
{
    const int code = sqlite3_step(entry);
    if (code == SQLITE_DONE)
        g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "nothing to undo");
    else if (code != SQLITE_ROW)
        store_fail(store, error);
    if (code != SQLITE_ROW)
        return false;
    const gint64 id = sqlite3_column_int64(entry, 0);
    *label = store_column_text(entry, 2);
    const bool ok = undo_entry(store, entry, n_changed, is_closing, error);
    *is_closing = (ok || *is_closing) && journal_close(store, id, ok ? error : NULL);
    return ok && *is_closing;
}

bool store_undo(struct store *store, char **label, guint *n_changed, GError **error)
{
    store_assert_writable(store);
    g_assert(label && n_changed);
    bool is_closing = false;
    *label = NULL;
    *n_changed = 0;
    if (!store_begin_inner(store, error))
        return false;
    sqlite3_stmt *entry =
        store_prepare(store,
                      "SELECT id, kind, label, value, items, path, before, after FROM journal"
                      " WHERE is_undone=0 ORDER BY id DESC LIMIT 1",
                      error);
    const bool ok = entry && undo_newest(store, entry, label, n_changed, &is_closing, error);
    if (entry)
        sqlite3_reset(entry);
    if (is_closing)
        return store_commit_inner(store, ok ? error : NULL) && ok;
    store_rollback_inner(store);
    return false;
}
