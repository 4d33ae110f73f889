/* SPDX-License-Identifier: MIT */
/* Hosts by name. */
#include "host.h"

#include "base/url.h"

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

void host_hold(struct host *host, gint64 until)
{
    host->wait_until = until;
    host->careful_until = until ? until + HOST_CAREFUL_S : 0;
}

bool host_has_room(const struct host *host, guint limit, gint64 now)
{
    return host->n_active < (host->careful_until > now ? 1 : limit);
}
