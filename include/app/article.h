/* SPDX-License-Identifier: MIT */
/* The article that is open. UI thread. */
#ifndef APP_ARTICLE_H
#define APP_ARTICLE_H

#include "app/app.h"
#include "store/item_row.h"
#include "text/page.h"

struct article {
    struct item_body *body;
    char *feed_title;
    struct page *page; /* set for page_width columns; NULL until article_set_width() */
    guint page_width;
    /* how it is set, see struct page_options; the shelf is borrowed */
    bool justifies;
    struct hyphen_shelf *hyphens;
    GPtrArray *revisions; /* of struct item_revision *, read when first asked for */
    guint revision;       /* 0: the text of now; else what changed after revisions[revision - 1] */
    char *difference;     /* that, as HTML */
};

/* Opens the article with the id: reads it, marks it read if the option says so. NULL and error if
 * it is gone. */
struct article *article_open(struct app *app, gint64 item_id, GError **error);

/* Remembers the place (words before the first line on screen) beyond the end of the program, and
 * frees. */
void article_close(struct app *app, struct article *article, guint place);

/* Sets the text for a width; nothing is done if it is set so already. */
void article_set_width(struct article *article, guint width);

/* Shows what changed in the article last; called again, what changed before; after the first change,
 * the text of now. The page is to be set anew. False if it never changed (error not set), or what it
 * said cannot be read. */
bool article_show_changes(struct app *app, struct article *article, GError **error);

/* When the article became what is shown, and how many changes there are: "changed Mon 23 Nov 2026, 14:05
 * (1 of 2)"; NULL if it never changed. The caller's. */
char *article_describe_change(const struct article *article);

/* The line to begin with: that of the place where reading was left, 0 otherwise. After
 * article_set_width(). */
guint article_get_place_line(struct app *app, const struct article *article);

/* An article's content as plain words, for the index and for programs; a search_text_func. The
 * caller's. Any thread. */
char *article_extract_words(const char *content, gsize len, bool is_text);

/* The line at a place (words before it), at the width set now. */
guint article_find_line(const struct article *article, guint place);

#endif
