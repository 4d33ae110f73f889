/* SPDX-License-Identifier: MIT */
/* Content codings (RFC 9110 8.4.1): gzip and deflate, and what servers make of them. */
#ifndef NET_CODING_H
#define NET_CODING_H

#include <glib.h>

/* Why a body could not be decoded; texts by the caller. */
enum coding_result { CODING_OK, CODING_TOO_LARGE, CODING_DAMAGED };

/* Decodes body in place. codings is the value of Content-Encoding, or NULL. The first bytes decide:
 * a coding that the body does not have and codings that are not known are ignored, and a body that
 * is compressed without saying so is decompressed. Bytes behind a compressed stream are dropped, and
 * of a stream that is cut off what arrived is kept. max limits the decoded bytes. Unless the result
 * is CODING_OK, body holds nothing of use. Any thread. */
enum coding_result coding_undo(GString *body, const char *codings, gsize max);

#endif
