/* SPDX-License-Identifier: MIT */
/* Parses our query language into a tree. */
#include "store/query.h"

#include "base/date.h"
#include "query_private.h"

#include <string.h>

#define FEED_SQL(column) "(SELECT " column " FROM feed WHERE feed.id=item.feed_id)"

const struct query_field query_fields[] = {
    { "title", "title", "title", "item.title", false, "item.title COLLATE NOCASE" },
    { "author", "author", "author", "ifnull(item.author,'')", false, "item.author COLLATE NOCASE" },
    { "text", "content", "text", "(SELECT unpack(format,content) FROM body WHERE item_id=item.id)",
      false, NULL },
    { "feed", "feedtitle", NULL, FEED_SQL("ifnull(name,title)"), false,
      FEED_SQL("ifnull(name,title) COLLATE NOCASE") },
    { "tag", "tags", NULL,
      "ifnull((SELECT group_concat(tag,' ') FROM feed_tag WHERE feed_tag.feed_id=item.feed_id),'')",
      false, NULL },
    { "folder", NULL, NULL, "", false, NULL },
    { "link", "link", NULL, "ifnull(url,'')", false, NULL },
    { "guid", "guid", NULL, "ifnull((SELECT guid FROM body WHERE item_id=item.id),'')", false,
      NULL },
    { "words", NULL, NULL, "n_words", true, "n_words" },
    { "date", "date", NULL, "strftime('%Y-%m-%dT%H:%M:%SZ',sort_at,'unixepoch')", false,
      "sort_at" },
    { "id", NULL, NULL, "id", true, "id" },
    { "feed-id", NULL, NULL, "feed_id", true, NULL },
    { "feed-url", "rssurl", NULL, FEED_SQL("url"), false, NULL },
    { NULL, "feedlink", NULL, FEED_SQL("ifnull(site_url,'')"), false, NULL },
    { NULL, "unread", NULL, "iif(is_read,'no','yes')", false, NULL },
    { NULL, "flags", NULL, "iif(is_starred,'s','')", false, NULL },
    { NULL, "age", NULL, "((:now-sort_at)/86400)", true, NULL },
    { NULL, "description", NULL, FEED_SQL("ifnull(description,'')"), false, NULL },
    { NULL, "unread_count", NULL, "(SELECT unread FROM feed_count c WHERE c.feed_id=item.feed_id)",
      true, NULL },
    { NULL, "total_count", NULL, "(SELECT total FROM feed_count c WHERE c.feed_id=item.feed_id)",
      true, NULL },
    { NULL, "enclosure_url", NULL,
      "ifnull((SELECT json_extract(extra,'$.enclosures[0].url') FROM body WHERE "
      "item_id=item.id),'')",
      false, NULL },
    { NULL, "enclosure_type", NULL,
      "ifnull((SELECT json_extract(extra,'$.enclosures[0].type') FROM body WHERE "
      "item_id=item.id),'')",
      false, NULL },
    { NULL, NULL, NULL, NULL, false, NULL },
};

const struct query_field *query_find_field(const char *name, bool is_newsboat)
{
    for (const struct query_field *field = query_fields; field->sql; field++)
        if (g_strcmp0(is_newsboat ? field->newsboat_name : field->name, name) == 0)
            return field;
    return NULL;
}

struct query_node *query_node_new(enum query_kind kind, struct query_node *left,
                                  struct query_node *right)
{
    struct query_node *node = g_new0(struct query_node, 1);
    node->kind = kind;
    node->left = left;
    node->right = right;
    return node;
}

struct query_node *query_compare_new_take(const struct query_field *field, enum query_op op,
                                          char *text_take, gint64 number)
{
    struct query_node *node = query_node_new(QUERY_COMPARE, NULL, NULL);
    node->field = field;
    node->op = op;
    node->text = text_take;
    node->number = number;
    return node;
}

void query_node_free(struct query_node *node)
{
    while (node) { /* chains grow to the left, so this needs no recursion */
        struct query_node *left = node->left;
        query_node_free(node->right);
        g_free(node->text);
        g_free(node);
        node = left;
    }
}

void query_free(struct query *query)
{
    if (!query)
        return;
    query_node_free(query->root);
    g_free(query);
}

void query_restrict_take(struct query *query, struct query *other)
{
    g_assert(query && other && query != other);
    query->root = query_node_new(QUERY_AND, query->root, other->root);
    if (!query->sort) {
        query->sort = other->sort;
        query->is_sort_descending = other->is_sort_descending;
    }
    g_free(other);
}

/* The depth that the tree has in SQL: a chain of one kind is one level. */
static guint node_get_depth(const struct query_node *node)
{
    if (node->kind == QUERY_NOT)
        return 1 + node_get_depth(node->left);
    if (node->kind != QUERY_AND && node->kind != QUERY_OR)
        return 0;
    guint deepest = 0, depth = 0;
    const struct query_node *link = node;
    for (; link->kind == node->kind; link = link->left) {
        depth = node_get_depth(link->right);
        deepest = MAX(deepest, depth);
    }
    depth = node_get_depth(link);
    return 1 + MAX(deepest, depth);
}

bool query_check_depth(const struct query_node *root, GError **error)
{
    if (node_get_depth(root) <= QUERY_MAX_DEPTH)
        return true;
    g_set_error(error, STORE_ERROR, STORE_ERROR_QUERY,
                "query: nested too deeply, %d levels are understood", QUERY_MAX_DEPTH);
    return false;
}

struct query_parser {
    const char *text, *at;
    struct query *query;
    guint depth, n_terms;
    GError **error;
};

static struct query_node *parse_or(struct query_parser *parser);

static struct query_node *fail(struct query_parser *parser, const char *at, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
static struct query_node *fail(struct query_parser *parser, const char *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (parser->error && !*parser->error)
        g_set_error(parser->error, STORE_ERROR, STORE_ERROR_QUERY, "query, column %ld: %s",
                    g_utf8_pointer_to_offset(parser->text, at) + 1, reason);
    return NULL;
}

static void skip_blanks(struct query_parser *parser)
{
    while (*parser->at == ' ' || *parser->at == '\t' || *parser->at == '\n')
        parser->at++;
}

/* A quoted text, or everything up to a blank or parenthesis. Caller frees. */
static char *take_value(struct query_parser *parser)
{
    GString *value = g_string_new(NULL);
    if (*parser->at == '"') {
        for (parser->at++; *parser->at && *parser->at != '"'; parser->at++) {
            if (*parser->at == '\\' && parser->at[1])
                parser->at++;
            g_string_append_c(value, *parser->at);
        }
        if (*parser->at)
            parser->at++;
    } else {
        while (*parser->at && !strchr(" \t\n()", *parser->at))
            g_string_append_c(value, *parser->at++);
    }
    return g_string_free(value, FALSE);
}

/* "2d", "36h", "1w", "3m" (months), "1y" as seconds; -1 if text is not an age. */
static gint64 parse_duration(const char *text)
{
    static const struct {
        char unit;
        gint64 seconds;
    } units[] = {
        { 'h', 3600 }, { 'd', 86400 }, { 'w', 7 * 86400 }, { 'm', 30 * 86400 }, { 'y', 365 * 86400 }
    };
    char *end = NULL;
    const gint64 amount = g_ascii_strtoll(text, &end, 10);
    if (end == text || amount < 0 || amount > 1000000)
        return -1;
    for (guint i = 0; i < G_N_ELEMENTS(units); i++)
        if (*end == units[i].unit && !end[1])
            return amount * units[i].seconds;
    return -1;
}

/* newer: older: after: before: */
static struct query_node *parse_time(struct query_parser *parser, const char *name,
                                     const char *start)
{
    const bool is_age = strcmp(name, "newer") == 0 || strcmp(name, "older") == 0;
    const bool is_lower_bound = strcmp(name, "newer") == 0 || strcmp(name, "after") == 0;
    g_autofree char *value = take_value(parser);
    gint64 number = 0;
    if (is_age && (number = parse_duration(value)) < 0)
        return fail(parser, start, "\"%s\" is not an age; write 12h, 2d, 1w, 3m or 1y", value);
    if (!is_age && !date_parse_local(value, 0, &number))
        return fail(parser, start, "\"%s\" is not a date; write 2026-01-31 or today", value);
    static const struct query_field sort_at = { .sql = "sort_at", .is_number = true };
    struct query_node *node =
        query_compare_new_take(&sort_at, is_lower_bound ? OP_GREATER_EQUAL : OP_LESS,
                               is_age ? NULL : g_strdup(value), number);
    node->is_time_relative = is_age;
    node->is_date = !is_age;
    return node;
}

static struct query_node *parse_sort(struct query_parser *parser, const char *start)
{
    const bool is_descending = *parser->at == '-';
    parser->at += is_descending;
    g_autofree char *value = take_value(parser);
    const struct query_field *field = query_find_field(value, false);
    if (!field || !field->sort_sql)
        return fail(
            parser, start,
            "\"%s\" is not something to sort by; write date, title, author, feed, words or id",
            value);
    parser->query->sort = field;
    parser->query->is_sort_descending = is_descending;
    return query_node_new(QUERY_ALL, NULL, NULL);
}

/* tag:value: a tag of the feed, one above it (folders), or of the article itself; folder:value:
 * only the feed's */
static struct query_node *tag_new(char *value_take, bool is_folder)
{
    static const struct query_field item_tag = {
        .sql = "id IN (SELECT item_id FROM item_tag WHERE fold(tag)=fold($))"
    };
    static const struct query_field feed_tag = {
        .sql = "feed_id IN (SELECT feed_id FROM feed_tag WHERE fold(tag)=fold($)"
               " OR substr(fold(tag),1,length(fold($))+1)=fold($)||'/')"
    };
    struct query_node *of_feed = query_compare_new_take(&feed_tag, OP_IN_SET, value_take, 0);
    if (is_folder)
        return of_feed;
    return query_node_new(QUERY_OR, of_feed,
                          query_compare_new_take(&item_tag, OP_IN_SET, g_strdup(value_take), 0));
}

static struct query_node *text_new(const struct query_field *field, char *words)
{
    struct query_node *node = query_node_new(QUERY_TEXT, NULL, NULL);
    node->field = field;
    node->text = words;
    return node;
}

static struct query_node *parse_regex(struct query_parser *parser, const struct query_field *field,
                                      const char *start)
{
    GString *pattern = g_string_new("(?i)");
    const bool is_slashed = *parser->at == '/';
    if (is_slashed) {
        for (parser->at++; *parser->at && *parser->at != '/'; parser->at++) {
            if (*parser->at == '\\' && parser->at[1] == '/')
                parser->at++;
            g_string_append_c(pattern, *parser->at);
        }
        parser->at += *parser->at == '/';
    } else {
        g_autofree char *value = take_value(parser);
        g_string_append(pattern, value);
    }
    char *text = g_string_free(pattern, FALSE);
    g_autoptr(GRegex) regex = g_regex_new(text, 0, 0, NULL);
    if (!regex) {
        struct query_node *none =
            fail(parser, start, "not a regular expression: \"%s\"", text + strlen("(?i)"));
        g_free(text);
        return none;
    }
    return query_compare_new_take(field, OP_REGEX, text, 0);
}

static struct query_node *parse_number(struct query_parser *parser, const struct query_field *field,
                                       const char *start)
{
    const char sign = *parser->at++;
    const bool or_equal = sign != '=' && *parser->at == '=';
    parser->at += or_equal;
    g_autofree char *value = take_value(parser);
    char *end = NULL;
    const gint64 number = g_ascii_strtoll(value, &end, 10);
    if (!*value || *end)
        return fail(parser, start, "\"%s\" is not a number", value);
    const enum query_op op = sign == '='   ? OP_EQUAL
                             : sign == '<' ? (or_equal ? OP_LESS_EQUAL : OP_LESS)
                                           : (or_equal ? OP_GREATER_EQUAL : OP_GREATER);
    return query_compare_new_take(field, op, NULL, number);
}

/* name:value, name~regex, name>number; at is the operator. */
static struct query_node *parse_field(struct query_parser *parser, const char *name,
                                      const char *start)
{
    const struct query_field *field = query_find_field(name, false);
    const char op = *parser->at;
    static const char *const times[] = { "newer", "older", "after", "before", NULL };
    if (op == ':' && g_strv_contains(times, name))
        return parser->at++, parse_time(parser, name, start);
    if (op == ':' && strcmp(name, "sort") == 0)
        return parser->at++, parse_sort(parser, start);
    if (!field)
        return fail(parser, start,
                    "there is no field \"%s\"; there are title, author, text, feed, tag, link, "
                    "words, newer, older, after,"
                    " before and sort; put the word into quotes to search for it",
                    name);
    if (op == '~' && *field->sql)
        return parser->at++, parse_regex(parser, field, start);
    if (field->is_number) {
        if (op == ':' && !strchr("<>=", parser->at[1])) { /* id:12 */
            g_autofree char *value = (parser->at++, take_value(parser));
            char *end = NULL;
            const gint64 number = g_ascii_strtoll(value, &end, 10);
            if (!*value || *end)
                return fail(parser, start, "\"%s\" is not a number", value);
            return query_compare_new_take(field, OP_EQUAL, NULL, number);
        }
        parser->at += op == ':';
        return parse_number(parser, field, start);
    }
    if (op != ':')
        return fail(parser, start, "\"%s\" cannot be compared like that; write %s:word", name,
                    name);
    parser->at++;
    char *value = take_value(parser);
    if (strcmp(name, "tag") == 0 || strcmp(name, "folder") == 0)
        return tag_new(value, *name == 'f');
    if (field->column)
        return text_new(field, value);
    return query_compare_new_take(field, OP_CONTAINS, value, 0);
}

static struct query_node *keyword_new(const char *word)
{
    static const struct {
        const char *word;
        struct query_field field;
        gint64 value;
    } keywords[] = {
        { "unread", { .sql = "is_read", .is_number = true }, 0 },
        { "read", { .sql = "is_read", .is_number = true }, 1 },
        { "starred", { .sql = "is_starred", .is_number = true }, 1 },
        { "changed", { .sql = "(changed_at IS NOT NULL)", .is_number = true }, 1 },
        { "full-text",
          { .sql = "EXISTS(SELECT 1 FROM item_page WHERE item_id=item.id AND content IS NOT NULL)",
            .is_number = true },
          1 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(keywords); i++)
        if (strcmp(word, keywords[i].word) == 0)
            return query_compare_new_take(&keywords[i].field, OP_EQUAL, NULL, keywords[i].value);
    return NULL;
}

static struct query_node *parse_term(struct query_parser *parser)
{
    const char *start = parser->at;
    if (++parser->n_terms > QUERY_MAX_TERMS)
        return fail(parser, start, "more than %d conditions", QUERY_MAX_TERMS);
    if (*start == '"')
        return text_new(NULL, take_value(parser));
    const char *end = start;
    while (g_ascii_isalpha(*end) || *end == '-')
        end++;
    if (end > start && strchr(":~<>=", *end) && *end && end[1] && !g_str_has_prefix(end, "://")) {
        g_autofree char *name = g_ascii_strdown(start, end - start);
        parser->at = end;
        return parse_field(parser, name, start);
    }
    char *word = take_value(parser);
    struct query_node *keyword = keyword_new(word);
    if (!keyword)
        return text_new(NULL, word);
    g_free(word);
    return keyword;
}

static bool is_or(const char *at)
{
    return (g_str_has_prefix(at, "or") || g_str_has_prefix(at, "OR")) &&
           (!at[2] || strchr(" \t\n(", at[2]));
}

static struct query_node *parse_unary(struct query_parser *parser)
{
    const char *start = parser->at;
    if (++parser->depth > QUERY_MAX_RECURSION)
        return fail(parser, start, "nested too deeply");
    struct query_node *node = NULL;
    if (*parser->at == '-' && parser->at[1] && !strchr(" \t\n)", parser->at[1])) {
        parser->at++;
        struct query_node *inner = parse_unary(parser);
        node = inner ? query_node_new(QUERY_NOT, inner, NULL) : NULL;
    } else if (*parser->at == '(') {
        parser->at++;
        node = parse_or(parser);
        skip_blanks(parser);
        if (node && *parser->at != ')') {
            query_node_free(node);
            return fail(parser, start, "this parenthesis is not closed");
        }
        parser->at += node != NULL;
    } else {
        node = parse_term(parser);
    }
    parser->depth--;
    return node;
}

static struct query_node *parse_and(struct query_parser *parser)
{
    struct query_node *node = NULL;
    for (skip_blanks(parser); *parser->at && *parser->at != ')' && !(node && is_or(parser->at));
         skip_blanks(parser)) {
        struct query_node *next = parse_unary(parser);
        if (!next) {
            query_node_free(node);
            return NULL;
        }
        node = node ? query_node_new(QUERY_AND, node, next) : next;
    }
    return node ? node : query_node_new(QUERY_ALL, NULL, NULL);
}

static struct query_node *parse_or(struct query_parser *parser)
{
    struct query_node *node = parse_and(parser);
    for (skip_blanks(parser); node && is_or(parser->at); skip_blanks(parser)) {
        parser->at += 2;
        struct query_node *next = parse_and(parser);
        if (!next) {
            query_node_free(node);
            return NULL;
        }
        node = query_node_new(QUERY_OR, node, next);
    }
    return node;
}

struct query *query_parse(const char *text, GError **error)
{
    g_assert(text);
    g_autoptr(GError) own_error = NULL;
    struct query *query = g_new0(struct query, 1);
    struct query_parser parser = { .text = text, .at = text, .query = query, .error = &own_error };
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(&own_error, STORE_ERROR, STORE_ERROR_QUERY, "the query is not UTF-8");
    } else {
        query->root = parse_or(&parser);
        skip_blanks(&parser);
        if (query->root && *parser.at)
            fail(&parser, parser.at, "this \")\" closes nothing");
    }
    if (!own_error && query_check_depth(query->root, &own_error))
        return query;
    g_propagate_error(error, g_steal_pointer(&own_error));
    query_free(query);
    return NULL;
}

struct query *query_parse_any(const char *text, GError **error)
{
    g_assert(text);
    return query_is_newsboat(text) ? query_parse_newsboat(text, error) : query_parse(text, error);
}
