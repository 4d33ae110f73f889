/* SPDX-License-Identifier: MIT */
/* The program without a screen: start, end, what the threads report, edits that are not on disk
 * yet. */
#include "app/app.h"

#include "app/discovery.h"
#include "app/schedule.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/path.h"
#include "extract_rule.h"
#include "private.h"
#include "store/item_row.h"
#include "store/search.h"

#define CHANGES_EVERY_MS 1000 /* between two looks whether another process has written */
#define SCHEDULE_EVERY_MS 10000
#define REFRESH_EVERY_MS 60 /* lists follow a reload in steps of this */

static void pending_edit_free(void *data)
{
    struct pending_edit *edit = data;
    if (edit->ids)
        g_array_unref(edit->ids);
    g_free(edit);
}

static void event_destroy(void *event)
{
    event_free(event);
}

static bool app_open(struct app *app, GError **error)
{
    /* the usual start only reads; a new, old or damaged archive is prepared by app_load_feeds()
     * first */
    app->store = store_open(app->archive_path, STORE_READ, NULL);
    g_autoptr(GError) reason = NULL;
    const bool ok = app_load_feeds(app, &reason);
    if (!app->store)
        app->store = store_open(app->archive_path, STORE_READ, reason ? NULL : &reason);
    if (app->store && !ok &&
        (g_error_matches(reason, STORE_ERROR, STORE_ERROR_READ_ONLY) ||
         g_error_matches(reason, STORE_ERROR, STORE_ERROR_FULL) ||
         g_error_matches(reason, STORE_ERROR, STORE_ERROR_LOCKED))) {
        /* what is there can be read; what can't be done is said */
        log_add(LOG_ERROR, "%s", reason->message);
        if (!app->feed_ids)
            app->feed_ids = g_new0(gint64, app->subscriptions->items->len + 1);
        return true;
    }
    if (ok && app->store)
        return true;
    g_propagate_error(error, g_steal_pointer(&reason));
    return false;
}

struct app *app_new(enum app_mode mode, const char *config_dir, const char *data_dir,
                    GError **error)
{
    struct app *app = g_new0(struct app, 1);
    app->mode = mode;
    app->config_dir = config_dir ? path_expand(config_dir, NULL) : path_get_config_dir();
    app->data_dir = data_dir ? path_expand(data_dir, NULL) : path_get_data_dir();
    app->config_path = g_build_filename(app->config_dir, "config", NULL);
    app->feeds_path = g_build_filename(app->config_dir, "feeds", NULL);
    app->archive_path = g_build_filename(app->data_dir, "archive.db", NULL);
    app->options = options_new(NULL);
    theme_init(&app->theme);
    app->keymap = keymap_new();
    app->diagnostics = diagnostic_list_new();
    app->events = queue_new(0, event_destroy);
    app->pending = g_ptr_array_new_with_free_func(pending_edit_free);
    app->extract_rules = extract_rules_new();
    app_load_config(app);
    if (!app_open(app, error)) {
        app_free(app);
        return NULL;
    }
    store_has_changed(app->store);
    app->feed_list = feed_list_new(app);
    return app;
}

void app_free(struct app *app)
{
    if (!app)
        return;
    reload_stop(app->reload);
    if (app->writer)
        writer_cancel_waits(app->writer);
    app_discovery_unref(app_get_discovery(app));
    downloads_free(app);
    player_free(app);
    book_job_free(app->book_job);
    pictures_free(app->pictures);
    finder_stop(app->finder);
    writer_stop(app->writer);
    full_text_free(app->full_text);
    g_ptr_array_unref(app->extract_rules);
    feed_list_free(app->feed_list);
    store_close(app->store);
    queue_free(app->events);
    g_ptr_array_unref(app->pending);
    subscriptions_free(app->subscriptions);
    g_free(app->feed_ids);
    diagnostic_list_free(app->diagnostics);
    keymap_free(app->keymap);
    options_free(app->options);
    g_free(app->config_dir);
    g_free(app->data_dir);
    g_free(app->config_path);
    g_free(app->feeds_path);
    g_free(app->archive_path);
    g_free(app);
}

struct writer *app_get_writer(struct app *app)
{
    if (!app->writer)
        app->writer = writer_start(app->archive_path, app->events, app->mode == APP_READER);
    return app->writer;
}

struct finder *app_get_finder(struct app *app)
{
    if (!app->finder)
        app->finder = finder_start(app->archive_path, app->events, app_get_writer(app));
    return app->finder;
}

struct reload *app_get_reload(struct app *app)
{
    if (!app->reload)
        app->reload = reload_start(app->options, app->store, app_get_writer(app));
    return app->reload;
}

const struct options *app_get_options(const struct app *app)
{
    return app->options;
}

const struct theme *app_get_theme(const struct app *app)
{
    return &app->theme;
}

const struct keymap *app_get_keymap(const struct app *app)
{
    return app->keymap;
}

const struct diagnostic_list *app_get_diagnostics(const struct app *app)
{
    return app->diagnostics;
}

const char *app_get_config_path(const struct app *app)
{
    return app->config_path;
}

const char *app_get_feeds_path(const struct app *app)
{
    return app->feeds_path;
}

bool app_is_guide(const struct app *app)
{
    return app->is_guide;
}

struct store *app_get_store(struct app *app)
{
    return app->store;
}

struct feed_list *app_get_feed_list(struct app *app)
{
    return app->feed_list;
}

struct app_progress app_get_progress(const struct app *app)
{
    return app->progress;
}

/* ---- events and time */

int app_get_event_fd(struct app *app)
{
    return queue_get_fd(app->events);
}

static void count_fetch(struct app *app, const struct event *event)
{
    struct app_progress *progress = &app->progress;
    progress->n_done++;
    progress->n_new += event->n_new;
    progress->n_failed += event->is_error;
    app->next_due_at = 0;
    if (progress->n_done < progress->n_total)
        return;
    struct event *end = event_new(EVENT_RELOAD);
    end->n_done = end->n_total = progress->n_total;
    end->n_failed = progress->n_failed;
    end->n_new = progress->n_new;
    *progress = (struct app_progress){ 0 };
    queue_post(app->events, end, 0);
}

static void forget_pending(struct app *app, guint64 serial)
{
    for (guint i = app->pending->len; i-- > 0;)
        if (((struct pending_edit *)app->pending->pdata[i])->serial == serial)
            g_ptr_array_remove_index(app->pending, i);
}

struct event *app_take_event(struct app *app)
{
    struct event *event = queue_try_take(app->events);
    if (!event)
        return NULL;
    if (event->kind == EVENT_FEED)
        count_fetch(app, event);
    if (event->kind == EVENT_PAGE)
        discovery_take(app, event);
    if (event->kind == EVENT_PAGE)
        player_take(app, event);
    if (event->kind == EVENT_FOUND)
        feed_list_take_count(app->feed_list, event);
    if (event->kind == EVENT_DOWNLOAD)
        downloads_take(app, event);
    if (event->kind == EVENT_PICTURE)
        pictures_take(app, event);
    full_text_take(app, event);
    if (event->kind == EVENT_EDIT)
        forget_pending(app, event->serial);
    if (event->kind == EVENT_EDIT && event->is_undo && !event->is_error)
        app_load_feeds(app, NULL); /* it may have handed the feeds file back */
    if (event->kind == EVENT_FEED || event->kind == EVENT_EDIT || event->kind == EVENT_RELOAD)
        feed_list_mark_dirty(app->feed_list);
    if (event->kind == EVENT_RELOAD || event->kind == EVENT_EDIT)
        feed_list_refresh(app->feed_list);
    return event;
}

/* The earliest time at which a feed asks to be fetched; G_MAXINT64: none. */
static gint64 find_next_due(struct app *app)
{
    gint64 next = G_MAXINT64;
    GPtrArray *rows = store_get_feeds(app->store, false, NULL);
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct feed_row *row = rows->pdata[i];
        const struct subscription *subscription = app_find_subscription(app, row->id);
        const gint64 due_at = subscription ? schedule_get_due(row, subscription) : 0;
        if (due_at)
            next = MIN(next, due_at);
    }
    if (rows)
        g_ptr_array_unref(rows);
    return next;
}

int app_get_timeout_ms(struct app *app)
{
    const gint64 now_ms = clock_monotonic_ms();
    gint64 wake_ms = app->changes_checked_ms + CHANGES_EVERY_MS;
    if (feed_list_is_dirty(app->feed_list))
        wake_ms = MIN(wake_ms, feed_list_get_refreshed_ms(app->feed_list) + REFRESH_EVERY_MS);
    return (int)CLAMP(wake_ms - now_ms, 0, CHANGES_EVERY_MS);
}

static void check_schedule(struct app *app, gint64 now_ms)
{
    if (app->mode != APP_READER || now_ms - app->schedule_checked_ms < SCHEDULE_EVERY_MS)
        return;
    app->schedule_checked_ms = now_ms;
    if (!app->is_started && options_get_bool(app->options, OPTION_REFRESH_ON_START))
        app_reload(app, NULL, 0);
    app->is_started = true;
    if (!app->next_due_at)
        app->next_due_at = find_next_due(app);
    if (app->next_due_at <= clock_now_s()) {
        app_reload_due(app);
        app->next_due_at = 0;
    }
}

void app_tick(struct app *app)
{
    const gint64 now_ms = clock_monotonic_ms();
    if (now_ms - app->changes_checked_ms >= CHANGES_EVERY_MS) {
        app->changes_checked_ms = now_ms;
        if (store_has_changed(app->store)) {
            feed_list_mark_dirty(app->feed_list);
            if (!app->progress.n_total)
                queue_post(app->events, event_new(EVENT_CHANGED), 0);
        }
    }
    if (feed_list_is_dirty(app->feed_list) &&
        now_ms - feed_list_get_refreshed_ms(app->feed_list) >= REFRESH_EVERY_MS)
        feed_list_refresh(app->feed_list);
    if (!app->progress.n_total)
        feed_list_update_counts(app->feed_list);
    check_schedule(app, now_ms);
    downloads_tick(app);
}

/* ---- edits */

void app_post_edit(struct app *app, const struct edit *edit)
{
    struct pending_edit *pending = g_new0(struct pending_edit, 1);
    pending->serial = ++app->last_serial;
    pending->field = edit->field;
    pending->value = edit->value;
    pending->feed_id = edit->feed_id;
    pending->max_id = edit->max_id;
    if (!edit->is_scope) {
        pending->ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), edit->n_ids);
        g_array_append_vals(pending->ids, edit->ids, edit->n_ids);
    }
    g_ptr_array_add(app->pending, pending);
    writer_post_edit(app_get_writer(app), edit, pending->serial);
}

static bool pending_edit_applies(const struct pending_edit *edit, const struct item_row *row)
{
    if (!edit->ids)
        return (!edit->feed_id || edit->feed_id == row->feed_id) &&
               (!edit->max_id || row->id <= edit->max_id);
    for (guint i = 0; i < edit->ids->len; i++)
        if (g_array_index(edit->ids, gint64, i) == row->id)
            return true;
    return false;
}

void app_apply_pending(struct app *app, struct item_row *row)
{
    for (guint i = 0; i < app->pending->len; i++) {
        const struct pending_edit *edit = app->pending->pdata[i];
        if (!pending_edit_applies(edit, row))
            continue;
        if (edit->field == EDIT_READ)
            row->is_read = edit->value;
        else if (edit->field == EDIT_STARRED)
            row->is_starred = edit->value;
    }
}

void app_mark_read(struct app *app, gint64 item_id, bool is_read)
{
    g_autoptr(GPtrArray) rows = store_get_rows(app->store, &item_id, 1, NULL);
    const struct item_row *row = rows && rows->len ? rows->pdata[0] : NULL;
    if (!row || row->is_read == is_read)
        return;
    g_autofree char *label =
        g_strdup_printf("%s \"%s\"", is_read ? "read" : "mark unread", row->title);
    const struct edit edit = {
        .field = EDIT_READ, .value = is_read, .ids = &item_id, .n_ids = 1, .label = label
    };
    app_post_edit(app, &edit);
}

char *app_get_state(struct app *app, const char *key)
{
    return store_get_state(app->store, key);
}

void app_set_state(struct app *app, const char *key, const char *value)
{
    writer_post_state(app_get_writer(app), key, value);
}

/* ---- for the command line */

static bool wait_edit(struct app *app, guint64 serial, char **label, guint *n_changed,
                      GError **error)
{
    for (;;) {
        struct event *event = queue_take(app->events);
        const bool is_ours = event->kind == EVENT_EDIT && event->serial == serial;
        const bool is_error = event->is_error;
        if (is_ours) {
            *n_changed = event->n_changed;
            forget_pending(app, serial);
            if (is_error)
                g_set_error_literal(error, STORE_ERROR, STORE_ERROR_FAILED, event->text);
            else if (label)
                *label = g_steal_pointer(&event->text);
        }
        event_free(event);
        if (is_ours)
            return !is_error;
    }
}

bool app_edit_wait(struct app *app, const struct edit *edit, guint *n_changed, GError **error)
{
    app_post_edit(app, edit);
    return wait_edit(app, app->last_serial, NULL, n_changed, error);
}

bool app_undo_wait(struct app *app, char **label, guint *n_changed, GError **error)
{
    writer_post_undo(app_get_writer(app), ++app->last_serial);
    return wait_edit(app, app->last_serial, label, n_changed, error);
}

bool app_index_wait(struct app *app, gint64 max_ms)
{
    if (!store_count_unindexed(app->store))
        return true;
    return writer_wait_index(app_get_writer(app), max_ms);
}
