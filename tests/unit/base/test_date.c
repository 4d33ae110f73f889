/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "base/date.h"

#include <time.h>

struct row {
    const char *text, *expected; /* RFC 3339, or NULL where the text is no date */
};

static void check_rows(const struct row *rows, guint n)
{
    for (guint i = 0; i < n; i++) {
        gint64 at = -12345;
        char text[DATE_RFC3339_BYTES];
        const bool ok = date_parse(rows[i].text, &at);
        if (!rows[i].expected) {
            if (ok)
                g_error("'%s' was read as a date: %s", rows[i].text, date_format_rfc3339(at, text));
            g_assert_cmpint(at, ==, -12345);
            continue;
        }
        if (!ok)
            g_error("'%s' was not read", rows[i].text);
        date_format_rfc3339(at, text);
        if (!g_str_equal(text, rows[i].expected))
            g_error("'%s' became %s, not %s", rows[i].text, text, rows[i].expected);
    }
}

static void reads_rfc822_in_disorder(void)
{
    static const struct row rows[] = {
        { "Mon, 01 Jan 2024 10:20:30 +0200", "2024-01-01T08:20:30Z" },
        { "1 Jan 2024 10:20 +0000", "2024-01-01T10:20:00Z" },
        { "Mon, 01 Jan 2024 10:20:30 +05:30", "2024-01-01T04:50:30Z" },
        { "Mon, 01 Jan 2024 10:20:30 PST", "2024-01-01T18:20:30Z" },
        { "Mon, 01 Jan 2024 10:20:30 GMT+0100", "2024-01-01T09:20:30Z" },
        { "Mon, 01 Jan 2024 10:20:30 +0000 (UTC)", "2024-01-01T10:20:30Z" },
        { "Fri, 31 Dec 99 23:59:59 GMT", "1999-12-31T23:59:59Z" },
        { "Monday, 01 January 2024 10:20:30 GMT", "2024-01-01T10:20:30Z" },
        { "Sun, 01 Sept 2024 10:20:30 GMT", "2024-09-01T10:20:30Z" },
        { "  Mon,  01  Jan  2024   10:20:30   GMT ", "2024-01-01T10:20:30Z" },
        { "Jan 1, 2024 10:20:30 GMT", "2024-01-01T10:20:30Z" },
        { "Thu Aug 30 2012 17:26:16 +0200", "2012-08-30T15:26:16Z" },
        { "Wed, 19 Feb 2012 22:40:00 GMT-01:01", "2012-02-19T23:41:00Z" },
        { "Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19T18:28:00Z" },
        { "Thu, 01 Jan 2004", "2004-01-01T00:00:00Z" },
        { "Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z" },
        { "5 M\xc3\xa4rz 2020 08:00 MEZ", "2020-03-05T07:00:00Z" },
        { "Mon, 01 Jan 2024 3:05 PM", "2024-01-01T15:05:00Z" },
        { "Sun, 29 Feb 2023 10:00:00 GMT", "2023-03-01T10:00:00Z" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void reads_other_forms(void)
{
    static const struct row rows[] = {
        { "2024-01-01T10:20:30+02:00", "2024-01-01T08:20:30Z" },
        { "2024-01-01T10:20:30.999Z", "2024-01-01T10:20:30Z" },
        { "2024-01-01t10:20:30z", "2024-01-01T10:20:30Z" },
        { "2024-01-01 10:20:30 +0100", "2024-01-01T09:20:30Z" },
        { "2024-01-01T10:20:30-08", "2024-01-01T18:20:30Z" },
        { "2024-01-01", "2024-01-01T00:00:00Z" },
        { "2024-01", "2024-01-01T00:00:00Z" },
        { "2024", "2024-01-01T00:00:00Z" },
        { "2003-335", "2003-12-01T00:00:00Z" },
        { "2003-012-31T10:14:55+00:00", "2003-12-31T10:14:55Z" },
        { "2003335", "2003-12-01T00:00:00Z" },
        { "03-335", "2003-12-01T00:00:00Z" },
        { "031231", "2003-12-31T00:00:00Z" },
        { "-0312", "2003-12-01T00:00:00Z" },
        { "2003-12-31T101455Z", "2003-12-31T10:14:55Z" },
        { "20031231T1014-0800", "2003-12-31T18:14:00Z" },
        { "2024-01-01T10Z", "2024-01-01T10:00:00Z" },
        { "1/1/2024 1:05:00 p.m.", "2024-01-01T13:05:00Z" },
        { "10:20 PM EST 1 Jan 2024", "2024-01-02T03:20:00Z" },
        { "2004-05-25 \xec\x98\xa4\xed\x9b\x84 11:23:17", "2004-05-25T14:23:17Z" },
        { "Mon, 01 Jan 2024 10.20.30 GMT", "2024-01-01T10:20:30Z" },
        { "20240131", "2024-01-31T00:00:00Z" },
        { "20240131T102030Z", "2024-01-31T10:20:30Z" },
        { "20240131102030", "2024-01-31T10:20:30Z" },
        { "1704104430", "2024-01-01T10:20:30Z" },
        { "1704104430123", "2024-01-01T10:20:30Z" },
        { "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z" },
        { "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z" },
        { "Sun Jul 15 01:16:00 +0000 2012", "2012-07-15T01:16:00Z" },
        { "01/31/2024 10:20", "2024-01-31T10:20:00Z" },
        { "31.01.2024 10:20", "2024-01-31T10:20:00Z" },
        { "2004-j\xc3\xbalius-13T9:15-05:00", "2004-07-13T14:15:00Z" },
        { "2004\xeb\x85\x84 05\xec\x9b\x94 28\xec\x9d\xbc  01:31:15", "2004-05-27T16:31:15Z" },
        { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void reads_names_of_zones(void)
{
    static const struct row rows[] = {
        { "2017-08-01 13:55:44.3 +0200 CEST m=+0.0001", "2017-08-01T11:55:44Z" },
        { "2017-08-01 13:55:44 +0200 +0200 m=-12.000000345", "2017-08-01T11:55:44Z" },
        { "2017-08-01 13:55:44 +0000 UTC m=+1.5", "2017-08-01T13:55:44Z" },
        { "2017-08-01 13:55:44 -0300 -03 m=+1.5", "2017-08-01T16:55:44Z" },
        { "Mon, 21 Apr 2025 12:00:00 WIB", "2025-04-21T05:00:00Z" },
        { "Mon, 21 Apr 2025 12:00:00 WITA", "2025-04-21T04:00:00Z" },
        { "Mon, 21 Apr 2025 12:00:00 WIT", "2025-04-21T03:00:00Z" },
        { "Mon, 21 Apr 2025 12:00:00 wit", "2025-04-21T03:00:00Z" },
        { "21 Apr 2025 12:00 GMT+2", "2025-04-21T10:00:00Z" },
        { "2025-04-21 at 12:00", "2025-04-21T12:00:00Z" },
        { "Apr 21, 2025 at 12:00 PM EDT", "2025-04-21T16:00:00Z" },
        { "2025-04-21T12:00:00+02:00[America/New_York]", "2025-04-21T10:00:00Z" },
        { "Mon, 21 Apr 2025 12:00:00 America/../../etc/passwd", "2025-04-21T12:00:00Z" },
        { "Mon, 21 Apr 2025 12:00:00 Europe/Nowhere", "2025-04-21T12:00:00Z" },
        { "21/Apr/2025 12:00:00 +0200", "2025-04-21T10:00:00Z" },
        { "Mon/Apr/21 2025 12:00", "2025-04-21T12:00:00Z" },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void places_have_their_summer_time(void)
{
    static const struct row rows[] = {
        { "Mon, 21 Apr 2025 12:00:00 ET", "2025-04-21T16:00:00Z" },
        { "Tue, 21 Jan 2025 12:00:00 ET", "2025-01-21T17:00:00Z" },
        { "Mon, 21 Apr 2025 12:00 PT", "2025-04-21T19:00:00Z" },
        { "Tue, 21 Jan 2025 12:00 PT", "2025-01-21T20:00:00Z" },
        { "Mon, 21 Apr 2025 12:00 CT", "2025-04-21T17:00:00Z" },
        { "Mon, 21 Apr 2025 12:00 MT", "2025-04-21T18:00:00Z" },
        { "Sun, 9 Mar 2025 01:59 ET", "2025-03-09T06:59:00Z" },
        { "Sun, 9 Mar 2025 03:00 ET", "2025-03-09T07:00:00Z" },
        { "Mon, 21 Apr 2025 12:00:00 America/New_York", "2025-04-21T16:00:00Z" },
        { "2025-01-21T12:00:00 America/New_York", "2025-01-21T17:00:00Z" },
        { "2025-04-21 12:00 (Europe/Berlin)", "2025-04-21T10:00:00Z" },
        { "2025-04-21T12:00:00[Asia/Kolkata]", "2025-04-21T06:30:00Z" },
        { "America/Argentina/Buenos_Aires 2025-04-21 12:00", "2025-04-21T15:00:00Z" },
        { "2025-04-21 12:00 US/Pacific", "2025-04-21T19:00:00Z" },
        { "2025-04-21 12:00 Etc/GMT+5", "2025-04-21T17:00:00Z" },
    };
    if (!g_file_test("/usr/share/zoneinfo/America/New_York", G_FILE_TEST_EXISTS))
        g_test_skip("no tz database");
    else
        check_rows(rows, G_N_ELEMENTS(rows));
}

static void days_are_told_from_times(void)
{
    static const struct {
        const char *text;
        bool is_day;
    } rows[] = {
        { "2024-01-31", true },
        { "Wed, 31 Jan 2024", true },
        { "20240131", true },
        { "31.01.2024", true },
        { "2024-031", true },
        { "Wed, 31 Jan 2024 EST", true },
        { "2024-01-31T00:00:00Z", false },
        { "Wed, 31 Jan 2024 00:00 GMT", false },
        { "20240131000000", false },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        gint64 at;
        bool is_day;
        g_assert_true(date_parse_day(rows[i].text, &at, &is_day));
        g_assert_cmpint(at, ==, 1706659200);
        g_assert_cmpint(is_day, ==, rows[i].is_day);
    }
}

static void set_zone(const char *zone)
{
    g_setenv("TZ", zone, TRUE);
    tzset();
}

/* Zones as POSIX writes them: the tests need no tz database. */
static void day_is_the_same_everywhere(void)
{
    static const char *const zones[] = { "AAA12",    "BBB11",  "CCC10",  "DDD5",  "UTC0",
                                         "EEE-5:30", "FFF-12", "GGG-13", "HHH-14" };
    g_autofree char *before = g_strdup(g_getenv("TZ"));
    const gint64 at = date_mark_day(1706659200);
    g_assert_true(date_is_day(at));
    g_assert_false(date_is_day(1706659200));
    for (guint i = 0; i < G_N_ELEMENTS(zones); i++) {
        set_zone(zones[i]);
        g_autofree char *full = date_format_local(at, "%a %-d %b %Y, %H:%M");
        g_autofree char *plain = date_format_local(at, "%H:%M:%S %Y-%m-%d %Z");
        g_autofree char *list = date_format_list(at, at + 3600);
        g_assert_cmpstr(full, ==, "Wed 31 Jan 2024");
        g_assert_cmpstr(plain, ==, " 2024-01-31");
        g_assert_cmpstr(list, ==, "31 Jan");
    }
    set_zone("DDD5");
    g_autofree char *time = date_format_local(date_unmark(at), "%d %H:%M:%S");
    g_autofree char *midnight = date_format_local(1706659200, "%d %H:%M");
    g_assert_cmpstr(time, ==, "31 05:47:14");
    g_assert_cmpstr(midnight, ==, "30 19:00");
    set_zone(before ? before : "UTC");
}

static void refuses_what_is_no_date(void)
{
    static const struct row rows[] = {
        { NULL, NULL },
        { "", NULL },
        { "yesterday", NULL },
        { "0000-00-00 00:00:00", NULL },
        { "Sun, 16 zzz 2012 11:47:32 GMT", NULL },
        { "Sun, Dec x 2012 11:47:32 GMT", NULL },
        { "Sun, 99 Jun 2009 12:00:00 GMT", NULL },
        { "2024-13-01", NULL },
        { "2024-01-01T25:00:00Z", NULL },
        { "99999999999999999999", NULL },
        { "12:30", NULL },
    };
    check_rows(rows, G_N_ELEMENTS(rows));
}

static void ages_are_short(void)
{
    char text[DATE_AGE_BYTES];
    const gint64 now = 1704104430;
    g_assert_cmpstr(date_format_age(now - 59, now, text), ==, "now");
    g_assert_cmpstr(date_format_age(now + 500, now, text), ==, "now");
    g_assert_cmpstr(date_format_age(now - 3 * 3600 - 1, now, text), ==, "3h");
    g_assert_cmpstr(date_format_age(now - 2 * 86400, now, text), ==, "2d");
    g_assert_cmpstr(date_format_age(now - 20 * 86400, now, text), ==, "2w");
    g_assert_cmpstr(date_format_age(now - 800 * 86400, now, text), ==, "2y");
    g_assert_cmpstr(date_format_age(G_MININT64, G_MAXINT64, text), ==, "10005y");
}

static void list_shows_what_differs(void)
{
    const gint64 now = 1704104430; /* 2024-01-01T10:20:30Z; the tests run with TZ=UTC */
    g_autofree char *today = date_format_list(now - 3600, now);
    g_autofree char *year = date_format_list(now + 86400 * 40, now);
    g_autofree char *before = date_format_list(now - 86400, now);
    g_assert_cmpstr(today, ==, "09:20");
    g_assert_cmpstr(year, ==, "10 Feb");
    g_assert_cmpstr(before, ==, "2023");
}

/* Days are those of the reader's clock, whatever zone that is. */
static void days_are_local(void)
{
    static const struct {
        const char *zone, *text;
        gint64 at;
    } rows[] = {
        { "UTC", "2026-01-31", 1769817600 },
        { "Pacific/Auckland", "2026-01-31", 1769817600 - 13 * 3600 },
        { "America/New_York", "2026-01-31", 1769817600 + 5 * 3600 },
        { "America/New_York", "2026-07-31", 1785456000 + 4 * 3600 },
        { "Europe/Berlin", "2026-01-31T10:20", 1769817600 + 9 * 3600 + 20 * 60 },
        { "Europe/Berlin", "2026-01-31 10:20:30", 1769817600 + 9 * 3600 + 20 * 60 + 30 },
        { "Europe/Berlin", "2026-01-31T10:20:00Z", 1769817600 + 10 * 3600 + 20 * 60 },
        { "Asia/Kolkata", "2026-1-5", 1767571200 - 19800 },
        { "Asia/Kolkata", "2026-01", 1767225600 - 19800 },
        { "Asia/Kolkata", "2026", 1767225600 - 19800 },
        { "America/New_York", "today", 1769817600 - 86400 + 5 * 3600 },
        { "America/New_York", "Yesterday", 1769817600 - 2 * 86400 + 5 * 3600 },
        { "Pacific/Auckland", "today", 1769817600 - 13 * 3600 },
        { "UTC", "Sat, 31 Jan 2026 00:00:00 GMT", 1769817600 },
        { "UTC", "2026-02-30", -1 },
        { "UTC", "2026-13-01", -1 },
        { "UTC", "tomorrow", -1 },
        { "UTC", "", -1 },
    };
    const gint64 now = 1769817600 + 3600; /* in New York still the day before */
    g_autofree char *before = g_strdup(g_getenv("TZ"));
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        gint64 at = -1;
        g_setenv("TZ", rows[i].zone, TRUE);
        tzset();
        g_assert_cmpint(date_parse_local(rows[i].text, now, &at), ==, rows[i].at >= 0);
        g_assert_cmpint(at, ==, rows[i].at);
    }
    g_setenv("TZ", before ? before : "UTC", TRUE);
    tzset();
}

void test_date_add(void)
{
    g_test_add_func("/date/reads-rfc822-when-in-disorder", reads_rfc822_in_disorder);
    g_test_add_func("/date/reads-other-forms", reads_other_forms);
    g_test_add_func("/date/reads-names-of-zones", reads_names_of_zones);
    g_test_add_func("/date/places-have-their-summer-time", places_have_their_summer_time);
    g_test_add_func("/date/days-are-told-from-times", days_are_told_from_times);
    g_test_add_func("/date/day-is-the-same-everywhere", day_is_the_same_everywhere);
    g_test_add_func("/date/fails-when-no-date", refuses_what_is_no_date);
    g_test_add_func("/date/days-are-local", days_are_local);
    g_test_add_func("/date/age-is-short", ages_are_short);
    g_test_add_func("/date/list-shows-what-differs", list_shows_what_differs);
}
