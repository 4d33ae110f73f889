/* SPDX-License-Identifier: MIT */
/* Enclosures played by a program of the user's; where mpv does it, the position is kept. UI thread.
 */
#ifndef LISTEN_PLAYER_H
#define LISTEN_PLAYER_H

#include "app/app.h"
#include "store/item_row.h"

extern const struct service player_service;

struct chapter {
    gint64 start_s;
    char *title; /* one line, never NULL */
};

/* The chapters of the article's enclosure n (from 0), as an array of struct chapter: those that its
 * feed names a file of, which is asked for at the first call, else those that the player has found.
 * The caller's; NULL: none are known, or not yet. */
GArray *app_get_chapters(struct app *app, const struct item_body *body, guint n);

/* What is played, and where it is. */
struct app_playing {
    char *title;       /* of the article, with the chapter: "One · 2. Ducks"; the caller's */
    gint64 at_s;       /* in seconds */
    gint64 duration_s; /* 0: not known */
    bool is_paused;
};

/* False where nothing is played that newsdeck knows of: only mpv says where it is. */
bool app_get_playing(struct app *app, struct app_playing *playing);

/* To the next chapter of what is played (step 1), or to the one before it (-1). */
bool app_step_chapter(struct app *app, int step, GError **error);

/* Plays an enclosure from start_s on; what it plays already goes there. */
bool app_play_from(struct app *app, gint64 item_id, guint n, gint64 start_s, char **message,
                   GError **error);

/* Plays an enclosure (n from 0), or the file that was made of it, with the command of the option
 * "player", detached. With mpv it begins where it was left; what it plays already is paused, or
 * goes on; anything else that it plays ends. *message says which, the caller's. */
bool app_play(struct app *app, gint64 item_id, guint n, char **message, GError **error);

/* "12:40", "1:02:40". The caller's. */
char *player_format_time(gint64 seconds);

#endif
