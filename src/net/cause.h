/* SPDX-License-Identifier: MIT */
/* Why a transfer failed, in words for people. Net thread only. */
#ifndef NET_CAUSE_H
#define NET_CAUSE_H

#include "transfer.h"

/* Sets the error of response to what result (not CURLE_OK) means for transfer. */
void cause_explain(const struct transfer *transfer, CURLcode result, struct net_response *response);

#endif
