/* SPDX-License-Identifier: MIT */
/* Writes one item into the archive: as a new article, or over a known one. */
#include "draft.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/markup.h"
#include "base/utf8.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TITLE_BYTES 2000
#define DERIVED_TITLE_BYTES 120
#define REVISION_MAX_BYTES (1u << 20)

static guint64 hash_text(guint64 seed, const char *text)
{
    return text ? hash_add_bytes(seed + 1, text, strlen(text)) : seed;
}

/* Of all that is stored: what is the same need not be written. */
static guint64 draft_hash_content(const struct draft *draft)
{
    const gint64 dates[] = { draft->item->published_at, draft->item->updated_at };
    guint64 hash = hash_add_bytes(draft->text_hash, dates, sizeof dates);
    hash = hash_text(hash, draft->item->authors ? draft->item->authors->name : NULL);
    for (const struct feed_tag *tag = draft->item->tags; tag; tag = tag->next)
        hash = hash_text(hash + 1, tag->name);
    hash = hash_text(hash, draft->item->title);
    hash = hash_text(hash, draft->item->url);
    for (const struct feed_enclosure *enclosure = draft->item->enclosures; enclosure;
         enclosure = enclosure->next)
        hash = hash_text(hash, enclosure->url);
    return hash;
}

void draft_init(struct draft *draft, const struct feed_item *item, gint64 feed_id,
                gint64 arrived_at)
{
    *draft = (struct draft){ .item = item, .feed_id = feed_id, .arrived_at = arrived_at };
    draft->is_text = !item->html && (item->text || !item->summary_is_html);
    draft->content = item->html ? item->html : item->text ? item->text : item->summary;
    draft->content_len = draft->content ? strlen(draft->content) : 0;
    const bool is_published = item->published_at != FEED_NO_TIME;
    draft->date = is_published ? item->published_at : item->updated_at;
    if (draft->date == FEED_NO_TIME || draft->date > arrived_at)
        draft->sort_at = arrived_at;
    else if (is_published ? item->published_is_day : item->updated_is_day)
        draft->sort_at = date_mark_day(draft->date);
    else
        draft->sort_at = date_unmark(draft->date);
    draft->text_hash = hash_bytes(draft->content ? draft->content : "", draft->content_len);
    draft->content_hash = draft_hash_content(draft);
}

void draft_clear(struct draft *draft)
{
    g_clear_pointer(&draft->title, g_free);
}

char *draft_extract_words(const char *content, gsize len, bool is_text)
{
    if (!content)
        return g_strdup("");
    if (!is_text)
        return markup_extract_text(content, len, 0, 0, NULL);
    char *words = g_utf8_make_valid(content, (gssize)len);
    utf8_collapse(words, strlen(words));
    return words;
}

/* The first words of the text, shown in lists if a feed gives no title, as microblogs do. Caller
 * frees. */
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

const char *draft_get_title(struct draft *draft)
{
    const char *title = draft->item->title;
    if (!draft->title && (!title || !*title)) {
        draft->title = draft_make_title(draft);
    } else if (!draft->title) {
        gsize len = strlen(title);
        if (len > MAX_TITLE_BYTES)
            len = (gsize)(g_utf8_find_prev_char(title, title + MAX_TITLE_BYTES) - title);
        draft->title = g_strndup(title, len);
    }
    return draft->title;
}

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text && *text)
        json_object_set_new(object, key, json_string(text));
}

static json_t *format_enclosures(const struct feed_item *item)
{
    json_t *enclosures = json_array();
    for (const struct feed_enclosure *enclosure = item->enclosures; enclosure;
         enclosure = enclosure->next) {
        json_t *entry = json_object();
        set_text(entry, "url", enclosure->url);
        set_text(entry, "type", enclosure->type);
        set_text(entry, "title", enclosure->title);
        set_text(entry, "description", enclosure->description);
        set_text(entry, "medium", enclosure->medium);
        if (enclosure->width)
            json_object_set_new(entry, "width", json_integer(enclosure->width));
        if (enclosure->height)
            json_object_set_new(entry, "height", json_integer(enclosure->height));
        json_object_set_new(entry, "size", json_integer(enclosure->size_bytes));
        const double duration = enclosure->duration_s;
        const gint64 whole = (gint64)duration;
        json_object_set_new(entry, "duration",
                            duration == (double)whole ? json_integer(whole) : json_real(duration));
        json_array_append_new(enclosures, entry);
    }
    return enclosures;
}

/* Values that few articles have, as JSON; NULL if this one has none of them. Free with free(). */
static char *draft_format_extra(const struct draft *draft)
{
    const struct feed_item *item = draft->item;
    const bool has_summary = item->summary && draft->content != item->summary;
    if (!has_summary && !item->enclosures && !item->comments_url && !item->image &&
        !item->thumbnail && !item->language && !item->source_title && !item->source_url)
        return NULL;
    json_t *extra = json_object();
    if (has_summary)
        set_text(extra, "summary", item->summary);
    set_text(extra, "comments_url", item->comments_url);
    set_text(extra, "image", item->image ? item->image : item->thumbnail);
    set_text(extra, "language", item->language);
    set_text(extra, "source_title", item->source_title);
    set_text(extra, "source_url", item->source_url);
    if (item->enclosures)
        json_object_set_new(extra, "enclosures", format_enclosures(item));
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

bool draft_write_body(struct store *store, const struct draft *draft, gint64 id, bool is_packed,
                      GError **error)
{
    sqlite3_stmt *put =
        store_prepare(store,
                      "INSERT OR REPLACE INTO body(item_id,format,content,guid,base_url,extra) "
                      "VALUES(?1,?2,?3,?4,?5,?6)",
                      error);
    if (!put)
        return false;
    int format = draft->is_text ? BODY_TEXT : 0;
    const void *content = draft->content ? draft->content : "";
    gsize len = draft->content_len;
    if (is_packed)
        content = store_pack(store, content, len, &len, &format);
    char *extra = draft_format_extra(draft);
    sqlite3_bind_int64(put, 1, id);
    sqlite3_bind_int(put, 2, format);
    sqlite3_bind_blob64(put, 3, content, len, SQLITE_STATIC);
    store_bind_text(put, 4, draft->item->guid);
    store_bind_text(put, 5, draft->item->base_url);
    store_bind_text(put, 6, extra);
    const bool ok = store_step_done(store, put, error) && draft_write_tags(store, draft, id, error);
    free(extra);
    return ok;
}

void draft_bind(struct draft *draft, sqlite3_stmt *statement)
{
    const struct feed_item *item = draft->item;
    sqlite3_bind_int64(statement, 3, draft->sort_at);
    sqlite3_bind_int64(statement, 4, (gint64)draft->content_hash);
    if (draft->link_hash)
        sqlite3_bind_int64(statement, 5, (gint64)draft->link_hash);
    if (item->published_at != FEED_NO_TIME)
        sqlite3_bind_int64(statement, 6, item->published_at);
    if (item->updated_at != FEED_NO_TIME)
        sqlite3_bind_int64(statement, 7, item->updated_at);
    store_bind_text(statement, 8, draft_get_title(draft));
    store_bind_text(statement, 9, item->url);
    store_bind_text(statement, 10, item->authors ? item->authors->name : NULL);
}

bool draft_insert(struct store *store, struct draft *draft, bool *is_new, GError **error)
{
    sqlite3_stmt *insert = store_prepare(
        store,
        "INSERT INTO item(feed_id,guid_hash,sort_at,content_hash,link_hash,published_at,updated_at,"
        "title,url,author,arrived_at) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
        " ON CONFLICT DO NOTHING",
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
    return !*is_new ||
           draft_write_body(store, draft, sqlite3_last_insert_rowid(store->db), false, error);
}

/* Compares the stored words with the draft's; if they differ, the stored text becomes a
 * revision. */
static bool draft_keep_old(struct store *store, struct draft *draft,
                           const struct merge_options *options, bool *is_changed, GError **error)
{
    sqlite3_stmt *read = store_prepare(
        store, "SELECT title, format, content FROM item LEFT JOIN body ON item_id=id WHERE id=?1",
        error);
    if (!read)
        return false;
    sqlite3_bind_int64(read, 1, draft->known.id);
    if (sqlite3_step(read) != SQLITE_ROW) {
        store_fail(store, error);
        sqlite3_reset(read);
        return false;
    }
    const int format = sqlite3_column_int(read, 1);
    const void *packed = sqlite3_column_blob(read, 2);
    const gsize packed_len = (gsize)sqlite3_column_bytes(read, 2);
    const char *title = (const char *)sqlite3_column_text(read, 0);
    gsize len = 0;
    g_autofree char *content = store_unpack(store, packed, packed_len, format, &len);
    g_autofree char *before = draft_extract_words(content, len, format & BODY_TEXT);
    g_autofree char *after =
        draft_extract_words(draft->content, draft->content_len, draft->is_text);
    *is_changed = strcmp(title, draft_get_title(draft)) != 0 || strcmp(before, after) != 0;
    const bool ok = !*is_changed || len > REVISION_MAX_BYTES ||
                    revision_add(store, draft->known.id, options, draft->arrived_at, title, format,
                                 packed, packed_len, error);
    sqlite3_reset(read);
    return ok;
}

/* Notes that the article's words changed, also for the search index. */
static bool draft_note_change(struct store *store, const struct draft *draft,
                              const struct merge_options *options, GError **error)
{
    sqlite3_stmt *note =
        store_prepare(store,
                      "INSERT OR IGNORE INTO search_changed SELECT id, revision FROM item"
                      " WHERE id=?1 AND id<=(SELECT item_id FROM search_done)",
                      error);
    sqlite3_stmt *mark = store_prepare(
        store, "UPDATE item SET revision=revision+1, changed_at=?2 WHERE id=?1", error);
    sqlite3_stmt *unread =
        store_prepare(store, "UPDATE item SET is_read=0 WHERE id=?1 AND is_read<>0", error);
    if (!note || !mark || !unread)
        return false;
    sqlite3_bind_int64(note, 1, draft->known.id);
    sqlite3_bind_int64(mark, 1, draft->known.id);
    sqlite3_bind_int64(mark, 2, draft->arrived_at);
    sqlite3_bind_int64(unread, 1, draft->known.id);
    return store_step_done(store, note, error) && store_step_done(store, mark, error) &&
           (!options->is_unread_on_change || store_step_done(store, unread, error));
}

/* The date in lists of an article whose date was missing, before 1990, or in the future when it
 * arrived; a sane one, if the feed has it now, replaces it. */
#define FIRST_SANE_DATE 631152000 /* 1990-01-01 */
#define SANE_SORT                                                                                  \
    "CASE WHEN ?11 AND (ifnull(published_at,updated_at) IS NULL OR"                                \
    " ifnull(published_at,updated_at) NOT BETWEEN " G_STRINGIFY(                                   \
        FIRST_SANE_DATE) " AND arrived_at)"                                                        \
                         " THEN ?3 ELSE sort_at END"

static void draft_bind_sanity(const struct draft *draft, sqlite3_stmt *statement)
{
    const bool is_sane = draft->date != FEED_NO_TIME && draft->date >= FIRST_SANE_DATE &&
                         draft->date <= draft->arrived_at;
    sqlite3_bind_int(statement, 11, is_sane);
}

bool draft_follow(struct store *store, struct draft *draft, GError **error)
{
    sqlite3_stmt *update = store_prepare(
        store,
        "UPDATE item SET content_hash=?4, link_hash=?5, published_at=?6, updated_at=?7, title=?8,"
        " url=?9, author=?10, sort_at=" SANE_SORT " WHERE id=?1",
        error);
    if (!update)
        return false;
    draft_bind(draft, update);
    draft_bind_sanity(draft, update);
    sqlite3_bind_int64(update, 1, draft->known.id);
    return store_step_done(store, update, error);
}

bool draft_update(struct store *store, struct draft *draft, const struct merge_options *options,
                  bool *is_changed, GError **error)
{
    const gint64 id = draft->known.id;
    if (!draft_keep_old(store, draft, options, is_changed, error) ||
        (*is_changed && !draft_note_change(store, draft, options, error)))
        return false;
    sqlite3_stmt *update = store_prepare(
        store,
        "UPDATE item SET content_hash=?4, link_hash=?5, published_at=?6, updated_at=?7, title=?8,"
        " url=?9, author=?10, sort_at=" SANE_SORT " WHERE id=?1",
        error);
    sqlite3_stmt *forget =
        store_prepare(store, "DELETE FROM item_tag WHERE item_id=?1 AND is_own=0", error);
    if (!update || !forget)
        return false;
    draft_bind(draft, update);
    draft_bind_sanity(draft, update);
    sqlite3_bind_int64(update, 1, id);
    sqlite3_bind_int64(forget, 1, id);
    return store_step_done(store, update, error) && store_step_done(store, forget, error) &&
           draft_write_body(store, draft, id, true, error);
}
