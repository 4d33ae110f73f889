/* SPDX-License-Identifier: MIT */
/* What is wrong in the files people edit, each with its place; and the name that was probably
 * meant. */
#ifndef CONFIG_DIAGNOSTIC_H
#define CONFIG_DIAGNOSTIC_H

#include <glib.h>

/* Errors of the whole folder; the messages name the value, what is allowed and the nearest name. */
#define CONFIG_ERROR config_error_quark()
GQuark config_error_quark(void);

enum config_error {
    CONFIG_ERROR_SYNTAX,  /* the words cannot be told apart, or some are missing */
    CONFIG_ERROR_UNKNOWN, /* no option, element, … has this name */
    CONFIG_ERROR_VALUE,   /* not a value that is allowed here */
    CONFIG_ERROR_FILE,    /* a file that cannot be read or written */
};

enum diagnostic_severity { DIAGNOSTIC_INFO, DIAGNOSTIC_WARNING, DIAGNOSTIC_ERROR };

struct diagnostic {
    enum diagnostic_severity severity;
    char *file;         /* may be NULL: typed at the prompt */
    guint line, column; /* from 1, in characters; 0: the whole file, or the whole line */
    char *message;
};

struct diagnostic_list; /* in the order of discovery; used by one thread at a time */

struct diagnostic_list *diagnostic_list_new(void);
void diagnostic_list_free(struct diagnostic_list *list);

/* Adds one; file may be NULL and is copied. A NULL list is allowed: then the message is dropped. */
void diagnostic_list_add(struct diagnostic_list *list, enum diagnostic_severity severity,
                         const char *file, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF(6, 7);

guint diagnostic_list_get_length(const struct diagnostic_list *list);

/* The diagnostic at index < length; the list's. */
const struct diagnostic *diagnostic_list_get(const struct diagnostic_list *list, guint index);

/* How many there are of this severity or a worse one. */
guint diagnostic_list_count(const struct diagnostic_list *list, enum diagnostic_severity severity);

/* "path:3:5: error: message"; numbers that are 0 are left out. One line without control characters.
 * The caller's. */
char *diagnostic_format(const struct diagnostic *diagnostic);

/* The name among the NULL-terminated names that word was probably meant to be: at most a third of
 * its letters wrong (Damerau-Levenshtein distance), or the only one that word begins. One of names,
 * or NULL if none is near. */
const char *diagnostic_nearest(const char *word, const char *const *names);

#endif
