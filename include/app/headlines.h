/* SPDX-License-Identifier: MIT */
/* The articles of one list, whatever it is: a window over an index for all articles and for a feed,
 * the ids that a query found for the rest (filled behind the screen). UI thread; reading a row
 * costs a cached page. */
#ifndef APP_HEADLINES_H
#define APP_HEADLINES_H

#include "app/feed_list.h"
#include "store/item_row.h"

struct headlines;

/* The list that belongs to a row of the list of feeds, or a search (kind FEED_LIST_QUERY, query,
 * title). Free with headlines_free() before the app. */
struct headlines *headlines_new(struct app *app, enum feed_list_kind kind, gint64 feed_id,
                                const char *path_or_query, const char *title, bool is_search);
void headlines_free(struct headlines *headlines);

const char *headlines_get_title(const struct headlines *headlines);
/* rows of several feeds: show the feed's name */
bool headlines_is_mixed(const struct headlines *headlines);
bool headlines_is_loading(const struct headlines *headlines);       /* the query still runs */
const char *headlines_get_error(const struct headlines *headlines); /* the query's, or NULL */
bool headlines_is_search(const struct headlines *headlines);
/* what the query looks for, to be marked; NULL-terminated, may be NULL */
char **headlines_get_words(const struct headlines *headlines);

/* Number of rows. */
guint headlines_get_length(const struct headlines *headlines);

/* The row, with edits that are not on disk yet; NULL past the end. The list's, until the next call.
 */
const struct item_row *headlines_get_row(struct headlines *headlines, guint index);

/* Where the article is now; G_MAXUINT if it is not in the list. */
guint headlines_find(struct headlines *headlines, gint64 item_id);

/* Tells the list what happened; true if rows have moved or changed: then find the cursor's article
 * again with headlines_find(). */
bool headlines_handle(struct headlines *headlines, const struct event *event);

/* The row to put the cursor on when the list opens: where it was last time, else the first unread,
 * else 0. */
guint headlines_get_place(struct headlines *headlines);
void headlines_set_place(struct headlines *headlines, guint index);

/* The next unread article from index on (index excluded), in list order; G_MAXUINT: none in this
 * list. */
guint headlines_find_unread(struct headlines *headlines, guint index, bool backwards);

/* The next row from index on whose title, author or feed contains text (folded case), in the
 * direction; G_MAXUINT: none. At most max_rows are looked at. */
guint headlines_search(struct headlines *headlines, guint index, const char *text, bool backwards,
                       bool wrap);

/* What identifies the list, to compare with a feed list row. */
enum feed_list_kind headlines_get_kind(const struct headlines *headlines);
gint64 headlines_get_feed_id(const struct headlines *headlines);
const char *headlines_get_query(const struct headlines *headlines);

#endif
