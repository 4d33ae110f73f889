/* SPDX-License-Identifier: MIT */
/* From the address of a site to subscriptions: its feeds are looked for, fetched once to see what
 * they are, and offered. One search at a time. App's thread. */
#ifndef SUBSCRIBE_DISCOVERY_H
#define SUBSCRIBE_DISCOVERY_H

#include "app/app.h"

/* The services of this folder. */
extern const struct service discovery_service, subscription_service;

/* A feed that was found. Strings are never NULL. */
struct discovered_feed {
    char *url;    /* what to subscribe to; may have a password in it */
    char *shown;  /* the same without */
    char *title;  /* the feed's, else the page's, else the host */
    char *format; /* "rss-2.0", "atom-1.0" … */
    guint n_items;
    gint64 newest_at;   /* unix time; 0: unknown */
    bool is_full_text;  /* most articles are complete */
    const char *source; /* "feed" (the address itself), "link", "anchor" …; static */
};

/* A search, under way or ended. */
struct app_discovery {
    char *address; /* what is looked at, without password */
    bool is_looking;
    guint n_done, n_total; /* documents, as far as they are known; equal once it has ended */
    GPtrArray *feeds; /* of struct discovered_feed *, the main feed first; empty while looking */
    char *error;      /* why there are none, or NULL */
};

/* Looks for the feeds at address (which may lack its scheme). tags (NULL-terminated) and title,
 * both may be NULL, are for app_subscribe(). A search under way is dropped. Progress and end come
 * as EVENT_DISCOVERY. False and error where address is not a web address. */
bool app_discover(struct app *app, const char *address, const char *const *tags, const char *title,
                  GError **error);

/* Whether app_discover() can look at address; anything else is subscribed to as it is. */
bool app_can_discover(const char *address);

/* Whether the feeds file has address, as it is or with its scheme. */
bool app_is_subscribed(const struct app *app, const char *address);

/* Returns the search under way, or the last one, or NULL. Borrowed until the next search begins;
 * who keeps it longer takes a reference. */
struct app_discovery *app_get_discovery(const struct app *app);
struct app_discovery *app_discovery_ref(struct app_discovery *discovery);
void app_discovery_unref(struct app_discovery *discovery); /* NULL is allowed */

/* Drops the search under way, if any. */
void app_stop_discovery(struct app *app);

/* Subscribes to feeds of a search that has ended, indexes[0..n). EVENT_FEEDS follows when they are
 * in the feeds file: its feed_id is the first feed's, its text what to say; the reader fetches the
 * new feeds. False and error: nothing was posted. */
bool app_subscribe(struct app *app, const struct app_discovery *discovery, const guint *indexes,
                   guint n, GError **error);

#endif
