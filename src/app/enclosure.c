/* SPDX-License-Identifier: MIT */
/* The enclosures of articles. */
#include "app/enclosure.h"

#include "base/url.h"
#include "feed/model.h"
#include "private.h"

#include <string.h>

bool enclosure_is_usable(const struct item_enclosure *enclosure)
{
    return enclosure->url && url_is_http(enclosure->url) && !enclosure_is_chapters(enclosure) &&
           !enclosure_is_picture(enclosure);
}

/* The last part of the address ends as the names of pictures do. */
static bool has_picture_ending(const char *url)
{
    static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif" };
    const size_t len = strcspn(url, "?#");
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        const size_t end = strlen(endings[i]);
        if (len > end && g_ascii_strncasecmp(url + len - end, endings[i], end) == 0)
            return true;
    }
    return false;
}

bool enclosure_is_picture(const struct item_enclosure *enclosure)
{
    if (enclosure->medium)
        return strcmp(enclosure->medium, "image") == 0;
    if (enclosure->type && *enclosure->type)
        return g_ascii_strncasecmp(enclosure->type, "image/", 6) == 0;
    return enclosure->url && has_picture_ending(enclosure->url);
}

bool enclosure_is_chapters(const struct item_enclosure *enclosure)
{
    return enclosure->type && strcmp(enclosure->type, FEED_CHAPTERS_TYPE) == 0;
}

struct item_body *app_get_enclosures(struct app *app, gint64 item_id, GError **error)
{
    struct item_body *body = store_get_body(app->store, item_id, error);
    for (guint i = 0; body && i < body->enclosures->len; i++)
        if (enclosure_is_usable(body->enclosures->pdata[i]))
            return body;
    if (body)
        g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                    "this article has no enclosure to play or download");
    item_body_free(body);
    return NULL;
}

struct item_body *app_get_enclosure(struct app *app, gint64 item_id, guint n, GError **error)
{
    struct item_body *body = app_get_enclosures(app, item_id, error);
    if (!body)
        return NULL;
    if (n < body->enclosures->len && enclosure_is_usable(body->enclosures->pdata[n]))
        return body;
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND, "this article has no enclosure %u", n + 1);
    item_body_free(body);
    return NULL;
}
