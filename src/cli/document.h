/* SPDX-License-Identifier: MIT */
/* Inside cli: the document that a subcommand reads. */
#ifndef CLI_DOCUMENT_H
#define CLI_DOCUMENT_H

#include <glib.h>
#include <stdbool.h>

/* The file's bytes; standard input's for NULL and "-". Caller frees.; NULL and an error that names
 * the file. */
char *document_read(const char *path, size_t *len, GError **error);

/* Writes error's message, cleaned and on one line, to standard error, behind the program's name. */
void document_complain(const char *command, const char *message);

#endif
