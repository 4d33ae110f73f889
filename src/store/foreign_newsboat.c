/* SPDX-License-Identifier: MIT */
/* newsboat's cache.db (its src/cache.cpp): articles are identified by guid alone, flags are
 * letters, deleted articles keep their row. */
#include "foreign_private.h"

#include "base/date.h"

#include <string.h>

enum {
    COLUMN_FEED,
    COLUMN_GUID,
    COLUMN_UNREAD,
    COLUMN_TITLE,
    COLUMN_AUTHOR,
    COLUMN_URL,
    COLUMN_DATE,
    COLUMN_CONTENT,
    COLUMN_MIME,
    COLUMN_ENCLOSURE,
    COLUMN_ENCLOSURE_TYPE,
    COLUMN_FLAGS,
    COLUMN_DELETED,
    COLUMN_BASE,
};

static const char *const feed_columns[] = { "rssurl", "title", "url", NULL };
static const char *const item_columns[] = {
    [COLUMN_FEED] = "feedurl",
    [COLUMN_GUID] = "guid",
    [COLUMN_UNREAD] = "unread",
    [COLUMN_TITLE] = "title",
    [COLUMN_AUTHOR] = "author",
    [COLUMN_URL] = "url",
    [COLUMN_DATE] = "pubDate",
    [COLUMN_CONTENT] = "content",
    [COLUMN_MIME] = "content_mime_type",
    [COLUMN_ENCLOSURE] = "enclosure_url",
    [COLUMN_ENCLOSURE_TYPE] = "enclosure_type",
    [COLUMN_FLAGS] = "flags",
    [COLUMN_DELETED] = "deleted",
    [COLUMN_BASE] = "base",
    NULL,
};

/* If a feed gave no guid, newsboat made one: link and date, else link, else title. The feed will
 * not send these, so they do not count as guids. */
static bool newsboat_is_made_up(const char *guid, const struct item_body *body)
{
    gint64 at;
    if (strcmp(guid, body->row.title ? body->row.title : "") == 0)
        return true;
    const char *url = body->row.url;
    return url && g_str_has_prefix(guid, url) && guid[strlen(url)] &&
           date_parse(guid + strlen(url), &at);
}

/* Each letter once, nothing else. */
static char *newsboat_read_flags(sqlite3_stmt *row)
{
    GString *flags = g_string_new(NULL);
    const char *text = (const char *)sqlite3_column_text(row, COLUMN_FLAGS);
    for (; text && *text && flags->len < 52; text++)
        if (g_ascii_isalpha(*text) && !strchr(flags->str, *text))
            g_string_append_c(flags, *text);
    return g_string_free(flags, FALSE);
}

static void newsboat_read_item(sqlite3_stmt *row, struct foreign_item *item)
{
    struct item_body *body = item->body;
    const char *mime = (const char *)sqlite3_column_text(row, COLUMN_MIME);
    item->feed_url = foreign_read_line(row, COLUMN_FEED);
    body->row.title = foreign_read_line(row, COLUMN_TITLE);
    body->row.author = foreign_read_line(row, COLUMN_AUTHOR);
    body->row.url = foreign_read_line(row, COLUMN_URL);
    body->row.is_read = sqlite3_column_int(row, COLUMN_UNREAD) == 0;
    body->guid = foreign_read_line(row, COLUMN_GUID);
    if (body->guid && newsboat_is_made_up(body->guid, body))
        g_clear_pointer(&body->guid, g_free);
    body->published_at = foreign_read_time(row, COLUMN_DATE);
    body->is_text = mime && g_ascii_strncasecmp(mime, "text/plain", 10) == 0;
    body->content = foreign_read_block(row, COLUMN_CONTENT, &body->content_len);
    body->base_url = foreign_read_line(row, COLUMN_BASE);
    foreign_add_enclosure(body, foreign_read_line(row, COLUMN_ENCLOSURE),
                          foreign_read_line(row, COLUMN_ENCLOSURE_TYPE), NULL, -1, -1);
    item->flags = newsboat_read_flags(row);
    item->is_deleted = sqlite3_column_int(row, COLUMN_DELETED) != 0;
}

const struct foreign_reader foreign_newsboat = {
    FOREIGN_NEWSBOAT, "rss_feed", "rss_item", feed_columns, item_columns, newsboat_read_item,
};
