/* SPDX-License-Identifier: MIT */
/* Grapheme clusters (UAX 29), emoji sequences and flags included. Pure functions. */
#ifndef UI_CLUSTER_H
#define UI_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>

#include <unitypes.h>

/* Bytes of the cluster at the start of text (len > 0). */
size_t cluster_find_end(const char *text, size_t len);

/* The code point at the start of text (len > 0); U+FFFD for a bad byte. Returns the bytes it takes. */
size_t character_decode(const char *text, size_t len, ucs4_t *c);

/* Whether c can begin an emoji sequence. */
bool character_is_pictograph(ucs4_t c);

#endif
