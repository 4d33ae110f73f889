/* SPDX-License-Identifier: MIT */
/* Addresses. GUri refuses much of what feeds hold (spaces, brackets, bad escapes), so resolving is
 * done here. */
#include "base/url.h"

#include <glib.h>
#include <string.h>

/* The parts of an address; all point into it, without their delimiters. */
struct url_parts {
    const char *scheme, *authority, *path, *tail; /* tail: "?query#fragment" */
    size_t scheme_len, authority_len, path_len, tail_len;
    size_t user_len; /* of "user:password@", with which the authority begins; 0: there is none */
    bool has_authority;
};

size_t url_get_scheme_len(const char *url)
{
    if (!url || !g_ascii_isalpha(*url))
        return 0;
    size_t n = 1;
    while (g_ascii_isalnum(url[n]) || url[n] == '+' || url[n] == '-' || url[n] == '.')
        n++;
    return url[n] == ':' ? n : 0;
}

bool url_has_scheme(const char *url, const char *scheme)
{
    g_assert(scheme && *scheme);
    const size_t len = strlen(scheme);
    return url_get_scheme_len(url) == len && g_ascii_strncasecmp(url, scheme, len) == 0;
}

bool url_is_http(const char *url)
{
    return url_has_scheme(url, "http") || url_has_scheme(url, "https");
}

/* Without white space and controls at the ends, tabs and line ends inside; spaces inside escaped
 * (WHATWG URL 4.1). */
static char *url_tidy(const char *text)
{
    const char *begin = text, *end = text + strlen(text);
    while (begin < end && (guchar)*begin <= ' ')
        begin++;
    while (end > begin && (guchar)end[-1] <= ' ')
        end--;
    GString *out = g_string_sized_new(end - begin);
    for (const char *p = begin; p < end; p++) {
        if (*p == ' ')
            g_string_append(out, "%20");
        else if ((guchar)*p > ' ' && *p != 0x7f)
            g_string_append_c(out, *p);
    }
    return g_string_free(out, FALSE);
}

bool url_is_plain(const char *url)
{
    const size_t scheme_len = url_get_scheme_len(url);
    if (!scheme_len)
        return false;
    if (url_is_http(url) && strncmp(url + scheme_len, "://", 3) != 0)
        return false;
    if (strchr(url, '@')) /* user and password may have to be escaped */
        return false;
    for (const char *p = url; *p; p++)
        if ((guchar)*p <= ' ' || *p == 0x7f || (p[0] == '/' && p[1] == '.'))
            return false;
    return true;
}

/* authority[0..len) is a user and the beginning of a password that goes on behind it, rather than a
 * host: no port stands behind the ":", or a "#", before which a path would stand. */
static bool is_password_begun(const char *authority, size_t len)
{
    const char *colon = memchr(authority, ':', len);
    if (!colon || *authority == '[')
        return false;
    const size_t n_digits = strspn(colon + 1, "0123456789");
    return colon + 1 + n_digits < authority + len || (n_digits && authority[len] == '#') ||
           (!n_digits && authority[len] != '/');
}

/* The length of "user:password@" at the beginning of the authority, whose end *len becomes. */
static size_t url_find_user(const char *authority, size_t *len)
{
    *len = strcspn(authority, "/?#");
    if (!memchr(authority, '@', *len) && is_password_begun(authority, *len)) {
        const char *at = strchr(authority, '@');
        if (at)
            *len = (size_t)(at - authority) + strcspn(at, "/?#");
    }
    const char *at = g_strrstr_len(authority, (gssize)*len, "@");
    return at ? (size_t)(at - authority) + 1 : 0;
}

static struct url_parts url_split(const char *url)
{
    struct url_parts parts = { .scheme = url, .scheme_len = url_get_scheme_len(url) };
    const char *p = url + parts.scheme_len + (parts.scheme_len ? 1 : 0);
    if (p[0] == '/' && p[1] == '/') {
        parts.has_authority = true;
        parts.authority = p + 2;
        parts.user_len = url_find_user(parts.authority, &parts.authority_len);
        p += 2 + parts.authority_len;
    }
    parts.path = p;
    parts.path_len = strcspn(p, "?#");
    parts.tail = p + parts.path_len;
    parts.tail_len = strlen(parts.tail);
    return parts;
}

/* Appends path without its "." and ".." segments (RFC 3986 5.2.4). */
static void url_append_path(GString *out, const char *path, size_t len)
{
    const size_t begin = out->len;
    for (size_t i = 0; i < len;) {
        const char *slash = memchr(path + i + 1, '/', len - i - 1);
        const size_t n = slash ? (size_t)(slash - (path + i)) : len - i; /* "/segment" */
        const char *segment = path + i + (path[i] == '/');
        const size_t segment_len = n - (path[i] == '/');
        const bool is_last = i + n == len;
        if (segment_len == 1 && segment[0] == '.') {
            if (is_last)
                g_string_append_c(out, '/');
        } else if (segment_len == 2 && segment[0] == '.' && segment[1] == '.') {
            while (out->len > begin && out->str[out->len - 1] != '/')
                g_string_truncate(out, out->len - 1);
            if (out->len > begin)
                g_string_truncate(out, out->len - 1);
            if (is_last)
                g_string_append_c(out, '/');
        } else {
            g_string_append_len(out, path + i, n);
        }
        i += n;
    }
}

static void url_merge_path(GString *out, const struct url_parts *base,
                           const struct url_parts *reference)
{
    if (reference->path_len == 0) {
        g_string_append_len(out, base->path, base->path_len);
        const size_t query_len = reference->tail[0] == '?' ? 0 : strcspn(base->tail, "#");
        g_string_append_len(out, base->tail, query_len);
        return;
    }
    if (reference->path[0] == '/') {
        url_append_path(out, reference->path, reference->path_len);
        return;
    }
    size_t folder_len = base->path_len;
    while (folder_len > 0 && base->path[folder_len - 1] != '/')
        folder_len--;
    g_autoptr(GString) path = g_string_new_len(base->path, folder_len);
    if (!folder_len && base->has_authority)
        g_string_append_c(path, '/');
    g_string_append_len(path, reference->path, reference->path_len);
    url_append_path(out, path->str, path->len);
}

/* Appends the authority with the characters of user and password escaped that would end them. */
static void url_append_authority(GString *out, const struct url_parts *parts)
{
    const char *end = parts->authority + parts->user_len;
    for (const char *p = parts->authority; parts->user_len && p < end - 1; p++) {
        if (strchr("/?#@[]\\", *p))
            g_string_append_printf(out, "%%%02X", (guint)*p);
        else
            g_string_append_c(out, *p);
    }
    if (parts->user_len)
        g_string_append_c(out, '@');
    g_string_append_len(out, end, (gssize)(parts->authority_len - parts->user_len));
}

char *url_resolve(const char *base, const char *reference)
{
    g_autofree char *ref = url_tidy(reference ? reference : "");
    struct url_parts r = url_split(ref);
    if (r.scheme_len && (r.has_authority || !url_is_http(ref) || !url_is_http(base))) {
        if (!r.has_authority)
            return g_steal_pointer(&ref);
        GString *out = g_string_new_len(ref, r.authority - ref);
        url_append_authority(out, &r);
        url_append_path(out, r.path, r.path_len);
        g_string_append_len(out, r.tail, r.tail_len);
        return g_string_free(out, FALSE);
    }
    if (!base || !url_get_scheme_len(base + strspn(base, " \t\r\n")))
        return g_steal_pointer(&ref);
    g_autofree char *tidy_base = url_tidy(base);
    const struct url_parts b = url_split(tidy_base);
    if (!b.has_authority && (b.path_len == 0 || b.path[0] != '/'))
        return g_steal_pointer(&ref); /* mailto:, tag:, urn: have no folders */
    GString *out = g_string_new_len(b.scheme, b.scheme_len + 1);
    const struct url_parts *where = r.has_authority ? &r : &b;
    if (where->has_authority) {
        g_string_append(out, "//");
        url_append_authority(out, where);
    }
    if (r.has_authority)
        url_append_path(out, r.path, r.path_len);
    else
        url_merge_path(out, &b, &r);
    g_string_append_len(out, r.tail, r.tail_len);
    return g_string_free(out, FALSE);
}

/* The host in url and its length, or NULL. */
static const char *url_find_host(const char *url, size_t *len)
{
    const struct url_parts parts = url_split(url);
    if (!parts.has_authority)
        return NULL;
    const char *host = parts.authority + parts.user_len;
    const char *end = parts.authority + parts.authority_len;
    if (host < end && *host == '[') {
        const char *close = memchr(host, ']', end - host);
        *len = (close ? close : end) - host - 1;
        return host + 1;
    }
    const char *colon = memchr(host, ':', end - host);
    *len = (colon ? colon : end) - host;
    return host;
}

char *url_get_host(const char *url)
{
    size_t len;
    const char *host = url ? url_find_host(url, &len) : NULL;
    return host && len ? g_ascii_strdown(host, len) : NULL;
}

char *url_redact(const char *url)
{
    if (!url)
        return NULL;
    const struct url_parts parts = url_split(url);
    if (!parts.has_authority) { /* filter:COMMAND:http://… */
        const char *inner = strstr(url, "://");
        while (inner && inner > url && g_ascii_isalpha(inner[-1]))
            inner--;
        g_autofree char *redacted = inner && inner > url ? url_redact(inner) : NULL;
        return redacted ? g_strdup_printf("%.*s%s", (int)(inner - url), url, redacted)
                        : g_strdup(url);
    }
    if (!parts.user_len)
        return g_strdup(url);
    return g_strdup_printf("%.*s***@%s", (int)(parts.authority - url), url,
                           parts.authority + parts.user_len);
}

char *url_strip_user(const char *url)
{
    const struct url_parts parts = url_split(url);
    if (!parts.user_len)
        return g_strdup(url);
    return g_strdup_printf("%.*s%s", (int)(parts.authority - url), url,
                           parts.authority + parts.user_len);
}

/* Schemes that only say "this is a feed", and the scheme that each stands for. */
static const struct {
    const char *scheme, *meant;
} feed_schemes[] = {
    { "feed", "http" },    { "feeds", "https" },  { "rss", "http" },
    { "itpc", "http" },    { "itpcs", "https" },  { "pcast", "http" },
    { "pcasts", "https" }, { "podcast", "http" }, { "podcasts", "https" },
};

size_t url_get_feed_scheme_len(const char *url)
{
    for (guint i = 0; i < G_N_ELEMENTS(feed_schemes); i++)
        if (url_has_scheme(url, feed_schemes[i].scheme))
            return strlen(feed_schemes[i].scheme) + 1;
    return 0;
}

char *url_from_feed_scheme(const char *url)
{
    const size_t len = url_get_feed_scheme_len(url);
    if (!len)
        return NULL;
    const char *slashes = url + len, *rest = slashes + strspn(slashes, "/");
    const char *meant = "http";
    if (url_is_http(rest)) /* feed:https://h/x, feed://https://h/x */
        return g_strdup(rest);
    for (guint i = 0; i < G_N_ELEMENTS(feed_schemes); i++)
        if (url_has_scheme(url, feed_schemes[i].scheme))
            meant = feed_schemes[i].meant;
    return *rest && rest - slashes <= 2 ? g_strconcat(meant, "://", rest, NULL) : NULL;
}
