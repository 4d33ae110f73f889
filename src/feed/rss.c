/* SPDX-License-Identifier: MIT */
/* RSS 0.90 to 2.0 and RSS 1.0, CDF, and the content module. */
#include "parser.h"

#include "base/url.h"

#include <string.h>

enum { MAX_CHAPTERS = 300, MAX_CHAPTER_BYTES = 200 };

static void begin_channel(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                          const struct feed_attributes *attributes)
{
    const char *about = feed_get_attribute(parser, attributes, "about");
    if (url_is_http(about))
        feed_set_url(parser, &parser->feed, FIELD_URL, 1, feed_get_base(parser), about);
}

/* <link>address</link>, and in a few <link href="address"/>. */
static void begin_link(struct feed_parser *parser, const struct feed_rule *rule,
                       const struct feed_attributes *attributes)
{
    if (!attributes->n)
        return;
    const char *relation = feed_get_attribute(parser, attributes, "rel");
    if (!relation || g_ascii_strcasecmp(relation, "alternate") == 0)
        feed_set_url(parser, feed_get_holder(parser), rule->field, 3, feed_get_base(parser),
                     feed_get_attribute(parser, attributes, "href"));
}

/* The id, byte for byte but for white space around it; also the page, if it is a permanent link. */
static void begin_guid(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                       const struct feed_attributes *attributes)
{
    const char *permanent = feed_get_attribute(parser, attributes, "ispermalink");
    parser->item.ranks[FIELD_EXTERNAL] =
        permanent && g_ascii_strncasecmp(permanent + strspn(permanent, " "), "false", 5) == 0;
}

static void end_guid(struct feed_parser *parser, const struct feed_rule *rule,
                     struct feed_text *text)
{
    const bool is_permanent = !parser->item.ranks[FIELD_EXTERNAL];
    parser->item.ranks[FIELD_EXTERNAL] = 0;
    g_strchomp(g_strchug(text->text));
    feed_set_text(parser, &parser->item, FIELD_GUID, rule->rank, text->text);
    if (is_permanent && url_is_http(text->text))
        feed_set_url(parser, &parser->item, FIELD_URL, 2, text->base, text->text);
}

static void begin_enclosure(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                            const struct feed_attributes *attributes)
{
    const char *url = feed_get_attribute(parser, attributes, "url");
    struct feed_enclosure *enclosure =
        feed_add_enclosure(parser, &parser->item, feed_get_base(parser), url);
    if (!enclosure)
        return;
    if (!enclosure->type)
        enclosure->type = feed_get_attribute(parser, attributes, "type");
    if (enclosure->size_bytes < 0)
        enclosure->size_bytes = feed_read_size(feed_get_attribute(parser, attributes, "length"));
}

/* https://podcastindex.org/namespace/1.0#chapters */
static void begin_chapters(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                           const struct feed_attributes *attributes)
{
    const char *url = feed_get_attribute(parser, attributes, "url");
    if (url && *url)
        parser->item.chapters =
            feed_resolve_late(parser, &parser->item, feed_get_base(parser), url);
}

/* https://podlove.org/simple-chapters: times as RFC 2326 3.6 has them (npt) */
static void begin_chapter(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                          const struct feed_attributes *attributes)
{
    const double start_s = feed_read_duration(feed_get_attribute(parser, attributes, "start"));
    char *title = feed_get_attribute(parser, attributes, "title");
    if (start_s < 0 || parser->item.n_own_chapters >= MAX_CHAPTERS)
        return;
    struct feed_text text = { title, title ? strnlen(title, MAX_CHAPTER_BYTES) : 0, CAPTURE_TEXT,
                              NULL };
    struct feed_chapter *chapter = arena_new0(parser->arena, struct feed_chapter);
    chapter->start_s = start_s;
    chapter->title = title ? feed_copy_line(parser, &text) : NULL;
    chapter->next = parser->item.own_chapters;
    parser->item.own_chapters = chapter;
    parser->item.n_own_chapters++;
}

static void begin_source(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                         const struct feed_attributes *attributes)
{
    parser->has_source = true;
    feed_set_url(parser, &parser->source, FIELD_URL, 5, feed_get_base(parser),
                 feed_get_attribute(parser, attributes, "url"));
}

static void end_source(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                       struct feed_text *text)
{
    feed_set_text(parser, &parser->source, FIELD_TITLE, 5, feed_copy_line(parser, text));
}

/* CDF: <A HREF="address">. */
static void begin_anchor(struct feed_parser *parser, const struct feed_rule *rule,
                         const struct feed_attributes *attributes)
{
    feed_set_url(parser, feed_get_holder(parser), rule->field, rule->rank, feed_get_base(parser),
                 feed_get_attribute(parser, attributes, "href"));
}

/* <admin:generatorAgent rdf:resource="address"/> */
static void begin_generator(struct feed_parser *parser, const struct feed_rule *rule,
                            const struct feed_attributes *attributes)
{
    feed_set_text(parser, &parser->feed, rule->field, rule->rank,
                  feed_get_attribute(parser, attributes, "resource"));
}

static void end_image_url(struct feed_parser *parser, const struct feed_rule *rule,
                          struct feed_text *text)
{
    feed_set_url(parser, feed_get_holder(parser), FIELD_IMAGE, rule->rank, text->base, text->text);
}

static void begin_logo(struct feed_parser *parser, const struct feed_rule *rule,
                       const struct feed_attributes *attributes)
{
    feed_set_url(parser, feed_get_holder(parser), FIELD_IMAGE, rule->rank, feed_get_base(parser),
                 feed_get_attribute(parser, attributes, "href"));
}

#define BOTH (PLACE_FEED | PLACE_ITEM)

/* name, spaces, places, place of its children, capture, begin, end, field, rank */
const struct feed_rule feed_rules_rss[] = {
    { "channel", SPACE_RSS, PLACE_ROOT, PLACE_FEED, CAPTURE_NONE, begin_channel, NULL, 0, 0 },
    { "item", SPACE_RSS, PLACE_ROOT | PLACE_FEED, PLACE_ITEM, CAPTURE_NONE, feed_begin_item,
      feed_end_item, 0, 0 },
    { "title", SPACE_RSS, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_line, FIELD_TITLE, 5 },
    { "link", SPACE_RSS, BOTH, 0, CAPTURE_TEXT, begin_link, feed_end_url, FIELD_URL, 5 },
    { "description", SPACE_RSS, PLACE_FEED, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_DESCRIPTION,
      5 },
    { "description", SPACE_RSS, PLACE_ITEM, 0, CAPTURE_GUESS, NULL, feed_end_body, BODY_DESCRIPTION,
      0 },
    { "abstract", SPACE_RSS, PLACE_FEED, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_DESCRIPTION,
      4 },
    { "abstract", SPACE_RSS, PLACE_ITEM, 0, CAPTURE_GUESS, NULL, feed_end_body, BODY_DESCRIPTION,
      0 },
    { "fullitem", SPACE_RSS, PLACE_ITEM, 0, CAPTURE_HTML, NULL, feed_end_body, BODY_FULL, 0 },
    { "body", SPACE_RSS | SPACE_XHTML, PLACE_ITEM, 0, CAPTURE_XHTML, NULL, feed_end_body, BODY_FULL,
      0 },
    { "div", SPACE_XHTML, PLACE_ITEM, 0, CAPTURE_XHTML, NULL, feed_end_body, BODY_FULL, 0 },
    { "encoded", SPACE_CONTENT, PLACE_ITEM, 0, CAPTURE_HTML, NULL, feed_end_body, BODY_CONTENT, 0 },
    { "guid", SPACE_RSS, PLACE_ITEM, 0, CAPTURE_TEXT, begin_guid, end_guid, FIELD_GUID, 5 },
    { "pubdate", SPACE_RSS, BOTH, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_PUBLISHED, 5 },
    { "lastbuilddate", SPACE_RSS, PLACE_FEED, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_UPDATED,
      4 },
    { "author", SPACE_RSS, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_person, FIELD_PEOPLE, 4 },
    { "managingeditor", SPACE_RSS, PLACE_FEED, 0, CAPTURE_GUESS, NULL, feed_end_person,
      FIELD_PEOPLE, 5 },
    { "webmaster", SPACE_RSS, PLACE_FEED, 0, CAPTURE_GUESS, NULL, feed_end_person, FIELD_PEOPLE,
      1 },
    { "category", SPACE_RSS, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_tag, 0, 0 },
    { "comments", SPACE_RSS, PLACE_ITEM, 0, CAPTURE_TEXT, NULL, feed_end_url, FIELD_COMMENTS, 5 },
    { "enclosure", SPACE_RSS, PLACE_ITEM, 0, CAPTURE_NONE, begin_enclosure, NULL, 0, 0 },
    { "chapters", SPACE_PODCAST, PLACE_ITEM, 0, CAPTURE_NONE, begin_chapters, NULL, 0, 0 },
    { "chapters", SPACE_CHAPTERS, PLACE_ITEM, PLACE_SAME, CAPTURE_NONE, NULL, NULL, 0, 0 },
    { "chapter", SPACE_CHAPTERS, PLACE_ITEM, 0, CAPTURE_NONE, begin_chapter, NULL, 0, 0 },
    { "source", SPACE_RSS, PLACE_ITEM, 0, CAPTURE_GUESS, begin_source, end_source, 0, 0 },
    { "language", SPACE_RSS, BOTH, 0, CAPTURE_TEXT, NULL, feed_end_language, FIELD_LANGUAGE, 5 },
    { "copyright", SPACE_RSS, BOTH, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_COPYRIGHT, 5 },
    { "generator", SPACE_RSS, PLACE_FEED, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_GENERATOR,
      5 },
    { "image", SPACE_RSS, PLACE_ROOT | BOTH, PLACE_IMAGE, CAPTURE_NONE, NULL, NULL, 0, 0 },
    { "url", SPACE_RSS, PLACE_IMAGE, 0, CAPTURE_TEXT, NULL, end_image_url, FIELD_IMAGE, 5 },
    { "items", SPACE_RSS, PLACE_FEED, PLACE_SAME, CAPTURE_NONE, NULL, NULL, 0, 0 }, /* RSS 1.1 */
    { "a", SPACE_RSS, BOTH, 0, CAPTURE_NONE, begin_anchor, NULL, FIELD_URL, 4 },
    { "generatoragent", SPACE_ADMIN, PLACE_FEED, 0, CAPTURE_NONE, begin_generator, NULL,
      FIELD_GENERATOR, 4 },
    { "logo", SPACE_RSS, BOTH, 0, CAPTURE_NONE, begin_logo, NULL, FIELD_IMAGE, 4 },
    { NULL },
};
