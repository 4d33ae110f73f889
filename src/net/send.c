/* SPDX-License-Identifier: MIT */
/* The method, header lines and body that a request sends. */
#include "send.h"

#include "base/url.h"

#include <string.h>

#define SEND_ACCEPT                                                                                \
    "Accept: application/atom+xml, application/rss+xml, application/feed+json, "                   \
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"

/* Fields that only the transfer itself may set. */
static const char *const transport_fields[] = {
    "host",       "content-length", "transfer-encoding",
    "connection", "expect",         "trailer",
    "te",         "upgrade",        NULL,
};

/* Fields that describe the client and what it understands: they hold no secrets and go to any
 * origin. */
static const char *const open_fields[] = {
    "accept", "accept-language", "user-agent", "dnt", NULL,
};

/* Methods that may be sent again without harm (RFC 9110 9.2.2). */
static const char *const idempotent_methods[] = {
    "GET", "HEAD", "OPTIONS", "PUT", "DELETE", NULL,
};

/* Methods that get a Content-Length even without a body (RFC 9110 8.6). */
static const char *const body_methods[] = { "POST", "PUT", "PATCH", NULL };

/* text[0..len) is a token (RFC 9110 5.6.2). */
static bool is_token(const char *text, gsize len)
{
    for (gsize i = 0; i < len; i++)
        if (!g_ascii_isalnum(text[i]) && !strchr("!#$%&'*+-.^_`|~", text[i]))
            return false;
    return len > 0;
}

static bool is_field_value(const char *text)
{
    for (; *text; text++)
        if (((guchar)*text < 0x20 && *text != '\t') || *text == 0x7f)
            return false;
    return true;
}

/* "Name: value", or "Name;" for an empty value, on one line. */
static bool is_header_line(const char *line)
{
    const gsize len = strcspn(line, ":;");
    return line[len] && is_token(line, len) && is_field_value(line);
}

static bool has_name(const char *const *names, const char *name, gsize len)
{
    for (; *names; names++)
        if (strlen(*names) == len && !g_ascii_strncasecmp(*names, name, len))
            return true;
    return false;
}

static char *check_header(const struct net_header *header)
{
    const gsize len = strlen(header->name);
    if (is_token(header->name, len) && is_field_value(header->value) &&
        !has_name(transport_fields, header->name, len))
        return NULL;
    return g_strdup_printf("the header field \"%s\" cannot be sent", header->name);
}

char *send_check(const struct net_request *request)
{
    const char *method = request->method;
    if (request->header && *request->header && !is_header_line(request->header))
        return g_strdup("the header that was set is not \"Name: value\"");
    if (method && (!is_token(method, strlen(method)) || !strcmp(method, "CONNECT") ||
                   !strcmp(method, "TRACE")))
        return g_strdup_printf("the method \"%s\" cannot be sent", method);
    if (request->body && (!request->body_type || !is_field_value(request->body_type)))
        return g_strdup("the media type of what is sent is not valid");
    for (guint i = 0; request->headers && i < request->headers->len; i++) {
        char *problem = check_header(&g_array_index(request->headers, struct net_header, i));
        if (problem)
            return problem;
    }
    return NULL;
}

void send_add_line(struct transfer *transfer, const char *line)
{
    transfer->lines = transfer->curl->curl_slist_append(transfer->lines, line);
}

void send_add_validator(struct transfer *transfer, const char *name, const char *value)
{
    g_autofree char *line = g_strdup_printf("%s: %s", name, value ? value : "");
    if (value && *value && is_header_line(line))
        send_add_line(transfer, line);
}

/* Adds the line, unless it is meant for the origin that the redirects have left; *has_accept becomes
 * true if it replaces the usual Accept. */
static void send_add_own(struct transfer *transfer, const char *line, bool *has_accept)
{
    const gsize len = strcspn(line, ":;");
    if (transfer->has_left && !has_name(open_fields, line, len))
        return;
    *has_accept = *has_accept || (len == 6 && !g_ascii_strncasecmp(line, "Accept", 6));
    send_add_line(transfer, line);
}

/* curl drops a field whose line ends at the colon, and sends an empty one for a semicolon. */
static char *format_line(const struct net_header *header)
{
    return *header->value ? g_strdup_printf("%s: %s", header->name, header->value)
                          : g_strdup_printf("%s;", header->name);
}

static void send_set_lines(struct transfer *transfer)
{
    const struct net_request *request = transfer->request;
    bool has_accept = request->kind == NET_DOWNLOAD;
    if (request->header && *request->header)
        send_add_own(transfer, request->header, &has_accept);
    for (guint i = 0; request->headers && i < request->headers->len; i++) {
        g_autofree char *line = format_line(&g_array_index(request->headers, struct net_header, i));
        send_add_own(transfer, line, &has_accept);
    }
    if (!has_accept)
        send_add_line(transfer, SEND_ACCEPT);
    if (transfer->sends_body) {
        g_autofree char *type = g_strdup_printf("Content-Type: %s", request->body_type);
        send_add_line(transfer, type);
        send_add_line(transfer, "Expect:"); /* else curl waits a second for a "100 Continue" */
    } else if (!send_is_safe(transfer->method)) {
        send_add_line(transfer, "Content-Type:");
    }
    send_add_validator(transfer, "If-None-Match", request->etag);
    send_add_validator(transfer, "If-Modified-Since", request->last_modified);
}

bool send_is_safe(const char *method)
{
    return !strcmp(method, "GET") || !strcmp(method, "HEAD");
}

static void send_set_method(struct transfer *transfer)
{
    const struct libcurl *curl = transfer->curl;
    const struct net_request *request = transfer->request;
    const char *method = transfer->method;
    CURL *easy = transfer->easy;
    /* first, because it resets what an earlier hop has set */
    curl->curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    curl->curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, NULL);
    if (!strcmp(method, "GET") && !transfer->sends_body)
        return;
    if (!strcmp(method, "HEAD") && !transfer->sends_body) {
        curl->curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        return;
    }
    if (transfer->sends_body || has_name(body_methods, method, strlen(method))) {
        curl->curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl->curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                               (curl_off_t)(transfer->sends_body ? request->body_len : 0));
        curl->curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer->sends_body ? request->body : "");
    }
    if (strcmp(method, "POST") != 0)
        curl->curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
}

/* A kept connection may turn out to be closed only once the request is on its way, and curl then
 * sends it again. That is right for what is idempotent. To wait for a refusal before the password is
 * sent would send a body twice, too. */
static void send_set_once(struct transfer *transfer)
{
    const struct libcurl *curl = transfer->curl;
    const char *url = transfer->request->url;
    const bool is_once = !has_name(idempotent_methods, transfer->method, strlen(transfer->method));
    curl->curl_easy_setopt(transfer->easy, CURLOPT_FRESH_CONNECT, is_once ? 1L : 0L);
    g_autofree char *plain = url_strip_user(url);
    if (strcmp(plain, url) != 0)
        curl->curl_easy_setopt(
            transfer->easy, CURLOPT_HTTPAUTH,
            (long)(send_is_safe(transfer->method) ? CURLAUTH_ANY : CURLAUTH_BASIC));
}

void send_set_options(struct transfer *transfer)
{
    send_set_lines(transfer);
    send_set_method(transfer);
    send_set_once(transfer);
}
