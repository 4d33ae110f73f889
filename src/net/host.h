/* SPDX-License-Identifier: MIT */
/* Hosts: how many transfers each has, which have asked for a pause, and how often they may be asked.
 * Net thread only.
 *
 * A host that refuses a request (429, 503) gets none until the time it names. From a refusal with
 * 429, and from the rate limit that an answer reports, the host's allowance is learnt: the mean time
 * between two requests, and how many may go at once after a silence. The allowance is kept for a
 * day after the pause; in this time there is one request at a time. Times are unix times. */
#ifndef NET_HOST_H
#define NET_HOST_H

#include <glib.h>
#include <stdbool.h>

struct host {
    char *name;
    guint n_active;
    gint64 wait_until;    /* 0: it did not ask for a pause */
    gint64 careful_until; /* until then one request at a time, and the allowance holds */
    gint64 refused_at;    /* the last refusal; 0: there was none */
    gint64 gap_s;         /* the allowance: mean time between requests; 0: not known */
    guint burst;          /* ... and how many may go at once; at least 1 if gap_s is known */
    gint64 paced_at;      /* when all that has been sent is within the allowance */
    gint64 promised_at;   /* the last turn that was given to a request that had to wait */
    gint64 window_s; /* the allowance was learnt from n_allowed requests in so many seconds … */
    guint n_allowed; /* … (0: not from such a count) */
    guint n_served;  /* requests answered well since the last refusal … */
    gint64 served_since; /* … and the time of the first; 0: there was none */
};

/* How long after its pause a host that complained gets only one request at a time. */
#define HOST_CAREFUL_S (24 * 3600)

/* What an answer says about the host's patience. */
struct host_limits {
    guint status;
    gint64 began_at;      /* when the request was sent */
    gint64 retry_after_s; /* at most 0: the answer does not say */
    double n_remaining;   /* requests left (x-ratelimit-remaining); below 0: not said */
    gint64 reset_s;       /* until there are more (x-ratelimit-reset); at most 0: not said */
};

struct host_table;

struct host_table *host_table_new(void);
void host_table_free(struct host_table *table);

/* The host called name, created if needed; owned by table. */
struct host *host_table_get(struct host_table *table, const char *name);

/* The host of url, or NULL if url has none. */
struct host *host_table_get_for_url(struct host_table *table, const char *url);

/* What was known of the host at an earlier start; burst is at least 1 if gap_s is not 0. All 0: a
 * complaint is forgotten. */
void host_restore(struct host *host, gint64 wait_until, gint64 careful_until, gint64 gap_s,
                  guint burst);

/* When the next request may be sent: a time that is not after now means at once. */
gint64 host_get_start(const struct host *host, gint64 now);

/* The turn of a request that has to wait; each call gives a later turn if the allowance is known. */
gint64 host_promise(struct host *host, gint64 now);

/* A request is sent. n_active counts it until the caller takes it out. */
void host_begin(struct host *host, gint64 now);

/* A request was answered. Returns true if the host has something that must be kept beyond the end of
 * the program: a pause or an allowance. */
bool host_end(struct host *host, const struct host_limits *limits, gint64 now);

/* Whether one more request may go to host, if other hosts may have limit requests. */
bool host_has_room(const struct host *host, guint limit, gint64 now);

#endif
