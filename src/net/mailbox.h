/* SPDX-License-Identifier: MIT */
/* What other threads leave for the net thread. */
#ifndef NET_MAILBOX_H
#define NET_MAILBOX_H

#include "libcurl.h"
#include "net/net.h"

#include <pthread.h>

struct mailbox {
    pthread_mutex_t lock;
    pthread_cond_t has_mail;
    GQueue requests, cancelled; /* of struct net_request * */
    GQueue holds;               /* of struct net_hold * */
    struct net_limits limits;
    bool is_cancelled, is_closed;
    const struct libcurl *curl;
    CURLM *multi; /* to wake; NULL while the net thread waits on has_mail */
};

/* What the net thread has taken out of its mailbox. It frees the contents of the queues. */
struct mail {
    GQueue requests, cancelled, holds; /* as in struct mailbox */
    struct net_limits limits;
    bool is_cancelled; /* all requests that were taken earlier must end */
};

/* limits: NULL, or 0 in a member, means the default. */
void mailbox_init(struct mailbox *mailbox, const struct net_limits *limits);

/* Frees everything that was not taken. Only after the net thread has ended. */
void mailbox_clear(struct mailbox *mailbox);

/* The other threads' side of net_post_take(), net_cancel_all(), net_restore_hold(),
 * net_set_limits() and net_free(). Any thread. */
void mailbox_post_take(struct mailbox *mailbox, struct net_request *request);
void mailbox_cancel(struct mailbox *mailbox);
void mailbox_hold(struct mailbox *mailbox, const struct net_hold *hold);
void mailbox_set_limits(struct mailbox *mailbox, const struct net_limits *limits);
void mailbox_close(struct mailbox *mailbox);

/* From now on the net thread waits in multi (NULL: in mailbox_take()). Net thread only. */
void mailbox_set_multi(struct mailbox *mailbox, const struct libcurl *curl, CURLM *multi);

/* Moves everything into mail. Blocks only while there is no multi handle to wait in. Returns false,
 * with mail unset, when the net thread must end. Net thread only. */
bool mailbox_take(struct mailbox *mailbox, struct mail *mail);

/* Whether the mailbox holds anything. Net thread only. */
bool mailbox_has_mail(struct mailbox *mailbox);

#endif
