/* SPDX-License-Identifier: MIT */
/* An article as a document of its own: for files, pipes and programs. App's thread. */
#ifndef ARTICLE_ARTICLE_FORMAT_H
#define ARTICLE_ARTICLE_FORMAT_H

#include "app/app.h"
#include "store/item_row.h"

enum article_format {
    ARTICLE_TEXT,
    ARTICLE_MARKDOWN,
    ARTICLE_HTML,
    ARTICLE_EPUB, /* a book: only to be saved */
    ARTICLE_N_FORMATS
};

/* Finds the format of a name ("text", "markdown", "html", "epub"), or of a file by its suffix
 * (.txt, .md, .html, .epub). False for others. */
bool article_find_format(const char *name, enum article_format *format);

/* Returns the article as a whole document, with its title, feed, author, date, link and tags.
 * width: columns of ARTICLE_TEXT. Not for ARTICLE_EPUB. Caller frees. */
char *article_format(struct app *app, const struct item_body *body, enum article_format format,
                     guint width);

/* The same for the article with the id; NULL and error if it is gone. */
char *article_format_item(struct app *app, gint64 item_id, enum article_format format, guint width,
                          GError **error);

enum article_address { ARTICLE_PAGE, ARTICLE_COMMENTS };

/* Returns the address of the article's page, or of the page with its comments; NULL where it has
 * none; NULL and error where the article is gone. Caller frees. */
char *article_get_address(struct app *app, gint64 item_id, enum article_address which,
                          GError **error);

/* Returns how names of such files end: ".md". Static. */
const char *article_format_get_suffix(enum article_format format);

#endif
