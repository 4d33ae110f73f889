/* SPDX-License-Identifier: MIT */
/* Namespaces: known by address, in any case, with or without what follows the last name; by prefix
 * where undeclared. */
#include "parser.h"

#include <string.h>

struct space_row {
    const char *name;
    enum feed_space space;
};

/* In lower case, without scheme and without "/", "#" and "?" at the end. */
static const struct space_row addresses[] = {
    { "www.w3.org/2005/atom", SPACE_ATOM },
    { "purl.org/atom/ns", SPACE_ATOM },
    { "purl.org/atom", SPACE_ATOM },
    { "purl.org/pie", SPACE_ATOM },
    { "purl.org/echo", SPACE_ATOM },
    { "example.com/newformat", SPACE_ATOM },
    { "example.com/necho", SPACE_ATOM },
    { "uri/of/echo/namespace", SPACE_ATOM },
    { "purl.org/rss/1.0", SPACE_RSS },
    { "my.netscape.com/rdf/simple/0.9", SPACE_RSS },
    { "channel.netscape.com/rdf/simple/0.9", SPACE_RSS },
    { "my.netscape.com/publish/formats/rss-0.91.dtd", SPACE_RSS },
    { "backend.userland.com/rss", SPACE_RSS },
    { "backend.userland.com/rss2", SPACE_RSS },
    { "blogs.law.harvard.edu/tech/rss", SPACE_RSS },
    { "cyber.law.harvard.edu/rss/rss.html", SPACE_RSS },
    { "purl.org/rss", SPACE_RSS },
    { "purl.org/net/rss1.1", SPACE_RSS },
    { "www.w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF },
    { "purl.org/dc/elements/1.1", SPACE_DC },
    { "purl.org/dc/elements/1.0", SPACE_DC },
    { "purl.org/dc", SPACE_DC },
    { "purl.org/dc/terms", SPACE_TERMS },
    { "purl.org/rss/1.0/modules/content", SPACE_CONTENT },
    { "www.itunes.com/dtds/podcast-1.0.dtd", SPACE_ITUNES },
    { "example.com/dtds/podcast-1.0.dtd", SPACE_ITUNES },
    { "purl.org/rss/1.0/modules/syndication", SPACE_SYNDICATION },
    { "webns.net/mvcb", SPACE_ADMIN },
    { "search.yahoo.com/mrss", SPACE_MEDIA },
    { "www.rssboard.org/media-rss", SPACE_MEDIA },
    { "tools.search.yahoo.com/mrss", SPACE_MEDIA },
    { "video.search.yahoo.com/mrss", SPACE_MEDIA },
    { "www.w3.org/1999/xhtml", SPACE_XHTML },
    { "www.w3.org/tr/xhtml1", SPACE_XHTML },
    { "www.w3.org/2000/svg", SPACE_XHTML }, /* HTML has their names as its own */
    { "www.w3.org/1998/math/mathml", SPACE_XHTML },
    { "www.w3.org/2003/01/geo/wgs84_pos", SPACE_GEO },
    { "www.georss.org/georss", SPACE_GEORSS },
    { "www.georss.org/georss/10", SPACE_GEORSS },
    { "www.opengis.net/gml", SPACE_GML },
    { "www.w3.org/xml/1998/namespace", SPACE_XML },
    { "podcastindex.org/namespace/1.0", SPACE_PODCAST },
    { "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", SPACE_PODCAST },
    { "podlove.org/simple-chapters", SPACE_CHAPTERS },
};

static const struct space_row prefixes[] = {
    { "atom", SPACE_ATOM },       { "atom10", SPACE_ATOM },     { "a10", SPACE_ATOM },
    { "rss", SPACE_RSS },         { "rdf", SPACE_RDF },         { "dc", SPACE_DC },
    { "dcterms", SPACE_TERMS },   { "content", SPACE_CONTENT }, { "itunes", SPACE_ITUNES },
    { "media", SPACE_MEDIA },     { "xhtml", SPACE_XHTML },     { "geo", SPACE_GEO },
    { "georss", SPACE_GEORSS },   { "gml", SPACE_GML },         { "xml", SPACE_XML },
    { "podcast", SPACE_PODCAST }, { "sy", SPACE_SYNDICATION },  { "admin", SPACE_ADMIN },
    { "psc", SPACE_CHAPTERS },
};

enum feed_space feed_find_space(const char *address)
{
    char lower[128];
    address += strspn(address, " \t\r\n");
    if (g_ascii_strncasecmp(address, "http://", 7) == 0)
        address += 7;
    else if (g_ascii_strncasecmp(address, "https://", 8) == 0)
        address += 8;
    size_t len = strcspn(address, " \t\r\n");
    while (len > 0 && strchr("/#?", address[len - 1]))
        len--;
    if (len >= sizeof lower)
        return SPACE_OTHER;
    for (size_t i = 0; i < len; i++)
        lower[i] = g_ascii_tolower(address[i]);
    lower[len] = '\0';
    for (guint i = 0; i < G_N_ELEMENTS(addresses); i++)
        if (strcmp(lower, addresses[i].name) == 0)
            return addresses[i].space;
    return SPACE_OTHER;
}

enum feed_space feed_find_usual_space(const char *prefix)
{
    for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_ascii_strcasecmp(prefix, prefixes[i].name) == 0)
            return prefixes[i].space;
    return SPACE_OTHER;
}
