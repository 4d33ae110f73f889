/* SPDX-License-Identifier: MIT */
/* What a request sends: method, header lines and body, hop after hop. Net thread only. */
#ifndef NET_SEND_H
#define NET_SEND_H

#include "transfer.h"

/* Why request cannot be sent, in words for people; NULL if it can. Caller frees. */
char *send_check(const struct net_request *request);

/* Sets method, password and body of the hop that transfer makes next, and adds its header lines. What belongs to
 * the origin of the request's url is left out once a redirect has led away from it. */
void send_set_options(struct transfer *transfer);

/* Adds a line "Name: value" to this hop. The second does nothing if value is NULL, empty or cannot
 * be sent. */
void send_add_line(struct transfer *transfer, const char *line);
void send_add_validator(struct transfer *transfer, const char *name, const char *value);

/* method changes nothing on a server (RFC 9110 9.2.1). */
bool send_is_safe(const char *method);

#endif
