/* SPDX-License-Identifier: MIT */
/* A point on the earth: W3C geo, GeoRSS simple and GML. */
#include "parser.h"

#include <math.h>

static bool read_number(const char *text, char **end, double limit, double *value)
{
    const double number = g_ascii_strtod(text, end);
    if (*end == text || !isfinite(number) || fabs(number) > limit)
        return false;
    *value = number;
    return true;
}

static void end_latitude(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                         struct feed_text *text)
{
    char *end;
    if (read_number(text->text, &end, 90, &parser->item.latitude))
        parser->item.has_latitude = true;
}

static void end_longitude(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                          struct feed_text *text)
{
    char *end;
    if (read_number(text->text, &end, 360, &parser->item.longitude))
        parser->item.has_longitude = true;
}

/* "latitude longitude", with a comma or a space between. */
static void end_point(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                      struct feed_text *text)
{
    double latitude, longitude;
    char *end;
    if (!read_number(text->text, &end, 90, &latitude))
        return;
    while (g_ascii_isspace(*end) || *end == ',')
        end++;
    if (!read_number(end, &end, 360, &longitude))
        return;
    parser->item.latitude = latitude;
    parser->item.longitude = longitude;
    parser->item.has_latitude = parser->item.has_longitude = true;
}

/* name, spaces, places, place of its children, capture, begin, end, field, rank */
const struct feed_rule feed_rules_geo[] = {
    { "lat", SPACE_GEO, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_latitude, 0, 0 },
    { "long", SPACE_GEO, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_longitude, 0, 0 },
    { "lon", SPACE_GEO, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_longitude, 0, 0 },
    { "point", SPACE_GEO | SPACE_GML, PLACE_ITEM, PLACE_SAME, CAPTURE_NONE, NULL, NULL, 0, 0 },
    { "where", SPACE_GEORSS, PLACE_ITEM, PLACE_SAME, CAPTURE_NONE, NULL, NULL, 0, 0 },
    { "point", SPACE_GEORSS, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_point, 0, 0 },
    { "pos", SPACE_GML, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_point, 0, 0 },
    { NULL },
};
