/* SPDX-License-Identifier: MIT */
/* The tests of exchange. */
#ifndef TESTS_UNIT_EXCHANGE_TESTS_H
#define TESTS_UNIT_EXCHANGE_TESTS_H

#include "tests/unit/home/home.h"

void test_import_add(void);

#endif
