/* SPDX-License-Identifier: MIT */
/* Tests of the program's list of services: that nothing is missing where it is put together. */
#include "app/command_table.h"
#include "app/service.h"
#include "cli/services.h"
#include "tests/unit/home/home.h"

#include "feed/feed.h"

#include <string.h>

const struct service *const home_services[] = { &edit_service, NULL }; /* not used here */

static void test_names(void)
{
    for (guint i = 0; services[i]; i++)
        for (guint k = 0; k < i; k++)
            g_assert_cmpstr(services[i]->name, !=, services[k]->name);
}

/* Every command that says so runs without a screen, and refuses politely where nothing is selected. */
static void test_commands_run(void)
{
    struct home home = home_new("", NULL);
    struct app *app = app_new(APP_READER, home.config, home.data, services, NULL);
    for (guint id = 0; id < COMMAND_N; id++) {
        const struct command_row *row = command_get_row(id);
        g_autoptr(GError) error = NULL;
        GString *line = g_string_new(row->name);
        for (guint i = 0; i < command_get_arguments(row).min; i++)
            g_string_append(line, " example");
        if (row->where == COMMAND_BY_APP)
            app_run_line(app, line->str, NULL, &error);
        if (error)
            g_assert_null(strstr(error->message, "needs the screen"));
        g_string_free(line, TRUE);
    }
    app_free(app);
    home_clear(&home);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    feed_start();
    g_test_add_func("/services/have-names-of-their-own", test_names);
    g_test_add_func("/services/carry-out-every-command-of-the-app", test_commands_run);
    const int status = g_test_run();
    feed_stop();
    return status;
}
