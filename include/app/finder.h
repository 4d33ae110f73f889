/* SPDX-License-Identifier: MIT */
/* The query thread: answers searches and smart feeds with ids, so that the screen never waits for
 * one. */
#ifndef APP_FINDER_H
#define APP_FINDER_H

#include "app/writer.h"

struct finder;

/* Starts the thread. archive_path is copied; answers go to events. writer brings the search index
 * up to date before a query that needs it. finder_stop() ends the thread and frees; NULL is
 * allowed. */
struct finder *finder_start(const char *archive_path, struct queue *events, struct writer *writer);
void finder_stop(struct finder *finder);

/* Posts a query; EVENT_FOUND with the serial follows. restriction: a second query that rows must
 * match, too, or NULL. is_ranked: the best match first. Never waits. */
void finder_post(struct finder *finder, const char *query, const char *restriction, bool is_ranked,
                 guint64 serial);

/* Parses query, and restriction (or NULL) as a second query that rows must match, too. NULL and
 * error as query_parse_any(). Free with query_free(). Any thread. */
struct query *finder_parse(const char *query, const char *restriction, GError **error);

#endif
