/* SPDX-License-Identifier: MIT */
/* "newsdeck add", "remove", "rename" and "allow": edits of the feeds file, through the same
 * commands as the prompt's. */
#include "commands.h"
#include "document.h"
#include "session.h"

#include "config/command.h"
#include "store/feed_row.h"

#include <stdio.h>

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
    if (error)
        document_complain(name, error->message);
    else
        printf("%s\n", message ? message : "done");
    g_string_free(line, TRUE);
    return error ? 1 : 0;
}

int cli_add(int argc, char **argv)
{
    if (!session_parse(&argc, &argv, "URL [TAG…] [~TITLE]", NULL))
        return 2;
    if (argc < 2) {
        document_complain("add", "which address? newsdeck add https://example.org/feed.xml");
        return 2;
    }
    struct app *app = session_open("add");
    const int status = app ? run("add", COMMAND_ADD, argv + 1, (guint)argc - 1, NULL, app) : 1;
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
