/* SPDX-License-Identifier: MIT */
/* Dates to text, and calendar arithmetic. Reading them is in date_parse.c. */
#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAY_S 86400
#define DAY_MARK_S (10 * 3600 + 47 * 60 + 13)
#define YEAR_1_S (-62135596800)  /* 0001-01-01T00:00:00Z */
#define YEAR_9999_S 253402300799 /* 9999-12-31T23:59:59Z */

/* Days since 1970-01-01, counted in eras of 400 years whose years begin in March. */
gint64 date_from_civil(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return ((gint64)era * 146097 + day_of_era - 719468) * DAY_S;
}

static void date_to_civil(gint64 days, int *year, int *month, int *day)
{
    const gint64 z = days + 719468;
    const gint64 era = (z >= 0 ? z : z - 146096) / 146097;
    const int day_of_era = (int)(z - era * 146097);
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int m = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

char *date_format_rfc3339(gint64 at, char text[DATE_RFC3339_BYTES])
{
    g_assert(text);
    at = CLAMP(at, YEAR_1_S, YEAR_9999_S);
    gint64 days = at / DAY_S;
    int second = (int)(at % DAY_S);
    if (second < 0) {
        second += DAY_S;
        days--;
    }
    int year, month, day;
    date_to_civil(days, &year, &month, &day);
    snprintf(text, DATE_RFC3339_BYTES, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)CLAMP(year, 1, 9999),
             (int)CLAMP(month, 1, 12), (int)CLAMP(day, 1, 31), second / 3600, second / 60 % 60,
             second % 60);
    return text;
}

char *date_format_age(gint64 at, gint64 now, char text[DATE_AGE_BYTES])
{
    g_assert(text);
    static const struct {
        gint64 until_s, unit_s;
        const char *name;
    } rows[] = {
        { 3600, 60, "m" },
        { DAY_S, 3600, "h" },
        { 14 * DAY_S, DAY_S, "d" },
        { 60 * DAY_S, 7 * DAY_S, "w" },
        { 730 * DAY_S, 30 * DAY_S, "mo" },
        { G_MAXINT64, 365 * DAY_S, "y" },
    };
    const gint64 first = CLAMP(at, YEAR_1_S, YEAR_9999_S), last = CLAMP(now, YEAR_1_S, YEAR_9999_S);
    const gint64 age = last - first;
    if (age < 60) {
        g_strlcpy(text, "now", DATE_AGE_BYTES);
        return text;
    }
    guint row = 0;
    while (age >= rows[row].until_s)
        row++;
    snprintf(text, DATE_AGE_BYTES, "%d%s", (int)(age / rows[row].unit_s), rows[row].name);
    return text;
}

gint64 date_mark_day(gint64 midnight)
{
    return midnight + DAY_MARK_S;
}

bool date_is_day(gint64 at)
{
    return ((at % DAY_S) + DAY_S) % DAY_S == DAY_MARK_S;
}

gint64 date_unmark(gint64 at)
{
    return at + date_is_day(at);
}

/* The format without what shows hours, minutes and seconds, and the blanks and marks before them. */
static char *date_drop_time(const char *format)
{
    GString *out = g_string_new(NULL);
    gsize kept = 0; /* what is before it stays */
    for (const char *p = format; *p; p++) {
        if (*p != '%' || !p[1]) {
            g_string_append_c(out, *p);
            kept = strchr(" ,:.-", *p) ? kept : out->len;
            continue;
        }
        const gsize flags = strspn(p + 1, "-_0^#EO");
        const char what = p[1 + flags];
        if (what && strchr("HIMSRTXklpPrsZz", what)) {
            g_string_truncate(out, kept);
        } else {
            g_string_append_len(out, p, (gssize)(1 + flags + (what != 0)));
            kept = out->len;
        }
        p += flags + (what != 0);
    }
    return g_string_free(out, FALSE);
}

/* In local time, but a day as it stands everywhere. */
static bool date_split(gint64 at, struct tm *parts)
{
    const time_t seconds = (time_t)CLAMP(at, YEAR_1_S, YEAR_9999_S);
    return date_is_day(at) ? gmtime_r(&seconds, parts) : localtime_r(&seconds, parts);
}

char *date_format_local(gint64 at, const char *format)
{
    g_assert(format);
    g_autofree char *day_format = date_is_day(at) ? date_drop_time(format) : NULL;
    if (day_format)
        format = day_format;
    struct tm parts;
    char text[256];
    if (!date_split(at, &parts))
        return g_strdup("");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the format is an option's value */
    const size_t len = strftime(text, sizeof text, format, &parts);
#pragma GCC diagnostic pop
    return g_strndup(text, len);
}

char *date_format_list(gint64 at, gint64 now)
{
    const time_t now_s = (time_t)now;
    struct tm then, today;
    if (!date_split(at, &then) || !localtime_r(&now_s, &today))
        return g_strdup("");
    if (then.tm_year != today.tm_year)
        return date_format_local(at, "%Y");
    return date_format_local(at,
                             then.tm_yday == today.tm_yday && !date_is_day(at) ? "%H:%M" : "%d %b");
}

/* The first second of the day, or the time, in local time. False if there is no such day. */
static bool read_local(const int fields[6], gint64 *at)
{
    g_autoptr(GDateTime) time =
        g_date_time_new_local(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    if (!time)
        return false;
    *at = g_date_time_to_unix(time);
    return true;
}

static bool read_day_name(const char *text, gint64 now, gint64 *at)
{
    const int n_days = !g_ascii_strcasecmp(text, "today")       ? 0
                       : !g_ascii_strcasecmp(text, "yesterday") ? 1
                                                                : -1;
    if (n_days < 0)
        return false;
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(now);
    g_autoptr(GDateTime) day = time ? g_date_time_add_days(time, -n_days) : NULL;
    const int fields[6] = { day ? g_date_time_get_year(day) : 0,
                            day ? g_date_time_get_month(day) : 0,
                            day ? g_date_time_get_day_of_month(day) : 0 };
    return day && read_local(fields, at);
}

bool date_parse_local(const char *text, gint64 now, gint64 *at)
{
    static const char separators[] = "--T::";
    int fields[6] = { 0, 1, 1, 0, 0, 0 };
    const char *p = text;
    if (!text)
        return false;
    if (read_day_name(text, now, at))
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
        const size_t n_digits = strspn(p, "0123456789");
        if (i ? n_digits < 1 || n_digits > 2 : n_digits != 4)
            break; /* something else */
        fields[i] = (int)g_ascii_strtoll(p, NULL, 10);
        p += n_digits;
        if (!*p && i != 3) /* an hour alone is not a time */
            return read_local(fields, at);
        const bool is_blank = i == 2 && *p == ' ';
        if (i >= sizeof separators - 1 || (*p != separators[i] && !is_blank))
            break;
        p++;
    }
    return date_parse(text, at);
}
