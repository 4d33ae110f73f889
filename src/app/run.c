/* SPDX-License-Identifier: MIT */
/* The commands of the app itself: marks, undo, the config file. The commands of a feature stand in
 * its service. */
#include "app/edit.h"
#include "app/extract_rule.h"
#include "app/feed_list.h"
#include "app/feeds_file.h"
#include "app/fetch.h"
#include "app/headlines.h"
#include "app/service.h"
#include "base/path.h"
#include "private.h"
#include "store/item_row.h"

/* ---- marking */

static struct item_row *take_row(struct app_call *call)
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
        app_call_fail(call, APP_ERROR_NOT_FOUND, "no article is selected");
    return row;
}

static guint edit_row(struct app_call *call, enum edit_field field)
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

static guint run_toggle_read(struct app_call *call)
{
    return edit_row(call, EDIT_READ);
}

static guint run_star(struct app_call *call)
{
    return edit_row(call, EDIT_STARRED);
}

static guint run_delete(struct app_call *call)
{
    return edit_row(call, EDIT_DELETED);
}

static guint run_mark_feed_read(struct app_call *call)
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
        return app_call_fail(call, APP_ERROR_NOT_FOUND,
                             headlines_is_loading(list) ? "the list is still loading"
                                                        : "the list is empty");
    if (feed_id) {
        edit.feed_id = feed_id;
        label = g_strdup_printf("mark \"%s\" read",
                                feed_list_get_title(app_get_feed_list(app), feed_id));
    } else if (ids) {
        edit.is_scope = false;
        edit.ids = (const gint64 *)(void *)ids->data;
        edit.n_ids = ids->len;
        label = g_strdup_printf("mark \"%s\" read", headlines_get_title(list));
    } else if (list && headlines_get_kind(list) == FEED_LIST_ALL) {
        label = g_strdup("mark all articles read");
    } else {
        return app_call_fail(call, APP_ERROR_NOT_FOUND, "no feed or list is selected");
    }
    edit.label = label;
    app_post_edit(app, &edit);
    return REDRAW_LIST | REDRAW_STATUS;
}

static guint run_mark_all_read(struct app_call *call)
{
    const struct edit edit = { .field = EDIT_READ,
                               .value = true,
                               .is_scope = true,
                               .max_id = call->app->shown_max_id,
                               .label = "mark all articles read" };
    app_post_edit(call->app, &edit);
    return REDRAW_LIST | REDRAW_STATUS;
}

static guint run_undo(struct app_call *call)
{
    app_post_undo(call->app);
    return REDRAW_STATUS;
}

/* ---- the program */

static guint run_stop(struct app_call *call)
{
    struct app *app = call->app;
    bool was_busy = false;
    for (guint i = 0; i < app->n_services; i++)
        if (app->services[i]->stop)
            was_busy |= app->services[i]->stop(app, app->blocks[i]);
    if (!was_busy)
        return app_call_fail(call, APP_ERROR_NOT_FOUND, "nothing is being fetched");
    app_stop_fetching(app);
    call->message = g_strdup("stopped");
    return REDRAW_STATUS;
}

static void say_read_again(struct app *app, G_GNUC_UNUSED void *data, const GError *error,
                           struct event *event)
{
    g_autofree char *mistakes = app_describe_mistakes(app);
    event->is_error = error || mistakes;
    if (!error)
        event->text = mistakes ? g_strdup_printf("read again: %s", mistakes)
                               : g_strdup("config and feeds read again");
}

/* source [FILE] */
static guint run_source(struct app_call *call)
{
    static const struct feeds_file_job again = { .done = say_read_again };
    struct app *app = call->app;
    const char *name = app_call_get_word(call, 1);
    g_autofree char *path = path_expand(name ? name : app->config_path, app->config_dir);
    if (name && !g_file_test(path, G_FILE_TEST_EXISTS))
        return app_call_fail(call, APP_ERROR_NOT_FOUND, "%s: there is no such file", path);
    diagnostic_list_free(app->config_diagnostics);
    app->config_diagnostics = diagnostic_list_new();
    app_load_config(app, path);
    feeds_file_post(app, &again);
    return REDRAW_LAYOUT | REDRAW_LIST | REDRAW_PAGE | REDRAW_STATUS;
}

static guint run_extract(struct app_call *call)
{
    const bool is_question = call->command->n_words == 2;
    if (!is_question && !app_configure(call->app, call->command, &call->message, call->error))
        return REDRAW_NONE;
    g_free(call->message);
    call->message = extract_rules_describe(call->app->extract_rules, app_call_get_word(call, 1));
    return REDRAW_STATUS;
}

const struct app_command app_commands[] = {
    { COMMAND_TOGGLE_READ, run_toggle_read },
    { COMMAND_MARK_FEED_READ, run_mark_feed_read },
    { COMMAND_MARK_ALL_READ, run_mark_all_read },
    { COMMAND_STAR, run_star },
    { COMMAND_DELETE, run_delete },
    { COMMAND_UNDO, run_undo },
    { COMMAND_STOP, run_stop },
    { COMMAND_EXTRACT, run_extract },
    { COMMAND_SOURCE, run_source },
    { 0 },
};
