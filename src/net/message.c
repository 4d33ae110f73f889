/* SPDX-License-Identifier: MIT */
/* Requests and responses. */
#include "message.h"

#include <string.h>
#include <unistd.h>

struct net_request *net_request_new(guint64 id, enum net_kind kind, const char *url,
                                    const char *command)
{
    g_assert(kind <= NET_DOWNLOAD);
    struct net_request *request = g_new0(struct net_request, 1);
    request->id = id;
    request->kind = kind;
    request->url = g_strdup(url);
    request->command = g_strdup(command);
    request->connect_timeout_ms = 10000;
    request->timeout_ms = 60000;
    request->command_timeout_ms = 30000;
    request->max_body_bytes = 20u << 20;
    request->max_redirects = 10;
    request->verify_tls = true;
    return request;
}

void net_request_free(struct net_request *request)
{
    if (!request)
        return;
    g_free(request->url);
    g_free(request->command);
    g_free(request->etag);
    g_free(request->last_modified);
    g_free(request->user_agent);
    g_free(request->header);
    g_free(request->method);
    g_free(request->body);
    g_free(request->body_type);
    if (request->headers)
        g_array_unref(request->headers);
    g_free(request->proxy);
    net_download_unref(request->download);
    g_free(request);
}

static void net_header_clear(void *data)
{
    struct net_header *header = data;
    g_free(header->name);
    g_free(header->value);
}

void net_request_add_header(struct net_request *request, const char *name, const char *value)
{
    g_assert(request && name && value);
    const struct net_header header = { g_strdup(name), g_strdup(value) };
    if (!request->headers) {
        request->headers = g_array_new(FALSE, FALSE, sizeof(struct net_header));
        g_array_set_clear_func(request->headers, net_header_clear);
    }
    g_array_append_val(request->headers, header);
}

void net_request_set_body_take(struct net_request *request, char *body, size_t len,
                               const char *type)
{
    g_assert(request && body && type);
    g_free(request->body);
    g_free(request->body_type);
    request->body = body;
    request->body_len = len;
    request->body_type = g_strdup(type);
}

struct net_download *net_download_new_take(int fd, guint64 offset, const char *validator)
{
    g_assert(fd >= 0);
    struct net_download *download = g_new0(struct net_download, 1);
    download->fd = fd;
    download->offset = validator ? offset : 0;
    download->validator = g_strdup(validator);
    download->n_done = download->offset;
    download->n_refs = 1;
    return download;
}

struct net_download *net_download_ref(struct net_download *download)
{
    g_assert(download && g_atomic_int_get(&download->n_refs) > 0);
    g_atomic_int_inc(&download->n_refs);
    return download;
}

void net_download_unref(struct net_download *download)
{
    if (!download || !g_atomic_int_dec_and_test(&download->n_refs))
        return;
    close(download->fd);
    g_free(download->validator);
    g_free(download->new_validator);
    g_free(download);
}

struct net_response *net_response_new(const struct net_request *request)
{
    struct net_response *response = g_new0(struct net_response, 1);
    response->id = request->id;
    response->retry_after_s = -1;
    response->max_age_s = -1;
    return response;
}

G_GNUC_PRINTF(2, 0)
static void net_response_set_error_list(struct net_response *response, const char *format,
                                        va_list arguments)
{
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    char *valid = g_utf8_make_valid(text, -1);
    for (char *c = valid; *c; c++)
        if ((guchar)*c < 0x20 || *c == 0x7f)
            *c = ' ';
    g_free(response->error);
    response->error = valid;
    g_clear_pointer(&response->body, g_free);
    response->body_len = 0;
}

void net_response_set_error(struct net_response *response, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    net_response_set_error_list(response, format, arguments);
    va_end(arguments);
}

struct net_response *net_response_new_error(const struct net_request *request, const char *format,
                                            ...)
{
    struct net_response *response = net_response_new(request);
    va_list arguments;
    va_start(arguments, format);
    net_response_set_error_list(response, format, arguments);
    va_end(arguments);
    return response;
}

struct net_response *net_response_new_cancelled(const struct net_request *request)
{
    struct net_response *response = net_response_new_error(request, "stopped");
    response->is_cancelled = true;
    return response;
}

void net_hold_free(struct net_hold *hold)
{
    if (hold)
        g_free(hold->host);
    g_free(hold);
}

void net_response_free(struct net_response *response)
{
    if (!response)
        return;
    g_free(response->body);
    g_free(response->url);
    g_free(response->moved_to);
    g_free(response->etag);
    g_free(response->last_modified);
    g_free(response->content_type);
    g_free(response->link);
    if (response->headers)
        g_hash_table_unref(response->headers);
    net_hold_free(response->hold);
    g_free(response->error);
    g_free(response);
}

const char *net_response_get_header(const struct net_response *response, const char *name)
{
    g_assert(response && name);
    g_autofree char *key = g_ascii_strdown(name, -1);
    return response->headers ? g_hash_table_lookup(response->headers, key) : NULL;
}

char *net_format_bytes(size_t bytes)
{
    if (bytes >= 1 << 20 && bytes % (1 << 20) == 0)
        return g_strdup_printf("%zu MiB", bytes >> 20);
    if (bytes >= 1 << 10 && bytes % (1 << 10) == 0)
        return g_strdup_printf("%zu KiB", bytes >> 10);
    return g_strdup_printf("%zu bytes", bytes);
}
