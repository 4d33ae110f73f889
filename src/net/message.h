/* SPDX-License-Identifier: MIT */
/* Requests and responses, and what is said about them. */
#ifndef NET_MESSAGE_H
#define NET_MESSAGE_H

#include "net/net.h"

/* An answer without status and body. */
struct net_response *net_response_new(const struct net_request *request);

/* An answer that says what is wrong. */
struct net_response *net_response_new_error(const struct net_request *request, const char *format,
                                            ...) G_GNUC_PRINTF(2, 3);
struct net_response *net_response_new_cancelled(const struct net_request *request);

void net_response_set_error(struct net_response *response, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* url without user and password. The caller's. */
char *net_strip_user(const char *url);

/* "20 MiB". The caller's. */
char *net_format_bytes(size_t bytes);

#endif
