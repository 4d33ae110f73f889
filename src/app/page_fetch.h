/* SPDX-License-Identifier: MIT */
/* Any document of the web, fetched with the net and the politeness of the reload, read on the parse
 * worker, handed up as an event. */
#ifndef APP_PAGE_FETCH_H
#define APP_PAGE_FETCH_H

#include "net/net.h"

struct app;

struct page_reader {
    /* Makes something of an answer, good or not; on the parse worker, a pure function of the answer
     * and the data of the wish. Never NULL. */
    void *(*read)(const struct net_response *answer, void *data);
    void (*free)(void *page);
};

struct page_wish {
    const char *url;               /* http or https */
    const struct options *options; /* NULL: those of the app */
    const char *header;            /* sent in the place of that of options; NULL: that */
    const struct page_reader *reader;
    void *data; /* for the reader; taken */
    GDestroyNotify free_data;
};

/* Asks for the wish. What its reader has made of the answer comes as EVENT_PAGE with the serial
 * that is returned. Never waits. */
guint64 page_fetch_post(struct app *app, const struct page_wish *wish);

#endif
