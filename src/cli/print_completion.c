/* SPDX-License-Identifier: MIT */
/* Completions for three shells: commands, and the options in their rows. */
#include "print.h"

#include "commands.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The next "--option" in *at, which moves past it. Caller frees. NULL: there is none. */
static char *take_option(const char **at)
{
    const char *start = strstr(*at, "--");
    if (!start)
        return NULL;
    const gsize len = strspn(start, "abcdefghijklmnopqrstuvwxyz-");
    *at = start + len;
    return g_strndup(start, len);
}

/* Whether the option before at takes a value: "[--limit N]", "[--links=…]". */
static bool has_value(const char *at)
{
    if (*at == '=')
        return true;
    const gsize len = *at == ' ' ? strspn(at + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0;
    return len && at[1 + len] == ']';
}

/* Subcommands whose argument is a feed. */
static const char feed_commands[] = "reload remove rename";

static void print_names(const struct cli_command *commands, const char *separator)
{
    for (const struct cli_command *command = commands; command->name; command++)
        printf("%s%s", command == commands ? "" : separator, command->name);
}

void print_bash_completion(const struct print_source *source)
{
    const char *documents = source->documents;
    printf(
        "# SPDX-License-Identifier: MIT\n"
        "# bash completion of newsdeck, printed by \"newsdeck print newsdeck.bash\"\n"
        "_newsdeck()\n{\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} options=\n"
        "    COMPREPLY=()\n"
        "    declare -F _get_comp_words_by_ref >/dev/null && _get_comp_words_by_ref -n : -c word\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        mapfile -t COMPREPLY < <(compgen -W '");
    print_names(source->commands, " ");
    printf(" --config-dir --data-dir --help --version' -- \"$word\")\n"
           "        return\n"
           "    fi\n"
           "    case ${COMP_WORDS[1]} in\n");
    for (const struct cli_command *command = source->commands; command->name; command++) {
        const char *at = command->arguments;
        GString *options = g_string_new(NULL);
        for (char *option; (option = take_option(&at)); g_free(option))
            g_string_append_printf(options, "%s%s", options->len ? " " : "", option);
        if (options->len)
            printf("    %s) options='%s' ;;\n", command->name, options->str);
        g_string_free(options, TRUE);
    }
    g_auto(GStrv) feeds = g_strsplit(feed_commands, " ", -1);
    g_autofree char *pattern = g_strjoinv("/*|", feeds);
    printf("    esac\n"
           "    case ${COMP_WORDS[1]}/$word in\n"
           "    */-*) ;;\n"
           "    %s/*)\n"
           "        mapfile -t COMPREPLY < <(compgen -W \"$(newsdeck feeds --json 2>/dev/null |\n"
           "            sed -n 's/.*\"url\":\"\\([^\"]*\\)\".*/\\1/p')\" -- \"$word\")\n"
           "        declare -F __ltrim_colon_completions >/dev/null && __ltrim_colon_completions "
           "\"$word\"\n"
           "        return\n"
           "        ;;\n"
           "    print/*)\n"
           "        mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$word\")\n"
           "        return\n"
           "        ;;\n"
           "    esac\n"
           "    case $word in\n"
           "    -*) mapfile -t COMPREPLY < <(compgen -W \"$options --help\" -- \"$word\") ;;\n"
           "    *) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
           "    esac\n"
           "}\n"
           "complete -F _newsdeck newsdeck\n",
           pattern, documents);
}

void print_zsh_completion(const struct print_source *source)
{
    const char *documents = source->documents;
    printf("#compdef newsdeck\n"
           "# SPDX-License-Identifier: MIT\n"
           "# zsh completion of newsdeck, printed by \"newsdeck print _newsdeck\"\n"
           "local -a commands\n"
           "commands=(\n");
    for (const struct cli_command *command = source->commands; command->name; command++)
        printf("    '%s:%s'\n", command->name, command->help);
    printf(")\n"
           "if (( CURRENT == 2 )); then\n"
           "    _describe command commands\n"
           "    _arguments '--config-dir[folder of config and feeds]:folder:_files -/' \\\n"
           "        '--data-dir[folder of the archive]:folder:_files -/' '--help[print the "
           "commands]' '--version[print the version]'\n"
           "    return\n"
           "fi\n"
           "case $words[2] in\n");
    for (const struct cli_command *command = source->commands; command->name; command++) {
        const char *at = command->arguments;
        if (!strstr(at, "--"))
            continue;
        printf("%s) _arguments", command->name);
        for (char *option; (option = take_option(&at)); g_free(option))
            printf(" '%s%s'", option, has_value(at) ? "=:value:" : "");
        printf(" '*:argument:_files' ;;\n");
    }
    printf("print) _values document %s ;;\n*) _files ;;\nesac\n", documents);
}

void print_fish_completion(const struct print_source *source)
{
    const char *documents = source->documents;
    printf(
        "# SPDX-License-Identifier: MIT\n"
        "# fish completion of newsdeck, printed by \"newsdeck print newsdeck.fish\"\n"
        "complete -c newsdeck -n __fish_use_subcommand -l config-dir -r -d 'folder of config and "
        "feeds'\n"
        "complete -c newsdeck -n __fish_use_subcommand -l data-dir -r -d 'folder of the archive'\n"
        "complete -c newsdeck -n __fish_use_subcommand -l version -d 'print the version'\n");
    for (const struct cli_command *command = source->commands; command->name; command++) {
        const char *at = command->arguments;
        printf("complete -c newsdeck -n __fish_use_subcommand -f -a %s -d '%s'\n", command->name,
               command->help);
        for (char *option; (option = take_option(&at)); g_free(option))
            printf("complete -c newsdeck -n '__fish_seen_subcommand_from %s' -l %s%s\n",
                   command->name, option + 2, has_value(at) ? " -x" : "");
    }
    printf("complete -c newsdeck -n '__fish_seen_subcommand_from print' -f -a '%s'\n", documents);
}
