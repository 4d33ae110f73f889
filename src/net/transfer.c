/* SPDX-License-Identifier: MIT */
/* One request on one curl handle: the options, the ceilings, the answer. */
#include "config.h"

#include "transfer.h"

#include "base/clock.h"
#include "base/url.h"
#include "cause.h"
#include "coding.h"
#include "file_transfer.h"
#include "message.h"
#include "send.h"

#include <string.h>

#define BODY_CLAIM_BYTES (1 << 20)
#define HEADER_MAX_BYTES (256 << 10) /* of one answer */

/* Reserves the length that the server announces, so that the body does not grow by doubling; at
 * most BODY_CLAIM_BYTES, because the announcement may be wrong. */
static void transfer_reserve(struct transfer *transfer)
{
    curl_off_t len = -1;
    transfer->curl->curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &len);
    if (len > 0 && len < BODY_CLAIM_BYTES) {
        g_string_free(transfer->body, TRUE);
        transfer->body = g_string_sized_new((gsize)len);
    }
}

/* Returning less than size ends the transfer. */
static size_t transfer_take_body(char *bytes, size_t one, size_t len, void *data)
{
    struct transfer *transfer = data;
    const size_t size = one * len;
    const size_t max = transfer->request->max_body_bytes;
    const guint status = transfer->header.status;
    const bool is_good = (status >= 200 && status < 300) || transfer->request->wants_error_body;
    const size_t have = is_good ? transfer->body->len : transfer->n_dropped;
    if (size > max || have > max - size) {
        transfer->is_too_large = true;
        return 0;
    }
    if (is_good && !transfer->body->len)
        transfer_reserve(transfer);
    if (is_good)
        g_string_append_len(transfer->body, bytes, (gssize)size);
    else
        transfer->n_dropped += size;
    return size;
}

static size_t transfer_take_header(char *line, size_t one, size_t len, void *data)
{
    struct transfer *transfer = data;
    transfer->n_header_bytes += one * len;
    if (transfer->n_header_bytes > HEADER_MAX_BYTES) {
        transfer->refusal = "the header of the answer is too large";
        return 0;
    }
    header_read_line(&transfer->header, line, one * len, clock_now_s());
    return one * len;
}

static void transfer_set_protocols(struct transfer *transfer)
{
    const struct libcurl *curl = transfer->curl;
#if LIBCURL_VERSION_NUM >= 0x075500
    curl->curl_easy_setopt(transfer->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->curl_easy_setopt(transfer->easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
    curl->curl_easy_setopt(transfer->easy, CURLOPT_PROTOCOLS,
                           (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    curl->curl_easy_setopt(transfer->easy, CURLOPT_REDIR_PROTOCOLS,
                           (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static void transfer_set_limits(struct transfer *transfer)
{
    const struct libcurl *curl = transfer->curl;
    const struct net_request *request = transfer->request;
    CURL *easy = transfer->easy;
    curl->curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                           (long)CLAMP(request->connect_timeout_ms, 1, G_MAXINT));
    curl->curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->max_body_bytes);
}

static void transfer_set_options(struct transfer *transfer, CURLSH *share)
{
    const struct libcurl *curl = transfer->curl;
    const struct net_request *request = transfer->request;
    const bool has_name = request->user_agent && *request->user_agent;
    CURL *easy = transfer->easy;
    curl->curl_easy_setopt(easy, CURLOPT_PRIVATE, (void *)transfer);
    curl->curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl->curl_easy_setopt(easy, CURLOPT_SHARE, share);
    curl->curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message);
    curl->curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, transfer_take_body);
    curl->curl_easy_setopt(easy, CURLOPT_WRITEDATA, (void *)transfer);
    curl->curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, transfer_take_header);
    curl->curl_easy_setopt(easy, CURLOPT_HEADERDATA, (void *)transfer);
    curl->curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    /* coding_undo() decodes */
    curl->curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    curl->curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    curl->curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl->curl_easy_setopt(easy, CURLOPT_USERAGENT,
                           has_name ? request->user_agent : PACKAGE_NAME "/" PACKAGE_VERSION);
    curl->curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, request->verify_tls ? 1L : 0L);
    curl->curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, request->verify_tls ? 2L : 0L);
    /* Some sites reject clients that do not return their cookie; no cookie lives longer than the
     * request. A cookie put in by hand starts curl's engine; CURLOPT_COOKIEFILE would, too,
     * but 7.88 loses its list when a handle is reset. */
    curl->curl_easy_setopt(easy, CURLOPT_COOKIELIST, "Set-Cookie: none=; Max-Age=0");
    curl->curl_easy_setopt(easy, CURLOPT_COOKIELIST, "ALL");
    if (request->proxy && *request->proxy)
        curl->curl_easy_setopt(easy, CURLOPT_PROXY, request->proxy);
}

void transfer_set_hop(struct transfer *transfer, const char *url)
{
    const struct libcurl *curl = transfer->curl;
    const gint64 left_ms = transfer->deadline_ms - clock_monotonic_ms();
    curl->curl_easy_setopt(transfer->easy, CURLOPT_URL, url);
    /* one connection for many requests: TLS agrees on HTTP/2 at once, but without TLS a request would
     * wait for the first answer, however late that is */
    curl->curl_easy_setopt(transfer->easy, CURLOPT_PIPEWAIT,
                           g_str_has_prefix(url, "https:") ? 1L : 0L);
    curl->curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, (long)CLAMP(left_ms, 1, G_MAXINT));
    struct curl_slist *old = g_steal_pointer(&transfer->lines);
    transfer->n_header_bytes = 0;
    send_set_options(transfer);
    if (transfer->request->kind == NET_DOWNLOAD)
        file_transfer_set_options(transfer);
    curl->curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->lines);
    curl->curl_slist_free_all(old);
}

struct transfer *transfer_new_take(const struct libcurl *curl, struct net_request *request,
                                   struct host *host, const char *url, CURL *easy, CURLSH *share,
                                   char **problem)
{
    *problem = send_check(request);
    if (*problem)
        return NULL;
    struct transfer *transfer = g_new0(struct transfer, 1);
    transfer->curl = curl;
    transfer->request = request;
    transfer->host = host;
    transfer->easy = easy;
    transfer->body = g_string_new(NULL);
    transfer->method = request->method ? request->method : "GET";
    transfer->sends_body = request->body != NULL;
    transfer->began_at = clock_now_s();
    transfer->deadline_ms = clock_monotonic_ms() + CLAMP(request->timeout_ms, 1, G_MAXINT);
    header_init(&transfer->header, url);
    transfer_set_options(transfer, share);
    transfer_set_protocols(transfer);
    transfer_set_limits(transfer);
    transfer_set_hop(transfer, url);
    return transfer;
}

CURL *transfer_free(struct transfer *transfer, struct net_request **request)
{
    const struct libcurl *curl = transfer->curl;
    CURL *easy = transfer->easy;
    curl->curl_easy_reset(easy);
    curl->curl_slist_free_all(transfer->lines);
    header_clear(&transfer->header);
    if (transfer->body)
        g_string_free(transfer->body, TRUE);
    if (request)
        *request = transfer->request;
    else
        net_request_free(transfer->request);
    g_free(transfer);
    return easy;
}

long transfer_get_long(const struct transfer *transfer, CURLINFO info)
{
    long value = 0;
    transfer->curl->curl_easy_getinfo(transfer->easy, info, &value);
    return value;
}

static guint transfer_get_version(const struct transfer *transfer)
{
    switch (transfer_get_long(transfer, CURLINFO_HTTP_VERSION)) {
    case CURL_HTTP_VERSION_1_0:
        return 10;
    case CURL_HTTP_VERSION_1_1:
        return 11;
    case CURL_HTTP_VERSION_2_0:
        return 20;
    case CURL_HTTP_VERSION_3:
        return 30;
    default:
        return 0;
    }
}

guint64 transfer_count_bytes(const struct transfer *transfer)
{
    curl_off_t bytes = 0;
    transfer->curl->curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    return (guint64)bytes + (guint64)transfer_get_long(transfer, CURLINFO_HEADER_SIZE);
}

static void transfer_copy_fields(struct transfer *transfer, struct net_response *response)
{
    struct header *header = &transfer->header;
    response->status = header->status;
    response->url = url_strip_user(header->url);
    response->etag = g_steal_pointer(&header->etag);
    response->last_modified = g_steal_pointer(&header->last_modified);
    response->content_type = g_steal_pointer(&header->content_type);
    response->link = g_steal_pointer(&header->link);
    response->headers = g_steal_pointer(&header->fields);
    response->retry_after_s = header->retry_after_s;
    response->max_age_s = header->max_age_s;
    response->expires_at = header->expires_at;
    response->http_version = transfer_get_version(transfer);
    response->wire_bytes = transfer->wire_bytes + transfer_count_bytes(transfer);
}

/* Sets the error instead where the body cannot be decoded. */
static void transfer_give_body(struct transfer *transfer, struct net_response *response)
{
    const char *codings = net_response_get_header(response, "content-encoding");
    switch (coding_undo(transfer->body, codings, transfer->request->max_body_bytes)) {
    case CODING_OK:
        break;
    case CODING_TOO_LARGE:
        transfer->is_too_large = true;
        cause_explain(transfer, CURLE_FILESIZE_EXCEEDED, response);
        return;
    case CODING_DAMAGED:
        net_response_set_error(response, "the answer cannot be decompressed");
        return;
    }
    response->body_len = transfer->body->len;
    response->body = g_string_free(g_steal_pointer(&transfer->body), FALSE);
    response->body = g_realloc(response->body, response->body_len + 1);
}

/* The answer arrived whole: its status decides. */
static void transfer_take_answer(struct transfer *transfer, struct net_response *response)
{
    const struct net_request *request = transfer->request;
    const guint status = response->status;
    const bool was_asked = request->etag || request->last_modified;
    const bool is_download = request->kind == NET_DOWNLOAD;
    if (status == 304 ? !was_asked : status < 200 || status > 299) {
        net_response_set_error(response,
                               status == 401 ? "HTTP %u: it asks for user:password@ in the address"
                                             : "HTTP %u",
                               status);
        if (request->wants_error_body && !is_download)
            transfer_give_body(transfer, response);
        return;
    }
    g_autofree char *plain = url_strip_user(request->url);
    if (!strcmp(plain, request->url)) /* else the new address would lack the password */
        response->moved_to = g_steal_pointer(&transfer->header.moved_to);
    if (status != 304 && !is_download)
        transfer_give_body(transfer, response);
}

/* The connection ended before the answer did. */
static bool transfer_is_cut(const struct transfer *transfer, CURLcode result)
{
    const guint status = transfer->header.status;
    const bool is_end = result == CURLE_PARTIAL_FILE || result == CURLE_RECV_ERROR ||
                        result == CURLE_OPERATION_TIMEDOUT || result == CURLE_HTTP2_STREAM ||
                        result == CURLE_HTTP2;
    return is_end && !transfer->is_too_large && status >= 200 && status < 300 &&
           transfer->request->kind == NET_HTTP && transfer->body->len;
}

struct net_response *transfer_finish(struct transfer *transfer, CURLcode result)
{
    struct net_response *response = net_response_new(transfer->request);
    transfer_copy_fields(transfer, response);
    if (transfer->request->kind == NET_DOWNLOAD && file_transfer_finish(transfer, result, response))
        return response;
    if (transfer->refusal)
        net_response_set_error(response, "%s", transfer->refusal);
    else if (result != CURLE_OK)
        cause_explain(transfer, result, response);
    else
        transfer_take_answer(transfer, response);
    if (transfer_is_cut(transfer, result)) {
        transfer_give_body(transfer, response);
        response->is_cut = response->body != NULL;
    }
    return response;
}
