/* SPDX-License-Identifier: MIT */
/* The tests of listen. */
#ifndef TESTS_UNIT_LISTEN_TESTS_H
#define TESTS_UNIT_LISTEN_TESTS_H

#include "tests/unit/home/home.h"

void test_listen_add(void);

#endif
