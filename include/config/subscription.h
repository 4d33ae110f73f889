/* SPDX-License-Identifier: MIT */
/* The feeds file: one subscription a line, a superset of newsboat's "urls". It is read as a whole
 * and edited in place. */
#ifndef CONFIG_SUBSCRIPTION_H
#define CONFIG_SUBSCRIPTION_H

#include "config/diagnostic.h"
#include "config/option.h"

#include <glib.h>
#include <stdbool.h>

enum subscription_kind {
    SUBSCRIPTION_HTTP,   /* http://, https:// */
    SUBSCRIPTION_FILE,   /* file://PATH: source is the path */
    SUBSCRIPTION_EXEC,   /* exec:COMMAND: command is for /bin/sh -c, its output is the feed */
    SUBSCRIPTION_FILTER, /* filter:COMMAND:URL: source is fetched and piped through command */
    SUBSCRIPTION_QUERY,  /* query:NAME:EXPRESSION: a smart feed */
    SUBSCRIPTION_SCRAPE, /* scrape:URL: the options item, title … find the items on the page */
};

struct subscription {
    enum subscription_kind kind;
    char *url; /* the first word as people wrote it: it identifies the feed */
    /* file: the path; filter, scrape: what to fetch, http(s):// or file://; else NULL */
    char *source;
    char *command;           /* exec, filter; else NULL */
    char *name, *expression; /* query; else NULL */
    char *title;             /* "~title": shown instead of the feed's own title, or NULL */
    /* NULL-terminated, never NULL; tags with a slash are folders; each once, in order */
    char **tags;
    bool is_hidden;          /* "!": not shown in the list of feeds */
    struct options *options; /* name=value words; a child of the options given at load */
    guint line;              /* from 1, the first line that names it */
};

struct subscriptions {
    GPtrArray *items; /* of struct subscription *, in the order of the file, each url once */
};

/* Parses text[0..len), valid UTF-8; file is named in diagnostics and in the origins of options. A
 * mistake costs only its word or its line. Never NULL. Free with subscriptions_free() before
 * options. */
struct subscriptions *subscriptions_parse(const char *text, gsize len, const char *file,
                                          const struct options *options,
                                          struct diagnostic_list *diagnostics);

/* Reads the file at path. A missing file is an empty list, and *is_missing (may be NULL) is set;
 * for a file that cannot be read the result is NULL, with a diagnostic. *text (may be NULL) and *len are what was read, "" for a
 * missing file; caller frees. Touches the disk. */
struct subscriptions *subscriptions_load(const char *path, const struct options *options,
                                         bool *is_missing, char **text, gsize *len,
                                         struct diagnostic_list *diagnostics);
void subscriptions_free(struct subscriptions *subscriptions);

/* The subscription with this url; borrowed. NULL if there is none. */
const struct subscription *subscriptions_find(const struct subscriptions *subscriptions,
                                              const char *url);

/* What is wrong with url as the first word of a line: static text that continues a sentence which
 * begins with the URL; NULL: nothing. */
const char *subscription_find_problem(const char *url);

/* What is written for a new subscription. */
struct subscription_entry {
    const char *url;            /* NULL: a comment or blank line, which is in line */
    const char *title;          /* or NULL */
    const char *const *tags;    /* NULL-terminated, or NULL */
    const char *const *options; /* "name=value" each, NULL-terminated, or NULL */
    const char *line; /* the whole line as it is written, instead of all but url; or NULL */
    bool is_hidden;
};

/* text[0..len), a feeds file, with an additional line at its end for each entry whose url is not in
 * it yet, in the file's own line ends; comments are always added. *n_added (may be NULL) counts the
 * subscriptions. URLs must be valid, lines must not have line ends. Caller frees. */
char *subscriptions_append(const char *text, gsize len, const struct subscription_entry *entries,
                           guint n_entries, guint *n_added);

/* The following functions edit the file at path in one atomic step: comments, order, blank lines
 * and line ends stay. They return false with a CONFIG_ERROR (or a G_FILE_ERROR) whose message names
 * the file; then nothing was changed. They touch the disk: not for the UI thread. */

/* Appends a line for each entry whose url is not in the file yet; *n_added (may be NULL) is the
 * number of new ones. Creates file and folder if they do not exist. An entry with an unknown kind
 * of url, or with control characters in it, is CONFIG_ERROR_VALUE. */
bool subscriptions_add(const char *path, const struct subscription_entry *entries, guint n_entries,
                       guint *n_added, GError **error);

/* Removes every line with url. CONFIG_ERROR_UNKNOWN if there is none. */
bool subscriptions_remove(const char *path, const char *url, GError **error);

/* Sets the title of url, or removes it (NULL or ""). CONFIG_ERROR_UNKNOWN if url is not in the
 * file. */
bool subscriptions_set_title(const char *path, const char *url, const char *title, GError **error);

/* Sets the option called name (which must exist) for url, or removes it (value NULL).
 * CONFIG_ERROR_UNKNOWN if url is not in the file. */
bool subscriptions_set_option(const char *path, const char *url, const char *name,
                              const char *value, GError **error);

/* Replaces url by new_url (a feed has moved). CONFIG_ERROR_UNKNOWN if url is not in the file. */
bool subscriptions_set_url(const char *path, const char *url, const char *new_url, GError **error);

/* text as one word of the file, quoted if necessary. Caller frees. */
char *subscription_quote(const char *text);

#endif
