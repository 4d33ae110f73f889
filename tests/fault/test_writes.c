/* SPDX-License-Identifier: MIT */
/* The nth write to the archive fails, for every n of a session of reloads, articles that change, an
 * import, edits and an undo: each failure is reported, what was said to be stored is there
 * afterwards, a change and its row in the outbox come together, and the archive is healthy. */
#include "feed/feed.h"
#include "store/edit.h"
#include "store/exchange.h"
#include "store/health.h"
#include "store/item_row.h"
#include "store/merge.h"
#include "store/outbox.h"
#include "store/full_text.h"
#include "store/search.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define N_FEEDS 4
#define N_ITEMS 12
#define PAGE_TEXT "<p>the whole article</p>"

/* ---- a file system that fails once at a given write */

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    gint64 n_writes, fail_at; /* 0: never */
    bool has_failed;
} failing;

struct failing_file {
    sqlite3_file base;
    const sqlite3_io_methods *real_methods;
    sqlite3_file *real; /* behind this struct */
};

static bool write_fails(void)
{
    failing.n_writes++;
    if (failing.fail_at && failing.n_writes >= failing.fail_at) {
        failing.has_failed = true;
        return true;
    }
    return false;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct failing_file *)file)->real;
}

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), bytes, n, at);
}

static int file_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    return write_fails() ? SQLITE_FULL
                         : real_of(file)->pMethods->xWrite(real_of(file), bytes, n, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
    return write_fails() ? SQLITE_IOERR_FSYNC
                         : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *result)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int file_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_traits(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}

static int shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int shm_unmap(sqlite3_file *file, int delete_flag)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), delete_flag);
}

static const sqlite3_io_methods failing_methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

static int failing_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                        int *out_flags)
{
    struct failing_file *own = (struct failing_file *)(void *)file;
    (void)vfs;
    own->real = (sqlite3_file *)(void *)(own + 1);
    const int code = failing.real->xOpen(failing.real, name, own->real, flags, out_flags);
    file->pMethods = own->real->pMethods ? &failing_methods : NULL;
    return code;
}

static void failing_register(void)
{
    failing.real = sqlite3_vfs_find(NULL);
    failing.vfs = *failing.real;
    failing.vfs.zName = "failing";
    failing.vfs.szOsFile = failing.real->szOsFile + (int)sizeof(struct failing_file);
    failing.vfs.xOpen = failing_open;
    failing.vfs.pNext = NULL;
    g_assert_cmpint(sqlite3_vfs_register(&failing.vfs, 1), ==, SQLITE_OK);
}

/* ---- the session */

/* What the store said was done. */
struct promise {
    bool has_feeds;
    guint n_merged;  /* feeds */
    guint n_changed; /* feeds whose articles have other words */
    bool is_imported;
    bool has_page, has_outbox;
    bool is_marked, is_undone;
};

static struct feed_document *make_document(guint feed, const char *word)
{
    GString *text = g_string_new("<rss version='2.0'><channel><title>F</title>");
    for (guint i = 0; i < N_ITEMS; i++)
        g_string_append_printf(text,
                               "<item><guid>%u-%u</guid><title>Title "
                               "%u</title><description>%s %0200u</description></item>",
                               feed, i, i, word, i);
    g_string_append(text, "</channel></rss>");
    struct feed_document *document = feed_parse(text->str, text->len, NULL, NULL);
    g_string_free(text, TRUE);
    return document;
}

static char *copy_words(const char *content, gsize len, bool is_text)
{
    (void)is_text;
    return g_strndup(content, len);
}

/* Each feed's document in a transaction of its own; *n_done is how many came through. */
static bool merge_feeds(struct store *store, const gint64 *ids, const char *word, guint *n_done,
                        GError **error)
{
    bool ok = true;
    for (guint i = 0; ok && i < N_FEEDS; i++) {
        struct merge_result merged;
        const struct merge_options options = { .max_revisions = 3 };
        const struct feed_result result = { .feed_id = ids[i],
                                            .at = 1700000000,
                                            .is_success = true };
        struct feed_document *document = make_document(i, word);
        ok = store_merge(store, document, &result, &options, &merged, error);
        *n_done += ok;
        feed_document_free(document);
    }
    return ok;
}

/* As many articles as a document has, in one transaction. */
static bool import_items(struct store *store, gint64 feed_id, GError **error)
{
    char *tags[] = { (char *)"own", NULL };
    struct item_revision revision = { .number = 1,
                                      .title = (char *)"t",
                                      .content = (char *)"before",
                                      .content_len = strlen("before") };
    g_autoptr(GPtrArray) revisions = g_ptr_array_new();
    g_ptr_array_add(revisions, &revision);
    bool ok = store_begin(store, error);
    if (!ok)
        return false;
    for (guint i = 0; ok && i < N_ITEMS; i++) {
        g_autofree char *guid = g_strdup_printf("import-%u", i);
        const struct item_body body = { .row = { .title = guid },
                                        .guid = guid,
                                        .content = (char *)"after",
                                        .own_tags = tags,
                                        .revisions = revisions };
        enum import_outcome outcome;
        ok = store_import_item(store, feed_id, &body, &outcome, error);
    }
    if (ok)
        return store_commit(store, error);
    store_rollback(store);
    return false;
}

/* Goes on until something fails; then error is set. */
static void run_session(const char *path, struct promise *promise, GError **error)
{
    static const struct feed_subscription subscriptions[N_FEEDS] = { { "https://a.example/" },
                                                                     { "https://b.example/" },
                                                                     { "https://c.example/" },
                                                                     { "https://d.example/" } };
    gint64 ids[N_FEEDS];
    guint n = 0;
    g_autofree char *label = NULL;
    struct store *store = store_open(path, STORE_WRITE, error);
    if (!store)
        return;
    bool ok = promise->has_feeds = store_sync_feeds(store, subscriptions, N_FEEDS, ids, error);
    ok = ok && merge_feeds(store, ids, "before", &promise->n_merged, error) &&
         merge_feeds(store, ids, "after", &promise->n_changed, error) &&
         (promise->is_imported = import_items(store, ids[0], error));
    ok = ok && store_index_some(store, 100, copy_words, &n, error);
    const struct full_text page = { .content = (char *)PAGE_TEXT,
                                    .content_len = strlen(PAGE_TEXT) };
    ok = ok && (promise->has_page = store_set_full_text(store, 1, &page, error));
    ok = ok && store_index_some(store, 100, copy_words, &n, error);
    ok = ok && (promise->has_outbox = store_enable_outbox(store, "account", error));
    const struct edit edit = {
        .field = EDIT_READ, .value = true, .is_scope = true, .label = "all"
    };
    ok = ok && (promise->is_marked = store_apply_edit(store, &edit, &n, error));
    ok = ok && (promise->is_undone = store_undo(store, &label, &n, error));
    store_close(store);
}

/* An article has its first text, or another one and the first as a revision. */
static void check_texts(struct store *store, const struct promise *promise)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) page = store_get_item_page(store, 0, 1000, &error);
    guint n_changed = 0;
    g_assert_no_error(error);
    for (guint i = 0; i < page->len; i++) {
        const struct item_body *body = page->pdata[i];
        const bool is_changed = g_str_has_prefix(body->content, "after");
        g_assert_true(is_changed || g_str_has_prefix(body->content, "before"));
        g_assert_cmpuint(body->revisions ? body->revisions->len : 0, ==, is_changed);
        if (is_changed)
            g_assert_true(g_str_has_prefix(
                ((const struct item_revision *)body->revisions->pdata[0])->content, "before"));
        n_changed += is_changed;
    }
    if (promise->has_page)
        g_assert_cmpstr(((const struct item_body *)page->pdata[0])->full_text->content, ==,
                        PAGE_TEXT);
    g_assert_cmpuint(n_changed % N_ITEMS, ==, 0);
    g_assert_cmpuint(n_changed, >=, (promise->n_changed + promise->is_imported) * N_ITEMS);
}

/* A change of a mark and its row in the outbox are both there or both absent: after the first edit
 * there is one row an article, with the value that the article has. */
static void check_outbox(struct store *store, const struct promise *promise, gint64 n_items,
                         gint64 unread)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) changes = store_get_outbox(store, "account", 1000, &error);
    g_assert_no_error(error);
    if (promise->has_outbox)
        g_assert_true(store_has_outbox(store, "account"));
    if (promise->is_marked || unread < n_items)
        g_assert_cmpuint(changes->len, ==, n_items);
    for (guint i = 0; i < changes->len; i++) {
        const struct outbox_change *change = changes->pdata[i];
        g_assert_cmpint(change->value, ==, unread == 0);
        if (i)
            g_assert_cmpint(change->sequence, >,
                            ((const struct outbox_change *)changes->pdata[i - 1])->sequence);
    }
}

static void check_promise(const char *path, const struct promise *promise)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *report = NULL;
    const struct item_scope all = { 0 };
    struct store *store = store_open(path, STORE_WRITE, &error);
    g_assert_no_error(error);
    g_assert_true(store_check_health(store, &report, &error));
    g_assert_no_error(error);
    const gint64 n_items = store_count_items(store, &all);
    check_texts(store, promise);
    /* whole feeds only, and at least those that were said to be stored */
    g_assert_cmpint(n_items % N_ITEMS, ==, 0);
    g_assert_cmpint(n_items, >=, (gint64)promise->n_merged * N_ITEMS);
    g_autoptr(GPtrArray) feeds = store_get_feeds(store, false, &error);
    g_assert_cmpuint(feeds->len, >=, promise->has_feeds ? N_FEEDS : 0);
    gint64 unread = 0;
    for (guint i = 0; i < feeds->len; i++)
        unread += ((struct feed_row *)feeds->pdata[i])->unread;
    check_outbox(store, promise, n_items, unread);
    if (promise->is_undone)
        g_assert_cmpint(unread, ==, n_items);
    else if (promise->is_marked)
        g_assert_true(unread == 0 ||
                      unread == n_items); /* the undo may have come to the disk, too */
    store_close(store);
}

static void remove_archive(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
}

static void every_write_may_fail(void)
{
    g_autofree char *folder = g_dir_make_tmp("newsdeck-fault-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "archive.db", NULL);
    guint n_failures = 0;
    bool has_failed = true;
    failing_register();
    /* the first fifty writes one by one, then in growing steps, until a session comes through */
    for (gint64 n = 1; has_failed; n += n < 50 ? 1 : n / 20) {
        g_autoptr(GError) error = NULL;
        struct promise promise = { 0 };
        failing.n_writes = 0;
        failing.has_failed = false;
        failing.fail_at = n;
        run_session(path, &promise, &error);
        has_failed = failing.has_failed;
        failing.fail_at = 0;
        n_failures += error != NULL;
        if (error && !strstr(error->message, "archive.db"))
            g_error("write %" G_GINT64_FORMAT ": %s", n, error->message);
        if (!promise.is_undone)
            g_assert_nonnull(error); /* nothing is swallowed */
        check_promise(path, &promise);
        remove_archive(folder);
    }
    g_assert_cmpuint(n_failures, >, 20);
    sqlite3_vfs_unregister(&failing.vfs);
    g_rmdir(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    feed_start();
    g_test_add_func("/archive/keeps-its-word-when-any-write-fails", every_write_may_fail);
    const int status = g_test_run();
    feed_stop();
    return status;
}
