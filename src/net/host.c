/* SPDX-License-Identifier: MIT */
/* Hosts by name. */
#include "host.h"

#include "base/url.h"

#define HOST_UNTOLD_S 60      /* the pause after a 429 that names no time */
#define HOST_SHORTEST_GAP_S 2 /* one request at a time is slow enough */
#define HOST_LONGEST_GAP_S (6 * 3600)

struct host_table {
    GHashTable *hosts; /* name to struct host */
};

static void host_free(void *data)
{
    struct host *host = data;
    g_free(host->name);
    g_free(host);
}

struct host_table *host_table_new(void)
{
    struct host_table *table = g_new0(struct host_table, 1);
    table->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, host_free);
    return table;
}

void host_table_free(struct host_table *table)
{
    g_hash_table_unref(table->hosts);
    g_free(table);
}

struct host *host_table_get(struct host_table *table, const char *name)
{
    struct host *host = g_hash_table_lookup(table->hosts, name);
    if (host)
        return host;
    host = g_new0(struct host, 1);
    host->name = g_strdup(name);
    g_hash_table_insert(table->hosts, host->name, host);
    return host;
}

struct host *host_table_get_for_url(struct host_table *table, const char *url)
{
    g_autofree char *name = url_get_host(url);
    return name && *name ? host_table_get(table, name) : NULL;
}

void host_restore(struct host *host, gint64 wait_until, gint64 careful_until, gint64 gap_s,
                  guint burst)
{
    host->wait_until = wait_until;
    host->careful_until = careful_until;
    host->gap_s = gap_s;
    host->burst = burst;
    host->paced_at = gap_s ? wait_until + (gint64)(burst - 1) * gap_s : 0;
    host->promised_at = 0;
    host->refused_at = 0;
    host->window_s = 0;
}

static bool host_is_paced(const struct host *host, gint64 now)
{
    return host->gap_s && host->careful_until > now;
}

gint64 host_get_start(const struct host *host, gint64 now)
{
    const gint64 paced =
        host_is_paced(host, now) ? host->paced_at - (gint64)(host->burst - 1) * host->gap_s : 0;
    return MAX(host->wait_until, paced);
}

gint64 host_promise(struct host *host, gint64 now)
{
    const gint64 turn = MAX(host_get_start(host, now), host->promised_at);
    host->promised_at = host_is_paced(host, now) ? turn + host->gap_s : 0;
    return turn;
}

void host_begin(struct host *host, gint64 now)
{
    host->n_active++;
    if (host_is_paced(host, now))
        host->paced_at = MAX(host->paced_at, now) + host->gap_s;
}

/* The allowance by n_allowed requests in window_s. Several at once are at most a quarter of what it
 * allows; then the rest is spread over more than the window, so that a host that counts in fixed
 * windows is not asked too often either. */
static void host_set_allowance(struct host *host)
{
    const gint64 n = host->n_allowed;
    const guint burst = (guint)MAX(1, n / 4);
    const gint64 gap =
        burst > 1 ? (host->window_s * 4 + 3 * n - 1) / (3 * n) : (host->window_s + n - 1) / n;
    host->gap_s = gap < HOST_SHORTEST_GAP_S ? 0 : MIN(gap, HOST_LONGEST_GAP_S);
    host->burst = burst;
}

/* Learns the allowance from the requests that were answered before the host's patience ended for
 * wait_s. */
static void host_learn(struct host *host, gint64 wait_s, gint64 now)
{
    if (host_is_paced(host, now)) { /* it was asked too often all the same */
        host->gap_s = MIN(host->gap_s + host->gap_s / 2, HOST_LONGEST_GAP_S);
        host->burst = 1;
        host->window_s = 0;
    } else if (host->n_served) { /* else nothing shows how much it allows */
        const gint64 window = MAX(wait_s, now - host->served_since);
        host->window_s = wait_s;
        host->n_allowed = (guint)MAX(1, (gint64)host->n_served * wait_s / window);
        host_set_allowance(host);
    }
}

/* A request was answered well that was sent before the last refusal. */
static void host_learn_late(struct host *host)
{
    if (!host->window_s)
        return;
    host->n_allowed++;
    host_set_allowance(host);
}

static void host_pause(struct host *host, gint64 wait_s, gint64 now)
{
    host->wait_until = MAX(host->wait_until, now + wait_s);
    host->careful_until = MAX(host->careful_until, host->wait_until + HOST_CAREFUL_S);
    host->promised_at = 0;
}

static void host_count_anew(struct host *host)
{
    host->n_served = 0;
    host->served_since = 0;
}

static void host_refuse(struct host *host, const struct host_limits *limits, gint64 now)
{
    const bool is_told = limits->retry_after_s > 0 || limits->reset_s > 0;
    const gint64 told_s = limits->retry_after_s > 0 ? limits->retry_after_s : limits->reset_s;
    const gint64 wait_s = is_told ? told_s : limits->status == 429 ? HOST_UNTOLD_S : 0;
    /* of several requests that were under way together, the first refusal counts */
    const bool is_first = !host->refused_at || limits->began_at > host->refused_at;
    if (limits->status == 429 && is_first)
        host_learn(host, wait_s, now);
    host_pause(host, wait_s, now);
    host->refused_at = now;
    host_count_anew(host);
}

bool host_end(struct host *host, const struct host_limits *limits, gint64 now)
{
    const bool is_used_up =
        limits->n_remaining >= 0 && limits->n_remaining < 1 && limits->reset_s > 0;
    if (limits->status == 429 || limits->status == 503) {
        host_refuse(host, limits, now);
    } else if (host->refused_at && limits->began_at <= host->refused_at) {
        host_learn_late(host);
    } else {
        host->served_since = host->n_served++ ? host->served_since : limits->began_at;
        if (is_used_up && !host_is_paced(host, now))
            host_learn(host, limits->reset_s, now);
        if (is_used_up) {
            host_pause(host, limits->reset_s, now);
            host_count_anew(host);
        }
    }
    return host->careful_until > now;
}

bool host_has_room(const struct host *host, guint limit, gint64 now)
{
    return host->n_active < (host->careful_until > now ? 1 : limit);
}
