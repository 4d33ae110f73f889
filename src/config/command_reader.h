/* SPDX-License-Identifier: MIT */
/* Reads commands from a text of many lines, one line (with the lines joined to it) a call. */
#ifndef CONFIG_COMMAND_READER_H
#define CONFIG_COMMAND_READER_H

#include <glib.h>

struct command_reader {
    const char *at;     /* the next byte; NUL at the end of the text */
    guint line, column; /* of the next character, from 1 */
};

/* The commands of the next line, as of command_parse_line(). Afterwards the reader is at the
 * beginning of the line after it, also on failure; then *line and *column are the place of the
 * mistake. */
GPtrArray *command_reader_take(struct command_reader *reader, const char *const *whole_names,
                               guint *line, guint *column, GError **error);

#endif
