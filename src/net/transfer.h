/* SPDX-License-Identifier: MIT */
/* One request on one curl handle. Of the net thread. */
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
    struct curl_slist *lines; /* request headers of our own */
    struct header header;
    GString *body;
    size_t n_dropped; /* bytes of an error's page, which nobody reads */
    bool is_too_large;
    guint64 file_at; /* of a download: where the next piece goes; counts once it has begun */
    const char *file_problem; /* static, or g_strerror()'s; NULL: none */
    char message[CURL_ERROR_SIZE];
};

/* A transfer that owns request and easy (fresh or reset) and is ready to be added to the multi
 * handle. url is the tidied address. NULL and *problem (static text) if the request cannot be made;
 * then nothing was taken. */
struct transfer *transfer_new_take(const struct libcurl *curl, struct net_request *request,
                                   struct host *host, const char *url, CURL *easy, CURLSH *share,
                                   const char **problem);

/* A line "Name: value" of the request; the second only if value is one that can be sent. */
void transfer_add_line(struct transfer *transfer, const char *line);
void transfer_add_validator(struct transfer *transfer, const char *name, const char *value);

/* A number that curl knows of the transfer; 0 if it knows none. */
long transfer_get_long(const struct transfer *transfer, CURLINFO info);

/* The answer, once curl says that the transfer has ended with result. */
struct net_response *transfer_finish(struct transfer *transfer, CURLcode result);

/* Frees all but the handle, which is returned, reset (not in the multi handle any more); request
 * goes to *request unless that is NULL. */
CURL *transfer_free(struct transfer *transfer, struct net_request **request);

#endif
