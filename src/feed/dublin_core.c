/* SPDX-License-Identifier: MIT */
/* Dublin Core: the old element set and its terms. They count less than what the dialect itself has.
 */
#include "parser.h"

#define BOTH (PLACE_FEED | PLACE_ITEM)
#define ANY_DC (SPACE_DC | SPACE_TERMS)

/* name, spaces, places, place of its children, capture, begin, end, field, rank */
const struct feed_rule feed_rules_dublin_core[] = {
    { "title", ANY_DC, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_line, FIELD_TITLE, 2 },
    { "creator", ANY_DC, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_person, FIELD_PEOPLE, 4 },
    { "author", ANY_DC, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_person, FIELD_PEOPLE, 4 },
    { "publisher", ANY_DC, PLACE_FEED, 0, CAPTURE_GUESS, NULL, feed_end_person, FIELD_PEOPLE, 1 },
    { "date", ANY_DC, BOTH, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_PUBLISHED, 2 },
    { "issued", ANY_DC, BOTH, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_PUBLISHED, 4 },
    { "created", ANY_DC, BOTH, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_PUBLISHED, 3 },
    { "modified", ANY_DC, BOTH, 0, CAPTURE_TEXT, NULL, feed_end_date, FIELD_UPDATED, 4 },
    { "subject", ANY_DC, BOTH, 0, CAPTURE_GUESS, NULL, feed_end_tag, 0, 0 },
    { "description", ANY_DC, PLACE_FEED, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_DESCRIPTION,
      2 },
    { "description", ANY_DC, PLACE_ITEM, 0, CAPTURE_GUESS, NULL, feed_end_body, BODY_DC, 0 },
    { "abstract", ANY_DC, PLACE_ITEM, 0, CAPTURE_GUESS, NULL, feed_end_body, BODY_DC, 0 },
    { "language", ANY_DC, BOTH, 0, CAPTURE_TEXT, NULL, feed_end_language, FIELD_LANGUAGE, 4 },
    { "rights", ANY_DC, BOTH, 0, CAPTURE_HTML, NULL, feed_end_line, FIELD_COPYRIGHT, 2 },
    { NULL },
};
