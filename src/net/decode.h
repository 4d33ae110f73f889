/* SPDX-License-Identifier: MIT */
/* Content codings (RFC 9110 8.4.1): gzip and deflate, and what servers make of them. */
#ifndef NET_DECODE_H
#define NET_DECODE_H

#include <glib.h>

/* Why a body could not be decoded; texts by decode_describe(). */
enum decode_result { DECODE_OK, DECODE_TOO_LARGE, DECODE_DAMAGED };

/* Decodes body in place. codings is the value of Content-Encoding, or NULL. The first bytes decide:
 * a coding that the body does not have and codings that are not known are ignored, and a body that
 * is compressed without saying so is decompressed. Bytes behind a compressed stream are dropped, and
 * of a stream that is cut off what arrived is kept. max limits the decoded bytes. Unless the result
 * is DECODE_OK, body holds nothing of use. Any thread. */
enum decode_result decode_body(GString *body, const char *codings, gsize max);

#endif
