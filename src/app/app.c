/* SPDX-License-Identifier: MIT */
/* The program without a screen: start, end, and the loops over its services. */
#include "app/app.h"

#include "app/extract_rule.h"
#include "app/feeds_file.h"
#include "app/reply.h"
#include "base/clock.h"
#include "base/path.h"
#include "private.h"

#define TICK_EVERY_MS 1000

static void event_destroy(void *event)
{
    event_free(event);
}

static guint count_services(const struct service *const *services)
{
    guint n = 0;
    while (services[n])
        n++;
    return n;
}

static struct app *make_app(enum app_mode mode, const char *config_dir, const char *data_dir,
                            const struct service *const *services)
{
    struct app *app = g_new0(struct app, 1);
    app->thread = g_thread_self();
    app->mode = mode;
    app->config_dir = config_dir ? path_expand(config_dir, NULL) : path_get_config_dir();
    app->data_dir = data_dir ? path_expand(data_dir, NULL) : path_get_data_dir();
    app->config_path = g_build_filename(app->config_dir, "config", NULL);
    app->feeds_path = g_build_filename(app->config_dir, "feeds", NULL);
    app->archive_path = g_build_filename(app->data_dir, "archive.db", NULL);
    app->options = options_new(NULL);
    theme_init(&app->theme);
    app->keymap = keymap_new();
    app->config_diagnostics = diagnostic_list_new();
    app->extract_rules = extract_rules_new();
    app->events = queue_new(0, event_destroy);
    app->expected = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    app->services = services;
    app->n_services = count_services(services);
    app->blocks = g_new0(void *, app->n_services);
    return app;
}

/* Frees what make_app() made, and what was opened since; no thread runs any more. */
static void clear_app(struct app *app)
{
    store_close(app->store);
    queue_free(app->events);
    g_hash_table_destroy(app->expected);
    g_ptr_array_unref(app->extract_rules);
    subscriptions_free(app->subscriptions);
    g_free(app->feed_ids);
    diagnostic_list_free(app->config_diagnostics);
    diagnostic_list_free(app->diagnostics);
    keymap_free(app->keymap);
    options_free(app->options);
    g_free(app->config_dir);
    g_free(app->data_dir);
    g_free(app->config_path);
    g_free(app->feeds_path);
    g_free(app->archive_path);
    g_free(app->blocks);
    g_free(app);
}

struct app *app_new(enum app_mode mode, const char *config_dir, const char *data_dir,
                    const struct service *const *services, GError **error)
{
    g_assert(services);
    struct app *app = make_app(mode, config_dir, data_dir, services);
    app_load_config(app, app->config_path);
    if (!feeds_file_open(app, error)) {
        writer_stop(app->writer);
        clear_app(app);
        return NULL;
    }
    store_has_changed(app->store);
    for (guint i = 0; i < app->n_services; i++) {
        app->blocks[i] = g_malloc0(app->services[i]->size); /* NULL for 0 */
    }
    for (guint i = 0; i < app->n_services; i++)
        if (app->services[i]->start)
            app->services[i]->start(app, app->blocks[i]);
    return app;
}

/* What was fetched before the end is handed on, so that a file that is complete keeps its name. */
static void deliver_rest(struct app *app)
{
    for (struct event *event; (event = queue_try_take(app->events)); event_free(event))
        if (event->kind == EVENT_REPLY)
            reply_deliver(app, event);
}

void app_free(struct app *app)
{
    if (!app)
        return;
    app_assert_thread(app);
    app->is_ending = true;
    fetcher_stop(app->fetcher);
    if (app->writer)
        writer_cancel_waits(app->writer);
    deliver_rest(app);
    for (guint i = app->n_services; i-- > 0;) {
        if (app->services[i]->free)
            app->services[i]->free(app, app->blocks[i]);
        g_clear_pointer(&app->blocks[i], g_free);
    }
    finder_stop(app->finder);
    writer_stop(app->writer);
    clear_app(app);
}

struct event *app_take_event(struct app *app)
{
    app_assert_thread(app);
    struct event *event;
    while ((event = queue_try_take(app->events)) && event->kind == EVENT_REPLY) {
        reply_deliver(app, event);
        event_free(event);
    }
    for (guint i = 0; event && i < app->n_services; i++)
        if (app->services[i]->events & (1u << event->kind))
            app->services[i]->take(app, app->blocks[i], event);
    return event;
}

int app_get_timeout_ms(struct app *app)
{
    gint64 wait_ms = TICK_EVERY_MS;
    const gint64 now_ms = clock_monotonic_ms();
    for (guint i = 0; i < app->n_services; i++)
        if (app->services[i]->get_wake_ms)
            wait_ms = MIN(wait_ms, app->services[i]->get_wake_ms(app, app->blocks[i]) - now_ms);
    return (int)MAX(wait_ms, 0);
}

void app_tick(struct app *app)
{
    app_assert_thread(app);
    const gint64 now_ms = clock_monotonic_ms();
    for (guint i = 0; i < app->n_services; i++)
        if (app->services[i]->tick)
            app->services[i]->tick(app, app->blocks[i], now_ms);
}

bool app_describe_activity(struct app *app, struct activity *activity)
{
    app_assert_thread(app);
    for (guint i = 0; i < app->n_services; i++)
        if (app->services[i]->describe && app->services[i]->describe(app, app->blocks[i], activity))
            return true;
    return false;
}

static app_command_func *find_command(const struct app_command *commands, enum command_id id)
{
    for (; commands && commands->run; commands++)
        if (commands->id == id)
            return commands->run;
    return NULL;
}

guint app_run(struct app *app, enum command_id id, const struct command *command,
              const struct app_focus *focus, char **message, GError **error)
{
    app_assert_thread(app);
    static const struct app_focus nowhere = { 0 };
    struct app_call call = {
        .app = app, .command = command, .focus = focus ? focus : &nowhere, .error = error
    };
    if (!command_check(command_get_row(id), command, NULL, error))
        return REDRAW_NONE;
    if (command_get_row(id)->where == COMMAND_BY_CONFIG)
        return app_configure(app, command, message, error);
    app_command_func *run = find_command(app_commands, id);
    for (guint i = 0; !run && i < app->n_services; i++)
        run = find_command(app->services[i]->commands, id);
    if (!run)
        return app_call_fail(&call, APP_ERROR_REFUSED, "\"%s\" needs the screen",
                             command->words[0].text);
    const guint redraw = run(&call);
    *message = call.message;
    return redraw;
}
