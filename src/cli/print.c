/* SPDX-License-Identifier: MIT */
/* "newsdeck print DOCUMENT": manual pages, sample config and completions, so that none of them can disagree with the
 * program. The files in man and completions are what this prints. */
#include "print.h"

#include "commands.h"
#include "document.h"
#include "session.h"

#include "config/option.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    void (*print)(void);
} documents[] = {
    { "newsdeck.1", print_man_newsdeck },
    { "newsdeck-config.5", print_man_config },
    { "newsdeck-feeds.5", print_man_feeds },
    { "config", print_sample_config },
    { "newsdeck.bash", print_bash_completion },
    { "_newsdeck", print_zsh_completion },
    { "newsdeck.fish", print_fish_completion },
};

int cli_print(int argc, char **argv)
{
    if (!session_parse(&argc, &argv, "DOCUMENT", NULL))
        return 2;
    for (guint i = 0; argc == 2 && i < G_N_ELEMENTS(documents); i++)
        if (strcmp(documents[i].name, argv[1]) == 0) {
            documents[i].print();
            return 0;
        }
    GString *names = g_string_new("which document? one of");
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++)
        g_string_append_printf(names, "%s %s", i ? "," : "", documents[i].name);
    document_complain("print", names->str);
    g_string_free(names, TRUE);
    return 2;
}

void print_sample_config(void)
{
    printf("# ~/.config/newsdeck/config: every option with its default. A line without the # in front counts.\n"
           "# The syntax is in newsdeck-config(5); \"newsdeck check\" looks for mistakes.\n");
    struct options *options = options_new(NULL);
    for (guint id = 0; id < OPTION_N; id++) {
        const struct option_row *row = option_get_row(id);
        g_autofree char *allowed = option_format_allowed(id);
        g_autofree char *value = options_format(options, id);
        printf("\n# %s (%s)\n# set %s %s\n", row->help, allowed, row->name, *value ? value : "\"\"");
    }
    options_free(options);
}

/* ---- completions */

static void print_names(const char *separator)
{
    for (const struct cli_command *command = cli_commands; command->name; command++)
        printf("%s%s", command == cli_commands ? "" : separator, command->name);
}

void print_bash_completion(void)
{
    printf("# bash completion of newsdeck\n"
           "_newsdeck()\n{\n"
           "    local word=${COMP_WORDS[COMP_CWORD]}\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        COMPREPLY=($(compgen -W '");
    print_names(" ");
    printf(" --config-dir --data-dir --help --version' -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case ${COMP_WORDS[1]} in\n"
           "    list|search|show|feeds) COMPREPLY=($(compgen -W '--json' -- \"$word\")) ;;\n"
           "    mark) COMPREPLY=($(compgen -W '--read --unread' -- \"$word\")) ;;\n"
           "    star) COMPREPLY=($(compgen -W '--remove' -- \"$word\")) ;;\n"
           "    remove|rename) COMPREPLY=($(compgen -W \"$(sed -n 's/^\\(https*:[^ ]*\\).*/\\1/p' "
           "\"${XDG_CONFIG_HOME:-$HOME/.config}/newsdeck/feeds\" 2>/dev/null)\" -- \"$word\")) ;;\n"
           "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
           "    esac\n"
           "}\n"
           "complete -F _newsdeck newsdeck\n");
}

void print_zsh_completion(void)
{
    printf("#compdef newsdeck\n"
           "# zsh completion of newsdeck\n"
           "local -a commands\n"
           "commands=(\n");
    for (const struct cli_command *command = cli_commands; command->name; command++)
        printf("    '%s:%s'\n", command->name, command->help);
    printf(")\n"
           "if (( CURRENT == 2 )); then\n"
           "    _describe command commands\n"
           "    _arguments '--config-dir[folder of config and feeds]:folder:_files -/' "
           "'--data-dir[folder of the archive]:folder:_files -/' '--help[help]' '--version[version]'\n"
           "else\n"
           "    case $words[2] in\n"
           "    list|search|show|feeds) _arguments '*:query:' '--json[one JSON object a line]' ;;\n"
           "    mark) _arguments '--read[mark as read]' '--unread[mark as unread]' '*:query:' ;;\n"
           "    star) _arguments '--remove[take the star away]' '*:query:' ;;\n"
           "    *) _files ;;\n"
           "    esac\n"
           "fi\n");
}

void print_fish_completion(void)
{
    printf("# fish completion of newsdeck\n"
           "complete -c newsdeck -n __fish_use_subcommand -l config-dir -r -d 'folder of config and feeds'\n"
           "complete -c newsdeck -n __fish_use_subcommand -l data-dir -r -d 'folder of the archive'\n"
           "complete -c newsdeck -n __fish_use_subcommand -l version -d 'print the version'\n");
    for (const struct cli_command *command = cli_commands; command->name; command++)
        printf("complete -c newsdeck -n __fish_use_subcommand -f -a %s -d '%s'\n", command->name, command->help);
    printf("complete -c newsdeck -n '__fish_seen_subcommand_from list search show feeds' -l json -d 'one JSON object a line'\n"
           "complete -c newsdeck -n '__fish_seen_subcommand_from mark' -l read -d 'mark as read'\n"
           "complete -c newsdeck -n '__fish_seen_subcommand_from mark' -l unread -d 'mark as unread'\n"
           "complete -c newsdeck -n '__fish_seen_subcommand_from star' -l remove -d 'take the star away'\n");
}
