/* SPDX-License-Identifier: MIT */
/* The archive: opened, prepared, set aside where it is damaged, closed; small values kept in it. */
#include "store/store.h"

#include "base/clock.h"
#include "base/log.h"
#include "connection.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_TIMEOUT_MS 10000

void store_set_lock_timeout(struct store *store, int timeout_ms)
{
    g_assert(store && timeout_ms >= 0);
    sqlite3_busy_timeout(store->db, timeout_ms);
}

static void finalize_statement(gpointer statement)
{
    sqlite3_finalize(statement);
}

void store_close(struct store *store)
{
    if (!store)
        return;
    g_hash_table_destroy(store->statements);
    g_clear_pointer(&store->imported, g_hash_table_unref);
    sqlite3_close(store->db);
    ZSTD_freeCCtx(store->compressor);
    ZSTD_freeDCtx(store->decompressor);
    g_free(store->packed);
    g_free(store->path);
    g_free(store);
}

/* Called before SQLite is first used: its memory statistics, which nobody reads, cost a lock at
 * each allocation. */
static void store_configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* Whether the file can be read as it is: this user may not write to it or beside it, and no log is
 * left to be written back. */
static bool store_is_sealed(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *wal = g_strconcat(path, "-wal", NULL);
    return g_access(folder, W_OK) != 0 && !g_file_test(wal, G_FILE_TEST_EXISTS) &&
           g_file_test(path, G_FILE_TEST_EXISTS);
}

static struct store *store_connect(const char *path, enum store_mode mode, GError **error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct store *store = g_new0(struct store, 1);
    pthread_once(&once, store_configure);
    store->path = g_strdup(path);
    store->is_writable = mode == STORE_WRITE;
    store->owner = pthread_self();
    store->statements =
        g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, finalize_statement);
    /* A reader of a WAL file must write its shared-memory index: it opens the file for writing and
     * then promises not to write. */
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE |
                      (mode == STORE_WRITE ? SQLITE_OPEN_CREATE : 0);
    int code = sqlite3_open_v2(path, &store->db, flags, NULL);
    if (mode == STORE_READ && (code != SQLITE_OK || store_is_sealed(path))) {
        g_autofree char *uri = g_filename_to_uri(path, NULL, NULL);
        g_autofree char *sealed = g_strconcat(uri ? uri : path, uri ? "?immutable=1" : "", NULL);
        sqlite3_close(store->db);
        code = sqlite3_open_v2(sealed, &store->db,
                               SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    }
    sqlite3_busy_timeout(store->db, LOCK_TIMEOUT_MS);
    if (code != SQLITE_OK ||
        !store_exec(store,
                    "PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF;",
                    error) ||
        (mode == STORE_READ &&
         !store_exec(store, "PRAGMA query_only=1; PRAGMA mmap_size=0;", error))) {
        if (code != SQLITE_OK)
            store_fail(store, error);
        store_close(store);
        return NULL;
    }
    store_add_functions(store->db);
    return store;
}

static bool store_check_version(struct store *store, GError **error)
{
    sqlite3_stmt *statement = store_prepare(store, "PRAGMA user_version", error);
    if (!statement)
        return false;
    const int code = sqlite3_step(statement);
    const gint64 version = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    if (code != SQLITE_ROW)
        store_fail(store, error);
    sqlite3_reset(statement);
    if (code != SQLITE_ROW)
        return false;
    if (version > store_schema_version) {
        g_set_error(error, STORE_ERROR, STORE_ERROR_NEWER,
                    "%s: the archive was written by a later newsdeck (format %" G_GINT64_FORMAT
                    ", this one knows %d) and was left alone; use the later program",
                    store->path, version, store_schema_version);
        return false;
    }
    if (version < store_schema_version && !store->is_writable) {
        g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED, "%s: the archive is not prepared yet",
                    store->path);
        return false;
    }
    return true;
}

static struct store *store_open_once(const char *path, enum store_mode mode, GError **error)
{
    struct store *store = store_connect(path, mode, error);
    if (!store)
        return NULL;
    /* A checkpoint after 16 MiB: a cold reload does not wait for the disk again and again. The log
     * keeps its length, because growing it again costs more than overwriting it. */
    const char *writer_setup =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000;"
        "PRAGMA journal_size_limit=67108864;";
    if (store_check_version(store, error) &&
        (mode == STORE_READ ||
         (store_exec(store, writer_setup, error) && store_migrate(store, error)))) {
        store_has_changed(store);
        return store;
    }
    store_close(store);
    return NULL;
}

static bool store_set_aside(const char *path, GError **error)
{
    static const char *const suffixes[] = { "", "-wal", "-shm" };
    g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(clock_now_s());
    g_autofree char *stamp = g_date_time_format(now, "%Y%m%d-%H%M%S");
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *from = g_strconcat(path, suffixes[i], NULL);
        g_autofree char *to = g_strconcat(path, ".corrupt-", stamp, suffixes[i], NULL);
        if (g_file_test(to, G_FILE_TEST_EXISTS) || (g_rename(from, to) != 0 && errno != ENOENT)) {
            g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
                        "%s: damaged, and it cannot be renamed to \"%s\"", path, to);
            return false;
        }
        if (i == 0)
            log_add(LOG_ERROR,
                    "%s: the archive is damaged; it was kept as \"%s\", and a new one "
                    "was created",
                    path, to);
    }
    return true;
}

/* Only one process at a time prepares an archive: SQLite answers "locked" at once, instead of
 * waiting, if two processes turn a new file to WAL. If folders cannot be locked, this is
 * skipped. */
static int store_lock_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    const int fd = open(folder, O_RDONLY | O_CLOEXEC);
    if (fd >= 0)
        while (flock(fd, LOCK_EX) != 0 && errno == EINTR)
            continue;
    return fd;
}

static struct store *store_prepare_archive(const char *path, GError **error)
{
    g_autoptr(GError) first = NULL;
    const int lock = store_lock_folder(path);
    struct store *store = store_open_once(path, STORE_WRITE, &first);
    if (!store && !g_error_matches(first, STORE_ERROR, STORE_ERROR_CORRUPT))
        g_propagate_error(error, g_steal_pointer(&first));
    else if (!store && store_set_aside(path, error))
        store = store_open_once(path, STORE_WRITE, error);
    if (lock >= 0)
        close(lock);
    return store;
}

struct store *store_open(const char *path, enum store_mode mode, GError **error)
{
    g_assert(path && *path);
    if (mode == STORE_WRITE) {
        g_autofree char *folder = g_path_get_dirname(path);
        if (g_mkdir_with_parents(folder, 0700) != 0) {
            g_set_error(error, STORE_ERROR, STORE_ERROR_READ_ONLY,
                        "%s: cannot create the folder: %s", folder, g_strerror(errno));
            return NULL;
        }
    }
    return mode == STORE_WRITE ? store_prepare_archive(path, error)
                               : store_open_once(path, mode, error);
}

bool store_has_changed(struct store *store)
{
    g_assert(store);
    const gint64 version = store_step_int(store_prepare(store, "PRAGMA data_version", NULL), 0);
    const bool has_changed = store->data_version && version != store->data_version;
    store->data_version = version;
    return has_changed;
}

char *store_get_state(struct store *store, const char *key)
{
    g_assert(store && key);
    char *value = NULL;
    sqlite3_stmt *statement = store_prepare(store, "SELECT value FROM state WHERE key=?1", NULL);
    if (!statement)
        return NULL;
    store_bind_text(statement, 1, key);
    if (sqlite3_step(statement) == SQLITE_ROW)
        value = store_column_text(statement, 0);
    sqlite3_reset(statement);
    return value;
}

GHashTable *store_get_states(struct store *store, const char *prefix)
{
    g_assert(store && prefix);
    GHashTable *states = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    sqlite3_stmt *statement = store_prepare(
        store, "SELECT key, value FROM state WHERE key>=?1 AND substr(key,1,length(?1))=?1", NULL);
    if (!statement)
        return states;
    store_bind_text(statement, 1, prefix);
    while (sqlite3_step(statement) == SQLITE_ROW)
        g_hash_table_insert(states, store_column_text(statement, 0),
                            store_column_text(statement, 1));
    sqlite3_reset(statement);
    return states;
}

bool store_set_state(struct store *store, const char *key, const char *value, GError **error)
{
    store_assert_writable(store);
    g_assert(key && *key);
    sqlite3_stmt *statement = store_prepare(
        store, "INSERT INTO state(key,value) VALUES(?1,?2) ON CONFLICT DO UPDATE SET value=?2",
        error);
    if (!statement)
        return false;
    store_bind_text(statement, 1, key);
    store_bind_text(statement, 2, value);
    return store_step_done(store, statement, error);
}
