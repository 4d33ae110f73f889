/* SPDX-License-Identifier: MIT */
/* Playing and downloading, as far as it needs neither a player nor a server: names of files, places in
 * them. The rest is in tests/terminal/listen.py. */
#include "tests.h"

#include "listen/download_file.h"
#include "listen/player_link.h"
#include "listen/download.h"
#include "listen/player.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

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
        { "%f/%t.%e",
          { "../../etc", "/passwd", "https://x.example/a", "audio/mpeg", 0 },
          "-..-etc/-passwd.mp3" },
        { "%f/%t.%e",
          { "..", ".bashrc", "https://x.example/", "audio/mp4; x=1", 0 },
          "bashrc.m4a" },
        { "/../%t", { "", "a\\b", "", NULL, 0 }, "a-b" },
        { "%t", { "", "..", "", NULL, 0 }, "untitled" },
        { "%f%%%t%x.%e",
          { NULL, "", "https://x.example/a.b/c", "audio/odd", 0 },
          "untitled%untitled%x.bin" },
        /* no control characters, no text that reads backwards */
        { "%t.%e",
          { "", "a\nb\tc\033[31m\u202egnp.exe\u200b", "https://x.example/f.png", NULL, 0 },
          "a b c[31mgnp.exe.png" },
        { "%t.%e",
          { "", "bad\xff", "https://x.example/f.longextension", NULL, 0 },
          "bad\uFFFD.bin" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = download_format_name(cases[i].pattern, &cases[i].name);
        g_assert_cmpstr(path, ==, cases[i].path);
    }
}

static void endings_are_of_media(void)
{
    static const struct {
        const char *url, *ending;
    } addresses[] = {
        { "https://x.example/a/one.MP3?b=/c.exe", "mp3" },
        { "https://x.example/one.m4a#t=4", "m4a" },
        { "https://x.example/a.opus", "opus" },
        { "https://x.example/ep3", NULL },
        { "https://x.example/download.php?id=4", NULL },
        { "https://x.example/e.mp3\nhttp://x.example/evil.sh", "mp3" },
        { "https://x.example/a.mp3/play", NULL },
        { "https://x.example", NULL },
        { "https://x.example/v1.5", NULL },
        { "https://x.example/page.html", NULL },
        { "", NULL },
        { NULL, NULL },
    };
    static const struct {
        const char *url, *disposition, *type, *ending;
    } answers[] = {
        { "https://x.example/ep3", NULL, "audio/mpeg", "mp3" },
        { "https://x.example/d.php", "attachment; filename=\"From Header \u00e9.m4a\"",
          "audio/mpeg", "m4a" },
        { "https://x.example/d", "attachment; filename*=UTF-8''na%20me.ogg; filename=x.mp3", NULL,
          "ogg" },
        { "https://x.example/d", "attachment; filename=plain.flac", "audio/mpeg", "flac" },
        { "https://x.example/d", "attachment; filename=\"evil.sh\"", "audio/mpeg; charset=utf-8",
          "mp3" },
        { "https://x.example/d", "inline", "AUDIO/MP4", "m4a" },
        { "https://x.example/real.m4a?sig=a.b", NULL, "application/octet-stream", "m4a" },
        { "https://x.example/d", "attachment; filename=", "application/octet-stream", NULL },
        { "https://x.example/d", ";;;filename", "", NULL },
        { NULL, NULL, NULL, NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(addresses); i++) {
        g_autofree char *ending = download_find_extension(addresses[i].url);
        g_assert_cmpstr(ending, ==, addresses[i].ending);
    }
    for (guint i = 0; i < G_N_ELEMENTS(answers); i++) {
        g_autofree char *ending =
            download_choose_extension(answers[i].url, answers[i].disposition, answers[i].type);
        g_assert_cmpstr(ending, ==, answers[i].ending);
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
        { 760.4, 3600, 760 }, { 760.4, 0, 760 }, { 3569, 3600, 3569 }, { 3571, 3600, 0 },
        { 20, 25, 0 },        { -1, 100, 0 },    { 1e300, 0, 0 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(player_choose_start(cases[i].position, cases[i].duration), ==,
                        cases[i].start);
    g_autofree char *minutes = player_format_time(760), *hours = player_format_time(3760);
    g_assert_cmpstr(minutes, ==, "12:40");
    g_assert_cmpstr(hours, ==, "1:02:40");
}

static void files_of_others_stay(void)
{
    struct home home = home_new(NULL, NULL);
    g_autofree char *path = g_build_filename(home.path, "new", "a.mp3", NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *first = download_file_reserve(path, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(first, ==, path);
    /* an unfinished file keeps its name, a finished one, too */
    g_autofree char *second = download_file_reserve(path, &error);
    g_assert_true(g_str_has_suffix(second, "/a (2).mp3"));
    g_autofree char *third_path = g_build_filename(home.path, "new", "a (3).mp3", NULL);
    g_assert_true(g_file_set_contents(third_path, "mine", -1, NULL));
    g_autofree char *fourth = download_file_reserve(path, &error);
    g_assert_true(g_str_has_suffix(fourth, "/a (4).mp3"));
    g_autofree char *below = g_build_filename(third_path, "b.mp3", NULL);
    g_assert_null(download_file_reserve(below, &error));
    g_assert_nonnull(strstr(error->message, "can't be written"));
    home_clear(&home);
}

static void one_program_writes(void)
{
    struct home home = home_new(NULL, NULL);
    g_autofree char *path = g_build_filename(home.path, "a.mp3", NULL);
    g_autofree char *part = g_strconcat(path, ".part", NULL);
    g_autoptr(GError) locked = NULL, linked = NULL, error = NULL;
    guint64 size = 0;
    g_assert_true(g_file_set_contents(part, "12345", -1, NULL));
    const int fd = download_file_open(path, &size, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(size, ==, 5);
    g_assert_cmpint(download_file_open(path, &size, &locked), <, 0);
    g_assert_nonnull(strstr(locked->message, "another newsdeck is writing it"));
    close(fd);
    download_file_discard(path);
    g_assert_cmpint(symlink("/dev/null", part), ==, 0); /* of somebody who shares the folder */
    g_assert_cmpint(download_file_open(path, &size, &linked), <, 0);
    home_clear(&home);
}

void test_listen_add(void)
{
    g_test_add_func("/listen/files-of-others-keep-their-names", files_of_others_stay);
    g_test_add_func("/listen/one-program-writes-a-file-and-follows-no-link", one_program_writes);
    g_test_add_func("/listen/names-of-files-stay-in-their-folder", names_are_safe);
    g_test_add_func("/download/knows-endings-of-media", endings_are_of_media);
    g_test_add_func("/listen/names-of-files-are-short-and-keep-their-extension", names_are_short);
    g_test_add_func("/listen/begins-where-it-was-left-but-not-at-the-end", places_are_kept);
}
