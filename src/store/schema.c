/* SPDX-License-Identifier: MIT */
/* The schema, as numbered migrations: each runs once, in a transaction, after a copy of the file
 * was made. */
#include "draft.h"

#include "base/log.h"
#include "search_private.h"

#include <glib/gstdio.h>

/* The two indexes of the lists contain is_read, so that the next unread article is found within
 * them. Item rows are narrow: a list reads them without touching a body. body.extra is JSON for
 * values that few articles have. The rowid of a search row is item id * 65536 + revision % 65536;
 * the revision grows with each change of the indexed words. */
static const char *const migrations[] = {
    "CREATE TABLE feed("
    " id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, title TEXT NOT NULL DEFAULT '', name TEXT,"
    " site_url TEXT, description TEXT, language TEXT,"
    " is_subscribed INTEGER NOT NULL DEFAULT 1, is_gone INTEGER NOT NULL DEFAULT 0,"
    " etag TEXT, last_modified TEXT, body_hash INTEGER NOT NULL DEFAULT 0,"
    " last_fetch_at INTEGER NOT NULL DEFAULT 0, last_success_at INTEGER NOT NULL DEFAULT 0,"
    " next_fetch_at INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0, error TEXT,"
    " n_failures INTEGER NOT NULL DEFAULT 0, moved_to TEXT, n_moved INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE feed_alias(url TEXT PRIMARY KEY, feed_id INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE feed_tag(feed_id INTEGER, tag TEXT, PRIMARY KEY(feed_id, tag)) WITHOUT ROWID;"
    "CREATE TABLE feed_count(feed_id INTEGER PRIMARY KEY, total INTEGER NOT NULL DEFAULT 0,"
    " unread INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0);"
    "CREATE TRIGGER feed_insert AFTER INSERT ON feed BEGIN"
    " INSERT INTO feed_count(feed_id) VALUES(new.id); END;"

    "CREATE TABLE item("
    " id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL, guid_hash INTEGER NOT NULL, sort_at "
    "INTEGER NOT NULL,"
    " is_read INTEGER NOT NULL DEFAULT 0, is_starred INTEGER NOT NULL DEFAULT 0,"
    " is_deleted INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0,"
    " content_hash INTEGER NOT NULL, n_words INTEGER NOT NULL DEFAULT 0,"
    " published_at INTEGER, updated_at INTEGER, arrived_at INTEGER NOT NULL,"
    " title TEXT NOT NULL, url TEXT, author TEXT);"
    "CREATE UNIQUE INDEX item_guid ON item(feed_id, guid_hash);"
    "CREATE INDEX item_date ON item(sort_at, id, is_read) WHERE is_deleted=0;"
    "CREATE INDEX item_feed_date ON item(feed_id, sort_at, id, is_read) WHERE is_deleted=0;"
    "CREATE INDEX item_starred ON item(sort_at) WHERE is_starred=1 AND is_deleted=0;"
    "CREATE TRIGGER item_insert AFTER INSERT ON item WHEN new.is_deleted=0 BEGIN"
    " UPDATE feed_count SET total=total+1, unread=unread+1-new.is_read, "
    "starred=starred+new.is_starred"
    " WHERE feed_id=new.feed_id; END;"
    "CREATE TRIGGER item_update AFTER UPDATE OF is_read, is_starred, is_deleted ON item BEGIN"
    " UPDATE feed_count SET"
    "  total=total+(new.is_deleted=0)-(old.is_deleted=0),"
    "  unread=unread+(new.is_deleted=0 AND new.is_read=0)-(old.is_deleted=0 AND old.is_read=0),"
    "  starred=starred+(new.is_deleted=0 AND new.is_starred=1)-(old.is_deleted=0 AND "
    "old.is_starred=1)"
    " WHERE feed_id=new.feed_id; END;"
    "CREATE TRIGGER item_delete AFTER DELETE ON item WHEN old.is_deleted=0 BEGIN"
    " UPDATE feed_count SET total=total-1, unread=unread-1+old.is_read, "
    "starred=starred-old.is_starred"
    " WHERE feed_id=old.feed_id; END;"

    "CREATE TABLE body(item_id INTEGER PRIMARY KEY, format INTEGER NOT NULL, content BLOB,"
    " guid TEXT, base_url TEXT, extra TEXT);"
    "CREATE TABLE item_tag(item_id INTEGER, tag TEXT, PRIMARY KEY(item_id, tag)) WITHOUT ROWID;"
    "CREATE TABLE journal(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, label TEXT NOT NULL, kind "
    "TEXT NOT NULL,"
    " value INTEGER, items BLOB, path TEXT, before TEXT, after TEXT, is_undone INTEGER NOT NULL "
    "DEFAULT 0);"
    "CREATE INDEX journal_open ON journal(id) WHERE is_undone=0;"
    "CREATE TABLE state(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"

    "CREATE VIRTUAL TABLE search USING fts5(title, author, text, content='', tokenize='unicode61 "
    "remove_diacritics 2');"
    "CREATE TABLE search_done(id INTEGER PRIMARY KEY CHECK(id=1), item_id INTEGER NOT NULL);"
    "INSERT INTO search_done VALUES(1, 0);"
    "CREATE TABLE search_changed(item_id INTEGER PRIMARY KEY, revision INTEGER NOT NULL);"
    "CREATE TABLE search_stale(id INTEGER PRIMARY KEY);",

    "ALTER TABLE feed ADD COLUMN ttl_s INTEGER NOT NULL DEFAULT -1;"
    "ALTER TABLE feed ADD COLUMN period_s INTEGER NOT NULL DEFAULT -1;"
    "ALTER TABLE feed ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE feed ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE feed ADD COLUMN gap_s INTEGER NOT NULL DEFAULT -1;"
    "ALTER TABLE feed ADD COLUMN newest_at INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE feed ADD COLUMN next_reason TEXT;"
    "UPDATE feed SET newest_at=ifnull("
    "(SELECT max(sort_at) FROM item WHERE feed_id=feed.id AND is_deleted=0),0);"

    "ALTER TABLE item ADD COLUMN link_hash INTEGER;"
    "ALTER TABLE item ADD COLUMN n_revisions INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE item ADD COLUMN changed_at INTEGER;"
    "UPDATE item SET changed_at=ifnull(updated_at,arrived_at) WHERE revision>0;"
    "UPDATE item SET link_hash=link_hash(body.guid, url, title,"
    " CASE WHEN ifnull(body.guid,'')='' THEN body.content END, body.format)"
    " FROM body WHERE body.item_id=item.id;"
    "CREATE INDEX item_link ON item(feed_id, link_hash) WHERE link_hash IS NOT NULL;"
    "CREATE INDEX item_deleted ON item(feed_id, ifnull(published_at,updated_at))"
    " WHERE is_deleted=1;"
    "CREATE TABLE item_revision(id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL,"
    " number INTEGER NOT NULL, until_at INTEGER NOT NULL, title TEXT NOT NULL,"
    " format INTEGER NOT NULL, content BLOB NOT NULL, UNIQUE(item_id, number));"
    "ALTER TABLE item_tag ADD COLUMN is_own INTEGER NOT NULL DEFAULT 0;",

    "CREATE TABLE item_page(item_id INTEGER PRIMARY KEY, fetched_at INTEGER NOT NULL,"
    " format INTEGER NOT NULL, content BLOB, url TEXT, n_words INTEGER NOT NULL, error TEXT);",

    "CREATE TABLE outbox_target(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
    "CREATE TABLE outbox(target_id INTEGER NOT NULL, item_id INTEGER NOT NULL, axis TEXT NOT NULL,"
    " value INTEGER NOT NULL, sequence INTEGER NOT NULL, n_failures INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY(target_id, item_id, axis)) WITHOUT ROWID;"
    "CREATE INDEX outbox_order ON outbox(target_id, sequence);"
    "CREATE TABLE outbox_sequence(id INTEGER PRIMARY KEY CHECK(id=1), last INTEGER NOT NULL);"
    "INSERT INTO outbox_sequence VALUES(1, 0);",

    "ALTER TABLE feed ADD COLUMN read_at INTEGER NOT NULL DEFAULT 0;"
    "UPDATE feed SET read_at=last_success_at;"
    "CREATE TABLE shared_guid(feed_id INTEGER NOT NULL, guid_hash INTEGER NOT NULL,"
    " PRIMARY KEY(feed_id, guid_hash)) WITHOUT ROWID;"

    /* the index is rebuilt from folded words; the old one answers until that is done (search.c) */
    "ALTER TABLE search RENAME TO search_old;"
    "ALTER TABLE search_stale RENAME TO search_stale_old;"
    "CREATE VIRTUAL TABLE search USING fts5(text, title, author, content='', tokenize='unicode61 "
    "remove_diacritics 2');"
    "CREATE TABLE search_stale(id INTEGER PRIMARY KEY);"
    "UPDATE search_done SET item_id=0;"
    "DELETE FROM search_changed;",
};

const int store_schema_version = G_N_ELEMENTS(migrations);

/* Copies the file before its format changes; the copy is beside it. */
static bool store_back_up(struct store *store, gint64 version, GError **error)
{
    g_autofree char *backup =
        g_strdup_printf("%s.format-%" G_GINT64_FORMAT ".backup", store->path, version);
    g_autofree char *unfinished = g_strconcat(backup, ".new", NULL);
    g_unlink(unfinished);
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", unfinished);
    const bool ok = store_exec(store, sql, error);
    sqlite3_free(sql);
    if (!ok || g_rename(unfinished, backup) != 0) {
        if (ok)
            g_set_error(error, STORE_ERROR, STORE_ERROR_FAILED,
                        "%s: the copy before the change of format failed", backup);
        return false;
    }
    log_add(LOG_INFO, "the archive's format changes; a copy was made: \"%s\"", backup);
    return true;
}

bool store_migrate(struct store *store, GError **error)
{
    gint64 version = store_step_int(store_prepare(store, "PRAGMA user_version", error), -1);
    if (version == store_schema_version)
        return true;
    if (version > 0 && !store_back_up(store, version, error))
        return false;
    if (!identity_add_function(store, error) || !store_begin_inner(store, error))
        return false;
    /* another process may have migrated it meanwhile */
    version = store_step_int(store_prepare(store, "PRAGMA user_version", error), -1);
    for (gint64 next = version; next >= 0 && next < store_schema_version; next++) {
        g_autofree char *mark = g_strdup_printf("PRAGMA user_version=%" G_GINT64_FORMAT, next + 1);
        if (!store_exec(store, migrations[next], error) || !store_exec(store, mark, error)) {
            store_rollback_inner(store);
            return false;
        }
    }
    if (!version && !search_drop_old(store, error)) { /* there is nothing to answer for */
        store_rollback_inner(store);
        return false;
    }
    return store_commit_inner(store, error);
}
