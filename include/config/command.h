/* SPDX-License-Identifier: MIT */
/* The command language of the ":" prompt, the config file, key bindings and scripts: "name word… ;
 * name word…".
 *
 * Words are separated by blanks. A word that begins with " runs to the next " (\n \t \" \\ inside;
 * \ before another character stands for that character); one that begins with ' runs to the next '
 * and has no escapes. The part of a word after a "=" may be quoted in the same way: name="two
 * words". Other quotes within a word are ordinary characters. A ";" that is a word of its own ends a
 * command. A "#" at the beginning of a word starts a comment, unless hexadecimal digits follow it
 * (#rgb, #rrggbb) as the foreground or background of "color". A backslash at the end of a line
 * joins the next line to it. */
#ifndef CONFIG_COMMAND_H
#define CONFIG_COMMAND_H

#include <glib.h>
#include <stdbool.h>

struct command_word {
    char *text;
    guint line, column; /* where it begins, from 1, column in characters */
    gsize offset;       /* where it begins in the command's text, in bytes */
    bool is_quoted;
};

struct command {
    char *text; /* as it was written, without surrounding blanks and without a comment */
    struct command_word *words; /* words[0] is the name */
    guint n_words;              /* at least 1 */
};

/* Parses one line (which may consist of joined lines), the first of which has the number first_line
 * (> 0). whole_names (NULL, or NULL-terminated) are commands that take the whole rest of the line,
 * ";" included ("bind"). Returns an array of struct command * (empty for blanks and comments),
 * caller frees with g_ptr_array_unref(); or NULL with CONFIG_ERROR_SYNTAX, and the place of the
 * mistake in *line and *column (either may be NULL). Any thread. */
GPtrArray *command_parse_line(const char *text, guint first_line, const char *const *whole_names,
                              guint *line, guint *column, GError **error);

/* The command's text from word index on, as it was written: for commands whose arguments are
 * themselves commands or queries. "" after the last word. Borrowed from command. */
const char *command_get_rest(const struct command *command, guint index);

/* text as one word that command_parse_line() parses back; quoted only if necessary. Caller
 * frees. */
char *command_quote(const char *text);

#endif
