/* SPDX-License-Identifier: MIT */
/* Transfers into a file: they continue the bytes that are there, or replace them. */
#include "file_transfer.h"

#include "message.h"
#include "send.h"

#include <errno.h>
#include <unistd.h>

#define SLOW_BYTES_PER_S 16 /* a slower transfer counts as stopped */

static bool is_success(const struct transfer *transfer)
{
    return transfer->header.status >= 200 && transfer->header.status < 300;
}

/* Only a validator that identifies the document byte for byte: a weak ETag does not. */
static char *choose_validator(const struct header *header)
{
    const bool is_strong = header->etag && header->etag[0] == '"';
    return g_strdup(is_strong ? header->etag : header->last_modified);
}

/* Called with the first bytes, or at the end of an answer without any: a part that continues the
 * file is appended, anything else replaces the file. */
static bool file_transfer_begin(struct transfer *transfer)
{
    struct net_download *download = transfer->request->download;
    const struct header *header = &transfer->header;
    const guint64 start = header->status == 206 ? (guint64)header->range_start : 0;
    curl_off_t len = -1;
    if (atomic_load(&download->has_begun))
        return true;
    if (header->status == 206 && start != download->offset) {
        transfer->file_problem = "the server sent another part than was asked for";
        return false;
    }
    if (ftruncate(download->fd, (off_t)start) != 0) {
        transfer->file_problem = g_strerror(errno);
        return false;
    }
    transfer->curl->curl_easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &len);
    transfer->file_at = start;
    download->new_validator = choose_validator(header);
    atomic_store(&download->n_done, start);
    atomic_store(&download->n_total, len > 0 ? start + (guint64)len : 0);
    atomic_store(&download->has_begun, true);
    return true;
}

/* Returning less than the size ends the transfer. */
static size_t file_transfer_take_body(char *bytes, size_t one, size_t len, void *data)
{
    struct transfer *transfer = data;
    struct net_download *download = transfer->request->download;
    const size_t size = one * len;
    const size_t max = transfer->request->max_body_bytes;
    if (!is_success(transfer)) {
        transfer->n_dropped += size;
        /* the page of an error, which is not kept */
        return transfer->n_dropped > 1 << 20 ? 0 : size;
    }
    if (!file_transfer_begin(transfer))
        return 0;
    if (size > max || transfer->file_at > max - size) {
        transfer->is_too_large = true;
        return 0;
    }
    for (size_t written = 0; written < size;) {
        const ssize_t n = pwrite(download->fd, bytes + written, size - written,
                                 (off_t)(transfer->file_at + written));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            transfer->file_problem = g_strerror(n < 0 ? errno : ENOSPC);
            return 0;
        }
        written += (size_t)n;
    }
    transfer->file_at += size;
    atomic_store(&download->n_done, transfer->file_at);
    return size;
}

/* curl calls this about once a second, even while nothing arrives. */
static int file_transfer_look(void *data, curl_off_t total, curl_off_t now, curl_off_t up_total,
                              curl_off_t up_now)
{
    const struct transfer *transfer = data;
    (void)total, (void)now, (void)up_total, (void)up_now;
    return atomic_load(&transfer->request->download->is_cancelled);
}

void file_transfer_set_options(struct transfer *transfer)
{
    const struct libcurl *curl = transfer->curl;
    const struct net_request *request = transfer->request;
    const struct net_download *download = request->download;
    CURL *easy = transfer->easy;
    curl->curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, file_transfer_take_body);
    curl->curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, file_transfer_look);
    curl->curl_easy_setopt(easy, CURLOPT_XFERINFODATA, (void *)transfer);
    curl->curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl->curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 0L);
    curl->curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES_PER_S);
    curl->curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
                           (long)CLAMP(request->timeout_ms / 1000, 1, G_MAXINT));
    /* a part of a compressed answer could not be continued */
    curl->curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, NULL);
    if (!download->offset)
        return;
    g_autofree char *range =
        g_strdup_printf("Range: bytes=%" G_GUINT64_FORMAT "-", download->offset);
    send_add_line(transfer, range);
    send_add_validator(transfer, "If-Range", download->validator);
}

bool file_transfer_finish(struct transfer *transfer, CURLcode result, struct net_response *response)
{
    struct net_download *download = transfer->request->download;
    const struct header *header = &transfer->header;
    if (result == CURLE_OK && is_success(transfer))
        file_transfer_begin(transfer);
    if (transfer->file_problem) {
        net_response_set_error(response, "not written: %s", transfer->file_problem);
    } else if (result == CURLE_ABORTED_BY_CALLBACK) {
        net_response_set_error(response, "stopped");
        response->is_cancelled = true;
    } else if (result == CURLE_OPERATION_TIMEDOUT && atomic_load(&download->has_begun)) {
        net_response_set_error(response, "nothing came for %" G_GINT64_FORMAT " s",
                               transfer->request->timeout_ms / 1000);
    } else if (header->status == 416 && header->range_total == (gint64)download->offset) {
        response->status = 206; /* the file was complete */
    } else {
        return false;
    }
    return true;
}
