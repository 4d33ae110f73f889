/* SPDX-License-Identifier: MIT */
/* Compiles a query's tree to bound SQL and runs it; has the SQL functions for that. */
#include "query_private.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/fold.h"
#include "connection.h"
#include "search_private.h"
#include "store/search.h"

#include <string.h>

/* SQL text and the values to bind to its ?s, in order. */
struct sql {
    GString *text;
    GPtrArray *texts; /* a text; NULL: the value is in numbers */
    GArray *numbers;
    gint64 now;
    bool has_old_index;
};

static void sql_add_text(struct sql *sql, char *text_take)
{
    const gint64 unused = 0;
    g_string_append_c(sql->text, '?');
    g_ptr_array_add(sql->texts, text_take);
    g_array_append_val(sql->numbers, unused);
}

static void sql_add_number(struct sql *sql, gint64 number)
{
    g_string_append_c(sql->text, '?');
    g_ptr_array_add(sql->texts, NULL);
    g_array_append_val(sql->numbers, number);
}

/* The full-text query of a node, for the index or the one before it: a phrase of its words, quoted, so that no character in it is an
 * operator. Caller frees. NULL if it has no word. */
static char *text_format_match(const struct query_node *node, bool is_old)
{
    g_autofree char *prepared =
        is_old ? search_set_apart(node->text) : search_prepare_text(node->text);
    bool has_word = false;
    GString *match = g_string_new(node->field ? node->field->column : NULL);
    g_string_append(match, node->field ? " : \"" : "\"");
    const gsize len = strlen(prepared);
    for (const char *at = prepared; *at; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        has_word |= g_unichar_isalnum(c);
        if (*at == '"')
            g_string_append_c(match, '"');
        g_string_append_len(match, at, g_utf8_next_char(at) - at);
    }
    /* "word*" searches for words that begin with word */
    const bool is_prefix = len > 1 && prepared[len - 1] == '*';
    g_string_append(match, is_prefix ? "\"*" : "\"");
    return g_string_free(match, !has_word);
}

static void compile_text(struct sql *sql, const struct query_node *node)
{
    char *match = text_format_match(node, false);
    if (!match) {
        g_string_append(sql->text, "1");
        return;
    }
    g_string_append(sql->text, "item.id IN (SELECT rowid & " G_STRINGIFY(
                                   SEARCH_ID_MASK) " FROM search WHERE search MATCH ");
    sql_add_text(sql, match);
    g_string_append(sql->text, " AND rowid NOT IN (SELECT id FROM search_stale)");
    char *old_match = sql->has_old_index ? text_format_match(node, true) : NULL;
    if (old_match) {
        g_string_append(sql->text, " UNION ALL SELECT rowid/65536 FROM search_old"
                                   " WHERE search_old MATCH ");
        sql_add_text(sql, old_match);
        g_string_append(sql->text, " AND rowid NOT IN (SELECT id FROM search_stale_old)"
                                   " AND rowid/65536>(SELECT item_id FROM search_done)");
    }
    g_string_append_c(sql->text, ')');
}

static void compile_value(struct sql *sql, const struct query_field *field)
{
    for (const char *at = field->sql; *at; at++) {
        if (g_str_has_prefix(at, ":now")) {
            sql_add_number(sql, sql->now);
            at += strlen(":now") - 1;
        } else {
            g_string_append_c(sql->text, *at);
        }
    }
}

static void compile_compare(struct sql *sql, const struct query_node *node)
{
    static const char *const signs[] = {
        [OP_EQUAL] = "=",       [OP_NOT_EQUAL] = "<>", [OP_LESS] = "<",
        [OP_LESS_EQUAL] = "<=", [OP_GREATER] = ">",    [OP_GREATER_EQUAL] = ">=",
    };
    gint64 number = node->is_time_relative ? sql->now - node->number : node->number;
    if (node->is_date) /* "today" is another day tomorrow */
        date_parse_local(node->text, sql->now, &number);
    switch (node->op) {
    case OP_CONTAINS:
        g_string_append(sql->text, "instr(fold(");
        compile_value(sql, node->field);
        g_string_append(sql->text, "),fold(");
        sql_add_text(sql, g_strdup(node->text));
        g_string_append(sql->text, "))>0");
        return;
    case OP_REGEX:
    case OP_NOT_REGEX:
        g_string_append(sql->text, node->op == OP_REGEX ? "regexp(" : "NOT regexp(");
        sql_add_text(sql, g_strdup(node->text));
        g_string_append_c(sql->text, ',');
        compile_value(sql, node->field);
        g_string_append_c(sql->text, ')');
        return;
    case OP_HAS_WORD:
    case OP_NOT_HAS_WORD:
        g_string_append(sql->text, node->op == OP_HAS_WORD ? "instr(' '||" : "NOT instr(' '||");
        compile_value(sql, node->field);
        g_string_append(sql->text, "||' ',' '||");
        sql_add_text(sql, node->text ? g_strdup(node->text)
                                     : g_strdup_printf("%" G_GINT64_FORMAT, number));
        g_string_append(sql->text, "||' ')");
        return;
    case OP_IN_SET:
        for (const char *at = node->field->sql; *at; at++)
            if (*at == '$')
                sql_add_text(sql, g_strdup(node->text));
            else
                g_string_append_c(sql->text, *at);
        return;
    default:
        break;
    }
    if (!node->field->is_number && !node->text)
        g_string_append(sql->text, "CAST(");
    compile_value(sql, node->field);
    if (!node->field->is_number && !node->text)
        g_string_append(sql->text, " AS INTEGER)");
    g_string_append(sql->text, signs[node->op]);
    if (node->text && !node->is_date)
        sql_add_text(sql, g_strdup(node->text));
    else /* a literal, so that the partial indexes on marks are used */
        g_string_append_printf(sql->text, "%" G_GINT64_FORMAT, number);
}

static void compile(struct sql *sql, const struct query_node *node);

/* a AND b AND c without parentheses: SQLite's parser has a stack of 100. */
static void compile_chain(struct sql *sql, const struct query_node *node, enum query_kind kind)
{
    if (node->kind != kind) {
        compile(sql, node);
        return;
    }
    compile_chain(sql, node->left, kind);
    g_string_append(sql->text, kind == QUERY_AND ? " AND " : " OR ");
    compile(sql, node->right);
}

static void compile(struct sql *sql, const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_ALL:
        g_string_append(sql->text, "1");
        break;
    case QUERY_AND:
    case QUERY_OR:
        g_string_append_c(sql->text, '(');
        compile_chain(sql, node, node->kind);
        g_string_append_c(sql->text, ')');
        break;
    case QUERY_NOT:
        g_string_append(sql->text, "NOT (");
        compile(sql, node->left);
        g_string_append_c(sql->text, ')');
        break;
    case QUERY_TEXT:
        compile_text(sql, node);
        break;
    case QUERY_COMPARE:
        compile_compare(sql, node);
        break;
    }
}

/* The texts that every match contains, joined for the ranking; NULL if there are none (or only
 * within or, not). */
static void collect_required(const struct query_node *node, GString *match)
{
    if (node->kind == QUERY_AND) {
        collect_required(node->left, match);
        collect_required(node->right, match);
    } else if (node->kind == QUERY_TEXT) {
        g_autofree char *one = text_format_match(node, false);
        if (one)
            g_string_append_printf(match, "%s(%s)", match->len ? " AND " : "", one);
    }
}

static void compile_order(struct sql *sql, const struct query *query, bool is_by_rank)
{
    g_string_append(sql->text, " ORDER BY ");
    const char *direction = query->sort && query->is_sort_descending ? " DESC" : "";
    if (query->sort && strcmp(query->sort->sort_sql, "sort_at") ==
                           0) /* in the order of the windows over the index */
        g_string_append_printf(sql->text, "sort_at%s, id%s", direction, direction);
    else if (query->sort)
        g_string_append_printf(sql->text, "%s%s, sort_at DESC, id DESC", query->sort->sort_sql,
                               direction);
    else
        g_string_append(sql->text, is_by_rank ? "rank" : "sort_at DESC, id DESC");
    g_string_append(sql->text, " LIMIT ");
}

static void sql_bind(const struct sql *sql, sqlite3_stmt *statement)
{
    for (guint i = 0; i < sql->texts->len; i++) {
        if (sql->texts->pdata[i])
            sqlite3_bind_text(statement, (int)i + 1, sql->texts->pdata[i], -1, SQLITE_STATIC);
        else
            sqlite3_bind_int64(statement, (int)i + 1, g_array_index(sql->numbers, gint64, i));
    }
}

static GArray *run(struct store *store, const struct sql *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->db, sql->text->str, -1, &statement, NULL) != SQLITE_OK) {
        store_fail(store, error);
        return NULL;
    }
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    int code;
    sql_bind(sql, statement);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        const gint64 id = sqlite3_column_int64(statement, 0);
        g_array_append_val(ids, id);
    }
    if (code != SQLITE_DONE)
        store_fail(store, error);
    sqlite3_finalize(statement);
    if (code == SQLITE_DONE)
        return ids;
    g_array_unref(ids);
    return NULL;
}

GArray *store_find_items(struct store *store, const struct query *query, bool is_ranked,
                         guint limit, GError **error)
{
    g_assert(store && query);
    struct sql sql = { .text = g_string_new(NULL),
                       .texts = g_ptr_array_new_with_free_func(g_free),
                       .numbers = g_array_new(FALSE, FALSE, sizeof(gint64)),
                       .now = clock_now_s(),
                       .has_old_index = search_has_old(store) };
    GString *match = g_string_new(NULL);
    if (is_ranked && !query->sort && !sql.has_old_index)
        collect_required(query->root, match);
    const bool is_by_rank = match->len > 0;
    if (is_by_rank) {
        g_string_append(sql.text, "SELECT item.id FROM search JOIN item ON "
                                  "item.id=(search.rowid & " G_STRINGIFY(
                                      SEARCH_ID_MASK) ") WHERE search MATCH ");
        sql_add_text(&sql, g_strdup(match->str));
        g_string_append(
            sql.text,
            " AND search.rowid NOT IN (SELECT id FROM search_stale) AND is_deleted=0 AND ");
    } else {
        g_string_append(sql.text, "SELECT id FROM item WHERE is_deleted=0 AND ");
    }
    compile(&sql, query->root);
    compile_order(&sql, query, is_by_rank);
    sql_add_number(&sql, limit ? (gint64)limit : -1);
    GArray *ids = run(store, &sql, error);
    g_string_free(match, TRUE);
    g_string_free(sql.text, TRUE);
    g_ptr_array_unref(sql.texts);
    g_array_unref(sql.numbers);
    return ids;
}

static bool node_has_text(const struct query_node *node)
{
    /* lengths are counted when articles are indexed */
    const bool is_length =
        node && node->kind == QUERY_COMPARE && g_strcmp0(node->field->name, "words") == 0;
    return node && (node->kind == QUERY_TEXT || is_length || node_has_text(node->left) ||
                    node_has_text(node->right));
}

bool query_needs_index(const struct query *query)
{
    g_assert(query);
    return node_has_text(query->root);
}

static void collect_words(const struct query_node *node, GPtrArray *words)
{
    if (!node || node->kind == QUERY_NOT)
        return;
    if (node->kind == QUERY_TEXT) {
        char *word = g_strdup(node->text);
        if (g_str_has_suffix(word, "*"))
            word[strlen(word) - 1] = '\0';
        g_ptr_array_add(words, word);
    }
    collect_words(node->left, words);
    collect_words(node->right, words);
}

char **query_get_words(const struct query *query)
{
    g_assert(query);
    GPtrArray *words = g_ptr_array_new();
    collect_words(query->root, words);
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

char *query_make_snippet(const char *text, char **words, guint chars)
{
    g_assert(text && words);
    const char *found = NULL;
    g_autofree guint32 *places = NULL;
    g_autofree char *folded = words[0] ? fold_text_with_places(text, strlen(text), &places) : NULL;
    for (guint i = 0; words[i] && !found; i++) {
        g_autofree char *word = g_strstrip(fold_text(words[i]));
        const char *at = *word ? strstr(folded, word) : NULL;
        if (at)
            found = text + places[at - folded];
    }
    const char *start = found ? found : text;
    for (guint i = 0; found && start > text && (i < chars / 3 || *start != ' '); i++)
        start = g_utf8_prev_char(start);
    const char *end = start;
    for (guint i = 0; *end && i < chars; i++)
        end = g_utf8_next_char(end);
    g_autofree char *piece = g_strndup(start, (gsize)(end - start));
    for (char *c = piece; *c; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
    return g_strconcat(start > text ? "…" : "", g_strstrip(piece), *end ? "…" : "", NULL);
}

static void free_regex(void *regex)
{
    g_regex_unref(regex);
}

static void sql_regexp(sqlite3_context *context, int n_values, sqlite3_value **values)
{
    (void)n_values;
    const char *pattern = (const char *)sqlite3_value_text(values[0]);
    const char *text = (const char *)sqlite3_value_text(values[1]);
    GRegex *regex = sqlite3_get_auxdata(context, 0);
    if (!regex && pattern) {
        GRegex *made = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
        if (!made) {
            sqlite3_result_error(context, "not a regular expression", -1);
            return;
        }
        sqlite3_set_auxdata(context, 0, g_regex_ref(made), free_regex);
        sqlite3_result_int(context, text && g_regex_match(made, text, 0, NULL));
        g_regex_unref(made);
        return;
    }
    sqlite3_result_int(context, regex && text && g_regex_match(regex, text, 0, NULL));
}

static void sql_fold(sqlite3_context *context, int n_values, sqlite3_value **values)
{
    (void)n_values;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    if (text)
        sqlite3_result_text(context, fold_text(text), -1, g_free);
}

static void sql_unpack(sqlite3_context *context, int n_values, sqlite3_value **values)
{
    (void)n_values;
    struct store unpacker = { 0 };
    gsize len = 0;
    const int format = sqlite3_value_int(values[0]);
    const void *packed = sqlite3_value_blob(values[1]);
    char *content =
        store_unpack(&unpacker, packed, (gsize)sqlite3_value_bytes(values[1]), format, &len);
    ZSTD_freeDCtx(unpacker.decompressor);
    if (content)
        sqlite3_result_text64(context, content, len, g_free, SQLITE_UTF8);
}

void store_add_functions(sqlite3 *db)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    sqlite3_create_function(db, "regexp", 2, flags, NULL, sql_regexp, NULL, NULL);
    sqlite3_create_function(db, "fold", 1, flags, NULL, sql_fold, NULL, NULL);
    sqlite3_create_function(db, "unpack", 2, flags, NULL, sql_unpack, NULL, NULL);
}
