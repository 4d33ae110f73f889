/* SPDX-License-Identifier: MIT */
/* The commands that need no screen: one function each, found through a table. */
#include "private.h"

#include "app/discovery.h"
#include "app/full_text.h"
#include "app/headlines.h"
#include "app/schedule.h"
#include "base/clock.h"
#include "base/url.h"
#include "extract_rule.h"
#include "store/item_row.h"

#include <string.h>

#define STOPPED_MS (15 * 60 * 1000) /* "stop" also ends fetching by itself, for so long */

/* What a command was called with. */
struct call {
    struct app *app;
    const struct command *command;
    const struct app_focus *focus;
    char *message;
    GError **error;
};

typedef guint command_func(struct call *call);

static guint fail(struct call *call, const char *format, ...) G_GNUC_PRINTF(2, 3);
static guint fail(struct call *call, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(call->error, STORE_ERROR, STORE_ERROR_NOT_FOUND, reason);
    return REDRAW_NONE;
}

static const char *get_word(const struct call *call, guint index)
{
    return index < call->command->n_words ? call->command->words[index].text : NULL;
}

/* ---- fetching */

static guint reload_rows(struct app *app, bool only_due, const gint64 *feed_ids, guint n)
{
    guint n_asked = 0;
    const gint64 now = clock_now_s();
    g_autoptr(GPtrArray) rows = store_get_feeds(app->store, false, NULL);
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct feed_row *row = rows->pdata[i];
        const struct subscription *subscription = app_find_subscription(app, row->id);
        bool is_wanted = !feed_ids;
        for (guint k = 0; k < n && feed_ids && !is_wanted; k++)
            is_wanted = feed_ids[k] == row->id;
        if (!subscription || !is_wanted ||
            (row->is_gone && !feed_ids)) /* one that is gone is asked only by name */
            continue;
        const gint64 due_at = only_due ? schedule_get_due(row, subscription) : now;
        if (!due_at || due_at > now)
            continue;
        n_asked += reload_post(app_get_reload(app), subscription, row);
    }
    app->progress.n_total += n_asked;
    return n_asked;
}

guint app_reload_due(struct app *app)
{
    return reload_rows(app, true, NULL, 0);
}

guint app_reload(struct app *app, const gint64 *feed_ids, guint n)
{
    return reload_rows(app, false, feed_ids, n);
}

static guint run_reload_all(struct call *call)
{
    if (call->app->is_guide)
        return fail(call, "there are no feeds yet: \"add URL\" subscribes to one, or write %s",
                    call->app->feeds_path);
    app_load_feeds(call->app, NULL); /* the file may have been edited */
    if (!app_reload(call->app, NULL, 0) && !call->app->progress.n_total)
        return fail(call, "no feed can be fetched");
    return REDRAW_STATUS | REDRAW_LIST;
}

static guint run_reload(struct call *call)
{
    if (call->focus->feed_id) {
        if (!app_find_subscription(call->app, call->focus->feed_id))
            return fail(call, call->app->is_guide
                                  ? "the guide comes with newsdeck and is not fetched"
                                  : "this feed is not in the feeds file any more");
        app_reload(call->app, &call->focus->feed_id, 1);
        return REDRAW_STATUS | REDRAW_LIST;
    }
    return run_reload_all(call);
}

static guint run_stop(struct call *call)
{
    const struct app_discovery *discovery = app_get_discovery(call->app);
    const bool is_looking = discovery && discovery->is_looking;
    const bool has_pages = full_text_stop(call->app);
    if (!has_pages && (!call->app->reload || (!call->app->progress.n_total && !is_looking)))
        return fail(call, "nothing is being fetched");
    app_stop_discovery(call->app);
    if (call->app->reload)
        reload_cancel(call->app->reload);
    /* else what is due would be asked for again at once */
    call->app->schedule_checked_ms = clock_monotonic_ms() + STOPPED_MS;
    call->message = g_strdup("stopped");
    return REDRAW_STATUS;
}

static guint run_offline(struct call *call)
{
    if (!app_fetch_pages(call->app, command_get_rest(call->command, 1), call->error))
        return REDRAW_NONE;
    return REDRAW_STATUS;
}

/* ---- marking */

static struct item_row *take_row(struct call *call)
{
    GPtrArray *rows = call->focus->item_id
                          ? store_get_rows(call->app->store, &call->focus->item_id, 1, NULL)
                          : NULL;
    struct item_row *row = rows && rows->len ? g_ptr_array_steal_index(rows, 0) : NULL;
    if (rows)
        g_ptr_array_unref(rows);
    if (row)
        app_apply_pending(call->app, row);
    else
        fail(call, "no article is selected");
    return row;
}

static guint edit_row(struct call *call, enum edit_field field)
{
    struct item_row *row = take_row(call);
    if (!row)
        return REDRAW_NONE;
    const bool value = field == EDIT_READ      ? !row->is_read
                       : field == EDIT_STARRED ? !row->is_starred
                                               : true;
    static const char *const names[][2] = {
        [EDIT_READ] = { "mark unread", "mark read" },
        [EDIT_STARRED] = { "unstar", "star" },
        [EDIT_DELETED] = { "restore", "delete" },
    };
    g_autofree char *label = g_strdup_printf("%s \"%s\"", names[field][value], row->title);
    const struct edit edit = {
        .field = field, .value = value, .ids = &row->id, .n_ids = 1, .label = label
    };
    app_post_edit(call->app, &edit);
    if (field == EDIT_DELETED)
        call->message = g_strdup_printf("deleted \"%s\"; u takes it back", row->title);
    item_row_free(row);
    return REDRAW_LIST | REDRAW_STATUS;
}

static guint run_toggle_read(struct call *call)
{
    return edit_row(call, EDIT_READ);
}

static guint run_star(struct call *call)
{
    return edit_row(call, EDIT_STARRED);
}

static guint run_delete(struct call *call)
{
    return edit_row(call, EDIT_DELETED);
}

static guint run_mark_feed_read(struct call *call)
{
    struct app *app = call->app;
    const struct headlines *list = call->focus->headlines;
    const gint64 feed_id = call->focus->feed_id;
    g_autofree char *label = NULL;
    struct edit edit = {
        .field = EDIT_READ, .value = true, .max_id = app->shown_max_id, .is_scope = true
    };
    g_autoptr(GArray) ids = !feed_id && list ? headlines_collect_ids(list) : NULL;
    if (ids && !ids->len)
        return fail(call,
                    headlines_is_loading(list) ? "the list is still loading" : "the list is empty");
    if (feed_id) {
        edit.feed_id = feed_id;
        label = g_strdup_printf("mark \"%s\" read", feed_list_get_title(app->feed_list, feed_id));
    } else if (ids) {
        edit.is_scope = false;
        edit.ids = (const gint64 *)(void *)ids->data;
        edit.n_ids = ids->len;
        label = g_strdup_printf("mark \"%s\" read", headlines_get_title(list));
    } else if (list && headlines_get_kind(list) == FEED_LIST_ALL) {
        label = g_strdup("mark all articles read");
    } else {
        return fail(call, "no feed or list is selected");
    }
    edit.label = label;
    app_post_edit(app, &edit);
    return REDRAW_LIST | REDRAW_STATUS;
}

static guint run_mark_all_read(struct call *call)
{
    const struct edit edit = { .field = EDIT_READ,
                               .value = true,
                               .is_scope = true,
                               .max_id = call->app->shown_max_id,
                               .label = "mark all articles read" };
    app_post_edit(call->app, &edit);
    return REDRAW_LIST | REDRAW_STATUS;
}

static guint run_undo(struct call *call)
{
    writer_post_undo(app_get_writer(call->app), ++call->app->last_serial);
    return REDRAW_STATUS;
}

/* ---- subscriptions: edits of the feeds file. Small files, written at once: a key press that says
 * "saved" is saved. */

static char *read_feeds_file(struct app *app)
{
    char *text = NULL;
    return g_file_get_contents(app->feeds_path, &text, NULL, NULL) ? text : g_strdup("");
}

static guint follow_edit(struct call *call, const char *before, const char *label)
{
    struct app *app = call->app;
    g_autofree char *after = read_feeds_file(app);
    if (*before)
        writer_post_file(app_get_writer(app), app->feeds_path, before, after, label);
    if (!app_load_feeds(app, call->error))
        return REDRAW_NONE;
    feed_list_mark_dirty(app->feed_list);
    feed_list_refresh(app->feed_list);
    return REDRAW_MODEL | REDRAW_LIST | REDRAW_STATUS;
}

/* The reader fetches at once what was just subscribed to or allowed. */
static void fetch_new(struct call *call, const char *url, guint redraw)
{
    struct feed_row *row = redraw ? store_find_feed(call->app->store, 0, url, NULL) : NULL;
    if (row && call->app->mode == APP_READER)
        app_reload(call->app, &row->id, 1);
    feed_row_free(row);
}

guint app_add_subscriptions(struct app *app, const struct subscription_entry *entries, guint n,
                            gint64 *feed_id, GError **error)
{
    struct call call = { .app = app, .error = error };
    guint n_added = 0;
    g_autofree char *before = read_feeds_file(app);
    g_autofree char *shown = url_redact(entries[0].url);
    if (!subscriptions_add(app->feeds_path, entries, n, &n_added, error))
        return REDRAW_NONE;
    if (!n_added)
        return fail(&call,
                    n == 1 ? "\"%s\" is subscribed already"
                           : "\"%s\" and the others are subscribed already",
                    shown);
    g_autofree char *label =
        n == 1 ? g_strdup_printf("add \"%s\"", shown) : g_strdup_printf("add %u feeds", n_added);
    const guint redraw = follow_edit(&call, before, label);
    for (guint i = 0; i < n; i++)
        fetch_new(&call, entries[i].url, redraw);
    struct feed_row *row =
        redraw && feed_id ? store_find_feed(app->store, 0, entries[0].url, NULL) : NULL;
    if (row)
        *feed_id = row->id;
    feed_row_free(row);
    return redraw;
}

/* add [--as-is] URL [TAG…] [~TITLE] */
static guint run_add(struct call *call)
{
    const bool is_as_is = g_strcmp0(get_word(call, 1), "--as-is") == 0;
    const guint first = is_as_is ? 2 : 1;
    const char *url = get_word(call, first);
    const char *title = NULL;
    if (!url)
        return fail(call, "an address is missing: add https://example.org/ news \"~My title\"");
    g_autoptr(GPtrArray) tags = g_ptr_array_new();
    for (guint i = first + 1; i < call->command->n_words; i++) {
        const char *word = get_word(call, i);
        if (*word == '~')
            title = word + 1;
        else
            g_ptr_array_add(tags, (gpointer)word);
    }
    g_ptr_array_add(tags, NULL);
    const char *const *words = (const char *const *)tags->pdata;
    g_autofree char *shown = url_redact(url);
    if (app_is_subscribed(call->app, url))
        return fail(call, "\"%s\" is subscribed already", shown);
    if (!is_as_is && app_can_discover(url))
        return app_discover(call->app, url, words, title, call->error) ? REDRAW_STATUS
                                                                       : REDRAW_NONE;
    const struct subscription_entry entry = { .url = url, .title = title, .tags = words };
    const guint redraw = app_add_subscriptions(call->app, &entry, 1, NULL, call->error);
    call->message = redraw ? g_strdup_printf("subscribed to \"%s\"", shown) : NULL;
    return redraw;
}

static void fail_unsubscribed(struct call *call)
{
    struct feed_row *row = store_find_feed(call->app->store, call->focus->feed_id, NULL, NULL);
    g_autofree char *url = url_redact(row ? row->url : "");
    fail(call, "\"%s\" is not in %s", url, call->app->feeds_path);
    feed_row_free(row);
}

/* The url of the feeds file that a word or the selected feed means; NULL and error. */
static const char *find_url(struct call *call, const char *word)
{
    if (word && subscriptions_find(call->app->subscriptions, word))
        return word;
    if (word) {
        g_autofree char *shown = url_redact(word);
        fail(call, "\"%s\" is not in %s", shown, call->app->feeds_path);
        return NULL;
    }
    const struct subscription *subscription =
        app_find_subscription(call->app, call->focus->feed_id);
    if (!subscription && call->focus->feed_id)
        fail_unsubscribed(call);
    else if (!subscription)
        fail(call, "no feed is selected");
    return subscription ? subscription->url : NULL;
}

static guint run_remove(struct call *call)
{
    g_autofree char *url = g_strdup(find_url(call, get_word(call, 1)));
    g_autofree char *before = read_feeds_file(call->app);
    if (!url || !subscriptions_remove(call->app->feeds_path, url, call->error))
        return REDRAW_NONE;
    g_autofree char *shown = url_redact(url);
    g_autofree char *label = g_strdup_printf("remove \"%s\"", shown);
    const guint redraw = follow_edit(call, before, label);
    call->message =
        redraw
            ? g_strdup_printf("the subscription to \"%s\" has ended; its articles are kept", shown)
            : NULL;
    return redraw;
}

static guint run_rename(struct call *call)
{
    /* rename My own "title" takes the rest as it stands, rename "My title" the one word */
    const char *title =
        call->command->n_words == 2 ? get_word(call, 1) : command_get_rest(call->command, 1);
    g_autofree char *url = g_strdup(find_url(call, NULL));
    g_autofree char *before = read_feeds_file(call->app);
    if (!url || !subscriptions_set_title(call->app->feeds_path, url, title, call->error))
        return REDRAW_NONE;
    g_autofree char *label = g_strdup_printf("rename to \"%s\"", title);
    return follow_edit(call, before, label);
}

static guint run_allow(struct call *call)
{
    g_autofree char *url = g_strdup(find_url(call, get_word(call, 1)));
    const struct subscription *subscription =
        url ? subscriptions_find(call->app->subscriptions, url) : NULL;
    if (!subscription)
        return REDRAW_NONE;
    if (!subscription->command)
        return fail(call, "this feed has no command that could run");
    if (options_get_bool(subscription->options, OPTION_ALLOW))
        return fail(call, "its command may run already");
    g_autofree char *command = g_strdup(subscription->command);
    g_autofree char *before = read_feeds_file(call->app);
    if (!subscriptions_set_option(call->app->feeds_path, url, "allow",
                                  options_get_bool(call->app->options, OPTION_ALLOW) ? NULL : "yes",
                                  call->error))
        return REDRAW_NONE;
    g_autofree char *label = g_strdup_printf("allow \"%s\"", command);
    const guint redraw = follow_edit(call, before, label);
    fetch_new(call, url, redraw);
    call->message =
        redraw ? g_strdup_printf("\"%s\" runs from now on when its feed is fetched", command)
               : NULL;
    return redraw;
}

static guint run_source(struct call *call)
{
    struct app *app = call->app;
    diagnostic_list_free(app->diagnostics);
    app->diagnostics = diagnostic_list_new();
    app_load_config(app);
    if (!app_load_feeds(app, call->error))
        return REDRAW_NONE;
    feed_list_mark_dirty(app->feed_list);
    feed_list_refresh(app->feed_list);
    const guint n = diagnostic_list_count(app->diagnostics, DIAGNOSTIC_ERROR);
    call->message = n ? g_strdup_printf("read again, %u errors; v shows them", n)
                      : g_strdup("config and feeds read again");
    return REDRAW_LAYOUT | REDRAW_MODEL | REDRAW_LIST | REDRAW_PAGE | REDRAW_STATUS;
}

static guint run_extract(struct call *call)
{
    const bool is_question = call->command->n_words == 2;
    if (!is_question && !app_configure(call->app, call->command, NULL, call->error))
        return REDRAW_NONE;
    call->message = extract_rules_describe(call->app->extract_rules, get_word(call, 1));
    return REDRAW_STATUS;
}

static const struct {
    enum command_id id;
    command_func *run;
} functions[] = {
    { COMMAND_TOGGLE_READ, run_toggle_read },
    { COMMAND_MARK_FEED_READ, run_mark_feed_read },
    { COMMAND_MARK_ALL_READ, run_mark_all_read },
    { COMMAND_STAR, run_star },
    { COMMAND_DELETE, run_delete },
    { COMMAND_UNDO, run_undo },
    { COMMAND_RELOAD, run_reload },
    { COMMAND_RELOAD_ALL, run_reload_all },
    { COMMAND_STOP, run_stop },
    { COMMAND_OFFLINE, run_offline },
    { COMMAND_EXTRACT, run_extract },
    { COMMAND_ADD, run_add },
    { COMMAND_REMOVE, run_remove },
    { COMMAND_RENAME, run_rename },
    { COMMAND_ALLOW, run_allow },
    { COMMAND_SOURCE, run_source },
};

guint app_run(struct app *app, enum command_id id, const struct command *command,
              const struct app_focus *focus, char **message, GError **error)
{
    static const struct app_focus nowhere = { 0 };
    struct call call = {
        .app = app, .command = command, .focus = focus ? focus : &nowhere, .error = error
    };
    if (command_get_row(id)->where == COMMAND_BY_CONFIG)
        return app_configure(app, command, message, error);
    for (guint i = 0; i < G_N_ELEMENTS(functions); i++) {
        if (functions[i].id != id)
            continue;
        const guint redraw = functions[i].run(&call);
        *message = call.message;
        return redraw;
    }
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, "\"%s\" needs the screen",
                command->words[0].text);
    return REDRAW_NONE;
}
