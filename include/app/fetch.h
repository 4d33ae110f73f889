/* SPDX-License-Identifier: MIT */
/* Which feeds are fetched now. For the app's thread. */
#ifndef APP_FETCH_H
#define APP_FETCH_H

#include "app/app.h"

/* The fetching of feeds that is under way: n_done of n_total (0: none). */
struct app_progress {
    guint n_done, n_total, n_failed, n_held, n_new;
};
struct app_progress app_get_progress(const struct app *app);

/* Fetches the feeds with these ids (NULL: all subscriptions but those that this round has fetched
 * already); those that have waited longest go first. Each is reported as EVENT_FEED, the end as
 * EVENT_FETCHED. Returns how many are added; 0: no event will come. */
guint app_fetch_feeds(struct app *app, const gint64 *feed_ids, guint n);

/* The same, but asks for the whole document, and even if the host has asked for a pause. */
guint app_fetch_insist(struct app *app, const gint64 *feed_ids, guint n);

/* The same for the feeds whose time has come. */
guint app_fetch_due(struct app *app);

/* Cancels all transfers that are under way, also of documents and pictures, and pauses
 * automatic fetching for 15 minutes. */
void app_stop_fetching(struct app *app);

/* When the feed is fetched next, and why: "in 2 h: an article about every 8 h". Caller frees. */
struct feed_row;
char *app_describe_schedule(const struct app *app, const struct feed_row *row);

#endif
