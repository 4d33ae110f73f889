/* SPDX-License-Identifier: MIT */
/* Whether a feed gives an article whole, or only the beginning of it. */
#ifndef ARTICLE_TEASER_H
#define ARTICLE_TEASER_H

#include "store/item_row.h"

/* The article's text is likely not all of it: it is missing or very short, or ends in "…",
 * "Read more" and the like, or in a link to the article itself. Notes without a title, and what
 * comes with a file to hear or to see, are taken for whole. Any thread. */
bool teaser_is_likely(const struct item_body *body);

/* The words of the article's text; two wide characters of scripts without spaces are one. */
guint teaser_count_words(const struct item_body *body);

/* Of the last articles of the feed, how many in a hundred are so; -1: it has none with an address.
 */
int teaser_measure_feed(struct store *store, gint64 feed_id);

/* From this on the feed gives teasers. */
#define TEASER_PERCENT 60

#endif
