/* SPDX-License-Identifier: MIT */
/* The article that is open. UI thread. */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include "article/choice.h"
#include "text/page.h"

struct article {
    struct item_body *body;
    struct text_choice text;      /* what there is to read, and what is shown */
    guint places[ARTICLE_TEXT_N]; /* where reading was left: words before the first line */
    bool is_fetching;             /* the page was asked for and has not come yet … */
    bool is_asked;                /* … because the user wanted it */
    char *feed_title;
    struct page *page; /* set for page_width columns; NULL until article_set_width() */
    guint page_width;
    /* how it is set, see struct page_options; the shelf is borrowed */
    bool justifies, keeps_pre, strips_tracking;
    guint n_stripped; /* parameters that only track, taken out of the article's own address */
    struct hyphen_shelf *hyphens;
    const struct page_pictures *pictures; /* how much room pictures take; NULL: they are named */
    GPtrArray *revisions;                 /* of struct item_revision *, read when first asked for */
    guint revision;   /* 0: the text of now; else what changed after revisions[revision - 1] */
    char *difference; /* that, as HTML */
};

/* Opens the article with the id: reads it, marks it read if the option says so, and in the reader
 * asks for its page where the option "full-text" says so. The text shown is the one chosen last,
 * else the whole one where the option says so and it is there. NULL and error if it is gone. */
struct article *article_open(struct app *app, gint64 item_id, GError **error);

/* Remembers the place (words before the first line on screen) beyond the end of the program, and
 * frees. */
void article_close(struct app *app, struct article *article, guint place);

/* Shows the other text from the place where it was left, and remembers that it was chosen; asks for
 * the page where there is no whole text yet: then article_take() shows it. place: of the text shown
 * now. The page is to be set anew. False and error where there is no page to ask for. */
bool article_switch_text(struct app *app, struct article *article, guint place, GError **error);

/* Takes EVENT_FULL_TEXT; true if another text is shown now: then the page is to be set anew. place:
 * of the text shown now; a text that is being read is only replaced if the user asked for the other
 * one. */
bool article_take(struct app *app, struct article *article, const struct event *event, guint place);

/* Drops the fetch that the user asked for; false if there is none. */
bool article_drop_fetch(struct app *app, struct article *article);

/* Which text is shown, what else there is, or why not: "whole article from example.org (1,240
 * words); x shows the feed's text", with key for "x". NULL if there is nothing to say. The
 * caller's. */
char *article_describe_text(const struct article *article, const char *key);

/* Sets the text for a width; nothing is done if it is set so already. */
void article_set_width(struct article *article, guint width);

/* Shows what changed in the article last; called again, what changed before; after the first change,
 * the text of now. The page is to be set anew. False if it never changed (error not set), or what it
 * said cannot be read. */
bool article_show_changes(struct app *app, struct article *article, GError **error);

/* When the article became what is shown, and how many changes there are: "changed Mon 23 Nov 2026, 14:05
 * (1 of 2)"; NULL if it never changed. The caller's. */
char *article_describe_change(const struct article *article);

/* The line to begin with: that of the place where reading of the text shown was left, 0 otherwise.
 * After article_set_width(). */
guint article_get_place_line(const struct article *article);

/* The line at a place (words before it), at the width set now. */
guint article_find_line(const struct article *article, guint place);

/* The line so many rows further, or the last one of that place: a picture has many. */
guint article_find_line_below(const struct article *article, guint place, guint rows);

#endif
