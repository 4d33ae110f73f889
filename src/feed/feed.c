/* SPDX-License-Identifier: MIT */
/* A feed's bytes to its model: decoding, and the choice of a parser. */
#include "feed/feed.h"

#include "parser.h"

#include "base/encoding.h"

#include <libxml/parser.h>
#include <string.h>

#define MAX_BYTES ((size_t)1 << 30)
#define DECLARATION_BYTES 2048 /* where an XML declaration may stand */

void feed_start(void)
{
    xmlInitParser();
}

void feed_stop(void)
{
    xmlCleanupParser();
}

void feed_document_free(struct feed_document *document)
{
    if (document)
        arena_free(document->arena);
}

const char *feed_decode(const char *bytes, size_t *len, const char *content_type, char **owned)
{
    char header[64] = "", declared[64] = "";
    const char *declaration = g_strstr_len(bytes, (gssize)MIN(*len, DECLARATION_BYTES), "<?xml ");
    if (declaration) {
        const size_t left = MIN((size_t)(bytes + *len - declaration), 256);
        const char *close = memchr(declaration, '>', left);
        if (close)
            encoding_find_label(declaration, close - declaration, "encoding", declared,
                                sizeof declared);
    }
    if (content_type)
        encoding_find_label(content_type, strlen(content_type), "charset", header, sizeof header);
    return encoding_decode(bytes, len, header, declared, owned);
}

static struct feed_document *feed_document_new(void)
{
    struct arena *arena = arena_new(32 * 1024);
    struct feed_document *document = arena_new0(arena, struct feed_document);
    document->arena = arena;
    document->updated_at = FEED_NO_TIME;
    document->ttl_s = document->period_s = -1;
    return document;
}

/* The parser without what XML alone needs. */
static struct feed_parser *feed_parser_new(const struct feed_options *options)
{
    struct feed_parser *parser = g_new0(struct feed_parser, 1);
    parser->document = feed_document_new();
    parser->arena = parser->document->arena;
    parser->options = *options;
    parser->options.base_url =
        arena_strdup(parser->arena, options->base_url); /* items point to it */
    parser->items_tail = &parser->document->items;
    feed_holder_init(&parser->feed);
    feed_holder_init(&parser->source);
    return parser;
}

struct feed_document *feed_parse(const char *bytes, size_t len, const struct feed_options *options,
                                 GError **error)
{
    g_assert(bytes || !len);
    static const struct feed_options no_options = { 0 };
    if (len > MAX_BYTES) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_TOO_LARGE, "is too large (%zu MiB)", len >> 20);
        return NULL;
    }
    if (!options)
        options = &no_options;
    g_autofree char *owned = NULL;
    size_t text_len = len;
    const char *text = feed_decode(bytes ? bytes : "", &text_len, options->content_type, &owned);
    const char *first = text, *end = text + text_len;
    while (first < end && g_ascii_isspace(*first))
        first++;
    if (first == end) {
        g_set_error(error, FEED_ERROR, FEED_ERROR_EMPTY, "is empty");
        return NULL;
    }
    struct feed_parser *parser = feed_parser_new(options);
    const bool is_json = *first == '{' || *first == '[';
    const bool ok = is_json ? feed_parse_json(parser, first, end - first, error)
                            : feed_parse_xml(parser, text, text_len, error);
    struct feed_document *document = parser->document;
    if (ok) {
        feed_finish_document(parser);
    } else {
        feed_document_free(document);
        document = NULL;
    }
    g_free(parser);
    return document;
}
