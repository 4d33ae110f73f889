/* SPDX-License-Identifier: MIT */
/* What the threads behind the screen report. Events go up through one queue; each has one owner. */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include <glib.h>
#include <stdbool.h>

enum event_kind {
    EVENT_FEED,      /* a feed was fetched: feed_id, n_new, n_changed, text (error or NULL) */
    EVENT_RELOAD,    /* a reload begins, goes on or ends: n_done of n_total, n_failed, n_new */
    EVENT_EDIT,      /* an edit is on disk, or failed: serial, n_changed, text (label), is_error */
    EVENT_FOUND,     /* a query's answer: serial, ids; text (error) */
    EVENT_PICTURE,   /* more is known of the picture at the address text: it came, or failed */
    EVENT_INDEX,     /* the search index goes on: n_done, n_total still to do */
    EVENT_CHANGED,   /* another process has changed the archive */
    EVENT_MESSAGE,   /* text for the message line; is_error */
    EVENT_DOWNLOAD,  /* inside app: a download has ended: serial, page */
    EVENT_PAGE,      /* inside app: a document of the web was read: serial, page */
    EVENT_FULL_TEXT, /* the page of an article was asked for: item_id, page (struct page_text: the
                        text, or why there is none), or NULL and text (why it is dropped) */
    EVENT_PAGES,     /* pages fetched behind the screen go on: n_done of n_total, n_failed; at the
                        end also text (the summary) */
    EVENT_PLAYER,    /* app_get_playing() has something else to say */
    EVENT_DISCOVERY, /* app_get_discovery() has got on, or come to its end */
};

struct event {
    enum event_kind kind;
    gint64 feed_id, item_id;
    guint64 serial;
    guint n_done, n_total, n_failed, n_new, n_changed;
    bool is_error, is_undo;
    char *text;  /* or NULL */
    GArray *ids; /* of gint64, or NULL */
    void *page;  /* what a reader made of a document, or NULL */
    void (*free_page)(void *page);
};

struct event *event_new(enum event_kind kind);
void event_free(struct event *event);

#endif
