/* SPDX-License-Identifier: MIT */
/* The archive: one SQLite file. A struct store is one connection to it and belongs to one thread at
 * a time; any number of connections, in any number of processes, work beside each other (WAL). */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <glib.h>
#include <stdbool.h>

struct store;

#define STORE_ERROR store_error_quark()
GQuark store_error_quark(void);

enum store_error {
    STORE_ERROR_FAILED,
    STORE_ERROR_LOCKED,    /* another program holds it for longer than the time-out */
    STORE_ERROR_READ_ONLY, /* no permission to write */
    STORE_ERROR_NEWER,     /* written by a later newsdeck: left alone */
    STORE_ERROR_CORRUPT,   /* not an archive, or damaged */
    STORE_ERROR_FULL,      /* no space on the disk */
    STORE_ERROR_NOT_FOUND, /* no such feed, item, journal entry */
    STORE_ERROR_QUERY,     /* a query that cannot be understood */
};

enum store_mode {
    STORE_WRITE, /* makes the file and its folder, migrates it; the only writer within a process */
    STORE_READ,  /* for lists and articles; the file must be there and current */
};

/* Opens the archive at path. STORE_WRITE sets a damaged file aside as PATH.corrupt-TIME, starts an
 * empty one and says so in the log. NULL and a STORE_ERROR whose message names the path. Free with
 * store_close(). */
struct store *store_open(const char *path, enum store_mode mode, GError **error);
void store_close(struct store *store);

/* How long writing waits for another program that holds the archive; 10 s unless told. */
void store_set_lock_timeout(struct store *store, int timeout_ms);

/* True once after another connection or process has committed something since the last call. */
bool store_has_changed(struct store *store);

/* A value that outlives the program (places in lists, folded folders). get returns the caller's
 * string or NULL. */
char *store_get_state(struct store *store, const char *key);
/* All states whose keys begin with prefix: key to value, both strings; the caller's. */
GHashTable *store_get_states(struct store *store, const char *prefix);

bool store_set_state(struct store *store, const char *key, const char *value, GError **error);

/* Takes everything out: feeds, articles, the journal, states, pending changes (the targets of the
 * outbox stay). For an archive with nothing of the
 * user's in it, before the whole of another comes in with its numbers. */
bool store_clear(struct store *store, GError **error);

/* Several changes in one transaction: begin, then commit or roll back. Each function of the store
 * that writes has its own transaction unless it is called between these. */
bool store_begin(struct store *store, GError **error);
bool store_commit(struct store *store, GError **error);
void store_rollback(struct store *store);

#endif
