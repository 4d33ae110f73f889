/* SPDX-License-Identifier: MIT */
/* A document's items into the archive: found by a hash of their identity, written only where
 * something differs. */
#include "store/merge.h"

#include "base/hash.h"
#include "base/markup.h"
#include "base/utf8.h"
#include "private.h"

#include <jansson.h>
#include <string.h>

#define MAX_TITLE_BYTES 2000
#define DERIVED_TITLE_BYTES 120

/* An item of the document and what it is known by. */
struct candidate {
    const struct feed_item *item;
    guint64 guid_hash;
};

/* What one item becomes. */
struct draft {
    const struct feed_item *item;
    gint64 feed_id, arrived_at, sort_at;
    guint64 guid_hash, content_hash;
    const char *content;
    gsize content_len;
    bool is_text;
};

static guint64 hash_text(guint64 seed, const char *text)
{
    return text ? hash_add_bytes(seed + 1, text, strlen(text)) : seed;
}

static guint64 hash_identity(const struct feed_item *item, bool is_guid_shared)
{
    if (item->guid && *item->guid && !is_guid_shared)
        return hash_text(1, item->guid);
    if (item->url && *item->url)
        return hash_text(2, item->url);
    const guint64 hash = hash_text(3, item->title  ? item->title
                                      : item->html ? item->html
                                                   : item->text);
    return hash ^ (guint64)(item->published_at == FEED_NO_TIME ? 0 : item->published_at);
}

static guint64 draft_hash_content(const struct draft *draft)
{
    guint64 hash = hash_bytes(draft->content ? draft->content : "", draft->content_len);
    hash = hash_text(hash, draft->item->title);
    hash = hash_text(hash, draft->item->url);
    for (const struct feed_enclosure *enclosure = draft->item->enclosures; enclosure;
         enclosure = enclosure->next)
        hash = hash_text(hash, enclosure->url);
    return hash;
}

static void draft_init(struct draft *draft, const struct candidate *candidate, gint64 feed_id,
                       gint64 arrived_at)
{
    const struct feed_item *item = candidate->item;
    *draft = (struct draft){ .item = item, .feed_id = feed_id, .arrived_at = arrived_at };
    draft->is_text = !item->html && (item->text || !item->summary_is_html);
    draft->content = item->html ? item->html : item->text ? item->text : item->summary;
    draft->content_len = draft->content ? strlen(draft->content) : 0;
    const gint64 claimed =
        item->published_at != FEED_NO_TIME ? item->published_at : item->updated_at;
    draft->sort_at = claimed == FEED_NO_TIME || claimed > arrived_at ? arrived_at : claimed;
    draft->guid_hash = candidate->guid_hash;
    draft->content_hash = draft_hash_content(draft);
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(object, key, json_string(text));
}

/* What few articles have, as JSON; NULL if this one has none of it. Freed with free(). */
static char *draft_format_extra(const struct draft *draft)
{
    const struct feed_item *item = draft->item;
    const bool has_summary = item->summary && draft->content != item->summary;
    if (!has_summary && !item->tags && !item->enclosures && !item->comments_url && !item->image &&
        !item->thumbnail && !item->language && !item->source_title)
        return NULL;
    json_t *extra = json_object();
    if (has_summary)
        set_text(extra, "summary", item->summary);
    set_text(extra, "comments_url", item->comments_url);
    set_text(extra, "image", item->image ? item->image : item->thumbnail);
    set_text(extra, "language", item->language);
    set_text(extra, "source_title", item->source_title);
    set_text(extra, "source_url", item->source_url);
    json_t *tags = json_array();
    for (const struct feed_tag *tag = item->tags; tag; tag = tag->next)
        json_array_append_new(tags, json_string(tag->name));
    json_object_set_new(extra, "tags", tags);
    json_t *enclosures = json_array();
    for (const struct feed_enclosure *enclosure = item->enclosures; enclosure;
         enclosure = enclosure->next) {
        json_t *entry = json_object();
        set_text(entry, "url", enclosure->url);
        set_text(entry, "type", enclosure->type);
        set_text(entry, "title", enclosure->title);
        json_object_set_new(entry, "size", json_integer(enclosure->size_bytes));
        const double duration = enclosure->duration_s;
        const gint64 whole = (gint64)duration;
        json_object_set_new(entry, "duration",
                            duration == (double)whole ? json_integer(whole) : json_real(duration));
        json_array_append_new(enclosures, entry);
    }
    json_object_set_new(extra, "enclosures", enclosures);
    char *text = json_dumps(extra, JSON_COMPACT);
    json_decref(extra);
    return text;
}

static bool draft_write_tags(struct store *store, const struct draft *draft, gint64 id,
                             GError **error)
{
    for (const struct feed_tag *tag = draft->item->tags; tag; tag = tag->next) {
        sqlite3_stmt *add = store_prepare(
            store, "INSERT OR IGNORE INTO item_tag(item_id,tag) VALUES(?1,?2)", error);
        if (!add)
            return false;
        sqlite3_bind_int64(add, 1, id);
        store_bind_text(add, 2, tag->name);
        if (!store_step_done(store, add, error))
            return false;
    }
    return true;
}

static bool draft_write_body(struct store *store, const struct draft *draft, gint64 id,
                             GError **error)
{
    sqlite3_stmt *put =
        store_prepare(store,
                      "INSERT OR REPLACE INTO body(item_id,format,content,guid,base_url,extra) "
                      "VALUES(?1,?2,?3,?4,?5,?6)",
                      error);
    if (!put)
        return false;
    const int format = draft->is_text
                           ? BODY_TEXT
                           : 0; /* as it came: store_index_some() packs it behind the reload */
    char *extra = draft_format_extra(draft);
    sqlite3_bind_int64(put, 1, id);
    sqlite3_bind_int(put, 2, format);
    sqlite3_bind_blob64(put, 3, draft->content ? draft->content : "", draft->content_len,
                        SQLITE_STATIC);
    store_bind_text(put, 4, draft->item->guid);
    store_bind_text(put, 5, draft->item->base_url);
    store_bind_text(put, 6, extra);
    const bool ok = store_step_done(store, put, error) && draft_write_tags(store, draft, id, error);
    free(extra);
    return ok;
}

/* What stands for the title in lists where a feed gives none, as microblogs do: the first words.
 * The caller's. */
static char *draft_make_title(const struct draft *draft)
{
    if (!draft->content)
        return g_strdup("");
    if (draft->is_text) {
        char *start =
            g_utf8_make_valid(draft->content, (gssize)MIN(draft->content_len, DERIVED_TITLE_BYTES));
        utf8_collapse(start, strlen(start));
        return start;
    }
    return markup_extract_text(draft->content, draft->content_len, DERIVED_TITLE_BYTES, 0, NULL);
}

/* Binds the columns that an insert and an update share. */
static void draft_bind(const struct draft *draft, sqlite3_stmt *statement)
{
    const struct feed_item *item = draft->item;
    g_autofree char *derived = item->title && *item->title ? NULL : draft_make_title(draft);
    const char *title = derived ? derived : item->title;
    gsize title_len = strlen(title);
    if (title_len > MAX_TITLE_BYTES)
        title_len = (gsize)(g_utf8_find_prev_char(title, title + MAX_TITLE_BYTES) - title);
    sqlite3_bind_int64(statement, 3, draft->sort_at);
    sqlite3_bind_int64(statement, 4, (gint64)draft->content_hash);
    if (item->published_at != FEED_NO_TIME)
        sqlite3_bind_int64(statement, 6, item->published_at);
    if (item->updated_at != FEED_NO_TIME)
        sqlite3_bind_int64(statement, 7, item->updated_at);
    sqlite3_bind_text(statement, 8, title, (int)title_len, SQLITE_TRANSIENT);
    store_bind_text(statement, 9, item->url);
    store_bind_text(statement, 10, item->authors ? item->authors->name : NULL);
}

static bool draft_insert(struct store *store, const struct draft *draft, bool *is_new,
                         GError **error)
{
    sqlite3_stmt *insert = store_prepare(
        store,
        "INSERT INTO item(feed_id,guid_hash,sort_at,content_hash,published_at,updated_at,title,"
        "url,author,arrived_at) VALUES(?1,?2,?3,?4,?6,?7,?8,?9,?10,?11) ON CONFLICT DO NOTHING",
        error);
    if (!insert)
        return false;
    draft_bind(draft, insert);
    sqlite3_bind_int64(insert, 1, draft->feed_id);
    sqlite3_bind_int64(insert, 2, (gint64)draft->guid_hash);
    sqlite3_bind_int64(insert, 11, draft->arrived_at);
    if (!store_step_done(store, insert, error))
        return false;
    *is_new = sqlite3_changes(store->db) > 0;
    return !*is_new || draft_write_body(store, draft, sqlite3_last_insert_rowid(store->db), error);
}

/* A known article with other content: its marks and its place in lists stay. */
static bool draft_update(struct store *store, const struct draft *draft, gint64 id, GError **error)
{
    sqlite3_stmt *update = store_prepare(
        store,
        "UPDATE item SET content_hash=?4, published_at=?6, updated_at=?7, title=?8, url=?9,"
        " author=?10, revision=revision+1, changed_at=?11 WHERE id=?1",
        error);
    sqlite3_stmt *note =
        store_prepare(store,
                      "INSERT OR IGNORE INTO search_changed SELECT id, revision FROM item"
                      " WHERE id=?1 AND id<=(SELECT item_id FROM search_done)",
                      error);
    sqlite3_stmt *forget =
        store_prepare(store, "DELETE FROM item_tag WHERE item_id=?1 AND is_own=0", error);
    if (!update || !note || !forget)
        return false;
    draft_bind(draft, update);
    sqlite3_bind_int64(update, 1, id);
    sqlite3_bind_int64(update, 11, draft->arrived_at);
    sqlite3_bind_int64(note, 1, id);
    sqlite3_bind_int64(forget, 1, id);
    return store_step_done(store, note, error) && store_step_done(store, update, error) &&
           store_step_done(store, forget, error) && draft_write_body(store, draft, id, error);
}

static bool draft_merge(struct store *store, const struct draft *draft, struct merge_result *result,
                        GError **error)
{
    sqlite3_stmt *find = store_prepare(
        store, "SELECT id, content_hash, is_deleted FROM item WHERE feed_id=?1 AND guid_hash=?2",
        error);
    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, draft->feed_id);
    sqlite3_bind_int64(find, 2, (gint64)draft->guid_hash);
    if (sqlite3_step(find) == SQLITE_ROW) {
        const gint64 id = sqlite3_column_int64(find, 0);
        const bool is_same = (guint64)sqlite3_column_int64(find, 1) == draft->content_hash;
        const bool is_deleted = sqlite3_column_int(find, 2);
        sqlite3_reset(find);
        if (is_same || is_deleted)
            return true;
        result->n_changed++;
        return draft_update(store, draft, id, error);
    }
    sqlite3_reset(find);
    bool is_new = false;
    const bool ok = draft_insert(store, draft, &is_new, error);
    result->n_new += is_new;
    return ok;
}

static bool merge_set_feed(struct store *store, gint64 feed_id,
                           const struct feed_document *document, GError **error)
{
    sqlite3_stmt *update =
        store_prepare(store,
                      "UPDATE feed SET title=ifnull(?2,title), site_url=ifnull(?3,site_url), "
                      "description=?4, language=?5 WHERE id=?1"
                      " AND (title IS NOT ?2 OR site_url IS NOT ?3 OR description IS NOT ?4 OR "
                      "language IS NOT ?5)",
                      error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, feed_id);
    store_bind_text(update, 2, document->title);
    store_bind_text(update, 3, document->site_url);
    store_bind_text(update, 4, document->description);
    store_bind_text(update, 5, document->language);
    return store_step_done(store, update, error);
}

/* The guids that items with different addresses share: they tell nothing of what an item is. */
static GHashTable *find_shared_guids(const struct feed_document *document)
{
    g_autoptr(GHashTable) owners = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *shared = g_hash_table_new(g_str_hash, g_str_equal);
    for (const struct feed_item *item = document->items; item; item = item->next) {
        const struct feed_item *owner = item->guid ? g_hash_table_lookup(owners, item->guid) : NULL;
        if (owner && item->url && owner->url && strcmp(owner->url, item->url) != 0)
            g_hash_table_add(shared, (gpointer)item->guid);
        else if (item->guid && !owner)
            g_hash_table_insert(owners, (gpointer)item->guid, (gpointer)item);
    }
    return shared;
}

/* The items to be stored: of those with one identity the document's first, else they would replace
 * each other with each reload. */
static GArray *collect_candidates(const struct feed_document *document, guint max_items)
{
    GArray *candidates =
        g_array_sized_new(FALSE, FALSE, sizeof(struct candidate), document->n_items);
    g_autoptr(GHashTable) shared = find_shared_guids(document);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    guint n = 0;
    for (const struct feed_item *item = document->items; item && (!max_items || n < max_items);
         item = item->next, n++) {
        const bool is_guid_shared = item->guid && g_hash_table_contains(shared, item->guid);
        const struct candidate candidate = { item, hash_identity(item, is_guid_shared) };
        if (g_hash_table_add(seen, g_memdup2(&candidate.guid_hash, sizeof candidate.guid_hash)))
            g_array_append_val(candidates, candidate);
    }
    return candidates;
}

bool store_merge(struct store *store, const struct feed_document *document,
                 const struct feed_result *fetch, const struct merge_options *options,
                 struct merge_result *result, GError **error)
{
    g_autoptr(GArray) items = collect_candidates(document, options->max_items);
    *result = (struct merge_result){ 0 };
    if (!store_begin_inner(store, error))
        return false;
    const bool was_nested = store->is_nested;
    store->is_nested = true;
    bool ok = merge_set_feed(store, fetch->feed_id, document, error);
    for (guint i = items->len;
         ok && i-- > 0;) { /* last first: of one date, the document's first gets the highest id */
        struct draft draft;
        draft_init(&draft, &g_array_index(items, struct candidate, i), fetch->feed_id, fetch->at);
        ok = draft_merge(store, &draft, result, error);
    }
    ok = ok && store_set_result(store, fetch, error);
    store->is_nested = was_nested;
    if (ok)
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}
