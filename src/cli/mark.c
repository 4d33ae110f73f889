/* SPDX-License-Identifier: MIT */
/* "newsdeck mark", "star" and "undo": print what changed; success means that it is on disk. */
#include "app/app.h"
#include "base/utf8.h"
#include "commands.h"
#include "document.h"
#include "session.h"
#include "store/edit.h"
#include "store/item_row.h"

#include <stdio.h>
#include <string.h>

/* Numbers may be mistyped: false and error for the first that no article has. */
static bool check_ids(struct app *app, const GArray *ids, GError **error)
{
    for (guint i = 0; i < ids->len; i++) {
        const gint64 id = g_array_index(ids, gint64, i);
        g_autoptr(GPtrArray) rows = store_get_rows(app_get_store(app), &id, 1, error);
        if (rows && !rows->len)
            g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                        "there is no article %" G_GINT64_FORMAT, id);
        if (!rows || !rows->len)
            return false;
    }
    return true;
}

static int edit_items(const char *name, int argc, char **argv, enum edit_field field, bool value,
                      const char *done)
{
    g_autoptr(GError) error = NULL;
    guint n_changed = 0;
    struct app *app = session_open(name);
    GArray *ids = app ? session_find_items(app, argc, argv, 1, &error) : NULL;
    g_autofree char *words = session_join(argc, argv, 1);
    g_autofree char *label = g_strdup_printf("mark %s %s", words, done);
    const struct edit edit = { .field = field,
                               .value = value,
                               .label = label,
                               .ids = ids ? (const gint64 *)(void *)ids->data : NULL,
                               .n_ids = ids ? ids->len : 0 };
    const bool ok = ids && check_ids(app, ids, &error) &&
                    (!ids->len || app_edit_wait(app, &edit, &n_changed, &error));
    if (ok)
        printf("%u of %u %s marked %s\n", n_changed, ids->len,
               ids->len == 1 ? "article" : "articles", done);
    if (error)
        document_complain(name, error->message);
    if (ids)
        g_array_unref(ids);
    app_free(app);
    return ok ? 0 : 1;
}

int cli_mark(int argc, char **argv)
{
    gboolean is_read = FALSE, is_unread = FALSE;
    const GOptionEntry entries[] = {
        { "read", 0, 0, G_OPTION_ARG_NONE, &is_read, "Mark as read", NULL },
        { "unread", 0, 0, G_OPTION_ARG_NONE, &is_unread, "Mark as unread", NULL },
        { NULL },
    };
    if (!session_parse(&argc, &argv, "--read|--unread ID…|QUERY", entries))
        return 2;
    if (is_read == is_unread || argc < 2) {
        document_complain("mark", is_read == is_unread
                                      ? "say --read or --unread"
                                      : "which articles? numbers, or a query such as older:1m");
        return 2;
    }
    return edit_items("mark", argc, argv, EDIT_READ, is_read, is_read ? "read" : "unread");
}

int cli_star(int argc, char **argv)
{
    gboolean is_removing = FALSE;
    const GOptionEntry entries[] = {
        { "remove", 0, 0, G_OPTION_ARG_NONE, &is_removing, "Take the star away", NULL },
        { NULL },
    };
    if (!session_parse(&argc, &argv, "[--remove] ID…|QUERY", entries))
        return 2;
    if (argc < 2) {
        document_complain("star", "which articles? numbers, or a query");
        return 2;
    }
    return edit_items("star", argc, argv, EDIT_STARRED, !is_removing,
                      is_removing ? "without a star" : "with a star");
}

int cli_undo(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *label = NULL;
    guint n_changed = 0;
    if (!session_parse(&argc, &argv, NULL, NULL))
        return 2;
    struct app *app = session_open("undo");
    const bool ok = app && app_undo_wait(app, &label, &n_changed, &error);
    g_autofree char *line = utf8_clean_line(label ? label : "", label ? strlen(label) : 0);
    if (ok) {
        printf("taken back: %s", *line ? line : "a change");
        printf(n_changed ? " (%u changed)\n" : "\n", n_changed);
    }
    if (error)
        document_complain("undo", error->message);
    app_free(app);
    return ok ? 0 : 1;
}
