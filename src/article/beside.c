/* SPDX-License-Identifier: MIT */
/* Pictures that a feed gives beside an article's text, made part of it. */
#include "article/beside.h"

#include "app/enclosure.h"
#include "base/markup.h"
#include "base/url.h"
#include "text/picture.h"

#include <string.h>

#define MAX_FIGURES 40

/* What the addresses of one picture in several sizes have in common: without the query, and without
 * "-300x200" before the ending, whose width is *width then, else G_MAXUINT. Caller frees. */
static char *find_stem(const char *url, guint *width)
{
    const char *end = url + strcspn(url, "?#"), *dot = end;
    while (dot > url && *dot != '.' && *dot != '/')
        dot--;
    const char *p = *dot == '.' ? dot : end;
    const char *stem = p;
    while (p > url && (g_ascii_isdigit(p[-1]) || p[-1] == 'x'))
        p--;
    if (p > url && p[-1] == '-' && memchr(p, 'x', (size_t)(stem - p)))
        stem = p - 1;
    *width = *stem == '-' ? (guint)g_ascii_strtoull(stem + 1, NULL, 10) : G_MAXUINT;
    return g_strdup_printf("%.*s%.*s", (int)(stem - url), url, (int)(*dot == '.' ? end - dot : 0),
                           dot);
}

static void append_attribute(GString *html, const char *name, const char *value)
{
    g_string_append_printf(html, " %s=\"", name);
    markup_append_escaped(html, value, strlen(value));
    g_string_append_c(html, '"');
}

static void append_figure(GString *html, const char *url, const char *description)
{
    g_string_append(html, "<figure><img");
    append_attribute(html, "src", url);
    if (description && *description)
        append_attribute(html, "alt", description);
    g_string_append(html, "></figure>");
}

static bool is_sound(const struct item_enclosure *enclosure)
{
    return (enclosure->type && g_str_has_prefix(enclosure->type, "audio/")) ||
           (enclosure->medium && strcmp(enclosure->medium, "audio") == 0);
}

/* Another size of the same picture that comes later is wider. */
static bool has_wider(const struct item_body *body, guint index, const char *stem, guint width)
{
    for (guint i = index + 1; i < MIN(body->enclosures->len, MAX_FIGURES); i++) {
        const struct item_enclosure *other = body->enclosures->pdata[i];
        guint its_width;
        if (!enclosure_is_picture(other) || !url_is_http(other->url))
            continue;
        g_autofree char *its = find_stem(other->url, &its_width);
        if (other->width)
            its_width = other->width;
        if (its_width > width && strcmp(its, stem) == 0)
            return true;
    }
    return false;
}

char *article_format_figures(const struct item_body *body)
{
    g_autoptr(GString) html = g_string_new(NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const char *base_url = body->base_url ? body->base_url : body->row.url;
    bool has_sound = false;
    for (guint i = 0; i < MIN(body->enclosures->len, MAX_FIGURES); i++) {
        const struct item_enclosure *enclosure = body->enclosures->pdata[i];
        has_sound |= is_sound(enclosure);
        if (!enclosure_is_picture(enclosure) || !url_is_http(enclosure->url) ||
            picture_is_counter(enclosure->url))
            continue;
        guint width;
        char *stem = find_stem(enclosure->url, &width);
        if (has_wider(body, i, stem, enclosure->width ? enclosure->width : width)) {
            g_free(stem);
            continue;
        }
        if (g_hash_table_add(seen, stem))
            append_figure(html, enclosure->url,
                          enclosure->description ? enclosure->description : enclosure->title);
    }
    /* A cover of a podcast is not a picture of its text. */
    if (!html->len && !has_sound && url_is_http(body->image) && !picture_is_counter(body->image))
        append_figure(html, body->image, NULL);
    const bool has_own = html->len && !body->is_text && body->content &&
                         picture_is_in_html(body->content, body->content_len, base_url);
    return html->len && !has_own ? g_string_free(g_steal_pointer(&html), FALSE) : NULL;
}
