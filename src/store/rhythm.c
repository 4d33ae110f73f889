/* SPDX-License-Identifier: MIT */
/* How often a feed has something new. */
#include "store/rhythm.h"

#include <stdlib.h>

#define TOGETHER_S 600
#define BUSY_S 3600 /* articles that are minutes apart for so long are the rhythm, not one batch */

static int compare_gaps(const void *a, const void *b)
{
    const gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;
    return left < right ? -1 : left > right;
}

gint64 rhythm_measure(const gint64 *dates, guint n)
{
    g_assert(dates || !n);
    gint64 gaps[RHYTHM_ARTICLES];
    guint n_gaps = 0;
    n = MIN(n, RHYTHM_ARTICLES);
    for (guint i = 1; i < n; i++)
        if (dates[i - 1] - dates[i] >= TOGETHER_S)
            gaps[n_gaps++] = dates[i - 1] - dates[i];
    if (n_gaps >= 2) {
        qsort(gaps, n_gaps, sizeof *gaps, compare_gaps);
        return gaps[n_gaps / 2];
    }
    const gint64 span = n > 2 ? dates[0] - dates[n - 1] : 0;
    return span >= BUSY_S ? span / (n - 1) : -1;
}
