/* SPDX-License-Identifier: MIT */
/* The pages of articles, fetched for the text that their feeds leave out: one at a time for the
 * reader, or many behind the screen. The app's thread; nothing here waits. */
#ifndef ARTICLE_FULL_TEXT_H
#define ARTICLE_FULL_TEXT_H

#include "app/app.h"

extern const struct service full_text_service;

/* Asks for the page of the article, before all that is fetched behind the screen. EVENT_FULL_TEXT
 * follows, once. False and error where the article is gone or has no address of the web. */
bool full_text_fetch(struct app *app, gint64 item_id, GError **error);

/* What comes for the article is not wanted any more: no event follows, nothing is kept. */
void full_text_drop(struct app *app, gint64 item_id);

/* Asks for the pages of all articles that match query (NULL: "unread or starred") and have none
 * yet, the newest first, at most four at a time and one of a host, until "offline-size" is used up; then
 * for the pictures of all that match, where the option "pictures" is not "never".
 * Pages that failed less than a day ago are left out. EVENT_OFFLINE tells how it goes on, and its
 * end. False and error if query cannot be understood, or this is under way. */
bool full_text_fetch_all(struct app *app, const char *query, GError **error);

/* What is fetched behind the screen; n_total 0: nothing. While the articles are looked for,
 * is_looking. */
struct full_text_progress {
    guint n_done, n_total, n_failed;
    guint64 n_bytes;                   /* received */
    guint n_pictures_done, n_pictures; /* of the articles, after their pages */
    bool is_looking;
};
struct full_text_progress full_text_get_progress(const struct app *app);

#endif
