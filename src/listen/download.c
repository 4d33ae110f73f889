/* SPDX-License-Identifier: MIT */
/* Enclosures fetched into files: a queue that outlives the program. Each entry is a state
 * "download:ARTICLE:N" in the archive; who writes a file holds a lock on it. */
#include "listen/download.h"

#include "app/edit.h"
#include "app/enclosure.h"
#include "app/engine.h"
#include "app/feed_list.h"
#include "app/reply.h"
#include "app/service.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/path.h"
#include "download_file.h"

#include <jansson.h>
#include <string.h>

#define STATE_PREFIX "download:"

enum { MAX_AT_ONCE = 2, SPEED_EVERY_MS = 900 };

struct entry {
    struct app_download shown; /* first: the two are one address */
    char *validator;           /* what the bytes that are there are known by, or NULL */
    struct net_download *file; /* while the answer is awaited */
    guint64 serial;            /* of that answer; 0: none is awaited */
    gint64 asked_at;           /* unix time: the order of the queue */
    gint64 looked_ms;          /* when the speed was measured last … */
    guint64 looked_bytes;      /* … and how much there was */
};

struct downloads {
    GPtrArray *entries; /* of struct entry *; NULL until they are looked at */
};

static const char *const state_names[DOWNLOAD_STATE_N] = { "waiting", "running", "done", "failed",
                                                           "stopped" };

static void entry_free(void *data)
{
    struct entry *entry = data;
    net_download_unref(entry->file);
    g_free(entry->shown.url);
    g_free(entry->shown.title);
    g_free(entry->shown.path);
    g_free(entry->shown.error);
    g_free(entry->validator);
    g_free(entry);
}

/* ---- the archive */

static char *format_key(gint64 item_id, guint n)
{
    return g_strdup_printf(STATE_PREFIX "%" G_GINT64_FORMAT ":%u", item_id, n);
}

static void entry_save(struct app *app, const struct entry *entry)
{
    const struct app_download *shown = &entry->shown;
    g_autofree char *key = format_key(shown->item_id, shown->n);
    json_t *json = json_pack(
        "{s:s, s:s, s:s, s:s, s:I, s:I, s:s*, s:s*}", "state", state_names[shown->state], "url",
        shown->url, "title", shown->title, "path", shown->path, "total", (json_int_t)shown->n_total,
        "asked", (json_int_t)entry->asked_at, "error", shown->error, "validator", entry->validator);
    char *text = json_dumps(json, JSON_COMPACT);
    app_set_state(app, key, text ? text : "");
    free(text);
    json_decref(json);
}

static enum download_state find_state(const char *name)
{
    for (guint i = 0; i < DOWNLOAD_STATE_N; i++)
        if (g_strcmp0(name, state_names[i]) == 0)
            return (enum download_state)i;
    return DOWNLOAD_STATE_N;
}

/* NULL for what was taken off the list. */
static struct entry *entry_parse(const char *key, const char *text)
{
    const char *state = NULL, *url = NULL, *title = NULL, *path = NULL, *error = NULL,
               *validator = NULL;
    json_int_t total = 0, asked = 0;
    char *rest = NULL;
    json_t *json = json_loads(text, 0, NULL);
    struct entry *entry = NULL;
    if (json &&
        json_unpack(json, "{s:s, s:s, s:s, s:s, s:I, s:I, s?s, s?s}", "state", &state, "url", &url,
                    "title", &title, "path", &path, "total", &total, "asked", &asked, "error",
                    &error, "validator", &validator) == 0 &&
        find_state(state) < DOWNLOAD_STATE_N) {
        entry = g_new0(struct entry, 1);
        entry->shown = (struct app_download){
            .item_id = g_ascii_strtoll(key + strlen(STATE_PREFIX), &rest, 10),
            .n = *rest == ':' ? (guint)g_ascii_strtoull(rest + 1, NULL, 10) : 0,
            .state = find_state(state),
            .url = g_strdup(url),
            .title = g_strdup(title),
            .path = g_strdup(path),
            .error = g_strdup(error),
            .n_total = total > 0 ? (guint64)total : 0,
        };
        entry->validator = g_strdup(validator);
        entry->asked_at = asked;
        if (entry->shown.state == DOWNLOAD_RUNNING)
            entry->shown.state = DOWNLOAD_WAITING; /* the program has ended meanwhile */
        entry->shown.n_done = entry->shown.state == DOWNLOAD_DONE ? entry->shown.n_total
                                                                  : download_file_measure(path);
    }
    json_decref(json);
    return entry;
}

static int entry_compare(gconstpointer a, gconstpointer b)
{
    const struct entry *left = *(struct entry *const *)a, *right = *(struct entry *const *)b;
    return left->asked_at < right->asked_at ? -1 : left->asked_at > right->asked_at;
}

static struct downloads *get_downloads(struct app *app)
{
    GHashTableIter iterator;
    gpointer key, text;
    struct downloads *downloads = app_get_own(app, &download_service);
    if (downloads->entries)
        return downloads;
    downloads->entries = g_ptr_array_new_with_free_func(entry_free);
    g_autoptr(GHashTable) states = store_get_states(app_get_store(app), STATE_PREFIX);
    g_hash_table_iter_init(&iterator, states);
    while (g_hash_table_iter_next(&iterator, &key, &text)) {
        struct entry *entry = entry_parse(key, text);
        if (entry)
            g_ptr_array_add(downloads->entries, entry);
    }
    g_ptr_array_sort(downloads->entries, entry_compare);
    return downloads;
}

/* ---- the queue */

static void entry_set_state(struct app *app, struct entry *entry, enum download_state state,
                            const char *error)
{
    g_free(entry->shown.error);
    entry->shown.error = g_strdup(error);
    entry->shown.state = state;
    entry->shown.bytes_per_s = 0;
    entry_save(app, entry);
}

/* The options of the feed that the article is of. */
static const struct options *find_options(struct app *app, gint64 item_id)
{
    g_autoptr(GPtrArray) rows = store_get_rows(app_get_store(app), &item_id, 1, NULL);
    const struct item_row *row = rows && rows->len ? rows->pdata[0] : NULL;
    return app_get_feed_options(app, row ? row->feed_id : 0);
}

static void take_end(struct app *app, void *data, void *answer);

static void entry_start(struct app *app, struct entry *entry)
{
    g_autoptr(GError) error = NULL;
    struct app_download *shown = &entry->shown;
    guint64 size = 0;
    const int fd = download_file_open(shown->path, &size, &error);
    if (fd < 0) {
        entry_set_state(app, entry, DOWNLOAD_FAILED, error->message);
        return;
    }
    entry->file = net_download_new_take(fd, size, entry->validator);
    entry->serial = reply_expect(app, take_end, entry);
    entry->looked_ms = clock_monotonic_ms();
    entry->looked_bytes = size;
    const char *pattern = options_get_string(app_get_options(app), OPTION_DOWNLOAD_NAME);
    g_autofree char *extension = download_find_extension(shown->url);
    const bool is_guess = !extension && g_str_has_suffix(pattern, ".%e");
    const struct fetcher_document document =
        download_file_wait(app_get_events(app), entry->serial, shown->path, is_guess, entry->file,
                           (size_t)options_get_number(app_get_options(app), OPTION_DOWNLOAD_MAX));
    fetcher_post_document(app_get_fetcher(app), find_options(app, shown->item_id), shown->url,
                          &document);
    entry_set_state(app, entry, DOWNLOAD_RUNNING, NULL);
}

static void start_next(struct app *app)
{
    const GPtrArray *entries = get_downloads(app)->entries;
    guint n_running = 0;
    for (guint i = 0; i < entries->len; i++)
        n_running += ((struct entry *)entries->pdata[i])->file != NULL;
    for (guint i = 0; i < entries->len && n_running < MAX_AT_ONCE; i++) {
        struct entry *entry = entries->pdata[i];
        if (entry->shown.state != DOWNLOAD_WAITING || entry->file)
            continue;
        entry_start(app, entry);
        n_running += entry->file != NULL;
    }
}

static void entry_look(struct app *app, struct entry *entry)
{
    struct app_download *shown = &entry->shown;
    const gint64 now_ms = clock_monotonic_ms();
    if (!entry->file || !atomic_load(&entry->file->has_begun))
        return;
    shown->n_done = atomic_load(&entry->file->n_done);
    shown->n_total = atomic_load(&entry->file->n_total);
    if (g_strcmp0(entry->validator, entry->file->new_validator) != 0) {
        g_free(entry->validator);
        entry->validator = g_strdup(entry->file->new_validator);
        entry_save(app, entry); /* so that it can be gone on with whatever happens */
    }
    if (now_ms - entry->looked_ms < SPEED_EVERY_MS)
        return;
    const guint64 came =
        shown->n_done > entry->looked_bytes ? shown->n_done - entry->looked_bytes : 0;
    shown->bytes_per_s = came * 1000 / (guint64)(now_ms - entry->looked_ms);
    entry->looked_ms = now_ms;
    entry->looked_bytes = shown->n_done;
}

const GPtrArray *app_get_downloads(struct app *app)
{
    const GPtrArray *entries = get_downloads(app)->entries;
    for (guint i = 0; i < entries->len; i++)
        entry_look(app, entries->pdata[i]);
    return entries;
}

static void entry_end(struct app *app, struct entry *entry, const struct download_end *end)
{
    struct event *event = event_new(EVENT_MESSAGE);
    struct app_download *shown = &entry->shown;
    entry_look(app, entry);
    g_clear_pointer(&entry->file, net_download_unref);
    event->is_error = end->error && !end->is_cancelled;
    if (!end->error) {
        g_free(shown->path);
        shown->path = g_strdup(end->path);
        shown->n_total = shown->n_done = end->n_bytes;
        entry_set_state(app, entry, DOWNLOAD_DONE, NULL);
        event->text = g_strdup_printf("downloaded %s", end->path);
    } else if (end->is_cancelled) {
        if (shown->state == DOWNLOAD_RUNNING) /* by "stop"; else what is meant was said already */
            entry_set_state(app, entry, DOWNLOAD_STOPPED, NULL);
    } else {
        if (end->is_other) /* the bytes on disk are not part of the file that the server has now */
            g_clear_pointer(&entry->validator, g_free);
        entry_set_state(app, entry, DOWNLOAD_FAILED, end->error);
        event->text = g_strdup_printf("\"%s\" was not downloaded: %s", shown->title, end->error);
        log_add(LOG_WARNING, "%s", event->text);
    }
    queue_post(app_get_events(app), event, 0);
}

/* Also while the app ends: a file that has come to its end has its name already. */
static void take_end(struct app *app, void *data, void *answer)
{
    struct entry *entry = data;
    entry->serial = 0;
    entry_end(app, entry, answer);
    download_end_free(answer);
    if (!app_is_ending(app))
        start_next(app);
}

/* ---- what people do */

static struct entry *find_entry(struct app *app, gint64 item_id, guint n)
{
    const GPtrArray *entries = get_downloads(app)->entries;
    for (guint i = 0; i < entries->len; i++) {
        struct entry *entry = entries->pdata[i];
        if (entry->shown.item_id == item_id && entry->shown.n == n)
            return entry;
    }
    return NULL;
}

guint app_download_get_percent(const struct app_download *download)
{
    const double share =
        download->n_total ? (double)download->n_done / (double)download->n_total : 0;
    return (guint)(100 * CLAMP(share, 0, 1));
}

char *app_find_download(struct app *app, gint64 item_id, guint n)
{
    const struct entry *entry = find_entry(app, item_id, n);
    const bool is_there = entry && entry->shown.state == DOWNLOAD_DONE &&
                          g_file_test(entry->shown.path, G_FILE_TEST_IS_REGULAR);
    return is_there ? g_strdup(entry->shown.path) : NULL;
}

static char *get_folder(const struct app *app)
{
    const char *set = options_get_string(app_get_options(app), OPTION_DOWNLOAD_DIR);
    const char *usual = g_get_user_special_dir(G_USER_DIRECTORY_DOWNLOAD);
    if (*set)
        return path_expand(set, g_get_home_dir());
    return usual ? g_build_filename(usual, "newsdeck", NULL)
                 : g_build_filename(g_get_home_dir(), "Downloads", "newsdeck", NULL);
}

static char *choose_path(struct app *app, const struct item_body *body,
                         const struct item_enclosure *enclosure, GError **error)
{
    g_autofree char *folder = get_folder(app);
    const struct download_name name = { .feed = feed_list_get_title(app_get_feed_list(app),
                                                                    body->row.feed_id),
                                        .title = body->row.title,
                                        .url = enclosure->url,
                                        .type = enclosure->type,
                                        .at = body->row.sort_at };
    g_autofree char *relative =
        download_format_name(options_get_string(app_get_options(app), OPTION_DOWNLOAD_NAME), &name);
    g_autofree char *path = g_build_filename(folder, relative, NULL);
    return download_file_reserve(path, error);
}

static struct entry *entry_new(struct app *app, const struct item_body *body, guint n,
                               GError **error)
{
    const struct item_enclosure *enclosure = body->enclosures->pdata[n];
    char *path = choose_path(app, body, enclosure, error);
    if (!path)
        return NULL;
    struct entry *entry = g_new0(struct entry, 1);
    const char *title = enclosure->title && *enclosure->title ? enclosure->title : body->row.title;
    entry->shown.item_id = body->row.id;
    entry->shown.n = n;
    entry->shown.url = g_strdup(enclosure->url);
    entry->shown.title = g_strdup(title && *title ? title : enclosure->url);
    entry->shown.path = path;
    entry->asked_at = clock_now_s();
    g_ptr_array_add(get_downloads(app)->entries, entry);
    return entry;
}

static void entry_remove(struct app *app, struct entry *entry)
{
    g_autofree char *key = format_key(entry->shown.item_id, entry->shown.n);
    reply_forget(app, entry->serial);
    app_set_state(app, key, "");
    g_ptr_array_remove(get_downloads(app)->entries, entry);
}

bool app_download(struct app *app, gint64 item_id, guint n, char **message, GError **error)
{
    static const char *const known[DOWNLOAD_STATE_N] = {
        [DOWNLOAD_WAITING] = "waits already", [DOWNLOAD_RUNNING] = "is on its way already"
    };
    struct item_body *body = app_get_enclosure(app, item_id, n, error);
    struct entry *entry = find_entry(app, item_id, n);
    g_autofree char *file = body ? app_find_download(app, item_id, n) : NULL;
    if (body && entry && entry->shown.state == DOWNLOAD_DONE && !file) {
        entry_remove(app, entry); /* the user has moved it or thrown it away */
        entry = NULL;
    }
    const bool is_known = entry && known[entry->shown.state];
    if (body && !entry)
        entry = entry_new(app, body, n, error);
    item_body_free(body);
    if (!body || !entry)
        return false;
    if (file) {
        *message = g_strdup_printf("it was downloaded already: %s", file);
    } else if (is_known) {
        *message = g_strdup_printf("\"%s\" %s", entry->shown.title, known[entry->shown.state]);
    } else {
        app_retry_download(app, &entry->shown);
        *message = g_strdup_printf("downloading \"%s\"; \":downloads\" shows how far it is",
                                   entry->shown.title);
    }
    return true;
}

void app_retry_download(struct app *app, struct app_download *download)
{
    struct entry *entry = (struct entry *)download;
    if (download->state == DOWNLOAD_RUNNING || download->state == DOWNLOAD_DONE)
        return;
    entry_set_state(app, entry, DOWNLOAD_WAITING, NULL);
    start_next(app);
}

void app_cancel_download(struct app *app, struct app_download *download)
{
    struct entry *entry = (struct entry *)download;
    if (entry->file)
        atomic_store(&entry->file->is_cancelled, true);
    if (download->state == DOWNLOAD_RUNNING || download->state == DOWNLOAD_WAITING) {
        entry_look(app, entry);
        entry_set_state(app, entry, DOWNLOAD_STOPPED, NULL);
        return;
    }
    if (download->state != DOWNLOAD_DONE)
        download_file_discard(download->path);
    entry_remove(app, entry);
}

/* ---- the service */

static void tick(struct app *app, G_GNUC_UNUSED void *own, G_GNUC_UNUSED gint64 now_ms)
{
    if (app_get_mode(app) != APP_READER)
        return;
    app_get_downloads(app);
    start_next(app);
}

static bool describe(struct app *app, G_GNUC_UNUSED void *own, struct activity *activity)
{
    const GPtrArray *downloads = app_get_downloads(app);
    struct app_download sum = { 0 };
    guint n_running = 0;
    for (guint i = 0; i < downloads->len; i++) {
        const struct app_download *download = downloads->pdata[i];
        if (download->state != DOWNLOAD_RUNNING)
            continue;
        n_running++;
        sum.n_done += download->n_done;
        sum.n_total += download->n_total;
        sum.bytes_per_s += download->bytes_per_s;
    }
    if (!n_running)
        return false;
    g_autofree char *speed = g_format_size(sum.bytes_per_s);
    activity->text = g_strdup_printf("downloading %u: %u %%, %s/s  \":downloads\" shows more",
                                     n_running, app_download_get_percent(&sum), speed);
    return true;
}

/* Keeps how far they are. */
static void clear(struct app *app, void *own)
{
    struct downloads *downloads = own;
    for (guint i = 0; downloads->entries && i < downloads->entries->len; i++) {
        struct entry *entry = downloads->entries->pdata[i];
        entry_look(app, entry);
        reply_forget(app, entry->serial);
    }
    if (downloads->entries)
        g_ptr_array_unref(downloads->entries);
}

const struct service download_service = {
    .name = "downloads",
    .size = sizeof(struct downloads),
    .tick = tick,
    .describe = describe,
    .free = clear,
};
