/* SPDX-License-Identifier: MIT */
/* The program: the reader, or a subcommand. */
#include "app/app.h"
#include "article/picture.h"
#include "base/log.h"
#include "base/utf8.h"
#include "commands.h"
#include "document.h"
#include "feed/feed.h"
#include "services.h"
#include "session.h"
#include "ui/ui.h"

#include <glib.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "config.h"

static void print_help(void)
{
    printf("Usage: newsdeck [--config-dir DIR] [--data-dir DIR] [COMMAND …]\n\n"
           "Without a command newsdeck opens the reader; ? in it shows the keys.\n\nCommands:\n");
    for (const struct cli_command *command = cli_commands; command->name; command++)
        printf("  %-8s %s\n", command->name, command->help);
    printf("\n\"newsdeck COMMAND --help\" says more of one; \"man newsdeck\" all of it.\n");
}

static int run_reader(void)
{
    g_autoptr(GError) error = NULL;
    struct app *app = app_new(APP_READER, NULL, NULL, services, &error);
    if (!app) {
        fprintf(stderr, "newsdeck: %s\n", error->message);
        return 1;
    }
    app_start_pictures(app, session_get_program());
    const bool ok = ui_run(app, &error);
    app_free(app);
    if (error)
        fprintf(stderr, "newsdeck: %s\n", error->message);
    return ok ? 0 : 1;
}

static int run_command(int argc, char **argv)
{
    if (strcmp(argv[0], "decode") == 0) /* not for people, so in no list */
        return cli_decode(argc, argv);
    for (const struct cli_command *command = cli_commands; command->name; command++)
        if (strcmp(command->name, argv[0]) == 0)
            return command->run(argc, argv);
    g_autofree const char **names = g_new0(const char *, 32);
    for (guint i = 0; cli_commands[i].name && i < 31; i++)
        names[i] = cli_commands[i].name;
    const char *near = diagnostic_nearest(argv[0], names);
    g_autofree char *word = utf8_clean_line(argv[0], strlen(argv[0]));
    fprintf(stderr, "newsdeck: there is no command \"%s\"%s%s%s\n", word,
            near ? ", did you mean \"" : "; --help lists them", near ? near : "",
            near ? "\"?" : "");
    return 2;
}

/* Takes the options before the command; returns the index of the first word that is not an option, or -1 to
 * end with *status. */
static int take_options(int argc, char **argv, int *status)
{
    static const struct {
        const char *name, *variable;
    } folders[] = { { "--config-dir", "NEWSDECK_CONFIG_DIR" },
                    { "--data-dir", "NEWSDECK_DATA_DIR" } };
    int i = 1;
    *status = 0;
    for (; i < argc && argv[i][0] == '-'; i++) {
        bool is_known = false;
        for (guint k = 0; k < G_N_ELEMENTS(folders) && !is_known; k++) {
            const size_t len = strlen(folders[k].name);
            const char *value = NULL;
            if (strncmp(argv[i], folders[k].name, len) == 0 && argv[i][len] == '=')
                value = argv[i] + len + 1;
            else if (strcmp(argv[i], folders[k].name) == 0 && i + 1 < argc)
                value = argv[++i];
            is_known = value != NULL;
            if (value)
                g_setenv(folders[k].variable, value, TRUE);
        }
        if (is_known)
            continue;
        if (strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "-V") == 0) {
            printf("newsdeck %s\n", PACKAGE_VERSION);
        } else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_help();
        } else {
            g_autofree char *word = utf8_clean_line(argv[i], strlen(argv[i]));
            fprintf(stderr, "newsdeck: \"%s\" is not an option; --help lists them\n", word);
            *status = 2;
        }
        return -1;
    }
    return i;
}

/* Documents come and go by the hundred on several threads: glibc is to keep and reuse their memory,
 * in one place, rather than to hand it back and fault it in again. */
static void tune_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
#endif
}

int main(int argc, char **argv)
{
    int status = 0;
    tune_memory();
    setlocale(LC_ALL, "");
    signal(SIGPIPE, SIG_IGN);
    const int first = take_options(argc, argv, &status);
    if (first < 0)
        return status;
    status = first < argc ? run_command(argc - first, argv + first) : run_reader();
    feed_stop();
    log_clear();
    return status;
}
