/* SPDX-License-Identifier: MIT */
/* Pictures among the lines of an article: which are shown, and how much room they take. UI thread
 * only. */
#ifndef UI_PICTURE_FRAME_H
#define UI_PICTURE_FRAME_H

#include "text/page.h"

struct ui;

/* How one article shows its pictures. */
struct picture_frame {
    struct page_pictures page; /* for page_render(); data is this frame */
    struct ui *ui;
    gint64 feed_id;
    enum {
        PICTURES_AS_SET,
        PICTURES_HIDDEN,
        PICTURES_SHOWN
    } wish; /* what the command "toggle-pictures" has chosen */
    guint max_rows;
};

/* Makes a frame that shows pictures as the options of a feed say. Nothing has to be released; frame
 * must not move. */
void picture_frame_init(struct picture_frame *frame, struct ui *ui, gint64 feed_id);

/* Returns what page_render() needs for a pane of so many rows; NULL if pictures are named within
 * the text. Borrowed. */
const struct page_pictures *picture_frame_get(struct picture_frame *frame, int rows);

/* Hides the pictures, or shows them all; the page has to be set again. */
void picture_frame_toggle(struct picture_frame *frame);

/* Whether page need not be set again for a pane of so many rows. */
bool picture_frame_fits(const struct picture_frame *frame, const struct page *page, int rows);

/* Whether page has to be set again, because more is known about the picture at url. */
bool picture_frame_is_old(const struct picture_frame *frame, const struct page *page,
                          const char *url);

/* Requests the pictures, and their drawings, on a screen of so many rows that begins with line
 * first of page (negative: above the page), and on the screens before and after it. */
void picture_frame_want(struct picture_frame *frame, const struct page *page, gint64 first,
                        int rows);

/* Opens the picture that takes most of that screen as an overlay, or says that there is none. */
void picture_frame_open(struct picture_frame *frame, const struct page *page, gint64 first,
                        int rows);

/* For a click on a line of page: requests the picture whose name stands there, or opens the picture
 * that is shown there. */
void picture_frame_click(struct picture_frame *frame, const struct page *page, gint64 line);

#endif
