/* SPDX-License-Identifier: MIT */
/* The feeds file: one subscription a line, a superset of newsboat's "urls". Read whole, edited in
 * place. */
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
    SUBSCRIPTION_SCRAPE, /* scrape:URL: items are found on the page by the options item, title … */
};

struct subscription {
    enum subscription_kind kind;
    char *url; /* the first word as people wrote it: what names the feed */
    /* file: the path; filter, scrape: what to fetch, http(s):// or file://; else NULL */
    char *source;
    char *command;           /* exec, filter; else NULL */
    char *name, *expression; /* query; else NULL */
    char *title;             /* "~title": shown instead of the feed's own, or NULL */
    /* NULL-terminated, never NULL; those with a slash are folders; each once, in order */
    char **tags;
    bool is_hidden;          /* "!": not in the list of feeds */
    struct options *options; /* name=value words; falls back to the parent given at load */
    guint line;              /* from 1, the first line that names it */
};

struct subscriptions {
    GPtrArray *items; /* of struct subscription *, in the order of the file, each url once */
};

/* Reads text[0..len), valid UTF-8; file stands in diagnostics and in the origins of options. What
 * is wrong costs the word or the line it stands in. Never NULL; free with subscriptions_free()
 * before options. */
struct subscriptions *subscriptions_parse(const char *text, gsize len, const char *file,
                                          const struct options *options,
                                          struct diagnostic_list *diagnostics);

/* Reads the file at path. A missing file is an empty list and *is_missing (may be NULL) is set; one
 * that cannot be read is NULL and a diagnostic. */
struct subscriptions *subscriptions_load(const char *path, const struct options *options,
                                         bool *is_missing, struct diagnostic_list *diagnostics);
void subscriptions_free(struct subscriptions *subscriptions);

/* The subscription with this url, or NULL. */
const struct subscription *subscriptions_find(const struct subscriptions *subscriptions,
                                              const char *url);

/* What is wrong with an address as the first word of a line: static text that stands behind it, or
 * NULL. */
const char *subscription_find_problem(const char *url);

/* What to write for a new subscription. */
struct subscription_entry {
    const char *url;            /* NULL: a comment or blank line, which is line */
    const char *title;          /* or NULL */
    const char *const *tags;    /* NULL-terminated, or NULL */
    const char *const *options; /* "name=value" each, NULL-terminated, or NULL */
    const char *line; /* the whole line as it is to stand there, in place of all but url; or NULL */
    bool is_hidden;
};

/* text[0..len), a feeds file, with a line at its end for each entry whose url is not in it yet, in
 * the file's own line ends; comments are always added. *n_added counts the subscriptions. Urls must
 * be good, lines without line ends. The caller's. */
char *subscriptions_append(const char *text, gsize len, const struct subscription_entry *entries,
                           guint n_entries, guint *n_added);

/* The following edit the file at path in one atomic step: comments, order, blank lines and line
 * ends stay. False and CONFIG_ERROR (or a G_FILE_ERROR) whose message names the file; then nothing
 * was changed. They touch the disk: not for the UI thread. */

/* Appends a line for each entry whose url is not there yet; *n_added (may be NULL) says how many
 * were new. Creates file and folder where there is none. An entry with an unknown kind of url, or
 * control characters in it, is CONFIG_ERROR_VALUE. */
bool subscriptions_add(const char *path, const struct subscription_entry *entries, guint n_entries,
                       guint *n_added, GError **error);

/* Takes out every line that names url. CONFIG_ERROR_UNKNOWN if there is none. */
bool subscriptions_remove(const char *path, const char *url, GError **error);

/* Sets the title of url, or takes it away (NULL or ""). CONFIG_ERROR_UNKNOWN if url is not there.
 */
bool subscriptions_set_title(const char *path, const char *url, const char *title, GError **error);

/* Sets the option called name (which must be one) for url, or takes it away (value NULL).
 * CONFIG_ERROR_UNKNOWN if url is not there. */
bool subscriptions_set_option(const char *path, const char *url, const char *name,
                              const char *value, GError **error);

/* Writes new_url in the place of url (a feed has moved). CONFIG_ERROR_UNKNOWN if url is not there.
 */
bool subscriptions_set_url(const char *path, const char *url, const char *new_url, GError **error);

/* text as one word of the file, quoted if it must be. The caller's. */
char *subscription_quote(const char *text);

#endif
