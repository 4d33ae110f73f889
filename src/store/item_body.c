/* SPDX-License-Identifier: MIT */
/* Whole articles, one at a time. */
#include "store/item_row.h"

#include "connection.h"
#include "store/exchange.h"

#include <jansson.h>

static void enclosure_destroy(gpointer data)
{
    struct item_enclosure *enclosure = data;
    g_free(enclosure->url);
    g_free(enclosure->type);
    g_free(enclosure->title);
    g_free(enclosure->description);
    g_free(enclosure->medium);
    g_free(enclosure);
}

struct item_body *item_body_new(void)
{
    struct item_body *body = g_new0(struct item_body, 1);
    body->enclosures = g_ptr_array_new_with_free_func(enclosure_destroy);
    body->tags = g_new0(char *, 1);
    return body;
}

struct item_enclosure *item_body_add_enclosure(struct item_body *body)
{
    g_assert(body);
    struct item_enclosure *enclosure = g_new0(struct item_enclosure, 1);
    enclosure->size_bytes = enclosure->duration_s = -1;
    g_ptr_array_add(body->enclosures, enclosure);
    return enclosure;
}

void item_body_free(struct item_body *body)
{
    if (!body)
        return;
    g_free(body->row.title);
    g_free(body->row.url);
    g_free(body->row.author);
    g_free(body->guid);
    g_free(body->base_url);
    g_free(body->content);
    g_free(body->summary);
    g_free(body->comments_url);
    g_free(body->image);
    g_free(body->language);
    g_free(body->source_title);
    g_free(body->source_url);
    g_strfreev(body->tags);
    g_strfreev(body->own_tags);
    g_clear_pointer(&body->enclosures, g_ptr_array_unref);
    g_clear_pointer(&body->revisions, g_ptr_array_unref);
    full_text_free(body->full_text);
    g_free(body);
}

static char *extra_get(json_t *extra, const char *key)
{
    return g_strdup(json_string_value(json_object_get(extra, key)));
}

static gint64 extra_get_number(json_t *entry, const char *key)
{
    json_t *value = json_object_get(entry, key);
    return json_is_number(value) ? (gint64)json_number_value(value) : -1;
}

static void body_read_extra(struct item_body *body, const char *text)
{
    json_t *extra = text ? json_loads(text, 0, NULL) : NULL;
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(extra, "enclosures"), i, entry)
    {
        struct item_enclosure *enclosure = item_body_add_enclosure(body);
        enclosure->url = extra_get(entry, "url");
        enclosure->type = extra_get(entry, "type");
        enclosure->title = extra_get(entry, "title");
        enclosure->description = extra_get(entry, "description");
        enclosure->medium = extra_get(entry, "medium");
        enclosure->width = (guint32)MAX(extra_get_number(entry, "width"), 0);
        enclosure->height = (guint32)MAX(extra_get_number(entry, "height"), 0);
        enclosure->size_bytes = extra_get_number(entry, "size");
        enclosure->duration_s = extra_get_number(entry, "duration");
    }
    body->summary = extra_get(extra, "summary");
    body->comments_url = extra_get(extra, "comments_url");
    body->image = extra_get(extra, "image");
    body->language = extra_get(extra, "language");
    body->source_title = extra_get(extra, "source_title");
    body->source_url = extra_get(extra, "source_url");
    json_decref(extra);
}

#define BODY_COLUMNS                                                                               \
    "SELECT id, feed_id, sort_at, is_read, is_starred, changed_at IS NOT NULL, n_words, title,"    \
    " url, author, published_at, updated_at, arrived_at, format, content, guid, base_url, extra,"  \
    " changed_at, is_deleted, guid_hash, n_revisions FROM item LEFT JOIN body ON item_id=id "

/* The current row of statement, without its tags. *n_revisions (may be NULL) is the number of its
 * revisions. */
static struct item_body *body_read(struct store *store, sqlite3_stmt *statement, int *n_revisions)
{
    struct item_body *body = g_new0(struct item_body, 1);
    body->enclosures = g_ptr_array_new_with_free_func(enclosure_destroy);
    item_row_read(statement, &body->row);
    body->published_at = sqlite3_column_int64(statement, 10);
    body->updated_at = sqlite3_column_int64(statement, 11);
    body->arrived_at = sqlite3_column_int64(statement, 12);
    const int format = sqlite3_column_int(statement, 13);
    body->is_text = format & BODY_TEXT;
    body->content =
        store_unpack(store, sqlite3_column_blob(statement, 14),
                     (gsize)sqlite3_column_bytes(statement, 14), format, &body->content_len);
    if (!body->content) {
        body->content = g_strdup("");
        body->content_len = 0;
    }
    body->guid = store_column_text(statement, 15);
    body->base_url = store_column_text(statement, 16);
    body_read_extra(body, (const char *)sqlite3_column_text(statement, 17));
    body->changed_at = sqlite3_column_int64(statement, 18);
    body->is_deleted = sqlite3_column_int(statement, 19);
    body->guid_hash = (guint64)sqlite3_column_int64(statement, 20);
    if (n_revisions)
        *n_revisions = sqlite3_column_int(statement, 21);
    return body;
}

static void body_read_tags(struct store *store, struct item_body *body)
{
    const gint64 id = body->row.id;
    body->tags =
        store_read_texts(store, "SELECT tag FROM item_tag WHERE item_id=?1 AND is_own=0", id);
    body->own_tags =
        store_read_texts(store, "SELECT tag FROM item_tag WHERE item_id=?1 AND is_own=1", id);
}

struct item_body *store_get_body(struct store *store, gint64 id, GError **error)
{
    g_assert(store);
    sqlite3_stmt *statement =
        store_prepare(store, BODY_COLUMNS "WHERE id=?1 AND is_deleted=0", error);
    struct item_body *body = NULL;
    if (!statement)
        return NULL;
    sqlite3_bind_int64(statement, 1, id);
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        body = body_read(store, statement, NULL);
    else if (code == SQLITE_DONE)
        g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                    "there is no article %" G_GINT64_FORMAT, id);
    else
        store_fail(store, error);
    sqlite3_reset(statement);
    if (body)
        body_read_tags(store, body);
    return body;
}

static void body_destroy(gpointer body)
{
    item_body_free(body);
}

GPtrArray *store_get_item_page(struct store *store, gint64 after_id, guint n, GError **error)
{
    g_assert(store && n > 0);
    sqlite3_stmt *statement =
        store_prepare(store, BODY_COLUMNS "WHERE id>?1 ORDER BY id LIMIT ?2", error);
    if (!statement)
        return NULL;
    GPtrArray *page = g_ptr_array_new_with_free_func(body_destroy);
    GError *failure = NULL;
    bool ok = true;
    int code = SQLITE_DONE;
    sqlite3_bind_int64(statement, 1, after_id);
    sqlite3_bind_int64(statement, 2, n);
    while (ok && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        int n_revisions = 0;
        struct item_body *body = body_read(store, statement, &n_revisions);
        g_ptr_array_add(page, body);
        body_read_tags(store, body);
        if (n_revisions)
            ok = (body->revisions = store_get_revisions(store, body->row.id, error));
        body->full_text = ok ? store_get_full_text(store, body->row.id, &failure) : NULL;
        ok = ok && !failure;
    }
    if (failure)
        g_propagate_error(error, failure);
    else if (ok && code != SQLITE_DONE)
        ok = store_fail(store, error);
    sqlite3_reset(statement);
    if (ok)
        return page;
    g_ptr_array_unref(page);
    return NULL;
}
