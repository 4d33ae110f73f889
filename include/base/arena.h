/* SPDX-License-Identifier: MIT */
/* Memory that a document lives in: allocated piece by piece, freed in one call. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <glib.h>
#include <stddef.h>

struct arena;

/* An empty arena; blocks are block_bytes large (0: a default of 16 KiB). Free with arena_free(). */
struct arena *arena_new(size_t block_bytes);

/* Frees the arena and all that was allocated in it. NULL is allowed. Any thread, one at a time. */
void arena_free(struct arena *arena);

/* size bytes of zeroed memory, aligned for any type, owned by the arena. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of text[0..len) with a NUL after it, owned by the arena. */
char *arena_strndup(struct arena *arena, const char *text, size_t len);

/* A copy of text, or NULL for NULL. */
char *arena_strdup(struct arena *arena, const char *text);

/* Bytes that the arena has asked the system for. */
size_t arena_get_bytes(const struct arena *arena);

#define arena_new0(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#endif
