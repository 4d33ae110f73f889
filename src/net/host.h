/* SPDX-License-Identifier: MIT */
/* Hosts: how many transfers each has, and which asked to be left alone. Of the net thread. */
#ifndef NET_HOST_H
#define NET_HOST_H

#include <glib.h>

struct host {
    char *name;
    guint n_active;
    gint64 wait_until; /* unix time; 0: it did not ask */
};

struct host_table;

struct host_table *host_table_new(void);
void host_table_free(struct host_table *table);

/* The host called name (made if need be); the table's, for as long as it lives. */
struct host *host_table_get(struct host_table *table, const char *name);

/* The host of url, or NULL if url has none. */
struct host *host_table_get_for_url(struct host_table *table, const char *url);

#endif
