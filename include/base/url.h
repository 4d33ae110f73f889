/* SPDX-License-Identifier: MIT */
/* Addresses as feeds and pages write them: lenient, never refusing. Strings in and out are valid
 * UTF-8. Any thread. */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* reference relative to base (RFC 3986 5.2, without its strictness: white space around is dropped,
 * line ends and tabs inside too, spaces inside are escaped). base may be NULL or no address; then
 * reference itself is returned so tidied; reference may be NULL (the base). Never NULL; the
 * caller's. */
char *url_resolve(const char *base, const char *reference);

/* True where url_resolve() would return url as it is whatever the base: an absolute address without
 * anything to tidy. */
bool url_is_plain(const char *url);

/* Length of the scheme before the first ":" (RFC 3986 3.1), 0 if there is none. url may be NULL. */
size_t url_get_scheme_len(const char *url);

/* url begins with scheme (lower case, without ":"), in any case. url may be NULL. */
bool url_has_scheme(const char *url, const char *scheme);

/* http or https. url may be NULL. */
bool url_is_http(const char *url);

/* The host in lower case without user, port and brackets; NULL if there is none. The caller's. */
char *url_get_host(const char *url);

/* url in the form in which addresses of one page are the same: without "http:", "https:", "www.", the
 * scheme's own port, slashes at the end, the fragment (but "#!…") and parameters that only track;
 * the host in lower case, the other parameters sorted. To compare, not to ask for; other schemes'
 * addresses stay as they are. Never NULL; the caller's. */
char *url_canonicalize(const char *url);

/* name[0..len) is a parameter that only tells where a reader came from ("utm_source", "fbclid"). */
bool url_is_tracking_parameter(const char *name, size_t len);

/* url without the parameters that only track; *n_stripped (may be NULL) grows by their number. All else
 * stays as it is. Never NULL; the caller's. */
char *url_strip_tracking(const char *url, guint *n_stripped);

/* url is that of a site's front page: no path and no parameter that counts. */
bool url_is_front_page(const char *url);

/* url with user and password replaced by "***", for messages and logs. NULL for NULL; the caller's.
 */
char *url_redact(const char *url);

#endif
