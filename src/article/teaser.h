/* SPDX-License-Identifier: MIT */
/* Whether a feed gives an article whole, or only the beginning of it. */
#ifndef ARTICLE_TEASER_H
#define ARTICLE_TEASER_H

#include "store/full_text.h"
#include "store/item_row.h"

/* The article's text is likely not all of it: it is missing or very short, or ends in "…",
 * "Read more" and the like, or in a link to the article itself. Notes without a title, what comes
 * with a file to hear or to see, and short texts with tables, lists, code or quotations are taken
 * for whole. Any thread. */
bool teaser_is_likely(const struct item_body *body);

/* The article is a short text about a page of another site than the feed's, as in link blogs: the
 * page is not its whole text. On the thread of store. */
bool teaser_is_elsewhere(struct store *store, const struct item_body *body);

/* The article's text is short, but whole as it is: its page may still be worth reading. */
bool teaser_is_note(struct store *store, const struct item_body *body);

/* The words of the article's text; two wide characters of scripts without spaces are one. */
guint teaser_count_words(const struct item_body *body);

/* The article is a picture with hardly a word, as in comics, and whole, the text of its page (with
 * content), has neither that picture nor much to read: it is what stands around the picture. */
bool teaser_is_picture_lost(const struct item_body *body, const struct full_text *whole);

/* Of the last articles of the feed that are not about pages elsewhere, how many in a hundred are
 * likely not whole; -1: it has none with an address. */
int teaser_measure_feed(struct store *store, gint64 feed_id);

/* From this on the feed gives teasers. */
#define TEASER_PERCENT 60

#endif
