/* SPDX-License-Identifier: MIT */
/* The open article on the screen, shared by the files of ui/article_*.c and ui/view_article.c only:
 * its head and its page are one scroll, whose lines count from 0, the head's first. */
#ifndef UI_ARTICLE_VIEW_H
#define UI_ARTICLE_VIEW_H

#include "article_head.h"
#include "article_quote.h"
#include "picture_frame.h"
#include "private.h"

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

/* ---- view_article.c */

/* Sets the text for the pane's width; the first line on screen keeps its words. */
void article_set(struct article_view *view);

guint article_count_lines(const struct article_view *view);
void article_scroll_to(struct article_view *view, gint64 top);

/* Scrolls no further than need be to have the line on screen. */
void article_scroll_near(struct article_view *view, guint line);

/* The page's line with the number of the scroll; NULL: it is the head's. */
const struct page_line *article_get_page_line(const struct article_view *view, guint line);

/* The page is set anew: from the place where the text shown now was left if it is another one, with
 * the lines on screen in their place if only the head has changed. */
guint article_show_text(struct article_view *view, bool is_other);

/* ---- article_draw.c */

void article_draw(struct view *view, struct grid *grid, bool has_focus);

/* Where row, col of the pane is in the page: the byte of the cluster there, or the nearest. False
 * where the page has no lines. */
bool article_find_point(const struct article_view *view, int row, int col,
                        struct page_point *point);

/* ---- article_text.c: commands; they answer bits of enum view_answer */

/* The changes, one after the other from the last to the first, then the text where it was left. */
guint article_step_changes(struct article_view *view);

/* The whole article, or the feed's text again; never waits for it. */
guint article_toggle_text(struct article_view *view);

/* Drops the fetch that the user asked for; VIEW_PASSED if there is none. */
guint article_drop(struct article_view *view);

/* ---- article_link.c: likewise */

guint article_browse(struct article_view *view);
guint article_show_links(struct article_view *view);

/* Goes where a link of the page leads (its number, or that of a jump): within the article, or in the
 * browser. */
guint article_follow(struct article_view *view, guint link);

/* Back to where the last jump within the article began; VIEW_PASSED where there was none. */
guint article_jump_back(struct article_view *view);

/* Asks for the number of a link; text is what was typed of it already. */
guint article_ask_link(struct article_view *view, const char *text);

/* Opens what stands at row, col of the pane: a link or a picture. */
guint article_open_at(struct article_view *view, int row, int col);

/* ---- article_search.c */

bool article_search(struct view *view, const char *text, enum view_search how);

/* ---- article_mark.c */

/* Carries out what marking has to do with; VIEW_PASSED for the rest. */
guint article_mark_command(struct article_view *view, enum command_id id);
guint article_mark_mouse(struct article_view *view, const struct input_event *input);

/* The page was set anew (was_lines: for the same width) and the range is to be found again; before
 * it, keeps what is needed for that. */
struct mark_place {
    guint place[2], row[2];
};
void article_mark_keep(const struct article_view *view, struct mark_place *place);
void article_mark_find(struct article_view *view, const struct mark_place *place,
                       bool is_same_width);

/* The search has gone to a line: so does the mark. */
void article_mark_goto(struct article_view *view, guint line);

/* The bytes of the page's line that are marked; false: none. */
bool article_mark_get(const struct article_view *view, guint index, size_t *from, size_t *to);

#endif
