/* SPDX-License-Identifier: MIT */
/* Inside cli: the documents that are printed from the program's own tables. Each writes to standard
 * output. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include <glib.h>

struct cli_command;

/* What is printed besides the tables of options, commands and keys. */
struct print_source {
    const struct cli_command *commands; /* the subcommands; ends with a row without a name */
    const char *documents;              /* the names of all documents, separated by blanks */
};

void print_man_newsdeck(const struct print_source *source);
void print_man_config(const struct print_source *source);
void print_man_feeds(const struct print_source *source);
void print_sample_config(const struct print_source *source);
void print_bash_completion(const struct print_source *source);
void print_zsh_completion(const struct print_source *source);
void print_fish_completion(const struct print_source *source);

#endif
