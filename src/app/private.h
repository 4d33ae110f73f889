/* SPDX-License-Identifier: MIT */
/* The state of the program, for the files of app only. */
#ifndef APP_PRIVATE_H
#define APP_PRIVATE_H

#include "app/engine.h"
#include "app/service.h"

struct app {
    GThread *thread; /* the one thread that owns the app */
    enum app_mode mode;
    char *config_dir, *data_dir, *config_path, *feeds_path, *archive_path;
    struct options *options;
    struct theme theme;
    struct keymap *keymap;
    GPtrArray *extract_rules; /* extract_rule.h */

    /* of the config file; of that and the feeds file */
    struct diagnostic_list *config_diagnostics, *diagnostics;

    /* the feeds file as it was read last */
    struct subscriptions *subscriptions;
    gint64 *feed_ids; /* of subscriptions->items; 0 for queries and for feeds not in the archive */
    bool is_guide;
    guint subscriptions_serial; /* another one after each reading */
    guint n_file_jobs;          /* changes and readings of the feeds file under way */

    struct store *store; /* for reading; opened by app_new() */
    struct queue *events;
    struct writer *writer;   /* started with the first job */
    struct finder *finder;   /* started with the first query */
    struct fetcher *fetcher; /* started with the first fetch */
    GHashTable *expected;    /* reply.c */
    guint64 last_serial;
    gint64 shown_max_id; /* the newest article that lists on screen may hold */

    const struct service *const *services; /* ends with NULL */
    guint n_services;
    void **blocks; /* of the services, in their order */
    bool is_ending;
};

/* At the door of each function that only the app's thread may call. */
static inline void app_assert_thread(const struct app *app)
{
    g_assert(app && app->thread == g_thread_self());
}

/* Reads a config file into the state; what is wrong in it goes to config_diagnostics. A file that
 * is not there is an empty one. configuration.c */
void app_load_config(struct app *app, const char *path);

/* Carries out "set", "bind", "color" or "extract" typed at the prompt; bits of enum redraw. message
 * as app_run(). configuration.c */
guint app_configure(struct app *app, const struct command *command, char **message, GError **error);

/* diagnostics becomes the sum of config_diagnostics and others (may be NULL). engine.c */
void app_set_feeds_diagnostics(struct app *app, const struct diagnostic_list *others);

/* The commands of app itself; ends with a row without a function. run.c */
extern const struct app_command app_commands[];

/* The ids of the list for an edit of all of it; NULL where feed_id (and 0 for all) says it. Caller
 * frees. headlines.c */
struct headlines;
GArray *headlines_collect_ids(const struct headlines *headlines);

/* The guide's document, an Atom feed. guide.c */
const char *guide_get_document(gsize *len);

#endif
