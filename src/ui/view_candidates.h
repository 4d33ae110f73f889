/* SPDX-License-Identifier: MIT */
/* The feeds that were found at an address. UI thread only. */
#ifndef UI_VIEW_CANDIDATES_H
#define UI_VIEW_CANDIDATES_H

#include "frame.h"

/* For EVENT_DISCOVERY: when the search for feeds has ended, subscribes to the only feed, or opens a
 * list of the feeds that were found, or shows the error. Answers bits of enum view_answer. */
guint candidates_handle_event(struct ui *ui, const struct event *event);

/* Ends the search for feeds that is under way, and says so. False if there is no search. */
bool candidates_stop_search(struct ui *ui);

#endif
