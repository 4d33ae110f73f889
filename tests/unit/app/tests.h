/* SPDX-License-Identifier: MIT */
/* The tests of app. */
#ifndef TESTS_UNIT_APP_TESTS_H
#define TESTS_UNIT_APP_TESTS_H

#include "tests/unit/home/home.h"

void test_command_add(void);
void test_keymap_add(void);
void test_feed_list_add(void);
void test_headlines_add(void);
void test_reload_add(void);
void test_schedule_add(void);

void test_service_add(void);

#endif
