/* SPDX-License-Identifier: MIT */
/* Reading dates: words and numbers are collected first, whatever their order, and then made sense
 * of. */
#include "base/date.h"

#include "date_zone.h"

#include <stdlib.h>
#include <string.h>

struct date_name {
    const char *name;
    int value;
};

/* By their first letters, in lower case; longer before shorter where one begins with the other.
 * English, then German, French, Spanish, Italian, Portuguese, Dutch, Hungarian, Scandinavian,
 * Greek, Russian and Polish where they differ. */
static const struct date_name month_names[] = {
    { "jan", 1 },
    { "feb", 2 },
    { "mar", 3 },
    { "apr", 4 },
    { "may", 5 },
    { "jun", 6 },
    { "jul", 7 },
    { "aug", 8 },
    { "sep", 9 },
    { "oct", 10 },
    { "nov", 11 },
    { "dec", 12 },
    { "m\xc3\xa4r", 3 },
    { "mai", 5 },
    { "okt", 10 },
    { "dez", 12 },
    { "janv", 1 },
    { "f\xc3\xa9v", 2 },
    { "fev", 2 },
    { "avr", 4 },
    { "juin", 6 },
    { "juil", 7 },
    { "ao\xc3\xbb", 8 },
    { "aout", 8 },
    { "d\xc3\xa9"
      "c",
      12 },
    { "ene", 1 },
    { "abr", 4 },
    { "ago", 8 },
    { "dic", 12 },
    { "gen", 1 },
    { "mag", 5 },
    { "giu", 6 },
    { "lug", 7 },
    { "set", 9 },
    { "ott", 10 },
    { "out", 10 },
    { "maa", 3 },
    { "mrt", 3 },
    { "mei", 5 },
    { "m\xc3\xa1"
      "j",
      5 },
    { "m\xc3\xa1r", 3 },
    { "\xc3\xa1pr", 4 },
    { "j\xc3\xban", 6 },
    { "j\xc3\xbal", 7 },
    { "szept", 9 },
    { "maj", 5 },
    { "des", 12 },
    { "\xce\x99\xce\xb1\xce\xbd", 1 },
    { "\xce\xa6\xce\xb5\xce\xb2", 2 },
    { "\xce\x9c\xce\xb1\xcf\x81", 3 },
    { "\xce\x9c\xce\xac\xcf\x81", 3 },
    { "\xce\x91\xcf\x80\xcf\x81", 4 },
    { "\xce\x9c\xce\xb1\xce\x90", 5 },
    { "\xce\x9c\xce\xac\xce\xb9", 5 },
    { "\xce\x99\xce\xbf\xcf\x8d\xce\xbd", 6 },
    { "\xce\x99\xce\xbf\xcf\x85\xce\xbd", 6 },
    { "\xce\x99\xce\xbf\xcf\x8d\xce\xbb", 7 },
    { "\xce\x99\xce\xbf\xcf\x85\xce\xbb", 7 },
    { "\xce\x91\xcf\x8d\xce\xb3", 8 },
    { "\xce\x91\xcf\x85\xce\xb3", 8 },
    { "\xce\xa3\xce\xb5\xcf\x80", 9 },
    { "\xce\x9f\xce\xba\xcf\x84", 10 },
    { "\xce\x9d\xce\xbf\xce\xad", 11 },
    { "\xce\x9d\xce\xbf\xce\xb5", 11 },
    { "\xce\x94\xce\xb5\xce\xba", 12 },
    { "sty", 1 },
    { "lut", 2 },
    { "kwi", 4 },
    { "cze", 6 },
    { "lip", 7 },
    { "sie", 8 },
    { "wrz", 9 },
    { "pa\xc5\xba", 10 },
    { "lis", 11 },
    { "gru", 12 },
    { "\xd1\x8f\xd0\xbd\xd0\xb2", 1 },
    { "\xd1\x84\xd0\xb5\xd0\xb2", 2 },
    { "\xd0\xbc\xd0\xb0\xd1\x80", 3 },
    { "\xd0\xb0\xd0\xbf\xd1\x80", 4 },
    { "\xd0\xbc\xd0\xb0\xd1\x8f", 5 },
    { "\xd0\xbc\xd0\xb0\xd0\xb9", 5 },
    { "\xd0\xb8\xd1\x8e\xd0\xbd", 6 },
    { "\xd0\xb8\xd1\x8e\xd0\xbb", 7 },
    { "\xd0\xb0\xd0\xb2\xd0\xb3", 8 },
    { "\xd1\x81\xd0\xb5\xd0\xbd", 9 },
    { "\xd0\xbe\xd0\xba\xd1\x82", 10 },
    { "\xd0\xbd\xd0\xbe\xd1\x8f", 11 },
    { "\xd0\xb4\xd0\xb5\xd0\xba", 12 },
};

struct date_fields {
    int numbers[3],
        digits[3]; /* numbers that are not part of the time, in order, with their digit counts */
    guint n_numbers;
    int month, hour, minute, second, zone_min;
    char zone[DATE_ZONE_BYTES]; /* its name in the tz database; counts for more than zone_min */
    gunichar separator;         /* between the first two numbers */
    bool has_time, has_zone, is_pm, is_am, has_stray_word, is_bad;
    bool is_short; /* begins with a hyphen: ISO 8601's year of two digits and month */
};

static const char *date_read_number(const char *p, int *value, int *digits)
{
    *value = *digits = 0;
    for (; g_ascii_isdigit(*p); p++, (*digits)++)
        if (*digits < 9)
            *value = *value * 10 + (*p - '0');
    return p;
}

/* "+0100", "-08:00", "+2" at p. */
static const char *date_read_offset(const char *p, struct date_fields *fields)
{
    const int sign = *p == '-' ? -1 : 1;
    int value, digits, minutes = 0, more;
    p = date_read_number(p + 1, &value, &digits);
    if (digits > 2) {
        minutes = value % 100;
        value /= 100;
    } else if (*p == ':' && g_ascii_isdigit(p[1])) {
        p = date_read_number(p + 1, &minutes, &more);
    }
    if (value <= 18 && minutes < 60) {
        fields->zone[0] = '\0';
        fields->zone_min = sign * (value * 60 + minutes);
        fields->has_zone = true;
    }
    return p;
}

/* "10:20", "10:20:30", "10:20:30.5" whose hour has been read; p is at the first colon (in
 * some languages a full stop). */
static const char *date_read_time(const char *p, int hour, struct date_fields *fields)
{
    int digits;
    fields->hour = hour;
    const char mark = *p;
    p = date_read_number(p + 1, &fields->minute, &digits);
    if (*p == mark && g_ascii_isdigit(p[1]))
        p = date_read_number(p + 1, &fields->second, &digits);
    if ((*p == '.' || *p == ',') && g_ascii_isdigit(p[1]))
        p += 1 + strspn(p + 1, "0123456789");
    fields->has_time = true;
    if (hour > 24 || fields->minute > 59 || fields->second > 60)
        fields->is_bad = true;
    return p;
}

/* A number without marks between its parts: ISO 8601's 20240131, 240131, 2024031, 24031, and -2401.
 */
static bool date_split_number(int value, int digits, struct date_fields *fields)
{
    static const struct {
        bool is_short;
        int digits, widths[3];
    } rows[] = { { false, 8, { 4, 2, 2 } },
                 { false, 6, { 2, 2, 2 } },
                 { false, 7, { 4, 3, 0 } },
                 { false, 5, { 2, 3, 0 } },
                 { true, 4, { 2, 2, 0 } } };
    static const int powers[] = { 1, 10, 100, 1000, 10000 };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].digits != digits || rows[i].is_short != fields->is_short)
            continue;
        for (guint j = 3; j-- > 0;) {
            fields->numbers[j] = value % powers[rows[i].widths[j]];
            fields->digits[j] = rows[i].widths[j];
            value /= powers[rows[i].widths[j]];
        }
        fields->n_numbers = rows[i].widths[2] ? 3 : 2;
        fields->separator = '-';
        return true;
    }
    return false;
}

/* "T102030", "T1020", "T10". */
static bool date_split_time(int value, int digits, struct date_fields *fields)
{
    if (digits != 2 && digits != 4 && digits != 6)
        return false;
    const int seconds = digits == 6 ? value : digits == 4 ? value * 100 : value * 10000;
    fields->hour = seconds / 10000;
    fields->minute = seconds / 100 % 100;
    fields->second = seconds % 100;
    fields->has_time = true;
    fields->is_bad |= fields->hour > 24 || fields->minute > 59 || fields->second > 60;
    return true;
}

static const char *date_take_number(const char *p, struct date_fields *fields)
{
    if ((*p == '+' || *p == '-') && fields->has_time &&
        !(fields->has_zone && p[-1] == ' ' && fields->zone_min))
        return date_read_offset(p, fields);
    if (!g_ascii_isdigit(*p))
        p++;
    int value, digits;
    const char *end = date_read_number(p, &value, &digits);
    const bool is_after_date = fields->n_numbers > 0 && !fields->has_time;
    const bool is_dotted_time =
        *end == '.' && fields->month && fields->n_numbers == 2 && digits <= 2;
    if ((*end == ':' || is_dotted_time) && g_ascii_isdigit(end[1]) && !fields->has_time)
        return date_read_time(end, value, fields);
    if (is_after_date && (p[-1] == 'T' || p[-1] == 't') && g_ascii_isdigit(p[-2]) &&
        date_split_time(value, digits, fields))
        return end;
    if (fields->n_numbers == 0 && !fields->month && date_split_number(value, digits, fields))
        return end;
    if (digits > 9 || fields->n_numbers == 3) {
        fields->is_bad |= digits > 9;
        return end;
    }
    if (fields->n_numbers == 0)
        fields->separator = (guchar)*end;
    fields->numbers[fields->n_numbers] = value;
    fields->digits[fields->n_numbers++] = digits;
    return end;
}

static bool date_find_month(const char *word, int *month)
{
    for (guint i = 0; i < G_N_ELEMENTS(month_names); i++) {
        if (g_str_has_prefix(word, month_names[i].name)) {
            *month = month_names[i].value;
            return true;
        }
    }
    return false;
}

/* A name of the tz database at p: takes it and returns the position after it, or p. */
static const char *date_take_place(const char *p, struct date_fields *fields)
{
    const size_t len = date_zone_measure(p);
    if (len && !fields->has_zone) {
        g_strlcpy(fields->zone, p, len + 1);
        fields->has_zone = true;
    }
    return p + len;
}

static void date_take_word(const char *word, struct date_fields *fields)
{
    static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
    int value;
    for (guint i = 0; i < G_N_ELEMENTS(weekdays); i++)
        if (strncmp(word, weekdays[i], 3) == 0)
            return;
    if (!fields->has_time && strcmp(word, "at") == 0)
        return; /* "2024-01-01 at 10:20" */
    if (!fields->has_zone && (fields->has_time || fields->n_numbers == 3) &&
        date_zone_find(word, &fields->zone_min, fields->zone)) {
        fields->has_zone = true;
        return;
    }
    const bool is_korean_am = strcmp(word, "\xec\x98\xa4\xec\xa0\x84") == 0;
    const bool is_korean_pm = strcmp(word, "\xec\x98\xa4\xed\x9b\x84") == 0;
    const bool is_korean_year = strcmp(word, "\xeb\x85\x84") == 0;
    if ((is_korean_am || is_korean_pm || is_korean_year) && !fields->has_zone)
        fields->zone_min = 540; /* such dates are in Korea's time */
    fields->is_am |= is_korean_am || strcmp(word, "am") == 0;
    fields->is_pm |= is_korean_pm || strcmp(word, "pm") == 0;
    if (is_korean_am || is_korean_pm || is_korean_year || strcmp(word, "am") == 0 ||
        strcmp(word, "pm") == 0)
        return;
    if (!fields->month && date_find_month(word, &value))
        fields->month = value;
    else if (strcmp(word, "t") != 0 && !fields->has_time && (guchar)*word < 0x80)
        fields->has_stray_word = true;
}

static const char *date_read_word(const char *p, struct date_fields *fields)
{
    char word[32];
    guint n = 0;
    for (; g_ascii_isalpha(*p) || (guchar)*p >= 0x80; p++) {
        if (n < sizeof word - 1)
            word[n++] = g_ascii_tolower(*p);
        if (n == 1 && p[1] == '.' && g_ascii_isalpha(p[2])) /* "p.m." */
            p++;
    }
    word[n] = '\0';
    date_take_word(word, fields);
    return p;
}

static int date_complete_year(int year, int digits)
{
    if (digits > 2)
        return year;
    return year < 70 ? 2000 + year : 1900 + year;
}

/* Day and year beside a month that has a name. */
static bool date_arrange_named(const struct date_fields *fields, int *year, int *day)
{
    const int *n = fields->numbers, *digits = fields->digits;
    if (fields->n_numbers == 0 ||
        (fields->n_numbers == 1 && (digits[0] < 4 || fields->has_stray_word)))
        return false;
    const guint y = fields->n_numbers == 1 || digits[0] > 2 || n[0] > 31 ? 0 : 1;
    *year = date_complete_year(n[y], digits[y]);
    *day = fields->n_numbers == 1 ? 1 : n[1 - y];
    return true;
}

/* ISO 8601's day of the year: "2026-123". */
static bool date_is_ordinal(const struct date_fields *fields)
{
    return fields->n_numbers == 2 && fields->digits[1] == 3;
}

/* The numbers as year, month and day, by their sizes and order. */
static bool date_arrange(const struct date_fields *fields, int *year, int *month, int *day)
{
    const int *n = fields->numbers, *digits = fields->digits;
    *month = fields->month;
    *day = 1;
    if (fields->month)
        return date_arrange_named(fields, year, day);
    if (fields->has_stray_word || fields->n_numbers == 0)
        return false;
    if (digits[0] >= 4 || fields->is_short || date_is_ordinal(fields) ||
        (fields->n_numbers == 3 && digits[2] <= 2 && fields->separator == '-')) {
        *year = date_complete_year(n[0], digits[0]);
        *month = fields->n_numbers > 1 && !date_is_ordinal(fields) ? n[1] : 1;
        *day = fields->n_numbers > 2 ? n[2] : date_is_ordinal(fields) ? n[1] : 1;
        return digits[0] <= 4;
    }
    if (fields->n_numbers < 3)
        return false;
    const bool is_american = fields->separator == '/' && n[0] <= 12;
    *year = date_complete_year(n[2], digits[2]);
    *month = is_american || n[1] > 12 ? n[0] : n[1];
    *day = is_american || n[1] > 12 ? n[1] : n[0];
    return true;
}

static bool date_is_possible(int year, int month, int day, bool is_ordinal)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    if (is_ordinal)
        return day <= 366;
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return day <= days[month - 1];
}

static bool date_finish(struct date_fields *fields, gint64 *at, bool *is_day)
{
    int year, month, day;
    if (fields->is_bad || !date_arrange(fields, &year, &month, &day))
        return false;
    const bool is_ordinal = !fields->month && date_is_ordinal(fields);
    if (!date_is_possible(year, month, day, is_ordinal))
        return false;
    if (fields->is_pm && fields->hour < 12)
        fields->hour += 12;
    if (fields->is_am && fields->hour == 12)
        fields->hour = 0;
    *is_day = !fields->has_time;
    *at = date_from_civil(year, month, 1) + (day - 1) * (gint64)86400;
    if (fields->has_time) {
        *at += fields->hour * 3600 + fields->minute * 60 + fields->second;
        *at -= date_zone_get_offset(fields->zone, *at, fields->zone_min * 60);
    }
    return true;
}

/* Digits alone: 20240131, 20240131102030, or seconds or milliseconds since 1970. */
static bool date_parse_digits(const char *text, size_t n_digits, gint64 *at, bool *is_day)
{
    int year, month, day, hour = 0, minute = 0, second = 0;
    char piece[16] = "";
    if (n_digits == 8 || n_digits == 14) {
        const int widths[] = { 4, 2, 2, 2, 2, 2 };
        int *const parts[] = { &year, &month, &day, &hour, &minute, &second };
        for (size_t i = 0, used = 0; used < n_digits; used += widths[i++]) {
            g_strlcpy(piece, text + used, widths[i] + 1);
            *parts[i] = (int)g_ascii_strtoll(piece, NULL, 10);
        }
        if (!date_is_possible(year, month, day, false) || hour > 24 || minute > 59 || second > 60)
            return false;
        *is_day = n_digits == 8;
        *at = date_from_civil(year, month, day) + hour * 3600 + minute * 60 + second;
        return true;
    }
    if (n_digits < 9 || n_digits > 13)
        return false;
    const gint64 value = g_ascii_strtoll(text, NULL, 10);
    *at = n_digits >= 12 ? value / 1000 : value;
    return true;
}

bool date_parse(const char *text, gint64 *at)
{
    bool is_day;
    return date_parse_day(text, at, &is_day);
}

bool date_parse_day(const char *text, gint64 *at, bool *is_day)
{
    g_assert(at && is_day);
    *is_day = false;
    if (!text)
        return false;
    text += strspn(text, " \t\r\n");
    const size_t n_digits = strspn(text, "0123456789");
    const char *rest = text + n_digits;
    if (*rest == '.' && n_digits >= 9)
        rest += 1 + strspn(rest + 1, "0123456789");
    if (n_digits >= 8 && !rest[strspn(rest, " \t\r\n")])
        return date_parse_digits(text, n_digits, at, is_day);
    struct date_fields fields = { .is_short = *text == '-' };
    for (const char *p = text; *p;) {
        const char *after_place = g_ascii_isupper(*p) ? date_take_place(p, &fields) : p;
        if (after_place > p)
            p = after_place;
        else if (g_ascii_isdigit(*p) || ((*p == '+' || *p == '-') && g_ascii_isdigit(p[1])))
            p = date_take_number(p, &fields);
        else if (g_ascii_isalpha(*p) || (guchar)*p >= 0x80)
            p = date_read_word(p, &fields);
        else if (*p == '(' && fields.has_zone)
            p += strcspn(p, ")");
        else if (*p == '=') /* Go's clock: "m=+0.0001" */
            p += 1 + strspn(p + 1, "+-.0123456789");
        else
            p++;
    }
    return date_finish(&fields, at, is_day);
}
