/* SPDX-License-Identifier: MIT */
/* Names for articles without a title. */
#include "store/item_name.h"

#include "base/html_token.h"
#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

#define MAX_LOOK_BYTES ((gsize)256 << 10) /* of a text, in which a picture is looked for */
#define MAX_NAME_CHARS 200

/* text on one line, or NULL if there is nothing in it. */
static char *tidy(const char *text)
{
    if (!text)
        return NULL;
    g_autofree char *line = utf8_clean_line(text, strlen(text));
    g_strstrip(line);
    if (!*line)
        return NULL;
    return g_utf8_strlen(line, -1) > MAX_NAME_CHARS ? g_utf8_substring(line, 0, MAX_NAME_CHARS)
                                                    : g_steal_pointer(&line);
}

/* What the first picture of the text that says something shows. */
static char *find_alt(const struct item_body *body)
{
    if (body->is_text || !body->content)
        return NULL;
    struct html_reader reader = { .p = body->content,
                                  .end = body->content + MIN(body->content_len, MAX_LOOK_BYTES),
                                  .is_lenient = true };
    struct html_token tag;
    while (html_next_tag(&reader, &tag)) {
        if (tag.type == HTML_TOKEN_END || tag.tag != HTML_IMG)
            continue;
        g_autofree char *alt = html_get_attribute(&reader, &tag, "alt");
        char *name = tidy(alt);
        if (!name) {
            g_autofree char *title = html_get_attribute(&reader, &tag, "title");
            name = tidy(title);
        }
        if (name)
            return name;
    }
    return NULL;
}

/* The last part of an address, decoded: "episode 6.mp3". */
static char *find_file_name(const char *url)
{
    const size_t len = strcspn(url, "?#");
    g_autofree char *path = g_strndup(url, len);
    const char *slash = strrchr(path, '/');
    if (!slash || (slash > path && slash[-1] == '/'))
        return NULL;
    g_autofree char *decoded = g_uri_unescape_string(slash + 1, NULL);
    return tidy(decoded && g_utf8_validate(decoded, -1, NULL) ? decoded : slash + 1);
}

static char *find_enclosure(const struct item_body *body)
{
    char *name = NULL;
    for (guint i = 0; i < body->enclosures->len && !name; i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        name = tidy(enclosure->description);
        if (!name)
            name = tidy(enclosure->title);
    }
    for (guint i = 0; i < body->enclosures->len && !name; i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        name = enclosure->url ? find_file_name(enclosure->url) : NULL;
    }
    return name;
}

static char *find_address(const struct item_body *body)
{
    const char *url = body->row.url ? body->row.url : body->guid;
    if (!url_is_http(url))
        return NULL;
    const char *rest = strstr(url, "://");
    return tidy(rest ? rest + 3 : url);
}

char *item_make_name(const struct item_body *body)
{
    static char *(*const ways[])(const struct item_body *) = { find_alt, find_enclosure,
                                                               find_address };
    char *name = tidy(body->row.title);
    for (guint i = 0; i < G_N_ELEMENTS(ways) && !name; i++)
        name = ways[i](body);
    return name ? name : g_strdup("(no title)");
}

void store_name_rows(struct store *store, GPtrArray *rows)
{
    for (guint i = 0; rows && i < rows->len; i++) {
        struct item_row *row = rows->pdata[i];
        if (!row || (row->title && *row->title))
            continue;
        struct item_body *body = store_get_body(store, row->id, NULL);
        if (!body)
            continue;
        g_free(row->title);
        row->title = item_make_name(body);
        item_body_free(body);
    }
}
