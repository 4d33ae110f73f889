/* SPDX-License-Identifier: MIT */
/* The tree that both query syntaxes are read into. */
#ifndef STORE_QUERY_PRIVATE_H
#define STORE_QUERY_PRIVATE_H

#include "store/query.h"

/* The depth that SQLite's parser (a stack of 100, three a level) and full-text search can handle;
 * no person writes more. */
#define QUERY_MAX_DEPTH 20
#define QUERY_MAX_RECURSION 200 /* of our own parsers */
#define QUERY_MAX_TERMS 200

enum query_kind { QUERY_ALL, QUERY_AND, QUERY_OR, QUERY_NOT, QUERY_TEXT, QUERY_COMPARE };

enum query_op {
    OP_EQUAL,
    OP_NOT_EQUAL,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_GREATER,
    OP_GREATER_EQUAL,
    OP_CONTAINS, /* a part of the text, letter case ignored */
    OP_REGEX,
    OP_NOT_REGEX,
    OP_HAS_WORD, /* newsboat's #: one of the words */
    OP_NOT_HAS_WORD,
    OP_IN_SET, /* the field's SQL is the whole condition, the text replaces its $ */
};

/* What can be compared: one row a field. */
struct query_field {
    const char *name;
    const char *newsboat_name;
    /* column of the full-text index that "name:word" searches; NULL: it has none */
    const char *column;
    const char *sql; /* the value as an SQL expression on item */
    bool is_number;
    const char *sort_sql; /* "sort:name"; NULL: not possible */
};

extern const struct query_field query_fields[];
const struct query_field *query_find_field(const char *name, bool is_newsboat);

struct query_node {
    enum query_kind kind;
    enum query_op op;
    const struct query_field *field; /* of a comparison; of a text: the column, or NULL for all */
    char *text;
    gint64 number;
    bool is_time_relative; /* number is seconds before now */
    bool is_date;          /* the number is what date_parse_local() makes of text */
    struct query_node *left, *right;
};

struct query {
    struct query_node *root;
    const struct query_field *sort; /* NULL: not given */
    bool is_sort_descending;
};

struct query_node *query_node_new(enum query_kind kind, struct query_node *left,
                                  struct query_node *right);
void query_node_free(struct query_node *node);

/* A comparison of field with the text (or NULL: with the number). */
struct query_node *query_compare_new_take(const struct query_field *field, enum query_op op,
                                          char *text_take, gint64 number);

/* Returns false with STORE_ERROR_QUERY if the tree is nested too deep. */
bool query_check_depth(const struct query_node *root, GError **error);

/* Parses newsboat's filter language. */
struct query *query_parse_newsboat(const char *text, GError **error);

/* Whether text begins with one of newsboat's comparisons. */
bool query_is_newsboat(const char *text);

#endif
