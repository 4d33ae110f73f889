/* SPDX-License-Identifier: MIT */
/* newsboat's filter expressions, as its users write them: comparisons joined by and/or, which have
 * the same precedence and associate to the left; parentheses. Parsed into the same tree as our own
 * language. */
#include "query_private.h"

#include <string.h>

struct filter_parser {
    const char *text, *at;
    guint depth, n_terms;
    GError **error;
};

static const struct {
    const char *sign;
    enum query_op op;
} operators[] = {
    /* longer operators first */
    { "between", OP_EQUAL }, { "==", OP_EQUAL },         { "=~", OP_REGEX },
    { "!=", OP_NOT_EQUAL },  { "!~", OP_NOT_REGEX },     { "!#", OP_NOT_HAS_WORD },
    { "<=", OP_LESS_EQUAL }, { ">=", OP_GREATER_EQUAL }, { "=", OP_EQUAL },
    { "<", OP_LESS },        { ">", OP_GREATER },        { "#", OP_HAS_WORD },
};

static struct query_node *parse_expression(struct filter_parser *parser);

static struct query_node *fail_at(struct filter_parser *parser, const char *at, const char *reason,
                                  const char *what)
{
    if (!*parser->error)
        g_set_error(parser->error, STORE_ERROR, STORE_ERROR_QUERY,
                    "filter expression, column %ld: %s%s%s%s",
                    g_utf8_pointer_to_offset(parser->text, at) + 1, reason, what ? " \"" : "",
                    what ? what : "", what ? "\"" : "");
    return NULL;
}

static struct query_node *fail(struct filter_parser *parser, const char *reason, const char *what)
{
    return fail_at(parser, parser->at, reason, what);
}

static void skip_blanks(struct filter_parser *parser)
{
    while (*parser->at == ' ' || *parser->at == '\t')
        parser->at++;
}

static bool take_keyword(struct filter_parser *parser, const char *word)
{
    const gsize len = strlen(word);
    skip_blanks(parser);
    if (strncmp(parser->at, word, len) != 0 || g_ascii_isalnum(parser->at[len]))
        return false;
    parser->at += len;
    return true;
}

/* The name of an attribute; caller frees. NULL if there is none. */
static char *take_attribute(struct filter_parser *parser)
{
    skip_blanks(parser);
    const char *start = parser->at;
    while (g_ascii_isalpha(*parser->at) || (*parser->at && strchr("_.-", *parser->at)))
        parser->at++;
    return parser->at > start ? g_strndup(start, (gsize)(parser->at - start)) : NULL;
}

static int take_operator(struct filter_parser *parser)
{
    skip_blanks(parser);
    for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
        if (g_str_has_prefix(parser->at, operators[i].sign)) {
            parser->at += strlen(operators[i].sign);
            return (int)i;
        }
    return -1;
}

static char *take_value(struct filter_parser *parser)
{
    skip_blanks(parser);
    const char *start = parser->at;
    if (*start == '"') {
        const char *end = strchr(start + 1, '"');
        if (!end)
            return NULL;
        parser->at = end + 1;
        return g_strndup(start + 1, (gsize)(end - start - 1));
    }
    parser->at += *parser->at == '-';
    while (g_ascii_isdigit(*parser->at) || *parser->at == ':')
        parser->at++;
    return parser->at > start ? g_strndup(start, (gsize)(parser->at - start)) : NULL;
}

static struct query_node *between_new(struct filter_parser *parser, const struct query_field *field,
                                      const char *range)
{
    const char *colon = strchr(range, ':');
    if (!colon)
        return fail(parser, "a range is written 0:7, not", range);
    const gint64 first = g_ascii_strtoll(range, NULL, 10),
                 second = g_ascii_strtoll(colon + 1, NULL, 10);
    return query_node_new(QUERY_AND,
                          query_compare_new_take(field, OP_GREATER_EQUAL, NULL, MIN(first, second)),
                          query_compare_new_take(field, OP_LESS_EQUAL, NULL, MAX(first, second)));
}

static struct query_node *parse_comparison(struct filter_parser *parser)
{
    g_autofree char *name = take_attribute(parser);
    if (!name)
        return fail(parser, "an attribute such as unread or title is missing", NULL);
    const struct query_field *field = query_find_field(name, true);
    if (!field)
        return fail_at(parser, parser->at - strlen(name), "there is no attribute", name);
    const int op = take_operator(parser);
    if (op < 0)
        return fail(parser, "an operator (= != =~ !~ < > <= >= # !# between) is missing after",
                    name);
    g_autofree char *value = take_value(parser);
    if (!value)
        return fail(parser, "a value in quotes or a number is missing after", name);
    if (op == 0)
        return between_new(parser, field, value);
    if (operators[op].op == OP_REGEX || operators[op].op == OP_NOT_REGEX) {
        char *pattern = g_strconcat("(?i)", value, NULL);
        g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
        if (regex)
            return query_compare_new_take(field, operators[op].op, pattern, 0);
        g_free(pattern);
        return fail(parser, "not a regular expression:", value);
    }
    const bool is_order = operators[op].op >= OP_LESS && operators[op].op <= OP_GREATER_EQUAL;
    if (field->is_number || is_order)
        return query_compare_new_take(field, operators[op].op, NULL,
                                      g_ascii_strtoll(value, NULL, 10));
    return query_compare_new_take(field, operators[op].op, g_steal_pointer(&value), 0);
}

static struct query_node *parse_term(struct filter_parser *parser)
{
    skip_blanks(parser);
    if (++parser->n_terms > QUERY_MAX_TERMS)
        return fail(parser, "too many conditions", NULL);
    if (*parser->at != '(')
        return parse_comparison(parser);
    if (++parser->depth > QUERY_MAX_RECURSION)
        return fail(parser, "nested too deeply", NULL);
    parser->at++;
    struct query_node *node = parse_expression(parser);
    skip_blanks(parser);
    if (node && *parser->at != ')') {
        query_node_free(node);
        return fail(parser, "a closing parenthesis is missing", NULL);
    }
    parser->at += node != NULL;
    parser->depth--;
    return node;
}

static struct query_node *parse_expression(struct filter_parser *parser)
{
    struct query_node *node = parse_term(parser);
    while (node) {
        const bool is_and = take_keyword(parser, "and");
        if (!is_and && !take_keyword(parser, "or"))
            break;
        struct query_node *next = parse_term(parser);
        if (!next) {
            query_node_free(node);
            return NULL;
        }
        node = query_node_new(is_and ? QUERY_AND : QUERY_OR, node, next);
    }
    return node;
}

bool query_is_newsboat(const char *text)
{
    g_autoptr(GError) unused = NULL;
    struct filter_parser parser = { .text = text, .at = text, .error = &unused };
    while (*parser.at == '(' || *parser.at == ' ')
        parser.at++;
    g_autofree char *name = take_attribute(&parser);
    if (!name || (*parser.at == '~' && parser.at[1] == '/'))
        return false;
    const char *after_name = parser.at;
    const int sign = take_operator(&parser);
    if (sign < 0)
        return false;
    skip_blanks(&parser);
    if (!query_find_field(name, true)) /* a comparison all the same, of something unknown */
        return sign > 0 && *parser.at == '"';
    /* "words>800" and "id=3" are ours; newsboat has no such attributes */
    return after_name != parser.at &&
           (*parser.at == '"' || *parser.at == '-' || g_ascii_isdigit(*parser.at));
}

struct query *query_parse_newsboat(const char *text, GError **error)
{
    g_autoptr(GError) own_error = NULL;
    struct query *query = g_new0(struct query, 1);
    struct filter_parser parser = { .text = text, .at = text, .error = &own_error };
    if (g_utf8_validate(text, -1, NULL))
        query->root = parse_expression(&parser);
    else
        g_set_error(&own_error, STORE_ERROR, STORE_ERROR_QUERY,
                    "the filter expression is not UTF-8");
    skip_blanks(&parser);
    if (query->root && *parser.at)
        fail(&parser, "not understood:", parser.at);
    if (!own_error && query_check_depth(query->root, &own_error))
        return query;
    g_propagate_error(error, g_steal_pointer(&own_error));
    query_free(query);
    return NULL;
}
