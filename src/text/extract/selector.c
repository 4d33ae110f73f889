/* SPDX-License-Identifier: MIT */
/* CSS selectors to XPath: each compound selector is a step, what qualifies it a predicate. */
#include "selector.h"

#include "text/scrape.h"

#include <stdbool.h>
#include <string.h>

#define MAX_DEPTH 16 /* of selectors in :not(), :has(), :is() */

struct reader {
    const char *text, *at;
    guint depth;
    GError **error;
};

/* What a compound selector asks of one element. */
struct compound {
    GString *name;       /* element, or "*" */
    GString *conditions; /* each in brackets */
};

static bool read_list(struct reader *reader, const char *axis, char end, GString *out);

static bool fail(struct reader *reader, const char *problem)
{
    const glong column = g_utf8_pointer_to_offset(reader->text, reader->at) + 1;
    g_set_error(reader->error, TEXT_ERROR, TEXT_ERROR_SELECTOR, "\"%s\": %s at character %d",
                reader->text, problem, (int)column);
    return false;
}

static void skip_blanks(struct reader *reader)
{
    while (g_ascii_isspace(*reader->at))
        reader->at++;
}

static bool is_name_char(char c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_' || (guchar)c >= 0x80 || c == '\\';
}

/* An identifier, with "\" before characters that need it; NULL and error. Caller frees. */
static char *read_name(struct reader *reader)
{
    GString *name = g_string_new(NULL);
    while (is_name_char(*reader->at)) {
        if (*reader->at == '\\' && !*++reader->at)
            break;
        g_string_append_c(name, *reader->at++);
    }
    if (name->len)
        return g_string_free(name, FALSE);
    g_string_free(name, TRUE);
    fail(reader, "a name is missing");
    return NULL;
}

/* A name, or a text in quotes. */
static char *read_value(struct reader *reader)
{
    const char quote = *reader->at;
    if (quote != '"' && quote != '\'')
        return read_name(reader);
    GString *value = g_string_new(NULL);
    for (reader->at++; *reader->at && *reader->at != quote; reader->at++) {
        if (*reader->at == '\\' && reader->at[1])
            reader->at++;
        g_string_append_c(value, *reader->at);
    }
    if (*reader->at) {
        reader->at++;
        return g_string_free(value, FALSE);
    }
    g_string_free(value, TRUE);
    fail(reader, "a closing quote is missing");
    return NULL;
}

/* text as a literal of XPath 1.0, which has no escapes: put together where it has both quotes. */
static void append_literal(GString *out, const char *text)
{
    if (!strchr(text, '\'')) {
        g_string_append_printf(out, "'%s'", text);
        return;
    }
    g_string_append(out, "concat(''");
    g_auto(GStrv) parts = g_strsplit(text, "'", -1);
    for (guint i = 0; parts[i]; i++)
        g_string_append_printf(out, "%s,'%s'", i ? ",\"'\"" : "", parts[i]);
    g_string_append_c(out, ')');
}

/* attribute holds text as one of its words. */
static void append_word_test(GString *out, const char *attribute, const char *text)
{
    g_autofree char *padded = g_strconcat(" ", text, " ", NULL);
    g_string_append_printf(out, "[contains(concat(' ',normalize-space(@%s),' '),", attribute);
    append_literal(out, padded);
    g_string_append(out, ")]");
}

/* ---- [attribute], [attribute OPERATOR value] */

static void append_attribute_test(GString *out, const char *name, char kind, const char *value)
{
    GString *literal = g_string_new(NULL);
    append_literal(literal, value);
    switch (kind) {
    case '~':
        append_word_test(out, name, value);
        break;
    case '|':
        g_string_append_printf(out, "[@%s=%s or starts-with(@%s,concat(%s,'-'))]", name,
                               literal->str, name, literal->str);
        break;
    case '^':
        g_string_append_printf(out, "[starts-with(@%s,%s) and %s!='']", name, literal->str,
                               literal->str);
        break;
    case '$':
        g_string_append_printf(
            out, "[substring(@%s,string-length(@%s)-string-length(%s)+1)=%s and %s!='']", name,
            name, literal->str, literal->str, literal->str);
        break;
    case '*':
        g_string_append_printf(out, "[contains(@%s,%s) and %s!='']", name, literal->str,
                               literal->str);
        break;
    default:
        g_string_append_printf(out, "[@%s=%s]", name, literal->str);
    }
    g_string_free(literal, TRUE);
}

static bool read_attribute(struct reader *reader, struct compound *compound)
{
    reader->at++;
    skip_blanks(reader);
    g_autofree char *name = read_name(reader);
    if (!name)
        return false;
    skip_blanks(reader);
    const char kind = *reader->at;
    if (kind == ']') {
        reader->at++;
        g_string_append_printf(compound->conditions, "[@%s]", name);
        return true;
    }
    if (kind && strchr("~|^$*", kind))
        reader->at++;
    if (*reader->at != '=')
        return fail(reader, "\"=\" or \"]\" is missing");
    reader->at++;
    skip_blanks(reader);
    g_autofree char *value = read_value(reader);
    if (!value)
        return false;
    skip_blanks(reader);
    if (*reader->at != ']')
        return fail(reader, "\"]\" is missing");
    reader->at++;
    append_attribute_test(compound->conditions, name, kind, value);
    return true;
}

/* ---- :pseudo-classes */

/* "odd", "even", "3", "2n+1": position a * n + b. */
static bool read_position(struct reader *reader, gint64 *a, gint64 *b)
{
    const char *end = strchr(reader->at, ')');
    if (!end)
        return fail(reader, "\")\" is missing");
    g_autofree char *raw = g_strndup(reader->at, (gsize)(end - reader->at));
    g_auto(GStrv) words = g_strsplit_set(raw, " \t", -1);
    g_autofree char *text = g_strjoinv("", words);
    char *rest = text;
    *a = 0;
    *b = 0;
    if (g_ascii_strcasecmp(text, "odd") == 0 || g_ascii_strcasecmp(text, "even") == 0) {
        *a = 2;
        *b = g_ascii_tolower(*text) == 'o';
        rest = text + strlen(text);
    } else if (strpbrk(text, "nN")) {
        *a = g_ascii_strtoll(text, &rest, 10);
        if (g_ascii_tolower(*rest) != 'n')
            *a = *text == '-' ? -1 : 1;
        rest = strpbrk(text, "nN") + 1;
        *b = g_ascii_strtoll(rest, &rest, 10);
    } else {
        *b = g_ascii_strtoll(text, &rest, 10);
    }
    if (*rest || !*text || ABS(*a) > 10000 || ABS(*b) > 10000)
        return fail(reader, "not a position such as 3, odd or 2n+1");
    reader->at = end + 1;
    return true;
}

static bool append_nth(struct reader *reader, struct compound *compound, const char *axis,
                       const char *name)
{
    gint64 a = 0, b = 0;
    if (!read_position(reader, &a, &b))
        return false;
    g_autofree char *position = g_strdup_printf("(count(%s::%s)+1)", axis, name);
    if (!a)
        g_string_append_printf(compound->conditions, "[%s=%d]", position, (int)b);
    else
        g_string_append_printf(compound->conditions, "[(%s%+d) mod %d=0 and (%s%+d) div %d>=0]",
                               position, (int)-b, (int)a, position, (int)-b, (int)a);
    return true;
}

static bool append_nested(struct reader *reader, struct compound *compound, const char *before,
                          const char *axis)
{
    g_string_append_printf(compound->conditions, "[%s", before);
    if (!read_list(reader, axis, ')', compound->conditions))
        return false;
    g_string_append(compound->conditions, *before ? ")]" : "]");
    return true;
}

static bool append_contains(struct reader *reader, struct compound *compound)
{
    skip_blanks(reader);
    g_autofree char *words = read_value(reader);
    if (!words)
        return false;
    skip_blanks(reader);
    if (*reader->at != ')')
        return fail(reader, "\")\" is missing");
    reader->at++;
    g_string_append(compound->conditions, "[contains(normalize-space(.),");
    append_literal(compound->conditions, words);
    g_string_append(compound->conditions, ")]");
    return true;
}

enum pseudo {
    PSEUDO_PLAIN,
    PSEUDO_OF_TYPE,
    PSEUDO_NTH,
    PSEUDO_NTH_OF_TYPE,
    PSEUDO_NESTED,
    PSEUDO_CONTAINS
};

/* axis: of what is counted, or what a nested selector starts with; text: the condition, %s being
 * the element's name. */
static const struct pseudo_row {
    const char *name;
    enum pseudo kind;
    const char *axis, *text;
} pseudo_rows[] = {
    { "first-child", PSEUDO_PLAIN, NULL, "[not(preceding-sibling::*)]" },
    { "last-child", PSEUDO_PLAIN, NULL, "[not(following-sibling::*)]" },
    { "only-child", PSEUDO_PLAIN, NULL, "[not(preceding-sibling::*|following-sibling::*)]" },
    { "empty", PSEUDO_PLAIN, NULL, "[not(node())]" },
    { "root", PSEUDO_PLAIN, NULL, "[not(parent::*)]" },
    { "first-of-type", PSEUDO_OF_TYPE, NULL, "[not(preceding-sibling::%s)]" },
    { "last-of-type", PSEUDO_OF_TYPE, NULL, "[not(following-sibling::%s)]" },
    { "nth-child", PSEUDO_NTH, "preceding-sibling", NULL },
    { "nth-last-child", PSEUDO_NTH, "following-sibling", NULL },
    { "nth-of-type", PSEUDO_NTH_OF_TYPE, "preceding-sibling", NULL },
    { "nth-last-of-type", PSEUDO_NTH_OF_TYPE, "following-sibling", NULL },
    { "not", PSEUDO_NESTED, "self::", "not(" },
    { "is", PSEUDO_NESTED, "self::", "" },
    { "where", PSEUDO_NESTED, "self::", "" },
    { "has", PSEUDO_NESTED, "descendant::", "" },
    { "contains", PSEUDO_CONTAINS, NULL, NULL },
};

static bool read_pseudo(struct reader *reader, struct compound *compound)
{
    reader->at++;
    const char *begin = reader->at;
    g_autofree char *name = read_name(reader);
    const struct pseudo_row *row = NULL;
    for (guint i = 0; name && !row && i < G_N_ELEMENTS(pseudo_rows); i++)
        if (g_ascii_strcasecmp(pseudo_rows[i].name, name) == 0)
            row = &pseudo_rows[i];
    if (!row) {
        reader->at = begin;
        return name ? fail(reader, "this pseudo-class is not known") : false;
    }
    const bool is_of_type = row->kind == PSEUDO_OF_TYPE || row->kind == PSEUDO_NTH_OF_TYPE;
    if (is_of_type && strcmp(compound->name->str, "*") == 0)
        return fail(reader, "\"of type\" needs the element's name before it");
    if (row->kind == PSEUDO_PLAIN || row->kind == PSEUDO_OF_TYPE) {
        g_auto(GStrv) parts = g_strsplit(row->text, "%s", 2);
        g_autofree char *condition = g_strjoinv(compound->name->str, parts);
        g_string_append(compound->conditions, condition);
        return true;
    }
    if (*reader->at != '(')
        return fail(reader, "\"(\" is missing");
    reader->at++;
    if (row->kind == PSEUDO_CONTAINS)
        return append_contains(reader, compound);
    if (row->kind == PSEUDO_NESTED)
        return append_nested(reader, compound, row->text, row->axis);
    return append_nth(reader, compound, row->axis, is_of_type ? compound->name->str : "*");
}

/* ---- compounds and lists */

static bool read_qualifier(struct reader *reader, struct compound *compound)
{
    if (*reader->at == '[')
        return read_attribute(reader, compound);
    if (*reader->at == ':')
        return read_pseudo(reader, compound);
    const bool is_class = *reader->at++ == '.';
    g_autofree char *name = read_name(reader);
    if (!name)
        return false;
    if (is_class) {
        append_word_test(compound->conditions, "class", name);
    } else {
        g_string_append(compound->conditions, "[@id=");
        append_literal(compound->conditions, name);
        g_string_append_c(compound->conditions, ']');
    }
    return true;
}

/* "div.news:first-child" to "AXISdiv[…][…]". */
static bool read_compound(struct reader *reader, const char *axis, GString *out)
{
    struct compound compound = { g_string_new("*"), g_string_new(NULL) };
    bool ok = true;
    if (*reader->at == '*') {
        reader->at++;
    } else if (is_name_char(*reader->at)) {
        g_autofree char *name = read_name(reader);
        g_autofree char *lower = g_ascii_strdown(name ? name : "*", -1);
        g_string_assign(compound.name, lower);
        ok = name != NULL;
    } else if (!*reader->at || !strchr(".#[:", *reader->at)) {
        ok = fail(reader, "an element, .class or #id is missing");
    }
    while (ok && *reader->at && strchr(".#[:", *reader->at))
        ok = read_qualifier(reader, &compound);
    g_string_append_printf(out, "%s%s%s", axis, compound.name->str, compound.conditions->str);
    g_string_free(compound.name, TRUE);
    g_string_free(compound.conditions, TRUE);
    return ok;
}

/* The axis of a combinator at the reader's place, which moves past it; NULL: the selector ends.
 */
static const char *read_combinator(struct reader *reader, char end)
{
    const bool has_blank = g_ascii_isspace(*reader->at);
    skip_blanks(reader);
    const char c = *reader->at;
    if (!c || c == ',' || c == '@' || c == end)
        return NULL;
    if (!strchr(">+~", c))
        return has_blank ? "/descendant::" : NULL;
    reader->at++;
    skip_blanks(reader);
    return c == '>'   ? "/child::"
           : c == '~' ? "/following-sibling::"
                      : "/following-sibling::*[1]/self::";
}

/* One selector of a list: compounds with combinators between. After self:: (in :not() and :is())
 * there is one compound only. */
static bool read_selector(struct reader *reader, const char *axis, char end, GString *out)
{
    const char *next = axis;
    if (strcmp(axis, "descendant::") == 0 && *reader->at == '>') { /* :has(> img) */
        reader->at++;
        skip_blanks(reader);
        next = "child::";
    }
    while (next) {
        if (!read_compound(reader, next, out))
            return false;
        next = read_combinator(reader, end);
        if (next && strcmp(axis, "self::") == 0)
            return fail(reader, "only a simple selector can stand here");
    }
    return true;
}

/* "@href" at the end of a selector. */
static bool read_attribute_step(struct reader *reader, GString *out)
{
    reader->at++;
    g_autofree char *name = read_name(reader);
    if (name)
        g_string_append_printf(out, "/@%s", name);
    skip_blanks(reader);
    return name != NULL;
}

/* Selectors with commas between, up to end. */
static bool read_list(struct reader *reader, const char *axis, char end, GString *out)
{
    if (++reader->depth > MAX_DEPTH)
        return fail(reader, "nested too deep");
    for (bool is_first = true;; is_first = false) {
        skip_blanks(reader);
        g_string_append(out, is_first ? "" : "|");
        const bool is_self = *reader->at == '.' && !is_name_char(reader->at[1]);
        if (is_self) {
            reader->at++;
            g_string_append_c(out, '.');
            skip_blanks(reader);
        } else if (!read_selector(reader, axis, end, out)) {
            return false;
        }
        if (*reader->at == '@' && !end && !read_attribute_step(reader, out))
            return false;
        if (*reader->at != ',')
            break;
        reader->at++;
    }
    if (*reader->at != end)
        return fail(reader, end ? "\")\" is missing" : "this does not belong here");
    reader->at += end != '\0';
    reader->depth--;
    return true;
}

static bool is_xpath(const char *text)
{
    static const char *const starts[] = {
        "/",       "./",        "../",       "(", "@", "string(", "normalize-space(",
        "concat(", "substring", "translate("
    };
    for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(text, starts[i]))
            return true;
    return strstr(text, "::") && !strchr(text, '{') && g_ascii_isalpha(*text) &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz-") == (gsize)(strstr(text, "::") - text);
}

char *selector_to_xpath(const char *selector, GError **error)
{
    struct reader reader = { .text = selector, .at = selector, .error = error };
    if (is_xpath(selector))
        return g_strdup(selector);
    GString *out = g_string_new(NULL);
    if (read_list(&reader, "descendant::", '\0', out))
        return g_string_free(out, FALSE);
    g_string_free(out, TRUE);
    return NULL;
}
