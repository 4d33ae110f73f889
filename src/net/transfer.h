/* SPDX-License-Identifier: MIT */
/* One request on one curl handle. Net thread only. */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include "header.h"
#include "host.h"
#include "libcurl.h"
#include "net/net.h"

struct transfer {
    const struct libcurl *curl;
    struct net_request *request;
    struct host *host;
    CURL *easy;
    const char *method;       /* of this hop */
    bool sends_body;          /* this hop does */
    bool has_left;            /* a redirect led away from the origin of the request's url */
    struct curl_slist *lines; /* header lines of this hop */
    gint64 began_at;          /* unix time */
    gint64 deadline_ms;       /* of all hops together; monotonic */
    guint64 wire_bytes;       /* of the hops before this one */
    struct header header;
    size_t n_header_bytes; /* of this hop */
    GString *body;
    size_t n_dropped; /* bytes of an error's page, which is not kept */
    bool is_too_large;
    const char
        *refusal;    /* why a redirect was not followed: static text; NULL: curl's result says */
    guint64 file_at; /* of a download: the place of the next piece; valid once it has begun */
    const char *file_problem; /* static text; NULL: there is none */
    char message[CURL_ERROR_SIZE];
};

/* A transfer that owns request and easy (fresh or reset) and is ready to be added to the multi
 * handle. url is the tidied URL. Returns NULL and sets *problem (caller frees) if the request cannot
 * be sent; then nothing was taken. */
struct transfer *transfer_new_take(const struct libcurl *curl, struct net_request *request,
                                   struct host *host, const char *url, CURL *easy, CURLSH *share,
                                   char **problem);

/* Makes the transfer fetch url next: at first, or after a redirect. */
void transfer_set_hop(struct transfer *transfer, const char *url);

/* A number that curl has about the transfer; 0 if it has none. */
long transfer_get_long(const struct transfer *transfer, CURLINFO info);

/* Bytes received for this hop, header lines and body. */
guint64 transfer_count_bytes(const struct transfer *transfer);

/* The response, once curl reports that the transfer has ended with result. */
struct net_response *transfer_finish(struct transfer *transfer, CURLcode result);

/* Frees everything but the curl handle, which must not be in the multi handle any more and is
 * returned reset. *request becomes the request, unless request is NULL: then it is freed. */
CURL *transfer_free(struct transfer *transfer, struct net_request **request);

#endif
