/* SPDX-License-Identifier: MIT */
/* Numbers, durations, sizes, yes and no. */
#include "value.h"

#include <string.h>

struct unit {
    const char *name;
    gint64 factor;
};

/* From large to small; of several spellings of a factor, the first is written. */
static const struct unit durations[] = {
    { "w", 604800 }, { "d", 86400 }, { "h", 3600 }, { "m", 60 }, { "s", 1 },
};
static const struct unit sizes[] = {
    { "G", 1 << 30 },   { "M", 1 << 20 },   { "K", 1 << 10 },  { "GiB", 1 << 30 },
    { "MiB", 1 << 20 }, { "KiB", 1 << 10 }, { "GB", 1 << 30 }, { "MB", 1 << 20 },
    { "KB", 1 << 10 },  { "B", 1 },         { "", 1 },
};

bool value_parse_bool(const char *text, gint64 *value)
{
    static const char *const words[] = { "no", "yes", "false", "true", "off", "on", "0", "1" };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (!g_ascii_strcasecmp(text, words[i])) {
            *value = i % 2;
            return true;
        }
    return false;
}

/* Reads digits at *text, which moves past them. */
static bool value_take_digits(const char **text, gint64 *value)
{
    const char *c = *text;
    gint64 sum = 0;
    for (; g_ascii_isdigit(*c); c++)
        if (__builtin_mul_overflow(sum, 10, &sum) || __builtin_add_overflow(sum, *c - '0', &sum))
            return false;
    if (c == *text)
        return false;
    *text = c;
    *value = sum;
    return true;
}

bool value_parse_number(const char *text, gint64 *value)
{
    const bool is_negative = *text == '-';
    text += is_negative;
    if (!value_take_digits(&text, value) || *text)
        return false;
    if (is_negative)
        *value = -*value;
    return true;
}

bool value_parse_duration(const char *text, gint64 *seconds)
{
    gint64 sum = 0;
    if (!g_ascii_strcasecmp(text, "never") || !strcmp(text, "0")) {
        *seconds = 0;
        return true;
    }
    guint next = 0; /* units are in falling order, each at most once */
    do {
        gint64 count = 0;
        if (!value_take_digits(&text, &count))
            return false;
        while (next < G_N_ELEMENTS(durations) && *text != *durations[next].name)
            next++;
        if (next == G_N_ELEMENTS(durations) ||
            __builtin_mul_overflow(count, durations[next].factor, &count) ||
            __builtin_add_overflow(sum, count, &sum))
            return false;
        text++;
    } while (*text);
    *seconds = sum;
    return true;
}

bool value_parse_size(const char *text, gint64 *bytes)
{
    gint64 count = 0;
    if (!value_take_digits(&text, &count))
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (!g_ascii_strcasecmp(text, sizes[i].name))
            return !__builtin_mul_overflow(count, sizes[i].factor, bytes);
    return false;
}

char *value_format_duration(gint64 seconds)
{
    if (!seconds)
        return g_strdup("0");
    guint i = 0;
    while (seconds % durations[i].factor)
        i++;
    return g_strdup_printf("%" G_GINT64_FORMAT "%s", seconds / durations[i].factor,
                           durations[i].name);
}

char *value_format_size(gint64 bytes)
{
    for (guint i = 0; i < 3 && bytes; i++)
        if (bytes % sizes[i].factor == 0)
            return g_strdup_printf("%" G_GINT64_FORMAT "%s", bytes / sizes[i].factor,
                                   sizes[i].name);
    return g_strdup_printf("%" G_GINT64_FORMAT, bytes);
}
