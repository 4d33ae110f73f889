/* SPDX-License-Identifier: MIT */
/* Checks whether the archive is consistent. */
#include "store/health.h"

#include "connection.h"

static const struct {
    const char *what;
    const char *sql; /* yields the number of wrong rows */
} checks[] = {
    { "counts of articles differ from the articles",
      "SELECT count(*) FROM feed_count c WHERE total<>(SELECT count(*) FROM item WHERE "
      "feed_id=c.feed_id AND is_deleted=0)"
      " OR unread<>(SELECT count(*) FROM item WHERE feed_id=c.feed_id AND is_deleted=0 AND "
      "is_read=0)"
      " OR starred<>(SELECT count(*) FROM item WHERE feed_id=c.feed_id AND is_deleted=0 AND "
      "is_starred=1)" },
    { "articles have no text",
      "SELECT count(*) FROM item WHERE id NOT IN (SELECT item_id FROM body)" },
    { "articles belong to no feed",
      "SELECT count(*) FROM item WHERE feed_id NOT IN (SELECT id FROM feed)" },
    { "texts belong to no article",
      "SELECT count(*) FROM body WHERE item_id NOT IN (SELECT id FROM item)" },
    { "tags belong to no article",
      "SELECT count(*) FROM item_tag WHERE item_id NOT IN (SELECT id FROM item)" },
    { "earlier texts belong to no article",
      "SELECT count(*) FROM item_revision WHERE item_id NOT IN (SELECT id FROM item)" },
    { "texts of pages belong to no article",
      "SELECT count(*) FROM item_page WHERE item_id NOT IN (SELECT id FROM item)" },
    { "pages have neither a text nor a reason",
      "SELECT count(*) FROM item_page WHERE content IS NULL AND error IS NULL" },
    { "articles have another number of earlier texts than they say",
      "SELECT count(*) FROM item WHERE n_revisions<>(SELECT count(*) FROM item_revision WHERE "
      "item_id=item.id)" },
    { "addresses from before belong to no feed",
      "SELECT count(*) FROM feed_alias WHERE feed_id NOT IN (SELECT id FROM feed)" },
};

bool store_check_health(struct store *store, char **report, GError **error)
{
    g_assert(store && report);
    GString *text = g_string_new(NULL);
    bool is_healthy = true;
    sqlite3_stmt *integrity = store_prepare(store, "PRAGMA integrity_check(20)", error);
    int code = integrity ? SQLITE_ROW : SQLITE_ERROR;
    while (integrity && (code = sqlite3_step(integrity)) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(integrity, 0);
        const bool is_ok = g_strcmp0(line, "ok") == 0;
        is_healthy &= is_ok;
        g_string_append_printf(text, "file: %s\n", line);
    }
    if (integrity && code != SQLITE_DONE)
        store_fail(store, error);
    if (integrity)
        sqlite3_reset(integrity);
    for (guint i = 0; code == SQLITE_DONE && i < G_N_ELEMENTS(checks); i++) {
        const gint64 n_wrong = store_step_int(store_prepare(store, checks[i].sql, error), -1);
        is_healthy &= n_wrong == 0;
        if (n_wrong)
            g_string_append_printf(text, "%" G_GINT64_FORMAT " %s\n", n_wrong, checks[i].what);
    }
    const gint64 n_items = store_step_int(
        store_prepare(store, "SELECT count(*) FROM item WHERE is_deleted=0", NULL), 0);
    const gint64 n_feeds =
        store_step_int(store_prepare(store, "SELECT count(*) FROM feed", NULL), 0);
    g_string_append_printf(text,
                           "%s: %" G_GINT64_FORMAT " articles of %" G_GINT64_FORMAT " feeds, %s\n",
                           store->path, n_items, n_feeds, is_healthy ? "healthy" : "damaged");
    *report = g_string_free(text, FALSE);
    return is_healthy && code == SQLITE_DONE;
}
