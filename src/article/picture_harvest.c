/* SPDX-License-Identifier: MIT */
/* The pictures of many articles, fetched for reading without a network: a few articles are looked
 * through at a time, so that the screen does not wait. */
#include "picture_harvest.h"

#include "app/engine.h"
#include "article/beside.h"
#include "article/choice.h"
#include "article/picture.h"
#include "text/page.h"

enum {
    ARTICLES_AT_ONCE = 4,
    MAX_AWAITED = 16, /* pictures; the pictures of one article may be more */
    WIDTH = 80,       /* any */
    KEPT_FOR_S = 14 * 24 * 3600,
};

struct picture_harvest {
    GArray *ids;
    guint next;          /* of ids */
    GHashTable *seen;    /* addresses that were wanted; owned */
    GHashTable *awaited; /* of them; seen's */
    guint64 max_bytes;
    struct picture_harvest_sum sum;
};

struct picture_harvest *picture_harvest_start(struct app *app, GArray *ids, guint64 max_bytes)
{
    app_start_pictures(app, NULL); /* if they are not shown */
    if (!app_has_pictures(app)) {
        g_array_unref(ids);
        return NULL;
    }
    struct picture_harvest *harvest = g_new0(struct picture_harvest, 1);
    harvest->ids = ids;
    harvest->max_bytes = max_bytes;
    harvest->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    harvest->awaited = g_hash_table_new(g_str_hash, g_str_equal);
    return harvest;
}

void picture_harvest_free(struct picture_harvest *harvest)
{
    if (!harvest)
        return;
    g_array_unref(harvest->ids);
    g_hash_table_unref(harvest->awaited);
    g_hash_table_unref(harvest->seen);
    g_free(harvest);
}

struct picture_harvest_sum picture_harvest_get(const struct picture_harvest *harvest)
{
    static const struct picture_harvest_sum none;
    return harvest ? harvest->sum : none;
}

static bool name_only(void *data, const char *url, guint room, guint *cols, guint *rows,
                      const char **note)
{
    (void)data, (void)url, (void)room, (void)cols, (void)rows, (void)note;
    return false;
}

/* A picture is here, or has failed. */
static void count(struct picture_harvest *harvest, const struct app_picture *picture)
{
    const bool is_here = picture && picture->state == PICTURE_HERE;
    harvest->sum.n_done++;
    harvest->sum.n_failed += !is_here;
    harvest->sum.n_received += is_here && picture->received;
    harvest->sum.n_bytes += is_here ? picture->received : 0;
}

static void want(struct app *app, struct picture_harvest *harvest, const struct options *options,
                 const char *url)
{
    if (g_hash_table_contains(harvest->seen, url))
        return;
    char *own = g_strdup(url);
    g_hash_table_add(harvest->seen, own);
    harvest->sum.n_total++;
    const struct app_picture *picture =
        app_keep_picture(app, options, url, g_get_real_time() / G_USEC_PER_SEC + KEPT_FOR_S);
    if (picture && picture->state == PICTURE_COMING)
        g_hash_table_add(harvest->awaited, own);
    else
        count(harvest, picture);
}

/* Trackers and icons do not count: text/picture_flow.c leaves them out. */
static void look_through(struct app *app, struct picture_harvest *harvest, gint64 item_id)
{
    static const struct page_pictures named = { name_only, NULL };
    struct item_body *body = article_load_body(app, item_id, NULL, NULL);
    const struct options *options = body ? app_get_feed_options(app, body->row.feed_id) : NULL;
    if (body && options_get_number(options, OPTION_PICTURES) != OPTION_PICTURES_NEVER) {
        g_autofree char *figures = article_format_figures(body);
        const struct page_options as = { .figures = figures,
                                         .is_plain_text = body->is_text,
                                         .base_url =
                                             body->base_url ? body->base_url : body->row.url,
                                         .width = WIDTH,
                                         .pictures = &named };
        struct page *page = page_render(body->content, body->content_len, &as);
        for (guint i = 0; i < page->n_pictures; i++)
            want(app, harvest, options, page->pictures[i].url);
        page_free(page);
    }
    item_body_free(body);
}

bool picture_harvest_step(struct app *app, struct picture_harvest *harvest)
{
    for (guint i = 0; i < ARTICLES_AT_ONCE && harvest->next < harvest->ids->len &&
                      g_hash_table_size(harvest->awaited) < MAX_AWAITED;
         i++) {
        if (harvest->sum.n_bytes >= harvest->max_bytes) {
            harvest->sum.is_cut = true;
            harvest->next = harvest->ids->len;
            break;
        }
        look_through(app, harvest, g_array_index(harvest->ids, gint64, harvest->next++));
    }
    return harvest->next < harvest->ids->len || g_hash_table_size(harvest->awaited) > 0;
}

bool picture_harvest_take(struct app *app, struct picture_harvest *harvest,
                          const struct event *event)
{
    const struct app_picture *picture = app_find_picture(app, event->text);
    if (!g_hash_table_contains(harvest->awaited, event->text) ||
        (picture && picture->state == PICTURE_COMING))
        return false;
    g_hash_table_remove(harvest->awaited, event->text);
    count(harvest, picture);
    return true;
}
