/* SPDX-License-Identifier: MIT */
/* Mistakes in the files that people edit, each with its place; and the name that was probably
 * meant. */
#ifndef CONFIG_DIAGNOSTIC_H
#define CONFIG_DIAGNOSTIC_H

#include <glib.h>

/* The errors of the folder config. Messages name the value, what is allowed and the nearest
 * name. */
#define CONFIG_ERROR config_error_quark()
GQuark config_error_quark(void);

enum config_error {
    CONFIG_ERROR_SYNTAX,  /* the words cannot be separated, or some are missing */
    CONFIG_ERROR_UNKNOWN, /* there is no option, element, … with this name */
    CONFIG_ERROR_VALUE,   /* not a value that is allowed here */
    CONFIG_ERROR_FILE,    /* a file cannot be read or written */
};

enum diagnostic_severity { DIAGNOSTIC_INFO, DIAGNOSTIC_WARNING, DIAGNOSTIC_ERROR };

struct diagnostic {
    enum diagnostic_severity severity;
    char *file;         /* NULL: typed at the prompt */
    guint line, column; /* from 1, in characters; 0: the whole file, or the whole line */
    char *message;
};

struct diagnostic_list; /* in the order of discovery; used by one thread at a time */

struct diagnostic_list *diagnostic_list_new(void);
void diagnostic_list_free(struct diagnostic_list *list);

/* Adds a diagnostic; file may be NULL and is copied. list may be NULL: then the message is
 * dropped. */
void diagnostic_list_add(struct diagnostic_list *list, enum diagnostic_severity severity,
                         const char *file, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF(6, 7);

guint diagnostic_list_get_length(const struct diagnostic_list *list);

/* The diagnostic at index < length; borrowed from list. */
const struct diagnostic *diagnostic_list_get(const struct diagnostic_list *list, guint index);

/* The number of diagnostics of this severity or a worse one. */
guint diagnostic_list_count(const struct diagnostic_list *list, enum diagnostic_severity severity);

/* "path:3:5: error: message"; numbers that are 0 are left out. One line without control characters.
 * Caller frees. */
char *diagnostic_format(const struct diagnostic *diagnostic);

/* The one of names (NULL-terminated) that word was probably meant to be: at most a third of its
 * letters differ (Damerau-Levenshtein distance), or it is the only name that begins with word.
 * Borrowed from names; NULL if no name is near. */
const char *diagnostic_nearest(const char *word, const char *const *names);

#endif
