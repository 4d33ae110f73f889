/* SPDX-License-Identifier: MIT */
/* When a feed wishes to be asked again: RSS's ttl, skipHours and skipDays, and the syndication
 * module. */
#include "parser.h"

#include <string.h>

#define HOUR_S ((gint64)3600)
#define DAY_S (24 * HOUR_S)

static void end_ttl(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                    struct feed_text *text)
{
    const gint64 minutes = feed_read_size(text->text);
    if (minutes > 0 && minutes < 60 * 24 * 366)
        parser->document->ttl_s = minutes * 60;
}

/* RSS 2.0 counts from 0 to 23, 0.91 from 1 to 24. */
static void end_hour(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                     struct feed_text *text)
{
    const char *digits = g_strchomp(g_strchug(text->text));
    const size_t n = strspn(digits, "0123456789");
    const gint64 hour = n && n < 4 && !digits[n] ? g_ascii_strtoll(digits, NULL, 10) : -1;
    if (hour >= 0 && hour <= 24)
        parser->document->skip_hours |= 1u << (hour % 24);
}

static void end_day(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                    struct feed_text *text)
{
    static const char days[][4] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
    const char *name = g_strchug(text->text);
    for (guint i = 0; i < G_N_ELEMENTS(days); i++)
        if (g_ascii_strncasecmp(name, days[i], 3) == 0)
            parser->document->skip_days |= (guint8)(1u << i);
}

/* The module's two values in either order; a frequency alone is one a day, a period alone once. */
static void set_period(struct feed_parser *parser)
{
    const gint64 period_s = parser->update_period_s ? parser->update_period_s : DAY_S;
    const gint64 frequency = parser->update_frequency ? parser->update_frequency : 1;
    parser->document->period_s = MAX(period_s / frequency, 1);
}

static void end_update_period(struct feed_parser *parser, const struct feed_rule *rule,
                              struct feed_text *text)
{
    static const struct {
        const char *name;
        gint64 period_s;
    } rows[] = {
        { "hourly", HOUR_S },      { "daily", DAY_S },        { "weekly", 7 * DAY_S },
        { "monthly", 30 * DAY_S }, { "yearly", 365 * DAY_S },
    };
    (void)rule;
    g_strchomp(g_strchug(text->text));
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (g_ascii_strcasecmp(text->text, rows[i].name) == 0) {
            parser->update_period_s = rows[i].period_s;
            set_period(parser);
        }
    }
}

static void end_update_frequency(struct feed_parser *parser,
                                 G_GNUC_UNUSED const struct feed_rule *rule, struct feed_text *text)
{
    const gint64 frequency = feed_read_size(text->text);
    if (frequency < 1)
        return;
    parser->update_frequency = frequency;
    set_period(parser);
}

/* name, spaces, places, place of its children, capture, begin, end, field, rank */
const struct feed_rule feed_rules_schedule[] = {
    { "ttl", SPACE_RSS, PLACE_FEED, 0, CAPTURE_TEXT, NULL, end_ttl, 0, 0 },
    { "skiphours", SPACE_RSS, PLACE_FEED, PLACE_SAME, CAPTURE_NONE, NULL, NULL, 0, 0 },
    { "hour", SPACE_RSS, PLACE_FEED, 0, CAPTURE_TEXT, NULL, end_hour, 0, 0 },
    { "skipdays", SPACE_RSS, PLACE_FEED, PLACE_SAME, CAPTURE_NONE, NULL, NULL, 0, 0 },
    { "day", SPACE_RSS, PLACE_FEED, 0, CAPTURE_TEXT, NULL, end_day, 0, 0 },
    { "updateperiod", SPACE_SYNDICATION, PLACE_FEED, 0, CAPTURE_TEXT, NULL, end_update_period, 0,
      0 },
    { "updatefrequency", SPACE_SYNDICATION, PLACE_FEED, 0, CAPTURE_TEXT, NULL, end_update_frequency,
      0, 0 },
    { NULL },
};
