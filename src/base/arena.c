/* SPDX-License-Identifier: MIT */
/* Memory that a document lives in: a chain of blocks, filled from the front. */
#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

#define DEFAULT_BLOCK_BYTES (16 * 1024)

struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) char data[];
};

struct arena {
    struct block *blocks; /* the first one is being filled */
    size_t block_bytes, total_bytes;
};

struct arena *arena_new(size_t block_bytes)
{
    struct arena *arena = g_new0(struct arena, 1);
    arena->block_bytes = block_bytes ? block_bytes : DEFAULT_BLOCK_BYTES;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        g_free(block);
    }
    g_free(arena);
}

static struct block *arena_add_block(struct arena *arena, size_t size)
{
    struct block *block = g_malloc(sizeof *block + size);
    block->size = size;
    block->used = 0;
    arena->total_bytes += sizeof *block + size;
    if (arena->blocks &&
        size > arena->block_bytes) { /* a large piece: keep filling the current block */
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    g_assert(arena);
    const size_t align = alignof(max_align_t);
    size = (size + align - 1) / align * align;
    struct block *block = arena->blocks;
    if (!block || block->size - block->used < size)
        block = arena_add_block(arena, MAX(size, arena->block_bytes));
    g_assert(block->size - block->used >= size);
    void *piece = block->data + block->used;
    block->used += size;
    return memset(piece, 0, size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
    g_assert(text || !len);
    char *copy = arena_alloc(arena, len + 1);
    memcpy(copy, text, len);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

size_t arena_get_bytes(const struct arena *arena)
{
    g_assert(arena);
    return arena->total_bytes;
}
