/* SPDX-License-Identifier: MIT */
/* Builds the model from the values collected. */
#include "parser.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ITEMS 100000 /* the largest feeds that are known have a tenth of it */

void feed_holder_init(struct feed_holder *holder)
{
    memset(holder, 0, sizeof *holder);
    holder->published_at = holder->updated_at = FEED_NO_TIME;
    holder->duration_s = -1;
    holder->people_tail = &holder->people;
    holder->tags_tail = &holder->tags;
    holder->enclosures_tail = &holder->enclosures;
}

/* The holder of what is being read: the innermost open item or source, else the feed. */
struct feed_holder *feed_get_holder(struct feed_parser *parser)
{
    for (guint i = parser->depth; i > 0; i--) {
        switch (parser->stack[i - 1].place) {
        case PLACE_SOURCE:
            return &parser->source;
        case PLACE_ITEM:
            return &parser->item;
        case PLACE_FEED:
        case PLACE_ROOT:
            return &parser->feed;
        default:
            break;
        }
    }
    return &parser->feed;
}

/* A media:description of the whole item belongs to its first picture where the item has a text of
 * its own, as newspapers write it: it is not a text then. */
static void feed_finish_caption(struct feed_parser *parser)
{
    struct feed_holder *holder = &parser->item;
    struct feed_body *caption = &holder->bodies[BODY_MEDIA];
    struct feed_enclosure *picture = holder->enclosures;
    bool has_text = false;
    for (guint i = 0; i < BODY_MEDIA; i++)
        has_text |= holder->bodies[i].text != NULL;
    if (!has_text || !caption->text || !picture || picture->description ||
        !feed_is_picture(picture->medium, picture->type))
        return;
    g_autofree char *copy = g_strdup(caption->text);
    struct feed_text text = { copy, strlen(copy), caption->is_html ? CAPTURE_HTML : CAPTURE_TEXT,
                              NULL };
    picture->description = feed_copy_description(parser, &text);
    caption->text = NULL;
}

/* The two texts an item can show: the fullest as its content, the next other one as its summary. */
static void feed_finish_bodies(const struct feed_holder *holder, struct feed_item *item)
{
    const struct feed_body *content = NULL;
    for (guint i = 0; i < N_BODIES; i++) {
        const struct feed_body *body = &holder->bodies[i];
        if (!body->text)
            continue;
        if (!content) {
            content = body;
            if (body->is_html)
                item->html = body->text;
            else
                item->text = body->text;
            item->base_url = body->base;
        } else if (strcmp(body->text, content->text) != 0) {
            item->summary = body->text;
            item->summary_is_html = body->is_html;
            break;
        }
    }
}

static void feed_finish_source(struct feed_parser *parser, struct feed_item *item)
{
    const struct feed_holder *source = &parser->source;
    item->source_title = source->fields[FIELD_TITLE];
    item->source_url = source->fields[FIELD_URL];
    if (!item->source_url)
        item->source_url = source->fields[FIELD_SELF];
    if (!item->source_url)
        item->source_url = source->fields[FIELD_GUID];
}

/* The chapters in the feed as the document that other feeds name: JSON Chapters 1.2 in a data
 * address (RFC 2397). */
static const char *make_chapters(struct feed_parser *parser)
{
    json_t *list = json_array();
    for (const struct feed_chapter *one = parser->item.own_chapters; one; one = one->next) {
        json_t *chapter = json_pack("{s:f}", "startTime", one->start_s);
        if (one->title)
            json_object_set_new(chapter, "title", json_string(one->title));
        json_array_insert_new(list, 0, chapter);
    }
    json_t *document = json_pack("{s:s, s:o}", "version", "1.2.0", "chapters", list);
    char *text = json_dumps(document, JSON_COMPACT | JSON_REAL_PRECISION(10));
    g_autofree char *encoded = g_base64_encode((const guchar *)text, strlen(text));
    g_autofree char *url = g_strconcat(FEED_CHAPTERS_DATA, encoded, NULL);
    free(text);
    json_decref(document);
    return arena_strdup(parser->arena, url);
}

/* Chapters belong to what is to be heard: they come after it, as one more enclosure. */
static void feed_finish_chapters(struct feed_parser *parser)
{
    const struct feed_holder *holder = &parser->item;
    if (!holder->enclosures || (!holder->chapters && !holder->own_chapters))
        return;
    const char *url = holder->chapters ? holder->chapters : make_chapters(parser);
    struct feed_enclosure *chapters = feed_add_enclosure(parser, &parser->item, NULL, url);
    if (!chapters || chapters->type)
        return;
    chapters->type = FEED_CHAPTERS_TYPE;
    chapters->is_chapters = true;
}

/* The item that was read goes to the end of the document's list. */
void feed_finish_item(struct feed_parser *parser)
{
    struct feed_document *document = parser->document;
    const struct feed_holder *holder = &parser->item;
    const size_t max_items = parser->options.max_items;
    if (document->n_items >= (max_items ? MIN(max_items, MAX_ITEMS) : MAX_ITEMS))
        return;
    struct feed_item *item = arena_new0(parser->arena, struct feed_item);
    item->guid = holder->fields[FIELD_GUID];
    item->url = holder->fields[FIELD_URL];
    item->external_url = holder->fields[FIELD_EXTERNAL];
    item->title = holder->fields[FIELD_TITLE];
    item->image = holder->fields[FIELD_IMAGE];
    item->thumbnail = holder->fields[FIELD_THUMBNAIL];
    item->language = holder->fields[FIELD_LANGUAGE];
    item->comments_url = holder->fields[FIELD_COMMENTS];
    item->published_at = holder->published_at;
    item->updated_at = holder->updated_at;
    item->published_is_day = holder->published_is_day;
    item->updated_is_day = holder->updated_is_day;
    if (item->published_at < FEED_SANE_FROM && item->updated_at >= FEED_SANE_FROM)
        item->published_at = FEED_NO_TIME;
    item->has_point = holder->has_latitude && holder->has_longitude;
    item->latitude = item->has_point ? holder->latitude : 0;
    item->longitude = item->has_point ? holder->longitude : 0;
    item->authors = holder->people;
    item->tags = holder->tags;
    item->enclosures = holder->enclosures;
    if (item->enclosures && item->enclosures->duration_s < 0)
        item->enclosures->duration_s = holder->duration_s;
    feed_finish_chapters(parser);
    feed_finish_caption(parser);
    feed_finish_bodies(holder, item);
    feed_finish_source(parser, item);
    *parser->items_tail = item;
    parser->items_tail = &item->next;
    document->n_items++;
}

void feed_finish_document(struct feed_parser *parser)
{
    struct feed_document *document = parser->document;
    const struct feed_holder *holder = &parser->feed;
    document->title = holder->fields[FIELD_TITLE];
    document->site_url = holder->fields[FIELD_URL];
    document->self_url = holder->fields[FIELD_SELF];
    document->description = holder->fields[FIELD_DESCRIPTION];
    document->language = holder->fields[FIELD_LANGUAGE];
    document->icon = holder->fields[FIELD_ICON];
    document->image = holder->fields[FIELD_IMAGE];
    document->generator = holder->fields[FIELD_GENERATOR];
    document->copyright = holder->fields[FIELD_COPYRIGHT];
    document->hub = holder->fields[FIELD_HUB];
    document->next_url = holder->fields[FIELD_NEXT];
    document->updated_at =
        holder->updated_at != FEED_NO_TIME ? holder->updated_at : holder->published_at;
    document->authors = holder->people;
    document->tags = holder->tags;
    feed_finish_addresses(parser);
}
