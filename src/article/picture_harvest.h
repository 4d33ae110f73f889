/* SPDX-License-Identifier: MIT */
/* Inside article: the pictures of many articles, fetched for reading without a network. */
#ifndef ARTICLE_PICTURE_HARVEST_H
#define ARTICLE_PICTURE_HARVEST_H

#include "app/app.h"

struct picture_harvest;

/* Begins with the articles of ids (taken), their pages are there: bytes at most are received. NULL
 * where there are no pictures. */
struct picture_harvest *picture_harvest_start(struct app *app, GArray *ids, guint64 max_bytes);
void picture_harvest_free(struct picture_harvest *harvest);

/* Looks through the next articles where there is room for more; to be called again after each
 * EVENT_OFFLINE. True: it goes on. */
bool picture_harvest_step(struct app *app, struct picture_harvest *harvest);

/* Takes EVENT_PICTURE; true if the picture was awaited. */
bool picture_harvest_take(struct app *app, struct picture_harvest *harvest,
                          const struct event *event);

/* What was done so far: pictures that were looked for, that came, were there, or failed. */
struct picture_harvest_sum {
    guint n_total, n_done, n_received, n_failed;
    guint64 n_bytes;
    bool is_cut; /* max_bytes are used up */
};
struct picture_harvest_sum picture_harvest_get(const struct picture_harvest *harvest);

#endif
