/* SPDX-License-Identifier: MIT */
/* Redirects (RFC 9110 15.4): what the next hop asks for, and what of the request goes there. Net
 * thread only. */
#ifndef NET_FOLLOW_H
#define NET_FOLLOW_H

#include "transfer.h"

/* Called when curl says that the transfer has ended with *result. True: the answer is a redirect and
 * the transfer is ready for its next hop (to be added to the multi handle again). False: this was
 * the last hop; *result says so where the redirect must not be followed. */
bool follow_redirect(struct transfer *transfer, CURLcode *result);

#endif
