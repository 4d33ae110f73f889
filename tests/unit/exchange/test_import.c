/* SPDX-License-Identifier: MIT */
#include "tests.h"

#include "exchange/import_plan.h"

#include <string.h>
#include <unistd.h>

static GPtrArray *new_texts(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

static struct import_summary new_summary(void)
{
    return (struct import_summary){ .settings = new_texts(),
                                    .commands = new_texts(),
                                    .skipped = new_texts(),
                                    .became = new_texts(),
                                    .notes = new_texts() };
}

static char *write_temporary(const char *text)
{
    char *path = NULL;
    const int fd = g_file_open_tmp("newsdeck-import-XXXXXX", &path, NULL);
    g_assert_cmpint(write(fd, text, strlen(text)), ==, (gssize)strlen(text));
    close(fd);
    return path;
}

/* What becomes of a line of newsboat's config: the lines for ours, "; " between, or "-" and what is
 * listed. */
static char *convert(const char *line)
{
    struct import_summary summary = new_summary();
    struct import_plan *plan = import_plan_new(&summary);
    g_autofree char *path = write_temporary(line);
    g_autofree char *cache_file = NULL;
    GString *out = g_string_new(NULL);
    g_assert_true(import_read_newsboat_config(plan, path, &cache_file, NULL));
    for (guint i = 0; i < plan->settings->len; i++)
        g_string_append_printf(out, "%s%s", i ? " | " : "",
                               ((struct import_setting *)plan->settings->pdata[i])->line);
    for (guint i = 0; i < summary.skipped->len; i++) {
        const char *text = summary.skipped->pdata[i];
        g_string_append_printf(out, "-%s", strstr(text, ":1: ") ? strstr(text, ":1: ") + 4 : text);
    }
    unlink(path);
    import_plan_free(plan);
    import_summary_clear(&summary);
    return g_string_free(out, FALSE);
}

static void newsboat_settings_become_ours(void)
{
    static const char *const rows[][2] = {
        { "reload-time 30", "set refresh 30m" },
        { "show-read-articles yes", "" }, /* as it is anyway */
        { "download-timeout 20", "set timeout 20s" },
        { "text-width 0", "-text-width 0: newsdeck has nothing like this value" },
        { "user-agent \"me and you\"", "set user-agent \"me and you\"" },
        { "confirm-exit yes # sure", "set confirm-quit yes" },
        { "use-proxy yes\nproxy h:1\nproxy-type socks5\nproxy-auth u:p",
          "set proxy socks5://u:p@h:1" },
        { "proxy h:1", "" },
        { "color listfocus white color24 bold standout",
          "color cursor white color24 bold reverse" },
        { "bind-key x star", "bind all x star" },
        { "bind-key j down", "" },
        { "bind-key ENTER quit article", "bind article <Enter> quit" },
        { "bind-key ^B pageup", "" },
        { "bind-key ^B pagedown feedlist", "bind feeds <C-b> page-down" },
        { "bind-key F5 reload-all", "bind all <F5> reload-all" },
        { "bind-key x one-more", "-bind-key x: newsdeck has nothing like \"one-more\" yet" },
        { "bind-key", "-bind-key: its key is missing" },
        { "unbind-key q articlelist", "bind headlines q" },
        { "bind x feedlist,articlelist mark-feed-read ; next-unread -- \"d\"",
          "bind feeds x mark-feed-read ; next-unread | bind headlines x mark-feed-read ; "
          "next-unread" },
        { "bind gg everywhere home", "-bind gg: newsdeck has keys, no sequences of keys yet" },
        { "macro b set browser \"lynx %u\" ; open-in-browser",
          "bind all <A-b> set browser \"lynx %u\" ; open-in-browser" },
        { "browser \"firefox %u &\"", "set browser \"firefox %u\"" },
        { "browser \"firefox %u 2>/dev/null &\"",
          "-browser firefox %u 2>/dev/null &: newsdeck has nothing like this value" },
        { "browser \"`pass x`\"", "-browser: it runs a command in backticks" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *got = convert(rows[i][0]);
        g_assert_cmpstr(got, ==, rows[i][1]);
    }
}

/* The lines of a feeds file that come of lines of urls. */
static void check_urls(const char *urls, const char *wanted)
{
    struct import_summary summary = new_summary();
    struct import_plan *plan = import_plan_new(&summary);
    g_autofree char *path = write_temporary(urls);
    GString *out = g_string_new(NULL);
    g_assert_true(import_source_newsboat.read(plan, path, false, NULL));
    for (guint i = 0; i < plan->feeds->len; i++)
        g_string_append_printf(out, "%s\n", ((struct import_feed *)plan->feeds->pdata[i])->line);
    g_assert_cmpstr(out->str, ==, wanted);
    g_string_free(out, TRUE);
    unlink(path);
    import_plan_free(plan);
    import_summary_clear(&summary);
}

static void urls_stay_as_they_are_but_for_commands(void)
{
    check_urls("# c\n\nhttps://a/ \"x y\"\t~T # d\r\n", "# c\n\nhttps://a/ \"x y\"\t~T # d\n");
    check_urls("\"exec:a b\"#c\n", "\"exec:a b\" allow=no #c\n");
    check_urls("\"exec:a b\"t allow=yes u\n", "\"exec:a b\" allow=no t u\n");
    check_urls("exec:a allow=yes allow=yes\n", "exec:a allow=no\n");
    check_urls("\"exec:a b\n", "\"exec:a b\" allow=no\n");
    check_urls("https://a/ like=this refresh=5m\n", "https://a/ like-this refresh=5m\n");
    check_urls("https://a/ x # c\nhttps://a/ y\n", "https://a/ x y # c\n");
    check_urls("---\ngopher://g/\n", "# ---\n# gopher://g/\n");
}

void test_import_add(void)
{
    g_test_add_func("/import/newsboat-settings-become-ours", newsboat_settings_become_ours);
    g_test_add_func("/import/urls-stay-as-they-are-but-for-commands",
                    urls_stay_as_they_are_but_for_commands);
}
