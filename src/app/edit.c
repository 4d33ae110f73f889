/* SPDX-License-Identifier: MIT */
/* Edits of articles: shown at once, written by the store thread, remembered until they are on disk.
 */
#include "app/edit.h"

#include "app/feeds_file.h"
#include "app/service.h"
#include "private.h"
#include "store/item_row.h"

/* A change that is on screen and not yet on disk. */
struct pending_edit {
    guint64 serial;
    enum edit_field field;
    bool value;
    GArray *ids; /* NULL: the scope below */
    gint64 feed_id, max_id;
};

struct editing {
    GPtrArray *pending; /* of struct pending_edit * */
};

static void pending_edit_free(void *data)
{
    struct pending_edit *edit = data;
    if (edit->ids)
        g_array_unref(edit->ids);
    g_free(edit);
}

static GPtrArray *get_pending(const struct app *app)
{
    const struct editing *editing = app_get_own(app, &edit_service);
    return editing->pending;
}

guint64 app_post_edit(struct app *app, const struct edit *edit)
{
    app_assert_thread(app);
    struct pending_edit *pending = g_new0(struct pending_edit, 1);
    pending->serial = app_next_serial(app);
    pending->field = edit->field;
    pending->value = edit->value;
    pending->feed_id = edit->feed_id;
    pending->max_id = edit->max_id;
    if (!edit->is_scope) {
        pending->ids = g_array_sized_new(FALSE, FALSE, sizeof(gint64), edit->n_ids);
        g_array_append_vals(pending->ids, edit->ids, edit->n_ids);
    }
    g_ptr_array_add(get_pending(app), pending);
    writer_post_edit(app_get_writer(app), edit, pending->serial);
    return pending->serial;
}

guint64 app_post_undo(struct app *app)
{
    app_assert_thread(app);
    const guint64 serial = app_next_serial(app);
    writer_post_undo(app_get_writer(app), serial);
    return serial;
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
    app_assert_thread(app);
    const GPtrArray *pending = get_pending(app);
    for (guint i = 0; i < pending->len; i++) {
        const struct pending_edit *edit = pending->pdata[i];
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

static void forget_pending(struct app *app, guint64 serial)
{
    GPtrArray *pending = get_pending(app);
    for (guint i = pending->len; i-- > 0;)
        if (((struct pending_edit *)pending->pdata[i])->serial == serial)
            g_ptr_array_remove_index(pending, i);
}

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
                g_set_error_literal(error, APP_ERROR, APP_ERROR_FILE, event->text);
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
    return wait_edit(app, app_post_edit(app, edit), NULL, n_changed, error);
}

bool app_undo_wait(struct app *app, char **label, guint *n_changed, GError **error)
{
    return wait_edit(app, app_post_undo(app), label, n_changed, error);
}

/* ---- the service */

static void start(G_GNUC_UNUSED struct app *app, void *own)
{
    struct editing *editing = own;
    editing->pending = g_ptr_array_new_with_free_func(pending_edit_free);
}

static void take(struct app *app, G_GNUC_UNUSED void *own, struct event *event)
{
    static const struct feeds_file_job again = { 0 };
    forget_pending(app, event->serial);
    if (event->is_undo && !event->is_error)
        feeds_file_post(app, &again); /* the undo may have restored the feeds file */
}

/* Waiting for another program's lock, as a rule. */
static bool describe(struct app *app, G_GNUC_UNUSED void *own, struct activity *activity)
{
    if (app->n_file_jobs)
        activity->text = g_strdup("waiting for the archive, to bring the feeds file in …");
    return app->n_file_jobs > 0;
}

static void clear(G_GNUC_UNUSED struct app *app, void *own)
{
    struct editing *editing = own;
    g_ptr_array_unref(editing->pending);
}

const struct service edit_service = {
    .name = "edits",
    .size = sizeof(struct editing),
    .events = 1u << EVENT_EDIT,
    .start = start,
    .take = take,
    .describe = describe,
    .free = clear,
};
