/* SPDX-License-Identifier: MIT */
/* Empties an archive, so that all row numbers are free. */
#include "connection.h"

/* Articles go before feeds: their triggers count. */
static const char clear_sql[] =
    "DELETE FROM body; DELETE FROM item_tag; DELETE FROM item_revision; DELETE FROM item_page; "
    "DELETE FROM item;"
    "DELETE FROM feed_tag; DELETE FROM feed_alias; DELETE FROM feed_count; DELETE FROM feed;"
    "DELETE FROM journal; DELETE FROM state; DELETE FROM outbox;"
    "INSERT INTO search(search) VALUES('delete-all');"
    "UPDATE search_done SET item_id=0; DELETE FROM search_changed; DELETE FROM search_stale;";

bool store_clear(struct store *store, GError **error)
{
    store_assert_writable(store);
    if (!store_begin_inner(store, error))
        return false;
    if (store_exec(store, clear_sql, error))
        return store_commit_inner(store, error);
    store_rollback_inner(store);
    return false;
}
