/* SPDX-License-Identifier: MIT */
/* The net thread: the waiting requests and the curl loop. Only the net thread touches what is in
 * struct net, except for the mailbox. */
#include "config.h"

#include "net/net.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/thread.h"
#include "base/url.h"
#include "follow.h"
#include "host.h"
#include "job.h"
#include "libcurl.h"
#include "mailbox.h"
#include "message.h"
#include "transfer.h"

#include <pthread.h>
#include <string.h>

#define NET_IDLE_MS 30000 /* after this time connections are closed and their memory is freed */

/* A request that waits for its turn. */
struct pending {
    struct net_request *request;
    struct host *host;
    char *url;
};

struct net {
    pthread_t thread;
    struct mailbox mailbox;
    struct queue *responses;
    struct libcurl curl;
    bool is_loaded;
    struct host_table *hosts;
    struct job_pool *jobs;
    struct net_limits limits;
    GQueue pending;    /* of struct pending * */
    GPtrArray *active; /* of struct transfer * */
    GPtrArray *spare;  /* of CURL * */
    CURLM *multi;
    CURLSH *share;
};

static void net_answer(struct net *net, struct net_response *response)
{
    queue_post(net->responses, response, response->body_len);
}

/* ---- the curl handles */

static void net_open_multi(struct net *net)
{
    const struct libcurl *curl = &net->curl;
    net->multi = curl->curl_multi_init();
    net->share = curl->curl_share_init();
    curl->curl_share_setopt(net->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    mailbox_set_multi(&net->mailbox, curl, net->multi);
}

static void net_set_multi_limits(struct net *net)
{
    const struct libcurl *curl = &net->curl;
    const long connections = (long)net->limits.connections;
    curl->curl_multi_setopt(net->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
    curl->curl_multi_setopt(net->multi, CURLMOPT_MAXCONNECTS, connections);
    curl->curl_multi_setopt(net->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
                            (long)net->limits.connections_per_host);
}

static void net_close_multi(struct net *net)
{
    const struct libcurl *curl = &net->curl;
    if (!net->multi)
        return;
    mailbox_set_multi(&net->mailbox, curl, NULL);
    for (guint i = 0; i < net->spare->len; i++)
        curl->curl_easy_cleanup(g_ptr_array_index(net->spare, i));
    g_ptr_array_set_size(net->spare, 0);
    curl->curl_multi_cleanup(net->multi);
    curl->curl_share_cleanup(net->share);
    net->multi = NULL;
    net->share = NULL;
}

static bool net_load(struct net *net, GError **error)
{
    if (!net->is_loaded)
        net->is_loaded = libcurl_load(&net->curl, error);
    if (!net->is_loaded)
        return false;
    if (!net->multi)
        net_open_multi(net);
    net_set_multi_limits(net);
    return true;
}

/* ---- requests */

static void pending_free(struct pending *pending)
{
    net_request_free(pending->request);
    g_free(pending->url);
    g_free(pending);
}

/* Copies what must be kept of a host; NULL if there is nothing. */
static struct net_hold *hold_new(const struct host *host, gint64 now)
{
    if (host->careful_until <= now && host->wait_until <= now)
        return NULL;
    struct net_hold *hold = g_new0(struct net_hold, 1);
    hold->host = g_strdup(host->name);
    hold->until = host_get_start(host, now);
    hold->careful_until = host->careful_until;
    hold->gap_s = host->gap_s;
    hold->burst = host->burst;
    return hold;
}

/* The immediate answer for a host that must not be asked now; NULL if it may. */
static struct net_response *net_refuse(const struct pending *pending)
{
    struct host *host = pending->host;
    const gint64 now = clock_now_s();
    if (host_get_start(host, now) <= now || pending->request->is_insisting)
        return NULL;
    const gint64 turn_at = host_promise(host, now);
    g_autofree char *time = date_format_local(turn_at, "%H:%M");
    struct net_response *response = net_response_new_error(
        pending->request, "%s allows no request before %s", host->name, time);
    response->hold = hold_new(host, now);
    response->is_held = true;
    response->turn_at = turn_at;
    return response;
}

static void net_take_http(struct net *net, struct net_request *request)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *url = url_resolve(NULL, request->url);
    struct host *host = url_is_http(url) ? host_table_get_for_url(net->hosts, url) : NULL;
    if (!host || !net_load(net, &error)) {
        net_answer(net, net_response_new_error(request, "%s",
                                               host ? error->message : "not an http or https URL"));
        net_request_free(request);
        return;
    }
    struct pending *pending = g_new0(struct pending, 1);
    pending->request = request;
    pending->host = host;
    pending->url = g_steal_pointer(&url);
    g_queue_push_tail(&net->pending, pending);
}

static void net_take_request(struct net *net, struct net_request *request)
{
    const bool is_file = request->url && g_str_has_prefix(request->url, "file://");
    if (request->kind == NET_HTTP || request->kind == NET_DOWNLOAD ||
        (request->kind == NET_FILTER && !is_file))
        net_take_http(net, request);
    else
        job_pool_add_take(net->jobs, request, NULL);
}

/* Starts or answers the request of pending, and frees pending. */
static void net_start(struct net *net, struct pending *pending)
{
    g_autofree char *problem = NULL;
    struct net_response *refusal = net_refuse(pending);
    CURL *easy = NULL;
    if (!refusal) {
        easy = net->spare->len ? g_ptr_array_steal_index(net->spare, net->spare->len - 1)
                               : net->curl.curl_easy_init();
        struct transfer *transfer = transfer_new_take(&net->curl, pending->request, pending->host,
                                                      pending->url, easy, net->share, &problem);
        if (transfer) {
            pending->request = NULL;
            host_begin(pending->host, transfer->began_at);
            g_ptr_array_add(net->active, transfer);
            net->curl.curl_multi_add_handle(net->multi, easy);
        } else {
            g_ptr_array_add(net->spare, easy);
            refusal = net_response_new_error(pending->request, "%s", problem);
        }
    }
    if (refusal)
        net_answer(net, refusal);
    pending_free(pending);
}

/* Handles exist only for transfers that run: a waiting request costs no connection, and its
 * time-out does not run. */
static void net_start_pending(struct net *net)
{
    GList *next = NULL;
    const gint64 now = clock_now_s();
    for (GList *link = net->pending.head; link && net->active->len < net->limits.connections;
         link = next) {
        struct pending *pending = link->data;
        next = link->next;
        if (!host_has_room(pending->host, net->limits.connections_per_host, now))
            continue;
        g_queue_delete_link(&net->pending, link);
        net_start(net, pending);
    }
}

/* ---- answers */

/* Notes what the host of the last hop says about its patience. */
static void net_note_host(struct net *net, const struct transfer *transfer,
                          struct net_response *response)
{
    struct host *host = response->url ? host_table_get_for_url(net->hosts, response->url) : NULL;
    const gint64 now = clock_now_s();
    struct host_limits limits = {
        .status = response->status,
        .began_at = transfer->began_at,
        .retry_after_s = response->retry_after_s,
    };
    if (!host || !response->status)
        return;
    header_read_limits(response->headers, now, &limits.n_remaining, &limits.reset_s);
    if (host_end(host, &limits, now))
        response->hold = hold_new(host, now);
}

/* Takes transfer out of the loop; the handle becomes a spare one. */
static void net_release(struct net *net, struct transfer *transfer, struct net_request **request)
{
    transfer->host->n_active--;
    g_ptr_array_remove_fast(net->active, transfer);
    net->curl.curl_multi_remove_handle(net->multi, transfer->easy);
    g_ptr_array_add(net->spare, transfer_free(transfer, request));
}

static void net_finish(struct net *net, struct transfer *transfer, CURLcode result)
{
    struct net_request *request = NULL;
    if (follow_redirect(transfer, &result)) {
        net->curl.curl_multi_remove_handle(net->multi, transfer->easy);
        net->curl.curl_multi_add_handle(net->multi, transfer->easy);
        return;
    }
    struct net_response *response = transfer_finish(transfer, result);
    net_note_host(net, transfer, response);
    net_release(net, transfer, &request);
    if (request->kind == NET_FILTER && response->body) {
        job_pool_add_take(net->jobs, request, response);
        return;
    }
    net_request_free(request);
    net_answer(net, response);
}

static void net_read_results(struct net *net)
{
    int n_left = 0;
    for (CURLMsg *message; (message = net->curl.curl_multi_info_read(net->multi, &n_left));) {
        char *data = NULL;
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode result = message->data.result;
        net->curl.curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &data);
        net_finish(net, (struct transfer *)(void *)data, result);
    }
}

/* Ends all transfers, running and waiting; is_answered: each is answered as cancelled. */
static void net_drop_all(struct net *net, bool is_answered)
{
    for (struct pending *pending; (pending = g_queue_pop_head(&net->pending));
         pending_free(pending))
        if (is_answered)
            net_answer(net, net_response_new_cancelled(pending->request));
    while (net->active->len) {
        struct transfer *transfer = g_ptr_array_index(net->active, 0);
        struct net_request *request = NULL;
#if LIBCURL_VERSION_NUM >= 0x075700
        /* does not wait for a thread that resolves a name */
        net->curl.curl_easy_setopt(transfer->easy, CURLOPT_QUICK_EXIT, 1L);
#endif
        net_release(net, transfer, &request);
        if (is_answered)
            net_answer(net, net_response_new_cancelled(request));
        net_request_free(request);
    }
}

/* ---- the mailbox and the loop */

/* Returns false when the thread must end. */
static bool net_read_mail(struct net *net)
{
    struct mail mail;
    if (!mailbox_take(&net->mailbox, &mail))
        return false;
    net->limits = mail.limits;
    for (struct net_hold *hold; (hold = g_queue_pop_head(&mail.holds)); net_hold_free(hold))
        host_restore(host_table_get(net->hosts, hold->host), hold->until, hold->careful_until,
                     hold->gap_s, hold->burst);
    if (mail.is_cancelled) {
        net_drop_all(net, true);
        job_pool_cancel(net->jobs);
    }
    for (struct net_request *request; (request = g_queue_pop_head(&mail.cancelled));
         net_request_free(request))
        net_answer(net, net_response_new_cancelled(request));
    for (struct net_request *request; (request = g_queue_pop_head(&mail.requests));)
        net_take_request(net, request);
    return true;
}

/* One turn of the curl loop. */
static void net_turn(struct net *net)
{
    int n_running = 0, n_ready = 0;
    net_start_pending(net);
    net->curl.curl_multi_perform(net->multi, &n_running);
    net_read_results(net);
    net_start_pending(net);
    /* New transfers must be performed once before there is something to wait for. Mail may have
     * arrived before there was a curl handle to wake: it does not ring again. */
    if (net->active->len != (guint)n_running || mailbox_has_mail(&net->mailbox))
        return;
    const bool is_idle = !net->active->len;
    const gint64 begin_ms = clock_monotonic_ms();
    net->curl.curl_multi_poll(net->multi, NULL, 0, NET_IDLE_MS, &n_ready);
    if (is_idle && clock_monotonic_ms() - begin_ms >= NET_IDLE_MS)
        net_close_multi(net);
}

static void *net_run(void *data)
{
    struct net *net = data;
    while (net_read_mail(net))
        if (net->multi)
            net_turn(net);
    net_drop_all(net, false);
    job_pool_free(net->jobs);
    net_close_multi(net);
    if (net->is_loaded)
        libcurl_unload(&net->curl);
    return NULL;
}

static void net_start_thread(struct net *net)
{
    if (!thread_start(&net->thread, net_run, net))
        g_error("no thread for the network");
}

struct net *net_new(const struct net_limits *limits, struct queue *responses)
{
    g_assert(responses);
    struct net *net = g_new0(struct net, 1);
    mailbox_init(&net->mailbox, limits);
    net->responses = responses;
    net->hosts = host_table_new();
    net->jobs = job_pool_new(responses);
    g_queue_init(&net->pending);
    net->active = g_ptr_array_new();
    net->spare = g_ptr_array_new();
    net_start_thread(net);
    return net;
}

void net_free(struct net *net)
{
    if (!net)
        return;
    mailbox_close(&net->mailbox);
    pthread_join(net->thread, NULL);
    mailbox_clear(&net->mailbox);
    host_table_free(net->hosts);
    g_ptr_array_unref(net->active);
    g_ptr_array_unref(net->spare);
    g_free(net);
}

void net_post_take(struct net *net, struct net_request *request)
{
    g_assert(net && request && request->kind <= NET_DOWNLOAD);
    g_assert((request->kind == NET_DOWNLOAD) == (request->download != NULL));
    g_assert(request->kind == NET_HTTP || (!request->method && !request->body));
    g_assert(!request->body || request->method);
    mailbox_post_take(&net->mailbox, request);
}

void net_cancel_all(struct net *net)
{
    g_assert(net);
    mailbox_cancel(&net->mailbox);
}

void net_restore_hold(struct net *net, const struct net_hold *hold)
{
    g_assert(net && hold && hold->host && *hold->host && hold->until >= 0);
    g_assert(hold->gap_s >= 0 && (!hold->gap_s || hold->burst));
    mailbox_hold(&net->mailbox, hold);
}

void net_set_limits(struct net *net, const struct net_limits *limits)
{
    g_assert(net);
    mailbox_set_limits(&net->mailbox, limits);
}
