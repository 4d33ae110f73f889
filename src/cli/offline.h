/* SPDX-License-Identifier: MIT */
/* Inside cli: the whole articles fetched after a reload, or by themselves. */
#ifndef CLI_OFFLINE_H
#define CLI_OFFLINE_H

#include "app/app.h"

/* Fetches the pages of the articles that query finds (NULL: unread or starred) and prints a
 * summary. Returns the exit status: 1 where the query is wrong, or none could be fetched. */
int offline_fetch(struct app *app, const char *command, const char *query);

/* Waits for the pages that are under way, if any, and prints a summary. The exit status. */
int offline_wait(struct app *app);

#endif
