/* SPDX-License-Identifier: MIT */
/* The archives of other readers: opened read-only, their tables probed, their articles streamed. */
#include "foreign_private.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

#define MAX_VALUE_BYTES (64 << 20)
#define LOCK_TIMEOUT_MS 3000
#define MAX_TIME G_GINT64_CONSTANT(253402300799) /* the end of the year 9999 */

static const struct foreign_reader *const readers[] = { &foreign_newsboat, &foreign_newsraft };

struct foreign {
    sqlite3 *db;
    char *path;
    const struct foreign_reader *reader;
    sqlite3_stmt *items; /* under way, or NULL */
};

bool foreign_is_database(const char *path)
{
    g_assert(path);
    static const char magic[] = "SQLite format 3";
    char head[sizeof magic] = "";
    FILE *file = fopen(path, "rbe");
    if (!file)
        return false;
    const size_t n = fread(head, 1, sizeof head, file);
    fclose(file);
    return n == sizeof head && memcmp(head, magic, sizeof magic) == 0;
}

static bool foreign_fail(struct foreign *foreign, GError **error)
{
    const int code = sqlite3_errcode(foreign->db);
    const bool is_busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    const bool is_damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    g_set_error(error, STORE_ERROR,
                is_busy      ? STORE_ERROR_LOCKED
                : is_damaged ? STORE_ERROR_CORRUPT
                             : STORE_ERROR_FAILED,
                "%s: %s%s", foreign->path, sqlite3_errmsg(foreign->db),
                is_busy ? "; its reader is running: quit it, then try again" : "");
    return false;
}

static sqlite3_stmt *foreign_prepare(struct foreign *foreign, const char *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(foreign->db, sql, -1, &statement, NULL) != SQLITE_OK)
        foreign_fail(foreign, error);
    return statement;
}

/* Whether name is a real table: a view could run code. -1 with an error if that cannot be found
 * out. */
static int foreign_has_table(struct foreign *foreign, const char *name, GError **error)
{
    sqlite3_stmt *find = foreign_prepare(
        foreign, "SELECT 1 FROM sqlite_master WHERE type='table' AND rootpage>0 AND name=?1",
        error);
    if (!find)
        return -1;
    sqlite3_bind_text(find, 1, name, -1, SQLITE_STATIC);
    const int code = sqlite3_step(find);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        foreign_fail(foreign, error);
    sqlite3_finalize(find);
    return code == SQLITE_ROW ? 1 : code == SQLITE_DONE ? 0 : -1;
}

/* "SELECT a, NULL, c FROM table": columns that this version lacks are NULL. Caller frees. NULL with
 * an error if one of the first n_needed columns is missing. */
static char *foreign_format_select(struct foreign *foreign, const char *table,
                                   const char *const *columns, guint n_needed, GError **error)
{
    sqlite3_stmt *info =
        foreign_prepare(foreign, "SELECT 1 FROM pragma_table_info(?1) WHERE name=?2", error);
    g_autoptr(GString) sql = g_string_new("SELECT ");
    for (guint i = 0; info && columns[i]; i++) {
        sqlite3_bind_text(info, 1, table, -1, SQLITE_STATIC);
        sqlite3_bind_text(info, 2, columns[i], -1, SQLITE_STATIC);
        const bool is_there = sqlite3_step(info) == SQLITE_ROW;
        sqlite3_reset(info);
        if (!is_there && i < n_needed) {
            g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                        "%s: its table %s has no column %s", foreign->path, table, columns[i]);
            g_clear_pointer(&info, sqlite3_finalize);
            break;
        }
        g_string_append_printf(sql, is_there ? "%s\"%s\"" : "%sNULL", i ? ", " : "", columns[i]);
    }
    if (!info)
        return NULL;
    sqlite3_finalize(info);
    g_string_append_printf(sql, " FROM \"%s\" ORDER BY rowid", table);
    return g_strdup(sql->str);
}

static bool foreign_recognise(struct foreign *foreign, GError **error)
{
    for (guint i = 0; i < G_N_ELEMENTS(readers); i++) {
        const int has_feeds = foreign_has_table(foreign, readers[i]->feed_table, error);
        const int has_items =
            has_feeds > 0 ? foreign_has_table(foreign, readers[i]->item_table, error) : has_feeds;
        if (has_items < 0)
            return false;
        if (has_items) {
            foreign->reader = readers[i];
            return true;
        }
    }
    g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
                "%s: neither newsboat's nor newsraft's archive", foreign->path);
    return false;
}

struct foreign *foreign_open(const char *path, GError **error)
{
    g_assert(path);
    struct foreign *foreign = g_new0(struct foreign, 1);
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    g_autofree char *uri = g_filename_to_uri(absolute, NULL, NULL);
    g_autofree char *read_only = g_strconcat(uri ? uri : "", "?mode=ro", NULL);
    foreign->path = g_strdup(path);
    const int code =
        sqlite3_open_v2(read_only, &foreign->db,
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        foreign_fail(foreign, error);
        foreign_close(foreign);
        return NULL;
    }
    sqlite3_busy_timeout(foreign->db, LOCK_TIMEOUT_MS);
    sqlite3_limit(foreign->db, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
#ifdef SQLITE_DBCONFIG_TRUSTED_SCHEMA
    sqlite3_db_config(foreign->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
#endif
    sqlite3_db_config(foreign->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!foreign_recognise(foreign, error)) {
        foreign_close(foreign);
        return NULL;
    }
    return foreign;
}

void foreign_close(struct foreign *foreign)
{
    if (!foreign)
        return;
    sqlite3_finalize(foreign->items);
    sqlite3_close(foreign->db);
    g_free(foreign->path);
    g_free(foreign);
}

enum foreign_kind foreign_get_kind(const struct foreign *foreign)
{
    g_assert(foreign);
    return foreign->reader->kind;
}

static void foreign_free_feed(gpointer data)
{
    struct foreign_feed *feed = data;
    g_free(feed->url);
    g_free(feed->title);
    g_free(feed->site_url);
    g_free(feed);
}

GPtrArray *foreign_get_feeds(struct foreign *foreign, GError **error)
{
    g_assert(foreign);
    g_autofree char *sql = foreign_format_select(foreign, foreign->reader->feed_table,
                                                 foreign->reader->feed_columns, 1, error);
    sqlite3_stmt *rows = sql ? foreign_prepare(foreign, sql, error) : NULL;
    if (!rows)
        return NULL;
    GPtrArray *feeds = g_ptr_array_new_with_free_func(foreign_free_feed);
    int code;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        char *url = foreign_read_line(rows, 0);
        if (!url)
            continue;
        struct foreign_feed *feed = g_new0(struct foreign_feed, 1);
        feed->url = url;
        feed->title = foreign_read_line(rows, 1);
        feed->site_url = foreign_read_line(rows, 2);
        g_ptr_array_add(feeds, feed);
    }
    if (code != SQLITE_DONE) {
        foreign_fail(foreign, error);
        g_clear_pointer(&feeds, g_ptr_array_unref);
    }
    sqlite3_finalize(rows);
    return feeds;
}

gint64 foreign_count_items(struct foreign *foreign, GError **error)
{
    g_assert(foreign);
    g_autofree char *sql =
        g_strdup_printf("SELECT count(*) FROM \"%s\"", foreign->reader->item_table);
    sqlite3_stmt *count = foreign_prepare(foreign, sql, error);
    gint64 n = -1;
    if (count && sqlite3_step(count) == SQLITE_ROW)
        n = sqlite3_column_int64(count, 0);
    else if (count)
        foreign_fail(foreign, error);
    sqlite3_finalize(count);
    return n;
}

struct foreign_item *foreign_take_item(struct foreign *foreign, GError **error)
{
    g_assert(foreign);
    if (!foreign->items) {
        g_autofree char *sql = foreign_format_select(foreign, foreign->reader->item_table,
                                                     foreign->reader->item_columns, 3, error);
        foreign->items = sql ? foreign_prepare(foreign, sql, error) : NULL;
        if (!foreign->items)
            return NULL;
    }
    const int code = sqlite3_step(foreign->items);
    if (code == SQLITE_DONE)
        return NULL;
    if (code != SQLITE_ROW) {
        foreign_fail(foreign, error);
        return NULL;
    }
    struct foreign_item *item = g_new0(struct foreign_item, 1);
    item->body = item_body_new();
    foreign->reader->read_item(foreign->items, item);
    struct item_body *body = item->body;
    if (!item->feed_url)
        item->feed_url = g_strdup("");
    if (!item->flags)
        item->flags = g_strdup("");
    if (!body->row.title)
        body->row.title = g_strdup("");
    if (!body->content)
        body->content = g_strdup("");
    return item;
}

void foreign_item_free(struct foreign_item *item)
{
    if (!item)
        return;
    g_free(item->feed_url);
    g_free(item->flags);
    item_body_free(item->body);
    g_free(item);
}

/* ---- values */

char *foreign_read_line(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    if (!text)
        return NULL;
    char *line = utf8_clean_line(text, (size_t)sqlite3_column_bytes(row, column));
    if (!*line)
        g_clear_pointer(&line, g_free);
    return line;
}

char *foreign_read_block(sqlite3_stmt *row, int column, gsize *len)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    if (!text || !*text)
        return NULL;
    return utf8_clean(text, (size_t)sqlite3_column_bytes(row, column), UTF8_BLOCK, len);
}

gint64 foreign_read_time(sqlite3_stmt *row, int column)
{
    const gint64 at = sqlite3_column_int64(row, column);
    return at > 0 && at <= MAX_TIME ? at : 0;
}

void foreign_add_enclosure(struct item_body *body, char *url_take, char *type_take,
                           char *title_take, gint64 size_bytes, gint64 duration_s)
{
    if (!url_take || !*url_take) {
        g_free(url_take);
        g_free(type_take);
        g_free(title_take);
        return;
    }
    struct item_enclosure *enclosure = item_body_add_enclosure(body);
    enclosure->url = url_take;
    enclosure->type = type_take;
    enclosure->title = title_take;
    enclosure->size_bytes = size_bytes;
    enclosure->duration_s = duration_s;
}
