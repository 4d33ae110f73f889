/* SPDX-License-Identifier: MIT */
/* Inside exchange: structs to JSON objects and back, by tables of their members: the lines of a
 * state file. */
#ifndef EXCHANGE_STATE_RECORD_H
#define EXCHANGE_STATE_RECORD_H

#include "store/exchange.h"

#include <jansson.h>

enum state_type {
    STATE_LINE,  /* char *, a clean line; NULL is left out */
    STATE_BLOCK, /* char *, clean text of many lines */
    STATE_LINES, /* char **, NULL-terminated; an empty list is left out */
    STATE_BOOL,
    STATE_INT, /* int */
    STATE_U8,
    STATE_U32, /* guint, guint32 */
    STATE_I64, /* gint64, guint64 */
};

/* One member; 0, false and NULL are left out and are what a member is that is not there. */
struct state_field {
    const char *key; /* NULL ends the table */
    enum state_type type;
    gsize offset;
};

extern const struct state_field state_feed_fields[];      /* struct feed_record */
extern const struct state_field state_item_fields[];      /* struct item_body */
extern const struct state_field state_enclosure_fields[]; /* struct item_enclosure */
extern const struct state_field state_revision_fields[];  /* struct item_revision */
extern const struct state_field state_page_fields[];      /* struct full_text */

/* The object as JSON; caller frees. */
json_t *state_format(const void *object, const struct state_field *fields);

/* Fills object, all zero before. Members that are not known are passed over. NULL, or the key whose
 * value is not of its kind. */
const char *state_parse(const json_t *json, void *object, const struct state_field *fields);

/* Whole articles, with their enclosures, revisions and the texts of their pages. The latter is
 * freed by the caller; NULL and *bad, the key at fault. */
json_t *state_format_item(const struct item_body *body);
struct item_body *state_parse_item(const json_t *json, const char **bad);

#endif
