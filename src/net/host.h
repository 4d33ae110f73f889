/* SPDX-License-Identifier: MIT */
/* Hosts: how many transfers each has, and which have asked for a pause. Net thread only. */
#ifndef NET_HOST_H
#define NET_HOST_H

#include <glib.h>
#include <stdbool.h>

struct host {
    char *name;
    guint n_active;
    gint64 wait_until;    /* unix time; 0: it did not ask for a pause */
    gint64 careful_until; /* until then it gets one request at a time, because it has complained */
};

/* How long after its pause a host that complained gets only one request at a time. */
#define HOST_CAREFUL_S (24 * 3600)

struct host_table;

struct host_table *host_table_new(void);
void host_table_free(struct host_table *table);

/* The host called name, created if needed; owned by table. */
struct host *host_table_get(struct host_table *table, const char *name);

/* The host has complained and gets no request before until (unix time; in the past: no pause, but
 * one request at a time; 0: the complaint is forgotten). */
void host_hold(struct host *host, gint64 until);

/* Whether one more request may go to host, if other hosts may have limit requests. */
bool host_has_room(const struct host *host, guint limit, gint64 now);

/* The host of url, or NULL if url has none. */
struct host *host_table_get_for_url(struct host_table *table, const char *url);

#endif
