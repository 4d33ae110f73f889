/* SPDX-License-Identifier: MIT */
/* The query thread: answers searches and smart feeds with ids, so that the screen never waits for
 * one. */
#ifndef APP_FINDER_H
#define APP_FINDER_H

#include "app/writer.h"

struct finder;

struct finder *finder_start(const char *archive_path, struct queue *events, struct writer *writer);
void finder_stop(struct finder *finder);

/* Answers with EVENT_FOUND and the serial. restriction is added to the query with AND (or NULL). */
void finder_post(struct finder *finder, const char *query, const char *restriction, bool is_ranked,
                 guint64 serial);

/* Both texts as one query; NULL and error as query_parse_any(). */
struct query *finder_parse(const char *query, const char *restriction, GError **error);

#endif
