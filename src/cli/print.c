/* SPDX-License-Identifier: MIT */
/* "newsdeck print DOCUMENT": manual pages, sample config and completions, so that they always agree
 * with the program. The files in man and completions are its output. */
#include "print.h"

#include "commands.h"
#include "document.h"
#include "session.h"

#include "config/option.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    void (*print)(const struct print_source *source);
} documents[] = {
    { "newsdeck.1", print_man_newsdeck },       { "newsdeck-config.5", print_man_config },
    { "newsdeck-feeds.5", print_man_feeds },    { "config", print_sample_config },
    { "newsdeck.bash", print_bash_completion }, { "_newsdeck", print_zsh_completion },
    { "newsdeck.fish", print_fish_completion },
};

/* The names of all documents, separated by blanks. Caller frees. */
static char *format_names(void)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++)
        g_string_append_printf(names, "%s%s", i ? " " : "", documents[i].name);
    return g_string_free(names, FALSE);
}

int cli_print(int argc, char **argv)
{
    if (!session_parse(&argc, &argv, "DOCUMENT", NULL))
        return 2;
    g_autofree char *names = format_names();
    const struct print_source source = { .commands = cli_commands, .documents = names };
    for (guint i = 0; argc == 2 && i < G_N_ELEMENTS(documents); i++)
        if (strcmp(documents[i].name, argv[1]) == 0) {
            documents[i].print(&source);
            return 0;
        }
    g_autofree char *message = g_strconcat("which document? one of ", names, NULL);
    document_complain("print", message);
    return 2;
}

void print_sample_config(G_GNUC_UNUSED const struct print_source *source)
{
    printf("# ~/.config/newsdeck/config: every option with its default. Remove the # before "
           "\"set\" to "
           "change one.\n"
           "# newsdeck-config(5) describes the syntax; \"newsdeck check\" finds mistakes.\n");
    struct options *options = options_new(NULL);
    for (guint id = 0; id < OPTION_N; id++) {
        const struct option_row *row = option_get_row(id);
        g_autofree char *allowed = option_format_allowed(id);
        g_autofree char *value = options_format(options, id);
        const char *quote = !*value || strchr(value, ' ') ? "\"" : "";
        printf("\n# %s (%s)\n# set %s %s%s%s\n", row->help, allowed, row->name, quote, value,
               quote);
    }
    options_free(options);
}
