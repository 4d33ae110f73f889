/* SPDX-License-Identifier: MIT */
/* "newsdeck offline": the whole articles of all that is unread or starred, for the train. */
#include "offline.h"

#include "article/full_text.h"
#include "commands.h"
#include "document.h"
#include "session.h"
#include "store/search.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#define LINE_COLUMNS 75

static void draw_progress(const struct app *app)
{
    const struct full_text_progress progress = full_text_get_progress(app);
    g_autofree char *size = g_format_size(progress.n_bytes);
    fprintf(stderr, "\r%u/%u whole articles, %u/%u pictures, %s, %u failed", progress.n_done,
            progress.n_total, progress.n_pictures_done, progress.n_pictures, size,
            progress.n_failed);
}

int offline_wait(struct app *app)
{
    const bool is_terminal = isatty(STDERR_FILENO);
    const struct full_text_progress progress = full_text_get_progress(app);
    struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
    int status = 0;
    for (bool is_done = !progress.n_total && !progress.is_looking; !is_done;) {
        poll(&entry, 1, -1);
        for (struct event *event; !is_done && (event = app_take_event(app)); event_free(event)) {
            if (event->kind != EVENT_OFFLINE)
                continue;
            is_done = event->text != NULL;
            if (is_terminal && !is_done)
                draw_progress(app);
            if (is_terminal && is_done)
                fprintf(stderr, "\r%*s\r", LINE_COLUMNS, "");
            if (is_done)
                printf("%s\n", event->text);
            status = event->n_total && event->n_failed == event->n_total;
        }
    }
    fflush(stdout);
    return status;
}

int offline_fetch(struct app *app, const char *command, const char *query)
{
    g_autoptr(GError) error = NULL;
    if (full_text_fetch_all(app, query, &error))
        return offline_wait(app);
    document_complain(command, error->message);
    return 1;
}

int cli_offline(int argc, char **argv)
{
    const GOptionEntry entries[] = { { NULL } };
    if (!session_parse(&argc, &argv, "[QUERY]", entries))
        return 2;
    struct app *app = session_open("offline");
    if (!app)
        return 1;
    g_autofree char *query = session_join(argc, argv, 1);
    const int status = offline_fetch(app, "offline", query);
    app_index_wait(app, 0);
    app_free(app);
    return status;
}
