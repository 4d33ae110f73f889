/* SPDX-License-Identifier: MIT */
/* Addresses that only count who reads: never fetched. */
#include "text/picture.h"

#include "base/url.h"

#include <string.h>

/* Hosts, with all beneath them, and what their paths begin with (NULL: any). */
static const struct {
    const char *host, *path;
} counters[] = {
    { "2o7.net", NULL },
    { "addtoany.com", NULL },
    { "analytics.google.com", NULL },
    { "b.scorecardresearch.com", NULL },
    { "bat.bing.com", NULL },
    { "chartbeat.net", NULL },
    { "doubleclick.net", NULL },
    { "emltrk.com", NULL },
    { "facebook.com", "/tr" },
    { "feeds.feedburner.com", "/~" },
    { "feedsportal.com", NULL },
    { "google-analytics.com", NULL },
    { "googleadservices.com", NULL },
    { "googlesyndication.com", NULL },
    { "imrworldwide.com", NULL },
    { "list-manage.com", "/track" },
    { "omtrdc.net", NULL },
    { "pixel.wp.com", NULL },
    { "px.ads.linkedin.com", NULL },
    { "quantserve.com", NULL },
    { "rss.buysellads.com", NULL },
    { "stats.wordpress.com", NULL },
    { "stats.wp.com", NULL },
    { "vgwort.de", NULL },
};

static bool host_is_beneath(const char *host, const char *parent)
{
    const gsize len = strlen(host), parent_len = strlen(parent);
    return g_str_has_suffix(host, parent) &&
           (len == parent_len || host[len - parent_len - 1] == '.');
}

bool picture_is_counter(const char *url)
{
    g_assert(url);
    g_autofree char *host = url_get_host(url);
    const char *authority = strstr(url, "://");
    const char *path = authority ? authority + 3 + strcspn(authority + 3, "/?#") : "";
    for (guint i = 0; host && i < G_N_ELEMENTS(counters); i++)
        if (host_is_beneath(host, counters[i].host) &&
            (!counters[i].path || g_str_has_prefix(path, counters[i].path)))
            return true;
    return false;
}
