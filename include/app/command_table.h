/* SPDX-License-Identifier: MIT */
/* Every command of the program: one row each in command.def. The prompt, the config file, key
 * bindings, macros, help and documents all read these rows. */
#ifndef APP_COMMAND_TABLE_H
#define APP_COMMAND_TABLE_H

#include <glib.h>
#include <stdbool.h>

/* Where keys are pressed. A key that a context does not bind is looked up in its parent, last in
 * CONTEXT_ALL. */
enum context {
    CONTEXT_ALL,
    CONTEXT_FEEDS,
    CONTEXT_HEADLINES,
    CONTEXT_ARTICLE,
    CONTEXT_TEXT,   /* help, log, error details and link list: anything to scroll and leave */
    CONTEXT_SEARCH, /* the article while the matches of a search are marked in it */
    CONTEXT_MARK,   /* the article while text of it is being marked */
    CONTEXT_N
};

enum command_id {
#define COMMAND(id, name, where, arguments, help) COMMAND_##id,
#include "app/command.def"
#undef COMMAND
    COMMAND_N
};

/* What an argument is completed with. */
enum completion {
    COMPLETE_NONE,
    COMPLETE_OPTION,
    COMPLETE_COMMAND,
    COMPLETE_ELEMENT,
    COMPLETE_FEED,
    COMPLETE_CONTEXT,
    COMPLETE_FILE
};

/* Who carries a command out. */
enum command_where {
    COMMAND_BY_VIEW,   /* the view that has the keys, else the frame around the views */
    COMMAND_BY_APP,    /* app_run(): works without a screen, too */
    COMMAND_BY_CONFIG, /* set, bind, color …: also in the config file */
};

struct command_row {
    const char *name;
    enum command_where where;
    const char *arguments; /* a usage line, which is also what is checked; see below */
    const char *help;      /* one sentence, lower case, no full stop */
};

/* Returns the row; static. */
const struct command_row *command_get_row(enum command_id id);

/* Finds the id of a name; false if no command has it. */
bool command_find(const char *name, enum command_id *id);

/* The arguments of a row are words separated by blanks: NAME is one argument, [NAME] may be
 * missing, "…" at its end takes any number of words, "|" separates alternatives. Some names have a
 * meaning (the table is in command_arguments.c): FILE, OPTION, ELEMENT, CONTEXT, FEED and TOPIC are
 * completed; NUMBER is a whole number from 1; QUERY, TITLE, PROGRAM, WORDS, TEXT and COMMAND are
 * the rest of the line as it was written. Any other name stands for any word. */
struct command_arguments {
    guint min, max; /* words behind the command's name; max G_MAXUINT: any number */
    bool has_all;   /* the rest of the line is one argument, with every ";" in it */
};
struct command_arguments command_get_arguments(const struct command_row *row);

/* Checks number and kind of the command's words. False and APP_ERROR_USAGE, with the usage line in
 * the message; *word (may be NULL): the index of the word at fault. */
struct command;
bool command_check(const struct command_row *row, const struct command *command, guint *word,
                   GError **error);

/* Returns what word index (1: the first after the name) is completed with. */
enum completion command_get_completion(const struct command_row *row, guint index);

/* The names of the commands that have_all, NULL-terminated: for command_parse_line(). Static. */
const char *const *command_get_whole_names(void);

/* Returns all names, NULL-terminated. Caller frees the array with g_free(). */
const char **command_get_names(void);

/* Returns the name of a context: "all", "feeds", "headlines", "article", "text", "search", "mark".
 */
const char *context_get_name(enum context context);

/* Finds the context of a name; false if no context has it. */
bool context_find(const char *name, enum context *context);

#endif
