/* SPDX-License-Identifier: MIT */
/* Inside listen: the line to an mpv that plays, over its JSON IPC, on a thread of its own. */
#ifndef LISTEN_PLAYER_LINK_H
#define LISTEN_PLAYER_LINK_H

#include "app/writer.h"

struct player_link;

enum player_end {
    PLAYER_QUIT,  /* mpv ends, too */
    PLAYER_LEAVE, /* mpv goes on if it has a window to end it with, else it ends */
};

/* Waits in the background until mpv listens at socket, then follows it; the position goes to writer
 * as the state key, every few seconds and at the end. EVENT_PLAYER goes to events when another
 * second, a pause or a chapter begins, and when it has ended. start: where it begins. */
struct player_link *player_link_start(const char *socket, struct writer *writer,
                                      struct queue *events, const char *key, gint64 start);

/* False once mpv has ended or was not to be reached. */
bool player_link_is_alive(struct player_link *link);

/* Pauses, or goes on; true for the former. */
bool player_link_toggle(struct player_link *link);

/* Goes to a time, in seconds; to the next chapter (1) or the one before (-1). */
void player_link_seek(struct player_link *link, gint64 seconds);
void player_link_step(struct player_link *link, int step);

/* The chapters that mpv knows (an array of struct chapter; caller frees; empty: none, or not known
 * yet) and which of them is played now (-1: none). */
GArray *player_link_get_chapters(struct player_link *link, int *current);

/* Where it plays and how long it is, in seconds; the latter 0 while that is not known. */
gint64 player_link_get_position(struct player_link *link);
gint64 player_link_get_duration(struct player_link *link);
bool player_link_is_paused(struct player_link *link);

/* Ends the thread and frees. Returns the position that was kept, in seconds. */
gint64 player_link_end(struct player_link *link, enum player_end end);

/* Where playing begins the next time, in seconds: where it was left, or at 0 if that was near the
 * end. duration: 0 if unknown. */
gint64 player_choose_start(double position, double duration);

#endif
