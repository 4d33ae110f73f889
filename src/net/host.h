/* SPDX-License-Identifier: MIT */
/* Hosts: how many transfers each has, and which asked to be left alone. Of the net thread. */
#ifndef NET_HOST_H
#define NET_HOST_H

#include <glib.h>
#include <stdbool.h>

struct host {
    char *name;
    guint n_active;
    gint64 wait_until;    /* unix time; 0: it did not ask */
    gint64 careful_until; /* until then one request at a time, for it has complained */
};

/* A host that complains is asked one thing at a time for so long after it may be asked again. */
#define HOST_CAREFUL_S (24 * 3600)

struct host_table;

struct host_table *host_table_new(void);
void host_table_free(struct host_table *table);

/* The host called name (made if need be); the table's, for as long as it lives. */
struct host *host_table_get(struct host_table *table, const char *name);

/* The host has complained and wants no requests before until (unix time; the past: none at all, but
 * one at a time; 0: all is forgotten). */
void host_hold(struct host *host, gint64 until);

/* Whether one more request may go to host while limit is how many others may have. */
bool host_has_room(const struct host *host, guint limit, gint64 now);

/* The host of url, or NULL if url has none. */
struct host *host_table_get_for_url(struct host_table *table, const char *url);

#endif
