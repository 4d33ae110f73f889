/* SPDX-License-Identifier: MIT */
/* Whole feeds and articles into the archive, and feeds out of it; item_body.c reads whole
 * articles. */
#include "store/exchange.h"

#include "base/arena.h"
#include "base/clock.h"
#include "draft.h"
#include "outbox_write.h"
#include "store/outbox.h"

#include <string.h>

#define MAX_ID                                                                                     \
    (G_GINT64_CONSTANT(1) << 40) /* greater ids are not kept, because search rows need room */

/* ---- feeds */

void feed_record_free(struct feed_record *record)
{
    if (!record)
        return;
    feed_row_clear(&record->row);
    g_free(record->name);
    g_free(record->description);
    g_free(record->language);
    g_strfreev(record->aliases);
    g_free(record);
}

struct feed_record *store_get_feed_record(struct store *store, gint64 id, GError **error)
{
    g_assert(store);
    g_autoptr(GError) failure = NULL;
    sqlite3_stmt *read = store_prepare(
        store, "SELECT title, name, description, language FROM feed WHERE id=?1", error);
    if (!read)
        return NULL;
    struct feed_row *row = store_find_feed(store, id, NULL, &failure);
    sqlite3_bind_int64(read, 1, id);
    if (!row || sqlite3_step(read) != SQLITE_ROW) {
        if (failure)
            g_propagate_error(error, g_steal_pointer(&failure));
        else
            g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "there is no feed %" G_GINT64_FORMAT, id);
        feed_row_free(row);
        sqlite3_reset(read);
        return NULL;
    }
    struct feed_record *record = g_new0(struct feed_record, 1);
    record->row = *row;
    g_free(row);
    g_free(record->row.title);
    record->row.title = store_column_text(read, 0);
    record->name = store_column_text(read, 1);
    record->description = store_column_text(read, 2);
    record->language = store_column_text(read, 3);
    sqlite3_reset(read);
    record->aliases =
        store_read_texts(store, "SELECT url FROM feed_alias WHERE feed_id=?1 ORDER BY url", id);
    return record;
}

/* Whether statement's table has no row with the id. */
static bool is_free(sqlite3_stmt *statement, gint64 id)
{
    if (!statement || id <= 0 || id > MAX_ID)
        return false;
    sqlite3_bind_int64(statement, 1, id);
    return !store_step_int(statement, 1);
}

static bool make_feed(struct store *store, const struct feed_record *record, gint64 *id,
                      GError **error)
{
    sqlite3_stmt *taken =
        store_prepare(store, "SELECT EXISTS(SELECT 1 FROM feed WHERE id=?1)", error);
    sqlite3_stmt *insert =
        store_prepare(store, "INSERT INTO feed(id, url, is_subscribed) VALUES(?1,?2,0)", error);
    if (!taken || !insert)
        return false;
    if (is_free(taken, record->row.id))
        sqlite3_bind_int64(insert, 1, record->row.id);
    store_bind_text(insert, 2, record->row.url);
    const bool ok = store_step_done(store, insert, error);
    *id = ok ? sqlite3_last_insert_rowid(store->db) : 0;
    return ok;
}

static bool set_feed_titles(struct store *store, gint64 id, const struct feed_record *record,
                            GError **error)
{
    sqlite3_stmt *update = store_prepare(
        store,
        "UPDATE feed SET title=ifnull(?2,title), site_url=ifnull(?3,site_url),"
        " description=ifnull(?4,description), language=ifnull(?5,language) WHERE id=?1",
        error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, id);
    store_bind_text(update, 2, record->row.title);
    store_bind_text(update, 3, record->row.site_url);
    store_bind_text(update, 4, record->description);
    store_bind_text(update, 5, record->language);
    return store_step_done(store, update, error);
}

static bool set_feed_state(struct store *store, gint64 id, const struct feed_record *record,
                           GError **error)
{
    const struct feed_row *row = &record->row;
    sqlite3_stmt *update = store_prepare(
        store,
        "UPDATE feed SET name=ifnull(name,?2), error=?3, last_fetch_at=?4, last_success_at=?5,"
        " next_fetch_at=?6, status=?7, n_failures=?8, is_gone=?9, etag=?10, last_modified=?11,"
        " moved_to=?12, n_moved=?13, body_hash=?14, ttl_s=?15, period_s=?16, skip_hours=?17,"
        " skip_days=?18, gap_s=?19, newest_at=?20, next_reason=?21 WHERE id=?1",
        error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, id);
    store_bind_text(update, 2, record->name);
    store_bind_text(update, 3, row->error);
    sqlite3_bind_int64(update, 4, row->last_fetch_at);
    sqlite3_bind_int64(update, 5, row->last_success_at);
    sqlite3_bind_int64(update, 6, row->next_fetch_at);
    sqlite3_bind_int(update, 7, row->status);
    sqlite3_bind_int64(update, 8, row->n_failures);
    sqlite3_bind_int(update, 9, row->is_gone);
    store_bind_text(update, 10, row->etag);
    store_bind_text(update, 11, row->last_modified);
    store_bind_text(update, 12, row->moved_to);
    sqlite3_bind_int64(update, 13, row->n_moved);
    sqlite3_bind_int64(update, 14, (gint64)row->body_hash);
    sqlite3_bind_int64(update, 15, row->rhythm.ttl_s);
    sqlite3_bind_int64(update, 16, row->rhythm.period_s);
    sqlite3_bind_int64(update, 17, row->rhythm.skip_hours);
    sqlite3_bind_int(update, 18, row->rhythm.skip_days);
    sqlite3_bind_int64(update, 19, row->rhythm.gap_s);
    sqlite3_bind_int64(update, 20, row->rhythm.newest_at);
    store_bind_text(update, 21, row->next_reason);
    return store_step_done(store, update, error);
}

static bool set_feed_aliases(struct store *store, gint64 id, char **aliases, GError **error)
{
    for (guint i = 0; aliases && aliases[i]; i++) {
        if (feed_find_id(store, aliases[i]))
            continue;
        sqlite3_stmt *insert = store_prepare(
            store, "INSERT OR IGNORE INTO feed_alias(url, feed_id) VALUES(?1,?2)", error);
        if (!insert)
            return false;
        store_bind_text(insert, 1, aliases[i]);
        sqlite3_bind_int64(insert, 2, id);
        if (!store_step_done(store, insert, error))
            return false;
    }
    return true;
}

static bool import_feed(struct store *store, const struct feed_record *record, bool keep_state,
                        gint64 *id, GError **error)
{
    *id = feed_find_id(store, record->row.url);
    for (guint i = 0; !*id && record->aliases && record->aliases[i]; i++)
        *id = feed_find_id(store, record->aliases[i]);
    if (!*id && !make_feed(store, record, id, error))
        return false;
    sqlite3_stmt *fetched =
        store_prepare(store, "SELECT last_fetch_at<>0 FROM feed WHERE id=?1", error);
    if (!fetched)
        return false;
    sqlite3_bind_int64(fetched, 1, *id);
    return store_step_int(fetched, 1) ||
           (set_feed_titles(store, *id, record, error) &&
            (!keep_state || (set_feed_state(store, *id, record, error) &&
                             set_feed_aliases(store, *id, record->aliases, error))));
}

bool store_import_feed(struct store *store, const struct feed_record *record, bool keep_state,
                       gint64 *id, GError **error)
{
    store_assert_writable(store);
    g_assert(record && record->row.url && id);
    *id = 0;
    if (!store_begin_inner(store, error))
        return false;
    if (import_feed(store, record, keep_state, id, error))
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}

/* ---- articles */

static struct feed_tag *make_tags(struct arena *arena, char **names)
{
    struct feed_tag *tags = NULL, **end = &tags;
    for (guint i = 0; names && names[i]; i++) {
        *end = arena_new0(arena, struct feed_tag);
        (*end)->name = names[i];
        end = &(*end)->next;
    }
    return tags;
}

static struct feed_enclosure *make_enclosures(struct arena *arena, const GPtrArray *enclosures)
{
    struct feed_enclosure *list = NULL, **end = &list;
    for (guint i = 0; enclosures && i < enclosures->len; i++) {
        const struct item_enclosure *enclosure = enclosures->pdata[i];
        *end = arena_new0(arena, struct feed_enclosure);
        **end = (struct feed_enclosure){ .url = enclosure->url,
                                         .type = enclosure->type,
                                         .title = enclosure->title,
                                         .description = enclosure->description,
                                         .medium = enclosure->medium,
                                         .width = enclosure->width,
                                         .height = enclosure->height,
                                         .size_bytes = enclosure->size_bytes,
                                         .duration_s = (double)enclosure->duration_s };
        end = &(*end)->next;
    }
    return list;
}

/* The article as an item of a document; borrows from body and arena. */
static struct feed_item *make_item(struct arena *arena, const struct item_body *body)
{
    struct feed_item *item = arena_new0(arena, struct feed_item);
    struct feed_person *author = arena_new0(arena, struct feed_person);
    author->name = body->row.author;
    const char *content = body->content ? body->content : "";
    *item = (struct feed_item){
        .guid = body->guid,
        .url = body->row.url,
        .title = body->row.title,
        .html = body->is_text ? NULL : content,
        .text = body->is_text ? content : NULL,
        .base_url = body->base_url,
        .summary = body->summary,
        .image = body->image,
        .language = body->language,
        .comments_url = body->comments_url,
        .source_title = body->source_title,
        .source_url = body->source_url,
        .published_at = body->published_at ? body->published_at : FEED_NO_TIME,
        .updated_at = body->updated_at ? body->updated_at : FEED_NO_TIME,
        .authors = author->name ? author : NULL,
        .tags = make_tags(arena, body->tags),
        .enclosures = make_enclosures(arena, body->enclosures),
    };
    return item;
}

/* *has_changed is set if the user did not have one of the tags before. */
static bool add_own_tags(struct store *store, gint64 id, char **tags, bool *has_changed,
                         GError **error)
{
    for (guint i = 0; tags && tags[i]; i++) {
        sqlite3_stmt *add = store_prepare(store,
                                          "INSERT INTO item_tag(item_id,tag,is_own) VALUES(?1,?2,1)"
                                          " ON CONFLICT DO UPDATE SET is_own=1 WHERE is_own=0",
                                          error);
        if (!add)
            return false;
        sqlite3_bind_int64(add, 1, id);
        store_bind_text(add, 2, tags[i]);
        if (!store_step_done(store, add, error))
            return false;
        *has_changed |= sqlite3_changes(store->db) > 0;
    }
    return true;
}

/* Notes in the outbox what mark_known() is about to change. */
static bool note_marks(struct store *store, gint64 id, const struct item_body *body, GError **error)
{
    struct outbox_writer outbox;
    sqlite3_stmt *read =
        store_prepare(store, "SELECT is_read, is_starred FROM item WHERE id=?1", error);
    if (!read || !outbox_begin(store, &outbox, NULL, error))
        return false;
    if (!outbox.is_wanted)
        return true;
    sqlite3_bind_int64(read, 1, id);
    const bool is_there = sqlite3_step(read) == SQLITE_ROW;
    const bool becomes_read = is_there && body->row.is_read && !sqlite3_column_int(read, 0);
    const bool becomes_starred = is_there && body->row.is_starred && !sqlite3_column_int(read, 1);
    sqlite3_reset(read);
    return (!becomes_read || outbox_add(store, &outbox, id, OUTBOX_READ, 1, error)) &&
           (!becomes_starred || outbox_add(store, &outbox, id, OUTBOX_STARRED, 1, error)) &&
           outbox_end(store, &outbox, error);
}

static bool mark_known(struct store *store, gint64 id, const struct item_body *body,
                       enum import_outcome *outcome, GError **error)
{
    sqlite3_stmt *mark =
        store_prepare(store,
                      "UPDATE item SET is_read=max(is_read,?2), is_starred=max(is_starred,?3),"
                      " is_deleted=max(is_deleted,?4) WHERE id=?1 AND (is_read<?2 OR is_starred<?3 "
                      "OR is_deleted<?4)",
                      error);
    if (!mark || !note_marks(store, id, body, error))
        return false;
    sqlite3_bind_int64(mark, 1, id);
    sqlite3_bind_int(mark, 2, body->row.is_read);
    sqlite3_bind_int(mark, 3, body->row.is_starred);
    sqlite3_bind_int(mark, 4, body->is_deleted);
    if (!store_step_done(store, mark, error))
        return false;
    bool has_changed = sqlite3_changes(store->db) > 0;
    const bool ok = add_own_tags(store, id, body->own_tags, &has_changed, error);
    *outcome = has_changed ? IMPORT_MARKED : IMPORT_SAME;
    return ok;
}

static bool add_revisions(struct store *store, gint64 id, const GPtrArray *revisions,
                          GError **error)
{
    for (guint i = 0; revisions && i < revisions->len; i++) {
        const struct item_revision *revision = revisions->pdata[i];
        if (!revision_write(store, id, revision->number, revision->until_at,
                            revision->title ? revision->title : "",
                            revision->is_text ? BODY_TEXT : 0, revision->content,
                            revision->content_len, error))
            return false;
    }
    return !revisions || !revisions->len || revision_count(store, id, error);
}

/* Articles whose id is below the index's watermark must be noted, or they would not be indexed. */
static bool note_for_search(struct store *store, gint64 id, GError **error)
{
    sqlite3_stmt *note = store_prepare(store,
                                       "INSERT OR IGNORE INTO search_changed SELECT ?1, 0"
                                       " FROM search_done WHERE item_id>=?1",
                                       error);
    if (!note)
        return false;
    sqlite3_bind_int64(note, 1, id);
    return store_step_done(store, note, error);
}

static bool insert_item(struct store *store, struct draft *draft, const struct item_body *body,
                        gint64 *id, GError **error)
{
    sqlite3_stmt *taken =
        store_prepare(store, "SELECT EXISTS(SELECT 1 FROM item WHERE id=?1)", error);
    sqlite3_stmt *insert = store_prepare(
        store,
        "INSERT INTO item(feed_id,guid_hash,sort_at,content_hash,link_hash,published_at,updated_at,"
        "title,url,author,arrived_at,id,is_read,is_starred,is_deleted,n_words,changed_at,revision)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,1)",
        error);
    if (!taken || !insert)
        return false;
    const gint64 changed_at = body->changed_at       ? body->changed_at
                              : body->row.is_changed ? draft->sort_at
                                                     : 0;
    draft_bind(draft, insert);
    sqlite3_bind_int64(insert, 1, draft->feed_id);
    sqlite3_bind_int64(insert, 2, (gint64)draft->guid_hash);
    sqlite3_bind_int64(insert, 11, draft->arrived_at);
    if (is_free(taken, body->row.id))
        sqlite3_bind_int64(insert, 12, body->row.id);
    sqlite3_bind_int(insert, 13, body->row.is_read);
    sqlite3_bind_int(insert, 14, body->row.is_starred);
    sqlite3_bind_int(insert, 15, body->is_deleted);
    sqlite3_bind_int64(insert, 16, body->row.n_words);
    if (changed_at)
        sqlite3_bind_int64(insert, 17, changed_at);
    if (!store_step_done(store, insert, error))
        return false;
    *id = sqlite3_last_insert_rowid(store->db);
    bool has_changed = false;
    return draft_write_body(store, draft, *id, false, error) &&
           add_own_tags(store, *id, body->own_tags, &has_changed, error) &&
           add_revisions(store, *id, body->revisions, error) &&
           (!body->full_text || store_set_full_text(store, *id, body->full_text, error)) &&
           note_for_search(store, *id, error);
}

static bool import_draft(struct store *store, struct draft *draft, const struct item_body *body,
                         enum import_outcome *outcome, GError **error)
{
    *outcome = IMPORT_NEW;
    if (!identity_match_one(store, draft, body->guid_hash, store->imported, error))
        return false;
    gint64 id = draft->known.id;
    const bool ok = id ? mark_known(store, id, body, outcome, error)
                       : insert_item(store, draft, body, &id, error);
    if (ok)
        g_hash_table_add(store->imported, g_memdup2(&id, sizeof id));
    return ok;
}

bool store_import_item(struct store *store, gint64 feed_id, const struct item_body *item,
                       enum import_outcome *outcome, GError **error)
{
    store_assert_writable(store);
    g_assert(feed_id > 0 && item && outcome);
    if (!store_begin_inner(store, error))
        return false;
    if (!store->is_nested)
        g_clear_pointer(&store->imported, g_hash_table_unref);
    if (!store->imported)
        store->imported = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    struct arena *arena = arena_new(1024);
    struct draft draft;
    draft_init(&draft, make_item(arena, item), feed_id,
               item->arrived_at ? item->arrived_at : clock_now_s());
    if (item->row.sort_at)
        draft.sort_at = item->row.sort_at;
    const bool ok = import_draft(store, &draft, item, outcome, error);
    draft_clear(&draft);
    arena_free(arena);
    if (ok)
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}

bool store_has_items(struct store *store)
{
    g_assert(store);
    return store_step_int(
        store_prepare(store,
                      "SELECT EXISTS(SELECT 1 FROM feed WHERE url<>'newsdeck:guide' AND"
                      " EXISTS(SELECT 1 FROM item WHERE feed_id=feed.id))",
                      NULL),
        0);
}
