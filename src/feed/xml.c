/* SPDX-License-Identifier: MIT */
/* libxml2's SAX2 events to the rules of the dialects: which element counts where, and its text. */
#include "parser.h"

#include "base/element.h"
#include "base/markup.h"
#include "base/url.h"
#include "base/utf8.h"

#include <libxml/parser.h>
#include <string.h>

#define CHUNK_BYTES (64 * 1024)
/* libxml2's table of names gets slow when it is large. Feeds have a few hundred; what is after so
 * many is not read. */
#define MAX_NAMES 50000
#define MAX_TEXT_BYTES (16 * 1024 * 1024) /* of an element; what becomes of it is shorter still */
#define MAX_BASE_BYTES 4096               /* relative bases accumulate; no real one is this long */

static const struct feed_rule *const dialects[] = { feed_rules_rss,         feed_rules_atom,
                                                    feed_rules_dublin_core, feed_rules_itunes,
                                                    feed_rules_media,       feed_rules_geo,
                                                    feed_rules_schedule };

static bool is_url_attribute(const char *name)
{
    static const char *const names[] = { "href",   "src",  "cite",   "longdesc",
                                         "poster", "data", "action", "background" };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

/* What namespace address (or, undeclared, prefix) means; libxml2 keeps one copy of each, so that
 * comparing pointers is enough. */
static enum feed_space feed_get_space(struct feed_parser *parser, const xmlChar *prefix,
                                      const xmlChar *address)
{
    if (address == parser->root_address && (address || !prefix))
        return parser->native;
    for (guint i = 0; i < parser->n_spaces; i++)
        if (parser->spaces[i].address == address && parser->spaces[i].prefix == prefix)
            return parser->spaces[i].space;
    enum feed_space space = address && *address ? feed_find_space((const char *)address)
                            : prefix            ? feed_find_usual_space((const char *)prefix)
                                                : parser->native;
    if (parser->n_spaces < FEED_SPACE_CACHE)
        parser->spaces[parser->n_spaces++] = (struct feed_space_entry){ address, prefix, space };
    return space;
}

static const struct feed_rule *feed_search_rule(const char *name, enum feed_space space,
                                                guint place)
{
    char lower[32];
    const size_t len = strlen(name);
    if (len >= sizeof lower)
        return NULL;
    for (size_t i = 0; i <= len; i++)
        lower[i] = g_ascii_tolower(name[i]);
    for (guint d = 0; d < G_N_ELEMENTS(dialects); d++)
        for (const struct feed_rule *rule = dialects[d]; rule->name; rule++)
            if ((rule->spaces & space) && (rule->places & place) && strcmp(rule->name, lower) == 0)
                return rule;
    return NULL;
}

static const struct feed_rule *feed_find_rule(struct feed_parser *parser, const xmlChar *name,
                                              enum feed_space space, guint place)
{
    if (place == PLACE_NOWHERE || space == SPACE_OTHER)
        return NULL;
    const guint slot = (guint)((((guintptr)name >> 2) ^ space ^ (place << 5)) % FEED_RULE_CACHE);
    struct feed_rule_entry *entry = &parser->rules[slot];
    if (entry->name != name || entry->space != space || entry->place != place)
        *entry = (struct feed_rule_entry){ name, space, place,
                                           feed_search_rule((const char *)name, space, place) };
    return entry->rule;
}

/* A name that is not HTML's keeps its prefix: "dc:title" in a picture is not the title of a page. A
 * picture's own title has words for those who can't see it. */
static void feed_append_name(GString *out, const struct feed_element *element, const char *name)
{
    if (element->is_svg && strcmp(name, "title") == 0)
        name = "desc";
    if (element->prefix) {
        g_string_append(out, element->prefix);
        g_string_append_c(out, ':');
    }
    g_string_append(out, name);
}

/* A tag inside a text that keeps its tags, as HTML; addresses whose base is not the text's are
 * resolved. */
static void feed_append_tag(struct feed_parser *parser, const struct feed_element *element,
                            const char *name, const struct feed_attributes *attributes)
{
    GString *out = parser->text;
    const char *base = element->base;
    g_string_append_c(out, '<');
    feed_append_name(out, element, name);
    for (int i = 0; i < attributes->n; i++) {
        const xmlChar *const *a = attributes->list + i * 5;
        const char *value = (const char *)a[3];
        if (a[1])
            continue; /* xml:base, xlink: and the like mean nothing in HTML */
        g_string_append_c(out, ' ');
        g_string_append(out, (const char *)a[0]);
        g_string_append(out, "=\"");
        if (base != parser->capture_base && is_url_attribute((const char *)a[0])) {
            g_autofree char *address = g_strndup(value, a[4] - a[3]);
            g_autofree char *resolved = url_resolve(base, address);
            markup_append_escaped(out, resolved, strlen(resolved));
        } else {
            markup_append_escaped(out, value, a[4] - a[3]);
        }
        g_string_append_c(out, '"');
    }
    g_string_append_c(out, '>');
}

/* How a text construct is to be read (RFC 4287 3.1; Atom 0.3 4.4 with its modes). */
static enum feed_capture feed_choose_capture(struct feed_parser *parser,
                                             const struct feed_attributes *attributes)
{
    g_autofree char *type = g_strdup(feed_get_attribute(parser, attributes, "type"));
    const char *mode = feed_get_attribute(parser, attributes, "mode");
    if (!type)
        type = g_strdup("text");
    g_strchomp(g_strchug(type));
    for (char *p = type; *p; p++)
        *p = g_ascii_tolower(*p);
    const bool is_html = g_str_equal(type, "html") || g_str_has_prefix(type, "text/html") ||
                         g_str_has_prefix(type, "text/x-html");
    const bool is_xhtml = strstr(type, "xhtml") != NULL;
    const bool is_xml = g_str_has_suffix(type, "+xml") || g_str_has_suffix(type, "/xml");
    parser->is_base64 =
        mode ? g_ascii_strcasecmp(mode, "base64") == 0
             : g_str_equal(type, "application/octet-stream") || g_str_has_prefix(type, "image/") ||
                   g_str_has_prefix(type, "audio/") || g_str_has_prefix(type, "video/");
    if (mode && g_ascii_strcasecmp(mode, "xml") == 0 && (is_html || is_xhtml))
        return CAPTURE_XHTML;
    if (is_xhtml)
        return mode && g_ascii_strcasecmp(mode, "escaped") == 0 ? CAPTURE_HTML : CAPTURE_XHTML;
    if (is_html)
        return CAPTURE_HTML;
    return is_xml && !parser->is_base64 ? CAPTURE_XHTML : CAPTURE_TEXT;
}

/* Media RSS: "plain" is the default, but many leave the type out and write HTML. */
static enum feed_capture feed_choose_media_capture(struct feed_parser *parser,
                                                   const struct feed_attributes *attributes)
{
    char *type = feed_get_attribute(parser, attributes, "type");
    if (!type || !*g_strchomp(g_strchug(type)))
        return CAPTURE_GUESS;
    if (g_ascii_strcasecmp(type, "plain") == 0 || g_ascii_strcasecmp(type, "text/plain") == 0 ||
        g_ascii_strcasecmp(type, "text") == 0)
        return CAPTURE_TEXT;
    return g_ascii_strcasecmp(type, "html") == 0 || g_ascii_strcasecmp(type, "text/html") == 0
               ? CAPTURE_HTML
               : CAPTURE_GUESS;
}

static struct feed_element *feed_push(struct feed_parser *parser)
{
    if (parser->depth == parser->capacity) {
        parser->capacity = MAX(32, parser->capacity * 2);
        parser->stack = g_renew(struct feed_element, parser->stack, parser->capacity);
    }
    struct feed_element *element = &parser->stack[parser->depth++];
    const struct feed_element *parent = parser->depth > 1 ? element - 1 : NULL;
    *element = (struct feed_element){ .base = parent ? parent->base : parser->options.base_url,
                                      .language = parent ? parent->language : NULL };
    return element;
}

static void feed_take_xml_attributes(struct feed_parser *parser, struct feed_element *element,
                                     const struct feed_attributes *attributes)
{
    const char *base = feed_get_xml_attribute(parser, attributes, "base");
    if (base && strlen(base) < MAX_BASE_BYTES) {
        g_autofree char *resolved = url_resolve(element->base, base);
        if (strlen(resolved) < MAX_BASE_BYTES)
            element->base = arena_strdup(parser->arena, resolved);
    }
    char *language = feed_get_xml_attribute(parser, attributes, "lang");
    if (!language)
        return;
    for (char *p = language; *p; p++)
        if (*p == '_')
            *p = '-';
    element->language = language;
}

/* The root says which dialect it is; anything else was sorted out by feed_find_root(). */
static void feed_open_root(struct feed_parser *parser, struct feed_element *element,
                           const char *name, const xmlChar *address,
                           const struct feed_attributes *attributes)
{
    static const char *const rss_versions[][2] = { { "0.90", "rss-0.90" }, { "0.91", "rss-0.91" },
                                                   { "0.92", "rss-0.92" }, { "0.93", "rss-0.93" },
                                                   { "0.94", "rss-0.94" }, { "1.0", "rss-1.0" } };
    const char *version = feed_get_attribute(parser, attributes, "version");
    const char *address_text = address ? (const char *)address : "";
    parser->root_address = address;
    parser->native = SPACE_RSS;
    element->place = PLACE_ROOT;
    const char *format = "rss-2.0";
    if (g_ascii_strcasecmp(name, "feed") == 0 || g_ascii_strcasecmp(name, "entry") == 0) {
        parser->native = SPACE_ATOM;
        element->place = g_ascii_tolower(*name) == 'f' ? PLACE_FEED : PLACE_ITEM;
        const bool is_old =
            version ? g_str_has_prefix(version, "0.") : strstr(address_text, "purl.org") != NULL;
        format = is_old ? "atom-0.3" : "atom-1.0";
    } else if (g_ascii_strcasecmp(name, "channel") == 0) {
        element->place = PLACE_FEED;
        format = "cdf";
        feed_set_url(parser, &parser->feed, FIELD_URL, 5, element->base,
                     feed_get_attribute(parser, attributes, "href"));
        feed_set_date(parser, &parser->feed, FIELD_UPDATED, 5,
                      feed_get_attribute(parser, attributes, "lastmod"));
    } else if (g_ascii_strcasecmp(name, "rdf") == 0) {
        format = "rss-1.0";
        parser->root_address = NULL;
    } else {
        for (guint i = 0; i < G_N_ELEMENTS(rss_versions); i++)
            if (version && strcmp(version + strspn(version, " "), rss_versions[i][0]) == 0)
                format = rss_versions[i][1];
    }
    parser->document->format = format;
    feed_set_text(parser, &parser->feed, FIELD_LANGUAGE, 1, element->language);
    if (element->place == PLACE_ITEM)
        feed_begin_item(parser, NULL, attributes);
}

static void feed_start_capture(struct feed_parser *parser, const struct feed_rule *rule,
                               const struct feed_attributes *attributes, const char *base)
{
    parser->is_base64 = parser->has_tags = false;
    parser->capture = rule->capture == CAPTURE_BY_TYPE ? feed_choose_capture(parser, attributes)
                      : rule->capture == CAPTURE_BY_MEDIA
                          ? feed_choose_media_capture(parser, attributes)
                          : rule->capture;
    parser->capture_depth = parser->depth;
    parser->capture_base = base;
    g_string_truncate(parser->text, 0);
}

/* An element within a text that is gathered. */
static void feed_open_captured(struct feed_parser *parser, struct feed_element *element,
                               const xmlChar *name, const xmlChar *prefix, const xmlChar *address,
                               const struct feed_attributes *attributes)
{
    const bool is_wrapper = parser->capture == CAPTURE_XHTML &&
                            parser->depth == parser->capture_depth + 1 &&
                            strcmp((const char *)name, "div") == 0;
    const enum feed_space space = prefix ? feed_get_space(parser, prefix, address) : SPACE_XHTML;
    element->is_svg = address && strstr((const char *)address, "www.w3.org/2000/svg");
    element->prefix = space == SPACE_XHTML || space == parser->native ? NULL : prefix;
    parser->has_tags |= !is_wrapper;
    if (parser->capture != CAPTURE_TEXT && !is_wrapper)
        feed_append_tag(parser, element, (const char *)name, attributes);
}

static void feed_open_element(void *data, const xmlChar *name, const xmlChar *prefix,
                              const xmlChar *address, int n_namespaces, const xmlChar **namespaces,
                              int n_attributes, G_GNUC_UNUSED int n_defaulted, const xmlChar **list)
{
    struct feed_parser *parser = data;
    const struct feed_attributes attributes = { list, n_attributes };
    parser->has_progress = true;
    struct feed_element *element = feed_push(parser);
    if (n_attributes)
        feed_take_xml_attributes(parser, element, &attributes);
    if (parser->capture) {
        feed_open_captured(parser, element, name, prefix, address, &attributes);
        return;
    }
    if (parser->depth == 1) {
        feed_open_root(parser, element, (const char *)name, address, &attributes);
        if (strcmp(parser->document->format, "rss-1.0") ==
            0) /* 0.90 differs by its namespace alone */
            for (int i = 0; i < n_namespaces; i++)
                if (strstr((const char *)namespaces[i * 2 + 1], "netscape.com/rdf/simple/0.9"))
                    parser->document->format = "rss-0.90";
        return;
    }
    const guint place = element[-1].place;
    enum feed_space space = feed_get_space(parser, prefix, address);
    if (space == SPACE_OTHER && !prefix && parser->depth == 2 && parser->native == SPACE_RSS &&
        g_ascii_strcasecmp((const char *)name, "channel") == 0) {
        parser->root_address = address; /* declared on the channel instead of the root */
        space = SPACE_RSS;
    }
    const struct feed_rule *rule = feed_find_rule(parser, name, space, place);
    element->rule = rule;
    if (!rule)
        return;
    element->place = rule->inside == PLACE_SAME ? place : rule->inside;
    if (rule->begin)
        rule->begin(parser, rule, &attributes);
    if (rule->capture != CAPTURE_NONE)
        feed_start_capture(parser, rule, &attributes, element->base);
    else if (rule->inside == PLACE_FEED || rule->inside == PLACE_ITEM)
        feed_set_text(parser, feed_get_holder(parser), FIELD_LANGUAGE, 1, element->language);
}

/* A CDATA section within a CDATA section, or escaped: its marks mean nothing any more, and HTML would
 * take the first with what follows for a comment. */
static void feed_strip_cdata(GString *text)
{
    static const char begin[] = "<![CDATA[", end[] = "]]>";
    char *to = strstr(text->str, begin);
    if (!to || !strstr(to, end))
        return; /* a title that speaks of it */
    for (const char *p = to; *p;) {
        if (*p == '<' && strncmp(p, begin, strlen(begin)) == 0)
            p += strlen(begin);
        else if (*p == ']' && strncmp(p, end, strlen(end)) == 0)
            p += strlen(end);
        else
            *to++ = *p++;
    }
    g_string_truncate(text, (gsize)(to - text->str));
}

/* The gathered text goes to the rule of its element. */
static void feed_end_capture(struct feed_parser *parser, const struct feed_rule *rule)
{
    GString *gathered = parser->text;
    if (parser->is_base64) {
        gsize len = 0;
        g_autofree guchar *bytes = g_base64_decode(gathered->str, &len);
        g_autofree char *decoded = utf8_clean((const char *)bytes, len, UTF8_BLOCK, NULL);
        g_string_assign(gathered, decoded);
    }
    if (rule->capture != CAPTURE_BY_TYPE || parser->capture == CAPTURE_HTML)
        feed_strip_cdata(gathered);
    struct feed_text text = { gathered->str, gathered->len, parser->capture, parser->capture_base,
                              parser->has_tags };
    if (text.capture == CAPTURE_XHTML)
        text.capture = CAPTURE_HTML;
    parser->capture = CAPTURE_NONE;
    if (rule->end)
        rule->end(parser, rule, &text);
}

/* HTML takes "</br>" for one more "<br>". */
static bool feed_is_void(const struct feed_element *element, const char *name)
{
    return !element->prefix && element_get_kind(element_find(name, strlen(name))) == HTML_VOID;
}

static void feed_close_element(void *data, const xmlChar *name, G_GNUC_UNUSED const xmlChar *prefix,
                               G_GNUC_UNUSED const xmlChar *address)
{
    struct feed_parser *parser = data;
    parser->has_progress = true;
    if (!parser->depth)
        return;
    const struct feed_rule *rule = parser->stack[parser->depth - 1].rule;
    if (parser->capture && parser->depth == parser->capture_depth) {
        feed_end_capture(parser, rule);
    } else if (parser->capture) {
        const struct feed_element *element = &parser->stack[parser->depth - 1];
        const char *tag = (const char *)name;
        const bool is_wrapper = parser->capture == CAPTURE_XHTML &&
                                parser->depth == parser->capture_depth + 1 &&
                                strcmp(tag, "div") == 0;
        if (parser->capture != CAPTURE_TEXT && !is_wrapper && !feed_is_void(element, tag)) {
            g_string_append_len(parser->text, "</", 2);
            feed_append_name(parser->text, element, tag);
            g_string_append_c(parser->text, '>');
        }
    } else if (rule && rule->end) {
        rule->end(parser, rule, NULL);
    }
    if (parser->depth == 1 && parser->stack[0].place == PLACE_ITEM)
        feed_end_item(parser, NULL, NULL);
    parser->depth--;
}

/* Some write a person's name right into the element that has children for it. */
static bool feed_is_person(const struct feed_parser *parser)
{
    const struct feed_element *element = &parser->stack[parser->depth - 1];
    return element->rule && element->rule->inside == PLACE_PERSON;
}

static void feed_take_characters(void *data, const xmlChar *text, int len)
{
    struct feed_parser *parser = data;
    parser->has_progress = true;
    if (parser->text->len > MAX_TEXT_BYTES)
        return;
    if (parser->capture == CAPTURE_XHTML)
        markup_append_escaped(parser->text, (const char *)text, (size_t)len);
    else if (parser->capture || (parser->depth && feed_is_person(parser)))
        g_string_append_len(parser->text, (const char *)text, len);
}

static void feed_ignore_error(G_GNUC_UNUSED void *data, G_GNUC_UNUSED xmlErrorPtr error)
{
}

/* text, well-formed, through libxml2. */
static void feed_run_parser(struct feed_parser *parser, const char *text, size_t len)
{
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = feed_open_element,
        .endElementNs = feed_close_element,
        .characters = feed_take_characters,
        .ignorableWhitespace = feed_take_characters,
        .cdataBlock = feed_take_characters,
        .serror = (xmlStructuredErrorFunc)(void (*)(void))feed_ignore_error,
    };
    xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, parser, NULL, 0, NULL);
    xmlCtxtUseOptions(context, XML_PARSE_RECOVER | XML_PARSE_NOENT | XML_PARSE_NONET |
                                   XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    for (size_t at = 0, size = CHUNK_BYTES; at < len && xmlDictSize(context->dict) < MAX_NAMES;) {
        parser->has_progress = false;
        const size_t n = MIN(len - at, MIN(size, (size_t)G_MAXINT));
        xmlParseChunk(context, text + at, (int)n, 0);
        at += n;
        /* libxml2 looks for a tag's end from its begin each time: many times only in a few chunks
         */
        size = parser->has_progress ? CHUNK_BYTES : size * 2;
    }
    xmlParseChunk(context, NULL, 0, 1);
    while (parser->depth) /* only where libxml2 gave up; prefixes are its own */
        feed_close_element(parser, (const xmlChar *)"", NULL, NULL);
    xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
}

bool feed_parse_xml(struct feed_parser *parser, const char *text, size_t len, GError **error)
{
    const char *what = "not a feed";
    const char *root = feed_find_root(text, len, &what);
    if (!root) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_NOT_A_FEED, "%s", what);
        return false;
    }
    size_t mended_len = len - (size_t)(root - text);
    GString *mended = feed_mend(text, root, text + len, &mended_len);
    parser->text = g_string_sized_new(4096);
    feed_run_parser(parser, mended ? mended->str : root, mended_len);
    if (mended)
        g_string_free(mended, TRUE);
    g_string_free(parser->text, TRUE);
    g_free(parser->stack);
    if (!parser->document->format) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_NOT_A_FEED, "is not readable XML");
        return false;
    }
    return true;
}
