/* SPDX-License-Identifier: MIT */
/* Requests and responses, and the words for them. */
#ifndef NET_MESSAGE_H
#define NET_MESSAGE_H

#include "net/net.h"

/* A response without status and body. */
struct net_response *net_response_new(const struct net_request *request);

/* A response with an error. */
struct net_response *net_response_new_error(const struct net_request *request, const char *format,
                                            ...) G_GNUC_PRINTF(2, 3);
struct net_response *net_response_new_cancelled(const struct net_request *request);

void net_response_set_error(struct net_response *response, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* "20 MiB". Caller frees. */
char *net_format_bytes(size_t bytes);

#endif
