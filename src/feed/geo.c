/* SPDX-License-Identifier: MIT */
/* A point on the earth: W3C geo, GeoRSS simple and GML. */
#include "parser.h"

#include <math.h>
#include <string.h>

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

/* A point's numbers are latitude and longitude, but for the systems whose first axis goes east: OGC's
 * CRS84 and all of EPSG's that are not geographic (EPSG Guidance Note 7). */
static bool is_east_first(const char *system)
{
    static const guint16 geographic[] = { 3819, 3821, 3824, 3889, 3906 };
    if (!system)
        return false;
    if (g_strrstr(system, "CRS84"))
        return true;
    const char *digits = system + strlen(system);
    while (digits > system && g_ascii_isdigit(digits[-1]))
        digits--;
    const guint64 code = g_ascii_strtoull(digits, NULL, 10);
    for (guint i = 0; i < G_N_ELEMENTS(geographic); i++)
        if (code == geographic[i])
            return false;
    return g_strrstr(system, "EPSG") && code && (code < 4000 || code > 4999);
}

/* srsName stands on the place, the point or the position (GML 3.1.1, 10.1.3.2). */
static void begin_place(struct feed_parser *parser, const struct feed_rule *rule,
                        const struct feed_attributes *attributes)
{
    const char *system = feed_get_attribute(parser, attributes, "srsname");
    if (system || !(rule->spaces & SPACE_GML))
        parser->is_east_first = is_east_first(system);
}

/* "latitude longitude", with a comma or a space between. */
static void end_point(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                      struct feed_text *text)
{
    double first, second;
    char *end;
    if (!read_number(text->text, &end, 360, &first))
        return;
    while (g_ascii_isspace(*end) || *end == ',')
        end++;
    if (!read_number(end, &end, 360, &second))
        return;
    const bool is_swapped = parser->is_east_first || fabs(first) > 90;
    if (fabs(is_swapped ? second : first) > 90)
        return;
    parser->item.latitude = is_swapped ? second : first;
    parser->item.longitude = is_swapped ? first : second;
    parser->item.has_latitude = parser->item.has_longitude = true;
}

/* name, spaces, places, place of its children, capture, begin, end, field, rank */
const struct feed_rule feed_rules_geo[] = {
    { "lat", SPACE_GEO, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_latitude, 0, 0 },
    { "long", SPACE_GEO, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_longitude, 0, 0 },
    { "lon", SPACE_GEO, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_longitude, 0, 0 },
    { "point", SPACE_GEO | SPACE_GML, PLACE_ITEM, PLACE_SAME, CAPTURE_NONE, begin_place, NULL, 0,
      0 },
    { "where", SPACE_GEORSS, PLACE_ITEM, PLACE_SAME, CAPTURE_NONE, begin_place, NULL, 0, 0 },
    { "point", SPACE_GEORSS, PLACE_ITEM, 0, CAPTURE_TEXT, begin_place, end_point, 0, 0 },
    { "pos", SPACE_GML, PLACE_ITEM, 0, CAPTURE_TEXT, begin_place, end_point, 0, 0 },
    { NULL },
};
