/* SPDX-License-Identifier: MIT */
/* The pictures of articles: what is known of each, and what is fetched next. */
#include "article/picture.h"

#include "app/engine.h"
#include "app/reply.h"
#include "app/service.h"
#include "base/path.h"
#include "picture_work.h"

#include <string.h>

enum {
    MAX_AT_ONCE = 4, /* fetches */
    MAX_KNOWN = 400, /* pictures in memory; then those are forgotten that nothing is awaited of */
    MAX_DRAWN_BYTES = 64 << 20, /* of drawings in memory */
};

/* A picture. Strings are its own. */
struct entry {
    struct app_picture shown; /* first: the two are one address */
    char *url;
    struct options *options; /* for its fetch */
    char *error;
    gint64 kept_until;               /* for picture_work.h; 0: it is one like the others */
    bool is_fetched;                 /* tried, so not to be tried again if the cache lost it */
    struct picture_drawing *drawing; /* as drawn last; or NULL */
    guint64 used;                    /* when it was wanted last, by a count */
    bool is_drawing;                 /* one is being drawn */
};

struct pictures {
    char *program;
    struct picture_work *work; /* started with the first picture */
    GHashTable *entries;       /* url to struct entry; NULL: no pictures are shown */
    GQueue waiting;            /* of struct entry *, to be fetched */
    guint n_fetching;
    gsize drawn_bytes; /* of all drawings */
    guint64 n_used;    /* times that a drawing was wanted */
    guint32 serial;    /* of the last drawing */
};

static void entry_free(void *data)
{
    struct entry *entry = data;
    options_free(entry->options);
    g_free(entry->url);
    g_free(entry->error);
    picture_drawing_unref(entry->drawing);
    g_free(entry);
}

static struct pictures *get_pictures(const struct app *app)
{
    return app_get_own(app, &picture_service);
}

void app_start_pictures(struct app *app, const char *program)
{
    struct pictures *pictures = get_pictures(app);
    if (pictures->entries || !picture_can_draw(PICTURE_BLOCKS))
        return;
    pictures->program = g_strdup(program);
    pictures->entries = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, entry_free);
    g_queue_init(&pictures->waiting);
}

bool app_has_pictures(const struct app *app)
{
    return get_pictures(app)->entries != NULL;
}

static struct picture_work *get_work(struct app *app)
{
    struct pictures *pictures = get_pictures(app);
    if (!pictures->work) {
        g_autofree char *cache = path_get_cache_dir();
        g_autofree char *folder = g_build_filename(cache, "pictures", NULL);
        pictures->work = picture_work_start(app_get_events(app), folder, pictures->program);
    }
    return pictures->work;
}

char *app_load_picture(const char *url, gsize *len)
{
    g_autofree char *cache = path_get_cache_dir();
    g_autofree char *folder = g_build_filename(cache, "pictures", NULL);
    return picture_is_data(url) ? picture_decode_data(url, len)
                                : picture_cache_load(folder, url, len);
}

/* ---- fetching */

/* What the parse worker needs to hand an answer on. */
struct wait {
    struct picture_work *work; /* outlives the fetcher */
    char *url;
    gint64 max_bytes, kept_until;
    guint64 serial; /* of the reply */
};

static void wait_free(void *data)
{
    struct wait *wait = data;
    g_free(wait->url);
    g_free(wait);
}

static void take_answer(void *data, const struct net_response *answer)
{
    const struct wait *wait = data;
    const bool has_body = !answer->error && answer->body;
    struct picture_job job = {
        .task = PICTURE_STORE,
        .url = g_strdup(wait->url),
        .error = g_strdup(answer->error),
        .max_bytes = wait->max_bytes,
        .kept_until = wait->kept_until,
        .serial = wait->serial,
    };
    if (has_body) {
        job.bytes = g_malloc(answer->body_len + 1);
        memcpy(job.bytes, answer->body, answer->body_len);
        job.len = answer->body_len;
    }
    picture_work_post(wait->work, &job);
}

/* What options say of transfers, which may be gone when the turn of the picture comes. It gets no
 * header line: that may be a secret between the feed's server and us. */
static struct options *make_options(const struct app *app, const struct options *options)
{
    static const enum option_id copied[] = { OPTION_CONNECT_TIMEOUT, OPTION_TIMEOUT,
                                             OPTION_USER_AGENT, OPTION_PROXY, OPTION_VERIFY_TLS };
    struct options *own = options_new(app_get_options(app));
    g_autofree char *max_bytes = g_strdup_printf("%d", PICTURE_MAX_BYTES);
    for (guint i = 0; i < G_N_ELEMENTS(copied); i++) {
        g_autofree char *value = options_format(options, copied[i]);
        options_set(own, option_get_row(copied[i])->name, value, NULL, NULL, NULL);
    }
    options_set(own, "max-body", max_bytes, NULL, NULL, NULL);
    options_set(own, "header", "", NULL, NULL, NULL);
    return own;
}

static void take_result(struct app *app, void *data, void *answer);

/* Nothing to fetch: the address is the picture. */
static void store_data(struct app *app, struct entry *entry)
{
    struct pictures *pictures = get_pictures(app);
    const struct picture_job job = {
        .task = PICTURE_STORE,
        .url = g_strdup(entry->url),
        .max_bytes = options_get_number(app_get_options(app), OPTION_PICTURE_CACHE),
        .kept_until = entry->kept_until,
        .serial = reply_expect(app, take_result, pictures),
    };
    entry->is_fetched = true;
    pictures->n_fetching++;
    picture_work_post(get_work(app), &job);
}

static void fetch_next(struct app *app)
{
    struct pictures *pictures = get_pictures(app);
    while (pictures->n_fetching < MAX_AT_ONCE && !g_queue_is_empty(&pictures->waiting)) {
        struct entry *entry = g_queue_pop_head(&pictures->waiting);
        if (picture_is_data(entry->url)) {
            store_data(app, entry);
            continue;
        }
        struct wait *wait = g_new0(struct wait, 1);
        wait->work = get_work(app);
        wait->url = g_strdup(entry->url);
        wait->max_bytes = options_get_number(app_get_options(app), OPTION_PICTURE_CACHE);
        wait->kept_until = entry->kept_until;
        wait->serial = reply_expect(app, take_result, pictures);
        const struct fetcher_document document = { .take = take_answer,
                                                   .data = wait,
                                                   .free_data = wait_free };
        entry->is_fetched = true;
        pictures->n_fetching++;
        fetcher_post_document(app_get_fetcher(app), entry->options, entry->url, &document);
    }
}

/* ---- what comes */

static void entry_fail(struct entry *entry, const char *error)
{
    g_free(entry->error);
    entry->error = g_strdup(error);
    entry->shown = (struct app_picture){ .state = PICTURE_FAILED, .error = entry->error };
}

static void take_size(struct pictures *pictures, struct entry *entry,
                      const struct picture_result *result)
{
    if (result->task == PICTURE_STORE)
        pictures->n_fetching--;
    if (result->error)
        entry_fail(entry, result->error);
    else if (!result->is_missing)
        entry->shown = (struct app_picture){ PICTURE_HERE, result->width, result->height, NULL,
                                             result->received };
    else if (entry->is_fetched)
        entry_fail(entry, "not kept: \"picture-cache\" is too small");
    else
        g_queue_push_tail(&pictures->waiting, entry);
}

static void entry_drop_drawing(struct pictures *pictures, struct entry *entry)
{
    if (entry->drawing)
        pictures->drawn_bytes -= entry->drawing->n_bytes;
    g_clear_pointer(&entry->drawing, picture_drawing_unref);
}

/* What was not wanted for the longest time goes, until the rest is small enough. */
static void trim_drawings(struct pictures *pictures)
{
    while (pictures->drawn_bytes > MAX_DRAWN_BYTES) {
        GHashTableIter each;
        struct entry *entry, *oldest = NULL;
        g_hash_table_iter_init(&each, pictures->entries);
        while (g_hash_table_iter_next(&each, NULL, (void **)&entry))
            if (entry->drawing && entry->used < pictures->n_used &&
                (!oldest || entry->used < oldest->used))
                oldest = entry;
        if (!oldest)
            return;
        entry_drop_drawing(pictures, oldest);
    }
}

static void take_drawing(struct pictures *pictures, struct entry *entry,
                         struct picture_result *result)
{
    entry->is_drawing = false;
    if (result->error || result->is_missing) {
        entry_fail(entry, result->error ? result->error : "gone from the cache");
        return;
    }
    entry_drop_drawing(pictures, entry);
    entry->drawing = g_steal_pointer(&result->drawing);
    entry->drawing->serial = ++pictures->serial;
    pictures->drawn_bytes += entry->drawing->n_bytes;
    entry->shown.width = result->width; /* turned upright, it may be higher than wide */
    entry->shown.height = result->height;
    trim_drawings(pictures);
}

static void take_result(struct app *app, void *data, void *answer)
{
    struct pictures *pictures = data;
    struct picture_result *result = answer;
    if (app_is_ending(app)) {
        picture_result_free(result);
        return;
    }
    struct entry *entry = g_hash_table_lookup(pictures->entries, result->url);
    g_assert(entry); /* nothing is forgotten that is awaited */
    if (result->task == PICTURE_DRAW)
        take_drawing(pictures, entry, result);
    else
        take_size(pictures, entry, result);
    struct event *event = event_new(EVENT_PICTURE);
    event->text = g_steal_pointer(&result->url);
    queue_post(app_get_events(app), event, 0);
    picture_result_free(result);
    fetch_next(app);
}

/* ---- what is wanted */

static gboolean can_forget(gpointer key, gpointer value, gpointer data)
{
    struct entry *entry = value;
    (void)key;
    if (entry->shown.state == PICTURE_COMING || entry->is_drawing)
        return false;
    entry_drop_drawing(data, entry);
    return true;
}

const struct app_picture *app_find_picture(const struct app *app, const char *url)
{
    const struct pictures *pictures = get_pictures(app);
    const struct entry *entry =
        pictures->entries ? g_hash_table_lookup(pictures->entries, url) : NULL;
    return entry ? &entry->shown : NULL;
}

static void look(struct app *app, const struct entry *entry)
{
    const struct picture_job job = { .task = PICTURE_LOOK,
                                     .url = g_strdup(entry->url),
                                     .kept_until = entry->kept_until,
                                     .serial = reply_expect(app, take_result, get_pictures(app)) };
    picture_work_post(get_work(app), &job);
}

static struct entry *entry_add(struct app *app, const struct options *options, const char *url)
{
    struct pictures *pictures = get_pictures(app);
    GHashTable *entries = pictures->entries;
    if (g_hash_table_size(entries) >= MAX_KNOWN)
        g_hash_table_foreach_remove(entries, can_forget, pictures);
    struct entry *entry = g_new0(struct entry, 1);
    entry->url = g_strdup(url);
    entry->options = make_options(app, options);
    g_hash_table_insert(entries, entry->url, entry);
    return entry;
}

const struct app_picture *app_want_picture(struct app *app, const struct options *options,
                                           const char *url)
{
    const struct app_picture *known = app_find_picture(app, url);
    if (known || !app_has_pictures(app))
        return known;
    const struct entry *entry = entry_add(app, options, url);
    look(app, entry);
    return &entry->shown;
}

const struct app_picture *app_keep_picture(struct app *app, const struct options *options,
                                           const char *url, gint64 until)
{
    if (!app_has_pictures(app))
        return NULL;
    struct entry *entry = g_hash_table_lookup(get_pictures(app)->entries, url);
    const bool is_coming = entry && entry->shown.state == PICTURE_COMING;
    if (!entry)
        entry = entry_add(app, options, url);
    entry->kept_until = until;
    if (!is_coming) { /* what is shown of it stays, but it is looked for on the disk */
        entry->shown.state = PICTURE_COMING;
        entry->is_fetched = false;
        look(app, entry);
    }
    return &entry->shown;
}

static bool spec_equal(const struct picture_spec *a, const struct picture_spec *b)
{
    return a->form == b->form && a->colours == b->colours && a->cols == b->cols &&
           a->rows == b->rows && a->cell_width == b->cell_width && a->cell_height == b->cell_height;
}

struct picture_drawing *app_want_drawing(struct app *app, const char *url,
                                         const struct picture_spec *spec)
{
    struct pictures *pictures = get_pictures(app);
    struct entry *entry = pictures->entries ? g_hash_table_lookup(pictures->entries, url) : NULL;
    if (!entry || entry->shown.state != PICTURE_HERE)
        return NULL;
    entry->used = ++pictures->n_used;
    if (entry->drawing && spec_equal(&entry->drawing->spec, spec))
        return entry->drawing;
    if (!entry->is_drawing) { /* one at a time: another size is drawn when this one has come */
        entry->is_drawing = true;
        const struct picture_job job = { .task = PICTURE_DRAW,
                                         .url = g_strdup(url),
                                         .spec = *spec,
                                         .serial = reply_expect(app, take_result, pictures) };
        picture_work_post(get_work(app), &job);
    }
    return NULL;
}

static gboolean has_failed(gpointer key, gpointer value, gpointer data)
{
    const struct entry *entry = value;
    return entry->shown.state == PICTURE_FAILED && can_forget(key, value, data);
}

void app_drop_pictures(struct app *app)
{
    struct pictures *pictures = get_pictures(app);
    if (!pictures->entries)
        return;
    GQueue *waiting = &pictures->waiting;
    for (GList *link = waiting->head, *next; link; link = next) {
        const struct entry *entry = link->data;
        next = link->next;
        if (entry->kept_until)
            continue;
        g_queue_delete_link(waiting, link);
        g_hash_table_remove(pictures->entries, entry->url);
    }
    g_hash_table_foreach_remove(pictures->entries, has_failed, pictures);
}

void app_drop_kept_pictures(struct app *app)
{
    if (!app_has_pictures(app))
        return;
    for (GList *link = get_pictures(app)->waiting.head; link; link = link->next)
        ((struct entry *)link->data)->kept_until = 0;
    app_drop_pictures(app);
}

/* ---- the service */

static void clear(G_GNUC_UNUSED struct app *app, void *own)
{
    struct pictures *pictures = own;
    if (!pictures->entries)
        return;
    picture_work_stop(pictures->work);
    g_queue_clear(&pictures->waiting);
    g_hash_table_unref(pictures->entries);
    g_free(pictures->program);
}

const struct service picture_service = {
    .name = "pictures",
    .size = sizeof(struct pictures),
    .free = clear,
};
