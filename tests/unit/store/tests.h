/* SPDX-License-Identifier: MIT */
/* What the tests of store share: an archive of this run's own and documents written by hand. */
#ifndef TESTS_UNIT_STORE_TESTS_H
#define TESTS_UNIT_STORE_TESTS_H

#include "store/edit.h"
#include "store/feed_row.h"
#include "store/item_row.h"
#include "store/merge.h"
#include "store/query.h"

#include <glib.h>

void test_edit_add(void);
void test_exchange_add(void);
void test_feed_add(void);
void test_identity_add(void);
void test_item_name_add(void);
void test_merge_add(void);
void test_open_add(void);
void test_outbox_add(void);
void test_full_text_add(void);
void test_query_add(void);
void test_revision_add(void);
void test_search_add(void);
void test_window_add(void);

#define NOON 1767268800 /* 2026-01-01 12:00 UTC */

/* The path of a file that is not there yet, in the folder of this run. Caller frees. */
char *tests_new_path(void);

/* An archive for this run, empty, open for writing; its feeds are named "A", "B", … with addresses
 * http://a.example/ and so on, numbered from 1. */
struct store *tests_open(guint n_feeds);
char *tests_get_store_path(void); /* of the archive opened last; caller frees */

/* A document to be filled, item after item. Strings must be literals or outlive it. Freed by tests_merge(). */
struct feed_document *tests_document(const char *title);
struct feed_item *tests_add_item(struct feed_document *document, const char *guid, const char *url,
                                 const char *title, gint64 published_at, const char *html);

/* The same, but the caller puts the item where it belongs: for many. */
struct feed_item *tests_make_item(struct feed_document *document, const char *guid, const char *url,
                                  const char *title, gint64 published_at, const char *html);

/* Merges and frees the document as a fetch at the time given; asserts that it worked and the archive is healthy. */
struct merge_result tests_merge(struct store *store, gint64 feed_id,
                                struct feed_document *document_take, gint64 at);

/* One item of its own document: guid (also its title), date. */
void tests_add_one(struct store *store, gint64 feed_id, const char *guid, gint64 published_at);

/* The titles of rows, each followed by a blank: "b a ". Caller frees. */
char *tests_format_rows(struct store *store, const GArray *ids);
char *tests_format_window(struct store *store, gint64 feed_id);

/* Titles found by a query of either language, or "! " and the error. Caller frees. */
char *tests_find(struct store *store, const char *query);

struct item_row *tests_find_title(struct store *store, const char *title);
void tests_assert_healthy(struct store *store);
void tests_assert_counts(struct store *store, gint64 feed_id, gint64 total, gint64 unread,
                         gint64 starred);

/* Indexes all there is, as it stands (what is between < and > left out). */
void tests_index(struct store *store);
char *tests_to_words(const char *content, gsize len, bool is_text);

/* SQL that takes out what formats 5 and later have added. */
#define TESTS_TO_FORMAT_4                                                                          \
    "DROP TABLE IF EXISTS search_old; DROP TABLE IF EXISTS search_stale_old;"                      \
    "ALTER TABLE feed DROP COLUMN read_at; DROP TABLE shared_guid;"

#endif
