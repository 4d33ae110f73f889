/* SPDX-License-Identifier: MIT */
/* A fast 64-bit hash of bytes: to detect changes, never for security. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <glib.h>
#include <stddef.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* XXH3's 64 bits of bytes[0..len); the same on every machine, so that it can be stored. Any thread.
 */
static inline guint64 hash_bytes(const void *bytes, size_t len)
{
    return XXH3_64bits(bytes, len);
}

/* Continues hash, the hash of the bytes so far, with bytes[0..len). Any thread. */
static inline guint64 hash_add_bytes(guint64 hash, const void *bytes, size_t len)
{
    return XXH3_64bits_withSeed(bytes, len, hash);
}

#endif
