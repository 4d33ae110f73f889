/* SPDX-License-Identifier: MIT */
/* Apple's podcast elements. */
#include "parser.h"

#include "base/url.h"

#include <string.h>

static void begin_image(struct feed_parser *parser, const struct feed_rule *rule,
                        const struct feed_attributes *attributes)
{
    const char *address = feed_get_attribute(parser, attributes, "href");
    if (!address)
        address = feed_get_attribute(parser, attributes, "url");
    feed_set_url(parser, feed_get_holder(parser), FIELD_IMAGE, rule->rank, feed_get_base(parser),
                 address);
}

static void end_image(struct feed_parser *parser, const struct feed_rule *rule,
                      struct feed_text *text)
{
    feed_set_url(parser, feed_get_holder(parser), FIELD_IMAGE, rule->rank, text->base, text->text);
}

/* <itunes:link rel="image" href="address">title</itunes:link>, as the first podcasts had it. */
static void begin_link(struct feed_parser *parser, const struct feed_rule *rule,
                       const struct feed_attributes *attributes)
{
    const char *relation = feed_get_attribute(parser, attributes, "rel");
    parser->text_counts = relation && g_ascii_strcasecmp(relation, "image") == 0;
    if (parser->text_counts)
        begin_image(parser, rule, attributes);
}

/* The text may be the address; a title is not one. */
static void end_link(struct feed_parser *parser, const struct feed_rule *rule,
                     struct feed_text *text)
{
    g_strchomp(g_strchug(text->text));
    if (parser->text_counts && url_is_http(text->text))
        end_image(parser, rule, text);
}

static void begin_category(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                           const struct feed_attributes *attributes)
{
    char *name = feed_get_attribute(parser, attributes, "text");
    if (!name)
        return;
    struct feed_text text = { name, strlen(name), CAPTURE_TEXT, NULL };
    feed_add_tag(parser, feed_get_holder(parser), feed_copy_line(parser, &text));
}

static void end_keywords(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                         struct feed_text *text)
{
    g_auto(GStrv) words = g_strsplit(text->text, ",", 256);
    for (guint i = 0; words[i]; i++) {
        struct feed_text word = { words[i], strlen(words[i]), CAPTURE_TEXT, NULL };
        feed_add_tag(parser, feed_get_holder(parser), feed_copy_line(parser, &word));
    }
}

static void end_duration(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                         struct feed_text *text)
{
    parser->item.duration_s = feed_read_duration(text->text);
}

#define BOTH (PLACE_FEED | PLACE_ITEM)

/* name, spaces, places, place of its children, capture, begin, end, field, rank */
const struct feed_rule feed_rules_itunes[] = {
    { "title", SPACE_ITUNES, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_line, FIELD_TITLE, 1 },
    { "author", SPACE_ITUNES, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_person, FIELD_PEOPLE, 3 },
    { "subtitle", SPACE_ITUNES, PLACE_FEED, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_DESCRIPTION,
      1 },
    { "summary", SPACE_ITUNES, PLACE_FEED, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_DESCRIPTION,
      2 },
    { "summary", SPACE_ITUNES, PLACE_ITEM, 0, CAPTURE_GUESS, NULL, feed_end_body, BODY_ITUNES, 0 },
    { "subtitle", SPACE_ITUNES, PLACE_ITEM, 0, CAPTURE_GUESS, NULL, feed_end_body, BODY_DC, 0 },
    { "image", SPACE_ITUNES, BOTH, 0, CAPTURE_TEXT, begin_image, end_image, FIELD_IMAGE, 4 },
    { "link", SPACE_ITUNES, BOTH, 0, CAPTURE_TEXT, begin_link, end_link, FIELD_IMAGE, 4 },
    { "category", SPACE_ITUNES, BOTH, PLACE_SAME, CAPTURE_NONE, begin_category, NULL, 0, 0 },
    { "keywords", SPACE_ITUNES | SPACE_MEDIA, BOTH | PLACE_MEDIA, 0, CAPTURE_TEXT, NULL,
      end_keywords, 0, 0 },
    { "duration", SPACE_ITUNES, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, end_duration, 0, 0 },
    { NULL },
};
