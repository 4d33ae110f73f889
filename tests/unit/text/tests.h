/* SPDX-License-Identifier: MIT */
/* One function a file adds its tests. */
#ifndef TESTS_UNIT_TEXT_TESTS_H
#define TESTS_UNIT_TEXT_TESTS_H

#include "text/page.h"

void test_bidi_add(void);
void test_clean_add(void);
void test_difference_add(void);
void test_dom_add(void);
void test_extract_add(void);
void test_extract_beside_add(void);
void test_hostile_add(void);
void test_hyphen_add(void);
void test_math_add(void);
void test_page_add(void);
void test_picture_add(void);
void test_picture_source_add(void);
void test_scrape_add(void);
void test_table_add(void);
void test_wrap_add(void);

/* The page's lines joined by line ends. The caller's. */
char *tests_join(const struct page *page);

/* html set for width columns, links as given, joined. The caller's. */
char *tests_render(const char *html, guint width, enum page_links links);

#endif
