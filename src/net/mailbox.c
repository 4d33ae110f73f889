/* SPDX-License-Identifier: MIT */
/* What other threads leave for the net thread: queues behind one lock. */
#include "mailbox.h"

static struct net_limits limits_fill(const struct net_limits *limits)
{
    struct net_limits filled = { 100, 6 };
    if (limits && limits->connections)
        filled.connections = limits->connections;
    if (limits && limits->connections_per_host)
        filled.connections_per_host = limits->connections_per_host;
    return filled;
}

void mailbox_init(struct mailbox *mailbox, const struct net_limits *limits)
{
    pthread_mutex_init(&mailbox->lock, NULL);
    pthread_cond_init(&mailbox->has_mail, NULL);
    g_queue_init(&mailbox->requests);
    g_queue_init(&mailbox->cancelled);
    g_queue_init(&mailbox->holds);
    mailbox->limits = limits_fill(limits);
}

void mailbox_clear(struct mailbox *mailbox)
{
    for (struct net_hold *hold; (hold = g_queue_pop_head(&mailbox->holds));)
        net_hold_free(hold);
    for (struct net_request *request; (request = g_queue_pop_head(&mailbox->requests));)
        net_request_free(request);
    for (struct net_request *request; (request = g_queue_pop_head(&mailbox->cancelled));)
        net_request_free(request);
    pthread_cond_destroy(&mailbox->has_mail);
    pthread_mutex_destroy(&mailbox->lock);
}

/* Wakes the net thread and unlocks. */
static void mailbox_ring(struct mailbox *mailbox)
{
    if (mailbox->multi)
        mailbox->curl->curl_multi_wakeup(mailbox->multi);
    else
        pthread_cond_signal(&mailbox->has_mail);
    pthread_mutex_unlock(&mailbox->lock);
}

void mailbox_post_take(struct mailbox *mailbox, struct net_request *request)
{
    pthread_mutex_lock(&mailbox->lock);
    g_queue_push_tail(&mailbox->requests, request);
    mailbox_ring(mailbox);
}

void mailbox_cancel(struct mailbox *mailbox)
{
    pthread_mutex_lock(&mailbox->lock);
    for (void *request; (request = g_queue_pop_head(&mailbox->requests));)
        g_queue_push_tail(&mailbox->cancelled, request);
    mailbox->is_cancelled = true;
    mailbox_ring(mailbox);
}

void mailbox_hold(struct mailbox *mailbox, const struct net_hold *hold)
{
    struct net_hold *copy = g_new(struct net_hold, 1);
    *copy = *hold;
    copy->host = g_ascii_strdown(hold->host, -1);
    pthread_mutex_lock(&mailbox->lock);
    g_queue_push_tail(&mailbox->holds, copy);
    mailbox_ring(mailbox);
}

void mailbox_set_limits(struct mailbox *mailbox, const struct net_limits *limits)
{
    pthread_mutex_lock(&mailbox->lock);
    mailbox->limits = limits_fill(limits);
    mailbox_ring(mailbox);
}

void mailbox_close(struct mailbox *mailbox)
{
    pthread_mutex_lock(&mailbox->lock);
    mailbox->is_closed = true;
    mailbox_ring(mailbox);
}

void mailbox_set_multi(struct mailbox *mailbox, const struct libcurl *curl, CURLM *multi)
{
    pthread_mutex_lock(&mailbox->lock);
    mailbox->curl = curl;
    mailbox->multi = multi;
    pthread_mutex_unlock(&mailbox->lock);
}

static bool mailbox_is_empty(const struct mailbox *mailbox)
{
    return !mailbox->requests.length && !mailbox->cancelled.length && !mailbox->holds.length &&
           !mailbox->is_cancelled && !mailbox->is_closed;
}

static void queue_steal(GQueue *from, GQueue *to)
{
    *to = *from;
    g_queue_init(from);
}

bool mailbox_take(struct mailbox *mailbox, struct mail *mail)
{
    pthread_mutex_lock(&mailbox->lock);
    while (!mailbox->multi && mailbox_is_empty(mailbox))
        pthread_cond_wait(&mailbox->has_mail, &mailbox->lock);
    const bool is_open = !mailbox->is_closed;
    if (is_open) {
        queue_steal(&mailbox->requests, &mail->requests);
        queue_steal(&mailbox->cancelled, &mail->cancelled);
        queue_steal(&mailbox->holds, &mail->holds);
        mail->limits = mailbox->limits;
        mail->is_cancelled = mailbox->is_cancelled;
        mailbox->is_cancelled = false;
    }
    pthread_mutex_unlock(&mailbox->lock);
    return is_open;
}

bool mailbox_has_mail(struct mailbox *mailbox)
{
    pthread_mutex_lock(&mailbox->lock);
    const bool has_mail = !mailbox_is_empty(mailbox);
    pthread_mutex_unlock(&mailbox->lock);
    return has_mail;
}
