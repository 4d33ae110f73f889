/* SPDX-License-Identifier: MIT */
/* The articles of one list. All articles, and the articles of a feed, are windows over an index;
 * what a query has found is a list of ids. Rows are read in blocks of BLOCK_ROWS and kept until
 * something changes. */
#include "app/headlines.h"

#include "base/clock.h"
#include "headlines_text.h"
#include "private.h"
#include "store/item_name.h"
#include "store/query.h"

#include <string.h>

#define BLOCK_ROWS 32
#define MAX_BLOCKS 64

struct headlines {
    struct app *app;
    enum feed_list_kind kind;
    gint64 feed_id;
    char *path_or_query, *title, *error;
    bool is_search, is_windowed;
    struct item_scope scope;
    gint64 length;
    GArray *ids;     /* of a query; NULL until it was answered */
    guint64 serial;  /* of the question under way; 0: none */
    guint n_missing; /* articles that the last answer could not look at yet */
    bool is_stale;   /* something has changed since the question */
    gint64 asked_ms;
    char **words;
    guint last_index;   /* where a row was last asked for */
    GHashTable *blocks; /* number -> GPtrArray of struct item_row *, NULL for rows that are gone */
    struct item_row *shown;
    struct snippets *snippets; /* of a search */
};

static void block_unref(void *block)
{
    g_ptr_array_unref(block);
}

static void row_free(void *row)
{
    item_row_free(row);
}

/* ---- what the list asks for */

/* The options of the list's feed, else the app's. */
const struct options *headlines_get_options(const struct headlines *headlines)
{
    const struct subscription *subscription =
        headlines->kind == FEED_LIST_FEED
            ? app_find_subscription(headlines->app, headlines->feed_id)
            : NULL;
    return subscription ? subscription->options : headlines->app->options;
}

static char *build_restriction(const struct headlines *headlines)
{
    const struct options *options = headlines_get_options(headlines);
    static const char *const sorts[] = {
        [OPTION_SORT_NEWEST] = "sort:-date",
        [OPTION_SORT_OLDEST] = "sort:date",
        [OPTION_SORT_TITLE] = "sort:title",
        [OPTION_SORT_FEED] = "sort:feed",
    };
    GString *text = g_string_new(NULL);
    if (headlines->kind == FEED_LIST_FEED)
        g_string_append_printf(text, "feed-id:%" G_GINT64_FORMAT " ", headlines->feed_id);
    if (!headlines->is_search && headlines->kind != FEED_LIST_STARRED &&
        !options_get_bool(options, OPTION_SHOW_READ))
        g_string_append(text, "unread ");
    if (!headlines->is_search)
        g_string_append(text, sorts[options_get_number(options, OPTION_SORT)]);
    return g_string_free(text, FALSE);
}

static char *build_query(const struct headlines *headlines)
{
    switch (headlines->kind) {
    case FEED_LIST_UNREAD:
        return g_strdup("unread");
    case FEED_LIST_STARRED:
        return g_strdup("starred");
    case FEED_LIST_FOLDER: {
        GString *quoted = g_string_new("folder:\"");
        for (const char *c = headlines->path_or_query; *c; c++) {
            if (*c == '"' || *c == '\\')
                g_string_append_c(quoted, '\\');
            g_string_append_c(quoted, *c);
        }
        g_string_append_c(quoted, '"');
        return g_string_free(quoted, FALSE);
    }
    case FEED_LIST_QUERY:
        return g_strdup(headlines->path_or_query);
    default:
        return g_strdup("");
    }
}

static void ask(struct headlines *headlines)
{
    g_autofree char *restriction = build_restriction(headlines);
    g_autofree char *query = build_query(headlines);
    headlines->serial = app_next_serial(headlines->app);
    headlines->is_stale = false;
    headlines->asked_ms = clock_monotonic_ms();
    finder_post(app_get_finder(headlines->app), query, restriction, headlines->is_search,
                headlines->serial);
}

struct headlines *headlines_new(struct app *app, enum feed_list_kind kind, gint64 feed_id,
                                const char *path_or_query, const char *title, bool is_search)
{
    struct headlines *headlines = g_new0(struct headlines, 1);
    headlines->app = app;
    headlines->kind = kind;
    headlines->feed_id = feed_id;
    const gint64 sort = options_get_number(headlines_get_options(headlines), OPTION_SORT);
    headlines->path_or_query = g_strdup(path_or_query);
    headlines->title = g_strdup(title);
    headlines->is_search = is_search;
    headlines->blocks = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, block_unref);
    headlines->is_windowed = (kind == FEED_LIST_ALL || kind == FEED_LIST_FEED) &&
                             (sort == OPTION_SORT_NEWEST || sort == OPTION_SORT_OLDEST) &&
                             options_get_bool(app->options, OPTION_SHOW_READ);
    if (headlines->is_windowed) {
        headlines->scope = (struct item_scope){ .feed_id = feed_id,
                                                .is_oldest_first = sort == OPTION_SORT_OLDEST };
        headlines->length = store_count_items(app->store, &headlines->scope);
    } else {
        ask(headlines);
    }
    if (is_search) {
        struct query *query = query_parse_any(path_or_query, NULL);
        headlines->words = query ? query_get_words(query) : NULL;
        headlines->snippets = snippets_new(app->store, headlines->words);
        query_free(query);
    }
    return headlines;
}

void headlines_free(struct headlines *headlines)
{
    if (!headlines)
        return;
    if (headlines->ids)
        g_array_unref(headlines->ids);
    g_hash_table_destroy(headlines->blocks);
    snippets_free(headlines->snippets);
    g_strfreev(headlines->words);
    g_free(headlines->path_or_query);
    g_free(headlines->title);
    g_free(headlines->error);
    g_free(headlines);
}

const char *headlines_get_title(const struct headlines *headlines)
{
    if (headlines->kind == FEED_LIST_FEED) /* it may have been renamed meanwhile */
        return feed_list_get_title(app_get_feed_list(headlines->app), headlines->feed_id);
    return headlines->title;
}

bool headlines_is_mixed(const struct headlines *headlines)
{
    return headlines->kind != FEED_LIST_FEED;
}

bool headlines_is_loading(const struct headlines *headlines)
{
    return !headlines->is_windowed && !headlines->ids && !headlines->error;
}

const char *headlines_get_error(const struct headlines *headlines)
{
    return headlines->error;
}

bool headlines_is_search(const struct headlines *headlines)
{
    return headlines->is_search;
}

char **headlines_get_words(const struct headlines *headlines)
{
    return headlines->words;
}

enum feed_list_kind headlines_get_kind(const struct headlines *headlines)
{
    return headlines->kind;
}

gint64 headlines_get_feed_id(const struct headlines *headlines)
{
    return headlines->feed_id;
}

const char *headlines_get_query(const struct headlines *headlines)
{
    return headlines->path_or_query;
}

GArray *headlines_collect_ids(const struct headlines *headlines)
{
    if (headlines->kind == FEED_LIST_ALL || headlines->kind == FEED_LIST_FEED)
        return NULL;
    return headlines->ids ? g_array_ref(headlines->ids) : g_array_new(FALSE, FALSE, sizeof(gint64));
}

/* ---- rows */

guint headlines_get_length(const struct headlines *headlines)
{
    return headlines->is_windowed ? (guint)MIN(headlines->length, G_MAXINT)
           : headlines->ids       ? headlines->ids->len
                                  : 0;
}

/* A block of the rows of ids; an article that is gone leaves its position empty. */
static GPtrArray *read_ids_block(const struct headlines *headlines, guint start, guint n)
{
    const gint64 *ids = &g_array_index(headlines->ids, gint64, start);
    GPtrArray *found = store_get_rows(headlines->app->store, ids, n, NULL);
    GPtrArray *block = g_ptr_array_new_with_free_func(row_free);
    g_ptr_array_set_size(block, (int)n);
    for (guint i = 0, next = 0; found && i < n && next < found->len; i++) {
        struct item_row *row = found->pdata[next];
        if (row->id != ids[i])
            continue;
        block->pdata[i] = row;
        found->pdata[next++] = NULL;
    }
    if (found) {
        g_ptr_array_set_free_func(found, NULL);
        g_ptr_array_unref(found);
    }
    return block;
}

static GPtrArray *get_block(struct headlines *headlines, guint number)
{
    GPtrArray *block = g_hash_table_lookup(headlines->blocks, GUINT_TO_POINTER(number));
    if (block)
        return block;
    const guint start = number * BLOCK_ROWS;
    const guint n = MIN(BLOCK_ROWS, headlines_get_length(headlines) - start);
    if (g_hash_table_size(headlines->blocks) >= MAX_BLOCKS)
        g_hash_table_remove_all(headlines->blocks);
    block = headlines->is_windowed
                ? store_get_window(headlines->app->store, &headlines->scope, start, n, NULL)
                : read_ids_block(headlines, start, n);
    store_name_rows(headlines->app->store, block);
    if (block)
        g_hash_table_insert(headlines->blocks, GUINT_TO_POINTER(number), block);
    return block;
}

const struct item_row *headlines_get_row(struct headlines *headlines, guint index)
{
    static const struct item_row gone = { .title = (char *)"(deleted)", .is_read = true };
    if (index >= headlines_get_length(headlines))
        return NULL;
    headlines->last_index = index;
    GPtrArray *block = get_block(headlines, index / BLOCK_ROWS);
    if (!block || index % BLOCK_ROWS >= block->len)
        return &gone;
    struct item_row *row = block->pdata[index % BLOCK_ROWS];
    if (!row)
        return &gone;
    app_apply_pending(headlines->app, row);
    return row;
}

guint headlines_find(struct headlines *headlines, gint64 item_id)
{
    for (guint i = 0; headlines->ids && i < headlines->ids->len; i++)
        if (g_array_index(headlines->ids, gint64, i) == item_id)
            return i;
    if (!headlines->is_windowed || !item_id)
        return G_MAXUINT;
    g_autoptr(GPtrArray) rows = store_get_rows(headlines->app->store, &item_id, 1, NULL);
    const struct item_row *row = rows && rows->len ? rows->pdata[0] : NULL;
    if (!row || (headlines->scope.feed_id && row->feed_id != headlines->scope.feed_id))
        return G_MAXUINT;
    return (guint)store_get_rank(headlines->app->store, &headlines->scope, row->sort_at, row->id,
                                 headlines->last_index);
}

/* ---- following what happens */

static GHashTable *ids_to_set(const GArray *ids)
{
    GHashTable *set = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < ids->len; i++)
        g_hash_table_add(set, &g_array_index(ids, gint64, i));
    return set;
}

/* The new answer, with the rows of the old answer that no longer match, each behind the same
 * neighbour: what was read does not vanish under the reader's eyes. */
static GArray *ids_merge(const GArray *old, const GArray *found)
{
    g_autoptr(GHashTable) in_found = ids_to_set(found);
    g_autoptr(GHashTable) in_old = ids_to_set(old);
    GArray *merged = g_array_sized_new(FALSE, FALSE, sizeof(gint64), found->len + 16);
    guint next = 0;
    for (guint i = 0; i <= found->len; i++) {
        const gint64 *id = i < found->len ? &g_array_index(found, gint64, i) : NULL;
        if (id && !g_hash_table_contains(in_old, id)) {
            g_array_append_val(merged, *id);
            continue;
        }
        for (; next < old->len; next++) {
            const gint64 *past = &g_array_index(old, gint64, next);
            if (id && *past == *id) {
                next++;
                break;
            }
            if (!g_hash_table_contains(in_found, past))
                g_array_append_val(merged, *past);
        }
        if (id)
            g_array_append_val(merged, *id);
    }
    return merged;
}

static void drop_deleted(struct headlines *headlines, GArray *ids)
{
    g_autoptr(GPtrArray) rows =
        store_get_rows(headlines->app->store, (const gint64 *)(void *)ids->data, ids->len, NULL);
    if (!rows || rows->len == ids->len)
        return;
    for (guint i = 0; i < rows->len; i++)
        g_array_index(ids, gint64, i) = ((struct item_row *)rows->pdata[i])->id;
    g_array_set_size(ids, rows->len);
}

/* The ids in an array that nobody else holds. */
static GArray *take_own_ids(struct headlines *headlines)
{
    GArray *own = g_array_copy(headlines->ids);
    g_array_unref(headlines->ids);
    headlines->ids = own;
    return own;
}

static void take_answer(struct headlines *headlines, const struct event *event)
{
    headlines->serial = 0;
    headlines->n_missing = event->n_total;
    g_clear_pointer(&headlines->error, g_free);
    if (!event->ids) {
        headlines->error = g_strdup(event->text);
        return;
    }
    GArray *ids = NULL;
    if (headlines->ids && !headlines->is_search) {
        ids = ids_merge(headlines->ids, event->ids);
        if (ids->len != event->ids->len)
            drop_deleted(headlines, ids);
    } else {
        ids = g_array_ref(event->ids);
    }
    if (headlines->ids)
        g_array_unref(headlines->ids);
    headlines->ids = ids;
    g_hash_table_remove_all(headlines->blocks);
    if (headlines->is_stale)
        ask(headlines);
}

bool headlines_handle(struct headlines *headlines, const struct event *event)
{
    if (event->kind == EVENT_FOUND) {
        if (event->serial != headlines->serial)
            return false;
        take_answer(headlines, event);
        return true;
    }
    if (event->kind == EVENT_INDEX) {
        if (event->n_total || !headlines->n_missing)
            return false;
        headlines->n_missing = 0;
        ask(headlines); /* the rest */
        return false;
    }
    const bool is_new = event->kind == EVENT_FEED && (event->n_new || event->n_changed) &&
                        (!headlines->feed_id || headlines->feed_id == event->feed_id);
    if (!is_new && event->kind != EVENT_EDIT && event->kind != EVENT_CHANGED &&
        event->kind != EVENT_FETCHED)
        return false;
    g_hash_table_remove_all(headlines->blocks);
    if (headlines->is_windowed) {
        headlines->length = store_count_items(headlines->app->store, &headlines->scope);
        return true;
    }
    if (event->is_deletion && headlines->ids)
        drop_deleted(headlines, take_own_ids(headlines));
    if (headlines->is_search && event->kind != EVENT_EDIT)
        return true;
    if (headlines->serial ||
        (event->kind == EVENT_FEED && clock_monotonic_ms() - headlines->asked_ms < 300))
        headlines->is_stale = true; /* one question at a time; EVENT_FETCHED asks at the latest */
    else if (event->kind != EVENT_EDIT || headlines->kind == FEED_LIST_STARRED || event->is_undo)
        ask(headlines);
    return true;
}

/* ---- positions and searches */

static char *place_key(const struct headlines *headlines)
{
    if (headlines->is_search)
        return NULL;
    return g_strdup_printf("list:%d:%" G_GINT64_FORMAT ":%s", headlines->kind, headlines->feed_id,
                           headlines->path_or_query ? headlines->path_or_query : "");
}

guint headlines_get_position(struct headlines *headlines)
{
    g_autofree char *key = place_key(headlines);
    g_autofree char *value = key ? store_get_state(headlines->app->store, key) : NULL;
    guint index = value ? headlines_find(headlines, g_ascii_strtoll(value, NULL, 10)) : G_MAXUINT;
    return index == G_MAXUINT || index >= headlines_get_length(headlines) ? 0 : index;
}

void headlines_set_position(struct headlines *headlines, guint index)
{
    g_autofree char *key = place_key(headlines);
    const struct item_row *row = headlines_get_row(headlines, index);
    if (!key || !row || !row->id)
        return;
    g_autofree char *value = g_strdup_printf("%" G_GINT64_FORMAT, index ? row->id : 0);
    g_autofree char *old = store_get_state(headlines->app->store, key);
    if (g_strcmp0(old, value) != 0 && (index || old))
        app_set_state(headlines->app, key, value);
}

/* Among ids: the rows are looked at; blocks make that cheap enough for what queries find. */
static guint find_unread_in_ids(struct headlines *headlines, guint index, bool backwards)
{
    const guint n = headlines_get_length(headlines);
    for (guint i = index == G_MAXUINT ? (backwards ? n : 0)
                   : backwards        ? index
                                      : index + 1;
         backwards ? i > 0 : i < n; backwards ? i-- : i++) {
        const guint at = backwards ? i - 1 : i;
        const struct item_row *row = headlines_get_row(headlines, at);
        if (row && row->id && !row->is_read)
            return at;
    }
    return G_MAXUINT;
}

guint headlines_find_unread(struct headlines *headlines, guint index, bool backwards)
{
    if (!headlines->is_windowed)
        return find_unread_in_ids(headlines, index, backwards);
    const struct item_row *from = index == G_MAXUINT ? NULL : headlines_get_row(headlines, index);
    struct item_row position = from ? *from : (struct item_row){ 0 };
    position.title = position.url = position.author = NULL;
    const bool towards_newer = backwards != headlines->scope.is_oldest_first;
    for (guint tries = 0; tries < 1000; tries++) {
        struct item_row *row = store_find_unread(headlines->app->store, headlines->scope.feed_id,
                                                 from ? &position : NULL, towards_newer);
        if (!row)
            return G_MAXUINT;
        app_apply_pending(headlines->app, row); /* read a moment ago, not on disk yet */
        const bool is_unread = !row->is_read;
        from = &position;
        position.id = row->id;
        position.sort_at = row->sort_at;
        item_row_free(row);
        if (is_unread)
            return (guint)store_get_rank(headlines->app->store, &headlines->scope, position.sort_at,
                                         position.id, headlines->last_index);
    }
    return G_MAXUINT;
}

struct app *headlines_get_app(const struct headlines *headlines)
{
    return headlines->app;
}

const char *headlines_get_snippet(struct headlines *headlines, guint index)
{
    const struct item_row *row = headlines->snippets ? headlines_get_row(headlines, index) : NULL;
    return row && row->id ? snippets_get(headlines->snippets, row->id) : NULL;
}
