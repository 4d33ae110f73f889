/* SPDX-License-Identifier: MIT */
/* How often a feed has something new, measured by the dates of its articles. */
#ifndef STORE_RHYTHM_H
#define STORE_RHYTHM_H

#include <glib.h>

#define RHYTHM_ARTICLES 20 /* the newest of a feed tell how it is now */

/* The usual time in seconds between two articles, by the dates (unix times, the newest first) of at
 * most RHYTHM_ARTICLES of them: the median of the gaps, articles that come together (within ten
 * minutes) counting as one. -1 where there are too few to tell. Pure; any thread. */
gint64 rhythm_measure(const gint64 *dates, guint n);

#endif
