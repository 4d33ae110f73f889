/* SPDX-License-Identifier: MIT */
/* Earlier texts of articles: a limited number of texts, the first one among them. */
#include "store/revision.h"

#include "draft.h"

void item_revision_free(struct item_revision *revision)
{
    if (!revision)
        return;
    g_free(revision->title);
    g_free(revision->content);
    g_free(revision);
}

static void revision_destroy(gpointer revision)
{
    item_revision_free(revision);
}

GPtrArray *store_get_revisions(struct store *store, gint64 item_id, GError **error)
{
    g_assert(store);
    sqlite3_stmt *read = store_prepare(store,
                                       "SELECT number, until_at, title, format, content"
                                       " FROM item_revision WHERE item_id=?1 ORDER BY number",
                                       error);
    if (!read)
        return NULL;
    GPtrArray *revisions = g_ptr_array_new_with_free_func(revision_destroy);
    int code;
    sqlite3_bind_int64(read, 1, item_id);
    while ((code = sqlite3_step(read)) == SQLITE_ROW) {
        struct item_revision *revision = g_new0(struct item_revision, 1);
        const int format = sqlite3_column_int(read, 3);
        revision->number = (guint)sqlite3_column_int64(read, 0);
        revision->until_at = sqlite3_column_int64(read, 1);
        revision->title = store_column_text(read, 2);
        revision->is_text = format & BODY_TEXT;
        revision->content =
            store_unpack(store, sqlite3_column_blob(read, 4), (gsize)sqlite3_column_bytes(read, 4),
                         format, &revision->content_len);
        if (!revision->content)
            revision->content = g_strdup("");
        g_ptr_array_add(revisions, revision);
    }
    if (code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(read);
    if (code == SQLITE_DONE)
        return revisions;
    g_ptr_array_unref(revisions);
    return NULL;
}

bool revision_write(struct store *store, gint64 item_id, gint64 number, gint64 until_at,
                    const char *title, int format, const void *packed, gsize packed_len,
                    GError **error)
{
    sqlite3_stmt *insert = store_prepare(
        store,
        "INSERT OR IGNORE INTO item_revision(item_id,number,until_at,title,format,content)"
        " VALUES(?1,?2,?3,?4,?5,?6)",
        error);
    if (!insert)
        return false;
    if (!(format & BODY_ZSTD))
        packed = store_pack(store, packed ? packed : "", packed_len, &packed_len, &format);
    sqlite3_bind_int64(insert, 1, item_id);
    sqlite3_bind_int64(insert, 2, number);
    sqlite3_bind_int64(insert, 3, until_at);
    store_bind_text(insert, 4, title);
    sqlite3_bind_int(insert, 5, format);
    sqlite3_bind_blob64(insert, 6, packed, packed_len, SQLITE_STATIC);
    return store_step_done(store, insert, error);
}

bool revision_count(struct store *store, gint64 item_id, GError **error)
{
    sqlite3_stmt *count =
        store_prepare(store,
                      "UPDATE item SET n_revisions="
                      "(SELECT count(*) FROM item_revision WHERE item_id=?1) WHERE id=?1",
                      error);
    if (!count)
        return false;
    sqlite3_bind_int64(count, 1, item_id);
    return store_step_done(store, count, error);
}

bool revision_add(struct store *store, gint64 item_id, const struct merge_options *options,
                  gint64 until_at, const char *title, int format, const void *packed,
                  gsize packed_len, GError **error)
{
    sqlite3_stmt *last =
        store_prepare(store, "SELECT max(number) FROM item_revision WHERE item_id=?1", error);
    if (!last)
        return false;
    sqlite3_bind_int64(last, 1, item_id);
    const gint64 number = store_step_int(last, 0) + 1;
    if (options->max_revisions &&
        !revision_write(store, item_id, number, until_at, title, format, packed, packed_len, error))
        return false;
    sqlite3_stmt *prune = store_prepare(
        store,
        "DELETE FROM item_revision WHERE item_id=?1 AND number IN (SELECT number FROM item_revision"
        " WHERE item_id=?1 ORDER BY number LIMIT max(0,"
        "(SELECT count(*) FROM item_revision WHERE item_id=?1)-?2) OFFSET ?2>0)",
        error);
    if (!prune)
        return false;
    sqlite3_bind_int64(prune, 1, item_id);
    sqlite3_bind_int64(prune, 2, options->max_revisions);
    return store_step_done(store, prune, error) && revision_count(store, item_id, error);
}
