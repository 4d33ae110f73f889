/* SPDX-License-Identifier: MIT */
/* Any bytes as a date: what is read can be written, and is read again as the same. */
#include "base/date.h"

#include <glib.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    char written[DATE_RFC3339_BYTES];
    gint64 at, again;
    if (!date_parse(text, &at))
        return 0;
    if (at < date_from_civil(1000, 1, 1) || at >= date_from_civil(9999, 1, 1))
        return 0; /* such years are read, but have no form of four digits on both sides of UTC */
    date_format_rfc3339(at, written);
    g_assert_true(date_parse(written, &again));
    g_assert_cmpint(again, ==, at);
    return 0;
}
