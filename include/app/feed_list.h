/* SPDX-License-Identifier: MIT */
/* The feed list: all, unread, starred, smart feeds, folders and feeds, as the rows of a tree. App's
 * thread. */
#ifndef APP_FEED_LIST_H
#define APP_FEED_LIST_H

#include "app/app.h"

enum feed_list_kind {
    FEED_LIST_ALL,     /* all articles */
    FEED_LIST_UNREAD,  /* all unread articles */
    FEED_LIST_STARRED, /* all starred articles */
    FEED_LIST_QUERY,   /* a smart feed of the feeds file */
    FEED_LIST_FOLDER,  /* a tag with its feeds below */
    FEED_LIST_FEED,
};

struct feed_list_row {
    enum feed_list_kind kind;
    guint depth;    /* 0: outermost */
    gint64 feed_id; /* of FEED_LIST_FEED */
    const char *title;
    const char *path;     /* folders: the whole tag, "news/world" */
    const char *query;    /* FEED_LIST_QUERY: its expression */
    const char *url;      /* FEED_LIST_FEED: without user and password */
    const char *error;    /* why the last fetch failed, or what is wrong in a query; or NULL */
    gint64 unread, total; /* folders: the sums; smart feeds: -1 while unknown */
    bool is_folded;       /* folders */
    bool is_gone;
    bool is_untitled; /* title is the address without scheme: its end says most */
    bool is_loading;  /* it is being fetched */
};

/* The list of the app, and its rows: folded folders hide theirs. Borrowed; rows live until the next
 * feed_list_recount(). NULL past the end. */
struct feed_list;
struct feed_list *app_get_feed_list(struct app *app);
guint feed_list_get_length(const struct feed_list *list);
const struct feed_list_row *feed_list_get_row(const struct feed_list *list, guint index);

/* Reads feeds and counts again, if anything has changed. True if rows may differ. The app calls it
 * by itself. */
bool feed_list_recount(struct feed_list *list);

/* Returns the index of the row with this feed id, path or query; G_MAXUINT if it is not there. */
guint feed_list_find(const struct feed_list *list, enum feed_list_kind kind, gint64 feed_id,
                     const char *path_or_query);

/* Folds or unfolds; remembered beyond the end of the program. */
void feed_list_set_folded(struct feed_list *list, const char *path, bool is_folded);

/* Returns the title of a feed that has articles or a subscription, "" if unknown. Borrowed. */
const char *feed_list_get_title(const struct feed_list *list, gint64 feed_id);

/* Details of a feed for "error": address, site, last fetch and success, status, error, next fetch,
 * as lines of text. Caller frees. */
char *feed_list_describe(const struct feed_list *list, gint64 feed_id);

/* Returns the next feed with unread articles after (or before) feed_id in list order, wrapping
 * round; 0 if there is no other. */
gint64 feed_list_find_unread(const struct feed_list *list, gint64 feed_id, bool backwards);

#endif
