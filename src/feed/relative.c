/* SPDX-License-Identifier: MIT */
/* What relative addresses in the items of RSS and JSON Feed are relative to. No specification says
 * it; pages are written for their own address, and feeds often lie elsewhere. Atom has its own rule
 * (RFC 4287 2). */
#include "parser.h"

#include "base/url.h"

#include <string.h>

bool feed_is_late(const struct feed_parser *parser, const struct feed_holder *holder,
                  const char *base)
{
    return holder == &parser->item && base == parser->options.base_url &&
           parser->native != SPACE_ATOM;
}

const char *feed_resolve_late(struct feed_parser *parser, const struct feed_holder *holder,
                              const char *base, const char *url)
{
    return feed_resolve(parser, feed_is_late(parser, holder, base) ? NULL : base, url);
}

static void finish_address(struct feed_parser *parser, const char *base, const char **url)
{
    if (*url && !url_get_scheme_len(*url))
        *url = feed_resolve(parser, base, *url);
}

static void finish_item(struct feed_parser *parser, struct feed_item *item)
{
    const char *site_url = parser->document->site_url, *document_url = parser->options.base_url;
    const char *outer = document_url ? document_url : site_url;
    finish_address(parser, outer, &item->url);
    finish_address(parser, outer, &item->external_url);
    const char *base = item->url && strstr(item->url, "://") ? item->url : outer;
    finish_address(parser, base, &item->comments_url);
    finish_address(parser, base, &item->image);
    finish_address(parser, base, &item->thumbnail);
    for (struct feed_enclosure *one = item->enclosures; one; one = one->next)
        finish_address(parser, base, &one->url);
    if (item->base_url == document_url)
        item->base_url = base;
}

void feed_finish_addresses(struct feed_parser *parser)
{
    if (parser->native == SPACE_ATOM)
        return;
    for (struct feed_item *item = parser->document->items; item; item = item->next)
        finish_item(parser, item);
}
