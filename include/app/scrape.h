/* SPDX-License-Identifier: MIT */
/* A page without a feed, read as if it were one. Pure functions. Any thread. */
#ifndef APP_SCRAPE_H
#define APP_SCRAPE_H

#include "config/option.h"
#include "feed/model.h"

/* What items are on the page, by the options item, title, link, date, author, text and image of a
 * subscription. It owns its strings. */
struct scrape_wish;

/* Copies what options say. Free with scrape_wish_free(), which takes NULL. */
struct scrape_wish *scrape_wish_new(const struct options *options);
void scrape_wish_free(struct scrape_wish *wish);

/* Whether text can be the value of one of these options; true for all other options, and where
 * pages cannot be scraped. Errors: TEXT_ERROR_SELECTOR. Any thread. */
bool scrape_check(enum option_id id, const char *text, GError **error);

/* Returns a number that differs where the wish differs. */
guint64 scrape_wish_get_hash(const struct scrape_wish *wish);

/* The page bytes[0..len), which came from base_url (or NULL) under the header content_type (or
 * NULL), as a document of format "scrape" with at most max_items (0: no limit). NULL and an error
 * whose message stands behind the page's name. Free with feed_document_free(). */
struct feed_document *scrape_parse(const char *bytes, size_t len, const char *content_type,
                                   const char *base_url, const struct scrape_wish *wish,
                                   guint max_items, GError **error);

#endif
