/* SPDX-License-Identifier: MIT */
/* What another reader keeps, or newsdeck itself, taken over: subscriptions, articles with their
 * marks, keys, colours and settings; and the way out again. These wait for the disk: not for the
 * UI thread. */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

struct app;

struct import_options {
    const char *from; /* the name of a source, or NULL: recognised */
    const char *star; /* newsboat: the flags that mean a star; NULL: any */
    bool is_dry_run;  /* all is done and taken back */
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
    GPtrArray *commands; /* of char *: feeds that are commands, which wait for "allow" */
    GPtrArray *skipped;  /* of char *: "urls:12: what and why" */
    guint n_skipped;     /* those and the many that are not listed any more */
    GPtrArray *notes;    /* of char * */
};

/* Reads path, a file or a folder, and takes all of it over in one transaction of the archive, the
 * feeds file and the config file written just before it ends. On failure nothing has changed; the
 * error names file and line. Feeds and articles that are there are not touched but for marks that
 * the source has: what was done twice is done once. summary is filled anew
 * (import_summary_clear()). */
bool app_import(struct app *app, const char *path, const struct import_options *options,
                struct import_summary *summary, GError **error);
void import_summary_clear(struct import_summary *summary);

/* Something to import that lies where it usually does. */
struct import_place {
    const char *source; /* static */
    char *path;
};

/* Looks for it: a GArray of struct import_place, the caller's. */
GArray *import_find_places(void);

/* The names for "from", NULL-terminated, static. */
const char *const *import_get_names(void);

/* All subscriptions as OPML 2, the caller's; *n_left_out gets the number of commands and queries,
 * which OPML has no word for. */
char *app_export_opml(struct app *app, guint *n_left_out, GError **error);

/* Everything as JSON lines: a header, the texts of feeds and config, each feed, each article, the
 * places where reading was left, an end. */
bool app_export_state(struct app *app, FILE *out, GError **error);

#endif
