/* SPDX-License-Identifier: MIT */
/* URLs as feeds and pages write them: read leniently, never refused. Strings in and out are valid
 * UTF-8. Any thread. */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Resolves reference against base (RFC 3986 5.2, but leniently: white space around it, line ends
 * and tabs inside it are dropped, spaces inside it are escaped). User and password go to the last "@"
 * of the authority, as in browsers, and may hold "/", "?" and "#" if what precedes these is not a host
 * with a port; there they are escaped. If base is NULL or not a URL,
 * returns reference itself, tidied in this way; if reference is NULL, returns base. Never NULL;
 * caller frees. */
char *url_resolve(const char *base, const char *reference);

/* True if url_resolve() would return url unchanged for any base: an absolute URL with nothing to
 * tidy. */
bool url_is_plain(const char *url);

/* Length of the scheme before the first ":" (RFC 3986 3.1), 0 if url has no scheme. url may be
 * NULL. */
size_t url_get_scheme_len(const char *url);

/* url begins with scheme (lower case, without ":"), in any case. url may be NULL. */
bool url_has_scheme(const char *url, const char *scheme);

/* http or https. url may be NULL. */
bool url_is_http(const char *url);

/* The address that a scheme which only says "this is a feed" stands for: feed:https://h/x,
 * feed://h/x, feed:h/x, feeds://h/x, also pcast, itpc, podcast and rss. "http:" where the text does
 * not say which. NULL if url has no such scheme, or nothing that can be fetched behind it; caller
 * frees. */
char *url_from_feed_scheme(const char *url);

/* url begins with such a scheme: the number of its characters with ":"; else 0. */
size_t url_get_feed_scheme_len(const char *url);

/* The host in lower case without user, port and brackets; NULL if url has no host. Caller frees. */
char *url_get_host(const char *url);

/* The canonical form of url, in which all URLs of one page are the same: without "http:", "https:",
 * "www.", the scheme's own port, slashes at the end, the fragment (but "#!…") and tracking
 * parameters; the host in lower case, the other parameters sorted. For comparison, not for
 * fetching; URLs with other schemes stay as they are. Never NULL; caller frees. */
char *url_canonicalize(const char *url);

/* name[0..len) is a parameter that only identifies where a reader came from ("utm_source",
 * "fbclid"). */
bool url_is_tracking_parameter(const char *name, size_t len);

/* url without its tracking parameters; *n_stripped (may be NULL) grows by their number. The rest
 * stays as it is. Never NULL; caller frees. */
char *url_strip_tracking(const char *url, guint *n_stripped);

/* url is a site's front page: it has no path and no parameter but tracking ones. */
bool url_is_front_page(const char *url);

/* url without user and password. Never NULL; caller frees. */
char *url_strip_user(const char *url);

/* url with user and password replaced by "***", for messages and logs. NULL for NULL; caller frees.
 */
char *url_redact(const char *url);

#endif
