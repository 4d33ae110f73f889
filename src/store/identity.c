/* SPDX-License-Identifier: MIT */
/* What identifies an item: guids, addresses, and which of a document's items are the same. */
#include "draft.h"

#include "base/hash.h"
#include "base/url.h"

#include <string.h>

guint64 identity_hash_text(guint64 seed, const char *text)
{
    return text ? hash_add_bytes(seed + 1, text, strlen(text)) : seed;
}

guint64 identity_hash_address(const char *url)
{
    if (!url || !*url)
        return 0;
    g_autofree char *canonical = url_canonicalize(url);
    if (url_is_http(url) && !canonical[strcspn(canonical, "/?#")])
        return 0;
    return identity_hash_text(5, canonical);
}

static guint64 hash_words(const char *title, const char *content, gsize len, bool is_text)
{
    g_autofree char *words = draft_extract_words(content, len, is_text);
    return identity_hash_text(identity_hash_text(6, title), words);
}

/* The hash that replaces a missing guid: of address, title and date; without a date and an
 * identifying address, of title and words. */
static guint64 draft_make_guid_hash(struct draft *draft)
{
    const char *title = draft_get_title(draft);
    if (!draft->address_hash && draft->date == FEED_NO_TIME)
        return hash_words(title, draft->content, draft->content_len, draft->is_text);
    return identity_hash_text(identity_hash_text(4, draft->item->url), title) ^
           (guint64)draft->date;
}

/* The hashes that identify the draft, as far as they depend on the draft alone. */
static void draft_identify(struct draft *draft, bool is_guid_shared)
{
    const struct feed_item *item = draft->item;
    draft->has_guid = item->guid && *item->guid && !is_guid_shared;
    draft->shared_guid_hash = is_guid_shared ? identity_hash_text(1, item->guid) : 0;
    draft->guid_hash =
        draft->has_guid ? identity_hash_text(1, item->guid) : draft_make_guid_hash(draft);
    draft->twin_hash =
        identity_hash_text(draft->address_hash ^ draft->text_hash, draft_get_title(draft)) ^
        (guint64)draft->date;
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

/* The guids of the feed that identify nothing, by their hashes: those that earlier documents gave to
 * several articles, and those that this one does. */
struct shared_guids {
    GHashTable *known, *new;
};

static bool load_shared(struct store *store, gint64 feed_id, struct shared_guids *shared,
                        GError **error)
{
    sqlite3_stmt *read =
        store_prepare(store, "SELECT guid_hash FROM shared_guid WHERE feed_id=?1", error);
    int code = SQLITE_ERROR;
    if (!read)
        return false;
    sqlite3_bind_int64(read, 1, feed_id);
    while ((code = sqlite3_step(read)) == SQLITE_ROW) {
        const gint64 hash = sqlite3_column_int64(read, 0);
        g_hash_table_add(shared->known, g_memdup2(&hash, sizeof hash));
    }
    if (code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_reset(read);
    return code == SQLITE_DONE;
}

static bool save_shared(struct store *store, gint64 feed_id, const struct shared_guids *shared,
                        GError **error)
{
    GHashTableIter iterator;
    gpointer hash;
    g_hash_table_iter_init(&iterator, shared->new);
    while (g_hash_table_iter_next(&iterator, &hash, NULL)) {
        sqlite3_stmt *add =
            store_prepare(store, "INSERT OR IGNORE INTO shared_guid VALUES(?1,?2)", error);
        if (!add)
            return false;
        sqlite3_bind_int64(add, 1, feed_id);
        sqlite3_bind_int64(add, 2, *(gint64 *)hash);
        if (!store_step_done(store, add, error))
            return false;
    }
    return true;
}

/* Whether two items with one guid are different articles. A second version of an article in the
 * same document has its title or its date, and its address. */
static bool are_different(const struct draft *a, const struct draft *b)
{
    struct draft *left = (struct draft *)a, *right = (struct draft *)b; /* for their titles only */
    const bool is_same_title = !strcmp(draft_get_title(left), draft_get_title(right));
    const bool is_same_date = a->date == b->date;
    const bool is_undated = a->date == FEED_NO_TIME && b->date == FEED_NO_TIME;
    const bool is_same_text = a->text_hash == b->text_hash;
    if (a->address_hash && b->address_hash && a->address_hash != b->address_hash)
        return !(is_same_title && is_same_date && is_same_text);
    return !is_same_title && !(is_undated ? is_same_text : is_same_date);
}

/* Finds the guids that different articles of the document share. */
static void find_shared(GArray *drafts, struct shared_guids *shared)
{
    g_autoptr(GHashTable) owners = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < drafts->len; i++) {
        struct draft *draft = &g_array_index(drafts, struct draft, i);
        const char *guid = draft->item->guid;
        const struct draft *owner = guid && *guid ? g_hash_table_lookup(owners, guid) : NULL;
        const guint64 hash = guid ? identity_hash_text(1, guid) : 0;
        if (owner && are_different(owner, draft))
            g_hash_table_add(shared->new, g_memdup2(&hash, sizeof hash));
        else if (guid && *guid && !owner)
            g_hash_table_insert(owners, (gpointer)guid, draft);
    }
}

static bool is_shared(const struct shared_guids *shared, const char *guid)
{
    const guint64 hash = guid ? identity_hash_text(1, guid) : 0;
    return guid && *guid &&
           (g_hash_table_contains(shared->known, &hash) ||
            g_hash_table_contains(shared->new, &hash));
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

/* Nothing that could be shown: some generators leave such items behind. */
static bool is_empty(const struct feed_item *item)
{
    return !(item->guid && *item->guid) && !(item->url && *item->url) &&
           !(item->title && *item->title) && !item->html && !item->text && !item->summary &&
           !item->enclosures && !item->image && !item->thumbnail;
}

/* Takes the drafts that repeat an earlier one out of the array. */
static void drop_repeated(GArray *drafts)
{
    struct seen seen = { g_hash_table_new(g_int64_hash, g_int64_equal),
                         g_hash_table_new(g_int64_hash, g_int64_equal),
                         g_hash_table_new(g_int64_hash, g_int64_equal) };
    guint n_kept = 0;
    for (guint i = 0; i < drafts->len; i++) {
        struct draft *draft = &g_array_index(drafts, struct draft, i);
        struct draft *place = &g_array_index(drafts, struct draft, n_kept);
        if (place != draft) {
            draft_clear(place);
            *place = *draft;
            draft->title = NULL;
        }
        n_kept += seen_add(&seen, place);
    }
    g_array_set_size(drafts, n_kept);
    g_hash_table_unref(seen.guids);
    g_hash_table_unref(seen.addresses);
    g_hash_table_unref(seen.twins);
}

GArray *identity_collect(struct store *store, const struct feed_document *document, gint64 feed_id,
                         gint64 arrived_at, guint max_items, GError **error)
{
    /* allocated in full, because drafts and tables point into it */
    g_autoptr(GArray) drafts =
        g_array_sized_new(FALSE, FALSE, sizeof(struct draft), document->n_items + 1);
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GHashTable) new = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    struct shared_guids shared = { known, new };
    guint n = 0;
    g_array_set_clear_func(drafts, draft_destroy);
    for (const struct feed_item *item = document->items;
         item && n < document->n_items && (!max_items || n < max_items); item = item->next, n++) {
        if (is_empty(item))
            continue;
        g_array_set_size(drafts, drafts->len + 1);
        struct draft *draft = &g_array_index(drafts, struct draft, drafts->len - 1);
        draft_init(draft, item, feed_id, arrived_at);
        draft->address_hash = identity_hash_address(item->url);
    }
    find_shared(drafts, &shared);
    if (!load_shared(store, feed_id, &shared, error) ||
        !save_shared(store, feed_id, &shared, error))
        return NULL;
    for (guint i = 0; i < drafts->len; i++) {
        struct draft *draft = &g_array_index(drafts, struct draft, i);
        draft_identify(draft, is_shared(&shared, draft->item->guid));
    }
    drop_repeated(drafts);
    for (guint i = 0; i < drafts->len; i++)
        draft_set_link(&g_array_index(drafts, struct draft, i));
    return g_steal_pointer(&drafts);
}

void identity_set_alone(struct draft *draft, guint64 guid_hash)
{
    draft->address_hash = identity_hash_address(draft->item->url);
    draft_identify(draft, false);
    if (guid_hash)
        draft->guid_hash = guid_hash;
    draft->first_namesake = draft;
    draft->n_namesakes = 1;
    draft_set_link(draft);
}

bool identity_oust(struct store *store, const struct draft *draft, GError **error)
{
    sqlite3_stmt *update = store_prepare(store, "UPDATE item SET guid_hash=?2 WHERE id=?1", error);
    if (!update)
        return false;
    sqlite3_bind_int64(update, 1, draft->ousted_id);
    sqlite3_bind_int64(
        update, 2,
        (gint64)hash_add_bytes(draft->guid_hash, &draft->ousted_id, sizeof draft->ousted_id));
    return store_step_done(store, update, error);
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
    guint64 hash = identity_hash_address(url);
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
