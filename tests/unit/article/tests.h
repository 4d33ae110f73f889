/* SPDX-License-Identifier: MIT */
/* The tests of article. */
#ifndef TESTS_UNIT_ARTICLE_TESTS_H
#define TESTS_UNIT_ARTICLE_TESTS_H

#include "tests/unit/home/home.h"

void test_article_add(void);
void test_article_format_add(void);
void test_full_text_add(void);
void test_picture_add(void);

#endif
