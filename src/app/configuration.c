/* SPDX-License-Identifier: MIT */
/* The files people edit, carried into the state of the program. */
#include "private.h"

#include "app/schedule.h"
#include "config/load.h"
#include "store/merge.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "extract_rule.h"

/* "bind" takes the rest of its line, with the ";" in it. */
static const char *const whole_names[] = { "bind", NULL };

static void report(struct diagnostic_list *diagnostics, const struct command *command, guint word,
                   const char *file, const GError *error)
{
    config_report(diagnostics, command, word, file, "%s", error->message);
}

static void load_bind(struct app *app, const struct command *command, const char *file,
                      struct diagnostic_list *diagnostics)
{
    g_autoptr(GError) error = NULL;
    enum context context;
    if (command->n_words < 3)
        config_report(diagnostics, command, command->n_words, file,
                      "a context and a key are missing: bind headlines x star");
    else if (!context_find(command->words[1].text, &context))
        config_report(
            diagnostics, command, 1, file,
            "there is no context \"%s\"; there are all, feeds, headlines, article, text, search",
            command->words[1].text);
    else if (!keymap_bind(app->keymap, context, command->words[2].text,
                          command_get_rest(command, 3), &error))
        report(diagnostics, command, 3, file, error);
}

static void load_color(struct app *app, const struct command *command, const char *file,
                       struct diagnostic_list *diagnostics)
{
    g_autoptr(GError) error = NULL;
    g_autofree const char **words = g_new0(const char *, command->n_words);
    guint bad_word = 0;
    for (guint i = 1; i < command->n_words; i++)
        words[i - 1] = command->words[i].text;
    if (!theme_set(&app->theme, words, command->n_words - 1, &bad_word, &error))
        report(diagnostics, command, bad_word + 1, file, error);
}

static void load_extract(struct app *app, const struct command *command, const char *file,
                         struct diagnostic_list *diagnostics)
{
    g_autoptr(GError) error = NULL;
    guint word = 0;
    GPtrArray *rules = extract_rules_add(app->extract_rules, command, &word, &error);
    if (rules)
        app->extract_rules = rules;
    else
        report(diagnostics, command, word, file, error);
}

/* Commands that a config file may hold: those that set the program up. */
static void load_command(const struct command *command, const char *file, guint line, void *data,
                         struct diagnostic_list *diagnostics)
{
    struct app *app = data;
    enum command_id id = COMMAND_N;
    (void)line;
    if (!command_find(command->words[0].text, &id)) {
        static const char *const names[] = { "set", "bind", "color", "extract", "include", NULL };
        const char *near = diagnostic_nearest(command->words[0].text, names);
        config_report(diagnostics, command, 0, file, "there is no command \"%s\"%s%s%s",
                      command->words[0].text,
                      near ? ", did you mean \""
                           : "; a config file has set, bind, color, extract and include",
                      near ? near : "", near ? "\"?" : "");
    } else if (id == COMMAND_SET) {
        config_set_option(app->options, command, file, diagnostics, NULL, NULL);
    } else if (id == COMMAND_BIND) {
        load_bind(app, command, file, diagnostics);
    } else if (id == COMMAND_COLOR) {
        load_color(app, command, file, diagnostics);
    } else if (id == COMMAND_EXTRACT) {
        load_extract(app, command, file, diagnostics);
    } else {
        config_report(diagnostics, command, 0, file,
                      "\"%s\" is for the prompt and for keys; a config file has set, bind, color, "
                      "extract and "
                      "include",
                      command->words[0].text);
    }
}

void app_load_config(struct app *app)
{
    config_load(app->config_path, whole_names, load_command, app, app->diagnostics);
}

guint app_configure(struct app *app, const struct command *command, char **message, GError **error)
{
    struct diagnostic_list *diagnostics = diagnostic_list_new();
    enum command_id id = COMMAND_N;
    guint redraw = REDRAW_STATUS;
    command_find(command->words[0].text, &id);
    if (id == COMMAND_SET)
        config_set_option(app->options, command, NULL, diagnostics, &redraw, message);
    else if (id == COMMAND_BIND)
        load_bind(app, command, NULL, diagnostics);
    else if (id == COMMAND_EXTRACT)
        load_extract(app, command, NULL, diagnostics);
    else
        load_color(app, command, NULL, diagnostics);
    if (id == COMMAND_COLOR)
        redraw = REDRAW_LAYOUT;
    if (diagnostic_list_get_length(diagnostics)) {
        g_set_error(error, CONFIG_ERROR, CONFIG_ERROR_VALUE, "%s",
                    diagnostic_list_get(diagnostics, 0)->message);
        redraw = REDRAW_NONE;
    }
    diagnostic_list_free(diagnostics);
    return redraw;
}

/* ---- feeds */

/* The guide as a feed of the archive, its articles those of this program. */
static bool load_guide(struct app *app, struct store *writable, gint64 feed_id, GError **error)
{
    gsize len = 0;
    const char *text = guide_get_document(&len);
    const guint64 hash = hash_bytes(text, len);
    struct feed_row *row =
        store_find_feed(app->store ? app->store : writable, feed_id, NULL, error);
    const bool is_current = row && row->body_hash == hash;
    feed_row_free(row);
    if (is_current || !writable)
        return is_current;
    const struct feed_options options = { .base_url = GUIDE_URL };
    feed_start();
    struct feed_document *document = feed_parse(text, len, &options, error);
    if (!document)
        return false;
    const struct feed_result result = { .feed_id = feed_id,
                                        .at = clock_now_s(),
                                        .status = 200,
                                        .is_success = true,
                                        .has_validators = true,
                                        .body_hash = hash };
    struct merge_result merged;
    const struct merge_options all = { 0 };
    const bool ok = store_merge(writable, document, &result, &all, &merged, error);
    feed_document_free(document);
    return ok;
}

static GArray *collect_subscriptions(const struct app *app)
{
    GArray *wanted = g_array_new(FALSE, TRUE, sizeof(struct feed_subscription));
    const struct feed_subscription guide = { .url = GUIDE_URL };
    if (app->is_guide)
        g_array_append_val(wanted, guide);
    for (guint i = 0; i < app->subscriptions->items->len; i++) {
        const struct subscription *subscription = app->subscriptions->items->pdata[i];
        const struct feed_subscription entry = { .url = subscription->url,
                                                 .title = subscription->title,
                                                 .tags = (const char *const *)subscription->tags };
        if (subscription->kind != SUBSCRIPTION_QUERY)
            g_array_append_val(wanted, entry);
    }
    return wanted;
}

/* Brings the archive in line with the subscriptions through handle; with a read-only handle true
 * only if it already is. */
static bool sync_feeds(struct app *app, struct store *handle, bool is_writable, GError **error)
{
    g_autoptr(GArray) wanted = collect_subscriptions(app);
    g_autofree gint64 *ids = g_new0(gint64, wanted->len + 1);
    if (!store_sync_feeds(handle, (const struct feed_subscription *)(void *)wanted->data,
                          wanted->len, ids, error))
        return false;
    if (is_writable && !store_set_feed_hidden(handle, GUIDE_URL, !app->is_guide, error))
        return false;
    g_free(app->feed_ids);
    app->feed_ids = g_new0(gint64, app->subscriptions->items->len + 1);
    for (guint i = 0, next = app->is_guide; i < app->subscriptions->items->len; i++) {
        const struct subscription *subscription = app->subscriptions->items->pdata[i];
        app->feed_ids[i] = subscription->kind == SUBSCRIPTION_QUERY ? 0 : ids[next++];
    }
    return !app->is_guide || load_guide(app, is_writable ? handle : NULL, ids[0], error);
}

bool app_load_feeds(struct app *app, GError **error)
{
    bool is_missing = false;
    struct subscriptions *loaded =
        subscriptions_load(app->feeds_path, app->options, &is_missing, app->diagnostics);
    if (loaded) {
        subscriptions_free(app->subscriptions);
        app->subscriptions = loaded;
        app->is_guide = is_missing;
        app->next_due_at = 0;
    } else if (!app->subscriptions) { /* unreadable: nothing in the archive may be taken for
                                         unsubscribed */
        app->subscriptions = subscriptions_parse("", 0, app->feeds_path, app->options, NULL);
        app->feed_ids = g_new0(gint64, 1);
        return true;
    } else {
        return true;
    }
    if (app->store && sync_feeds(app, app->store, false, NULL))
        return true;
    struct store *writable = store_open(app->archive_path, STORE_WRITE, error);
    const bool ok = writable && sync_feeds(app, writable, true, error);
    store_close(writable);
    return ok;
}

const struct subscription *app_find_subscription(const struct app *app, gint64 feed_id)
{
    for (guint i = 0; feed_id && i < app->subscriptions->items->len; i++)
        if (app->feed_ids[i] == feed_id)
            return app->subscriptions->items->pdata[i];
    return NULL;
}

char *app_describe_schedule(const struct app *app, const struct feed_row *row)
{
    return schedule_describe(row, app_find_subscription(app, row->id), clock_now_s());
}
