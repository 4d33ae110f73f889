/* SPDX-License-Identifier: MIT */
/* What subcommands that work on the archive share. */
#include "session.h"

#include "app/feed_list.h"
#include "base/date.h"
#include "base/fold.h"
#include "base/url.h"
#include "base/utf8.h"
#include "document.h"
#include "services.h"
#include "store/feed_row.h"
#include "store/query.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

bool session_parse(int *argc, char ***argv, const char *usage, const GOptionEntry *entries)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GOptionContext) context = g_option_context_new(usage);
    g_autofree char *program = g_strconcat("newsdeck ", (*argv)[0], NULL);
    g_set_prgname(program);
    if (entries)
        g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, argc, argv, &error)) {
        document_complain((*argv)[0], error->message);
        return false;
    }
    if (*argc > 1 &&
        strcmp((*argv)[1], "--") == 0) { /* GLib leaves it where a word with a dash follows */
        memmove(*argv + 1, *argv + 2, (size_t)(*argc - 1) * sizeof **argv);
        --*argc;
    }
    if (!usage && *argc > 1) {
        g_autofree char *problem = g_strdup_printf("takes no words: \"%s\"", (*argv)[1]);
        document_complain((*argv)[0], problem);
        return false;
    }
    return true;
}

struct app *session_open(const char *command)
{
    g_autoptr(GError) error = NULL;
    struct app *app = app_new(APP_COMMAND, NULL, NULL, services, &error);
    if (!app) {
        document_complain(command, error->message);
        return NULL;
    }
    const struct diagnostic_list *diagnostics = app_get_diagnostics(app);
    for (guint i = 0; i < diagnostic_list_get_length(diagnostics); i++) {
        const struct diagnostic *diagnostic = diagnostic_list_get(diagnostics, i);
        g_autofree char *text = diagnostic_format(diagnostic);
        g_autofree char *line = utf8_clean_line(text, strlen(text));
        if (diagnostic->severity != DIAGNOSTIC_INFO)
            fprintf(stderr, "%s\n", line);
    }
    return app;
}

const char *session_get_program(void)
{
#ifdef __linux__
    return "/proc/self/exe";
#else
    return "newsdeck";
#endif
}

char *session_join(int argc, char **argv, int index)
{
    GString *text = g_string_new(NULL);
    for (int i = index; i < argc; i++)
        g_string_append_printf(text, "%s%s", i > index ? " " : "", argv[i]);
    return g_string_free(text, FALSE);
}

struct event *session_wait(struct app *app, enum event_kind kind)
{
    struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
    for (;;) {
        poll(&entry, 1, -1);
        for (struct event *event; (event = app_take_event(app)); event_free(event))
            if (event->kind == kind)
                return event;
    }
}

static bool is_number(const char *word)
{
    return *word && strspn(word, "0123456789") == strlen(word);
}

GArray *session_find_items(struct app *app, int argc, char **argv, int index, GError **error)
{
    bool are_ids = index < argc;
    for (int i = index; i < argc; i++)
        are_ids &= is_number(argv[i]);
    if (are_ids) {
        GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
        for (int i = index; i < argc; i++) {
            const gint64 id = g_ascii_strtoll(argv[i], NULL, 10);
            g_array_append_val(ids, id);
        }
        return ids;
    }
    g_autofree char *text = session_join(argc, argv, index);
    struct query *query = query_parse_any(text, error);
    if (!query)
        return NULL;
    if (query_needs_index(query))
        app_index_wait(app, 0);
    GArray *ids = store_find_items(app_get_store(app), query, false, 0, error);
    query_free(query);
    return ids;
}

gint64 session_find_feed(struct app *app, const char *word, GError **error)
{
    struct feed_row *row =
        store_find_feed(app_get_store(app), is_number(word) ? g_ascii_strtoll(word, NULL, 10) : 0,
                        is_number(word) ? NULL : word, NULL);
    gint64 id = row ? row->id : 0;
    feed_row_free(row);
    if (id)
        return id;
    g_autoptr(GPtrArray) rows = store_get_feeds(app_get_store(app), true, error);
    g_autofree char *folded = fold_text(word);
    guint n_found = 0;
    for (guint i = 0; rows && i < rows->len; i++) {
        const struct feed_row *feed = rows->pdata[i];
        g_autofree char *title = fold_text(feed->title ? feed->title : "");
        if (!strstr(title, folded))
            continue;
        id = feed->id;
        n_found++;
    }
    if (n_found == 1)
        return id;
    g_autofree char *shown = url_redact(word);
    g_set_error(
        error, APP_ERROR, APP_ERROR_NOT_FOUND,
        n_found ? "\"%s\" is part of several feeds' titles; \"newsdeck feeds\" shows their numbers"
                : "there is no feed \"%s\"; \"newsdeck feeds\" shows them",
        shown);
    return 0;
}

void session_print_json(json_t *object)
{
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

void session_set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new_nocheck(object, key, text ? json_string(text) : json_null());
}

void session_set_time(json_t *object, const char *key, gint64 at)
{
    char text[DATE_RFC3339_BYTES];
    session_set_text(object, key, at ? date_format_rfc3339(at, text) : NULL);
}
