/* SPDX-License-Identifier: MIT */
/* Pictures that a feed gives beside an article's text: media:content and thumbnails, enclosures, the
 * image of JSON Feed. Pure; any thread. */
#ifndef ARTICLE_BESIDE_H
#define ARTICLE_BESIDE_H

#include "store/item_row.h"

/* Returns the pictures as HTML to follow the text, each once, with its description; NULL if the feed
 * gives no picture, or the text (body->content) has a picture of its own. Caller frees. */
char *article_format_figures(const struct item_body *body);

#endif
