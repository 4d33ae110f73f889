/* SPDX-License-Identifier: MIT */
/* Any document of the web, fetched with the net and the politeness of the reload, read on the parse
 * worker, handed up as an event. */
#ifndef APP_PAGE_FETCH_H
#define APP_PAGE_FETCH_H

#include "net/net.h"

struct app;

struct page_reader {
    /* Makes something of an answer, good or not; on the parse worker, a pure function. Never NULL.
     */
    void *(*read)(const struct net_response *answer);
    void (*free)(void *page);
};

/* Asks for url (http or https). What reader has made of the answer comes as EVENT_PAGE with the
 * serial that is returned. Never waits. */
guint64 page_fetch_post(struct app *app, const char *url, const struct page_reader *reader);

#endif
