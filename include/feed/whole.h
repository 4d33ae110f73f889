/* SPDX-License-Identifier: MIT */
/* Whether bytes are a whole document. */
#ifndef FEED_WHOLE_H
#define FEED_WHOLE_H

#include <stdbool.h>
#include <stddef.h>

/* Returns whether bytes[0..len), XML, HTML or JSON, end with the end of their root: the end tag of the
 * first element, or the bracket that closes the first. What stands between is not read. Only for
 * encodings that have ASCII in single bytes; false for others. Any thread. */
bool feed_is_whole(const char *bytes, size_t len);

#endif
