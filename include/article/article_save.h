/* SPDX-License-Identifier: MIT */
/* Articles written to files, one by one or many as a book. */
#ifndef ARTICLE_ARTICLE_SAVE_H
#define ARTICLE_ARTICLE_SAVE_H

#include "article/article_format.h"

extern const struct service book_service;

/* A name for a file that the title gives, with the format's ending: "The long road.md". The
 * caller's. */
char *article_make_file_name(const char *title, enum article_format format);

/* Writes the article to path, in the format of its ending (text if it has none that is known); into
 * a folder under the name of its title. What is there already is not overwritten: that is an error.
 * *written (the caller's) is the file's name. */
bool article_save(struct app *app, gint64 item_id, const char *path, char **written,
                  GError **error);

/* Writes the articles with the ids, in their order, as one book (EPUB 3) to path: as they are read,
 * with those of their pictures that are on disk. False and error where there are none, one is gone,
 * or path is there already. */
bool article_save_book(struct app *app, const gint64 *ids, guint n, const char *path,
                       GError **error);

/* Writes all articles that query finds as one book to path, which ends in ".epub", behind the
 * screen: EVENT_MESSAGE says what became of it. False and error where the query is none, there is
 * such a file, or another book is being written. */
bool app_save_book(struct app *app, const char *query, const char *path, GError **error);

#endif
