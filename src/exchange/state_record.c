/* SPDX-License-Identifier: MIT */
/* Structs to JSON objects and back, by tables of their members. */
#include "state_record.h"

#include "base/utf8.h"
#include "store/revision.h"

#include <string.h>

#define FEED(key, type, member)                                                                    \
    {                                                                                              \
        key, type, G_STRUCT_OFFSET(struct feed_record, member)                                     \
    }
const struct state_field state_feed_fields[] = {
    FEED("id", STATE_I64, row.id),
    FEED("url", STATE_LINE, row.url),
    FEED("aliases", STATE_LINES, aliases),
    FEED("name", STATE_LINE, name),
    FEED("title", STATE_LINE, row.title),
    FEED("site_url", STATE_LINE, row.site_url),
    FEED("description", STATE_BLOCK, description),
    FEED("language", STATE_LINE, language),
    FEED("error", STATE_LINE, row.error),
    FEED("status", STATE_INT, row.status),
    FEED("failures", STATE_U32, row.n_failures),
    FEED("gone", STATE_BOOL, row.is_gone),
    FEED("fetched_at", STATE_I64, row.last_fetch_at),
    FEED("succeeded_at", STATE_I64, row.last_success_at),
    FEED("next_fetch_at", STATE_I64, row.next_fetch_at),
    FEED("next_reason", STATE_LINE, row.next_reason),
    FEED("etag", STATE_LINE, row.etag),
    FEED("last_modified", STATE_LINE, row.last_modified),
    FEED("body_hash", STATE_I64, row.body_hash),
    FEED("moved_to", STATE_LINE, row.moved_to),
    FEED("moves", STATE_U32, row.n_moved),
    FEED("ttl", STATE_I64, row.rhythm.ttl_s),
    FEED("period", STATE_I64, row.rhythm.period_s),
    FEED("skip_hours", STATE_U32, row.rhythm.skip_hours),
    FEED("skip_days", STATE_U8, row.rhythm.skip_days),
    FEED("gap", STATE_I64, row.rhythm.gap_s),
    FEED("newest_at", STATE_I64, row.rhythm.newest_at),
    { NULL },
};

#define ITEM(key, type, member)                                                                    \
    {                                                                                              \
        key, type, G_STRUCT_OFFSET(struct item_body, member)                                       \
    }
const struct state_field state_item_fields[] = {
    ITEM("id", STATE_I64, row.id),
    ITEM("feed", STATE_I64, row.feed_id),
    ITEM("guid", STATE_LINE, guid),
    ITEM("guid_hash", STATE_I64, guid_hash),
    ITEM("title", STATE_LINE, row.title),
    ITEM("url", STATE_LINE, row.url),
    ITEM("author", STATE_LINE, row.author),
    ITEM("read", STATE_BOOL, row.is_read),
    ITEM("starred", STATE_BOOL, row.is_starred),
    ITEM("deleted", STATE_BOOL, is_deleted),
    ITEM("changed_at", STATE_I64, changed_at),
    ITEM("words", STATE_U32, row.n_words),
    ITEM("sort_at", STATE_I64, row.sort_at),
    ITEM("published_at", STATE_I64, published_at),
    ITEM("updated_at", STATE_I64, updated_at),
    ITEM("arrived_at", STATE_I64, arrived_at),
    ITEM("base_url", STATE_LINE, base_url),
    ITEM("summary", STATE_BLOCK, summary),
    ITEM("comments_url", STATE_LINE, comments_url),
    ITEM("image", STATE_LINE, image),
    ITEM("language", STATE_LINE, language),
    ITEM("source_title", STATE_LINE, source_title),
    ITEM("source_url", STATE_LINE, source_url),
    ITEM("tags", STATE_LINES, tags),
    ITEM("own_tags", STATE_LINES, own_tags),
    ITEM("text", STATE_BOOL, is_text),
    ITEM("content", STATE_BLOCK, content),
    { NULL },
};

#define PAGE(key, type, member)                                                                    \
    {                                                                                              \
        key, type, G_STRUCT_OFFSET(struct full_text, member)                                       \
    }
const struct state_field state_page_fields[] = {
    PAGE("fetched_at", STATE_I64, fetched_at), PAGE("url", STATE_LINE, url),
    PAGE("words", STATE_U32, n_words),         PAGE("error", STATE_LINE, error),
    PAGE("content", STATE_BLOCK, content),     { NULL },
};

#define ENCLOSURE(key, type, member)                                                               \
    {                                                                                              \
        key, type, G_STRUCT_OFFSET(struct item_enclosure, member)                                  \
    }
const struct state_field state_enclosure_fields[] = {
    ENCLOSURE("url", STATE_LINE, url),
    ENCLOSURE("type", STATE_LINE, type),
    ENCLOSURE("title", STATE_LINE, title),
    ENCLOSURE("description", STATE_LINE, description),
    ENCLOSURE("medium", STATE_LINE, medium),
    ENCLOSURE("width", STATE_U32, width),
    ENCLOSURE("height", STATE_U32, height),
    ENCLOSURE("size", STATE_I64, size_bytes),
    ENCLOSURE("duration", STATE_I64, duration_s),
    { NULL },
};

#define REVISION(key, type, member)                                                                \
    {                                                                                              \
        key, type, G_STRUCT_OFFSET(struct item_revision, member)                                   \
    }
const struct state_field state_revision_fields[] = {
    REVISION("number", STATE_U32, number),     REVISION("until_at", STATE_I64, until_at),
    REVISION("title", STATE_LINE, title),      REVISION("text", STATE_BOOL, is_text),
    REVISION("content", STATE_BLOCK, content), { NULL },
};

/* ---- to JSON */

static json_t *format_text(const char *text)
{
    json_t *json = text ? json_string(text) : NULL;
    if (text && !json) { /* not UTF-8: an archive that something else has written to */
        g_autofree char *valid = g_utf8_make_valid(text, -1);
        json = json_string(valid);
    }
    return json;
}

static json_t *format_texts(char **texts)
{
    json_t *list = texts && texts[0] ? json_array() : NULL;
    for (guint i = 0; list && texts[i]; i++)
        json_array_append_new(list, format_text(texts[i]));
    return list;
}

static json_t *format_number(gint64 number)
{
    return number ? json_integer(number) : NULL;
}

static json_t *format_member(const void *member, enum state_type type)
{
    switch (type) {
    case STATE_LINE:
    case STATE_BLOCK:
        return format_text(*(char *const *)member);
    case STATE_LINES:
        return format_texts(*(char **const *)member);
    case STATE_BOOL:
        return *(const bool *)member ? json_true() : NULL;
    case STATE_INT:
        return format_number(*(const int *)member);
    case STATE_U8:
        return format_number(*(const guint8 *)member);
    case STATE_U32:
        return format_number(*(const guint32 *)member);
    default:
        return format_number(*(const gint64 *)member);
    }
}

json_t *state_format(const void *object, const struct state_field *fields)
{
    json_t *json = json_object();
    for (; fields->key; fields++) {
        json_t *value = format_member((const char *)object + fields->offset, fields->type);
        if (value)
            json_object_set_new_nocheck(json, fields->key, value);
    }
    return json;
}

json_t *state_format_item(const struct item_body *body)
{
    json_t *json = state_format(body, state_item_fields);
    json_t *enclosures = body->enclosures->len ? json_array() : NULL;
    json_t *revisions = body->revisions && body->revisions->len ? json_array() : NULL;
    for (guint i = 0; enclosures && i < body->enclosures->len; i++)
        json_array_append_new(enclosures,
                              state_format(body->enclosures->pdata[i], state_enclosure_fields));
    for (guint i = 0; revisions && i < body->revisions->len; i++)
        json_array_append_new(revisions,
                              state_format(body->revisions->pdata[i], state_revision_fields));
    if (enclosures)
        json_object_set_new_nocheck(json, "enclosures", enclosures);
    if (revisions)
        json_object_set_new_nocheck(json, "revisions", revisions);
    if (body->full_text)
        json_object_set_new_nocheck(json, "page", state_format(body->full_text, state_page_fields));
    return json;
}

/* ---- from JSON */

static char *parse_text(const json_t *json, enum state_type type)
{
    const char *text = json_string_value(json);
    return text ? utf8_clean(text, json_string_length(json),
                             type == STATE_BLOCK ? UTF8_BLOCK : UTF8_LINE, NULL)
                : NULL;
}

static bool parse_texts(const json_t *json, char ***texts)
{
    if (!json_is_array(json))
        return false;
    const size_t n = json_array_size(json);
    char **list = g_new0(char *, n + 1);
    guint filled = 0;
    for (size_t i = 0; i < n; i++) {
        list[filled] = parse_text(json_array_get(json, i), STATE_LINE);
        filled += list[filled] != NULL;
    }
    g_strfreev(*texts);
    *texts = list;
    return filled == n;
}

static bool parse_number(const json_t *json, gint64 min, gint64 max, gint64 *number)
{
    *number = json_integer_value(json);
    return json_is_integer(json) && *number >= min && *number <= max;
}

static bool parse_member(const json_t *json, void *member, enum state_type type)
{
    gint64 number = 0;
    bool ok = true;
    switch (type) {
    case STATE_LINE:
    case STATE_BLOCK:
        g_free(*(char **)member);
        *(char **)member = parse_text(json, type);
        return *(char **)member != NULL;
    case STATE_LINES:
        return parse_texts(json, member);
    case STATE_BOOL:
        *(bool *)member = json_is_true(json);
        return json_is_boolean(json);
    case STATE_INT:
        ok = parse_number(json, G_MININT, G_MAXINT, &number);
        *(int *)member = (int)number;
        return ok;
    case STATE_U8:
        ok = parse_number(json, 0, G_MAXUINT8, &number);
        *(guint8 *)member = (guint8)number;
        return ok;
    case STATE_U32:
        ok = parse_number(json, 0, G_MAXUINT32, &number);
        *(guint32 *)member = (guint32)number;
        return ok;
    default:
        return parse_number(json, G_MININT64, G_MAXINT64, member);
    }
}

const char *state_parse(const json_t *json, void *object, const struct state_field *fields)
{
    for (; fields->key; fields++) {
        const json_t *value = json_object_get(json, fields->key);
        if (value && !parse_member(value, (char *)object + fields->offset, fields->type))
            return fields->key;
    }
    return NULL;
}

static void revision_destroy(gpointer revision)
{
    item_revision_free(revision);
}

static const char *parse_lists(const json_t *json, struct item_body *body)
{
    const json_t *enclosures = json_object_get(json, "enclosures");
    const json_t *revisions = json_object_get(json, "revisions");
    const char *bad = NULL;
    for (size_t i = 0; !bad && i < json_array_size(enclosures); i++) {
        struct item_enclosure *enclosure = item_body_add_enclosure(body);
        bad = state_parse(json_array_get(enclosures, i), enclosure, state_enclosure_fields);
    }
    if (json_array_size(revisions))
        body->revisions = g_ptr_array_new_with_free_func(revision_destroy);
    for (size_t i = 0; !bad && i < json_array_size(revisions); i++) {
        struct item_revision *revision = g_new0(struct item_revision, 1);
        g_ptr_array_add(body->revisions, revision);
        bad = state_parse(json_array_get(revisions, i), revision, state_revision_fields);
        if (!revision->title)
            revision->title = g_strdup("");
        if (!revision->content)
            revision->content = g_strdup("");
        revision->content_len = strlen(revision->content);
    }
    return bad;
}

/* The page's text, which has content or a reason why not. */
static const char *parse_page(const json_t *json, struct item_body *body)
{
    if (!json)
        return NULL;
    body->full_text = g_new0(struct full_text, 1);
    const char *bad = state_parse(json, body->full_text, state_page_fields);
    body->full_text->content_len = body->full_text->content ? strlen(body->full_text->content) : 0;
    return bad || body->full_text->content || body->full_text->error ? bad : "page";
}

struct item_body *state_parse_item(const json_t *json, const char **bad)
{
    struct item_body *body = item_body_new();
    *bad = state_parse(json, body, state_item_fields);
    if (!*bad)
        *bad = parse_lists(json, body);
    if (!*bad)
        *bad = parse_page(json_object_get(json, "page"), body);
    if (!*bad && body->row.feed_id <= 0)
        *bad = "feed";
    if (!*bad && body->row.id < 0)
        *bad = "id";
    if (*bad) {
        item_body_free(body);
        return NULL;
    }
    if (!body->row.title)
        body->row.title = g_strdup("");
    if (!body->content)
        body->content = g_strdup("");
    body->content_len = strlen(body->content);
    return body;
}
