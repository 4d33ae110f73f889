/* SPDX-License-Identifier: MIT */
/* Reads a config file: command after command, with the files it includes. */
#ifndef CONFIG_LOAD_H
#define CONFIG_LOAD_H

#include "config/command.h"
#include "config/diagnostic.h"
#include "config/option.h"

/* Carries out one command; what is wrong with it goes to diagnostics (config_report() helps). file
 * and command are borrowed for the call; line is that of the command's first word. */
typedef void config_handler(const struct command *command, const char *file, guint line, void *data,
                            struct diagnostic_list *diagnostics);

/* Reads path and calls handler for each command but "include PATH", which it carries out itself
 * ("~" is expanded, a relative path is taken from the including file's folder; ten deep, no
 * circles). A wrong line costs itself only. A missing file at the top is no error, a missing
 * included one is. False if path is there and cannot be read (not UTF-8, a folder, larger than 4
 * MiB); that is in diagnostics. whole_names as in command_parse_line(). */
bool config_load(const char *path, const char *const *whole_names, config_handler *handler,
                 void *data, struct diagnostic_list *diagnostics);

/* Adds an error at word index of command (one past the last word: at the command). */
void config_report(struct diagnostic_list *diagnostics, const struct command *command, guint index,
                   const char *file, const char *format, ...) G_GNUC_PRINTF(5, 6);

/* Carries out "set NAME VALUE" or "set NAME=VALUE" (further words belong to the value). For a
 * yes-or-no option "set NAME" is yes, "set noNAME" is no, and "set NAME!" changes to the other one;
 * a choice goes on to the next with "set NAME!". "set NAME?" changes nothing and answers with
 * options_describe() in *message. Returns false and adds a diagnostic if it cannot be done. *redraw
 * (may be NULL) is what the option asks for, REDRAW_STATUS for a question. *message (caller frees)
 * stays NULL where there is nothing to say; message itself is NULL where nobody can be answered:
 * then a question is an error. file is NULL for the prompt. */
bool config_set_option(struct options *options, const struct command *command, const char *file,
                       struct diagnostic_list *diagnostics, guint *redraw, char **message);

#define CONFIG_MAX_BYTES (4u << 20) /* of a file that people edit */

/* The bytes of a file that people edit: valid UTF-8 without NUL bytes, at most 4 MiB; a byte order
 * mark stays. NULL and CONFIG_ERROR_FILE, whose message stands behind the file's name ("is a
 * folder"); or NULL and no error where there is no such file. The caller's. */
char *config_read_file(const char *path, gsize *len, GError **error);

#endif
