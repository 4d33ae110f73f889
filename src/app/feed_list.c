/* SPDX-License-Identifier: MIT */
/* The list of feeds as the rows of a tree, built again from the archive's counts whenever they have
 * changed. */
#include "app/feed_list.h"

#include "app/feeds_file.h"
#include "app/fetch.h"
#include "app/service.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed_tree.h"
#include "feeds_check.h"
#include "private.h"
#include "store/item_row.h"
#include "store/search.h"

#include <string.h>

#define COUNTS_EVERY_MS 2000
#define CHANGES_EVERY_MS 1000 /* between two looks whether another process has written */
#define RECOUNT_EVERY_MS 60   /* the list follows a fetch in steps of this */

struct feed_list {
    struct app *app;
    GPtrArray *feeds;    /* of struct feed_row *, all that have articles or a subscription, by id */
    GStringChunk *texts; /* what rows point to */
    GArray *rows;        /* of struct feed_list_row: those on screen */
    GHashTable *folded;  /* paths */
    GHashTable *counts;  /* of smart feeds: query -> number of unread articles */
    GQueue asked;        /* of struct question *: counts that the query thread works on */
    gint64 asked_ms;
    bool are_counts_stale;
    bool is_dirty;
    gint64 refreshed_ms, changes_checked_ms;
};

/* What the feeds file says may hold anything; without a title the address is one, without scheme,
 * user and password. */
static void feed_clean(struct feed_row *feed)
{
    g_autofree char *url = url_redact(feed->url);
    const char *colon = strstr(url, "://");
    const char *title = feed->title && *feed->title ? feed->title : colon ? colon + 3 : url;
    char *clean = utf8_clean_line(title, strlen(title));
    g_free(feed->title);
    feed->title = clean;
}

static const char *keep(struct feed_list *list, const char *text)
{
    return text ? g_string_chunk_insert(list->texts, text) : NULL;
}

static void add_feed_row(struct feed_list *list, const struct feed_node *node, guint depth)
{
    const struct feed_row *feed = node->feed;
    g_autofree char *shown_url = url_redact(feed->url);
    const struct feed_list_row row = {
        .kind = FEED_LIST_FEED,
        .depth = depth,
        .feed_id = feed->id,
        .title = keep(list, feed->title),
        .url = keep(list, shown_url),
        .is_untitled =
            strstr(shown_url, "://") && g_str_equal(strstr(shown_url, "://") + 3, feed->title),
        .error = keep(list, feed->error),
        .unread = feed->unread,
        .total = feed->total,
        .is_gone = feed->is_gone,
        .is_loading = list->app->fetcher && fetcher_is_busy(list->app->fetcher, feed->id),
    };
    g_array_append_val(list->rows, row);
}

static void add_rows(struct feed_list *list, struct feed_node *folder, guint depth)
{
    const struct options *options = list->app->options;
    const bool show_read = options_get_bool(options, OPTION_SHOW_READ_FEEDS);
    feed_node_sort(folder, (enum option_feed_order)options_get_number(options, OPTION_FEED_ORDER));
    for (guint i = 0; i < folder->children->len; i++) {
        struct feed_node *node = folder->children->pdata[i];
        if (!show_read && !node->unread)
            continue;
        if (!node->children) {
            add_feed_row(list, node, depth);
            continue;
        }
        const char *name = strrchr(node->path, '/');
        const struct feed_list_row row = {
            .kind = FEED_LIST_FOLDER,
            .depth = depth,
            .title = keep(list, name ? name + 1 : node->path),
            .path = keep(list, node->path),
            .unread = node->unread,
            .total = node->total,
            .is_folded = g_hash_table_contains(list->folded, node->path),
        };
        g_array_append_val(list->rows, row);
        if (!row.is_folded)
            add_rows(list, node, depth + 1);
    }
}

/* ---- counts of smart feeds: computed in the background, shown as they come */

struct question {
    guint64 serial;
    char *query;
};

static void question_free(void *data)
{
    struct question *question = data;
    g_free(question->query);
    g_free(question);
}

/* Posts a query for each count, unless one is under way or the index has to be filled first: a count
 * is not worth waiting for. */
static void ask_counts(struct feed_list *list)
{
    const struct app *app = list->app;
    if (app->mode != APP_READER || list->asked.length || !list->are_counts_stale ||
        clock_monotonic_ms() - list->asked_ms < COUNTS_EVERY_MS ||
        store_count_unindexed(app->store))
        return;
    list->asked_ms = clock_monotonic_ms();
    list->are_counts_stale = false;
    for (guint i = 0; i < app->subscriptions->items->len; i++) {
        const struct subscription *subscription = app->subscriptions->items->pdata[i];
        if (subscription->kind != SUBSCRIPTION_QUERY || subscription->is_hidden)
            continue;
        struct question *question = g_new0(struct question, 1);
        question->serial = app_next_serial(list->app);
        question->query = g_strdup(subscription->expression);
        g_queue_push_tail(&list->asked, question);
        finder_post(app_get_finder(list->app), question->query, "unread", false, question->serial);
    }
}

static void take_count(struct feed_list *list, const struct event *event)
{
    for (GList *link = list->asked.head; link; link = link->next) {
        struct question *question = link->data;
        if (question->serial != event->serial)
            continue;
        if (event->ids) /* without an answer the last count stays */
            g_hash_table_insert(list->counts, g_strdup(question->query),
                                GINT_TO_POINTER((int)event->ids->len));
        g_queue_delete_link(&list->asked, link);
        question_free(question);
        list->is_dirty = true;
        return;
    }
}

static gint64 get_count(const struct feed_list *list, const char *query)
{
    gpointer count = NULL;
    return g_hash_table_lookup_extended(list->counts, query, NULL, &count) ? GPOINTER_TO_INT(count)
                                                                           : -1;
}

/* Why a smart feed finds nothing, or NULL; lives as long as the rows. */
static const char *find_problem(struct feed_list *list, const char *expression)
{
    guint column = 1;
    g_autofree char *problem = feeds_check_query(expression, &column);
    g_autofree char *text =
        problem ? g_strdup_printf("the query of this smart feed, character %u: %s", column, problem)
                : NULL;
    return text ? keep(list, text) : NULL;
}

static void add_fixed_rows(struct feed_list *list)
{
    gint64 total = 0, unread = 0, starred = 0;
    for (guint i = 0; list->feeds && i < list->feeds->len; i++) {
        const struct feed_row *feed = list->feeds->pdata[i];
        total += feed->total;
        unread += feed->unread;
        starred += feed->starred;
    }
    const struct feed_list_row rows[] = {
        { .kind = FEED_LIST_ALL, .title = "All articles", .unread = unread, .total = total },
        { .kind = FEED_LIST_UNREAD,
          .title = "Unread",
          .query = "unread",
          .unread = unread,
          .total = unread },
        { .kind = FEED_LIST_STARRED,
          .title = "Starred",
          .query = "starred",
          .unread = 0,
          .total = starred },
    };
    g_array_append_vals(list->rows, rows, G_N_ELEMENTS(rows));
    for (guint i = 0; i < list->app->subscriptions->items->len; i++) {
        const struct subscription *subscription = list->app->subscriptions->items->pdata[i];
        struct feed_list_row row = {
            .kind = FEED_LIST_QUERY,
            .title = keep(list, subscription->title ? subscription->title : subscription->name),
            .query = keep(list, subscription->expression),
            .unread = get_count(list, subscription->expression ? subscription->expression : ""),
            .total = -1,
        };
        if (subscription->kind != SUBSCRIPTION_QUERY || subscription->is_hidden)
            continue;
        row.error = find_problem(list, subscription->expression);
        g_array_append_val(list->rows, row);
    }
}

static void read_folded(struct feed_list *list)
{
    g_autoptr(GHashTable) states = store_get_states(list->app->store, "folded:");
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, states);
    while (g_hash_table_iter_next(&iterator, &key, &value))
        if (g_strcmp0(value, "1") == 0)
            g_hash_table_add(list->folded, g_strdup((const char *)key + strlen("folded:")));
}

static void clean_each(gpointer feed, gpointer unused)
{
    (void)unused;
    feed_clean(feed);
}

bool feed_list_recount(struct feed_list *list)
{
    if (!list->is_dirty)
        return false;
    GPtrArray *feeds = store_get_feeds(list->app->store, true, NULL);
    list->is_dirty = false;
    list->refreshed_ms = clock_monotonic_ms();
    if (!feeds)
        return false;
    if (list->feeds)
        g_ptr_array_unref(list->feeds);
    list->feeds = feeds;
    g_ptr_array_foreach(feeds, clean_each, NULL);
    g_string_chunk_clear(list->texts);
    g_array_set_size(list->rows, 0);
    add_fixed_rows(list);
    const struct app *app = list->app;
    struct feed_node *root =
        feed_tree_build(app->subscriptions, app->feed_ids, app->is_guide ? GUIDE_URL : NULL, feeds);
    add_rows(list, root, 0);
    feed_node_free(root);
    list->app->shown_max_id = store_get_max_id(list->app->store);
    return true;
}

struct feed_list *app_get_feed_list(struct app *app)
{
    return app_get_own(app, &feed_list_service);
}

static void mark_dirty(struct feed_list *list)
{
    list->are_counts_stale = true;
    list->is_dirty = true;
}

guint feed_list_get_length(const struct feed_list *list)
{
    return list->rows->len;
}

const struct feed_list_row *feed_list_get_row(const struct feed_list *list, guint index)
{
    return index < list->rows->len ? &g_array_index(list->rows, struct feed_list_row, index) : NULL;
}

static const char *row_get_key(const struct feed_list_row *row)
{
    return row->kind == FEED_LIST_FOLDER  ? row->path
           : row->kind == FEED_LIST_QUERY ? row->query
                                          : NULL;
}

guint feed_list_find(const struct feed_list *list, enum feed_list_kind kind, gint64 feed_id,
                     const char *path_or_query)
{
    for (guint i = 0; i < list->rows->len; i++) {
        const struct feed_list_row *row = feed_list_get_row(list, i);
        const char *key = row_get_key(row);
        if (row->kind == kind && row->feed_id == feed_id &&
            (!key || g_strcmp0(key, path_or_query) == 0))
            return i;
    }
    return G_MAXUINT;
}

void feed_list_set_folded(struct feed_list *list, const char *path, bool is_folded)
{
    g_autofree char *key = g_strconcat("folded:", path, NULL);
    if (is_folded)
        g_hash_table_add(list->folded, g_strdup(path));
    else
        g_hash_table_remove(list->folded, path);
    app_set_state(list->app, key, is_folded ? "1" : "0");
    list->is_dirty = true;
    feed_list_recount(list);
}

const char *feed_list_get_title(const struct feed_list *list, gint64 feed_id)
{
    const struct feed_row *feed = feed_tree_find(list->feeds, feed_id);
    return feed ? feed->title : "";
}

static void describe_time(GString *text, const char *name, gint64 at)
{
    g_autofree char *local = at ? date_format_local(at, "%Y-%m-%d %H:%M:%S") : NULL;
    g_string_append_printf(text, "%-14s %s\n", name, local ? local : "never");
}

char *feed_list_describe(const struct feed_list *list, gint64 feed_id)
{
    const struct feed_row *feed = feed_tree_find(list->feeds, feed_id);
    if (!feed)
        return NULL;
    g_autofree char *url = url_redact(feed->url);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s\n\n", feed->title);
    if (feed->error)
        g_string_append_printf(text, "%-14s %s\n", "Error", feed->error);
    if (feed->n_failures == 1)
        g_string_append_printf(text, "%-14s once\n", "Failed");
    else if (feed->n_failures)
        g_string_append_printf(text, "%-14s %u times in a row\n", "Failed", feed->n_failures);
    g_string_append_printf(text, "%-14s %s\n", "Address", url);
    if (feed->moved_to)
        g_string_append_printf(text, "%-14s %s (fetched there after three answers like this)\n",
                               "Moved to", feed->moved_to);
    if (feed->site_url)
        g_string_append_printf(text, "%-14s %s\n", "Site", feed->site_url);
    if (feed->status)
        g_string_append_printf(text, "%-14s HTTP %d\n", "Last answer", feed->status);
    describe_time(text, "Last fetch", feed->last_fetch_at);
    describe_time(text, "Last success", feed->last_success_at);
    g_autofree char *next = app_describe_schedule(list->app, feed);
    g_string_append_printf(text, "%-14s %s\n", "Next fetch", next);
    g_string_append_printf(text,
                           "%-14s %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
                           " unread, %" G_GINT64_FORMAT " starred\n",
                           "Articles", feed->total, feed->unread, feed->starred);
    return g_string_free(text, FALSE);
}

gint64 feed_list_find_unread(const struct feed_list *list, gint64 feed_id, bool backwards)
{
    const guint n = list->rows->len;
    guint start = feed_list_find(list, FEED_LIST_FEED, feed_id, NULL);
    if (start == G_MAXUINT)
        start = backwards ? 0 : n - 1;
    for (guint i = 1; i <= n; i++) {
        const guint index = backwards ? (start + 2 * n - i) % n : (start + i) % n;
        const struct feed_list_row *row = feed_list_get_row(list, index);
        if (row->kind == FEED_LIST_FEED && row->unread > 0 && row->feed_id != feed_id)
            return row->feed_id;
    }
    return 0;
}

/* ---- the service */

static void start(struct app *app, void *own)
{
    struct feed_list *list = own;
    list->app = app;
    list->texts = g_string_chunk_new(4096);
    list->rows = g_array_new(FALSE, FALSE, sizeof(struct feed_list_row));
    list->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    list->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_queue_init(&list->asked);
    read_folded(list);
    mark_dirty(list);
    feed_list_recount(list);
}

static void clear(G_GNUC_UNUSED struct app *app, void *own)
{
    struct feed_list *list = own;
    if (list->feeds)
        g_ptr_array_unref(list->feeds);
    g_string_chunk_free(list->texts);
    g_array_unref(list->rows);
    g_hash_table_destroy(list->folded);
    g_hash_table_destroy(list->counts);
    g_queue_clear_full(&list->asked, question_free);
}

static void take(G_GNUC_UNUSED struct app *app, void *own, struct event *event)
{
    struct feed_list *list = own;
    if (event->kind == EVENT_FOUND) {
        take_count(list, event);
        return;
    }
    mark_dirty(list);
    if (event->kind != EVENT_FEED) /* feeds come by the hundred: the next tick recounts */
        feed_list_recount(list);
}

static void tick(struct app *app, void *own, gint64 now_ms)
{
    struct feed_list *list = own;
    const bool is_fetching = app_get_progress(app).n_total > 0;
    if (now_ms - list->changes_checked_ms >= CHANGES_EVERY_MS) {
        list->changes_checked_ms = now_ms;
        if (store_has_changed(app->store)) {
            mark_dirty(list);
            if (!is_fetching)
                queue_post(app->events, event_new(EVENT_CHANGED), 0);
        }
    }
    if (list->is_dirty && now_ms - list->refreshed_ms >= RECOUNT_EVERY_MS)
        feed_list_recount(list);
    if (!is_fetching)
        ask_counts(list);
}

static gint64 get_wake_ms(G_GNUC_UNUSED const struct app *app, const void *own)
{
    const struct feed_list *list = own;
    const gint64 check_ms = list->changes_checked_ms + CHANGES_EVERY_MS;
    return list->is_dirty ? MIN(check_ms, list->refreshed_ms + RECOUNT_EVERY_MS) : check_ms;
}

const struct service feed_list_service = {
    .name = "feed list",
    .size = sizeof(struct feed_list),
    .events = 1u << EVENT_FEED | 1u << EVENT_FETCHED | 1u << EVENT_FEEDS | 1u << EVENT_EDIT |
              1u << EVENT_FOUND,
    .start = start,
    .take = take,
    .tick = tick,
    .get_wake_ms = get_wake_ms,
    .free = clear,
};
