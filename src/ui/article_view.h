/* SPDX-License-Identifier: MIT */
/* The state of an open article, for article_*.c and view_article.c only. Head and page are one
 * scroll, whose lines count from 0, the lines of the head first. */
#ifndef UI_ARTICLE_VIEW_H
#define UI_ARTICLE_VIEW_H

#include "article/article.h"
#include "article_head.h"
#include "article_quote.h"
#include "frame.h"
#include "picture_frame.h"

/* The stretch of the page that is being marked. */
struct article_mark {
    bool is_on;
    bool moves_begin;          /* the beginning of range is the end that moves; else its end is */
    struct page_range range;   /* empty while a button is held and nothing is marked yet */
    bool is_pressed;           /* the button of the mouse is held; it was pressed on … */
    struct page_range pressed; /* … this word, … */
    int row, col;              /* … this position of the pane … */
    gint64 pressed_ms;         /* … and this time, … */
    guint n_clicks;            /* … the nth time in a row */
};

struct article_view {
    struct view view;
    struct article *article;
    GArray *head; /* of struct head_line, for the width set now */
    guint top;    /* first line on screen, head included */
    /* words before the first line on screen: a position that does not depend on the width */
    guint position;
    guint position_row; /* lines with the same position before the first line on screen */
    guint drawn_top;    /* the first line of the last drawing */
    guint new_line;     /* the first line that scrolling has brought to the screen */
    struct picture_frame pictures;
    guint text_position; /* the position in the text while changes are shown */
    bool is_placed;      /* the page was scrolled to where reading was left */
    guint shift;         /* columns that lines wider than the page are moved to the left */
    gint search_line;    /* line of the last match, head included; -1: none */
    struct article_mark mark;
    GArray *jumps; /* of guint: positions where jumps within the article began; NULL: none */
};

#endif
