/* SPDX-License-Identifier: MIT */
/* The text that was extracted from an article's page. */
#include "store/full_text.h"

#include "connection.h"

void full_text_free(struct full_text *text)
{
    if (!text)
        return;
    g_free(text->content);
    g_free(text->url);
    g_free(text->error);
    g_free(text);
}

static struct full_text *full_text_read_row(struct store *store, sqlite3_stmt *row)
{
    struct full_text *text = g_new0(struct full_text, 1);
    text->fetched_at = sqlite3_column_int64(row, 0);
    if (sqlite3_column_type(row, 2) != SQLITE_NULL)
        text->content =
            store_unpack(store, sqlite3_column_blob(row, 2), (gsize)sqlite3_column_bytes(row, 2),
                         sqlite3_column_int(row, 1), &text->content_len);
    text->url = store_column_text(row, 3);
    text->n_words = (guint)sqlite3_column_int64(row, 4);
    text->error = store_column_text(row, 5);
    if (!text->content && !text->error)
        text->error = g_strdup("what was kept of the page is damaged");
    return text;
}

struct full_text *store_get_full_text(struct store *store, gint64 item_id, GError **error)
{
    g_assert(store);
    sqlite3_stmt *read = store_prepare(store,
                                       "SELECT fetched_at, format, content, url, n_words, error"
                                       " FROM item_page WHERE item_id=?1",
                                       error);
    if (!read)
        return NULL;
    sqlite3_bind_int64(read, 1, item_id);
    const int code = sqlite3_step(read);
    struct full_text *text = code == SQLITE_ROW ? full_text_read_row(store, read) : NULL;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(read);
    return text;
}

/* Gives the article a new row in the index: its old row has other words and another revision. */
static bool note_for_search(struct store *store, gint64 item_id, GError **error)
{
    sqlite3_stmt *note =
        store_prepare(store,
                      "INSERT OR IGNORE INTO search_changed SELECT id, revision FROM item"
                      " WHERE id=?1 AND id<=(SELECT item_id FROM search_done)",
                      error);
    sqlite3_stmt *step =
        store_prepare(store, "UPDATE item SET revision=revision+1 WHERE id=?1", error);
    if (!note || !step)
        return false;
    sqlite3_bind_int64(note, 1, item_id);
    sqlite3_bind_int64(step, 1, item_id);
    return store_step_done(store, note, error) && store_step_done(store, step, error);
}

static bool full_text_write(struct store *store, gint64 item_id, const struct full_text *text,
                            GError **error)
{
    sqlite3_stmt *write = store_prepare(
        store,
        "INSERT INTO item_page(item_id,fetched_at,format,content,url,n_words,error)"
        " SELECT ?1,?2,?3,?4,?5,?6,?7 WHERE EXISTS(SELECT 1 FROM item WHERE id=?1)"
        " ON CONFLICT DO UPDATE SET fetched_at=?2, format=?3, content=?4, url=?5, n_words=?6,"
        " error=?7 WHERE ?4 IS NOT NULL OR content IS NULL",
        error);
    int format = 0;
    gsize packed_len = 0;
    if (!write)
        return false;
    const void *packed =
        text->content ? store_pack(store, text->content, text->content_len, &packed_len, &format)
                      : NULL;
    sqlite3_bind_int64(write, 1, item_id);
    sqlite3_bind_int64(write, 2, text->fetched_at);
    sqlite3_bind_int(write, 3, format);
    if (packed)
        sqlite3_bind_blob64(write, 4, packed, packed_len, SQLITE_STATIC);
    store_bind_text(write, 5, text->url);
    sqlite3_bind_int64(write, 6, text->n_words);
    store_bind_text(write, 7, text->content ? NULL : text->error);
    return store_step_done(store, write, error) && (!text->content || !sqlite3_changes(store->db) ||
                                                    note_for_search(store, item_id, error));
}

static bool full_text_delete(struct store *store, gint64 item_id, GError **error)
{
    sqlite3_stmt *forget = store_prepare(store, "DELETE FROM item_page WHERE item_id=?1", error);
    if (!forget)
        return false;
    sqlite3_bind_int64(forget, 1, item_id);
    return store_step_done(store, forget, error) &&
           (!sqlite3_changes(store->db) || note_for_search(store, item_id, error));
}

/* Commits or rolls back, depending on ok. */
static bool finish(struct store *store, bool ok, GError **error)
{
    if (ok)
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}

bool store_set_full_text(struct store *store, gint64 item_id, const struct full_text *text,
                         GError **error)
{
    store_assert_writable(store);
    g_assert(item_id > 0 && text && (text->content || text->error));
    return store_begin_inner(store, error) &&
           finish(store, full_text_write(store, item_id, text, error), error);
}

bool store_clear_full_text(struct store *store, gint64 item_id, GError **error)
{
    store_assert_writable(store);
    g_assert(item_id > 0);
    return store_begin_inner(store, error) &&
           finish(store, full_text_delete(store, item_id, error), error);
}

bool store_filter_without_full_text(struct store *store, GArray *ids, guint max,
                                    gint64 failed_since, GError **error)
{
    g_assert(store && ids);
    sqlite3_stmt *look = store_prepare(
        store,
        "SELECT EXISTS(SELECT 1 FROM item WHERE id=?1 AND is_deleted=0 AND url LIKE 'http%://_%')"
        " AND NOT EXISTS(SELECT 1 FROM item_page WHERE item_id=?1 AND (content IS NOT NULL OR"
        " fetched_at>=?2))",
        error);
    if (!look)
        return false;
    guint n_kept = 0;
    for (guint i = 0; i < ids->len && n_kept < max; i++) {
        const gint64 id = g_array_index(ids, gint64, i);
        sqlite3_bind_int64(look, 1, id);
        sqlite3_bind_int64(look, 2, failed_since);
        if (store_step_int(look, 0))
            g_array_index(ids, gint64, n_kept++) = id;
    }
    g_array_set_size(ids, n_kept);
    return true;
}
