/* SPDX-License-Identifier: MIT */
/* Bodies on disk: compressed with zstd if that makes them smaller, else as they are. */
#include "connection.h"

#include <string.h>

#define PACK_LEVEL 1
#define PACK_MIN_BYTES 128
#define UNPACK_MAX_BYTES (256u << 20)

const void *store_pack(struct store *store, const char *content, gsize len, gsize *packed_len,
                       int *format)
{
    *packed_len = len;
    if (len < PACK_MIN_BYTES)
        return content;
    const gsize bound = ZSTD_compressBound(len);
    if (store->packed_bytes < bound) {
        store->packed_bytes = bound;
        store->packed = g_realloc(store->packed, bound);
    }
    if (!store->compressor)
        store->compressor = ZSTD_createCCtx();
    const size_t done = ZSTD_compressCCtx(store->compressor, store->packed, store->packed_bytes,
                                          content, len, PACK_LEVEL);
    if (ZSTD_isError(done) || done >= len)
        return content;
    *packed_len = done;
    *format |= BODY_ZSTD;
    return store->packed;
}

char *store_unpack(struct store *store, const void *packed, gsize packed_len, int format,
                   gsize *len)
{
    if (!(format & BODY_ZSTD)) {
        *len = packed_len;
        char *plain = g_malloc(packed_len + 1);
        if (packed_len)
            memcpy(plain, packed, packed_len);
        plain[packed_len] = '\0';
        return plain;
    }
    const unsigned long long size = ZSTD_getFrameContentSize(packed, packed_len);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
        size > UNPACK_MAX_BYTES)
        return NULL;
    if (!store->decompressor)
        store->decompressor = ZSTD_createDCtx();
    char *plain = g_malloc((gsize)size + 1);
    const size_t done =
        ZSTD_decompressDCtx(store->decompressor, plain, (gsize)size, packed, packed_len);
    if (ZSTD_isError(done)) {
        g_free(plain);
        return NULL;
    }
    plain[done] = '\0';
    *len = done;
    return plain;
}
