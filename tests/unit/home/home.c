/* SPDX-License-Identifier: MIT */
/* A home with feeds in files, for tests of app and of the folders above it. */
#include "config.h"

#include "home.h"

#include "app/fetch.h"
#include "base/clock.h"
#include "feed/feed.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#define DEADLINE_MS 60000

static char *expand(const struct home *home, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "%", -1);
    return g_strjoinv(home->path, parts);
}

void home_write(const struct home *home, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(home->path, name, NULL);
    g_autofree char *expanded = expand(home, text);
    g_assert_true(g_file_set_contents(path, expanded, -1, NULL));
}

void home_write_feed(const struct home *home, const char *name, guint first, guint last)
{
    GString *text = g_string_new("<?xml version='1.0'?><rss version='2.0'><channel>");
    g_autofree char *file = g_strconcat(name, ".xml", NULL);
    g_string_append_printf(
        text, "<title>%s</title><link>http://%s.example/</link><description>d</description>", name,
        name);
    for (guint i = first; i <= last; i++)
        g_string_append_printf(
            text,
            "<item><guid isPermaLink='false'>%s-%u</guid><title>%s %u</title>"
            "<link>http://%s.example/%u</link><pubDate>%02u Jan 2025 00:00:00 GMT</pubDate>"
            "<description>&lt;p&gt;Text number%u of %s.&lt;/p&gt;</description></item>",
            name, i, name, i, name, i, i, i, name);
    g_string_append(text, "</channel></rss>");
    home_write(home, file, text->str);
    g_string_free(text, TRUE);
}

struct home home_new(const char *feeds, const char *config)
{
    struct home home = { .path = g_dir_make_tmp("newsdeck-app-XXXXXX", NULL) };
    home.config = g_build_filename(home.path, "config", NULL);
    home.data = g_build_filename(home.path, "data", NULL);
    g_assert_cmpint(g_mkdir_with_parents(home.config, 0700), ==, 0);
    if (feeds)
        home_write(&home, "config/feeds", feeds);
    if (config)
        home_write(&home, "config/config", config);
    return home;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

void home_clear(struct home *home)
{
    nftw(home->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    g_free(home->path);
    g_free(home->config);
    g_free(home->data);
}

struct app *home_open(const struct home *home)
{
    g_autoptr(GError) error = NULL;
    struct app *app = app_new(APP_READER, home->config, home->data, home_services, &error);
    g_assert_no_error(error);
    return app;
}

void app_wait_event(struct app *app, struct headlines *headlines, enum event_kind kind)
{
    const gint64 deadline_ms = clock_monotonic_ms() + DEADLINE_MS;
    for (bool is_seen = false; !is_seen;) {
        struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
        g_assert_cmpint(clock_monotonic_ms(), <, deadline_ms);
        poll(&entry, 1, (int)(deadline_ms - clock_monotonic_ms()));
        for (struct event *event; !is_seen && (event = app_take_event(app)); event_free(event)) {
            is_seen = event->kind == kind;
            if (headlines)
                headlines_handle(headlines, event);
        }
    }
}

void app_reload_and_wait(struct app *app, struct headlines *headlines)
{
    if (app_fetch_feeds(app, NULL, 0))
        app_wait_event(app, headlines, EVENT_FETCHED);
}

guint app_run_line(struct app *app, const char *line, const struct app_focus *focus, GError **error)
{
    static const char *const whole[] = { "bind", NULL };
    g_autoptr(GError) own = NULL;
    g_autofree char *message = NULL;
    g_autoptr(GPtrArray) commands = command_parse_line(line, 1, whole, NULL, NULL, &own);
    g_assert_no_error(own);
    const struct command *command = commands->pdata[0];
    enum command_id id = COMMAND_N;
    g_assert_true(command_find(command->words[0].text, &id));
    const guint redraw = app_run(app, id, command, focus, &message, error ? error : &own);
    g_assert_no_error(own);
    return redraw;
}

void app_change_feeds(struct app *app, const char *line, const struct app_focus *focus)
{
    app_run_line(app, line, focus, NULL);
    app_wait_event(app, NULL, EVENT_FEEDS);
}

struct headlines *headlines_open(struct app *app, enum feed_list_kind kind, gint64 feed_id,
                                 const char *query)
{
    struct headlines *headlines =
        headlines_new(app, kind, feed_id, query, query ? query : "list", false);
    while (headlines_is_loading(headlines))
        app_wait_event(app, headlines, EVENT_FOUND);
    return headlines;
}

char *headlines_format(struct headlines *headlines)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < headlines_get_length(headlines); i++) {
        const struct item_row *row = headlines_get_row(headlines, i);
        g_string_append_printf(text, "%s%s%s ", row->is_read ? "" : "*", row->is_starred ? "+" : "",
                               row->title);
    }
    return g_string_free(text, FALSE);
}

char *feed_list_format(const struct feed_list *list)
{
    GString *text = g_string_new(NULL);
    for (guint i = 3; i < feed_list_get_length(list); i++) {
        const struct feed_list_row *row = feed_list_get_row(list, i);
        for (guint depth = 0; depth < row->depth; depth++)
            g_string_append_c(text, '.');
        g_string_append_printf(text, "%s%s", row->is_folded ? "<" : "", row->title);
        if (row->kind != FEED_LIST_QUERY)
            g_string_append_printf(text, ":%" G_GINT64_FORMAT, row->unread);
        g_string_append_c(text, ' ');
    }
    return g_string_free(text, FALSE);
}
