/* SPDX-License-Identifier: MIT */
/* Fetches any document of the web with the politeness of the fetcher. A reader makes something of
 * the answer on the parse worker; who asked takes that on the app's thread. */
#ifndef APP_DOCUMENT_FETCH_H
#define APP_DOCUMENT_FETCH_H

#include "app/reply.h"
#include "net/net.h"

struct app;
struct options;

struct document_reader {
    /* Makes something of an answer, good or not. On the parse worker; a pure function of the answer
     * and the data of the request. Never NULL. */
    void *(*read)(const struct net_response *answer, void *data);
    void (*free)(void *result);
};

struct document_request {
    const char *url;               /* http or https */
    const struct options *options; /* NULL: the app's options */
    const char *header;            /* overrides the "header" option; NULL: no override */
    const struct document_reader *reader;
    void *data; /* for the reader; taken */
    GDestroyNotify free_data;
    reply_func *took; /* gets what the reader made; see reply.h */
    void *owner;      /* data of took; must live until then or until reply_forget() */
};

/* Posts the request. Returns its serial, for reply_forget(). Never waits. */
guint64 document_fetch(struct app *app, const struct document_request *request);

#endif
