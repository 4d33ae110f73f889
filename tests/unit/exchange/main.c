/* SPDX-License-Identifier: MIT */
/* Runs the tests of exchange. */
#include "tests.h"

#include "feed/feed.h"

const struct service *const home_services[] = {
    &edit_service,
    &fetch_service,
    &feed_list_service,
    NULL,
};

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    feed_start();
    test_import_add();
    const int status = g_test_run();
    feed_stop();
    return status;
}
