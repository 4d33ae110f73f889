/* SPDX-License-Identifier: MIT */
/* Inside feed: the state of one parse, and the tables that say what each element of each dialect
 * means. */
#ifndef FEED_PARSER_H
#define FEED_PARSER_H

#include "feed/feed.h"

#define FEED_SANE_FROM 631152000 /* 1990-01-01: nothing in a feed was published before */

/* Namespaces that are understood; bits, so that a rule can name several. */
enum feed_space {
    SPACE_FOREIGN = 0,
    SPACE_RSS = 1 << 0, /* RSS of any version, with or without a namespace; also CDF */
    SPACE_ATOM = 1 << 1,
    SPACE_RDF = 1 << 2,
    SPACE_DC = 1 << 3,
    SPACE_TERMS = 1 << 4, /* dcterms */
    SPACE_CONTENT = 1 << 5,
    SPACE_ITUNES = 1 << 6,
    SPACE_MEDIA = 1 << 7,
    SPACE_XHTML = 1 << 8,
    SPACE_GEO = 1 << 9,
    SPACE_GEORSS = 1 << 10,
    SPACE_GML = 1 << 11,
    SPACE_XML = 1 << 12,
    SPACE_PODCAST = 1 << 13,
    SPACE_SYNDICATION = 1 << 14,
    SPACE_ADMIN = 1 << 15,
    SPACE_CHAPTERS = 1 << 16, /* Podlove Simple Chapters */
    SPACE_OTHER = 1 << 17,    /* known, so that its elements are taken for no one else's */
};

/* Where an element stands. */
enum feed_place {
    PLACE_NOWHERE = 0, /* in something that is not read */
    PLACE_ROOT = 1 << 0,
    PLACE_FEED = 1 << 1,
    PLACE_ITEM = 1 << 2,
    PLACE_SOURCE = 1 << 3,
    PLACE_PERSON = 1 << 4,
    PLACE_IMAGE = 1 << 5,
    PLACE_MEDIA = 1 << 6, /* in media:content */
    PLACE_SAME = 1 << 7,  /* as a rule's "inside": its children count as its siblings */
};

/* How the characters in an element are gathered. */
enum feed_capture {
    CAPTURE_NONE,     /* it has children, not text */
    CAPTURE_TEXT,     /* tags go, the text is plain */
    CAPTURE_GUESS,    /* tags stay; the text is plain unless it looks like HTML (RSS) */
    CAPTURE_HTML,     /* tags stay, the text is HTML */
    CAPTURE_XHTML,    /* tags stay, the text is escaped: HTML in the end */
    CAPTURE_BY_TYPE,  /* as the attributes "type" and "mode" say (RFC 4287 3.1, Atom 0.3) */
    CAPTURE_BY_MEDIA, /* as Media RSS's "type" says, "plain" or "html"; without it, GUESS */
};

/* What a feed, an item or a source has one of. */
enum feed_field {
    FIELD_TITLE,
    FIELD_URL,
    FIELD_GUID,
    FIELD_SELF,
    FIELD_HUB,
    FIELD_NEXT,
    FIELD_DESCRIPTION,
    FIELD_LANGUAGE,
    FIELD_ICON,
    FIELD_IMAGE,
    FIELD_THUMBNAIL,
    FIELD_COPYRIGHT,
    FIELD_GENERATOR,
    FIELD_COMMENTS,
    FIELD_EXTERNAL,
    FIELD_PUBLISHED,
    FIELD_UPDATED,
    FIELD_PEOPLE,
    N_FIELDS
};

/* The texts an item may have, the fullest first. */
enum feed_body_kind {
    BODY_CONTENT,
    BODY_FULL,
    BODY_DESCRIPTION,
    BODY_ITUNES,
    BODY_MEDIA,
    BODY_DC,
    N_BODIES
};

struct feed_body {
    const char *text; /* NULL: none */
    bool is_html;
    const char *base;
};

/* A chapter that the feed itself names. */
struct feed_chapter {
    double start_s;
    const char *title; /* one line, or NULL */
    struct feed_chapter *next;
};

/* What has been read of a feed, an item or a source. A field is only replaced by one of a higher
 * rank. */
struct feed_holder {
    guint8 ranks[N_FIELDS];
    const char *fields[N_FIELDS];
    gint64 published_at, updated_at;
    bool published_is_day, updated_is_day;
    struct feed_body bodies[N_BODIES];
    struct feed_person *people, **people_tail;
    struct feed_tag *tags, **tags_tail;
    struct feed_enclosure *enclosures, **enclosures_tail;
    const char *chapters;              /* address of a file of chapters */
    struct feed_chapter *own_chapters; /* the last one first */
    guint n_own_chapters;
    double duration_s;
    double latitude, longitude;
    bool has_latitude, has_longitude;
};

struct feed_attributes {
    const unsigned char *const *list; /* libxml2's: name, prefix, address, begin, end */
    int n;
};

struct feed_text {
    char *text; /* NUL-terminated, may be changed in place */
    size_t len;
    enum feed_capture capture; /* TEXT, GUESS or HTML */
    const char *base;
    bool has_tags; /* elements of the document stand in it: what looks like a tag is one */
};

struct feed_parser;
struct feed_rule;

typedef void feed_begin_function(struct feed_parser *parser, const struct feed_rule *rule,
                                 const struct feed_attributes *attributes);
typedef void feed_end_function(struct feed_parser *parser, const struct feed_rule *rule,
                               struct feed_text *text);

/* One element of a dialect. */
struct feed_rule {
    const char *name; /* lower case */
    guint spaces, places;
    guint inside; /* the place of its children; PLACE_NOWHERE for elements with text */
    enum feed_capture capture;
    feed_begin_function *begin; /* or NULL */
    feed_end_function *end;     /* or NULL; with a text unless capture is CAPTURE_NONE */
    guint8 field, rank;
};

/* Each dialect's rows, ended by one without a name. */
extern const struct feed_rule feed_rules_rss[], feed_rules_atom[], feed_rules_dublin_core[],
    feed_rules_itunes[], feed_rules_media[], feed_rules_geo[], feed_rules_schedule[];

struct feed_element {
    const struct feed_rule *rule; /* or NULL */
    const char *base, *language;
    const void *prefix; /* of a non-HTML element inside captured text, else NULL */
    guint8 place;       /* of its children */
    bool is_svg;        /* and inside captured text */
};

struct feed_space_entry {
    const void *address, *prefix;
    enum feed_space space;
};

struct feed_rule_entry {
    const void *name;
    guint space, place;
    const struct feed_rule *rule;
};

#define FEED_RULE_CACHE 256
#define FEED_SPACE_CACHE 16

struct feed_parser {
    struct arena *arena;
    struct feed_document *document;
    struct feed_options options;
    struct feed_holder feed, item, source;
    struct feed_person person;
    struct feed_enclosure *enclosure; /* of the media:content being read */
    struct feed_item **items_tail;

    struct feed_element *stack;
    guint depth, capacity;
    GString *text;
    enum feed_capture capture; /* of the element at capture_depth; NONE: nothing is gathered */
    guint capture_depth;
    /* sy:updatePeriod and sy:updateFrequency as they were read; 0: not yet */
    gint64 update_period_s;
    gint64 update_frequency;
    bool has_source;   /* something of the item's source was read */
    bool has_progress; /* libxml2 has reported something since it was given the last piece */
    bool is_base64;
    bool has_tags;             /* an element was opened in the text that is gathered */
    bool text_counts;          /* the element being read has no attribute with its value */
    bool is_east_first;        /* longitude stands before latitude in the point being read */
    const char *link_relation; /* of the Atom link being read; NULL: RSS's own, or not of use */
    const char *capture_base;

    enum feed_space native;   /* what elements without a namespace are */
    const void *root_address; /* the root's namespace: native, whatever it is */
    guint n_spaces;
    struct feed_space_entry spaces[FEED_SPACE_CACHE];
    struct feed_rule_entry rules[FEED_RULE_CACHE];
};

/* feed.c: bytes as valid UTF-8 without control characters; *len is its length. Freed with
 * g_free() through *owned if it is not the input itself. */
const char *feed_decode(const char *bytes, size_t *len, const char *content_type, char **owned);

/* mend.c: what stands before the root and where the root begins; NULL where no feed's root is found
 * (*what: what the document looks like, static). */
const char *feed_find_root(const char *text, size_t len, const char **what);

/* mend.c: root to the end as well-formed XML that libxml2 reads without an error; prologue is what
 * precedes root (for its entity declarations). NULL where the input is so already, up to *len,
 * which is where the root ends. */
GString *feed_mend(const char *prologue, const char *root, const char *end, size_t *len);

/* xml.c, json.c */
bool feed_parse_xml(struct feed_parser *parser, const char *text, size_t len, GError **error);
bool feed_parse_json(struct feed_parser *parser, const char *text, size_t len, GError **error);

/* namespace.c */
enum feed_space feed_find_space(const char *address);
enum feed_space feed_find_usual_space(const char *prefix);

/* holder.c: a holder's life */
void feed_holder_init(struct feed_holder *holder);
struct feed_holder *feed_get_holder(struct feed_parser *parser);
void feed_finish_item(struct feed_parser *parser);
void feed_finish_document(struct feed_parser *parser);

/* field.c: values into the holder of the element being read. Strings are copied into the arena;
 * empty strings are ignored. */
void feed_set_text(struct feed_parser *parser, struct feed_holder *holder, enum feed_field field,
                   guint8 rank, const char *text);
void feed_set_url(struct feed_parser *parser, struct feed_holder *holder, enum feed_field field,
                  guint8 rank, const char *base, const char *url);
void feed_set_date(struct feed_parser *parser, struct feed_holder *holder, enum feed_field field,
                   guint8 rank, const char *text);
void feed_set_body(struct feed_parser *parser, struct feed_holder *holder, enum feed_body_kind kind,
                   const struct feed_text *text);
void feed_add_person(struct feed_parser *parser, struct feed_holder *holder, guint8 rank,
                     const struct feed_person *person);
void feed_add_person_text(struct feed_parser *parser, struct feed_holder *holder, guint8 rank,
                          const char *text);
void feed_add_tag(struct feed_parser *parser, struct feed_holder *holder, const char *name);
struct feed_enclosure *feed_add_enclosure(struct feed_parser *parser, struct feed_holder *holder,
                                          const char *base, const char *url);
const char *feed_copy_line(struct feed_parser *parser, struct feed_text *text);
const char *feed_copy_description(struct feed_parser *parser, struct feed_text *text);
char *feed_resolve(struct feed_parser *parser, const char *base, const char *url);
const char *feed_get_base(struct feed_parser *parser);
gint64 feed_read_size(const char *text);
double feed_read_duration(const char *text);

/* field.c: what rules commonly do when their element ends */
void feed_end_line(struct feed_parser *parser, const struct feed_rule *rule,
                   struct feed_text *text);
void feed_end_url(struct feed_parser *parser, const struct feed_rule *rule, struct feed_text *text);
void feed_end_date(struct feed_parser *parser, const struct feed_rule *rule,
                   struct feed_text *text);
void feed_end_body(struct feed_parser *parser, const struct feed_rule *rule,
                   struct feed_text *text);
void feed_end_person(struct feed_parser *parser, const struct feed_rule *rule,
                     struct feed_text *text);
void feed_end_tag(struct feed_parser *parser, const struct feed_rule *rule, struct feed_text *text);
void feed_end_language(struct feed_parser *parser, const struct feed_rule *rule,
                       struct feed_text *text);

/* field.c: whether Media RSS's medium or a media type, either of which may be NULL, is a picture's
 */
bool feed_is_picture(const char *medium, const char *type);

/* relative.c: whether an address of the holder that is relative to base has to wait for the item's
 * own address, which it is relative to where no xml:base is in force */
bool feed_is_late(const struct feed_parser *parser, const struct feed_holder *holder,
                  const char *base);
/* relative.c: feed_resolve(), but an address that has to wait stays relative */
const char *feed_resolve_late(struct feed_parser *parser, const struct feed_holder *holder,
                              const char *base, const char *url);
/* relative.c: at the end, when the document's own values are in place: resolves what had to wait
 * against the item's address, else the document's, else (where that is not known) the site's */
void feed_finish_addresses(struct feed_parser *parser);

/* attribute.c: the attribute's value in the arena, or NULL. name: in lower case; any prefix but xml,
 * and the prefix xml. */
char *feed_get_attribute(struct feed_parser *parser, const struct feed_attributes *attributes,
                         const char *name);
char *feed_get_xml_attribute(struct feed_parser *parser, const struct feed_attributes *attributes,
                             const char *name);

/* item.c: begin and end of an item, shared with Atom's entry */
void feed_begin_item(struct feed_parser *parser, const struct feed_rule *rule,
                     const struct feed_attributes *attributes);
void feed_end_item(struct feed_parser *parser, const struct feed_rule *rule,
                   struct feed_text *text);

#endif
