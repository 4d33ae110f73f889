/* SPDX-License-Identifier: MIT */
/* Enclosures played by the user's player; where that is mpv, the position is kept. App's thread. */
#ifndef LISTEN_PLAYER_H
#define LISTEN_PLAYER_H

#include "app/app.h"
#include "store/item_row.h"

extern const struct service player_service;

struct chapter {
    gint64 start_s;
    char *title; /* one line, never NULL */
};

/* Returns the chapters of the article's enclosure n (from 0), as an array of struct chapter: the
 * ones in a file that its feed names, which is fetched at the first call, else the ones that the
 * player has found. NULL: none are known, or not yet. Caller frees. */
GArray *app_get_chapters(struct app *app, const struct item_body *body, guint n);

/* What is played, and where it is. */
struct app_playing {
    char *title;       /* of the article, with the chapter: "One · 2. Ducks"; caller frees */
    gint64 at_s;       /* in seconds */
    gint64 duration_s; /* 0: not known */
    bool is_paused;
};

/* Fills playing. False where nothing is played that newsdeck knows of: only mpv reports it. */
bool app_get_playing(struct app *app, struct app_playing *playing);

/* Goes to the next chapter of what is played (step 1), or to the previous one (-1). */
bool app_step_chapter(struct app *app, int step, GError **error);

/* Plays an enclosure from start_s on; goes there where it is played already. *message as
 * app_play(). */
bool app_play_from(struct app *app, gint64 item_id, guint n, gint64 start_s, char **message,
                   GError **error);

/* Plays an enclosure (n from 0), or the file that was made of it, with the command of the option
 * "player", detached. mpv begins where it was left. An enclosure that it plays already is paused,
 * or goes on; another one that it plays ends. *message says which; caller frees. */
bool app_play(struct app *app, gint64 item_id, guint n, char **message, GError **error);

/* Formats a time as "12:40" or "1:02:40". Caller frees. */
char *player_format_time(gint64 seconds);

#endif
