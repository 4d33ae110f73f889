/* SPDX-License-Identifier: MIT */
/* The enclosures of articles: which of them a person can play or download. For the app's thread. */
#ifndef APP_ENCLOSURE_H
#define APP_ENCLOSURE_H

#include "app/app.h"
#include "store/item_row.h"

/* The article with the id, for its enclosures. NULL and error where it is gone or has none with a
 * web address. Free with item_body_free(). */
struct item_body *app_get_enclosures(struct app *app, gint64 item_id, GError **error);

/* The same where its enclosure n (from 0) has a web address. */
struct item_body *app_get_enclosure(struct app *app, gint64 item_id, guint n, GError **error);

/* Whether a person could want to play or download it: pictures are looked at; whether it is a
 * picture; whether it lists the chapters of the others. */
bool enclosure_is_usable(const struct item_enclosure *enclosure);
bool enclosure_is_picture(const struct item_enclosure *enclosure);
bool enclosure_is_chapters(const struct item_enclosure *enclosure);

#endif
