/* SPDX-License-Identifier: MIT */
/* Transfers into a file. Net thread only; the writes go to the system's buffers. */
#ifndef NET_FILE_TRANSFER_H
#define NET_FILE_TRANSFER_H

#include "transfer.h"

/* Makes the transfer of a NET_DOWNLOAD resume after the bytes already on disk (RFC 9110 14.2 and
 * 13.1.5), write into the file and report its progress. */
void file_transfer_set_options(struct transfer *transfer);

/* Sets the error of response if something is wrong with the file or with the part that was sent.
 * Returns false if nothing is, or if the cause is one that all transfers have. */
bool file_transfer_finish(struct transfer *transfer, CURLcode result,
                          struct net_response *response);

#endif
