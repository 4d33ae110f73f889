/* SPDX-License-Identifier: MIT */
/* The full-text index: filled after the reload, from the watermark search_done up, and for changed
 * articles. The same step counts their words and compresses their bodies, which it must read
 * anyway: none of this delays news on its way to the screen. */
#include "store/search.h"

#include "base/fold.h"
#include "connection.h"
#include "search_private.h"

#include <string.h>

#define MAX_INDEXED_BYTES (1u << 20)

/* Scripts without spaces between words: their characters are indexed one by one. */
static bool is_unspaced(gunichar c)
{
    return (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) ||
           (c >= 0x1100 && c <= 0x11ff) || (c >= 0x1780 && c <= 0x17ff) ||
           (c >= 0x2e80 && c <= 0x2fdf) || (c >= 0x3040 && c <= 0x30ff) ||
           (c >= 0x3100 && c <= 0x31ff) || (c >= 0x3400 && c <= 0x9fff) ||
           (c >= 0xac00 && c <= 0xd7af) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0xff66 && c <= 0xff9f) || (c >= 0x20000 && c <= 0x3ffff);
}

char *search_set_apart(const char *text)
{
    g_assert(text);
    const char *at = text;
    while (*at && (unsigned char)*at < 0xe0) /* there are none below U+0800 */
        at++;
    if (!*at)
        return g_strdup(text);
    GString *out = g_string_sized_new(strlen(text) + 64);
    const char *copied = text; /* so far */
    for (; *at; at = g_utf8_next_char(at)) {
        if ((unsigned char)*at < 0xe0)
            continue;
        const gunichar c = g_utf8_get_char(at);
        if (!is_unspaced(c) || g_unichar_ismark(c))
            continue;
        const char *next = g_utf8_next_char(at);
        g_string_append_len(out, copied, at - copied);
        g_string_append_c(out, ' ');
        g_string_append_len(out, at, next - at);
        if (!g_unichar_ismark(g_utf8_get_char(next)))
            g_string_append_c(out, ' ');
        copied = next;
    }
    g_string_append(out, copied);
    return g_string_free(out, FALSE);
}

char *search_prepare_text(const char *text)
{
    g_assert(text);
    g_autofree char *folded = fold_text(text);
    return search_set_apart(folded);
}

gint64 store_count_unindexed(struct store *store)
{
    g_assert(store);
    const gint64 done =
        store_step_int(store_prepare(store, "SELECT item_id FROM search_done", NULL), 0);
    const gint64 last = store_step_int(store_prepare(store, "SELECT max(id) FROM item", NULL), 0);
    const gint64 changed =
        store_step_int(store_prepare(store, "SELECT count(*) FROM search_changed", NULL), 0);
    return MAX(last - done, 0) + changed;
}

/* Compresses a body that was stored as it arrived. Nothing is lost if this fails: it is part of the
 * transaction. */
static bool pack_body(struct store *store, gint64 id, const char *content, gsize len, int format,
                      GError **error)
{
    gsize packed_len = 0;
    const void *packed = store_pack(store, content, len, &packed_len, &format);
    if (!(format & BODY_ZSTD))
        return true;
    sqlite3_stmt *update =
        store_prepare(store, "UPDATE body SET format=?2, content=?3 WHERE item_id=?1", error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, id);
    sqlite3_bind_int(update, 2, format);
    sqlite3_bind_blob64(update, 3, packed, packed_len, SQLITE_STATIC);
    return store_step_done(store, update, error);
}

static guint count_words(const char *words)
{
    guint n = 0;
    for (bool was_blank = true; *words; words++) {
        const bool is_blank = (unsigned char)*words <= ' ';
        n += was_blank && !is_blank;
        was_blank = is_blank;
    }
    return n;
}

static bool set_length(struct store *store, gint64 id, guint n_words, GError **error)
{
    sqlite3_stmt *update = store_prepare(store, "UPDATE item SET n_words=?2 WHERE id=?1", error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, id);
    sqlite3_bind_int64(update, 2, n_words);
    return store_step_done(store, update, error);
}

/* The content in column + 1, whose format is in column; NULL if there is none or it is damaged. */
static char *read_content(struct store *store, sqlite3_stmt *item, int column, gsize *len)
{
    if (sqlite3_column_type(item, column) == SQLITE_NULL)
        return NULL;
    return store_unpack(store, sqlite3_column_blob(item, column + 1),
                        (gsize)sqlite3_column_bytes(item, column + 1),
                        sqlite3_column_int(item, column), len);
}

static char *read_words(const char *content, gsize len, bool is_text, search_text_func to_text)
{
    g_autofree char *words =
        content ? to_text(content, MIN(len, MAX_INDEXED_BYTES), is_text) : g_strdup("");
    return search_prepare_text(words);
}

static const char *or_empty(const unsigned char *text)
{
    return text ? (const char *)text : "";
}

/* item: id, revision, title, author, format and content of its text, format and content of its
 * page's text. */
static bool index_item(struct store *store, sqlite3_stmt *item, search_text_func to_text,
                       GError **error)
{
    sqlite3_stmt *insert = store_prepare(
        store, "INSERT INTO search(rowid,title,author,text) VALUES(?1,?2,?3,?4)", error);
    if (!insert)
        return false;
    const gint64 id = sqlite3_column_int64(item, 0);
    const int format = sqlite3_column_int(item, 4);
    gsize len = 0;
    g_autofree char *content = read_content(store, item, 4, &len);
    g_autofree char *text = read_words(content, len, format & BODY_TEXT, to_text);
    gsize page_len = 0;
    g_autofree char *page = read_content(store, item, 6, &page_len);
    g_autofree char *full_text = read_words(page, page_len, false, to_text);
    g_autofree char *all = g_strconcat(text, " ", full_text, NULL);
    g_autofree char *title = search_prepare_text(or_empty(sqlite3_column_text(item, 2)));
    g_autofree char *author = search_prepare_text(or_empty(sqlite3_column_text(item, 3)));
    const gint64 revision = sqlite3_column_int(item, 1) % SEARCH_REVISIONS;
    sqlite3_bind_int64(insert, 1, id + revision * SEARCH_IDS);
    store_bind_text(insert, 2, title);
    store_bind_text(insert, 3, author);
    store_bind_text(insert, 4, all);
    /* words of scripts without spaces are counted as they are indexed */
    if (!store_step_done(store, insert, error) ||
        !set_length(store, id, MAX(count_words(text), count_words(full_text)), error))
        return false;
    return !content || (format & BODY_ZSTD) || pack_body(store, id, content, len, format, error);
}

#define INDEXED_COLUMNS                                                                            \
    "SELECT id, revision, title, author, body.format, body.content, item_page.format,"             \
    " item_page.content FROM item LEFT JOIN body ON body.item_id=id"                               \
    " LEFT JOIN item_page ON item_page.item_id=id"

/* Indexes the rows of statement; *last becomes the last item's id. */
static bool index_items(struct store *store, sqlite3_stmt *statement, search_text_func to_text,
                        guint *n_done, gint64 *last, GError **error)
{
    int code = SQLITE_DONE;
    bool ok = true;
    while (ok && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        *last = sqlite3_column_int64(statement, 0);
        ok = index_item(store, statement, to_text, error);
        ++*n_done;
    }
    if (ok && code != SQLITE_DONE)
        ok = store_fail(store, error);
    sqlite3_reset(statement);
    return ok;
}

static bool index_new(struct store *store, guint n, search_text_func to_text, guint *n_done,
                      GError **error)
{
    gint64 last =
        store_step_int(store_prepare(store, "SELECT item_id FROM search_done", error), -1);
    sqlite3_stmt *items =
        store_prepare(store, INDEXED_COLUMNS " WHERE id>?1 ORDER BY id LIMIT ?2", error);
    sqlite3_stmt *mark = store_prepare(store, "UPDATE search_done SET item_id=?1", error);
    if (last < 0 || !items || !mark)
        return false;
    sqlite3_bind_int64(items, 1, last);
    sqlite3_bind_int64(items, 2, n);
    if (!index_items(store, items, to_text, n_done, &last, error))
        return false;
    if (!*n_done)
        return true;
    sqlite3_bind_int64(mark, 1, last);
    return store_step_done(store, mark, error);
}

/* Changed articles get a new row, and the old row is listed as stale: a table without contents can
 * only delete words that it is given. */
static bool index_changed(struct store *store, guint n, search_text_func to_text, guint *n_done,
                          GError **error)
{
    gint64 last = 0;
    sqlite3_stmt *stale =
        store_prepare(store,
                      "INSERT OR IGNORE INTO search_stale"
                      " SELECT item_id+revision%" G_STRINGIFY(SEARCH_REVISIONS) "*" G_STRINGIFY(
                          SEARCH_IDS) " FROM search_changed"
                                      " ORDER BY item_id LIMIT ?1",
                      error);
    sqlite3_stmt *items = store_prepare(
        store,
        INDEXED_COLUMNS
        " WHERE id IN (SELECT item_id FROM search_changed ORDER BY item_id LIMIT ?1) ORDER BY id",
        error);
    sqlite3_stmt *forget = store_prepare(store,
                                         "DELETE FROM search_changed WHERE item_id IN (SELECT "
                                         "item_id FROM search_changed ORDER BY item_id LIMIT ?1)",
                                         error);
    if (!stale || !items || !forget)
        return false;
    sqlite3_bind_int64(stale, 1, n);
    sqlite3_bind_int64(items, 1, n);
    if (!store_step_done(store, stale, error) ||
        !index_items(store, items, to_text, n_done, &last, error))
        return false;
    sqlite3_bind_int64(forget, 1, n);
    return store_step_done(store, forget, error);
}

bool search_has_old(struct store *store)
{
    return store_step_int(
               store_prepare(store, "SELECT 1 FROM sqlite_master WHERE name='search_old'", NULL),
               0) > 0;
}

bool search_drop_old(struct store *store, GError **error)
{
    return !search_has_old(store) ||
           store_exec(store, "DROP TABLE search_old; DROP TABLE search_stale_old;", error);
}

bool store_index_some(struct store *store, guint n, search_text_func to_text, guint *n_done,
                      GError **error)
{
    store_assert_writable(store);
    g_assert(n > 0 && to_text && n_done);
    *n_done = 0;
    if (!store_count_unindexed(store))
        return search_drop_old(store, error);
    if (!store_begin_inner(store, error))
        return false;
    bool ok = index_new(store, n, to_text, n_done, error);
    if (ok && *n_done < n)
        ok = index_changed(store, n - *n_done, to_text, n_done, error);
    if (ok)
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}
