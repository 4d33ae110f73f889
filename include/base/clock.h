/* SPDX-License-Identifier: MIT */
/* The time of day and the time that passes; tests set the first through NEWSDECK_NOW. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <glib.h>

/* Unix time in seconds; the value of the environment variable NEWSDECK_NOW where that is set. Any
 * thread. */
gint64 clock_now_s(void);

/* Milliseconds of a clock that only goes forward, for time-outs and progress. Any thread. */
gint64 clock_monotonic_ms(void);

#endif
