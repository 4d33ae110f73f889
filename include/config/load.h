/* SPDX-License-Identifier: MIT */
/* Reads a config file: its commands, one after the other, and the files it includes. */
#ifndef CONFIG_LOAD_H
#define CONFIG_LOAD_H

#include "config/command.h"
#include "config/diagnostic.h"
#include "config/option.h"

/* Carries out one command and adds its mistakes to diagnostics (config_report() helps). file and
 * command are borrowed for the call; line is the line of the command's first word. */
typedef void config_handler(const struct command *command, const char *file, guint line, void *data,
                            struct diagnostic_list *diagnostics);

/* Reads path and calls handler for each command except "include PATH", which it carries out itself
 * ("~" is expanded, a relative path is taken from the including file's folder; at most ten deep, no
 * circles). A line with a mistake is skipped, the others count. A missing file at the top is not an
 * error, a missing included file is. Returns false, with a diagnostic, if path exists and cannot be
 * read (not UTF-8, a folder, larger than 4 MiB). whole_names as in command_parse_line().
 * diagnostics may be NULL. Touches the disk: not for the UI thread. */
bool config_load(const char *path, const char *const *whole_names, config_handler *handler,
                 void *data, struct diagnostic_list *diagnostics);

/* Adds an error at word index of command (one past the last word means the command). file is NULL
 * for the prompt, diagnostics NULL to drop the message. */
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
 * mark is kept. Caller frees. NULL with CONFIG_ERROR_FILE, whose message continues a sentence that
 * begins with the file's name ("is a folder"); or NULL without error if there is no such file. */
char *config_read_file(const char *path, gsize *len, GError **error);

/* Where a file cannot be read further; from 1, in characters, or both 0: it cannot be read at all.
 */
struct config_place {
    guint line, column;
};

/* The same; the place of what is not text goes to *place and not into the message. */
char *config_read_text(const char *path, gsize *len, struct config_place *place, GError **error);

#endif
