/* SPDX-License-Identifier: MIT */
/* What stands above or below the line: numbers, marks of notes, and the letters of formulas. */
#include "flow.h"
#include "text/formula/math.h"

#include <string.h>

#define WORD_JOINER "\xe2\x81\xa0"
#define NO_BREAK_SPACE "\xc2\xa0"

enum {
    MAX_CHARS = 8, /* of a script of letters and signs */
    MAX_BASE = 3,  /* letters that a variable has, at most: what is longer is a word */
};

/* The last character so far; 0: no character yet. */
static gunichar get_last(const GString *text)
{
    const char *last = text->len ? g_utf8_find_prev_char(text->str, text->str + text->len) : NULL;
    return last ? g_utf8_get_char(last) : 0;
}

static bool ends_in_superscript(const GString *text)
{
    const gunichar c = get_last(text);
    return c == 0xb9 || c == 0xb2 || c == 0xb3 || (c >= 0x2070 && c <= 0x2079);
}

/* In node is more than words and the marks of notes. */
static bool has_other_content(const struct flow_builder *builder, const struct dom_node *node)
{
    for (const struct dom_node *at = node->first; at; at = dom_next(node, at))
        if (at->tag == HTML_IMG ||
            (at->tag == HTML_A && dom_get_attribute(at, "href") && !note_is_reference(builder, at)))
            return true;
    return false;
}

static const struct dom_node *find_link(const struct dom_node *node)
{
    for (const struct dom_node *at = node->first; at; at = dom_next(node, at))
        if (at->tag == HTML_A)
            return at;
    return NULL;
}

/* A number with its sign, or several: "1,2", "3–5". */
static void append_number(struct flow_builder *builder, const char *text, bool is_above)
{
    static const char *const digits[][2] = { { "₀", "⁰" }, { "₁", "¹" }, { "₂", "²" }, { "₃", "³" },
                                             { "₄", "⁴" }, { "₅", "⁵" }, { "₆", "⁶" }, { "₇", "⁷" },
                                             { "₈", "⁸" }, { "₉", "⁹" } };
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        const char *sign = is_above ? "⁻" : "₋";
        if (g_ascii_isdigit(*p))
            sign = digits[*p - '0'][is_above];
        else if (*p == '+')
            sign = is_above ? "⁺" : "₊";
        else if (*p == ',')
            sign = ",";
        flow_append_raw(builder, sign, strlen(sign));
    }
}

/* The letters and digits right before: up to one more than a variable has. */
static guint count_base(const struct flow_builder *builder)
{
    const GString *text = builder->text;
    guint n = 0;
    for (const char *p = text->str + text->len; n <= MAX_BASE; n++) {
        p = g_utf8_find_prev_char(text->str, p);
        if (!p || !g_unichar_isalnum(g_utf8_get_char(p)))
            break;
    }
    return n;
}

/* Digits with commas or dashes between them, the notes of scientific articles; charges of ions. */
static bool is_list_of_numbers(const char *text)
{
    const char *p = text;
    for (; *p && *text != ','; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        if (!g_ascii_isdigit(*p) && !strchr(",+-", *p) && c != 0x2013 && c != 0x2212)
            return false;
    }
    return p > text;
}

/* "n+1", "2n", "n/2": letters and numbers with a sign, or a number before a letter. */
static bool is_expression(const char *text)
{
    guint n = 0, n_signs = 0, n_letters = 0, n_digits = 0, run = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p), n++) {
        const gunichar c = g_utf8_get_char(p);
        const bool is_letter = g_unichar_isalpha(c), is_sign = c == 0x2212 || strchr("+-*/=", *p);
        run = is_letter ? run + 1 : 0;
        if (run > 2 || (!is_letter && !is_sign && !g_ascii_isdigit(*p) && !strchr("()", *p)))
            return false;
        n_letters += is_letter;
        n_signs += is_sign;
        n_digits += g_ascii_isdigit(*p);
    }
    return n <= MAX_CHARS && n_letters &&
           (n_signs || (n_letters == 1 && n_digits && g_ascii_isdigit(*text)));
}

/* One letter that is an exponent, or stands for an operation: not the letter in "XIXe" or "No". */
static bool is_exponent(const struct flow_builder *builder, const struct dom_node *node,
                        const char *text)
{
    const gunichar c = g_utf8_get_char(text);
    if (!g_unichar_isalpha(c) || *g_utf8_next_char(text))
        return false;
    const struct dom_node *first = node->first;
    const bool is_italic =
        builder->style & PAGE_ITALIC || (first && (first->tag == HTML_I || first->tag == HTML_VAR));
    return g_unichar_isupper(c) || (c < 0x80 && strchr("nijkxy", (char)c)) ||
           (is_italic && count_base(builder) <= 1);
}

/* What follows at once would be read as part of the script: "A^HA". */
static bool is_followed_by_word(const struct dom_node *node)
{
    const struct dom_node *next = node->next;
    if (next && next->tag != HTML_TEXT && next->tag != HTML_SUP && next->tag != HTML_SUB)
        next = next->first;
    return next && next->tag == HTML_TEXT && next->len &&
           g_unichar_isalnum(g_utf8_get_char(next->text));
}

static void append_letters(struct flow_builder *builder, const struct dom_node *node,
                           const char *text, bool is_above)
{
    struct math math = { .text = g_string_new(NULL) };
    math_append_script(&math, text, is_above);
    const bool is_open =
        *math.text->str == '^' && math.text->str[1] != '(' && is_followed_by_word(node);
    if (is_open) {
        g_string_insert_c(math.text, 1, '(');
        g_string_append_c(math.text, ')');
    }
    flow_append_raw(builder, math.text->str, math.text->len);
    g_string_free(math.text, TRUE);
}

bool script_enter_superscript(struct flow_builder *builder, const struct dom_node *node)
{
    char mark[NOTE_MARK_BYTES], text[NOTE_MARK_BYTES];
    const bool has_link = builder->link && !(builder->link & PAGE_JUMP);
    if (!note_get_mark(node, mark) || has_other_content(builder, node))
        return true;
    const struct dom_node *link = builder->link ? NULL : find_link(node);
    const bool is_reference = link || node->tag == HTML_A, is_bracketed = *mark == '[';
    const bool is_number = note_get_number(node, text, sizeof text) > 0;
    if (is_number && !has_link && (builder->in_word || (is_reference && is_bracketed))) {
        if (link)
            builder->link = note_add_jump(builder, link);
        if (builder->has_space) { /* no line begins with it */
            builder->has_space = false;
            flow_append_raw(builder, NO_BREAK_SPACE, strlen(NO_BREAK_SPACE));
        } else if (builder->in_word) {
            if (ends_in_superscript(builder->text)) /* the mark of another note */
                flow_append_raw(builder, ",", 1);
            flow_append_raw(builder, WORD_JOINER, strlen(WORD_JOINER));
        }
        append_number(builder, text, true);
        return false;
    }
    if (!builder->in_word || is_number || is_reference)
        return true;
    if (is_list_of_numbers(mark) && !g_unichar_isdigit(get_last(builder->text)))
        append_number(builder, mark, true);
    else if (count_base(builder) <= MAX_BASE &&
             (is_list_of_numbers(mark) || is_expression(mark) || is_exponent(builder, node, mark)))
        append_letters(builder, node, mark, true);
    else
        return true;
    return false;
}

bool script_enter_subscript(struct flow_builder *builder, const struct dom_node *node)
{
    char mark[NOTE_MARK_BYTES], text[NOTE_MARK_BYTES];
    if (!builder->in_word || !note_get_mark(node, mark) || has_other_content(builder, node))
        return true;
    if (note_get_number(node, text, sizeof text))
        append_number(builder, text, false);
    else if (strlen(mark) <= MAX_BASE && strspn(mark, "0123456789ijkmnx") == strlen(mark))
        append_letters(builder, node, mark, false);
    else
        return true;
    return false;
}
