/* SPDX-License-Identifier: MIT */
/* Opening what is newer, damaged, locked, read-only, on a full disk; two connections. */
#include "tests.h"

#include "store/health.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *read_file(const char *path, gsize *len)
{
    char *bytes = NULL;
    g_autoptr(GError) error = NULL;
    g_file_get_contents(path, &bytes, len, &error);
    g_assert_no_error(error);
    return bytes;
}

static void exec_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
}

static char *make_archive(void)
{
    struct store *store = tests_open(1);
    tests_add_one(store, 1, "one", 100);
    store_close(store);
    return tests_get_store_path();
}

static void assert_open_fails(const char *path, enum store_mode mode, enum store_error code)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(store_open(path, mode, &error));
    g_assert_error(error, STORE_ERROR, (int)code);
    g_assert_nonnull(strstr(error->message, path));
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

static void test_newer(void)
{
    g_autofree char *path = make_archive();
    exec_sql(path, "PRAGMA user_version=9999; PRAGMA journal_mode=DELETE");
    gsize before_len = 0, after_len = 0;
    g_autofree char *before = read_file(path, &before_len);
    assert_open_fails(path, STORE_WRITE, STORE_ERROR_NEWER);
    assert_open_fails(path, STORE_READ, STORE_ERROR_NEWER);
    g_autofree char *after = read_file(path, &after_len);
    g_assert_cmpmem(before, before_len, after, after_len);
}

static char *find_beside(const char *path, const char *part)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));)
        if (strstr(name, part))
            return g_build_filename(folder, name, NULL);
    return NULL;
}

static void test_corrupt(void)
{
    static const char garbage[] =
        "this has never been an archive, but it is long enough to be looked at as one ........."
        "...........................................................................";
    g_autofree char *path = make_archive();
    g_assert_true(g_file_set_contents(path, garbage, sizeof garbage - 1, NULL));
    assert_open_fails(path, STORE_READ, STORE_ERROR_CORRUPT);
    g_autoptr(GError) error = NULL;
    struct store *store = store_open(path, STORE_WRITE, &error);
    g_assert_no_error(error);
    g_assert_cmpint(store_get_max_id(store), ==, 0);
    tests_assert_healthy(store);
    store_close(store);
    g_autofree char *kept = find_beside(path, ".corrupt-");
    g_assert_nonnull(kept);
    gsize len = 0;
    g_autofree char *bytes = read_file(kept, &len);
    g_assert_cmpmem(bytes, len, garbage, sizeof garbage - 1);
}

static void test_damaged_inside(void)
{
    g_autofree char *path = make_archive();
    exec_sql(path, "PRAGMA wal_checkpoint(TRUNCATE)");
    g_autofree char *report = NULL;
    exec_sql(path, "UPDATE feed_count SET unread=unread+1; UPDATE item SET n_revisions=1;"
                   "INSERT INTO item_tag(item_id,tag) VALUES(99,'x'); INSERT INTO feed_alias "
                   "VALUES('http://x',99);"
                   "INSERT INTO item_revision(item_id,number,until_at,title,format,content) "
                   "VALUES(99,1,0,'',0,'')");
    struct store *store = store_open(path, STORE_READ, NULL);
    g_assert_false(store_check_health(store, &report, NULL));
    g_assert_nonnull(strstr(report, "counts of articles differ"));
    g_assert_nonnull(strstr(report, "1 tags belong to no article"));
    g_assert_nonnull(strstr(report, "1 earlier texts belong to no article"));
    g_assert_nonnull(strstr(report, "1 articles have another number of earlier texts"));
    g_assert_nonnull(strstr(report, "1 addresses from before belong to no feed"));
    g_assert_nonnull(strstr(report, "damaged"));
    store_close(store);
}

static void test_empty_file(void)
{
    g_autofree char *path = make_archive();
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    struct store *store = store_open(path, STORE_WRITE, &error);
    g_assert_no_error(error);
    tests_assert_healthy(store);
    store_close(store);
}

static void test_missing(void)
{
    g_autofree char *path = tests_new_path();
    assert_open_fails(path, STORE_READ, STORE_ERROR_READ_ONLY);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void test_folder_is_a_file(void)
{
    g_autofree char *path = make_archive();
    g_autofree char *below = g_build_filename(path, "archive.db", NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(store_open(below, STORE_WRITE, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_READ_ONLY);
}

static void test_private_folder(void)
{
    g_autofree char *path = make_archive();
    g_autofree char *folder = g_path_get_dirname(path);
    struct stat status;
    g_assert_cmpint(stat(folder, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 077, ==, 0);
}

/* Runs body in a child that is not root and dies with what it returns. */
static int run_child(int (*body)(const char *), const char *path)
{
    int status = 0;
    const pid_t pid = fork();
    g_assert_cmpint(pid, >=, 0);
    if (pid == 0)
        _exit(body(path));
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int read_without_permission(const char *path)
{
    g_autoptr(GError) error = NULL;
    if (geteuid() == 0 && setuid(65534) != 0)
        return 10;
    struct store *store = store_open(path, STORE_WRITE, &error);
    if (store || !g_error_matches(error, STORE_ERROR, STORE_ERROR_READ_ONLY) ||
        !strstr(error->message, path))
        return 11;
    store = store_open(path, STORE_READ, NULL);
    if (!store)
        return 12;
    struct item_row *row = tests_find_title(store, "one");
    const int result = row ? 0 : 13;
    item_row_free(row);
    store_close(store);
    return result;
}

/* An archive on a read-only medium, closed in order before, can be read. */
static void test_read_only(void)
{
    g_autofree char *path = make_archive();
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *above = g_path_get_dirname(folder);
    exec_sql(path, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
    g_assert_cmpint(g_chmod(above, 0755), ==, 0);
    g_assert_cmpint(g_chmod(path, 0444), ==, 0);
    g_assert_cmpint(g_chmod(folder, 0555), ==, 0);
    const int result = run_child(read_without_permission, path);
    g_chmod(folder, 0700);
    g_assert_cmpint(result, ==, 0);
}

static int fill_disk(const char *path)
{
    g_autoptr(GError) error = NULL;
    const struct rlimit limit = { 600 << 10, 600 << 10 };
    signal(SIGXFSZ, SIG_IGN);
    struct store *store = store_open(path, STORE_WRITE, NULL);
    if (!store || setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 10;
    GRand *random = g_rand_new_with_seed(1);
    for (guint i = 0; i < 200 && !error; i++) {
        GString *html = g_string_new(NULL);
        while (html->len < 20000)
            g_string_append_printf(html, "%x ", g_rand_int(random));
        struct feed_document *document = tests_document(NULL);
        const struct feed_result fetch = { .feed_id = 1, .at = NOON, .is_success = true };
        struct merge_result result;
        g_autofree char *guid = g_strdup_printf("%u", i);
        tests_add_item(document, guid, NULL, guid, 200 + i, html->str);
        store_merge(store, document, &fetch, &(struct merge_options){ 0 }, &result, &error);
        arena_free(document->arena);
        g_string_free(html, TRUE);
    }
    g_rand_free(random);
    if (!g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL) || !strstr(error->message, path)) {
        g_printerr("# %s\n", error ? error->message : "no error");
        return 11;
    }
    struct item_row *row = tests_find_title(store, "one"); /* still to be read */
    const int result = row ? 0 : 12;
    item_row_free(row);
    store_close(store);
    return result;
}

static void test_full_disk(void)
{
    g_autofree char *path = make_archive();
    g_assert_cmpint(run_child(fill_disk, path), ==, 0);
    struct store *store = store_open(path, STORE_WRITE, NULL);
    tests_assert_healthy(store);
    struct item_row *row = tests_find_title(store, "0");
    g_assert_nonnull(row);
    item_row_free(row);
    store_close(store);
}

static void test_locked(void)
{
    g_autofree char *path = make_archive();
    sqlite3 *other = NULL;
    g_autoptr(GError) error = NULL;
    guint n = 0;
    const struct edit edit = { .is_scope = true, .field = EDIT_READ, .value = true };
    g_assert_cmpint(sqlite3_open(path, &other), ==, SQLITE_OK);
    struct store *store = store_open(path, STORE_WRITE, NULL);
    struct store *reader = store_open(path, STORE_READ, NULL);
    store_set_lock_timeout(store, 20);
    g_assert_cmpint(
        sqlite3_exec(other, "BEGIN IMMEDIATE; UPDATE feed SET title='x'", NULL, NULL, NULL), ==,
        SQLITE_OK);
    g_assert_false(store_apply_edit(store, &edit, &n, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_LOCKED);
    g_assert_nonnull(strstr(error->message, path));
    g_assert_nonnull(strstr(error->message, "another program"));
    tests_assert_counts(reader, 1, 1, 1, 0); /* who reads is not kept waiting */
    g_assert_cmpint(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
    g_assert_true(store_apply_edit(store, &edit, &n, NULL));
    sqlite3_close(other);
    store_close(reader);
    store_close(store);
}

static void test_two_handles(void)
{
    g_autofree char *path = make_archive();
    struct store *writer = store_open(path, STORE_WRITE, NULL);
    struct store *reader = store_open(path, STORE_READ, NULL);
    g_assert_false(store_has_changed(reader));
    tests_add_one(writer, 1, "two", 200);
    g_assert_true(store_has_changed(reader));
    g_assert_false(store_has_changed(reader));
    g_assert_false(store_has_changed(writer)); /* its own doing */
    g_autofree char *titles = tests_format_window(reader, 0);
    g_assert_cmpstr(titles, ==, "two one ");
    store_close(writer);
    store_close(reader);
}

static void reader_writes(void)
{
    g_autofree char *path = make_archive();
    struct store *reader = store_open(path, STORE_READ, NULL);
    store_set_state(reader, "a", "b", NULL);
}

static gpointer write_state(gpointer store)
{
    store_set_state(store, "a", "b", NULL);
    return NULL;
}

static void other_thread_writes(void)
{
    g_autofree char *path = make_archive();
    g_thread_join(g_thread_new("other", write_state, store_open(path, STORE_WRITE, NULL)));
}

/* Who may write is a contract between our modules: a mistake ends the program. */
static void test_wrong_writers(void)
{
    g_test_trap_subprocess("/open/subprocess/reader", 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*store->is_writable*");
    g_test_trap_subprocess("/open/subprocess/thread", 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*store->owner*");
}

/* A step of the migration that fails leaves the file as it was. */
static void test_migration_is_a_transaction(void)
{
    g_autofree char *path = make_archive();
    g_autoptr(GError) error = NULL;
    g_unlink(path);
    exec_sql(path, "CREATE TABLE item(mine); INSERT INTO item VALUES('precious')");
    g_assert_null(store_open(path, STORE_WRITE, &error));
    g_assert_nonnull(error);
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    g_assert_cmpint(
        sqlite3_prepare_v2(db, "SELECT mine, (SELECT count(*) FROM sqlite_master) FROM item", -1,
                           &statement, NULL),
        ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_step(statement), ==, SQLITE_ROW);
    g_assert_cmpstr((const char *)sqlite3_column_text(statement, 0), ==, "precious");
    g_assert_cmpint(sqlite3_column_int(statement, 1), ==, 1);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

void test_open_add(void)
{
    g_test_add_func("/open/refuses-newer-and-leaves-it-alone", test_newer);
    g_test_add_func("/open/sets-damaged-aside", test_corrupt);
    g_test_add_func("/open/takes-an-empty-file", test_empty_file);
    g_test_add_func("/open/does-not-make-a-file-to-read", test_missing);
    g_test_add_func("/open/says-when-the-folder-is-a-file", test_folder_is_a_file);
    g_test_add_func("/open/makes-a-private-folder", test_private_folder);
    g_test_add_func("/open/reads-without-permission-to-write", test_read_only);
    g_test_add_func("/open/says-when-the-disk-is-full", test_full_disk);
    g_test_add_func("/open/says-who-holds-the-lock", test_locked);
    g_test_add_func("/open/sees-what-another-connection-wrote", test_two_handles);
    g_test_add_func("/open/migrates-whole-or-not-at-all", test_migration_is_a_transaction);
    g_test_add_func("/health/finds-wrong-counts", test_damaged_inside);
    g_test_add_func("/open/ends-the-program-when-a-wrong-handle-writes", test_wrong_writers);
    g_test_add_func("/open/subprocess/reader", reader_writes);
    g_test_add_func("/open/subprocess/thread", other_thread_writes);
}
