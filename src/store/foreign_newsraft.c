/* SPDX-License-Identifier: MIT */
/* newsraft's newsraft.sqlite3 (its src/db.c): texts, enclosures and people are packed into strings
 * of fields. */
#include "foreign_private.h"

#include "base/utf8.h"

#include <string.h>

enum {
    COLUMN_FEED,
    COLUMN_GUID,
    COLUMN_UNREAD,
    COLUMN_IMPORTANT,
    COLUMN_TITLE,
    COLUMN_LINK,
    COLUMN_CONTENT,
    COLUMN_ATTACHMENTS,
    COLUMN_PERSONS,
    COLUMN_EXTRAS,
    COLUMN_PUBLISHED,
    COLUMN_UPDATED,
};

static const char *const feed_columns[] = { "feed_url", "title", "link", NULL };
static const char *const item_columns[] = {
    [COLUMN_FEED] = "feed_url",
    [COLUMN_GUID] = "guid",
    [COLUMN_UNREAD] = "unread",
    [COLUMN_IMPORTANT] = "important",
    [COLUMN_TITLE] = "title",
    [COLUMN_LINK] = "link",
    [COLUMN_CONTENT] = "content",
    [COLUMN_ATTACHMENTS] = "attachments",
    [COLUMN_PERSONS] = "persons",
    [COLUMN_EXTRAS] = "extras",
    [COLUMN_PUBLISHED] = "publication_date",
    [COLUMN_UPDATED] = "update_date",
    NULL,
};

#define MAX_RECORDS 200

/* A column of records: its first byte separates the fields "key=value", a field "^" begins the next
 * record. */
struct records {
    const char *p, *end;
    char delimiter;
};

enum field_kind { FIELD_END, FIELD_RECORD, FIELD_VALUE };

static struct records records_open(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    struct records records = { text, text, '\0' };
    if (text && *text) {
        records.end = text + sqlite3_column_bytes(row, column);
        records.delimiter = *text;
    }
    return records;
}

/* Reads the next field; key is NUL-terminated, value has *len bytes. */
static enum field_kind records_next(struct records *records, char key[32], const char **value,
                                    gsize *len)
{
    while (records->p < records->end) {
        const char *begin = records->p + 1; /* after the delimiter */
        const char *stop = begin < records->end
                               ? memchr(begin, records->delimiter, (gsize)(records->end - begin))
                               : NULL;
        records->p = stop ? stop : records->end;
        const gsize field_len = (gsize)(records->p - MIN(begin, records->p));
        if (field_len == 1 && *begin == '^')
            return FIELD_RECORD;
        const char *equals = field_len ? memchr(begin, '=', field_len) : NULL;
        if (!equals || equals - begin >= 32)
            continue;
        memcpy(key, begin, (gsize)(equals - begin));
        key[equals - begin] = '\0';
        *value = equals + 1;
        *len = (gsize)(records->p - equals) - 1;
        return FIELD_VALUE;
    }
    return FIELD_END;
}

/* The named values of one record, borrowed. */
struct record {
    const char *values[8];
    gsize lens[8];
};

/* Reads to the end of a record; returns false at the end of the column. */
static bool records_take(struct records *records, const char *const *keys, struct record *record)
{
    char key[32];
    const char *value;
    gsize len;
    bool has_any = false;
    *record = (struct record){ 0 };
    for (;;) {
        const enum field_kind kind = records_next(records, key, &value, &len);
        if (kind == FIELD_END || (kind == FIELD_RECORD && has_any))
            return has_any;
        for (guint i = 0; kind == FIELD_VALUE && keys[i]; i++) {
            if (strcmp(key, keys[i]) != 0 || record->values[i])
                continue;
            record->values[i] = value;
            record->lens[i] = len;
        }
        has_any |= kind == FIELD_VALUE;
    }
}

static char *record_read_line(const struct record *record, guint index)
{
    char *line =
        record->values[index] ? utf8_clean_line(record->values[index], record->lens[index]) : NULL;
    if (line && !*line)
        g_clear_pointer(&line, g_free);
    return line;
}

static gint64 record_read_number(const struct record *record, guint index)
{
    g_autofree char *line = record_read_line(record, index);
    const gint64 number = line ? g_ascii_strtoll(line, NULL, 10) : 0;
    return number > 0 ? number : -1;
}

/* Of several texts, HTML is preferred to plain text, then the longest one. */
static void newsraft_read_content(sqlite3_stmt *row, struct item_body *body)
{
    static const char *const keys[] = { "type", "text", NULL };
    struct records records = records_open(row, COLUMN_CONTENT);
    struct record record, best = { 0 };
    bool is_best_html = false;
    for (guint n = 0; n < MAX_RECORDS && records_take(&records, keys, &record); n++) {
        g_autofree char *type = record_read_line(&record, 0);
        const bool is_html = type && strstr(type, "html");
        if (!record.values[1] ||
            (best.values[1] &&
             (is_html == is_best_html ? record.lens[1] <= best.lens[1] : is_best_html)))
            continue;
        best = record;
        is_best_html = is_html;
    }
    if (!best.values[1])
        return;
    g_autofree char *type = record_read_line(&best, 0);
    body->is_text = type && strstr(type, "plain");
    body->content = utf8_clean(best.values[1], best.lens[1], UTF8_BLOCK, &body->content_len);
}

static void newsraft_read_attachments(sqlite3_stmt *row, struct item_body *body)
{
    static const char *const keys[] = {
        "url", "type", "size", "duration", "title", "content", NULL
    };
    struct records records = records_open(row, COLUMN_ATTACHMENTS);
    struct record record;
    for (guint n = 0; n < MAX_RECORDS && records_take(&records, keys, &record); n++) {
        g_autofree char *content = record_read_line(&record, 5);
        char *url = record_read_line(&record, 0);
        if (content && strcmp(content, "comments") == 0 && !body->comments_url)
            body->comments_url = url;
        else if (content && strcmp(content, "source") == 0 && !body->source_url)
            body->source_url = url;
        else
            foreign_add_enclosure(body, url, record_read_line(&record, 1),
                                  record_read_line(&record, 4), record_read_number(&record, 2),
                                  record_read_number(&record, 3));
    }
}

static void newsraft_read_persons(sqlite3_stmt *row, struct item_body *body)
{
    static const char *const keys[] = { "type", "name", "email", NULL };
    struct records records = records_open(row, COLUMN_PERSONS);
    struct record record;
    GString *names = g_string_new(NULL);
    for (guint n = 0; n < 20 && records_take(&records, keys, &record); n++) {
        g_autofree char *type = record_read_line(&record, 0);
        g_autofree char *name = record_read_line(&record, record.lens[1] ? 1 : 2);
        if (name && (!type || strcmp(type, "author") == 0))
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
    }
    body->row.author = g_string_free(names, !names->len);
}

static void newsraft_read_extras(sqlite3_stmt *row, struct item_body *body)
{
    struct records records = records_open(row, COLUMN_EXTRAS);
    GPtrArray *tags = g_ptr_array_new();
    char key[32];
    const char *value;
    gsize len;
    for (enum field_kind kind; (kind = records_next(&records, key, &value, &len)) != FIELD_END;) {
        if (kind != FIELD_VALUE || strcmp(key, "category") != 0 || tags->len >= MAX_RECORDS)
            continue;
        char *tag = utf8_clean_line(value, len);
        if (*tag)
            g_ptr_array_add(tags, tag);
        else
            g_free(tag);
    }
    g_ptr_array_add(tags, NULL);
    g_strfreev(body->tags);
    body->tags = (char **)g_ptr_array_free(tags, FALSE);
}

static void newsraft_read_item(sqlite3_stmt *row, struct foreign_item *item)
{
    struct item_body *body = item->body;
    item->feed_url = foreign_read_line(row, COLUMN_FEED);
    body->guid = foreign_read_line(row, COLUMN_GUID);
    body->row.title = foreign_read_line(row, COLUMN_TITLE);
    body->row.url = foreign_read_line(row, COLUMN_LINK);
    body->row.is_read = sqlite3_column_int(row, COLUMN_UNREAD) == 0;
    body->row.is_starred = sqlite3_column_int(row, COLUMN_IMPORTANT) != 0;
    body->published_at = foreign_read_time(row, COLUMN_PUBLISHED);
    body->updated_at = foreign_read_time(row, COLUMN_UPDATED);
    newsraft_read_content(row, body);
    newsraft_read_attachments(row, body);
    newsraft_read_persons(row, body);
    newsraft_read_extras(row, body);
    if (body->guid && body->row.title && strcmp(body->guid, body->row.title) == 0)
        g_clear_pointer(&body->guid, g_free); /* made up by newsraft if the feed gave none */
}

const struct foreign_reader foreign_newsraft = {
    FOREIGN_NEWSRAFT, "feeds", "items", feed_columns, item_columns, newsraft_read_item,
};
