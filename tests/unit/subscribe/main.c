/* SPDX-License-Identifier: MIT */
/* Runs the tests of subscribe. */
#include "tests.h"

#include "feed/feed.h"
#include "subscribe/discovery.h"

const struct service *const home_services[] = {
    &edit_service,      &fetch_service,        &feed_list_service,
    &discovery_service, &subscription_service, NULL,
};

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    feed_start();
    test_discovery_add();
    test_subscription_add();
    const int status = g_test_run();
    feed_stop();
    return status;
}
