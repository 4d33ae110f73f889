/* SPDX-License-Identifier: MIT */
/* The commands that change the feeds file: add, remove, rename, allow. The store thread carries
 * each out (app/feeds_file.h); what is said comes with EVENT_FEEDS, when it is on disk. */
#include "subscription_change.h"

#include "app/engine.h"
#include "app/feeds_file.h"
#include "app/fetch.h"
#include "app/service.h"
#include "base/fold.h"
#include "base/url.h"
#include "store/feed_row.h"
#include "subscribe/discovery.h"

#include <string.h>

/* What a change needs; strings are its own. */
struct change {
    char *url;                          /* which feed; NULL for additions */
    char *title;                        /* of "rename" */
    struct subscription_entry *entries; /* of "add" … */
    guint n_entries;
    char *allow;   /* the value of the option "allow", or NULL: taken away */
    char *message; /* what to say when it is done, or NULL */
    bool fetches;  /* the reader then fetches url */
    bool selects;  /* the screen goes to the first entry */
};

static void change_free(void *data)
{
    struct change *change = data;
    for (guint i = 0; i < change->n_entries; i++) {
        g_free((char *)change->entries[i].url);
        g_free((char *)change->entries[i].title);
        g_strfreev((char **)change->entries[i].tags);
    }
    g_free(change->entries);
    g_free(change->url);
    g_free(change->title);
    g_free(change->allow);
    g_free(change->message);
    g_free(change);
}

/* ---- on the store thread */

static bool change_add(const char *path, void *data, GError **error)
{
    const struct change *change = data;
    guint n_added = 0;
    if (!subscriptions_add(path, change->entries, change->n_entries, &n_added, error))
        return false;
    if (n_added)
        return true;
    g_autofree char *shown = url_redact(change->entries[0].url);
    g_set_error(error, APP_ERROR, APP_ERROR_REFUSED,
                change->n_entries == 1 ? "\"%s\" is subscribed already"
                                       : "\"%s\" and the others are subscribed already",
                shown);
    return false;
}

static bool change_remove(const char *path, void *data, GError **error)
{
    const struct change *change = data;
    return subscriptions_remove(path, change->url, error);
}

static bool change_rename(const char *path, void *data, GError **error)
{
    const struct change *change = data;
    return subscriptions_set_title(path, change->url, change->title, error);
}

static bool change_allow(const char *path, void *data, GError **error)
{
    const struct change *change = data;
    return subscriptions_set_option(path, change->url, "allow", change->allow, error);
}

/* ---- when it is done */

static gint64 find_feed(struct app *app, const char *url)
{
    struct feed_row *row = store_find_feed(app_get_store(app), 0, url, NULL);
    const gint64 id = row ? row->id : 0;
    feed_row_free(row);
    return id;
}

static void fetch_feed(struct app *app, gint64 feed_id)
{
    if (feed_id && app_get_mode(app) == APP_READER)
        app_fetch_feeds(app, &feed_id, 1);
}

static void report_change(struct app *app, void *data, const GError *error, struct event *event)
{
    const struct change *change = data;
    if (error)
        return;
    event->text = g_strdup(change->message);
    if (change->selects)
        event->feed_id = find_feed(app, change->entries[0].url);
    for (guint i = 0; i < change->n_entries; i++)
        fetch_feed(app, find_feed(app, change->entries[i].url));
    if (change->fetches)
        fetch_feed(app, find_feed(app, change->url));
}

static void post(struct app *app, feeds_file_change *run, struct change *change, const char *label)
{
    const struct feeds_file_job job = {
        .change = run,
        .label = label,
        .done = report_change,
        .data = change,
        .free_data = change_free,
    };
    feeds_file_post(app, &job);
}

/* ---- add */

bool app_add_subscriptions(struct app *app, const struct subscription_entry *entries, guint n,
                           const char *message, bool selects, GError **error)
{
    g_autofree char *shown = url_redact(entries[0].url);
    const char *problem = subscription_find_problem(entries[0].url);
    if (problem) {
        g_set_error(error, APP_ERROR, APP_ERROR_USAGE, "cannot add \"%s\": %s", shown, problem);
        return false;
    }
    struct change *change = g_new0(struct change, 1);
    change->entries = g_new0(struct subscription_entry, n);
    change->n_entries = n;
    change->message = g_strdup(message);
    change->selects = selects;
    for (guint i = 0; i < n; i++) {
        change->entries[i].url = g_strdup(entries[i].url);
        change->entries[i].title = g_strdup(entries[i].title);
        change->entries[i].tags = (const char *const *)g_strdupv((char **)entries[i].tags);
    }
    g_autofree char *label =
        n == 1 ? g_strdup_printf("add \"%s\"", shown) : g_strdup_printf("add %u feeds", n);
    post(app, change_add, change, label);
    return true;
}

/* add [--as-is] URL [TAG…] [~TITLE] */
static guint run_add(struct app_call *call)
{
    const bool is_as_is = g_strcmp0(app_call_get_word(call, 1), "--as-is") == 0;
    const guint first = is_as_is ? 2 : 1;
    const char *url = app_call_get_word(call, first);
    const char *title = NULL;
    if (!url)
        return app_call_fail(call, APP_ERROR_USAGE,
                             "an address is missing: add https://example.org/ news \"~My title\"");
    g_autoptr(GPtrArray) tags = g_ptr_array_new();
    for (guint i = first + 1; i < call->command->n_words; i++) {
        const char *word = app_call_get_word(call, i);
        if (*word == '~')
            title = word + 1;
        else
            g_ptr_array_add(tags, (gpointer)word);
    }
    g_ptr_array_add(tags, NULL);
    const char *const *words = (const char *const *)tags->pdata;
    g_autofree char *shown = url_redact(url);
    if (app_is_subscribed(call->app, url))
        return app_call_fail(call, APP_ERROR_REFUSED, "\"%s\" is subscribed already", shown);
    if (!is_as_is && app_can_discover(url))
        return app_discover(call->app, url, words, title, call->error) ? REDRAW_STATUS
                                                                       : REDRAW_NONE;
    const struct subscription_entry entry = { .url = url, .title = title, .tags = words };
    g_autofree char *message = g_strdup_printf("subscribed to \"%s\"", shown);
    return app_add_subscriptions(call->app, &entry, 1, message, false, call->error) ? REDRAW_STATUS
                                                                                    : REDRAW_NONE;
}

/* ---- the others: on the selected feed, or the one that is named */

/* Sets the call's error; returns NULL. */
static const struct subscription *fail_unsubscribed(struct app_call *call, const char *url)
{
    g_autofree char *shown = url_redact(url);
    app_call_fail(call, APP_ERROR_NOT_FOUND, "\"%s\" is not in %s", shown,
                  app_get_feeds_path(call->app));
    return NULL;
}

/* The one subscription whose title is the word, or else has it as a part, as on the command line. */
static const struct subscription *find_by_title(struct app_call *call, const char *word,
                                                guint *n_found)
{
    g_autoptr(GPtrArray) rows = store_get_feeds(app_get_store(call->app), true, NULL);
    g_autofree char *folded = fold_text(word);
    const struct subscription *found = NULL;
    for (guint i = 0; rows && *folded && i < rows->len; i++) {
        const struct feed_row *feed = rows->pdata[i];
        g_autofree char *title = fold_text(feed->title ? feed->title : "");
        const struct subscription *one =
            strstr(title, folded) ? app_find_subscription(call->app, feed->id) : NULL;
        if (!one)
            continue;
        if (g_str_equal(title, folded)) {
            *n_found = 1;
            return one;
        }
        found = one;
        ++*n_found;
    }
    return *n_found == 1 ? found : NULL;
}

/* The subscription that a word (or NULL) or the selected feed means; NULL and the call's error. */
static const struct subscription *find_subscription(struct app_call *call, const char *word)
{
    const gint64 feed_id = call->focus->feed_id;
    guint n_found = 0;
    const struct subscription *subscription =
        word ? subscriptions_find(app_get_subscriptions(call->app), word)
             : app_find_subscription(call->app, feed_id);
    if (!subscription && word)
        subscription = find_by_title(call, word, &n_found);
    if (subscription)
        return subscription;
    if (n_found > 1) {
        app_call_fail(call, APP_ERROR_USAGE, "\"%s\" is part of the titles of %u feeds", word,
                      n_found);
        return NULL;
    }
    if (word)
        return fail_unsubscribed(call, word);
    if (!feed_id) {
        app_call_fail(call, APP_ERROR_NOT_FOUND, "no feed is selected");
        return NULL;
    }
    struct feed_row *row = store_find_feed(app_get_store(call->app), feed_id, NULL, NULL);
    fail_unsubscribed(call, row ? row->url : "");
    feed_row_free(row);
    return NULL;
}

static struct change *change_new(const struct subscription *subscription)
{
    struct change *change = g_new0(struct change, 1);
    change->url = g_strdup(subscription->url);
    return change;
}

static guint run_remove(struct app_call *call)
{
    const struct subscription *subscription = find_subscription(call, app_call_get_word(call, 1));
    if (!subscription)
        return REDRAW_NONE;
    struct change *change = change_new(subscription);
    g_autofree char *shown = url_redact(change->url);
    g_autofree char *label = g_strdup_printf("remove \"%s\"", shown);
    change->message =
        g_strdup_printf("the subscription to \"%s\" has ended; its articles are kept", shown);
    post(call->app, change_remove, change, label);
    return REDRAW_STATUS;
}

static guint run_rename(struct app_call *call)
{
    /* rename My own "title" takes the rest as it stands, rename "My title" the one word */
    const char *title = call->command->n_words == 2 ? app_call_get_word(call, 1)
                                                    : command_get_rest(call->command, 1);
    const struct subscription *subscription = find_subscription(call, NULL);
    if (!subscription)
        return REDRAW_NONE;
    struct change *change = change_new(subscription);
    change->title = g_strdup(title);
    g_autofree char *label = g_strdup_printf("rename to \"%s\"", title);
    post(call->app, change_rename, change, label);
    return REDRAW_STATUS;
}

static guint run_allow(struct app_call *call)
{
    const struct subscription *subscription = find_subscription(call, app_call_get_word(call, 1));
    if (!subscription)
        return REDRAW_NONE;
    if (!subscription->command)
        return app_call_fail(call, APP_ERROR_REFUSED, "this feed has no command that could run");
    if (options_get_bool(subscription->options, OPTION_ALLOW))
        return app_call_fail(call, APP_ERROR_REFUSED, "its command may run already");
    struct change *change = change_new(subscription);
    change->allow =
        options_get_bool(app_get_options(call->app), OPTION_ALLOW) ? NULL : g_strdup("yes");
    change->fetches = true;
    change->message =
        g_strdup_printf("\"%s\" runs from now on when its feed is fetched", subscription->command);
    g_autofree char *label = g_strdup_printf("allow \"%s\"", subscription->command);
    post(call->app, change_allow, change, label);
    return REDRAW_STATUS;
}

static const struct app_command commands[] = {
    { COMMAND_ADD, run_add },
    { COMMAND_REMOVE, run_remove },
    { COMMAND_RENAME, run_rename },
    { COMMAND_ALLOW, run_allow },
    { 0 },
};

const struct service subscription_service = { .name = "subscriptions", .commands = commands };
