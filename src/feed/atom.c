/* SPDX-License-Identifier: MIT */
/* Atom 1.0 (RFC 4287), Atom 0.3, and Atom's elements inside RSS. */
#include "parser.h"

#include "base/utf8.h"

#include <string.h>

#define IANA_RELATIONS "http://www.iana.org/assignments/relation/"

static void add_enclosure_link(struct feed_parser *parser, const struct feed_attributes *attributes,
                               const char *address)
{
    struct feed_enclosure *enclosure =
        feed_add_enclosure(parser, &parser->item, feed_get_base(parser), address);
    if (!enclosure)
        return;
    enclosure->type = feed_get_attribute(parser, attributes, "type");
    enclosure->title = feed_get_attribute(parser, attributes, "title");
    enclosure->size_bytes = feed_read_size(feed_get_attribute(parser, attributes, "length"));
}

/* An address of a link with the relation, for which no type was given. */
static void set_link(struct feed_parser *parser, const char *relation, guint8 rank,
                     const char *base, const char *address)
{
    static const struct {
        const char *relation;
        enum feed_field field;
    } rows[] = {
        { "self", FIELD_SELF },        { "hub", FIELD_HUB }, { "next", FIELD_NEXT },
        { "replies", FIELD_COMMENTS }, { "", FIELD_URL },    { "alternate", FIELD_URL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_ascii_strcasecmp(relation, rows[i].relation) == 0)
            feed_set_url(parser, feed_get_holder(parser), rows[i].field, rank, base, address);
}

/* RFC 4287 4.2.7; a page for reading comes before other alternates. */
static void begin_link(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                       const struct feed_attributes *attributes)
{
    const char *address = feed_get_attribute(parser, attributes, "href");
    const char *relation = feed_get_attribute(parser, attributes, "rel");
    relation = relation ? g_strchomp(g_strchug((char *)relation)) : "";
    if (g_ascii_strncasecmp(relation, IANA_RELATIONS, strlen(IANA_RELATIONS)) == 0)
        relation += strlen(IANA_RELATIONS);
    parser->text_counts = !address || !address[strspn(address, " \t\r\n")];
    parser->link_relation = relation;
    if (parser->text_counts)
        return;
    const bool is_alternate = !*relation || g_ascii_strcasecmp(relation, "alternate") == 0;
    guint8 rank = 4;
    if (is_alternate) {
        const char *type = feed_get_attribute(parser, attributes, "type");
        const bool is_page =
            !type || g_ascii_strncasecmp(type, "text/html", 9) == 0 || strstr(type, "xhtml");
        rank = parser->native == SPACE_ATOM ? (is_page ? 5 : 3) : (is_page ? 4 : 1);
    }
    if (g_ascii_strcasecmp(relation, "enclosure") == 0 && feed_get_holder(parser) == &parser->item)
        add_enclosure_link(parser, attributes, address);
    else
        set_link(parser, relation, rank, feed_get_base(parser), address);
}

/* Some have the address as the element's text. An empty one means xml:base itself (RFC 3986 4.4). */
static void end_link(struct feed_parser *parser, const struct feed_rule *rule,
                     struct feed_text *text)
{
    if (!parser->text_counts)
        return;
    const bool is_empty = !text->text[strspn(text->text, " \t\r\n")];
    if (!is_empty)
        set_link(parser, parser->link_relation, rule->rank, text->base, text->text);
    else if (text->base != parser->options.base_url)
        set_link(parser, parser->link_relation, rule->rank, NULL, text->base);
}

static void begin_category(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                           const struct feed_attributes *attributes)
{
    char *label = feed_get_attribute(parser, attributes, "label");
    if (!label || !label[strspn(label, " \t\r\n")])
        label = feed_get_attribute(parser, attributes, "term");
    parser->text_counts = !label;
    if (!label)
        return;
    struct feed_text text = { label, strlen(label), CAPTURE_TEXT, NULL };
    feed_add_tag(parser, feed_get_holder(parser), feed_copy_line(parser, &text));
}

static void begin_person(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                         G_GNUC_UNUSED const struct feed_attributes *attributes)
{
    memset(&parser->person, 0, sizeof parser->person);
    g_string_truncate(parser->text, 0);
}

static void end_person(struct feed_parser *parser, const struct feed_rule *rule,
                       G_GNUC_UNUSED struct feed_text *text)
{
    struct feed_holder *holder = feed_get_holder(parser);
    const struct feed_person *person = &parser->person;
    if (person->name || person->url || person->email)
        feed_add_person(parser, holder, rule->rank, person);
    else if (utf8_collapse(parser->text->str, parser->text->len))
        feed_add_person_text(parser, holder, rule->rank, parser->text->str);
}

/* Some have the name as the element's text. */
static void end_category(struct feed_parser *parser, const struct feed_rule *rule,
                         struct feed_text *text)
{
    if (parser->text_counts)
        feed_end_tag(parser, rule, text);
}

static void end_name(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                     struct feed_text *text)
{
    if (!parser->person.name)
        parser->person.name = feed_copy_line(parser, text);
}

static void end_address(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                        struct feed_text *text)
{
    if (!parser->person.url)
        parser->person.url = feed_resolve(parser, text->base, text->text);
}

static void end_email(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                      struct feed_text *text)
{
    if (!parser->person.email)
        parser->person.email = feed_copy_line(parser, text);
}

static void end_id(struct feed_parser *parser, const struct feed_rule *rule, struct feed_text *text)
{
    g_strchomp(g_strchug(text->text));
    feed_set_text(parser, feed_get_holder(parser), rule->field, rule->rank, text->text);
}

/* RFC 4287 4.2.11: what the feed it was taken from says of itself. */
static void begin_source(struct feed_parser *parser, G_GNUC_UNUSED const struct feed_rule *rule,
                         G_GNUC_UNUSED const struct feed_attributes *attributes)
{
    parser->has_source = true;
    feed_holder_init(&parser->source);
}

#define BOTH (PLACE_FEED | PLACE_ITEM)
#define ALL (PLACE_FEED | PLACE_ITEM | PLACE_SOURCE)

/* name, spaces, places, place of its children, capture, begin, end, field, rank */
const struct feed_rule feed_rules_atom[] = {
    { "entry", SPACE_ATOM, PLACE_ROOT | PLACE_FEED, PLACE_ITEM, CAPTURE_NONE, feed_begin_item,
      feed_end_item, 0, 0 },
    { "title", SPACE_ATOM, ALL, 0, CAPTURE_BY_TYPE, NULL, feed_end_line, FIELD_TITLE, 4 },
    { "subtitle", SPACE_ATOM, ALL, 0, CAPTURE_BY_TYPE, NULL, feed_end_line, FIELD_DESCRIPTION, 4 },
    { "tagline", SPACE_ATOM, ALL, 0, CAPTURE_BY_TYPE, NULL, feed_end_line, FIELD_DESCRIPTION, 4 },
    { "info", SPACE_ATOM, ALL, 0, CAPTURE_BY_TYPE, NULL, feed_end_line, FIELD_DESCRIPTION, 2 },
    { "link", SPACE_ATOM, ALL, 0, CAPTURE_TEXT, begin_link, end_link, FIELD_URL, 1 },
    { "id", SPACE_ATOM, ALL, 0, CAPTURE_TEXT, NULL, end_id, FIELD_GUID, 4 },
    { "updated", SPACE_ATOM, ALL, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_UPDATED, 5 },
    { "modified", SPACE_ATOM, ALL, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_UPDATED, 5 },
    { "published", SPACE_ATOM, ALL, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_PUBLISHED, 5 },
    { "issued", SPACE_ATOM, ALL, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_PUBLISHED, 5 },
    { "created", SPACE_ATOM, ALL, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_PUBLISHED, 3 },
    { "author", SPACE_ATOM, BOTH, PLACE_PERSON, CAPTURE_NONE, begin_person, end_person,
      FIELD_PEOPLE, 4 },
    { "owner", SPACE_ITUNES, PLACE_FEED, PLACE_PERSON, CAPTURE_NONE, begin_person, end_person,
      FIELD_PEOPLE, 1 },
    { "name", SPACE_ATOM | SPACE_ITUNES, PLACE_PERSON, 0, CAPTURE_GUESS, NULL, end_name, 0, 0 },
    { "uri", SPACE_ATOM, PLACE_PERSON, 0, CAPTURE_TEXT, NULL, end_address, 0, 0 },
    { "url", SPACE_ATOM, PLACE_PERSON, 0, CAPTURE_TEXT, NULL, end_address, 0, 0 },
    { "homepage", SPACE_ATOM, PLACE_PERSON, 0, CAPTURE_TEXT, NULL, end_address, 0, 0 },
    { "email", SPACE_ATOM | SPACE_ITUNES, PLACE_PERSON, 0, CAPTURE_TEXT, NULL, end_email, 0, 0 },
    { "category", SPACE_ATOM, BOTH, 0, CAPTURE_TEXT, begin_category, end_category, 0, 0 },
    { "summary", SPACE_ATOM, PLACE_ITEM, 0, CAPTURE_BY_TYPE, NULL, feed_end_body, BODY_DESCRIPTION,
      0 },
    { "content", SPACE_ATOM, PLACE_ITEM, 0, CAPTURE_BY_TYPE, NULL, feed_end_body, BODY_CONTENT, 0 },
    { "source", SPACE_ATOM, PLACE_ITEM, PLACE_SOURCE, CAPTURE_NONE, begin_source, NULL, 0, 0 },
    { "rights", SPACE_ATOM, ALL, 0, CAPTURE_BY_TYPE, NULL, feed_end_line, FIELD_COPYRIGHT, 4 },
    { "copyright", SPACE_ATOM, ALL, 0, CAPTURE_BY_TYPE, NULL, feed_end_line, FIELD_COPYRIGHT, 4 },
    { "generator", SPACE_ATOM, PLACE_FEED, 0, CAPTURE_TEXT, NULL, feed_end_line, FIELD_GENERATOR,
      4 },
    { "icon", SPACE_ATOM, PLACE_FEED, 0, CAPTURE_TEXT, NULL, feed_end_url, FIELD_ICON, 4 },
    { "logo", SPACE_ATOM, PLACE_FEED, 0, CAPTURE_TEXT, NULL, feed_end_url, FIELD_IMAGE, 4 },
    { NULL },
};
