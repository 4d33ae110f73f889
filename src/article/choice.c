/* SPDX-License-Identifier: MIT */
/* Which text of an article is shown. What was measured last of a feed is kept, as the next article
 * is mostly of the same. */
#include "article/choice.h"

#include "app/edit.h"
#include "app/engine.h"
#include "app/feed_list.h"
#include "app/service.h"
#include "teaser.h"

#include <string.h>

/* Names of the state "text:ARTICLE". */
static const char *const names[] = { [ARTICLE_FEED] = "feed", [ARTICLE_WHOLE] = "whole" };

/* The last measurement of a feed. */
struct measurement {
    gint64 feed_id, max_id; /* max_id: the newest article then */
    int percent;
};

/* ---- the app as a source */

enum option_full_text app_get_full_text(const struct app *app, gint64 feed_id)
{
    return (enum option_full_text)options_get_number(app_get_feed_options(app, feed_id),
                                                     OPTION_FULL_TEXT);
}

static enum option_full_text get_mode(void *data, gint64 feed_id)
{
    return app_get_full_text(data, feed_id);
}

static bool has_teasers(void *data, gint64 feed_id)
{
    struct app *app = data;
    struct measurement *last = app_get_own(app, &choice_service);
    const gint64 max_id = store_get_max_id(app_get_store(app));
    if (last->feed_id != feed_id || last->max_id != max_id)
        *last = (struct measurement){ feed_id, max_id,
                                      teaser_measure_feed(app_get_store(app), feed_id) };
    return last->percent >= TEASER_PERCENT;
}

static const char *get_feed_title(void *data, gint64 feed_id)
{
    return feed_list_get_title(app_get_feed_list(data), feed_id);
}

struct text_source app_get_text_source(struct app *app)
{
    return (struct text_source){ app_get_store(app), get_mode, has_teasers, get_feed_title, app };
}

/* ---- choosing */

static char *format_key(gint64 item_id)
{
    return g_strdup_printf("text:%" G_GINT64_FORMAT, item_id);
}

bool text_choice_has_whole(const struct text_choice *choice)
{
    return choice->whole && choice->whole->content;
}

bool text_choice_prefers_whole(const struct text_source *source, const struct item_body *body,
                               const struct text_choice *choice)
{
    const enum option_full_text mode = source->get_mode(source->data, body->row.feed_id);
    if (!text_choice_has_whole(choice))
        return false;
    if (mode == OPTION_FULL_TEXT_YES)
        return true;
    if (mode == OPTION_FULL_TEXT_NO || !choice->is_teaser)
        return false;
    return choice->whole->n_words > teaser_count_words(body) &&
           !teaser_is_picture_lost(body, choice->whole);
}

void text_choice_read(const struct text_source *source, const struct item_body *body,
                      struct text_choice *choice)
{
    const gint64 feed_id = body->row.feed_id;
    const enum option_full_text mode = source->get_mode(source->data, feed_id);
    g_autofree char *key = format_key(body->row.id);
    g_autofree char *chosen = store_get_state(source->store, key);
    choice->whole = store_get_full_text(source->store, body->row.id, NULL);
    choice->has_choice = chosen != NULL;
    choice->is_teaser = mode == OPTION_FULL_TEXT_AUTO && teaser_is_likely(body) &&
                        source->has_teasers(source->data, feed_id) &&
                        !teaser_is_elsewhere(source->store, body);
    choice->is_note =
        mode == OPTION_FULL_TEXT_AUTO && !choice->is_teaser && teaser_is_note(source->store, body);
    const bool is_whole = chosen ? strcmp(chosen, names[ARTICLE_WHOLE]) == 0
                                 : text_choice_prefers_whole(source, body, choice);
    choice->shown = is_whole && text_choice_has_whole(choice) ? ARTICLE_WHOLE : ARTICLE_FEED;
    choice->is_wanted =
        is_whole || (!chosen && (choice->is_teaser || mode == OPTION_FULL_TEXT_YES));
}

void text_choice_write(struct app *app, gint64 item_id, enum article_text text)
{
    g_autofree char *key = format_key(item_id);
    app_set_state(app, key, names[text]);
}

struct item_body *text_source_load(const struct text_source *source, gint64 item_id, bool *is_whole,
                                   GError **error)
{
    struct text_choice choice = { 0 };
    struct item_body *body = store_get_body(source->store, item_id, error);
    if (!body)
        return NULL;
    text_choice_read(source, body, &choice);
    if (choice.shown == ARTICLE_WHOLE) {
        g_free(body->content);
        g_free(body->base_url);
        body->content = g_steal_pointer(&choice.whole->content);
        body->content_len = choice.whole->content_len;
        body->base_url = g_strdup(choice.whole->url);
        body->is_text = false;
    }
    if (is_whole)
        *is_whole = choice.shown == ARTICLE_WHOLE;
    full_text_free(choice.whole);
    return body;
}

struct item_body *article_load_body(struct app *app, gint64 item_id, bool *is_whole, GError **error)
{
    const struct text_source source = app_get_text_source(app);
    return text_source_load(&source, item_id, is_whole, error);
}

const struct service choice_service = { .name = "choice", .size = sizeof(struct measurement) };
