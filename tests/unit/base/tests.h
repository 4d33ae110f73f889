/* SPDX-License-Identifier: MIT */
/* One function a file adds its tests. */
#ifndef TESTS_UNIT_BASE_TESTS_H
#define TESTS_UNIT_BASE_TESTS_H

#include <glib.h>

void test_child_add(void);
void test_date_add(void);
void test_encoding_add(void);
void test_fold_add(void);
void test_html_token_add(void);
void test_markup_add(void);
void test_problem_add(void);
void test_queue_add(void);
void test_url_add(void);
void test_utf8_add(void);

#endif
