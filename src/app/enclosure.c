/* SPDX-License-Identifier: MIT */
/* The enclosures of articles. */
#include "app/enclosure.h"

#include "base/url.h"
#include "feed/model.h"
#include "private.h"

#include <string.h>

bool enclosure_is_usable(const struct item_enclosure *enclosure)
{
    return enclosure->url && url_is_http(enclosure->url) && !enclosure_is_chapters(enclosure);
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
