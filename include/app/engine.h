/* SPDX-License-Identifier: MIT */
/* What every part of the program stands on: the open archive, the threads behind the app, serials.
 * For the folders above app; the screen does not use it. All functions are for the app's thread. */
#ifndef APP_ENGINE_H
#define APP_ENGINE_H

#include "app/app.h"
#include "app/fetcher.h"
#include "app/finder.h"
#include "app/writer.h"
#include "config/subscription.h"

/* The store thread, the query thread and the fetcher, each started at its first use. The app's. */
struct writer *app_get_writer(struct app *app);
struct finder *app_get_finder(struct app *app);
struct fetcher *app_get_fetcher(struct app *app);

/* Whether the fetcher was started: where not, nothing is being fetched. */
bool app_has_fetcher(const struct app *app);

/* The queue of events, to post to from any thread. Outlives all threads of the app. */
struct queue *app_get_events(struct app *app);

/* A number that no request of this app had before; never 0. */
guint64 app_next_serial(struct app *app);

enum app_mode app_get_mode(const struct app *app);
const char *app_get_data_dir(const struct app *app);
const char *app_get_archive_path(const struct app *app);

/* True while app_free() runs: nothing new may be asked for. */
bool app_is_ending(const struct app *app);

/* The feeds file as it was read last. Borrowed until the next EVENT_FEEDS. */
const struct subscriptions *app_get_subscriptions(const struct app *app);

/* The feed's id of subscriptions->items[index]; 0: a query, or not in the archive yet. */
gint64 app_get_subscription_feed_id(const struct app *app, guint index);

/* The subscription of a feed; NULL for the guide and for ended ones. Borrowed likewise. */
const struct subscription *app_find_subscription(const struct app *app, gint64 feed_id);

/* What the user says of sites' pages (extract_rule.h): an array that never changes, so that threads
 * may share it by reference. Borrowed. */
GPtrArray *app_get_extract_rules(const struct app *app);

/* Starts the user's command, detached and without a shell. options: put behind its first word
 * (NULL-terminated), or NULL. address: instead of %u or %s, or last. what: the name of its
 * option, for the error. Errors: G_SHELL_ERROR, APP_ERROR. browser.c */
bool app_start_program(const char *command, const char *const *options, const char *address,
                       const char *what, GError **error);

#endif
