/* SPDX-License-Identifier: MIT */
/* "newsdeck check" reads config and feeds and names each mistake; "newsdeck doctor" looks into the
 * archive. */
#include "commands.h"
#include "document.h"
#include "session.h"

#include "base/utf8.h"
#include "store/health.h"

#include <stdio.h>
#include <string.h>

int cli_check(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (!session_parse(&argc, &argv, NULL, NULL))
        return 2;
    struct app *app = app_new(APP_COMMAND, NULL, NULL, &error);
    if (!app) {
        document_complain("check", error->message);
        return 1;
    }
    const struct diagnostic_list *diagnostics = app_get_diagnostics(app);
    for (guint i = 0; i < diagnostic_list_get_length(diagnostics); i++) {
        g_autofree char *text = diagnostic_format(diagnostic_list_get(diagnostics, i));
        g_autofree char *line = utf8_clean_line(text, strlen(text));
        printf("%s\n", line);
    }
    const guint n_errors = diagnostic_list_count(diagnostics, DIAGNOSTIC_ERROR);
    if (!diagnostic_list_get_length(diagnostics))
        printf("%s and %s are fine\n", app_get_config_path(app), app_get_feeds_path(app));
    app_free(app);
    return n_errors ? 1 : 0;
}

int cli_doctor(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (!session_parse(&argc, &argv, NULL, NULL))
        return 2;
    struct app *app = session_open("doctor");
    if (!app)
        return 1;
    g_autofree char *report = NULL;
    const bool is_healthy = store_check_health(app_get_store(app), &report, &error);
    if (report)
        fputs(report, stdout);
    if (error)
        document_complain("doctor", error->message);
    app_free(app);
    return is_healthy ? 0 : 1;
}
