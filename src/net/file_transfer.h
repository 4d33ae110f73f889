/* SPDX-License-Identifier: MIT */
/* Transfers that go into a file. Of the net thread; the system's buffers take what is written. */
#ifndef NET_FILE_TRANSFER_H
#define NET_FILE_TRANSFER_H

#include "transfer.h"

/* Makes the transfer of a NET_DOWNLOAD one that goes on behind what is there (RFC 9110 14.2 and
 * 13.1.5), writes into the file and tells how far it is. */
void file_transfer_set_options(struct transfer *transfer);

/* Says in response what went wrong with the file or the part that was sent. False where nothing
 * did, or the cause is one that all transfers have. */
bool file_transfer_finish(struct transfer *transfer, CURLcode result,
                          struct net_response *response);

#endif
