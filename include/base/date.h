/* SPDX-License-Identifier: MIT */
/* Dates as feeds write them, and as people read them. Times are unix seconds. Any thread. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Reads RFC 822 (RFC 2822 4.3 with anything missing, wrong or long), RFC 3339 and ISO 8601 with
 * their usual damage, RFC 850, asctime, SQL and unix times; month names in the languages feeds use.
 * No zone, or an unknown one, is UTC. Returns false and leaves *at alone if text is not a date.
 * text may be NULL. */
bool date_parse(const char *text, gint64 *at);

/* The same; *is_day: text names a day (or a month, a year: its first day) without a time, and *at is
 * its midnight UTC, whatever zone stands there. */
bool date_parse_day(const char *text, gint64 *at, bool *is_day);

/* A day without a time, to be shown as that day in every zone: midnight UTC to a second of the day
 * that stands for all of it. The second is one that lies within the day from 10 hours west of UTC to
 * 13 hours east, so that comparing it with local days is right there. */
gint64 date_mark_day(gint64 midnight);

/* at is the second of its day that date_mark_day() gives. Times that are to be told from days give
 * way by a second: date_unmark(). */
bool date_is_day(gint64 at);
gint64 date_unmark(gint64 at);

/* Reads what a person writes for a time: "2026-01-31", also without day or month, also with a time
 * behind it ("2026-01-31T10:20", or a blank for the T), "today" and "yesterday". All in local time: a
 * day is its first second. Everything else is read by date_parse(). now is unix time. Returns false and
 * leaves *at alone if text is not a date. */
bool date_parse_local(const char *text, gint64 now, gint64 *at);

/* Unix time of a day of the proleptic Gregorian calendar (month and day from 1). */
gint64 date_from_civil(int year, int month, int day);

#define DATE_RFC3339_BYTES 32

/* "2024-01-31T10:20:30Z" into text; times outside the years 1 to 9999 are brought to the nearest of
 * them. Returns text. */
char *date_format_rfc3339(gint64 at, char text[DATE_RFC3339_BYTES]);

#define DATE_AGE_BYTES 16

/* How long ago: "now", "5m", "3h", "2d", "3w", "4mo", "2y". Returns text. */
char *date_format_age(gint64 at, gint64 now, char text[DATE_AGE_BYTES]);

/* In local time by a strftime() format; a day (date_is_day()) as it stands, without the format's hours
 * and minutes. Caller frees. */
char *date_format_local(gint64 at, const char *format);

/* For lists, in local time, 6 columns wide at most where month names are short: "14:05" today, "31
 * Jan" this year (and for a day without a time), else "2021". Caller frees. */
char *date_format_list(gint64 at, gint64 now);

#endif
