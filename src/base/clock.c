/* SPDX-License-Identifier: MIT */
/* The time of day and the time that passes. */
#include "base/clock.h"

gint64 clock_now_s(void)
{
    const char *fixed = g_getenv("NEWSDECK_NOW");
    if (fixed && *fixed)
        return g_ascii_strtoll(fixed, NULL, 10);
    return g_get_real_time() / G_USEC_PER_SEC;
}

gint64 clock_monotonic_ms(void)
{
    return g_get_monotonic_time() / 1000;
}
