/* SPDX-License-Identifier: MIT */
/* "newsdeck feeds": the subscriptions with their counts (unread of all), errors, and when each is
 * asked again. */
#include "app/fetch.h"
#include "base/url.h"
#include "base/utf8.h"
#include "commands.h"
#include "document.h"
#include "session.h"
#include "store/feed_row.h"

#include <stdio.h>
#include <string.h>

#define TITLE_COLS 34 /* with the rest a line stays within 80 columns as a rule */

static void print_json(const struct feed_row *row, char **tags)
{
    json_t *object = json_object();
    json_t *list = json_array();
    g_autofree char *url = url_redact(row->url);
    for (guint i = 0; tags && tags[i]; i++)
        json_array_append_new(list, json_string(tags[i]));
    json_object_set_new(object, "id", json_integer(row->id));
    session_set_text(object, "url", url);
    session_set_text(object, "title", row->title && *row->title ? row->title : url);
    session_set_text(object, "site_url", row->site_url);
    json_object_set_new(object, "tags", list);
    json_object_set_new(object, "total", json_integer(row->total));
    json_object_set_new(object, "unread", json_integer(row->unread));
    session_set_time(object, "last_success", row->last_success_at);
    session_set_time(object, "next_fetch", row->next_fetch_at);
    session_set_text(object, "error", row->error);
    session_set_text(object, "next_reason", row->next_reason);
    session_print_json(object);
}

/* "    3   12/340    Example Daily                       in 2 h: an article about every 8 h" */
static void print_text(struct app *app, const struct feed_row *row)
{
    g_autofree char *url = url_redact(row->url);
    const char *name = row->title && *row->title ? row->title : url;
    g_autofree char *clean = utf8_clean_line(name, strlen(name));
    g_autofree char *title = utf8_truncate(clean, TITLE_COLS);
    g_autofree char *error = row->error ? utf8_clean_line(row->error, strlen(row->error)) : NULL;
    g_autofree char *next = app_describe_schedule(app, row);
    g_autofree char *counts =
        g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, row->unread, row->total);
    printf("%5" G_GINT64_FORMAT "  %9s  %s%*s  %s\n", row->id, counts, title,
           (int)(TITLE_COLS - utf8_width(title)), "", next);
    if (error)
        printf("%18s%s\n", "", error);
}

int cli_feeds(int argc, char **argv)
{
    gboolean is_json = FALSE;
    const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, "One JSON object a line", NULL }, { NULL }
    };
    g_autoptr(GError) error = NULL;
    if (!session_parse(&argc, &argv, NULL, entries))
        return 2;
    struct app *app = session_open("feeds");
    GPtrArray *rows = app ? store_get_feeds(app_get_store(app), false, &error) : NULL;
    if (rows && rows->len && !is_json)
        printf("   ID     UNREAD  %-*s  NEXT ASKED\n", TITLE_COLS, "FEED");
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct feed_row *row = rows->pdata[i];
        g_auto(GStrv) tags = store_get_feed_tags(app_get_store(app), row->id);
        if (is_json)
            print_json(row, tags);
        else
            print_text(app, row);
    }
    if (rows)
        g_ptr_array_unref(rows);
    if (error)
        document_complain("feeds", error->message);
    const int status = app && !error ? 0 : 1;
    app_free(app);
    return status;
}
