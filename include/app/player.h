/* SPDX-License-Identifier: MIT */
/* Enclosures played by a program of the user's; where mpv does it, the position is kept. UI thread.
 */
#ifndef APP_PLAYER_H
#define APP_PLAYER_H

#include "app/article.h"

/* The article with the id, for its enclosures. NULL and error where it is gone or has none with an
 * address of the web. Free with item_body_free(). */
struct item_body *app_get_enclosures(struct app *app, gint64 item_id, GError **error);

/* The same where its enclosure n (from 0) has such an address. */
struct item_body *app_get_enclosure(struct app *app, gint64 item_id, guint n, GError **error);

/* Whether a person could want to play or fetch it. */
bool enclosure_is_usable(const struct item_enclosure *enclosure);

/* Plays an enclosure (n from 0), or the file that was made of it, with the command of the option
 * "player", detached. With mpv it begins where it was left; what it plays already is paused, or
 * goes on; anything else that it plays ends. *message says which, the caller's. */
bool app_play(struct app *app, gint64 item_id, guint n, char **message, GError **error);

/* "12:40", "1:02:40". The caller's. */
char *player_format_time(gint64 seconds);

/* Where to begin the next time, in seconds: where it was left, or at 0 if that was near the end.
 * duration: 0 if unknown. */
gint64 player_choose_start(double position, double duration);

#endif
