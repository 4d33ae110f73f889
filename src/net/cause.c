/* SPDX-License-Identifier: MIT */
/* Why a transfer failed, in words for people. */
#include "cause.h"

#include "base/url.h"
#include "message.h"

static void explain_timeout(const struct transfer *transfer, struct net_response *response)
{
    const struct net_request *request = transfer->request;
    double total = 0, connect = 0;
    transfer->curl->curl_easy_getinfo(transfer->easy, CURLINFO_TOTAL_TIME, &total);
    transfer->curl->curl_easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME, &connect);
    const bool is_connect = connect <= 0 && request->connect_timeout_ms < request->timeout_ms;
    const gint64 limit_ms = is_connect ? request->connect_timeout_ms : request->timeout_ms;
    net_response_set_error(response, "%s after %" G_GINT64_FORMAT " s",
                           is_connect ? "no connection" : "timed out", (limit_ms + 999) / 1000);
}

static void explain_tls(const struct transfer *transfer, struct net_response *response)
{
    const char *message = transfer->message;
    net_response_set_error(response, "TLS: %s", *message ? message : "the connection is not safe");
}

static void explain_redirect(const struct transfer *transfer, struct net_response *response)
{
    const char *url = transfer->header.url;
    const gsize len = url_get_scheme_len(url);
    net_response_set_error(response, "redirects to %.*s:", (int)MIN(len, 20), url);
}

static void explain_connect(const struct transfer *transfer, struct net_response *response)
{
    const int number = (int)transfer_get_long(transfer, CURLINFO_OS_ERRNO);
    net_response_set_error(response, "could not connect%s%s", number ? ": " : "",
                           number ? g_strerror(number) : "");
}

static void explain_too_large(const struct transfer *transfer, struct net_response *response)
{
    g_autofree char *limit = net_format_bytes(transfer->request->max_body_bytes);
    net_response_set_error(response, "larger than %s", limit);
}

static void explain_hops(const struct transfer *transfer, struct net_response *response)
{
    net_response_set_error(response, "redirects more than %u times",
                           transfer->request->max_redirects);
}

/* What curl's results mean: a text, or a function where there is more to say. */
static const struct {
    CURLcode result;
    const char *text;
    void (*explain)(const struct transfer *transfer, struct net_response *response);
} causes[] = {
    { CURLE_COULDNT_RESOLVE_HOST, "could not resolve host", NULL },
    { CURLE_COULDNT_RESOLVE_PROXY, "could not resolve the proxy", NULL },
    { CURLE_COULDNT_CONNECT, NULL, explain_connect },
    { CURLE_OPERATION_TIMEDOUT, NULL, explain_timeout },
    { CURLE_FILESIZE_EXCEEDED, NULL, explain_too_large },
    { CURLE_TOO_MANY_REDIRECTS, NULL, explain_hops },
    { CURLE_UNSUPPORTED_PROTOCOL, NULL, explain_redirect },
    { CURLE_URL_MALFORMAT, "not a valid URL", NULL },
    { CURLE_GOT_NOTHING, "the server sent nothing", NULL },
    { CURLE_PARTIAL_FILE, "the connection was cut off", NULL },
    { CURLE_RECV_ERROR, "the connection was cut off", NULL },
    { CURLE_SEND_ERROR, "the connection was cut off", NULL },
    { CURLE_WRITE_ERROR, "the answer cannot be decompressed", NULL },
    { CURLE_BAD_CONTENT_ENCODING, "the answer cannot be decompressed", NULL },
    { CURLE_WEIRD_SERVER_REPLY, "the server does not speak HTTP", NULL },
    /* what curl says of a header line of more than 100 KiB; nothing else makes it say so, for GLib
     * ends a program that has no memory left */
    { CURLE_OUT_OF_MEMORY, "the header of the answer is too large", NULL },
#if LIBCURL_VERSION_NUM >= 0x080600
    { CURLE_TOO_LARGE, "the header of the answer is too large", NULL },
#endif
    { CURLE_SSL_CONNECT_ERROR, NULL, explain_tls },
    { CURLE_PEER_FAILED_VERIFICATION, NULL, explain_tls },
    { CURLE_SSL_CERTPROBLEM, NULL, explain_tls },
    { CURLE_SSL_CIPHER, NULL, explain_tls },
    { CURLE_SSL_CACERT_BADFILE, NULL, explain_tls },
};

void cause_explain(const struct transfer *transfer, CURLcode result, struct net_response *response)
{
    if (transfer->is_too_large)
        result = CURLE_FILESIZE_EXCEEDED;
    for (guint i = 0; i < G_N_ELEMENTS(causes); i++) {
        if (causes[i].result != result)
            continue;
        if (causes[i].explain)
            causes[i].explain(transfer, response);
        else
            net_response_set_error(response, "%s", causes[i].text);
        return;
    }
    g_autofree char *text = g_strdup(transfer->curl->curl_easy_strerror(result));
    text[0] = g_ascii_tolower(text[0]);
    net_response_set_error(response, "%s", text);
}
