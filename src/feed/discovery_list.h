/* SPDX-License-Identifier: MIT */
/* Inside feed: what the parts of discovery share. */
#ifndef FEED_DISCOVERY_LIST_H
#define FEED_DISCOVERY_LIST_H

#include "feed/discovery.h"

/* Adds reference, resolved against base, where it is a web address and not in the list yet.
 * penalty: 0 for what is as good as its source, more for what is less likely meant. Returns the
 * candidate, the list's, or NULL. title and type may be NULL and are cleaned here. */
struct discovery_candidate *discovery_add(GPtrArray *candidates, enum discovery_source source,
                                          guint penalty, const char *base, const char *reference,
                                          const char *title, const char *type);

#define DISCOVERY_COMMENTS 10000 /* penalty: comments rather than articles: behind all others */
#define DISCOVERY_OTHER_HOST 300 /* penalty: on another host than the page */

/* The address is written as feeds' addresses are: /feed, x.rss, index.xml … */
bool discovery_is_feed_address(const char *url);

/* type (a Content-Type or type attribute) is one that feeds have. Those that other documents have,
 * too (XML, JSON), count only where the address does not speak against it. */
bool discovery_is_feed_type(const char *type, const char *url);

/* rel, a list of words, has word in it, in any case. */
bool discovery_has_word(const char *rel, const char *word);

/* The penalty for what a feed's address and title (may be NULL) say of it. */
guint discovery_get_penalty(const char *url, const char *title);

/* Adds what the page says of itself in other ways than links: page[0..len) is UTF-8. */
void discovery_find_facts(const char *page, size_t len, const char *url, GPtrArray *candidates);

/* Adds the feeds that any host may have at an address like this: guesses. */
void discovery_find_guesses(const char *url, GPtrArray *candidates);

#endif
