/* SPDX-License-Identifier: MIT */
/* Inside cli: the documents that are printed from the program's own tables. Each writes to standard
 * output. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include <glib.h>

/* The names of all documents, separated by blanks. Caller frees. */
char *print_get_names(void);

void print_man_newsdeck(void);
void print_man_config(void);
void print_man_feeds(void);
void print_sample_config(void);
void print_bash_completion(void);
void print_zsh_completion(void);
void print_fish_completion(void);

#endif
