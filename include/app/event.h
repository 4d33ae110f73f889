/* SPDX-License-Identifier: MIT */
/* What the threads in the background report. Events go up through one queue; each has one owner. */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include <glib.h>
#include <stdbool.h>

enum event_kind {
    EVENT_FEED,    /* a feed was fetched: feed_id, n_new, n_changed, text (error or NULL), is_error;
                        or is_held (it waits for its host: text), or is_cancelled */
    EVENT_FETCHED, /* a round of fetching has ended: n_done of n_total, n_failed, n_held, n_new */
    EVENT_FEEDS,   /* the feeds file was read again: text (what to say, or NULL), is_error, feed_id
                        (of the feed to go to, or 0) */
    EVENT_EDIT,    /* an edit is on disk, or failed: serial, n_changed, text (label), is_error */
    EVENT_FOUND,   /* a query's answer: serial, ids; text (error); n_total articles that the index
                        does not have yet: EVENT_INDEX with n_total 0 follows when it has them */
    EVENT_PICTURE, /* more is known of the picture at the address text: it came, or failed */
    EVENT_INDEX,   /* the search index goes on: n_done, n_total still to do (0: complete) */
    EVENT_CHANGED, /* another process has changed the archive */
    EVENT_MESSAGE, /* text for the message line; is_error */
    EVENT_FULL_TEXT, /* an article's full text was asked for: item_id, full_text (the text, or why
                        there is none), or NULL and text (why it was dropped) */
    EVENT_OFFLINE,   /* full texts fetched in the background go on: n_done of n_total, n_failed; at
                        the end also text (the summary) */
    EVENT_PLAYER,    /* app_get_playing() has something else to say */
    EVENT_DISCOVERY, /* app_get_discovery() has got on, or come to its end */
    EVENT_REPLY,     /* inside app: serial, answer (reply.h) */
    EVENT_N
};

struct full_text;

struct event {
    enum event_kind kind;
    gint64 feed_id, item_id;
    guint64 serial;
    guint n_done, n_total, n_failed, n_held, n_new, n_changed;
    bool is_error, is_undo, is_held, is_cancelled;
    bool is_deletion;            /* of EVENT_EDIT: articles are gone */
    char *text;                  /* or NULL */
    GArray *ids;                 /* of gint64, or NULL */
    struct full_text *full_text; /* or NULL */
    void *answer;                /* or NULL */
    GDestroyNotify free_answer;
};

G_STATIC_ASSERT(EVENT_N <= 32); /* service.h has a bit for each */

/* Returns an event that holds nothing else. Free with event_free(), which takes NULL. Any thread.
 */
struct event *event_new(enum event_kind kind);
void event_free(struct event *event);

#endif
