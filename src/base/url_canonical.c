/* SPDX-License-Identifier: MIT */
/* Canonical URLs: drops parts that never distinguish two pages. */
#include "base/url.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Parameters that only say where a reader came from. A row that ends in "*" stands for all names
 * that begin so. */
static const char *const tracking_parameters[] = {
    /* web analysis */
    "utm_*",
    "at_campaign",
    "at_custom*",
    "at_medium",
    "ga_*",
    "hsa_*",
    "itm_*",
    "matomo_*",
    "mtm_*",
    "ns_campaign",
    "ns_fee",
    "ns_linkname",
    "ns_mchannel",
    "ns_source",
    "piwik_*",
    "pk_*",
    "wt.mc_id",
    "wt_mc",
    "wt_zmc",
    "xtor",
    "_ga",
    "_gl",
    "_openstat",
    /* advertisements */
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "li_fat_id",
    "msclkid",
    "rb_clickid",
    "s_cid",
    "srsltid",
    "ttclid",
    "twclid",
    "wbraid",
    "wickedid",
    "yclid",
    "ymclid",
    "ysclid",
    /* letters */
    "_hsenc",
    "_hsmi",
    "ck_subscriber_id",
    "hsctatracking",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "oly_anon_id",
    "oly_enc_id",
    "vero_conv",
    "vero_id",
    /* social networks and portals */
    "__twitter_impression",
    "echobox",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "ftag",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "igsh",
    "igshid",
    "spm",
};

struct slice {
    const char *text;
    size_t len;
};

bool url_is_tracking_parameter(const char *name, size_t len)
{
    g_assert(name || !len);
    for (guint i = 0; i < G_N_ELEMENTS(tracking_parameters); i++) {
        const char *row = tracking_parameters[i];
        const size_t row_len = strlen(row);
        const bool is_prefix = row[row_len - 1] == '*';
        if (is_prefix ? len >= row_len - 1 && g_ascii_strncasecmp(row, name, row_len - 1) == 0
                      : len == row_len && g_ascii_strncasecmp(row, name, len) == 0)
            return true;
    }
    return false;
}

static int slice_compare(const void *a, const void *b)
{
    const struct slice *first = a, *second = b;
    const int order = memcmp(first->text, second->text, MIN(first->len, second->len));
    return order ? order : (first->len > second->len) - (first->len < second->len);
}

/* Each of the following writes to out, never more than it reads, and returns the end. */

static char *write_bytes(char *out, const char *text, size_t len)
{
    memcpy(out, text, len);
    return out + len;
}

/* "?a=1&b=2", sorted, without what only tracks; nothing where nothing is left. */
static char *write_query(char *out, const char *query, size_t len)
{
    g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(struct slice));
    for (const char *at = query, *end = query + len; at < end;) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        const struct slice slice = { at, (size_t)((stop ? stop : end) - at) };
        const char *equals = memchr(at, '=', slice.len);
        const size_t name_len = equals ? (size_t)(equals - at) : slice.len;
        if (slice.len && !url_is_tracking_parameter(at, name_len))
            g_array_append_val(kept, slice);
        at += slice.len + 1;
    }
    g_array_sort(kept, slice_compare);
    for (guint i = 0; i < kept->len; i++) {
        const struct slice *slice = &g_array_index(kept, struct slice, i);
        *out++ = i ? '&' : '?';
        out = write_bytes(out, slice->text, slice->len);
    }
    return out;
}

/* The host in lower case, without "www." and the scheme's own port. */
static char *write_authority(char *out, const char *authority, size_t len, const char *port)
{
    const size_t port_len = strlen(port);
    if (len > port_len && memcmp(authority + len - port_len, port, port_len) == 0)
        len -= port_len;
    if (len && authority[len - 1] == ':')
        len--;
    if (len && authority[len - 1] == '.')
        len--;
    if (len > 4 && g_ascii_strncasecmp(authority, "www.", 4) == 0 &&
        memchr(authority + 4, '.', len - 4)) {
        authority += 4;
        len -= 4;
    }
    for (size_t i = 0; i < len; i++)
        *out++ = g_ascii_tolower(authority[i]);
    return out;
}

char *url_canonicalize(const char *url)
{
    g_assert(url);
    g_autofree char *tidy = url_is_plain(url) ? NULL : url_resolve(NULL, url);
    const char *at = tidy ? tidy : url;
    const size_t scheme_len = url_get_scheme_len(at);
    if (!url_is_http(at) || strncmp(at + scheme_len, "://", 3) != 0)
        return tidy ? g_steal_pointer(&tidy) : g_strdup(url);
    const char *port = scheme_len == strlen("https") ? ":443" : ":80";
    at += scheme_len + 3;
    char *canonical = g_malloc(strlen(at) + 1);
    const size_t authority_len = strcspn(at, "/?#");
    char *out = write_authority(canonical, at, authority_len, port);
    at += authority_len;
    const size_t path_len = strcspn(at, "?#");
    size_t kept_len = path_len;
    while (kept_len && at[kept_len - 1] == '/')
        kept_len--;
    out = write_bytes(out, at, kept_len);
    at += path_len;
    if (*at == '?') {
        const size_t query_len = strcspn(++at, "#");
        out = write_query(out, at, query_len);
        at += query_len;
    }
    if (at[0] == '#' && at[1] == '!') /* scripts find their page by it */
        out = write_bytes(out, at, strlen(at));
    *out = '\0';
    return canonical;
}

char *url_strip_tracking(const char *url, guint *n_stripped)
{
    g_assert(url);
    const size_t query = strcspn(url, "?#");
    if (url[query] != '?' || !url_is_http(url))
        return g_strdup(url);
    GString *out = g_string_new_len(url, (gssize)query);
    const char *at = url + query + 1, *end = at + strcspn(at, "#");
    char separator = '?';
    while (at < end) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        const size_t len = (size_t)((stop ? stop : end) - at);
        const char *equals = memchr(at, '=', len);
        const bool tracks =
            len && url_is_tracking_parameter(at, equals ? (size_t)(equals - at) : len);
        if (tracks && n_stripped)
            ++*n_stripped;
        if (!tracks) {
            g_string_append_c(out, separator);
            g_string_append_len(out, at, (gssize)len);
            separator = '&';
        }
        at += len + 1;
    }
    g_string_append(out, end);
    return g_string_free(out, FALSE);
}

bool url_is_front_page(const char *url)
{
    g_assert(url);
    if (!url_is_http(url))
        return false;
    g_autofree char *canonical = url_canonicalize(url);
    return !canonical[strcspn(canonical, "/?#")];
}
