/* SPDX-License-Identifier: MIT */
/* Inside base: zones as dates name them. */
#ifndef BASE_DATE_ZONE_H
#define BASE_DATE_ZONE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define DATE_ZONE_BYTES 40 /* the longest name in the tz database has 32 */

/* The zone called word (lower case), "est" or "cest": its minutes east of UTC. For a word that means
 * a place's time in summer and winter ("et"), zone becomes its name in the tz database, and minutes
 * are its winter time. False, and nothing is written, for other words. */
bool date_zone_find(const char *word, int *minutes, char zone[DATE_ZONE_BYTES]);

/* The length of the name of the tz database at the begin of text ("America/New_York"), by its form
 * alone; 0: none, or one that is too long. */
size_t date_zone_measure(const char *text);

/* Seconds east of UTC in the zone of the tz database at a local time (in seconds, as if it were UTC);
 * otherwise, where zone is empty or not in the system's database. Reads the database's file the first
 * time. Any thread. */
gint64 date_zone_get_offset(const char *zone, gint64 local, gint64 otherwise);

#endif
