/* SPDX-License-Identifier: MIT */
/* Import: takes over what another reader, or newsdeck itself, has kept: subscriptions, articles
 * with their marks, keys, colours and settings. Export: the way out again. They wait for the disk:
 * not for the UI thread. */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

struct app;

struct import_options {
    const char *from; /* the name of a source; NULL: recognise it */
    const char *star; /* newsboat: the flags that mean a star; NULL: any */
    bool is_dry_run;  /* everything is done and rolled back */
    void (*progress)(guint64 n_done, guint64 n_total, void *data); /* or NULL; articles */
    void *data;
};

/* What an import brought. Texts are single clean lines. */
struct import_summary {
    const char *source; /* static: "newsboat", … */
    guint n_feeds_new, n_feeds_known, n_queries_new;
    guint64 n_articles_new, n_articles_known; /* known ones may have got marks: n_marked of them */
    guint64 n_marked;
    guint64 n_unread, n_starred, n_deleted; /* among those that the source has */
    GPtrArray *settings;                    /* of char *: lines for the config file */
    GPtrArray *became;   /* of char *: "config:12: what stood there → what it became" */
    GPtrArray *commands; /* of char *: feeds that are commands, which wait for "allow" */
    GPtrArray *skipped;  /* of char *: "urls:12: what and why" */
    guint n_skipped;     /* those and the many that are not listed any more */
    GPtrArray *notes;    /* of char * */
};

/* Imports path, a file or a folder, in one transaction of the archive; the feeds file and the
 * config file are written just before it ends. On failure nothing has changed; the error names file
 * and line. Feeds and articles that exist are not touched, except that they get the marks of the
 * source: a second import of the same changes nothing. Fills summary, to be freed with
 * import_summary_clear(). */
bool app_import(struct app *app, const char *path, const struct import_options *options,
                struct import_summary *summary, GError **error);
void import_summary_clear(struct import_summary *summary);

/* Something to import, found in its usual place. */
struct import_place {
    const char *source; /* static */
    char *path;
};

/* Looks in the usual places. Returns an array of struct import_place. Caller frees. */
GArray *import_find_places(void);

/* Returns the names for import_options.from, NULL-terminated. Static. */
const char *const *import_get_names(void);

/* Returns all subscriptions as OPML 2. *n_left_out: the number of commands and queries, which OPML
 * cannot express. NULL and error where the archive cannot be read. Caller frees. */
char *app_export_opml(struct app *app, guint *n_left_out, GError **error);

/* Writes everything as JSON lines: a header, the texts of the feeds file and the config file, each
 * feed, each article, the places where reading was left, an end. False and error where reading or
 * writing fails. */
bool app_export_state(struct app *app, FILE *out, GError **error);

#endif
