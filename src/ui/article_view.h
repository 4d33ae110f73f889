/* SPDX-License-Identifier: MIT */
/* The open article on the screen, shared by the files of ui/article_*.c and ui/view_article.c only:
 * its head and its page are one scroll, whose lines count from 0, the head's first. */
#ifndef UI_ARTICLE_VIEW_H
#define UI_ARTICLE_VIEW_H

#include "article_head.h"
#include "article_quote.h"
#include "frame.h"
#include "picture_frame.h"

/* The stretch that is being marked. */
struct article_mark {
    bool is_on;
    bool moves_begin;          /* else the end is moved */
    struct page_range range;   /* empty while a button is held and nothing is marked yet */
    bool is_pressed;           /* the mouse's button is held; began at … */
    struct page_range pressed; /* … this word, … */
    int row, col;              /* … this place of the pane … */
    gint64 pressed_ms;         /* … and this time, … */
    guint n_clicks;            /* … the nth time in a row */
};

struct article_view {
    struct view view;
    struct article *article;
    GArray *head;    /* of struct head_line, for the width set now */
    guint top;       /* first line on screen, head included */
    guint place;     /* words before the first line, which survives a new width */
    guint place_row; /* lines of the same place before the first line */
    struct picture_frame pictures;
    guint text_place; /* the place in the text while changes are shown */
    bool is_placed;   /* the place where reading was left was found */
    guint shift;      /* columns that lines wider than the page are moved to the left */
    gint search_line; /* of the last match, head included; -1: none */
    struct article_mark mark;
    GArray *jumps; /* of guint: places that jumps within the article began at; NULL: none */
};

#endif
