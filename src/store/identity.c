/* SPDX-License-Identifier: MIT */
/* Which article an item is: carries out the rule of store/merge.h. */
#include "draft.h"

#include "base/hash.h"
#include "base/url.h"

#include <string.h>

#define MAX_NAMESAKES                                                                              \
    100 /* how many articles of one address or second are compared, newest first */

static guint64 hash_text(guint64 seed, const char *text)
{
    return text ? hash_add_bytes(seed + 1, text, strlen(text)) : seed;
}

/* The hash of the canonical address; 0 if the address identifies nothing: there is none, or it is
 * the site's front page. */
static guint64 hash_address(const char *url)
{
    if (!url || !*url)
        return 0;
    g_autofree char *canonical = url_canonicalize(url);
    if (url_is_http(url) && !canonical[strcspn(canonical, "/?#")])
        return 0;
    return hash_text(5, canonical);
}

static guint64 hash_words(const char *title, const char *content, gsize len, bool is_text)
{
    g_autofree char *words = draft_extract_words(content, len, is_text);
    return hash_text(hash_text(6, title), words);
}

/* The hash that replaces a missing guid: of address, title and date; without a date and an
 * identifying address, of title and words. */
static guint64 draft_make_guid_hash(struct draft *draft)
{
    const char *title = draft_get_title(draft);
    if (!draft->address_hash && draft->date == FEED_NO_TIME)
        return hash_words(title, draft->content, draft->content_len, draft->is_text);
    return hash_text(hash_text(4, draft->item->url), title) ^ (guint64)draft->date;
}

/* The hashes that identify the draft, as far as they depend on the draft alone. */
static void draft_identify(struct draft *draft, bool is_guid_shared)
{
    const struct feed_item *item = draft->item;
    draft->has_guid = item->guid && *item->guid && !is_guid_shared;
    draft->address_hash = hash_address(item->url);
    draft->guid_hash = draft->has_guid ? hash_text(1, item->guid) : draft_make_guid_hash(draft);
    draft->twin_hash = draft->address_hash ^ draft->content_hash ^ (guint64)draft->date;
}

static void draft_set_link(struct draft *draft)
{
    if (draft->address_hash && draft->first_namesake->n_namesakes == 1)
        draft->link_hash = draft->address_hash;
    else if (!draft->has_guid)
        draft->link_hash =
            hash_words(draft_get_title(draft), draft->content, draft->content_len, draft->is_text);
    else
        draft->link_hash = 0;
}

/* The guids that items with different addresses share: such a guid identifies nothing. */
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

static void draft_destroy(gpointer draft)
{
    draft_clear(draft);
}

/* The items seen so far, by their guids and by their addresses, and items that share an address by
 * what else they have in common. Keys are members of the drafts. */
struct seen {
    GHashTable *guids, *addresses, *twins;
};

/* Adds the draft; returns false if it repeats an earlier one. */
static bool seen_add(struct seen *seen, struct draft *draft)
{
    if (g_hash_table_contains(seen->guids, &draft->guid_hash))
        return false;
    struct draft *first =
        draft->address_hash ? g_hash_table_lookup(seen->addresses, &draft->address_hash) : NULL;
    if (first && first->n_namesakes == 1 && first->has_guid)
        g_hash_table_add(seen->twins, &first->twin_hash);
    if (first && draft->has_guid) {
        if (g_hash_table_contains(seen->twins, &draft->twin_hash))
            return false;
        g_hash_table_add(seen->twins, &draft->twin_hash);
    }
    g_hash_table_add(seen->guids, &draft->guid_hash);
    draft->first_namesake = first ? first : draft;
    draft->first_namesake->n_namesakes++;
    if (!first && draft->address_hash)
        g_hash_table_insert(seen->addresses, &draft->address_hash, draft);
    return true;
}

GArray *identity_collect(const struct feed_document *document, gint64 feed_id, gint64 arrived_at,
                         guint max_items)
{
    /* allocated in full, because drafts and tables point into it */
    GArray *drafts = g_array_sized_new(FALSE, FALSE, sizeof(struct draft), document->n_items + 1);
    g_autoptr(GHashTable) shared = find_shared_guids(document);
    struct seen seen = { g_hash_table_new(g_int64_hash, g_int64_equal),
                         g_hash_table_new(g_int64_hash, g_int64_equal),
                         g_hash_table_new(g_int64_hash, g_int64_equal) };
    guint n = 0;
    g_array_set_clear_func(drafts, draft_destroy);
    for (const struct feed_item *item = document->items;
         item && n < document->n_items && (!max_items || n < max_items); item = item->next, n++) {
        g_array_set_size(drafts, drafts->len + 1);
        struct draft *draft = &g_array_index(drafts, struct draft, drafts->len - 1);
        draft_init(draft, item, feed_id, arrived_at);
        draft_identify(draft, item->guid && g_hash_table_contains(shared, item->guid));
        if (!seen_add(&seen, draft))
            g_array_set_size(drafts, drafts->len - 1);
    }
    for (guint i = 0; i < drafts->len; i++)
        draft_set_link(&g_array_index(drafts, struct draft, i));
    g_hash_table_unref(seen.guids);
    g_hash_table_unref(seen.addresses);
    g_hash_table_unref(seen.twins);
    return drafts;
}

/* ---- finding the article */

/* The next row (id, content_hash, is_deleted, title, date) of statement; false at the end. */
static bool step_known(struct store *store, sqlite3_stmt *statement, struct known_item *known,
                       GError **error)
{
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        known->id = sqlite3_column_int64(statement, 0);
        known->content_hash = (guint64)sqlite3_column_int64(statement, 1);
        known->is_deleted = sqlite3_column_int(statement, 2);
        return true;
    }
    if (code != SQLITE_DONE)
        store_fail(store, error);
    return false;
}

static bool find_by_guid(struct store *store, struct draft *draft, GError **error)
{
    sqlite3_stmt *find = store_prepare(
        store, "SELECT id, content_hash, is_deleted FROM item WHERE feed_id=?1 AND guid_hash=?2",
        error);
    if (!find)
        return false;
    g_autoptr(GError) failure = NULL;
    sqlite3_bind_int64(find, 1, draft->feed_id);
    sqlite3_bind_int64(find, 2, (gint64)draft->guid_hash);
    step_known(store, find, &draft->known, &failure);
    sqlite3_reset(find);
    if (!failure)
        return true;
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
}

/* How certain it is that a row with the same address is the draft; 0: it is not. */
static guint compare_namesake(struct draft *draft, sqlite3_stmt *row)
{
    const bool is_dated = sqlite3_column_type(row, 4) != SQLITE_NULL;
    const bool has_date = draft->date != FEED_NO_TIME;
    const bool is_same_date = is_dated && has_date && sqlite3_column_int64(row, 4) == draft->date;
    const bool is_same_title =
        g_strcmp0((const char *)sqlite3_column_text(row, 3), draft_get_title(draft)) == 0;
    if (draft->link_hash != draft->address_hash)
        return 1; /* title and words are in the hash */
    /* without guids and dates, only the address can identify it */
    return 2 * is_same_title + is_same_date + (!is_dated && !has_date && !draft->has_guid);
}

/* Clauses 2 and 4. */
static bool find_by_link(struct store *store, struct draft *draft, GHashTable *claimed,
                         GError **error)
{
    sqlite3_stmt *find =
        store_prepare(store,
                      "SELECT id, content_hash, is_deleted, title, ifnull(published_at,updated_at)"
                      " FROM item WHERE feed_id=?1 AND link_hash=?2 ORDER BY id DESC LIMIT ?3",
                      error);
    if (!find)
        return false;
    g_autoptr(GError) failure = NULL;
    struct known_item known = { 0 };
    guint best = 0;
    sqlite3_bind_int64(find, 1, draft->feed_id);
    sqlite3_bind_int64(find, 2, (gint64)draft->link_hash);
    sqlite3_bind_int64(find, 3, MAX_NAMESAKES);
    while (step_known(store, find, &known, &failure)) {
        const guint likeness =
            g_hash_table_contains(claimed, &known.id) ? 0 : compare_namesake(draft, find);
        if (likeness > best) {
            best = likeness;
            draft->known = known;
        }
    }
    sqlite3_reset(find);
    if (!failure)
        return true;
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
}

/* Clause 3, among the articles in lists (by their place there), then among the deleted ones. */
static bool find_by_date(struct store *store, struct draft *draft, GHashTable *claimed,
                         GError **error)
{
    static const char *const sql[] = {
        "SELECT id, content_hash, is_deleted, title, ifnull(published_at,updated_at) FROM item"
        " WHERE feed_id=?1 AND sort_at IN(?2,?4) AND is_deleted=0 ORDER BY id DESC LIMIT ?3",
        "SELECT id, content_hash, is_deleted, title, ifnull(published_at,updated_at) FROM item"
        " WHERE feed_id=?1 AND ifnull(published_at,updated_at)=?2 AND is_deleted=1 LIMIT ?3",
    };
    const char *title = draft_get_title(draft);
    for (guint i = 0; !draft->known.id && i < G_N_ELEMENTS(sql); i++) {
        sqlite3_stmt *find = store_prepare(store, sql[i], error);
        if (!find)
            return false;
        g_autoptr(GError) failure = NULL;
        struct known_item known = { 0 };
        sqlite3_bind_int64(find, 1, draft->feed_id);
        sqlite3_bind_int64(find, 2, draft->date);
        sqlite3_bind_int64(find, 3, MAX_NAMESAKES);
        if (i == 0) /* days were not marked always */
            sqlite3_bind_int64(find, 4, draft->sort_at);
        while (!draft->known.id && step_known(store, find, &known, &failure))
            if (!g_hash_table_contains(claimed, &known.id) &&
                sqlite3_column_int64(find, 4) == draft->date &&
                g_strcmp0((const char *)sqlite3_column_text(find, 3), title) == 0)
                draft->known = known;
        sqlite3_reset(find);
        if (failure) {
            g_propagate_error(error, g_steal_pointer(&failure));
            return false;
        }
    }
    return true;
}

static guint64 hash_title_and_date(struct draft *draft)
{
    return hash_text((guint64)draft->date, draft_get_title(draft));
}

/* How often each title occurs with its date in the document: hash to number. */
static GHashTable *count_titles(GArray *drafts)
{
    GHashTable *counts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    for (guint i = 0; i < drafts->len; i++) {
        const guint64 hash = hash_title_and_date(&g_array_index(drafts, struct draft, i));
        const gpointer n = g_hash_table_lookup(counts, &hash);
        g_hash_table_insert(counts, g_memdup2(&hash, sizeof hash),
                            GUINT_TO_POINTER(GPOINTER_TO_UINT(n) + 1));
    }
    return counts;
}

/* Clauses 2 to 4. */
static bool find_otherwise(struct store *store, struct draft *draft, bool is_title_shared,
                           GHashTable *claimed, GError **error)
{
    if (draft->link_hash && !find_by_link(store, draft, claimed, error))
        return false;
    if (draft->known.id || is_title_shared || draft->date == FEED_NO_TIME ||
        !*draft_get_title(draft))
        return true;
    return find_by_date(store, draft, claimed, error);
}

bool identity_match(struct store *store, GArray *drafts, GError **error)
{
    g_autoptr(GHashTable) claimed = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GHashTable) titles = NULL;
    sqlite3_stmt *any =
        store_prepare(store, "SELECT EXISTS(SELECT 1 FROM item WHERE feed_id=?1)", error);
    if (!any)
        return false;
    if (drafts->len)
        sqlite3_bind_int64(any, 1, g_array_index(drafts, struct draft, 0).feed_id);
    if (!store_step_int(any, 1))
        return true; /* the first fetch: there is nothing to find */
    for (guint i = 0; i < drafts->len; i++) {
        struct draft *draft = &g_array_index(drafts, struct draft, i);
        if (!find_by_guid(store, draft, error))
            return false;
        if (draft->known.id)
            g_hash_table_add(claimed, &draft->known.id);
    }
    for (guint i = 0; i < drafts->len; i++) {
        struct draft *draft = &g_array_index(drafts, struct draft, i);
        if (draft->known.id)
            continue;
        if (!titles)
            titles = count_titles(drafts);
        const guint64 title = hash_title_and_date(draft);
        const bool is_shared = GPOINTER_TO_UINT(g_hash_table_lookup(titles, &title)) > 1;
        if (!find_otherwise(store, draft, is_shared, claimed, error))
            return false;
        if (!draft->known.id)
            continue;
        draft->is_taking_over = draft->has_guid;
        g_hash_table_add(claimed, &draft->known.id);
    }
    return true;
}

bool identity_match_one(struct store *store, struct draft *draft, guint64 guid_hash,
                        GHashTable *claimed, GError **error)
{
    draft_identify(draft, false);
    if (guid_hash)
        draft->guid_hash = guid_hash;
    draft->first_namesake = draft;
    draft->n_namesakes = 1;
    draft_set_link(draft);
    return find_by_guid(store, draft, error) &&
           (draft->known.id || find_otherwise(store, draft, false, claimed, error));
}

bool identity_take_over(struct store *store, const struct draft *draft, GError **error)
{
    sqlite3_stmt *item =
        store_prepare(store, "UPDATE item SET guid_hash=?2, link_hash=?3 WHERE id=?1", error);
    sqlite3_stmt *body = store_prepare(store, "UPDATE body SET guid=?2 WHERE item_id=?1", error);
    if (!item || !body)
        return false;
    sqlite3_bind_int64(item, 1, draft->known.id);
    sqlite3_bind_int64(item, 2, (gint64)draft->guid_hash);
    if (draft->link_hash)
        sqlite3_bind_int64(item, 3, (gint64)draft->link_hash);
    sqlite3_bind_int64(body, 1, draft->known.id);
    store_bind_text(body, 2, draft->item->guid);
    return store_step_done(store, item, error) && store_step_done(store, body, error);
}

/* ---- articles of format 1 */

static void run_link_hash(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct store *store = sqlite3_user_data(context);
    const char *guid = (const char *)sqlite3_value_text(values[0]);
    const char *url = (const char *)sqlite3_value_text(values[1]);
    guint64 hash = hash_address(url);
    (void)n;
    if (!hash && (!guid || !*guid)) {
        const int format = sqlite3_value_int(values[4]);
        gsize len = 0;
        g_autofree char *content =
            store_unpack(store, sqlite3_value_blob(values[3]),
                         (gsize)sqlite3_value_bytes(values[3]), format, &len);
        hash = hash_words((const char *)sqlite3_value_text(values[2]), content, len,
                          format & BODY_TEXT);
    }
    if (hash)
        sqlite3_result_int64(context, (gint64)hash);
}

bool identity_add_function(struct store *store, GError **error)
{
    return sqlite3_create_function_v2(store->db, "link_hash", 5, SQLITE_UTF8, store, run_link_hash,
                                      NULL, NULL, NULL) == SQLITE_OK ||
           store_fail(store, error);
}
