/* SPDX-License-Identifier: MIT */
/* Articles written to files, one by one or many as a book. App's thread. */
#ifndef ARTICLE_ARTICLE_SAVE_H
#define ARTICLE_ARTICLE_SAVE_H

#include "article/article_format.h"

extern const struct service book_service;

/* Makes a file name of a title, with the format's suffix: "The long road.md". Caller frees. */
char *article_make_file_name(const char *title, enum article_format format);

/* A name for the article's file, made of its title; NULL if the article is gone. Caller frees. */
char *app_suggest_file(struct app *app, gint64 item_id);

/* Writes the article to path, in the format of its suffix (text if it is not known); into a folder
 * under the name of its title. It is written in the background: EVENT_MESSAGE says what became of it.
 * A file that exists is not overwritten. False and error where the article is gone, the file exists,
 * or another book is being written. */
bool app_save_article(struct app *app, gint64 item_id, const char *path, GError **error);

/* Writes the articles with the ids, in their order, as one book (EPUB 3) to path: as they are read,
 * with the pictures that are on disk. False and error where n is 0, an article is
 * gone, or path exists. Waits for the disk. */
bool article_save_book(struct app *app, const gint64 *ids, guint n, const char *path,
                       GError **error);

/* Writes all articles that query finds as one book to path, which ends in ".epub", on a
 * thread of its own: EVENT_MESSAGE says what became of it. False and error where the query is not
 * valid, the file exists, or another book is being written. */
bool app_save_book(struct app *app, const char *query, const char *path, GError **error);

#endif
