/* SPDX-License-Identifier: MIT */
/* Finds the article that an item is: clauses 1 to 4 of store/merge.h. */
#include "draft.h"

#include "likeness.h"

#include <string.h>

#define HOUR 3600
#define MONTH (30 * 24 * HOUR)
#define MAX_NAMESAKES 100   /* articles of one address or second that are compared, newest first */
#define MAX_COMPARISONS 400 /* of words, for one document */
#define SAME_WORDS 0.8      /* texts that have so much in common are versions of one */
#define OTHER_WORDS 0.4     /* texts that have no more in common are not */
#define TELLING_WORDS 5     /* a title of so many words is not used again on the same day */

/* One document's search. */
struct search {
    struct store *store;
    GHashTable *claimed; /* ids of articles that are other items of the document */
    /* an article of another archive, whose guids, dates and words may be written otherwise: the same
     * guid, or the same title and address or date, is enough */
    bool is_import;
    guint n_comparisons;
};

/* An article that may be the draft: what the queries below give. title is valid until the next
 * row. */
struct row {
    struct known_item known;
    const char *title, *url;
    gint64 date; /* or FEED_NO_TIME */
};

#define ROW_COLUMNS                                                                                \
    "id, content_hash, is_deleted, title, ifnull(published_at,updated_at), url FROM item"

/* The next row of statement; false at the end, with error set on failure. */
static bool step_row(struct store *store, sqlite3_stmt *statement, struct row *row, GError **error)
{
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const bool is_dated = sqlite3_column_type(statement, 4) != SQLITE_NULL;
        *row = (struct row){
            .known = { .id = sqlite3_column_int64(statement, 0),
                       .content_hash = (guint64)sqlite3_column_int64(statement, 1),
                       .is_deleted = sqlite3_column_int(statement, 2) },
            .title = (const char *)sqlite3_column_text(statement, 3),
            .date = is_dated ? sqlite3_column_int64(statement, 4) : FEED_NO_TIME,
            .url = (const char *)sqlite3_column_text(statement, 5),
        };
        return true;
    }
    if (code != SQLITE_DONE)
        store_fail(store, error);
    return false;
}

/* ---- evidence */

/* What is compared of a body: the guid and how alike the words are. A body that cannot be read is
 * like nothing. */
struct body_evidence {
    bool has_other_guid;
    double likeness;
};

static struct body_evidence compare_body(struct search *search, const struct draft *draft,
                                         gint64 id)
{
    struct body_evidence evidence = { 0 };
    sqlite3_stmt *read = NULL;
    if (search->n_comparisons++ < MAX_COMPARISONS)
        read = store_prepare(search->store,
                             "SELECT guid, format, content FROM body WHERE item_id=?1", NULL);
    if (!read)
        return (struct body_evidence){ .has_other_guid = true };
    sqlite3_bind_int64(read, 1, id);
    if (sqlite3_step(read) == SQLITE_ROW) {
        const char *guid = (const char *)sqlite3_column_text(read, 0);
        const int format = sqlite3_column_int(read, 1);
        gsize len = 0;
        g_autofree char *content = store_unpack(search->store, sqlite3_column_blob(read, 2),
                                                (gsize)sqlite3_column_bytes(read, 2), format, &len);
        g_autofree char *before = draft_extract_words(content, len, format & BODY_TEXT);
        g_autofree char *after =
            draft_extract_words(draft->content, draft->content_len, draft->is_text);
        evidence.likeness = likeness_measure(before, after);
        evidence.has_other_guid =
            draft->has_guid && guid && *guid && strcmp(guid, draft->item->guid) != 0;
        evidence.has_other_guid = evidence.has_other_guid && !search->is_import;
    }
    sqlite3_reset(read);
    return evidence;
}

static bool is_same_title(struct draft *draft, const struct row *row)
{
    return g_strcmp0(row->title, draft_get_title(draft)) == 0;
}

static bool is_same_date(const struct draft *draft, const struct row *row)
{
    return draft->date != FEED_NO_TIME && row->date == draft->date;
}

/* Addresses that identify their articles, and differ. */
static bool has_other_address(const struct draft *draft, const struct row *row)
{
    const guint64 hash = identity_hash_address(row->url);
    return hash && draft->address_hash && hash != draft->address_hash;
}

/* A date to the minute; one on the hour may be a day without a time, in some zone. */
static bool is_precise(gint64 date)
{
    return date != FEED_NO_TIME && date % HOUR != 0;
}

static bool is_telling(const char *title)
{
    guint n_words = 0;
    for (; *(title += strspn(title, " ")); title += strcspn(title, " "))
        n_words++;
    return n_words >= TELLING_WORDS;
}

/* ---- clause 1 */

/* The guid was given to another article: the title and the words are others, and so are the address
 * and the date, or the dates are a month apart. */
static bool is_other_article(struct search *search, struct draft *draft, const struct row *row)
{
    const bool is_dated = draft->date != FEED_NO_TIME && row->date != FEED_NO_TIME;
    const gint64 apart_s = is_dated ? ABS(draft->date - row->date) : 0;
    const bool is_moved = has_other_address(draft, row) && (!is_dated || apart_s >= HOUR);
    if (!(is_moved || apart_s > MONTH) || is_same_title(draft, row))
        return false;
    /* at its old address an article may be rewritten in part */
    const double likeness = compare_body(search, draft, row->known.id).likeness;
    return is_moved ? likeness < SAME_WORDS : likeness <= OTHER_WORDS;
}

/* The article that has guid_hash; row->known.id is 0 if there is none. Until the statement is reset
 * row may be used. */
static sqlite3_stmt *find_guid(struct search *search, gint64 feed_id, guint64 guid_hash,
                               struct row *row, GError **error)
{
    sqlite3_stmt *find = store_prepare(
        search->store, "SELECT " ROW_COLUMNS " WHERE feed_id=?1 AND guid_hash=?2", error);
    g_autoptr(GError) failure = NULL;
    *row = (struct row){ 0 };
    if (!find)
        return NULL;
    sqlite3_bind_int64(find, 1, feed_id);
    sqlite3_bind_int64(find, 2, (gint64)guid_hash);
    step_row(search->store, find, row, &failure);
    if (!failure)
        return find;
    sqlite3_reset(find);
    g_propagate_error(error, g_steal_pointer(&failure));
    return NULL;
}

static bool find_by_guid(struct search *search, struct draft *draft, GError **error)
{
    struct row row;
    sqlite3_stmt *find = find_guid(search, draft->feed_id, draft->guid_hash, &row, error);
    if (!find)
        return false;
    if (row.known.id && draft->has_guid && !search->is_import &&
        row.known.content_hash != draft->content_hash && is_other_article(search, draft, &row))
        draft->ousted_id = row.known.id;
    else
        draft->known = row.known;
    sqlite3_reset(find);
    return true;
}

/* The article that had the guid before it was known to be shared. */
static bool find_by_shared_guid(struct search *search, struct draft *draft, GError **error)
{
    struct row row;
    sqlite3_stmt *find = find_guid(search, draft->feed_id, draft->shared_guid_hash, &row, error);
    if (!find)
        return false;
    if (row.known.id && !g_hash_table_contains(search->claimed, &row.known.id) &&
        is_same_title(draft, &row) &&
        (is_same_date(draft, &row) ||
         compare_body(search, draft, row.known.id).likeness >= SAME_WORDS)) {
        draft->known = row.known;
        draft->is_taking_over = true;
    }
    sqlite3_reset(find);
    return true;
}

/* ---- clauses 2 to 4 */

/* What makes an article with the same address the draft; the more certain, the higher. */
enum rank {
    RANK_NONE,
    RANK_ALONE, /* the words, and only if no other article has the address */
    RANK_UNDATED,
    RANK_WORDS, /* the words, and the title or the date */
    RANK_DATE,
    RANK_TITLE,
    RANK_SURE,
};

static enum rank rank_namesake(struct search *search, struct draft *draft, const struct row *row)
{
    const bool has_title = is_same_title(draft, row), has_date = is_same_date(draft, row);
    if (draft->link_hash != draft->address_hash || (has_title && has_date))
        return RANK_SURE; /* title and words are in the hash, or all agrees */
    if (!draft->has_guid && (has_title || has_date))
        return has_title ? RANK_TITLE : RANK_DATE;
    /* without guids and dates, only the address can identify it */
    if (!draft->has_guid && draft->date == FEED_NO_TIME && row->date == FEED_NO_TIME)
        return RANK_UNDATED;
    const struct body_evidence body = compare_body(search, draft, row->known.id);
    if (!body.has_other_guid && (has_title || has_date))
        return has_title ? RANK_TITLE : RANK_DATE;
    if (has_date && is_precise(draft->date))
        return RANK_DATE;
    if (body.likeness < SAME_WORDS)
        return RANK_NONE;
    return has_title || has_date ? RANK_WORDS : RANK_ALONE;
}

static bool find_by_link(struct search *search, struct draft *draft, GError **error)
{
    sqlite3_stmt *find = store_prepare(
        search->store,
        "SELECT " ROW_COLUMNS " WHERE feed_id=?1 AND link_hash=?2 ORDER BY id DESC LIMIT ?3",
        error);
    if (!find)
        return false;
    g_autoptr(GError) failure = NULL;
    struct row row;
    enum rank best = RANK_NONE;
    guint n_rows = 0;
    sqlite3_bind_int64(find, 1, draft->feed_id);
    sqlite3_bind_int64(find, 2, (gint64)draft->link_hash);
    sqlite3_bind_int64(find, 3, MAX_NAMESAKES);
    for (; step_row(search->store, find, &row, &failure); n_rows++) {
        if (g_hash_table_contains(search->claimed, &row.known.id))
            continue;
        const enum rank rank = rank_namesake(search, draft, &row);
        if (rank > best) {
            best = rank;
            draft->known = row.known;
        }
    }
    sqlite3_reset(find);
    if (best == RANK_ALONE && n_rows > 1)
        draft->known = (struct known_item){ 0 };
    if (!failure)
        return true;
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
}

/* Whether an article with the same title and date is the draft. A title that is used again and a date
 * without a time prove nothing where guids or addresses differ. */
static bool is_same_by_date(struct search *search, struct draft *draft, const struct row *row)
{
    if (search->is_import || is_precise(draft->date) || is_telling(row->title))
        return true;
    const bool is_elsewhere = has_other_address(draft, row);
    if (!is_elsewhere && draft->address_hash && identity_hash_address(row->url))
        return true;
    const struct body_evidence body = compare_body(search, draft, row->known.id);
    return (!is_elsewhere && !body.has_other_guid) || body.likeness >= SAME_WORDS;
}

/* Clause 3, among the articles in lists (by their place there), then among the deleted ones. */
static bool find_by_date(struct search *search, struct draft *draft, GError **error)
{
    static const char *const sql[] = {
        "SELECT " ROW_COLUMNS
        " WHERE feed_id=?1 AND sort_at IN(?2,?4) AND is_deleted=0 ORDER BY id DESC LIMIT ?3",
        "SELECT " ROW_COLUMNS
        " WHERE feed_id=?1 AND ifnull(published_at,updated_at)=?2 AND is_deleted=1 LIMIT ?3",
    };
    for (guint i = 0; !draft->known.id && i < G_N_ELEMENTS(sql); i++) {
        sqlite3_stmt *find = store_prepare(search->store, sql[i], error);
        if (!find)
            return false;
        g_autoptr(GError) failure = NULL;
        struct row row;
        sqlite3_bind_int64(find, 1, draft->feed_id);
        sqlite3_bind_int64(find, 2, draft->date);
        sqlite3_bind_int64(find, 3, MAX_NAMESAKES);
        if (i == 0) /* days were not marked always */
            sqlite3_bind_int64(find, 4, draft->sort_at);
        while (!draft->known.id && step_row(search->store, find, &row, &failure))
            if (!g_hash_table_contains(search->claimed, &row.known.id) &&
                is_same_date(draft, &row) && is_same_title(draft, &row) &&
                is_same_by_date(search, draft, &row))
                draft->known = row.known;
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
    return identity_hash_text((guint64)draft->date, draft_get_title(draft));
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

static bool find_otherwise(struct search *search, struct draft *draft, bool is_title_shared,
                           GError **error)
{
    if (draft->shared_guid_hash && !find_by_shared_guid(search, draft, error))
        return false;
    if (!draft->known.id && draft->link_hash && !find_by_link(search, draft, error))
        return false;
    if (draft->known.id || is_title_shared || draft->date == FEED_NO_TIME ||
        !*draft_get_title(draft))
        return true;
    return find_by_date(search, draft, error);
}

static bool match_by_guids(struct search *search, GArray *drafts, GError **error)
{
    for (guint i = 0; i < drafts->len; i++) {
        struct draft *draft = &g_array_index(drafts, struct draft, i);
        if (!find_by_guid(search, draft, error))
            return false;
        if (draft->known.id)
            g_hash_table_add(search->claimed, &draft->known.id);
    }
    return true;
}

bool identity_match(struct store *store, GArray *drafts, GError **error)
{
    g_autoptr(GHashTable) claimed = g_hash_table_new(g_int64_hash, g_int64_equal);
    g_autoptr(GHashTable) titles = NULL;
    struct search search = { .store = store, .claimed = claimed };
    sqlite3_stmt *any =
        store_prepare(store, "SELECT EXISTS(SELECT 1 FROM item WHERE feed_id=?1)", error);
    if (!any)
        return false;
    if (drafts->len)
        sqlite3_bind_int64(any, 1, g_array_index(drafts, struct draft, 0).feed_id);
    if (!store_step_int(any, 1))
        return true; /* the first fetch: there is nothing to find */
    if (!match_by_guids(&search, drafts, error))
        return false;
    for (guint i = 0; i < drafts->len; i++) {
        struct draft *draft = &g_array_index(drafts, struct draft, i);
        if (draft->known.id)
            continue;
        if (!titles)
            titles = count_titles(drafts);
        const guint64 title = hash_title_and_date(draft);
        const bool is_shared = GPOINTER_TO_UINT(g_hash_table_lookup(titles, &title)) > 1;
        if (!find_otherwise(&search, draft, is_shared, error))
            return false;
        if (!draft->known.id)
            continue;
        draft->is_taking_over = draft->is_taking_over || draft->has_guid;
        g_hash_table_add(claimed, &draft->known.id);
    }
    return true;
}

bool identity_match_one(struct store *store, struct draft *draft, guint64 guid_hash,
                        GHashTable *claimed, GError **error)
{
    struct search search = { .store = store, .claimed = claimed, .is_import = true };
    identity_set_alone(draft, guid_hash);
    return find_by_guid(&search, draft, error) &&
           (draft->known.id || find_otherwise(&search, draft, false, error));
}
