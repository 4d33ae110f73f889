/* SPDX-License-Identifier: MIT */
/* An article as a document of its own: for files, pipes and programs. */
#ifndef APP_ARTICLE_FORMAT_H
#define APP_ARTICLE_FORMAT_H

#include "app/app.h"
#include "store/item_row.h"

enum article_format {
    ARTICLE_TEXT,
    ARTICLE_MARKDOWN,
    ARTICLE_HTML,
    ARTICLE_EPUB, /* a book: only to be saved */
    ARTICLE_N_FORMATS
};

/* The format of a name ("text", "markdown", "html", "epub"), or of a file by its ending (.txt, .md,
 * .html, .epub); false for others. */
bool article_find_format(const char *name, enum article_format *format);

/* The article with its title, feed, author, date, link and tags as a whole document; text is set
 * for width columns. Not for ARTICLE_EPUB. The caller's. */
char *article_format(struct app *app, const struct item_body *body, enum article_format format,
                     guint width);

/* The same for the article with the id; NULL and error if it is gone. */
char *article_format_item(struct app *app, gint64 item_id, enum article_format format, guint width,
                          GError **error);

enum article_address { ARTICLE_PAGE, ARTICLE_COMMENTS };

/* The address of the article's page, or of the page with its comments; NULL where it has none, with
 * error where the article is gone. The caller's. */
char *article_get_address(struct app *app, gint64 item_id, enum article_address which,
                          GError **error);

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
