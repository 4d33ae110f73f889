/* SPDX-License-Identifier: MIT */
/* Moves bytes for a request: over HTTP, from files, out of commands. Knows nothing of feeds. Has
 * one thread of its own, with one curl multi loop, and at most four more for files and commands. */
#ifndef NET_NET_H
#define NET_NET_H

#include "base/queue.h"

#include <glib.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum net_kind {
    NET_HTTP,     /* url is fetched */
    NET_FILE,     /* url is file://PATH; percent signs in it are not decoded */
    NET_EXEC,     /* the output of command, which the user wrote for /bin/sh -c */
    NET_FILTER,   /* url (http, https, file) is fetched and piped through command */
    NET_DOWNLOAD, /* url (http, https) is fetched into a file: download */
};

/* A file that receives a document piece by piece, of any size. Shared by the requester and the net
 * thread; reference-counted. If the server does not continue the bytes that are in the file, they
 * are replaced. */
struct net_download {
    int fd;         /* open for writing; closed with the last reference */
    guint64 offset; /* how many bytes the file has already */
    /* identifies these bytes (ETag or date); NULL: the document is fetched from its beginning */
    char *validator;
    char *new_validator; /* what the server sends now, or NULL; may be read once has_begun is set */
    _Atomic bool has_begun, is_cancelled;
    _Atomic guint64 n_done, n_total; /* bytes; n_total is 0 while it is unknown */
    gint n_refs;
};

/* Takes over fd and copies validator. The result has one reference, for the caller. Any thread. */
struct net_download *net_download_new_take(int fd, guint64 offset, const char *validator);
struct net_download *net_download_ref(struct net_download *download);
void net_download_unref(struct net_download *download);

/* One header line of a request. */
struct net_header {
    char *name, *value;
};

/* Plain data with one owner. A string is NULL where nothing is wanted.
 *
 * A request of kind NET_HTTP may have any method, header lines and a body. Redirects follow RFC 9110
 * 15.4: 303 becomes GET, and so do 301 and 302 after POST; all others repeat method and body. Header
 * lines (but Accept, Accept-Language, User-Agent and DNT), the password in url and the body only go
 * to the origin of url: the same scheme, host and port, or https on the same host instead of http
 * where both have their usual port. A redirect that leads elsewhere is followed without them, and is
 * an error where anything but GET and HEAD would be repeated there. A request with a method that is
 * not idempotent (RFC 9110 9.2.2) goes through a fresh connection and is never sent twice. */
struct net_request {
    guint64 id; /* comes back in the response, not interpreted */
    enum net_kind kind;
    char *url, *command;
    char *etag, *last_modified; /* validators of the version that the caller has */
    char *user_agent;           /* NULL or "": newsdeck/VERSION */
    char *header;               /* one more line "Name: value" */
    char *method;               /* a token in upper case, not CONNECT or TRACE; NULL: GET */
    GArray *headers;            /* of struct net_header, see net_request_add_header(); or NULL */
    char *body, *body_type; /* what is sent, and its media type; see net_request_set_body_take() */
    size_t body_len;
    bool wants_error_body; /* the response has a body for statuses other than 2xx, too */
    bool is_insisting;     /* sent although the host has asked for a pause */
    char *proxy;           /* NULL or "": from the environment */
    gint64 connect_timeout_ms, timeout_ms, command_timeout_ms;
    size_t max_body_bytes; /* after decompression, too */
    guint max_redirects;
    bool verify_tls;
    /* NET_DOWNLOAD: a reference of its own. Then max_body_bytes limits the file, and timeout_ms
     * the time in which nothing arrives */
    struct net_download *download;
};

/* A request with the defaults: 10 s to connect, 60 s in all, 30 s for a command, 20 MiB, 10
 * redirects, TLS verified. Strings are copied. Free with net_request_free() or give it to
 * net_post_take(). Any thread. */
struct net_request *net_request_new(guint64 id, enum net_kind kind, const char *url,
                                    const char *command);
void net_request_free(struct net_request *request);

/* Adds a header line. Both strings are copied; value may be empty. What cannot be sent (a name that
 * is not a token, a control character in a value; RFC 9110 5) and fields that belong to the
 * transfer (Host, Content-Length, Transfer-Encoding, Connection, Expect, TE, Trailer, Upgrade) make
 * net answer the request with an error that names the field, before anything is sent. Any thread. */
void net_request_add_header(struct net_request *request, const char *name, const char *value);

/* Sets the body: len bytes of anything, which request owns from now on (g_free), and their media
 * type, copied. A method other than GET must be set. Any thread. */
void net_request_set_body_take(struct net_request *request, char *body, size_t len,
                               const char *type);

/* What is known of a host's patience: a pause that it asked for, and how many requests it allows.
 * The caller keeps it beyond the end of the program and hands it to net_restore_hold() at the next
 * start. Times are unix times; 0: none. */
struct net_hold {
    char *host;
    gint64 until;         /* no request before */
    gint64 careful_until; /* one request at a time, and no more than the allowance */
    gint64 gap_s;         /* the allowance: mean time between two requests; 0: not known */
    guint burst;          /* ... and how many may go at once after a silence */
};

void net_hold_free(struct net_hold *hold);

/* The answer: exactly one for each request. Strings are valid UTF-8 without control characters, or
 * NULL. */
struct net_response {
    guint64 id;
    /* HTTP's; 200 and 304 also for files, 200 for commands; 0: there was no answer */
    guint status;
    /* body_len bytes of anything and a NUL, decoded (gzip, deflate). NULL for downloads, and unless
     * status is 2xx and error is NULL or is_cut is set, or the request had wants_error_body and the
     * answer arrived whole */
    char *body;
    size_t body_len;
    char *url; /* where the last redirect led, without user and password */
    /* where the first redirects lead, as long as they are permanent (301, 308). NULL: there was
     * none, or the request failed, or url has a password that the new address would lack */
    char *moved_to;
    char *etag, *last_modified, *content_type;
    GHashTable *headers;   /* see net_response_get_header(); NULL: none */
    char *link;            /* all values of the Link header (RFC 8288), joined by ", " */
    gint64 retry_after_s;  /* -1: not sent */
    gint64 max_age_s;      /* Cache-Control; 0 for no-cache and no-store; -1: not sent */
    gint64 expires_at;     /* unix time; 0: not sent */
    struct net_hold *hold; /* what the host wants now; NULL: nothing that must be kept */
    /* the request was not sent, because its host has asked for a pause or allows no more requests
     * now; error names the host and the time */
    bool is_held;
    gint64 turn_at; /* is_held: when the request should be made again (unix time) */
    /* less arrived than was announced: body is what arrived, although error is set */
    bool is_cut;
    /* NULL: success (status 2xx or 304). Else the cause ("HTTP 503", "timed out after 60 s",
     * "larger than 20 MiB"), without credentials */
    char *error;
    bool is_cancelled;
    guint http_version; /* 10, 11, 20, 30; 0: not HTTP */
    guint64 wire_bytes; /* received, body and header lines */
};

void net_response_free(struct net_response *response);

/* The value of a header field of the last answer (after redirects), whatever the case of name;
 * several lines are one value, joined by ", " (RFC 9110 5.3). NULL if the field was not sent, is not
 * valid UTF-8 without control characters, is longer than 8 KiB, or comes after the first 100 fields
 * or 32 KiB. Set-Cookie is never there: no cookie outlives its request. Borrowed from response. Any
 * thread. */
const char *net_response_get_header(const struct net_response *response, const char *name);

struct net_limits {
    guint connections;          /* 0: 100 */
    guint connections_per_host; /* 0: 6 */
};

struct net;

/* Starts the thread. limits may be NULL. Answers go to responses (a queue of struct net_response *,
 * weighted by the body's length), which is borrowed, bounded, and must outlive net; while it is
 * full, nothing more is fetched. Free with net_free(). */
struct net *net_new(const struct net_limits *limits, struct queue *responses);

/* Stops all transfers and commands, sends no further answers, and waits for the threads
 * (milliseconds). While it waits, someone must still take from responses, or have closed the queue.
 * NULL is allowed. */
void net_free(struct net *net);

/* Takes over request; the answer comes to the queue. Never waits. Any thread. */
void net_post_take(struct net *net, struct net_request *request);

/* Answers every request that is under way or waiting with is_cancelled. Never waits. Any thread. */
void net_cancel_all(struct net *net);

/* What was known of a host at an earlier start. hold is copied; with all times 0 a complaint is
 * forgotten. Never waits. Any thread. */
void net_restore_hold(struct net *net, const struct net_hold *hold);

/* Other limits from now on; NULL for the defaults. Never waits. Any thread. */
void net_set_limits(struct net *net, const struct net_limits *limits);

#endif
