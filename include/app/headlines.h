/* SPDX-License-Identifier: MIT */
/* The articles of one list. All articles, and the articles of a feed, are a window over an index;
 * other lists hold the ids that a query found, filled in the background. App's thread; rows are
 * read in blocks, which are cached. */
#ifndef APP_HEADLINES_H
#define APP_HEADLINES_H

#include "app/feed_list.h"
#include "store/item_row.h"

struct headlines;

/* Opens the list of a row of the feed list, or a search (kind FEED_LIST_QUERY with query and
 * title). Free with headlines_free() before the app. */
struct headlines *headlines_new(struct app *app, enum feed_list_kind kind, gint64 feed_id,
                                const char *path_or_query, const char *title, bool is_search);
void headlines_free(struct headlines *headlines);

const char *headlines_get_title(const struct headlines *headlines);
/* True where rows are of several feeds: then each shows its feed's name. */
bool headlines_is_mixed(const struct headlines *headlines);
bool headlines_is_loading(const struct headlines *headlines); /* its query still runs */
const char *
headlines_get_error(const struct headlines *headlines); /* of its query, or NULL; borrowed */
bool headlines_is_search(const struct headlines *headlines);
/* The words that the query looks for, to be marked; NULL-terminated, or NULL. Caller frees. */
char **headlines_get_words(const struct headlines *headlines);

/* Number of rows. */
guint headlines_get_length(const struct headlines *headlines);

/* Returns the row, with edits that are not on disk yet; NULL past the end. Borrowed until the next
 * call. */
const struct item_row *headlines_get_row(struct headlines *headlines, guint index);

/* Returns the article's index; G_MAXUINT if it is not in the list. */
guint headlines_find(struct headlines *headlines, gint64 item_id);

/* Brings the list up to date with an event. True if rows have moved or changed: then find the
 * cursor's article again with headlines_find(). */
bool headlines_handle(struct headlines *headlines, const struct event *event);

/* Returns the row for the cursor when the list opens: where it was last time, else the first unread
 * row, else 0. The second remembers it. */
guint headlines_get_position(struct headlines *headlines);
void headlines_set_position(struct headlines *headlines, guint index);

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

/* Some of the text around the searched words, for a row of a search; NULL for other lists, and where
 * there is no text. Borrowed until headlines change. */
const char *headlines_get_snippet(struct headlines *headlines, guint index);

/* The options of the feed that the list shows, else the options of the app. Borrowed. */
const struct options *headlines_get_options(const struct headlines *headlines);

#endif
