/* SPDX-License-Identifier: MIT */
/* Redirects. They are followed here and not by curl, which would send all header lines to any
 * origin. */
#include "follow.h"

#include "base/url.h"
#include "send.h"

#include <string.h>

/* The origin and the user of a URL, as curl parses it: another parser might see another host. */
struct origin {
    char *scheme, *host, *port, *user, *password;
};

static char *url_get_part(const struct libcurl *curl, CURLU *url, CURLUPart part)
{
    char *text = NULL;
    const unsigned int flags = part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0;
    if (curl->curl_url_get(url, part, &text, flags) != CURLUE_OK)
        return NULL;
    char *copy = g_strdup(text);
    curl->curl_free(text);
    return copy;
}

static bool origin_init(struct origin *origin, const struct libcurl *curl, CURLU *url)
{
    *origin = (struct origin){
        .scheme = url_get_part(curl, url, CURLUPART_SCHEME),
        .host = url_get_part(curl, url, CURLUPART_HOST),
        .port = url_get_part(curl, url, CURLUPART_PORT),
        .user = url_get_part(curl, url, CURLUPART_USER),
        .password = url_get_part(curl, url, CURLUPART_PASSWORD),
    };
    return origin->scheme && origin->host && origin->port;
}

static void origin_clear(struct origin *origin)
{
    g_free(origin->scheme);
    g_free(origin->host);
    g_free(origin->port);
    g_free(origin->user);
    g_free(origin->password);
}

/* Whether data for from may be sent to to: the same origin (RFC 6454 5), or the same host with
 * TLS. */
static bool origin_includes(const struct origin *from, const struct origin *to)
{
    if (g_ascii_strcasecmp(from->host, to->host) != 0)
        return false;
    if (!strcmp(from->scheme, to->scheme) && !strcmp(from->port, to->port))
        return true;
    return !strcmp(from->scheme, "http") && !strcmp(from->port, "80") &&
           !strcmp(to->scheme, "https") && !strcmp(to->port, "443");
}

/* Parses the URL of the next hop. Notes in transfer if it leads away from the request's origin;
 * otherwise the URL gets the request's user and password, unless it has its own. Returns the URL to
 * fetch (caller frees), or NULL if it is not valid. */
static char *follow_resolve(struct transfer *transfer)
{
    const struct libcurl *curl = transfer->curl;
    CURLU *first = curl->curl_url(), *next = curl->curl_url();
    struct origin from = { 0 }, to = { 0 };
    char *url = NULL;
    g_autofree char *request_url = url_resolve(NULL, transfer->request->url);
    const bool is_valid =
        curl->curl_url_set(first, CURLUPART_URL, request_url, 0) == CURLUE_OK &&
        curl->curl_url_set(next, CURLUPART_URL, transfer->header.url, 0) == CURLUE_OK &&
        origin_init(&from, curl, first) && origin_init(&to, curl, next);
    if (is_valid && !origin_includes(&from, &to))
        transfer->has_left = true;
    if (is_valid && !transfer->has_left && from.user && !to.user) {
        curl->curl_url_set(next, CURLUPART_USER, from.user, 0);
        curl->curl_url_set(next, CURLUPART_PASSWORD, from.password, 0);
    }
    if (is_valid)
        url = url_get_part(curl, next, CURLUPART_URL);
    origin_clear(&from);
    origin_clear(&to);
    curl->curl_url_cleanup(first);
    curl->curl_url_cleanup(next);
    return url;
}

/* RFC 9110 15.4.2 to 15.4.4: these redirects ask for the result, and do not repeat the request. */
static void follow_change_method(struct transfer *transfer)
{
    const guint status = transfer->header.status;
    const bool is_post = !strcmp(transfer->method, "POST");
    const bool becomes_get = status == 303 ? strcmp(transfer->method, "HEAD") != 0
                                           : (status == 301 || status == 302) && is_post;
    if (!becomes_get)
        return;
    transfer->method = "GET";
    transfer->sends_body = false;
}

bool follow_redirect(struct transfer *transfer, CURLcode *result)
{
    const struct header *header = &transfer->header;
    if (*result != CURLE_OK || !header->is_redirect)
        return false;
    if (header->n_hops > transfer->request->max_redirects) {
        *result = CURLE_TOO_MANY_REDIRECTS;
        return false;
    }
    if (!url_is_http(header->url)) {
        *result = CURLE_UNSUPPORTED_PROTOCOL;
        return false;
    }
    g_autofree char *url = follow_resolve(transfer);
    follow_change_method(transfer);
    if (!url) {
        *result = CURLE_URL_MALFORMAT;
        return false;
    }
    if (transfer->has_left && (transfer->sends_body || !send_is_safe(transfer->method))) {
        transfer->refusal = "redirects to another site, which must not get what is sent";
        return false;
    }
    transfer->wire_bytes += transfer_count_bytes(transfer);
    transfer->n_dropped = 0;
    g_string_truncate(transfer->body, 0);
    transfer_set_hop(transfer, url);
    return true;
}
