/* SPDX-License-Identifier: MIT */
/* The tests of subscribe. */
#ifndef TESTS_UNIT_SUBSCRIBE_TESTS_H
#define TESTS_UNIT_SUBSCRIBE_TESTS_H

#include "tests/unit/home/home.h"

void test_discovery_add(void);
void test_subscription_add(void);

#endif
