/* SPDX-License-Identifier: MIT */
/* Media RSS. What is inside a media:content belongs to it, not to the item. */
#include "parser.h"

#include <string.h>

#define MAX_MEDIUM_BYTES 32
#define MAX_PIXELS 1000000 /* more than any picture's side */

static const char *copy_medium(struct feed_parser *parser, const char *medium)
{
    if (!medium || !*medium || strlen(medium) > MAX_MEDIUM_BYTES)
        return NULL;
    g_autofree char *lower = g_ascii_strdown(medium, -1);
    return arena_strdup(parser->arena, lower);
}

/* A number of pixels, 0 where it is not one; some write "640px". */
static guint32 read_pixels(const char *text)
{
    char *end;
    const guint64 pixels = text ? g_ascii_strtoull(text, &end, 10) : 0;
    return pixels <= MAX_PIXELS ? (guint32)pixels : 0;
}

/* A feed's own media are of use where they are its picture. */
static void begin_feed_content(struct feed_parser *parser, const struct feed_rule *rule,
                               const struct feed_attributes *attributes)
{
    if (feed_is_picture(feed_get_attribute(parser, attributes, "medium"),
                        feed_get_attribute(parser, attributes, "type")))
        feed_set_url(parser, &parser->feed, rule->field, rule->rank, feed_get_base(parser),
                     feed_get_attribute(parser, attributes, "url"));
}

static void begin_content(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                          const struct feed_attributes *attributes)
{
    const char *url = feed_get_attribute(parser, attributes, "url");
    const char *medium = feed_get_attribute(parser, attributes, "medium");
    const char *type = feed_get_attribute(parser, attributes, "type");
    parser->enclosure = NULL;
    if (feed_is_picture(medium, type))
        feed_set_url(parser, &parser->item, FIELD_IMAGE, 2, feed_get_base(parser), url);
    struct feed_enclosure *enclosure =
        feed_add_enclosure(parser, &parser->item, feed_get_base(parser), url);
    parser->enclosure = enclosure;
    if (!enclosure)
        return;
    if (!enclosure->type)
        enclosure->type = type;
    if (!enclosure->medium)
        enclosure->medium = copy_medium(parser, medium);
    if (!enclosure->width)
        enclosure->width = read_pixels(feed_get_attribute(parser, attributes, "width"));
    if (!enclosure->height)
        enclosure->height = read_pixels(feed_get_attribute(parser, attributes, "height"));
    if (enclosure->size_bytes < 0)
        enclosure->size_bytes = feed_read_size(feed_get_attribute(parser, attributes, "filesize"));
    if (enclosure->duration_s < 0)
        enclosure->duration_s =
            feed_read_duration(feed_get_attribute(parser, attributes, "duration"));
}

static void end_content_title(struct feed_parser *parser,
                              G_GNUC_UNUSED const struct feed_rule *rule, struct feed_text *text)
{
    if (parser->enclosure && !parser->enclosure->title)
        parser->enclosure->title = feed_copy_line(parser, text);
}

/* What a picture shows, for those who can't see it. */
static void end_content_description(struct feed_parser *parser,
                                    G_GNUC_UNUSED const struct feed_rule *rule,
                                    struct feed_text *text)
{
    if (parser->enclosure && !parser->enclosure->description)
        parser->enclosure->description = feed_copy_description(parser, text);
}

static void begin_thumbnail(struct feed_parser *parser, const struct feed_rule *rule,
                            const struct feed_attributes *attributes)
{
    feed_set_url(parser, feed_get_holder(parser), rule->field, rule->rank, feed_get_base(parser),
                 feed_get_attribute(parser, attributes, "url"));
}

/* Some write the address as the element's text. */
static void end_thumbnail(struct feed_parser *parser, const struct feed_rule *rule,
                          struct feed_text *text)
{
    feed_set_url(parser, feed_get_holder(parser), rule->field, rule->rank, text->base, text->text);
}

#define ITEM_AND_CONTENT (PLACE_ITEM | PLACE_MEDIA)

/* name, spaces, places, place of its children, capture, begin, end, field, rank */
const struct feed_rule feed_rules_media[] = {
    { "group", SPACE_MEDIA, PLACE_ITEM, PLACE_SAME, CAPTURE_NONE, NULL, NULL, 0, 0 },
    { "content", SPACE_MEDIA, PLACE_ITEM, PLACE_MEDIA, CAPTURE_NONE, begin_content, NULL, 0, 0 },
    { "title", SPACE_MEDIA, PLACE_MEDIA, 0, CAPTURE_BY_MEDIA, NULL, end_content_title, 0, 0 },
    { "description", SPACE_MEDIA, PLACE_MEDIA, 0, CAPTURE_BY_MEDIA, NULL, end_content_description,
      0, 0 },
    { "title", SPACE_MEDIA, PLACE_ITEM, 0, CAPTURE_BY_MEDIA, NULL, feed_end_line, FIELD_TITLE, 1 },
    { "description", SPACE_MEDIA, PLACE_ITEM, 0, CAPTURE_BY_MEDIA, NULL, feed_end_body, BODY_MEDIA,
      0 },
    { "thumbnail", SPACE_MEDIA, PLACE_FEED, 0, CAPTURE_TEXT, begin_thumbnail, end_thumbnail,
      FIELD_IMAGE, 2 },
    { "content", SPACE_MEDIA, PLACE_FEED, 0, CAPTURE_NONE, begin_feed_content, NULL, FIELD_IMAGE,
      1 },
    { "copyright", SPACE_MEDIA, PLACE_FEED, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_COPYRIGHT,
      1 },
    { "thumbnail", SPACE_MEDIA, ITEM_AND_CONTENT, 0, CAPTURE_TEXT, begin_thumbnail, end_thumbnail,
      FIELD_THUMBNAIL, 4 },
    { "category", SPACE_MEDIA, ITEM_AND_CONTENT, 0, CAPTURE_GUESS, NULL, feed_end_tag, 0, 0 },
    { "credit", SPACE_MEDIA, ITEM_AND_CONTENT, 0, CAPTURE_GUESS, NULL, feed_end_person,
      FIELD_PEOPLE, 1 },
    { NULL },
};
