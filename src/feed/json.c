/* SPDX-License-Identifier: MIT */
/* JSON Feed 1.0 and 1.1. Values of the wrong type are as if they were not there; a bad item costs
 * itself. */
#include "parser.h"

#include "base/date.h"
#include "base/encoding.h"
#include "base/url.h"
#include "base/utf8.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#define MAX_WEIGHT_BYTES (96 * 1024 * 1024)
#define VERSION_PREFIX "jsonfeed.org/version/"

static bool is_surrogate(const char *p, const char *end, const char *from, const char *to)
{
    return end - p >= 6 && p[0] == '\\' && p[1] == 'u' && (p[2] | 0x20) == 'd' &&
           (p[3] | 0x20) >= from[0] && (p[3] | 0x20) <= to[0] && g_ascii_isxdigit(p[4]) &&
           g_ascii_isxdigit(p[5]);
}

static bool is_high_surrogate(const char *p, const char *end)
{
    return end - p >= 6 && p[0] == '\\' && p[1] == 'u' && (p[2] | 0x20) == 'd' &&
           strchr("89abAB", p[3]) && p[3];
}

/* text without what jansson refuses and feeds hold: lone surrogates (they become U+FFFD) and raw
 * line ends in strings. *weight is about what its values will take in memory, in bytes. */
static char *json_mend(const char *text, size_t len, size_t *weight)
{
    static const guint16 weights[256] = { ['{'] = 320, ['['] = 128, [','] = 96 };
    bool in_string = false;
    *weight = 0;
    char *copy = g_strndup(text, len), *end = copy + len;
    for (char *p = copy; p < end; p++) {
        *weight += in_string ? 0 : weights[(guchar)*p];
        if (*p == '\n' || *p == '\t' || *p == '\r') {
            *p = ' ';
        } else if (*p == '"') {
            in_string = !in_string;
        } else if (*p == '\\') {
            if (is_high_surrogate(p, end) && is_surrogate(p + 6, end, "c", "f")) {
                p += 11;
            } else if (is_high_surrogate(p, end) || is_surrogate(p, end, "c", "f")) {
                memcpy(p + 2, "fffd", 4);
                p += 5;
            } else if (end - p >= 6 && memcmp(p + 1, "u0000", 5) == 0) {
                memcpy(p + 2, "0020", 4);
                p += 5;
            } else {
                p++;
            }
        }
    }
    return copy;
}

/* Numbers that no type of C holds become strings: as ids they are as good. */
static GString *json_quote_numbers(const char *text, size_t len)
{
    GString *out = g_string_sized_new(len + 64);
    const char *end = text + len;
    bool in_string = false;
    for (const char *p = text; p < end;) {
        size_t n = in_string ? 0 : strspn(p, "0123456789+-.eE");
        const bool is_large = n > 15 || (n > 3 && (memchr(p, 'e', n) || memchr(p, 'E', n)));
        if (!n) {
            in_string ^= *p == '"';
            n = *p == '\\' && p + 1 < end ? 2 : 1;
        }
        if (is_large)
            g_string_append_c(out, '"');
        g_string_append_len(out, p, (gssize)n);
        if (is_large)
            g_string_append_c(out, '"');
        p += n;
    }
    return out;
}

static char *json_clean_line(const json_t *value)
{
    size_t len = json_string_length(value);
    g_autofree char *mended = encoding_mend_controls(json_string_value(value), len, &len);
    return utf8_clean_line(mended ? mended : json_string_value(value), len);
}

/* A string, a number or a truth value as one line; NULL for anything else and for an empty one. */
static const char *json_copy_line(struct feed_parser *parser, const json_t *value)
{
    g_autofree char *line = NULL;
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    if (json_is_string(value))
        line = json_clean_line(value);
    else if (json_is_integer(value))
        line = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        line = g_strdup(g_ascii_formatd(number, sizeof number, "%.15g", json_real_value(value)));
    return line && *line ? arena_strdup(parser->arena, line) : NULL;
}

static const char *json_copy_text(struct feed_parser *parser, const json_t *value)
{
    if (!json_is_string(value))
        return NULL;
    size_t len = json_string_length(value);
    g_autofree char *mended = encoding_mend_controls(json_string_value(value), len, &len);
    g_autofree char *text =
        utf8_clean(mended ? mended : json_string_value(value), len, UTF8_BLOCK, &len);
    return text[strspn(text, " \t\r\n")] ? arena_strndup(parser->arena, text, len) : NULL;
}

static const char *json_get_line(struct feed_parser *parser, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? json_copy_line(parser, value) : NULL;
}

static const char *json_get_url(struct feed_parser *parser, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value)
               ? feed_resolve(parser, parser->options.base_url, json_copy_line(parser, value))
               : NULL;
}

/* Of an item: relative to the item's own address, which may come later. */
static const char *json_get_item_url(struct feed_parser *parser, const json_t *object,
                                     const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value)
               ? feed_resolve_late(parser, &parser->item, parser->options.base_url,
                                   json_copy_line(parser, value))
               : NULL;
}

static gint64 json_get_date(const json_t *object, const char *key, bool *is_day)
{
    gint64 at;
    const char *text = json_string_value(json_object_get(object, key));
    return date_parse_day(text, &at, is_day) ? at : FEED_NO_TIME;
}

static double json_get_duration(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_string(value))
        return feed_read_duration(json_string_value(value));
    const double number = json_number_value(value);
    return json_is_number(value) && number >= 0 && number < 1e9 ? number : -1;
}

static gint64 json_get_size(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_string(value))
        return feed_read_size(json_string_value(value));
    const double number = json_number_value(value);
    return json_is_number(value) && number >= 0 && number < 1e15 ? (gint64)number : -1;
}

static void json_add_author(struct feed_parser *parser, struct feed_holder *holder,
                            const json_t *author)
{
    struct feed_person person = {
        .name = json_is_string(author) ? json_copy_line(parser, author)
                                       : json_get_line(parser, author, "name"),
        .url = json_get_url(parser, author, "url"),
        .avatar = json_get_url(parser, author, "avatar"),
    };
    feed_add_person(parser, holder, 5, &person);
}

/* 1.1's "authors", else 1.0's "author". */
static struct feed_person *json_read_authors(struct feed_parser *parser, struct feed_holder *holder,
                                             const json_t *object)
{
    static const char *const keys[] = { "authors", "author" };
    for (guint k = 0; k < G_N_ELEMENTS(keys) && !holder->people; k++) {
        const json_t *authors = json_object_get(object, keys[k]);
        for (size_t i = 0; i < json_array_size(authors); i++)
            json_add_author(parser, holder, json_array_get(authors, i));
        if (!json_is_array(authors))
            json_add_author(parser, holder, authors);
    }
    return holder->people;
}

static void json_read_attachments(struct feed_parser *parser, const json_t *attachments)
{
    for (size_t i = 0; i < json_array_size(attachments); i++) {
        const json_t *object = json_array_get(attachments, i);
        const char *url = json_get_item_url(parser, object, "url");
        struct feed_enclosure *enclosure = feed_add_enclosure(parser, &parser->item, NULL, url);
        if (!enclosure)
            continue;
        enclosure->type = json_get_line(parser, object, "mime_type");
        enclosure->title = json_get_line(parser, object, "title");
        enclosure->size_bytes = json_get_size(object, "size_in_bytes");
        enclosure->duration_s = json_get_duration(object, "duration_in_seconds");
    }
}

static void json_read_item(struct feed_parser *parser, const json_t *object)
{
    if (!json_is_object(object))
        return;
    struct feed_holder *item = &parser->item;
    feed_holder_init(item);
    const json_t *tags = json_object_get(object, "tags");
    item->fields[FIELD_GUID] = json_copy_line(parser, json_object_get(object, "id"));
    item->fields[FIELD_URL] = json_get_url(parser, object, "url");
    item->fields[FIELD_EXTERNAL] = json_get_url(parser, object, "external_url");
    item->fields[FIELD_TITLE] = json_get_line(parser, object, "title");
    item->fields[FIELD_IMAGE] = json_get_item_url(parser, object, "image");
    item->fields[FIELD_THUMBNAIL] = json_get_item_url(parser, object, "banner_image");
    item->fields[FIELD_LANGUAGE] = json_get_line(parser, object, "language");
    item->published_at = json_get_date(object, "date_published", &item->published_is_day);
    item->updated_at = json_get_date(object, "date_modified", &item->updated_is_day);
    const char *html = json_copy_text(parser, json_object_get(object, "content_html"));
    const char *text = json_copy_text(parser, json_object_get(object, "content_text"));
    const char *summary = json_copy_text(parser, json_object_get(object, "summary"));
    item->bodies[BODY_CONTENT] =
        (struct feed_body){ html ? html : text, html != NULL, parser->options.base_url };
    item->bodies[BODY_DESCRIPTION] = (struct feed_body){ summary, false, parser->options.base_url };
    for (size_t i = 0; i < json_array_size(tags); i++)
        feed_add_tag(parser, item, json_copy_line(parser, json_array_get(tags, i)));
    json_read_authors(parser, item, object);
    json_read_attachments(parser, json_object_get(object, "attachments"));
    feed_finish_item(parser);
}

static void json_read_feed(struct feed_parser *parser, const json_t *root)
{
    struct feed_holder *feed = &parser->feed;
    feed->fields[FIELD_TITLE] = json_get_line(parser, root, "title");
    feed->fields[FIELD_URL] = json_get_url(parser, root, "home_page_url");
    feed->fields[FIELD_SELF] = json_get_url(parser, root, "feed_url");
    feed->fields[FIELD_NEXT] = json_get_url(parser, root, "next_url");
    feed->fields[FIELD_DESCRIPTION] = json_get_line(parser, root, "description");
    feed->fields[FIELD_LANGUAGE] = json_get_line(parser, root, "language");
    feed->fields[FIELD_IMAGE] = json_get_url(parser, root, "icon");
    feed->fields[FIELD_ICON] = json_get_url(parser, root, "favicon");
    json_read_authors(parser, feed, root);
    const json_t *hub = json_array_get(json_object_get(root, "hubs"), 0);
    feed->fields[FIELD_HUB] = json_get_url(parser, hub, "url");
    const json_t *items = json_object_get(root, "items");
    for (size_t i = 0; i < json_array_size(items); i++)
        json_read_item(parser, json_array_get(items, i));
}

bool feed_parse_json(struct feed_parser *parser, const char *text, size_t len, GError **error)
{
    json_error_t reason;
    size_t weight;
    g_autofree char *mended = json_mend(text, len, &weight);
    if (weight > MAX_WEIGHT_BYTES) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_TOO_LARGE,
                    "is too large: it has more values than a feed can need");
        return false;
    }
    json_t *root = json_loadb(mended, len, JSON_DISABLE_EOF_CHECK, &reason);
    if (!root && json_error_code(&reason) == json_error_numeric_overflow) {
        g_autoptr(GString) quoted = json_quote_numbers(mended, len);
        root = json_loadb(quoted->str, quoted->len, JSON_DISABLE_EOF_CHECK, &reason);
    }
    if (!root) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_NOT_A_FEED, "is not readable JSON: line %d: %s",
                    reason.line, reason.text);
        return false;
    }
    const char *version = json_string_value(json_object_get(root, "version"));
    const char *number = version ? strstr(version, VERSION_PREFIX) : NULL;
    if (!number) {
        json_decref(root);
        g_set_error(error, FEED_ERROR, FEED_ERROR_NOT_A_FEED,
                    "is JSON, but no JSON Feed: it has no version of one");
        return false;
    }
    number += strlen(VERSION_PREFIX);
    parser->document->format = g_str_has_prefix(number, "1.1") ? "json-feed-1.1" : "json-feed-1.0";
    json_read_feed(parser, root);
    json_decref(root);
    return true;
}
