/* SPDX-License-Identifier: MIT */
/* One function a file adds its tests. */
#ifndef TESTS_UNIT_FEED_TESTS_H
#define TESTS_UNIT_FEED_TESTS_H

#include "feed/feed.h"

void test_body_add(void);
void test_dialect_add(void);
void test_discovery_add(void);
void test_item_add(void);
void test_json_add(void);
void test_mend_add(void);
void test_opml_add(void);
void test_picture_add(void);
void test_relative_add(void);

/* The document, which must be a feed; freed with feed_document_free(). */
struct feed_document *tests_parse(const char *text);

/* An RSS 2.0 document whose only item has this inside. */
struct feed_document *tests_parse_item(const char *inside);

#endif
