/* SPDX-License-Identifier: MIT */
/* Redirects (RFC 9110 15.4): what the next hop fetches, and which parts of the request go there.
 * Net thread only. */
#ifndef NET_FOLLOW_H
#define NET_FOLLOW_H

#include "transfer.h"

/* Called when curl reports that the transfer has ended with *result. Returns true if the answer is
 * a redirect; then the transfer is ready for its next hop and must be added to the multi handle
 * again. Returns false if this was the last hop; *result says so if the redirect must not be
 * followed. */
bool follow_redirect(struct transfer *transfer, CURLcode *result);

#endif
