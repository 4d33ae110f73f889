/* SPDX-License-Identifier: MIT */
/* The article that is open. App's thread. */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include "article/choice.h"
#include "text/page.h"

struct article {
    struct item_body *body;
    struct text_choice text;         /* what there is to read, and what is shown */
    guint positions[ARTICLE_TEXT_N]; /* of each text: words before the first line on screen */
    bool is_fetching;                /* its full text is being fetched … */
    bool is_asked;                   /* … because the user wanted it */
    char *feed_title;
    char *figures;     /* the pictures that came beside the feed's text, as HTML; or NULL */
    struct page *page; /* set for page_width columns; NULL until article_set_width() */
    guint page_width;
    /* how the page is set: see struct page_options; hyphens is borrowed */
    bool justifies, keeps_pre, strips_tracking, marks_struck, marks_code;
    guint n_stripped; /* tracking parameters removed from the article's own address */
    struct hyphen_shelf *hyphens;
    const struct page_pictures
        *pictures;        /* the room that pictures take; NULL: their names are shown */
    GPtrArray *revisions; /* of struct item_revision *; NULL: not read yet */
    guint revision;       /* 0: the current text; else what changed after revisions[revision - 1] */
    char *difference;     /* what changed, as HTML; or NULL */
};

/* Opens the article with the id: reads it, marks it read if the option "mark-read-on-open" says so,
 * and in the reader fetches its full text if the option "full-text" says so. Shows the text chosen
 * last, else the full text where the option says so and it is there. Free with article_close().
 * NULL and error where the article is gone. */
struct article *article_open(struct app *app, gint64 item_id, GError **error);

/* Frees the article, and remembers the position (words before the first line on screen) beyond the
 * end of the program. NULL is allowed. */
void article_close(struct app *app, struct article *article, guint position);

/* Shows the other text from the position where it was left, and remembers the choice. Where the
 * full text is missing it is fetched, and article_take() shows it. position: of the text shown now.
 * The page must be set again afterwards. False and error where the article has no page to fetch. */
bool article_switch_text(struct app *app, struct article *article, guint position, GError **error);

/* Takes EVENT_FULL_TEXT. True if another text is shown now: then the page must be set again.
 * position: of the text shown now. A text that is being read is replaced only if the user asked for
 * the other. */
bool article_take(struct app *app, struct article *article, const struct event *event,
                  guint position);

/* Drops the fetch that the user asked for. False if none is under way. */
bool article_drop_fetch(struct app *app, struct article *article);

/* Returns the article's title, or what it is called without one: see store/item_name.h. Caller frees.
 */
char *article_make_title(const struct article *article);

/* Describes in one short line which text is shown, which other there is, or why there is no other:
 * "whole text · 1,240 words · x feed's", with key for "x". NULL if there is nothing to say. Caller
 * frees. */
char *article_describe_text(const struct article *article, const char *key);

/* Sets the page for a width in columns. Does nothing where it is set for that width already. */
void article_set_width(struct article *article, guint width);

/* Shows the last change of the article; called again, the change before it; after the first change,
 * the current text. The page must be set again. False, without error, if it never changed; false
 * and error where its revisions cannot be read. */
bool article_show_changes(struct app *app, struct article *article, GError **error);

/* Describes when the article became what is shown: "changed Mon 23 Nov 2026, 14:05 (1 of 2)". NULL
 * if it never changed. Caller frees. */
char *article_describe_change(const struct article *article);

/* Returns the line where reading of the text shown was left, else 0. After article_set_width(). */
guint article_get_position_line(const struct article *article);

/* Returns the line at a position (words before it). After article_set_width(). */
guint article_find_line(const struct article *article, guint position);

/* Returns the line rows further down, at most the last line of that position: a picture has many.
 */
guint article_find_line_below(const struct article *article, guint position, guint rows);

#endif
