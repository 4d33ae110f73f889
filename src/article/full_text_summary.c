/* SPDX-License-Identifier: MIT */
/* What was fetched in the background, in a line. */
#include "article/full_text.h"
#include "full_text_read.h"
#include "picture_harvest.h"

char *full_text_summarize(const struct full_text_progress *progress, guint n_left_out,
                          const struct picture_harvest_sum *sum)
{
    const guint n = progress->n_done - progress->n_failed;
    g_autofree char *size = g_format_size(progress->n_bytes + sum->n_bytes);
    GString *text = g_string_new(NULL);
    if (!progress->n_total && !n_left_out && !sum->n_received && !sum->n_failed && !sum->is_cut)
        return g_string_free(
            g_string_append(text, "nothing to fetch: no article lacks its page or a picture"),
            FALSE);
    g_string_printf(text, "%u whole %s fetched, ", n, n == 1 ? "article" : "articles");
    if (sum->n_received || sum->n_failed)
        g_string_append_printf(text, "%u %s, ", sum->n_received,
                               sum->n_received == 1 ? "picture" : "pictures");
    g_string_append(text, size);
    if (progress->n_failed)
        g_string_append_printf(text, ", %u failed", progress->n_failed);
    if (sum->n_failed)
        g_string_append_printf(text, ", %u %s failed", sum->n_failed,
                               sum->n_failed == 1 ? "picture" : "pictures");
    if (sum->is_cut && !n_left_out)
        g_string_append(text, ", further pictures left out: \"offline-size\" is used up");
    if (n_left_out)
        g_string_append_printf(text, ", %u left out: \"offline-size\" is used up", n_left_out);
    return g_string_free(text, FALSE);
}
