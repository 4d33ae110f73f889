/* SPDX-License-Identifier: MIT */
/* The begin and the end of an item of RSS or an entry of Atom. */
#include "parser.h"

#include "base/url.h"

void feed_begin_item(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                     const struct feed_attributes *attributes)
{
    const struct feed_element *element = &parser->stack[parser->depth - 1];
    feed_holder_init(&parser->item);
    if (parser->has_source)
        feed_holder_init(&parser->source);
    parser->has_source = false;
    feed_set_text(parser, &parser->item, FIELD_LANGUAGE, 1, element->language);
    if (!attributes->n)
        return;
    const char *about = feed_get_attribute(parser, attributes, "about"); /* RSS 1.0 */
    feed_set_text(parser, &parser->item, FIELD_GUID, 1, about);
    if (url_is_http(about))
        feed_set_url(parser, &parser->item, FIELD_URL, 1, element->base, about);
    feed_set_url(parser, &parser->item, FIELD_URL, 4, element->base,
                 feed_get_attribute(parser, attributes, "href"));
    feed_set_date(parser, &parser->item, FIELD_UPDATED, 5,
                  feed_get_attribute(parser, attributes, "lastmod"));
}

void feed_end_item(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                   G_GNUC_UNUSED struct feed_text *text)
{
    feed_finish_item(parser);
}
