/* SPDX-License-Identifier: MIT */
/* One function a file adds its tests. */
#ifndef TESTS_UNIT_BASE_TESTS_H
#define TESTS_UNIT_BASE_TESTS_H

#include <glib.h>

void test_queue_add(void);

#endif
