/* SPDX-License-Identifier: MIT */
/* How often a feed has something new, measured by the dates of its articles. */
#ifndef STORE_RHYTHM_H
#define STORE_RHYTHM_H

#include <glib.h>

#define RHYTHM_ARTICLES 20 /* how many recent articles are sampled */

/* The usual time in seconds between two articles, by the dates (unix times, the newest first) of at
 * most RHYTHM_ARTICLES articles: the median of the gaps, where articles that arrive within ten
 * minutes count as one. -1 if there are too few. Pure; any thread. */
gint64 rhythm_measure(const gint64 *dates, guint n);

#endif
