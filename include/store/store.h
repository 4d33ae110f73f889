/* SPDX-License-Identifier: MIT */
/* The archive: one SQLite file. A struct store is one connection to it. A writable one belongs to
 * the thread that opened it, a read-only one to one thread at a time. Any number of connections, in
 * any number of processes, work beside each other (WAL). */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <glib.h>
#include <stdbool.h>

struct store;

#define STORE_ERROR store_error_quark()
GQuark store_error_quark(void);

enum store_error {
    STORE_ERROR_FAILED,
    STORE_ERROR_LOCKED,    /* another program held it for longer than the time-out */
    STORE_ERROR_READ_ONLY, /* no permission to write, or a read handle that would have to write */
    STORE_ERROR_NEWER,     /* written by a later newsdeck; left unchanged */
    STORE_ERROR_CORRUPT,   /* not an archive, or damaged */
    STORE_ERROR_FULL,      /* no space left on the disk */
    STORE_ERROR_NOT_FOUND, /* no such feed, article or journal entry */
    STORE_ERROR_QUERY,     /* a query that is not valid */
};

enum store_mode {
    /* creates the file and its folder, migrates it; the only writer within a process */
    STORE_WRITE,
    /* for lists and articles; the file must exist and be current. Functions that write must not
     * be called */
    STORE_READ,
};

/* Opens the archive at path. STORE_WRITE renames a damaged file to PATH.corrupt-TIME, creates an
 * empty one and reports that in the log. NULL with a STORE_ERROR whose message names the path. Free
 * with store_close(), which allows NULL. */
struct store *store_open(const char *path, enum store_mode mode, GError **error);
void store_close(struct store *store);

/* How long a write waits for another program that holds the archive; 10 s by default. */
void store_set_lock_timeout(struct store *store, int timeout_ms);

/* True once after another connection or process has committed something since the last call. */
bool store_has_changed(struct store *store);

/* A value that outlives the program (places in lists, folded folders), or NULL if key has no value.
 * Caller frees. */
char *store_get_state(struct store *store, const char *key);

/* All values whose keys begin with prefix: key to value, both strings; caller unrefs. */
GHashTable *store_get_states(struct store *store, const char *prefix);

/* Stores the value; value may be NULL. Returns false with a STORE_ERROR. Writable handle only. */
bool store_set_state(struct store *store, const char *key, const char *value, GError **error);

/* Deletes everything: feeds, articles, the journal, states, pending changes (the targets of the
 * outbox stay). For an archive that has nothing of the user's, before another archive is imported
 * with its numbers. Returns false with a STORE_ERROR. Writable handle only. */
bool store_clear(struct store *store, GError **error);

/* Several changes in one transaction: begin, then commit or roll back. Each function that writes
 * has its own transaction unless it is called between these. Writable handle only. */
bool store_begin(struct store *store, GError **error);
bool store_commit(struct store *store, GError **error);
void store_rollback(struct store *store);

#endif
