/* SPDX-License-Identifier: MIT */
/* The full texts of articles, fetched from their pages where feeds leave text out: one for the
 * article that is open, or many in the background. App's thread; nothing here waits. */
#ifndef ARTICLE_FULL_TEXT_H
#define ARTICLE_FULL_TEXT_H

#include "app/app.h"

extern const struct service full_text_service;

/* Fetches the full text of the article, before everything in the background. EVENT_FULL_TEXT
 * follows, once. False and error where the article is gone or has no web address. */
bool full_text_fetch(struct app *app, gint64 item_id, GError **error);

/* Drops the fetch of the article: no event follows, nothing is kept. */
void full_text_drop(struct app *app, gint64 item_id);

/* Fetches the full texts of all articles that match query (NULL: "unread or starred") and have none
 * yet: the newest first, at most four at a time and one per host, until "offline-size" is used up.
 * Then fetches the pictures of all that match, unless the option "pictures" is "never". Pages that
 * failed less than a day ago are left out. EVENT_OFFLINE reports the progress and the end. False
 * and error where query is not valid, or this is under way already. */
bool full_text_fetch_all(struct app *app, const char *query, GError **error);

/* What is fetched in the background. n_total 0: nothing. */
struct full_text_progress {
    guint n_done, n_total, n_failed;
    guint64 n_bytes;                   /* received */
    guint n_pictures_done, n_pictures; /* of the articles, after their full texts */
    bool is_looking;                   /* the articles are being searched for */
};
struct full_text_progress full_text_get_progress(const struct app *app);

#endif
