/* SPDX-License-Identifier: MIT */
/* Opens addresses in the user's programs, without a shell and without waiting. */
#include "base/problem.h"
#include "base/url.h"
#include "private.h"

static const char *get_browser(const struct app *app)
{
    const char *set = options_get_string(app->options, OPTION_BROWSER);
    if (*set)
        return set;
    set = g_getenv("BROWSER");
    if (set && *set)
        return set;
#ifdef __APPLE__
    return "open";
#else
    return "xdg-open";
#endif
}

bool app_start_program(const char *command, const char *const *options, const char *address,
                       const char *what, GError **error)
{
    g_auto(GStrv) words = NULL;
    if (!g_shell_parse_argv(command, NULL, &words, error))
        return false;
    /* the address replaces %u or %s, as newsboat has it, or comes last */
    g_autoptr(GPtrArray) line = g_ptr_array_new();
    bool is_placed = false;
    for (guint i = 0; words[i]; i++) {
        const bool is_place = g_str_equal(words[i], "%u") || g_str_equal(words[i], "%s");
        g_ptr_array_add(line, is_place ? (gpointer)address : words[i]);
        is_placed |= is_place;
        for (guint j = 0; i == 0 && options && options[j]; j++)
            g_ptr_array_add(line, (gpointer)options[j]);
    }
    if (!is_placed)
        g_ptr_array_add(line, (gpointer)address);
    g_ptr_array_add(line, NULL);
    g_autoptr(GError) reason = NULL;
    if (g_spawn_async(NULL, (char **)line->pdata, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                      NULL, NULL, NULL, &reason))
        return true;
    g_autofree char *why = problem_describe(reason);
    g_set_error(error, APP_ERROR, APP_ERROR_REFUSED,
                "the %s \"%s\" cannot be started: %s; \"set %s COMMAND\" names another", what,
                command, why, what);
    return false;
}

bool app_browse(struct app *app, const char *url, GError **error)
{
    if (!url || !url_is_http(url)) {
        g_set_error(error, APP_ERROR, APP_ERROR_REFUSED,
                    "\"%s\" is not a web address, it is not opened", url ? url : "");
        return false;
    }
    return app_start_program(get_browser(app), NULL, url, "browser", error);
}
