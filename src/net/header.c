/* SPDX-License-Identifier: MIT */
/* Header lines of HTTP. */
#include "header.h"

#include "base/date.h"
#include "base/url.h"

#include <string.h>

#define HEADER_MAX_VALUE 2000
#define HEADER_MAX_LINK 8000
#define HEADER_MAX_FIELD 8192 /* of one field in the table of fields */
#define HEADER_MAX_FIELDS 100
#define HEADER_MAX_FIELDS_LEN (32 << 10)
#define HEADER_LAST_TIME 1e12
#define HEADER_FIRST_TIME 1e9          /* a larger number is a unix time */
#define HEADER_MAX_RESET_S 86400       /* until a host allows more requests */
#define HEADER_MAX_WAIT_S (31 * 86400) /* no server may ask for a longer pause */

void header_init(struct header *header, const char *url)
{
    *header = (struct header){ .retry_after_s = -1,
                               .max_age_s = -1,
                               .range_start = -1,
                               .range_total = -1,
                               .url = g_strdup(url) };
}

static void header_clear_fields(struct header *header)
{
    header->status = 0;
    header->retry_after_s = -1;
    header->max_age_s = -1;
    header->expires_at = 0;
    header->range_start = header->range_total = -1;
    g_clear_pointer(&header->etag, g_free);
    g_clear_pointer(&header->last_modified, g_free);
    g_clear_pointer(&header->content_type, g_free);
    g_clear_pointer(&header->link, g_free);
    g_clear_pointer(&header->location, g_free);
    g_clear_pointer(&header->fields, g_hash_table_unref);
    header->fields_len = 0;
    header->is_redirect = false;
}

void header_clear(struct header *header)
{
    header_clear_fields(header);
    g_clear_pointer(&header->url, g_free);
    g_clear_pointer(&header->moved_to, g_free);
}

static void header_set_text(char **field, const char *value)
{
    g_free(*field);
    *field = g_strdup(value);
}

static void header_read_etag(struct header *header, const char *value, gint64 now)
{
    (void)now;
    header_set_text(&header->etag, value);
}

static void header_read_last_modified(struct header *header, const char *value, gint64 now)
{
    (void)now;
    header_set_text(&header->last_modified, value);
}

static void header_read_content_type(struct header *header, const char *value, gint64 now)
{
    (void)now;
    header_set_text(&header->content_type, value);
}

/* RFC 9110 5.3: several lines form one list. */
static void header_read_link(struct header *header, const char *value, gint64 now)
{
    (void)now;
    if (header->link && strlen(header->link) + strlen(value) > HEADER_MAX_LINK)
        return;
    char *joined = header->link ? g_strconcat(header->link, ", ", value, NULL) : g_strdup(value);
    g_free(header->link);
    header->link = joined;
}

static void header_read_location(struct header *header, const char *value, gint64 now)
{
    (void)now;
    header_set_text(&header->location, value);
}

/* RFC 9110 10.2.3: seconds, or a date. */
static void header_read_retry_after(struct header *header, const char *value, gint64 now)
{
    guint64 seconds = 0;
    gint64 at = 0;
    if (g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT64, &seconds, NULL))
        header->retry_after_s = (gint64)MIN(seconds, HEADER_MAX_WAIT_S);
    else if (g_ascii_isalpha(*value) && date_parse(value, &at))
        header->retry_after_s = CLAMP(at - now, 0, HEADER_MAX_WAIT_S);
}

static void header_read_expires(struct header *header, const char *value, gint64 now)
{
    gint64 at = 0;
    (void)now;
    if (date_parse(value, &at) && at > 0)
        header->expires_at = at;
}

/* RFC 9110 14.4: "bytes 5-9/10", "bytes 5-9/" and a star, or a star for the range. */
static void header_read_range(struct header *header, const char *value, gint64 now)
{
    (void)now;
    const char *total = strrchr(value, '/');
    guint64 number = 0;
    if (g_ascii_strncasecmp(value, "bytes ", 6) != 0 || !total)
        return;
    g_autofree char *start = g_strndup(value + 6, strcspn(value + 6, "-/"));
    if (g_ascii_string_to_unsigned(start, 10, 0, G_MAXINT64, &number, NULL))
        header->range_start = (gint64)number;
    if (g_ascii_string_to_unsigned(total + 1, 10, 0, G_MAXINT64, &number, NULL))
        header->range_total = (gint64)number;
}

/* RFC 9111 5.2.2. */
static void header_read_cache_control(struct header *header, const char *value, gint64 now)
{
    g_auto(GStrv) parts = g_strsplit(value, ",", 32);
    (void)now;
    for (guint i = 0; parts[i]; i++) {
        const char *part = g_strstrip(parts[i]);
        guint64 seconds = 0;
        if (!g_ascii_strcasecmp(part, "no-cache") || !g_ascii_strcasecmp(part, "no-store"))
            header->max_age_s = 0;
        else if (!g_ascii_strncasecmp(part, "max-age=", 8) && header->max_age_s < 0 &&
                 g_ascii_string_to_unsigned(part + 8, 10, 0, G_MAXINT32, &seconds, NULL))
            header->max_age_s = (gint64)seconds;
    }
}

static const struct {
    const char *name;
    void (*read)(struct header *header, const char *value, gint64 now);
} fields[] = {
    { "etag", header_read_etag },
    { "last-modified", header_read_last_modified },
    { "content-type", header_read_content_type },
    { "link", header_read_link },
    { "location", header_read_location },
    { "retry-after", header_read_retry_after },
    { "expires", header_read_expires },
    { "cache-control", header_read_cache_control },
    { "content-range", header_read_range },
};

/* At the end of a block: follows a redirect. */
static void header_finish_block(struct header *header)
{
    if (header->status < 300 || header->status > 399 || header->status == 304 || !header->location)
        return;
    header->is_redirect = true;
    g_autofree char *meant = url_from_feed_scheme(header->location);
    char *next = url_resolve(header->url, meant ? meant : header->location);
    g_free(header->url);
    header->url = next;
    header->n_hops++;
    if (header->status != 301 && header->status != 308)
        header->was_temporary = true;
    if (!header->was_temporary)
        header_set_text(&header->moved_to, next);
    g_clear_pointer(&header->location, g_free);
}

static bool header_is_clean(const char *value)
{
    if (!g_utf8_validate(value, -1, NULL))
        return false;
    for (const char *c = value; *c; c++)
        if (((guchar)*c < 0x20 && *c != '\t') || *c == 0x7f)
            return false;
    return true;
}

static void header_read_status(struct header *header, const char *line)
{
    const char *blank = strchr(line, ' ');
    header_clear_fields(header);
    header->status = blank ? (guint)g_ascii_strtoull(blank, NULL, 10) % 1000 : 0;
}

/* Adds a field to the table; several lines form one value (RFC 9110 5.3). */
static void header_keep_field(struct header *header, const char *name, const char *value)
{
    const gsize len = strlen(name) + strlen(value);
    if (header->fields_len + len > HEADER_MAX_FIELDS_LEN ||
        !g_ascii_strcasecmp(name, "set-cookie") || !header_is_clean(name))
        return;
    if (!header->fields)
        header->fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    char *key = g_ascii_strdown(name, -1);
    const char *old = g_hash_table_lookup(header->fields, key);
    if (!old && g_hash_table_size(header->fields) >= HEADER_MAX_FIELDS) {
        g_free(key);
        return;
    }
    header->fields_len += len;
    g_hash_table_insert(header->fields, key,
                        old ? g_strconcat(old, ", ", value, NULL) : g_strdup(value));
}

void header_read_line(struct header *header, const char *line, size_t len, gint64 now)
{
    while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
        len--;
    if (!len) {
        header_finish_block(header);
        return;
    }
    if (len > HEADER_MAX_FIELD || memchr(line, 0, len))
        return;
    g_autofree char *text = g_strndup(line, len);
    if (g_str_has_prefix(text, "HTTP/")) {
        header_read_status(header, text);
        return;
    }
    char *colon = strchr(text, ':');
    if (!colon)
        return;
    *colon = 0;
    const char *value = g_strstrip(colon + 1);
    if (!header_is_clean(value))
        return;
    header_keep_field(header, text, value);
    if (!*value || len > HEADER_MAX_VALUE)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        if (!g_ascii_strcasecmp(text, fields[i].name))
            fields[i].read(header, value, now);
}

/* The first of names in table whose value is a number, or -1. */
static double header_find_number(GHashTable *table, const char *const *names)
{
    for (; table && *names; names++) {
        const char *value = g_hash_table_lookup(table, *names);
        char *end = NULL;
        const double number = value && g_ascii_isdigit(*value) ? g_ascii_strtod(value, &end) : -1;
        if (end && (!*end || *end == ',' || *end == ';' || *end == ' ') &&
            number <= HEADER_LAST_TIME)
            return number;
    }
    return -1;
}

void header_read_limits(GHashTable *table, gint64 now, double *n_remaining, gint64 *reset_s)
{
    static const char *const remaining_names[] = { "x-ratelimit-remaining", "ratelimit-remaining",
                                                   "x-rate-limit-remaining", NULL };
    static const char *const reset_names[] = { "x-ratelimit-reset", "ratelimit-reset",
                                               "x-rate-limit-reset", NULL };
    const double reset = header_find_number(table, reset_names);
    *n_remaining = header_find_number(table, remaining_names);
    *reset_s = -1;
    if (reset < 0)
        return;
    /* no wait is as long as the time since 1970 */
    const gint64 wait_s = (gint64)reset - (reset > HEADER_FIRST_TIME ? now : 0);
    *reset_s = CLAMP(wait_s, 0, HEADER_MAX_RESET_S);
}
