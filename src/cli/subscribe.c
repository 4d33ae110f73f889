/* SPDX-License-Identifier: MIT */
/* "newsdeck add", "remove", "rename" and "allow": edits of the feeds file, through the same
 * commands as the prompt's. */
#include "app/app.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"
#include "commands.h"
#include "config/command.h"
#include "document.h"
#include "session.h"
#include "store/feed_row.h"
#include "subscribe/discovery.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TITLE_COLUMNS 50

/* Waits until the feeds file is changed and read again. What to say, or NULL; NULL and error where it
 * failed. Caller frees. */
static char *wait_for_file(struct app *app, GError **error)
{
    struct event *event = session_wait(app, EVENT_FEEDS);
    char *text = g_steal_pointer(&event->text);
    if (event->is_error) {
        g_set_error(error, APP_ERROR, APP_ERROR_REFUSED, "%s", text);
        g_clear_pointer(&text, g_free);
    }
    event_free(event);
    return text;
}

/* Runs a command of the table with words as they are. */
static int run(const char *name, enum command_id id, char **words, guint n_words,
               const struct app_focus *focus, struct app *app)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *message = NULL;
    GString *line = g_string_new(command_get_row(id)->name);
    for (guint i = 0; i < n_words; i++) {
        g_autofree char *quoted = command_quote(words[i]);
        g_string_append_printf(line, " %s", quoted);
    }
    g_autoptr(GPtrArray) commands = command_parse_line(line->str, 1, NULL, NULL, NULL, &error);
    if (commands)
        app_run(app, id, commands->pdata[0], focus, &message, &error);
    g_string_free(line, TRUE);
    g_autofree char *done = error ? NULL : wait_for_file(app, &error);
    if (error)
        document_complain(name, error->message);
    else
        printf("%s\n", done ? done : "done");
    return error ? 1 : 0;
}

/* ---- add */

struct add_options {
    gboolean is_first, is_list, is_json, is_as_is;
};

static void print_feed_json(const struct discovered_feed *feed)
{
    json_t *object = json_object();
    session_set_text(object, "url", feed->shown);
    session_set_text(object, "title", feed->title);
    session_set_text(object, "format", feed->format);
    json_object_set_new(object, "items", json_integer(feed->n_items));
    session_set_time(object, "newest", feed->newest_at);
    json_object_set_new(object, "full_text", json_boolean(feed->is_full_text));
    session_set_text(object, "source", feed->source);
    session_print_json(object);
}

/* A line a feed in columns: number, title, format, age, articles, and its address below. */
static void print_feeds(FILE *file, const GPtrArray *feeds, bool is_numbered)
{
    guint title_cols = 0;
    for (guint i = 0; i < feeds->len; i++)
        title_cols =
            MAX(title_cols, utf8_width(((struct discovered_feed *)feeds->pdata[i])->title));
    title_cols = MIN(title_cols, TITLE_COLUMNS);
    for (guint i = 0; i < feeds->len; i++) {
        const struct discovered_feed *feed = feeds->pdata[i];
        char age[DATE_AGE_BYTES] = "-";
        if (feed->newest_at)
            date_format_age(feed->newest_at, clock_now_s(), age);
        g_autofree char *title = utf8_truncate(feed->title, title_cols);
        if (is_numbered)
            fprintf(file, "%2u  ", i + 1);
        fprintf(file, "%s%*s  %-13s %4s %5u  %s\n", title, (int)(title_cols - utf8_width(title)),
                "", feed->format, age, feed->n_items, feed->shown);
    }
}

/* Waits until the search has ended, with a line of progress on a terminal. */
static void wait_for_feeds(struct app *app, const struct app_discovery *discovery)
{
    const bool is_terminal = isatty(STDERR_FILENO);
    struct pollfd entry = { .fd = app_get_event_fd(app), .events = POLLIN };
    while (discovery->is_looking) {
        if (is_terminal)
            fprintf(stderr, "\rlooking for feeds at %s: %u/%u \033[K", discovery->address,
                    discovery->n_done, discovery->n_total);
        poll(&entry, 1, -1);
        for (struct event *event; (event = app_take_event(app)); event_free(event))
            ;
    }
    if (is_terminal)
        fprintf(stderr, "\r\033[K");
}

/* Which of the feeds; an empty answer means the first. Returns how many numbers were put into
 * indexes, 0: none of them. */
static guint ask_which(guint n_feeds, guint *indexes)
{
    char line[256];
    guint n = 0;
    printf("which one? [1] ");
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin))
        return 0;
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(line), " ,", -1);
    if (!*line)
        indexes[n++] = 0;
    for (guint i = 0; words[i]; i++) {
        guint64 number = 0;
        if (*words[i] && !g_ascii_string_to_unsigned(words[i], 10, 1, n_feeds, &number, NULL))
            return 0;
        if (number && n < n_feeds)
            indexes[n++] = (guint)number - 1;
    }
    return n;
}

static int subscribe(struct app *app, const guint *indexes, guint n)
{
    g_autoptr(GError) error = NULL;
    const struct app_discovery *discovery = app_get_discovery(app);
    g_autofree char *message =
        app_subscribe(app, discovery, indexes, n, &error) ? wait_for_file(app, &error) : NULL;
    if (error) {
        document_complain("add", error->message);
        return 1;
    }
    printf("%s:", message);
    for (guint i = 0; i < n; i++)
        printf(" %s", ((struct discovered_feed *)discovery->feeds->pdata[indexes[i]])->shown);
    putchar('\n');
    return 0;
}

/* What to do with the feeds that were found. */
static int choose(struct app *app, const struct add_options *options,
                  const struct app_discovery *discovery)
{
    const GPtrArray *feeds = discovery->feeds;
    if (discovery->error) {
        g_autofree char *reason =
            g_strdup_printf("%s: %s; \"newsdeck add --as-is URL\" subscribes without looking",
                            discovery->address, discovery->error);
        document_complain("add", reason);
        return 1;
    }
    if (options->is_json) {
        for (guint i = 0; i < feeds->len; i++)
            print_feed_json(feeds->pdata[i]);
        return 0;
    }
    if (options->is_list) {
        print_feeds(stdout, feeds, false);
        return 0;
    }
    g_autofree guint *indexes = g_new0(guint, feeds->len);
    if (feeds->len == 1 || options->is_first)
        return subscribe(app, indexes, 1);
    const bool can_ask = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    print_feeds(can_ask ? stdout : stderr, feeds, can_ask);
    if (!can_ask) {
        document_complain("add", "there are several feeds; --first takes the first, or add one by "
                                 "its address");
        return 1;
    }
    const guint n = ask_which(feeds->len, indexes);
    if (!n)
        document_complain("add", "nothing was subscribed");
    return n ? subscribe(app, indexes, n) : 1;
}

/* words: the address, tags, "~title". */
static int look_and_add(struct app *app, const struct add_options *options, char **words,
                        guint n_words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) tags = g_ptr_array_new();
    const char *title = NULL;
    for (guint i = 1; i < n_words; i++) {
        if (*words[i] == '~')
            title = words[i] + 1;
        else
            g_ptr_array_add(tags, words[i]);
    }
    g_ptr_array_add(tags, NULL);
    if (!options->is_list && !options->is_json && app_is_subscribed(app, words[0])) {
        g_autofree char *shown = url_redact(words[0]);
        g_autofree char *reason = g_strdup_printf("\"%s\" is subscribed already", shown);
        document_complain("add", reason);
        return 1;
    }
    if (!app_discover(app, words[0], (const char *const *)tags->pdata, title, &error)) {
        document_complain("add", error->message);
        return 1;
    }
    wait_for_feeds(app, app_get_discovery(app));
    return choose(app, options, app_get_discovery(app));
}

int cli_add(int argc, char **argv)
{
    struct add_options options = { 0 };
    const GOptionEntry entries[] = {
        { "first", 0, 0, G_OPTION_ARG_NONE, &options.is_first,
          "of several feeds take the first, without a question", NULL },
        { "list", 0, 0, G_OPTION_ARG_NONE, &options.is_list,
          "print the feeds that are found, subscribe to none", NULL },
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.is_json, "list them as JSON, an object a line",
          NULL },
        { "as-is", 0, 0, G_OPTION_ARG_NONE, &options.is_as_is,
          "subscribe to the address itself, without looking at it", NULL },
        { NULL },
    };
    if (!session_parse(&argc, &argv, "URL [TAG…] [~TITLE]", entries))
        return 2;
    if (argc < 2) {
        document_complain("add", "which address? newsdeck add https://example.org/");
        return 2;
    }
    struct app *app = session_open("add");
    int status = 1;
    if (app && !options.is_as_is && app_can_discover(argv[1])) {
        status = look_and_add(app, &options, argv + 1, (guint)argc - 1);
    } else if (app) {
        g_autofree char **words = g_new0(char *, (gsize)argc + 1);
        words[0] = (char[]){ "--as-is" };
        memcpy(words + 1, argv + 1, (gsize)(argc - 1) * sizeof *words);
        status = run("add", COMMAND_ADD, words, (guint)argc, NULL, app);
    }
    app_free(app);
    return status;
}

/* The command on the feed that argv[1] means, with the words behind it. */
static int run_on_feed(const char *name, enum command_id id, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    struct app *app = session_open(name);
    struct app_focus focus = { 0 };
    int status = 1;
    if (app && (focus.feed_id = session_find_feed(app, argv[1], &error)))
        status = run(name, id, argv + 2, (guint)argc - 2, &focus, app);
    if (error)
        document_complain(name, error->message);
    app_free(app);
    return status;
}

int cli_remove(int argc, char **argv)
{
    if (!session_parse(&argc, &argv, "URL|ID|TITLE", NULL))
        return 2;
    if (argc != 2) {
        document_complain("remove", "which feed? its address, number or title");
        return 2;
    }
    return run_on_feed("remove", COMMAND_REMOVE, argc, argv);
}

int cli_rename(int argc, char **argv)
{
    if (!session_parse(&argc, &argv, "URL|ID|TITLE NEW-TITLE", NULL))
        return 2;
    if (argc < 3) {
        document_complain("rename", "which feed, and to what? newsdeck rename URL TITLE");
        return 2;
    }
    g_autofree char *title = session_join(argc, argv, 2);
    char *words[] = { argv[0], argv[1], title };
    return run_on_feed("rename", COMMAND_RENAME, 3, words);
}

int cli_allow(int argc, char **argv)
{
    if (!session_parse(&argc, &argv, "URL|ID|TITLE", NULL))
        return 2;
    if (argc != 2) {
        document_complain("allow", "which feed? its address, number or title");
        return 2;
    }
    return run_on_feed("allow", COMMAND_ALLOW, argc, argv);
}
