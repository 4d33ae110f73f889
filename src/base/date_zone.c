/* SPDX-License-Identifier: MIT */
/* Zones as dates name them: by letters, or by a place of the tz database. */
#include "date_zone.h"

#include <string.h>

struct zone_name {
    const char *name;
    int value;
};

/* Minutes east of UTC, whole words. */
static const struct zone_name zone_names[] = {
    { "z", 0 },      { "ut", 0 },     { "utc", 0 },     { "gmt", 0 },     { "wet", 0 },
    { "est", -300 }, { "edt", -240 }, { "et", -300 },   { "cst", -360 },  { "cdt", -300 },
    { "ct", -360 },  { "mst", -420 }, { "mdt", -360 },  { "mt", -420 },   { "pst", -480 },
    { "pdt", -420 }, { "pt", -480 },  { "akst", -540 }, { "akdt", -480 }, { "hst", -600 },
    { "ast", -240 }, { "at", -240 },  { "adt", -180 },  { "nst", -210 },  { "ndt", -150 },
    { "bst", 60 },   { "west", 60 },  { "cet", 60 },    { "met", 60 },    { "mez", 60 },
    { "cest", 120 }, { "mest", 120 }, { "mesz", 120 },  { "eet", 120 },   { "sast", 120 },
    { "eest", 180 }, { "msk", 180 },  { "msd", 240 },   { "ist", 330 },   { "pkt", 300 },
    { "hkt", 480 },  { "sgt", 480 },  { "awst", 480 },  { "jst", 540 },   { "kst", 540 },
    { "acst", 570 }, { "aest", 600 }, { "acdt", 630 },  { "aedt", 660 },  { "nzst", 720 },
    { "nzdt", 780 }, { "brt", -180 }, { "art", -180 },  { "wib", 420 },   { "wita", 480 },
    { "wit", 540 },  { "ict", 420 },  { "pht", 480 },   { "myt", 480 },   { "npt", 345 },
    { "gst", 240 },  { "trt", 180 },  { "idt", 180 },   { "eat", 180 },   { "cat", 120 },
    { "wat", 60 },   { "clt", -240 }, { "clst", -180 }, { "bot", -240 },  { "cot", -300 },
    { "pet", -300 }, { "vet", -240 }, { "uyt", -180 },  { "sst", -660 },  { "akt", -540 },
};

/* Names for a place's time, be it summer or winter. */
static const struct {
    const char *name, *identifier;
} zone_places[] = {
    { "et", "America/New_York" },    { "ct", "America/Chicago" }, { "mt", "America/Denver" },
    { "pt", "America/Los_Angeles" }, { "at", "America/Halifax" }, { "akt", "America/Anchorage" },
};

/* The areas of the tz database's names; only names in them are looked up. */
static const char *const zone_areas[] = { "Africa", "America",  "Antarctica", "Arctic",
                                          "Asia",   "Atlantic", "Australia",  "Brazil",
                                          "Canada", "Chile",    "Etc",        "Europe",
                                          "Indian", "Mexico",   "Pacific",    "US" };

bool date_zone_find(const char *word, int *minutes, char zone[DATE_ZONE_BYTES])
{
    for (guint i = 0; i < G_N_ELEMENTS(zone_names); i++) {
        if (strcmp(word, zone_names[i].name) != 0)
            continue;
        *minutes = zone_names[i].value;
        for (guint j = 0; j < G_N_ELEMENTS(zone_places); j++)
            if (strcmp(word, zone_places[j].name) == 0)
                g_strlcpy(zone, zone_places[j].identifier, DATE_ZONE_BYTES);
        return true;
    }
    return false;
}

size_t date_zone_measure(const char *text)
{
    size_t area_len = 0;
    while (g_ascii_isalpha(text[area_len]))
        area_len++;
    if (text[area_len] != '/' || !g_ascii_isalpha(text[area_len + 1]))
        return 0;
    bool is_area = false;
    for (guint i = 0; i < G_N_ELEMENTS(zone_areas); i++)
        is_area |= strlen(zone_areas[i]) == area_len && strncmp(text, zone_areas[i], area_len) == 0;
    size_t len = area_len;
    while (g_ascii_isalnum(text[len]) || (text[len] && strchr("/_+-", text[len])))
        len++;
    return is_area && len < DATE_ZONE_BYTES ? len : 0;
}

/* GLib has a table of the zones that are in use. A zone that was used once stays in it, because
 * reading its file takes longer than reading a thousand dates; the database has about 600.
 */
gint64 date_zone_get_offset(const char *zone, gint64 local, gint64 otherwise)
{
    if (!*zone)
        return otherwise;
#if GLIB_CHECK_VERSION(2, 68, 0)
    GTimeZone *known = g_time_zone_new_identifier(zone);
#else
    GTimeZone *known = g_time_zone_new(zone);
#endif
    if (!known)
        return otherwise;
    const int interval = g_time_zone_adjust_time(known, G_TIME_TYPE_STANDARD, &local);
    return g_time_zone_get_offset(known, interval);
}
