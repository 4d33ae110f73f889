/* SPDX-License-Identifier: MIT */
/* One article whose full text is fetched: page after page, as the article goes on; then it is kept.
 */
#include "full_text_job.h"

#include "app/engine.h"
#include "app/extract_rule.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/url.h"
#include "full_text_read.h"

#include <string.h>

#define MAX_PARTS 10         /* pages of one article */
#define MAX_BYTES (8u << 20) /* of an article's text */

void full_text_job_free(void *data)
{
    struct full_text_job *job = data;
    reply_forget(job->app, job->serial);
    g_free(job->url);
    g_free(job->host);
    g_free(job->first_url);
    g_string_free(job->html, TRUE);
    g_ptr_array_unref(job->seen);
    if (job->page)
        full_text_reader.free(job->page);
    g_free(job);
}

struct full_text_job *full_text_job_new(struct app *app, const struct item_row *row,
                                        full_text_answered *answered)
{
    struct full_text_job *job = g_new0(struct full_text_job, 1);
    job->app = app;
    job->answered = answered;
    job->item_id = row->id;
    job->feed_id = row->feed_id;
    job->n_known = row->n_words;
    job->url = g_strdup(row->url);
    job->host = url_get_host(row->url);
    if (!job->host)
        job->host = g_strdup("");
    job->html = g_string_new(NULL);
    job->seen = g_ptr_array_new_with_free_func(g_free);
    return job;
}

/* Where the feed comes from, as an address; NULL: no place of the web. */
static const char *get_feed_url(const struct subscription *subscription)
{
    const char *url = subscription->source ? subscription->source : subscription->url;
    return url_is_http(url) ? url : NULL;
}

static void free_rules(void *rules)
{
    g_ptr_array_unref(rules);
}

static void take_piece(struct app *app, void *data, void *answer);

/* Fetches the next page of the job. User name, proxy and the like come from its feed, but a header
 * for the feed's site (a cookie, a key) goes to no other. */
static void job_fetch(struct full_text_job *job, const char *url)
{
    const struct subscription *subscription = app_find_subscription(job->app, job->feed_id);
    const bool is_own = subscription && full_text_is_same_site(get_feed_url(subscription), url);
    const struct document_request request = {
        .url = url,
        .options = subscription ? subscription->options : NULL,
        .header = is_own ? NULL : options_get_string(app_get_options(job->app), OPTION_HEADER),
        .reader = &full_text_reader,
        .data = g_ptr_array_ref(app_get_extract_rules(job->app)),
        .free_data = free_rules,
        .took = take_piece,
        .owner = job,
    };
    g_ptr_array_add(job->seen, url_canonicalize(url));
    job->serial = document_fetch(job->app, &request);
}

void full_text_job_start(struct full_text_job *job)
{
    job_fetch(job, job->url);
}

/* ---- the end of a job */

/* The job's text, or why there is none, goes to the disk. */
static void job_keep(struct full_text_job *job, const char *failure)
{
    struct full_text *text = g_new0(struct full_text, 1);
    text->fetched_at = clock_now_s();
    text->url = g_strdup(job->first_url);
    if (job->html->len) {
        text->content_len = job->html->len;
        text->content = g_string_free(job->html, FALSE);
        text->n_words = job->n_words;
        job->html = g_string_new(NULL);
    } else {
        text->error = g_strdup(failure);
        log_add(LOG_INFO, "%s: %s", job->host, failure);
    }
    job->serial = 0;
    writer_post_full_text(app_get_writer(job->app), job->item_id, text);
}

/* The job ends with nothing: it was stopped. */
static void job_give_up(struct full_text_job *job)
{
    struct event *event = event_new(EVENT_FULL_TEXT);
    event->item_id = job->item_id;
    event->text = g_strdup("stopped");
    job->serial = 0;
    queue_post(app_get_events(job->app), event, 0);
}

/* True if the piece was added. A site may answer each "next" with the page that it has. */
static bool job_add(struct full_text_job *job, const struct full_text_piece *piece)
{
    if (!piece->html || job->html->len + strlen(piece->html) > MAX_BYTES ||
        (job->html->len && strstr(job->html->str, piece->html)))
        return false;
    g_string_append(job->html, piece->html);
    job->n_words += piece->n_words;
    return true;
}

/* Whether the article goes on at a page of the same site that was not fetched yet. */
static bool job_has_next(const struct full_text_job *job, const struct full_text_piece *piece)
{
    if (!piece->next_url || !url_is_http(piece->next_url) || job->seen->len >= MAX_PARTS ||
        !full_text_is_same_site(job->first_url, piece->next_url))
        return false;
    g_autofree char *next = url_canonicalize(piece->next_url);
    g_autofree char *here = url_canonicalize(piece->url ? piece->url : "");
    return strcmp(next, here) != 0 &&
           !g_ptr_array_find_with_equal_func(job->seen, next, g_str_equal, NULL);
}

/* Fetches the version that the page names, once: where the page gave nothing, or less than is
 * known of, or the user says so. True: piece was taken. */
static bool job_takes_version(struct full_text_job *job, struct full_text_piece *piece)
{
    const bool is_first = !job->html->len && !job->has_version && !piece->is_cancelled;
    const guint least = MAX(job->n_known, piece->n_promised / 2);
    const bool is_poor = !piece->html || piece->n_words < least;
    if (!is_first || !piece->version_url || (!is_poor && !piece->wants_version))
        return false;
    job->has_version = true;
    job->page = piece;
    job_fetch(job, job->page->version_url);
    return true;
}

static void take_piece(struct app *app, void *data, void *answer)
{
    struct full_text_job *job = data;
    struct full_text_piece *came = answer;
    const guint64 wire_bytes = came->wire_bytes;
    job->serial = 0;
    if (app_is_ending(app)) {
        full_text_reader.free(came);
        return;
    }
    if (job_takes_version(job, came)) {
        job->answered(app, job, wire_bytes, false);
        return;
    }
    const struct full_text_piece *piece = full_text_choose(job->page, came);
    if (!job->first_url)
        job->first_url = g_strdup(piece->url);
    const bool goes_on = job_add(job, piece) && job_has_next(job, piece);
    g_autofree char *next = goes_on ? g_strdup(piece->next_url) : NULL;
    if (goes_on)
        job_fetch(job, next);
    else if (piece->is_cancelled)
        job_give_up(job);
    else
        job_keep(job, piece->error);
    full_text_reader.free(came);
    job->answered(app, job, wire_bytes, !goes_on);
}
