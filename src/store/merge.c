/* SPDX-License-Identifier: MIT */
/* Stores a document's items in the archive; writes only what differs. */
#include "store/merge.h"

#include "draft.h"
#include "store/rhythm.h"

static bool merge_draft(struct store *store, struct draft *draft,
                        const struct merge_options *options, struct merge_result *result,
                        GError **error)
{
    if (draft->ousted_id && !identity_oust(store, draft, error))
        return false;
    if (!draft->known.id) {
        bool is_new = false;
        const bool ok = draft_insert(store, draft, &is_new, error);
        result->n_new += is_new;
        return ok;
    }
    if (draft->is_taking_over && !identity_take_over(store, draft, error))
        return false;
    if (draft->known.content_hash == draft->content_hash)
        return true;
    if (draft->known.is_deleted)
        return draft_follow(store, draft, error);
    bool is_changed = false;
    const bool ok = draft_update(store, draft, options, &is_changed, error);
    result->n_changed += is_changed;
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

/* Measures how often the feed has something new. */
static bool merge_set_rhythm(struct store *store, gint64 feed_id, GError **error)
{
    sqlite3_stmt *read =
        store_prepare(store,
                      "SELECT sort_at, published_at IS NULL AND updated_at IS NULL FROM item"
                      " WHERE feed_id=?1 AND is_deleted=0 ORDER BY sort_at DESC, id DESC LIMIT ?2",
                      error);
    sqlite3_stmt *update =
        store_prepare(store, "UPDATE feed SET gap_s=?2, newest_at=?3 WHERE id=?1", error);
    if (!read || !update)
        return false;
    gint64 dates[RHYTHM_ARTICLES], newest_at = 0;
    guint n = 0;
    int code;
    sqlite3_bind_int64(read, 1, feed_id);
    sqlite3_bind_int64(read, 2, RHYTHM_ARTICLES);
    while ((code = sqlite3_step(read)) == SQLITE_ROW) {
        const gint64 at = sqlite3_column_int64(read, 0);
        newest_at = MAX(newest_at, at);
        if (!sqlite3_column_int(read, 1))
            dates[n++] = at;
    }
    sqlite3_reset(read);
    if (code != SQLITE_DONE)
        return store_fail(store, error);
    sqlite3_bind_int64(update, 1, feed_id);
    sqlite3_bind_int64(update, 2, rhythm_measure(dates, n));
    sqlite3_bind_int64(update, 3, newest_at);
    return store_step_done(store, update, error);
}

static bool merge_all(struct store *store, const struct feed_document *document,
                      const struct feed_result *fetch, const struct merge_options *options,
                      struct merge_result *result, GError **error)
{
    g_autoptr(GArray) drafts =
        identity_collect(store, document, fetch->feed_id, fetch->at, options->max_items, error);
    if (!drafts || !merge_set_feed(store, fetch->feed_id, document, error) ||
        !identity_match(store, drafts, error))
        return false;
    /* the last one first: among items of one date, the document's first gets the highest id */
    for (guint i = drafts->len; i-- > 0;)
        if (!merge_draft(store, &g_array_index(drafts, struct draft, i), options, result, error))
            return false;
    return (!result->n_new || merge_set_rhythm(store, fetch->feed_id, error)) &&
           store_set_result(store, fetch, error);
}

bool store_merge(struct store *store, const struct feed_document *document,
                 const struct feed_result *fetch, const struct merge_options *options,
                 struct merge_result *result, GError **error)
{
    store_assert_writable(store);
    g_assert(document && fetch && fetch->feed_id > 0 && options && result);
    *result = (struct merge_result){ 0 };
    if (!store_begin_inner(store, error))
        return false;
    const bool was_nested = store->is_nested;
    store->is_nested = true;
    const bool ok = merge_all(store, document, fetch, options, result, error);
    store->is_nested = was_nested;
    if (ok)
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}
