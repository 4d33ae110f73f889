/* SPDX-License-Identifier: MIT */
/* Kinds of subscriptions: one row each. */
#include "subscription_kind.h"

#include "base/url.h"

#include <string.h>

struct kind_row {
    const char *prefix;
    enum subscription_kind kind;
    const char *(*read)(struct subscription *subscription,
                        const char *rest); /* NULL, or the problem */
};

static bool subscription_has_control(const char *text)
{
    for (; *text; text = g_utf8_next_char(text))
        if (g_unichar_iscntrl(g_utf8_get_char(text)))
            return true;
    return false;
}

static const char *subscription_read_http(struct subscription *subscription, const char *rest)
{
    if (!*rest || *rest == '/' || *rest == '?' || *rest == '#')
        return "this address has no host";
    return subscription_has_control(subscription->url) ? "this address has control characters in it"
                                                       : NULL;
}

static const char *subscription_read_file(struct subscription *subscription, const char *rest)
{
    subscription->source = g_strdup(rest);
    if (subscription_has_control(rest))
        return "this address has control characters in it";
    return *rest ? NULL : "file:// needs the path of a file";
}

static const char *subscription_read_exec(struct subscription *subscription, const char *rest)
{
    subscription->command = g_strdup(rest);
    return *rest ? NULL : "exec: needs a command";
}

static const char *subscription_read_filter(struct subscription *subscription, const char *rest)
{
    const char *colon = strchr(rest, ':');
    const char *const sources[] = { "http://", "https://", "file://" };
    if (!colon || colon == rest)
        return "filter: needs a command and an address, as filter:COMMAND:URL";
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++) {
        if (g_ascii_strncasecmp(colon + 1, sources[i], strlen(sources[i])) != 0)
            continue;
        subscription->command = g_strndup(rest, (gsize)(colon - rest));
        subscription->source = g_strdup(colon + 1);
        return subscription_has_control(subscription->source)
                   ? "this address has control characters in it"
                   : NULL;
    }
    return "after the command, filter: needs an http://, https:// or file:// address";
}

static const char *subscription_read_scrape(struct subscription *subscription, const char *rest)
{
    const char *const sources[] = { "http://", "https://", "file://" };
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++) {
        if (g_ascii_strncasecmp(rest, sources[i], strlen(sources[i])) != 0)
            continue;
        subscription->source = g_strdup(rest);
        return subscription_has_control(rest) ? "this address has control characters in it" : NULL;
    }
    return "scrape: needs an http://, https:// or file:// address";
}

/* Several ":" count as one, as in newsboat, but only around the name: an expression stays as it
 * is. */
static const char *subscription_read_query(struct subscription *subscription, const char *rest)
{
    rest += strspn(rest, ":");
    const gsize name_len = strcspn(rest, ":");
    const char *expression = rest + name_len + strspn(rest + name_len, ":");
    if (!name_len || !*expression)
        return "query: needs a name and an expression, as query:NAME:EXPRESSION";
    subscription->name = g_strndup(rest, name_len);
    subscription->expression = g_strdup(expression);
    return NULL;
}

static const struct kind_row kind_rows[] = {
    { "http://", SUBSCRIPTION_HTTP, subscription_read_http },
    { "https://", SUBSCRIPTION_HTTP, subscription_read_http },
    { "file://", SUBSCRIPTION_FILE, subscription_read_file },
    { "exec:", SUBSCRIPTION_EXEC, subscription_read_exec },
    { "filter:", SUBSCRIPTION_FILTER, subscription_read_filter },
    { "scrape:", SUBSCRIPTION_SCRAPE, subscription_read_scrape },
    { "query:", SUBSCRIPTION_QUERY, subscription_read_query },
};

char *subscription_get_url(const char *word)
{
    char *meant = url_from_feed_scheme(word);
    return meant ? meant : g_strdup(word);
}

enum subscription_verdict subscription_read_url(struct subscription *subscription,
                                                const char **problem)
{
    const char *url = subscription->url;
    for (guint i = 0; i < G_N_ELEMENTS(kind_rows); i++) {
        const gsize len = strlen(kind_rows[i].prefix);
        if (g_ascii_strncasecmp(url, kind_rows[i].prefix, len) != 0)
            continue;
        subscription->kind = kind_rows[i].kind;
        *problem = kind_rows[i].read(subscription, url + len);
        return *problem ? SUBSCRIPTION_WRONG : SUBSCRIPTION_GOOD;
    }
    if (strstr(url, "://")) {
        *problem = "this kind of address cannot be fetched: known are http, https, file, exec, "
                   "filter, scrape and query";
        return SUBSCRIPTION_FOREIGN;
    }
    *problem = "no address: the line is skipped";
    return SUBSCRIPTION_SEPARATOR;
}

void subscription_free(struct subscription *subscription)
{
    g_free(subscription->url);
    g_free(subscription->source);
    g_free(subscription->command);
    g_free(subscription->name);
    g_free(subscription->expression);
    g_free(subscription->title);
    g_strfreev(subscription->tags);
    options_free(subscription->options);
    g_free(subscription);
}
