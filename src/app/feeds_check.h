/* SPDX-License-Identifier: MIT */
/* Inside app: what the words of the feeds file mean to queries and to pages that are scraped. */
#ifndef APP_FEEDS_CHECK_H
#define APP_FEEDS_CHECK_H

#include "config/subscription.h"

/* Reports each expression of a smart feed that is not a query, and each selector that is not valid,
 * with its place. text[0..len) is the file at path, from which subscriptions were parsed. Any
 * thread. */
void feeds_check(const char *text, gsize len, const char *path,
                 const struct subscriptions *subscriptions, struct diagnostic_list *diagnostics);

/* Why expression is not a query, without its column, which goes to *column (from 1); NULL: it is
 * one. Caller frees. Any thread. */
char *feeds_check_query(const char *expression, guint *column);

#endif
