/* SPDX-License-Identifier: MIT */
/* What every part of the program stands on: the state, the open archive, the threads behind it. */
#include "app/engine.h"

#include "base/log.h"
#include "private.h"
#include "store/search.h"

G_DEFINE_QUARK(newsdeck - app - error, app_error)

/* ---- threads, each started at its first use */

struct writer *app_get_writer(struct app *app)
{
    app_assert_thread(app);
    if (!app->writer)
        app->writer = writer_start(app->archive_path, app->events, app->mode == APP_READER);
    return app->writer;
}

struct finder *app_get_finder(struct app *app)
{
    app_assert_thread(app);
    if (!app->finder)
        app->finder = finder_start(app->archive_path, app->events, app_get_writer(app));
    return app->finder;
}

struct fetcher *app_get_fetcher(struct app *app)
{
    app_assert_thread(app);
    g_assert(!app->is_ending);
    if (!app->fetcher)
        app->fetcher = fetcher_start(app->options, app->store, app_get_writer(app));
    return app->fetcher;
}

bool app_has_fetcher(const struct app *app)
{
    return app->fetcher != NULL;
}

struct queue *app_get_events(struct app *app)
{
    return app->events;
}

guint64 app_next_serial(struct app *app)
{
    app_assert_thread(app);
    return ++app->last_serial;
}

int app_get_event_fd(struct app *app)
{
    return queue_get_fd(app->events);
}

bool app_index_wait(struct app *app, gint64 max_ms)
{
    if (!store_count_unindexed(app->store))
        return true;
    return writer_wait_index(app_get_writer(app), max_ms);
}

/* ---- the state */

enum app_mode app_get_mode(const struct app *app)
{
    return app->mode;
}

const char *app_get_data_dir(const struct app *app)
{
    return app->data_dir;
}

const char *app_get_archive_path(const struct app *app)
{
    return app->archive_path;
}

const char *app_get_config_path(const struct app *app)
{
    return app->config_path;
}

const char *app_get_feeds_path(const struct app *app)
{
    return app->feeds_path;
}

bool app_is_ending(const struct app *app)
{
    return app->is_ending;
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

char *app_describe_mistakes(const struct app *app)
{
    const guint n = diagnostic_list_get_length(app->diagnostics);
    const char *key = keymap_find_key(app->keymap, CONTEXT_FEEDS, COMMAND_LOG);
    g_autofree char *name = key ? keymap_describe_key(key) : g_strdup(":log");
    if (n < 2)
        return n ? diagnostic_format(diagnostic_list_get(app->diagnostics, 0)) : NULL;
    return g_strdup_printf("%u mistakes in the files, %s shows them", n, name);
}

/* Mistakes go to the log when they are first found; the files are read again after each change. */
static void log_diagnostics(const struct diagnostic_list *list,
                            const struct diagnostic_list *before)
{
    static const enum log_level levels[] = {
        [DIAGNOSTIC_INFO] = LOG_INFO,
        [DIAGNOSTIC_WARNING] = LOG_WARNING,
        [DIAGNOSTIC_ERROR] = LOG_ERROR,
    };
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; before && i < diagnostic_list_get_length(before); i++)
        g_hash_table_add(known, diagnostic_format(diagnostic_list_get(before, i)));
    for (guint i = 0; i < diagnostic_list_get_length(list); i++) {
        const struct diagnostic *one = diagnostic_list_get(list, i);
        g_autofree char *text = diagnostic_format(one);
        if (!g_hash_table_contains(known, text))
            log_add(levels[one->severity], "%s", text);
    }
}

static void add_diagnostics(struct diagnostic_list *sum, const struct diagnostic_list *list)
{
    for (guint i = 0; list && i < diagnostic_list_get_length(list); i++) {
        const struct diagnostic *one = diagnostic_list_get(list, i);
        diagnostic_list_add(sum, one->severity, one->file, one->line, one->column, "%s",
                            one->message);
    }
}

void app_set_feeds_diagnostics(struct app *app, const struct diagnostic_list *others)
{
    struct diagnostic_list *sum = diagnostic_list_new();
    add_diagnostics(sum, app->config_diagnostics);
    add_diagnostics(sum, others);
    log_diagnostics(sum, app->diagnostics);
    diagnostic_list_free(app->diagnostics);
    app->diagnostics = sum;
}

GPtrArray *app_get_extract_rules(const struct app *app)
{
    return app->extract_rules;
}

struct store *app_get_store(struct app *app)
{
    app_assert_thread(app);
    return app->store;
}

/* ---- subscriptions */

bool app_is_guide(const struct app *app)
{
    return app->is_guide;
}

const struct subscriptions *app_get_subscriptions(const struct app *app)
{
    return app->subscriptions;
}

gint64 app_get_subscription_feed_id(const struct app *app, guint index)
{
    g_assert(index < app->subscriptions->items->len);
    return app->feed_ids[index];
}

const struct subscription *app_find_subscription(const struct app *app, gint64 feed_id)
{
    for (guint i = 0; feed_id && i < app->subscriptions->items->len; i++)
        if (app->feed_ids[i] == feed_id)
            return app->subscriptions->items->pdata[i];
    return NULL;
}

const struct options *app_get_feed_options(const struct app *app, gint64 feed_id)
{
    const struct subscription *subscription = app_find_subscription(app, feed_id);
    return subscription ? subscription->options : app->options;
}

/* ---- services and calls */

static guint find_service(const struct app *app, const struct service *service)
{
    guint index = 0;
    while (index < app->n_services && app->services[index] != service)
        index++;
    return index;
}

bool app_has_service(const struct app *app, const struct service *service)
{
    return find_service(app, service) < app->n_services;
}

void *app_get_own(const struct app *app, const struct service *service)
{
    const guint index = find_service(app, service);
    g_assert(index < app->n_services); /* the table given to app_new() lacks it */
    return app->blocks[index];
}

void activity_clear(struct activity *activity)
{
    g_free(activity->text);
    g_free(activity->brief);
    g_free(activity->detail);
    *activity = (struct activity){ 0 };
}

guint app_call_fail(struct app_call *call, enum app_error code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(call->error, APP_ERROR, (int)code, reason);
    return REDRAW_NONE;
}

const char *app_call_get_word(const struct app_call *call, guint index)
{
    return index < call->command->n_words ? call->command->words[index].text : NULL;
}
