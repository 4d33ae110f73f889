/* SPDX-License-Identifier: MIT */
/* The attributes of an element, by name. */
#include "parser.h"

#include <libxml/parser.h>
#include <string.h>

static const xmlChar *const *feed_find_attribute(const struct feed_attributes *attributes,
                                                 const char *name, bool is_xml)
{
    for (int i = 0; i < attributes->n; i++) {
        const xmlChar *const *a = attributes->list + i * 5;
        const bool has_xml = a[1] && a[1][0] == 'x' && strcmp((const char *)a[1], "xml") == 0;
        if (has_xml == is_xml && g_ascii_strcasecmp((const char *)a[0], name) == 0)
            return a;
    }
    return NULL;
}

char *feed_get_attribute(struct feed_parser *parser, const struct feed_attributes *attributes,
                         const char *name)
{
    const xmlChar *const *a = feed_find_attribute(attributes, name, false);
    return a ? arena_strndup(parser->arena, (const char *)a[3], a[4] - a[3]) : NULL;
}

char *feed_get_xml_attribute(struct feed_parser *parser, const struct feed_attributes *attributes,
                             const char *name)
{
    const xmlChar *const *a = feed_find_attribute(attributes, name, true);
    return a ? arena_strndup(parser->arena, (const char *)a[3], a[4] - a[3]) : NULL;
}
