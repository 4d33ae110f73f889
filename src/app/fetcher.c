/* SPDX-License-Identifier: MIT */
/* The fetcher. The net thread posts answers into a bounded queue, the parse worker turns
 * each into an outcome for the store thread; each of them waits while the next is behind, so that
 * memory stays bounded whatever arrives. */
#include "app/fetcher.h"

#include "app/schedule.h"
#include "app/scrape.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/thread.h"
#include "base/url.h"
#include "feed/feed.h"
#include "feed/whole.h"
#include "net/net.h"

#include <pthread.h>
#include <string.h>

#define ANSWERS_BYTES (1u << 20)
#define HOLD_PREFIX "hold:" /* state: a host and what is known of its patience */
/* validators are sent for so long, and for so many times the gap between two articles: a server may
 * answer "not modified" for ever */
#define VALIDATORS_KEPT_S ((gint64)7 * 24 * 3600)
#define VALIDATORS_KEPT_AT_LEAST_S (2 * 3600)
#define VALIDATORS_KEPT_GAPS 8
#define HOLD_OLD_S (24 * 3600) /* how long a complaint counts that an earlier version wrote */
#define CLOCK_SLACK_S 3600     /* a server's clock may be so much ahead */

/* What has to be known of a feed while it is fetched. */
struct fetch {
    gint64 feed_id;
    guint64 body_hash;
    gint64 refresh_s;
    struct feed_rhythm rhythm;
    guint n_failures;
    struct merge_options options;
    struct scrape_wish *scrape; /* NULL: a feed */
    bool can_move;              /* a permanent redirect is a new address of the feed */
    char *url;                  /* as fetched */
    char *name;                 /* for messages: without user and password */
};

struct fetcher {
    struct net *net;
    struct queue *answers;
    struct writer *writer;
    pthread_t worker;
    pthread_mutex_t lock;
    GHashTable *fetches;   /* of struct fetch *, which begins with its key; under the lock */
    GHashTable *documents; /* of struct document_wait *, likewise */
    gint64 n_documents;    /* posted so far */
};

static void fetch_free(void *data)
{
    struct fetch *fetch = data;
    scrape_wish_free(fetch->scrape);
    g_free(fetch->url);
    g_free(fetch->name);
    g_free(fetch);
}

/* A document that is being fetched. Its id is negative, so that it differs from the ids of feeds.
 */
struct document_wait {
    gint64 id;
    struct fetcher_document document;
};

static void document_wait_free(void *data)
{
    struct document_wait *wait = data;
    if (wait->document.free_data)
        wait->document.free_data(wait->document.data);
    g_free(wait);
}

static void answer_free(void *data)
{
    net_response_free(data);
}

static struct fetch_outcome *outcome_new(const struct fetch *fetch,
                                         const struct net_response *answer)
{
    struct fetch_outcome *outcome = g_new0(struct fetch_outcome, 1);
    const gint64 now = clock_now_s();
    outcome->options = fetch->options;
    outcome->moved_to = fetch->can_move ? g_strdup(answer->moved_to) : NULL;
    outcome->error = g_strdup(answer->error);
    outcome->result.feed_id = fetch->feed_id;
    outcome->result.at = now;
    outcome->result.status = (int)answer->status;
    outcome->result.is_gone = answer->status == 410;
    outcome->result.is_success = !answer->error;
    outcome->is_cancelled = answer->is_cancelled;
    outcome->result.rhythm = fetch->rhythm;
    if (outcome->result.is_gone) {
        g_free(outcome->error);
        outcome->error =
            g_strdup("HTTP 410: the feed is gone for good; \"remove\" ends the subscription");
    }
    return outcome;
}

/* Whether a validator is a date in the future: a server that compares with it has nothing new until
 * then. Some servers send the date as the ETag. */
static bool is_from_the_future(const char *validator, gint64 now)
{
    gint64 at = 0;
    if (!validator)
        return false;
    g_autofree char *text = g_strdup(g_str_has_prefix(validator, "W/") ? validator + 2 : validator);
    const char *bare = g_strdelimit(text, "\"", ' ');
    bare += strspn(bare, " ");
    return g_ascii_isalpha(*bare) && strchr(bare, ':') && date_parse(bare, &at) &&
           at > now + CLOCK_SLACK_S;
}

static void outcome_add_validators(struct fetch_outcome *outcome, const struct net_response *answer,
                                   guint64 body_hash)
{
    const gint64 now = outcome->result.at;
    outcome->etag = is_from_the_future(answer->etag, now) ? NULL : g_strdup(answer->etag);
    outcome->last_modified =
        is_from_the_future(answer->last_modified, now) ? NULL : g_strdup(answer->last_modified);
    outcome->result.has_validators = true;
    outcome->result.body_hash = body_hash;
}

static struct feed_document *read_document(const struct fetch *fetch,
                                           const struct net_response *answer, GError **error)
{
    /* a file or a command has no address that links could be relative to */
    const char *base_url = answer->url && url_is_http(answer->url) ? answer->url : NULL;
    const struct feed_options options = {
        .base_url = base_url,
        .content_type = answer->content_type,
        .max_items = fetch->options.max_items,
    };
    if (fetch->scrape)
        return scrape_parse(answer->body, answer->body_len, answer->content_type, base_url,
                            fetch->scrape, fetch->options.max_items, error);
    return feed_parse(answer->body, answer->body_len, &options, error);
}

/* The parser sees the bytes only if they differ from the last time. */
static void outcome_read_body(struct fetch_outcome *outcome, const struct fetch *fetch,
                              const struct net_response *answer)
{
    const guint64 body_hash = hash_bytes(answer->body, answer->body_len) +
                              (fetch->scrape ? scrape_wish_get_hash(fetch->scrape) : 0);
    if (body_hash == fetch->body_hash) {
        outcome_add_validators(outcome, answer, body_hash);
        return;
    }
    g_autoptr(GError) error = NULL;
    outcome->document = read_document(fetch, answer, &error);
    if (!outcome->document) {
        outcome->error = g_strdup(error->message);
        outcome->result.is_success = false;
        return;
    }
    outcome->weight = arena_get_bytes(outcome->document->arena);
    outcome->result.has_rhythm = true;
    schedule_measure(outcome->document, outcome->result.at, &outcome->result.rhythm);
    outcome_add_validators(outcome, answer, body_hash);
}

static void outcome_schedule(struct fetch_outcome *outcome, const struct fetch *fetch,
                             const struct net_response *answer)
{
    const struct schedule_facts facts = {
        .feed_id = fetch->feed_id,
        .now = outcome->result.at,
        .refresh_s = fetch->refresh_s,
        .rhythm = outcome->result.rhythm,
        .is_success = outcome->result.is_success,
        .is_gone = outcome->result.is_gone,
        .n_failures = fetch->n_failures,
        .max_age_s = answer->max_age_s,
        .expires_at = answer->expires_at,
        .retry_after_s = answer->retry_after_s,
        .wait_until = answer->hold ? answer->hold->until : 0,
    };
    const struct schedule schedule = schedule_next(&facts);
    outcome->result.next_fetch_at = schedule.next_at;
    outcome->result.next_reason = schedule.reason;
}

static struct fetch_outcome *parse_answer(const struct fetch *fetch,
                                          const struct net_response *answer)
{
    struct fetch_outcome *outcome = outcome_new(fetch, answer);
    if (outcome->result.is_success && answer->body)
        outcome_read_body(outcome, fetch, answer);
    if (answer->is_held) {
        outcome->is_held = true;
        outcome->turn_at = answer->turn_at;
        outcome->host_start_at = answer->hold ? answer->hold->until : answer->turn_at;
        return outcome;
    }
    outcome_schedule(outcome, fetch, answer);
    return outcome;
}

/* Keeps what is known of the host's patience: "UNTIL CAREFUL-UNTIL GAP BURST". */
static void keep_hold(struct fetcher *fetcher, const struct net_hold *hold)
{
    g_autofree char *key = g_strconcat(HOLD_PREFIX, hold->host, NULL);
    g_autofree char *value =
        g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u",
                        hold->until, hold->careful_until, hold->gap_s, hold->burst);
    writer_post_state(fetcher->writer, key, value);
}

/* An answer that was to be longer, but whose document is whole, is as good as any. */
static void accept_whole(struct net_response *answer, const char *name)
{
    if (!answer->is_cut || !feed_is_whole(answer->body, answer->body_len))
        return;
    log_add(LOG_INFO, "%s: %s, but the document is whole", name, answer->error);
    g_clear_pointer(&answer->error, g_free);
    answer->is_cut = false;
}

static void take_document(struct fetcher *fetcher, const struct net_response *answer)
{
    gint64 id = (gint64)answer->id;
    gpointer stolen = NULL;
    pthread_mutex_lock(&fetcher->lock);
    g_hash_table_steal_extended(fetcher->documents, &id, &stolen, NULL);
    pthread_mutex_unlock(&fetcher->lock);
    struct document_wait *wait = stolen;
    if (!wait)
        return;
    wait->document.take(wait->document.data, answer);
    document_wait_free(wait);
}

static void *worker_main(void *data)
{
    struct fetcher *fetcher = data;
    for (struct net_response *answer; (answer = queue_take(fetcher->answers));
         net_response_free(answer)) {
        gint64 feed_id = (gint64)answer->id;
        gpointer stolen = NULL;
        pthread_mutex_lock(&fetcher->lock);
        g_hash_table_steal_extended(fetcher->fetches, &feed_id, &stolen, NULL);
        pthread_mutex_unlock(&fetcher->lock);
        struct fetch *fetch = stolen;
        accept_whole(answer, fetch ? fetch->name : answer->url);
        if (answer->hold && !answer->is_held)
            keep_hold(fetcher, answer->hold);
        if (!fetch) {
            take_document(fetcher, answer);
            continue;
        }
        struct fetch_outcome *outcome = parse_answer(fetch, answer);
        if (outcome->error && !outcome->is_cancelled)
            log_add(LOG_WARNING, "%s: %s", fetch->name, outcome->error);
        g_clear_pointer(&answer->body, g_free);
        writer_post_fetch(fetcher->writer, outcome);
        fetch_free(fetch);
    }
    return NULL;
}

/* What keep_hold() wrote; false if it is not worth keeping. */
static bool hold_read(struct net_hold *hold, const char *value, gint64 now)
{
    gint64 numbers[4] = { 0 };
    for (guint i = 0; i < G_N_ELEMENTS(numbers) && *value; i++) {
        const gint64 number = g_ascii_strtoll(value, (char **)&value, 10);
        numbers[i] = MAX(number, 0);
    }
    hold->until = numbers[0];
    hold->careful_until = numbers[1] ? numbers[1] : hold->until + HOLD_OLD_S;
    hold->gap_s = numbers[3] ? numbers[2] : 0;
    hold->burst = (guint)MIN(numbers[3], G_MAXINT);
    return hold->until > now || hold->careful_until > now;
}

/* Hosts that asked to be left alone before the program was last closed. */
static void hold_hosts(struct fetcher *fetcher, struct store *store)
{
    const gint64 now = clock_now_s();
    g_autoptr(GHashTable) held = store_get_states(store, HOLD_PREFIX);
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, held);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        struct net_hold hold = { .host = (char *)key + strlen(HOLD_PREFIX) };
        if (hold_read(&hold, value, now))
            net_restore_hold(fetcher->net, &hold);
    }
}

struct fetcher *fetcher_start(const struct options *options, struct store *store,
                              struct writer *writer)
{
    struct fetcher *fetcher = g_new0(struct fetcher, 1);
    const struct net_limits limits = {
        .connections = (guint)options_get_number(options, OPTION_CONNECTIONS),
        .connections_per_host = (guint)options_get_number(options, OPTION_CONNECTIONS_PER_HOST),
    };
    fetcher->writer = writer;
    fetcher->answers = queue_new(ANSWERS_BYTES, answer_free);
    fetcher->fetches = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, fetch_free);
    fetcher->documents =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, document_wait_free);
    pthread_mutex_init(&fetcher->lock, NULL);
    feed_start();
    fetcher->net = net_new(&limits, fetcher->answers);
    hold_hosts(fetcher, store);
    if (!thread_start(&fetcher->worker, worker_main, fetcher))
        g_error("the parse worker can't be started");
    return fetcher;
}

void fetcher_stop(struct fetcher *fetcher)
{
    if (!fetcher)
        return;
    net_free(fetcher->net);
    queue_close(fetcher->answers);
    pthread_join(fetcher->worker, NULL);
    queue_free(fetcher->answers);
    g_hash_table_destroy(fetcher->fetches);
    g_hash_table_destroy(fetcher->documents);
    pthread_mutex_destroy(&fetcher->lock);
    g_free(fetcher);
}

static void request_set_options(struct net_request *request, const struct options *options)
{
    request->user_agent = g_strdup(options_get_string(options, OPTION_USER_AGENT));
    request->header = g_strdup(options_get_string(options, OPTION_HEADER));
    request->proxy = g_strdup(options_get_string(options, OPTION_PROXY));
    request->connect_timeout_ms = options_get_number(options, OPTION_CONNECT_TIMEOUT) * 1000;
    request->timeout_ms = options_get_number(options, OPTION_TIMEOUT) * 1000;
    request->command_timeout_ms = options_get_number(options, OPTION_COMMAND_TIMEOUT) * 1000;
    request->max_body_bytes = (size_t)options_get_number(options, OPTION_MAX_BODY);
    request->max_redirects = (guint)options_get_number(options, OPTION_MAX_REDIRECTS);
    request->verify_tls = options_get_bool(options, OPTION_VERIFY_TLS);
}

/* Whether the whole document is asked for, although the validators are known. */
static bool is_whole_due(const struct feed_row *row)
{
    const gint64 gaps = row->rhythm.gap_s > 0 ? row->rhythm.gap_s * VALIDATORS_KEPT_GAPS : 0;
    const gint64 kept =
        gaps ? CLAMP(gaps, VALIDATORS_KEPT_AT_LEAST_S, VALIDATORS_KEPT_S) : VALIDATORS_KEPT_S;
    return row->read_at + kept < clock_now_s();
}

static struct net_request *request_new(const struct subscription *subscription,
                                       const struct feed_row *row, bool is_insisting)
{
    static const enum net_kind kinds[] = {
        [SUBSCRIPTION_HTTP] = NET_HTTP,   [SUBSCRIPTION_FILE] = NET_FILE,
        [SUBSCRIPTION_EXEC] = NET_EXEC,   [SUBSCRIPTION_FILTER] = NET_FILTER,
        [SUBSCRIPTION_SCRAPE] = NET_HTTP,
    };
    const bool is_page = subscription->kind == SUBSCRIPTION_SCRAPE;
    const bool is_file = is_page && g_str_has_prefix(subscription->source, "file://");
    /* the archive knows where an HTTP feed has moved; a file or a filter's source stands in the
     * subscription */
    const char *url = subscription->kind == SUBSCRIPTION_HTTP ? row->url
                      : subscription->source                  ? subscription->source
                                                              : subscription->url;
    g_autofree char *file_url = subscription->kind == SUBSCRIPTION_FILE
                                    ? g_strconcat("file://", subscription->source, NULL)
                                    : NULL;
    struct net_request *request =
        net_request_new((guint64)row->id, is_file ? NET_FILE : kinds[subscription->kind],
                        file_url ? file_url : url, subscription->command);
    request->is_insisting = is_insisting;
    if (!is_page && !is_insisting &&
        !is_whole_due(
            row)) { /* what was found on a page may change without the page: with the selectors */
        request->etag = g_strdup(row->etag);
        request->last_modified = g_strdup(row->last_modified);
    }
    request_set_options(request, subscription->options);
    return request;
}

/* A command that came with an import and was not allowed yet: recorded as what the feed lacks. */
static bool fetcher_refuse(struct fetcher *fetcher, const struct subscription *subscription,
                           const struct feed_row *row)
{
    if (!subscription->command || options_get_bool(subscription->options, OPTION_ALLOW))
        return false;
    struct fetch_outcome *outcome = g_new0(struct fetch_outcome, 1);
    outcome->error = g_strdup_printf("its command may not run yet: %s  (\":allow\" or \"newsdeck "
                                     "allow %" G_GINT64_FORMAT "\" lets it)",
                                     subscription->command, row->id);
    outcome->result.feed_id = row->id;
    outcome->result.at = clock_now_s();
    writer_post_fetch(fetcher->writer, outcome);
    return true;
}

bool fetcher_post(struct fetcher *fetcher, const struct subscription *subscription,
                  const struct feed_row *row, bool is_insisting)
{
    if (subscription->kind == SUBSCRIPTION_QUERY)
        return false;
    if (fetcher_refuse(fetcher, subscription, row))
        return true;
    struct fetch *fetch = g_new0(struct fetch, 1);
    fetch->feed_id = row->id;
    fetch->body_hash = is_insisting ? 0 : row->body_hash;
    fetch->n_failures = row->n_failures;
    fetch->rhythm = row->rhythm;
    fetch->refresh_s = options_get_number(subscription->options, OPTION_REFRESH);
    fetch->options = (struct merge_options){
        .max_items = (guint)options_get_number(subscription->options, OPTION_MAX_ITEMS),
        .max_revisions = (guint)options_get_number(subscription->options, OPTION_REVISIONS),
        .is_unread_on_change = options_get_bool(subscription->options, OPTION_UNREAD_ON_CHANGE),
    };
    fetch->can_move = subscription->kind == SUBSCRIPTION_HTTP;
    fetch->scrape =
        subscription->kind == SUBSCRIPTION_SCRAPE ? scrape_wish_new(subscription->options) : NULL;
    fetch->url = g_strdup(row->url);
    fetch->name = url_redact(row->url);
    pthread_mutex_lock(&fetcher->lock);
    const bool is_new = !g_hash_table_contains(fetcher->fetches, &fetch->feed_id);
    if (is_new)
        g_hash_table_insert(fetcher->fetches, &fetch->feed_id, fetch);
    pthread_mutex_unlock(&fetcher->lock);
    if (is_new)
        net_post_take(fetcher->net, request_new(subscription, row, is_insisting));
    else
        fetch_free(fetch);
    return is_new;
}

void fetcher_post_document(struct fetcher *fetcher, const struct options *options, const char *url,
                           const struct fetcher_document *document)
{
    struct document_wait *wait = g_new0(struct document_wait, 1);
    wait->document = *document;
    pthread_mutex_lock(&fetcher->lock);
    wait->id = -++fetcher->n_documents;
    struct net_request *request =
        net_request_new((guint64)wait->id, document->download ? NET_DOWNLOAD : NET_HTTP, url, NULL);
    g_hash_table_insert(fetcher->documents, &wait->id, wait);
    pthread_mutex_unlock(&fetcher->lock);
    request_set_options(request, options);
    if (document->header) {
        g_free(request->header);
        request->header = g_strdup(document->header);
    }
    if (document->download) {
        request->download = net_download_ref(document->download);
        request->max_body_bytes = document->max_bytes;
    }
    net_post_take(fetcher->net, request);
}

bool fetcher_is_busy(struct fetcher *fetcher, gint64 feed_id)
{
    pthread_mutex_lock(&fetcher->lock);
    const bool is_busy = g_hash_table_contains(fetcher->fetches, &feed_id);
    pthread_mutex_unlock(&fetcher->lock);
    return is_busy;
}

void fetcher_cancel(struct fetcher *fetcher)
{
    net_cancel_all(fetcher->net);
}
