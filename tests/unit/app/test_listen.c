/* SPDX-License-Identifier: MIT */
/* Playing and downloading, as far as it needs neither a player nor a server: names of files, places in
 * them. The rest is in tests/terminal/listen.py. */
#include "tests.h"

#include "app/download.h"
#include "app/player.h"

#include <string.h>

static void names_are_safe(void)
{
    static const struct {
        const char *pattern;
        struct download_name name;
        const char *path;
    } cases[] = {
        { "%f/%d %t.%e",
          { "A feed", "One", "https://x.example/a/one.MP3?b=/c.exe", "audio/ogg", 1700000000 },
          "A feed/2023-11-14 One.mp3" },
        /* neither feeds nor titles leave the folder */
        { "%f/%t.%e", { "../../etc", "/passwd", "https://x.example/a", "audio/mpeg", 0 }, "-..-etc/-passwd.mp3" },
        { "%f/%t.%e", { "..", ".bashrc", "https://x.example/", "audio/mp4; x=1", 0 }, "bashrc.m4a" },
        { "/../%t", { "", "a\\b", "", NULL, 0 }, "a-b" },
        { "%t", { "", "..", "", NULL, 0 }, "untitled" },
        { "%f%%%t%x.%e", { NULL, "", "https://x.example/a.b/c", "audio/odd", 0 }, "untitled%untitled%x.bin" },
        /* no control characters, no text that reads backwards */
        { "%t.%e", { "", "a\nb\tc\033[31m\u202egnp.exe\u200b", "https://x.example/f.png", NULL, 0 }, "a b c[31mgnp.exe.png" },
        { "%t.%e", { "", "bad\xff", "https://x.example/f.longextension", NULL, 0 }, "bad\uFFFD.bin" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = download_format_name(cases[i].pattern, &cases[i].name);
        g_assert_cmpstr(path, ==, cases[i].path);
    }
}

static void names_are_short(void)
{
    g_autoptr(GString) title = g_string_new("x");
    for (guint i = 0; i < 400; i++)
        g_string_append(title, "ü");
    const struct download_name name = { .title = title->str, .url = "https://x.example/a.mp3" };
    g_autofree char *path = download_format_name("%t.%e", &name);
    g_assert_cmpuint(strlen(path), <=, 200);
    g_assert_cmpuint(strlen(path), >, 190);
    g_assert_true(g_str_has_suffix(path, "ü.mp3"));
    g_assert_true(g_utf8_validate(path, -1, NULL));
}

static void places_are_kept(void)
{
    static const struct {
        double position, duration;
        gint64 start;
    } cases[] = {
        { 760.4, 3600, 760 }, { 760.4, 0, 760 }, { 3569, 3600, 3569 },
        { 3571, 3600, 0 },    { 20, 25, 0 },     { -1, 100, 0 },
        { 1e300, 0, 0 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(player_choose_start(cases[i].position, cases[i].duration), ==, cases[i].start);
    g_autofree char *minutes = player_format_time(760), *hours = player_format_time(3760);
    g_assert_cmpstr(minutes, ==, "12:40");
    g_assert_cmpstr(hours, ==, "1:02:40");
}

void test_listen_add(void)
{
    g_test_add_func("/listen/names-of-files-stay-in-their-folder", names_are_safe);
    g_test_add_func("/listen/names-of-files-are-short-and-keep-their-extension", names_are_short);
    g_test_add_func("/listen/begins-where-it-was-left-but-not-at-the-end", places_are_kept);
}
