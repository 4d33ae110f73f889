/* SPDX-License-Identifier: MIT */
/* Inside article: one article whose full text is fetched. */
#ifndef ARTICLE_FULL_TEXT_JOB_H
#define ARTICLE_FULL_TEXT_JOB_H

#include "app/app.h"
#include "store/item_row.h"

struct full_text_job;
struct full_text_piece;

/* An answer has come; has_ended: the text, or why there is none, is on its way to the disk, or the
 * job was stopped. EVENT_FULL_TEXT follows then. */
typedef void full_text_answered(struct app *app, struct full_text_job *job, guint64 wire_bytes,
                                bool has_ended);

struct full_text_job {
    struct app *app;
    full_text_answered *answered;
    gint64 item_id, feed_id;
    char *url, *host;
    guint64 serial;        /* of the fetch under way; 0: waiting, or on its way to the disk */
    bool is_in_background; /* takes one of the places there, and counts there */
    bool is_waiting;       /* for such a place */
    GString *html;         /* so far */
    GPtrArray *seen;       /* canonical addresses of the pages fetched */
    char *first_url;       /* where the first page came from */
    guint n_words;         /* so far */
    guint n_known;         /* words that the feed's text has */
    struct full_text_piece *page; /* what the page gave, while another version of it is fetched */
    bool has_version;             /* one was fetched */
};

struct full_text_job *full_text_job_new(struct app *app, const struct item_row *row,
                                        full_text_answered *answered);

/* Drops what is under way: no event follows. */
void full_text_job_free(void *job);

/* Fetches the article's page. */
void full_text_job_start(struct full_text_job *job);

#endif
