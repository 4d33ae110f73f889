/* SPDX-License-Identifier: MIT */
/* Mathematics on one line, and MathML (MathML Core) read so. */
#include "math.h"

#include "base/utf8.h"

#include <string.h>

/* ---- parts of a formula */

static bool is_name_character(gunichar c)
{
    return g_unichar_isalnum(c) || c == '.' || c == 0x2032 || g_unichar_ismark(c);
}

/* All of one piece: letters and digits. */
static bool is_simple(const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        const gunichar c = g_utf8_get_char(text);
        if (!is_name_character(c) && g_unichar_type(c) != G_UNICODE_OTHER_NUMBER &&
            g_unichar_type(c) != G_UNICODE_MODIFIER_LETTER)
            return false;
    }
    return true;
}

/* A number, or a letter with what hangs on it. */
static bool is_single(const char *text)
{
    if (strspn(text, "0123456789.,") == strlen(text))
        return true;
    text = *text ? g_utf8_next_char(text) : text;
    for (; *text; text = g_utf8_next_char(text)) {
        const gunichar c = g_utf8_get_char(text);
        if (!g_unichar_ismark(c) && c != 0x2032 && g_unichar_type(c) != G_UNICODE_OTHER_NUMBER &&
            g_unichar_type(c) != G_UNICODE_MODIFIER_LETTER)
            return false;
    }
    return true;
}

/* In brackets of its own, or a root: "(a)", "√(a)", not "(a)(b)". */
static bool is_bracketed(const char *text)
{
    guint depth = 0;
    if (g_str_has_prefix(text, "√"))
        text += strlen("√");
    if (*text != '(')
        return false;
    for (; *text; text++) {
        depth += *text == '(';
        depth -= *text == ')' && depth > 0;
        if (depth == 0)
            return !text[1];
    }
    return false;
}

char *math_compact(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p++) {
        const bool is_between = p > text && g_ascii_isalnum(p[-1]) && g_ascii_isalnum(p[1]);
        if (*p != ' ' || is_between)
            g_string_append_c(out, *p);
    }
    return g_string_free(out, FALSE);
}

void math_append_token(struct math *math, const char *token, size_t len)
{
    GString *text = math->text;
    const char *last = text->len ? g_utf8_find_prev_char(text->str, text->str + text->len) : NULL;
    const bool is_word = len > 1 && g_ascii_isalpha(token[0]) && g_ascii_isalpha(token[1]);
    const gunichar c = last ? g_utf8_get_char(last) : ' ';
    const bool touches =
        len > 0 && g_unichar_isalnum(g_utf8_get_char(token)) &&
        (math->is_word ? !strchr(" ([{|", *last) : is_word && is_name_character(c));
    if (touches)
        g_string_append_c(text, ' ');
    g_string_append_len(text, token, (gssize)len);
    if (len)
        math->is_word = is_word;
}

static const char *const relations[] = { "=", "<", ">", "≤", "≥", "≠", "≈", "≡",  "∼",
                                         "≃", "≅", "∝", "→", "←", "↔", "⇒", "⇐",  "⇔",
                                         "↦", "∈", "∉", "⊂", "⊆", "⊃", "⊇", ":=", "≔",
                                         "≪", "≫", "∣", "⊢", "⊨", "∧", "∨", "∪",  "∩" };
static const char *const binaries[] = { "+", "-", "−", "±", "∓", "×", "·", "∘", "⊕", "⊗" };

static bool is_among(const char *symbol, const char *const *list, guint n)
{
    for (guint i = 0; i < n; i++)
        if (strcmp(symbol, list[i]) == 0)
            return true;
    return false;
}

/* Sums and integrals: what follows, after their limits, stands apart. */
static bool is_large(const char *symbol)
{
    static const char *const symbols[] = { "∑", "∏", "∐", "∫", "∬", "∭", "∮", "⋃", "⋂" };
    return is_among(symbol, symbols, G_N_ELEMENTS(symbols));
}

void math_append_operator(struct math *math, const char *symbol)
{
    GString *text = math->text;
    const bool is_relation = is_among(symbol, relations, G_N_ELEMENTS(relations));
    const char last = text->len ? text->str[text->len - 1] : '(';
    const bool has_left = last != '(' && last != '[' && last != ' ' && last != ',';
    math->is_word = is_large(symbol);
    if (is_relation || (has_left && is_among(symbol, binaries, G_N_ELEMENTS(binaries)))) {
        g_string_append_printf(text, "%s%s ", last == ' ' || !text->len ? "" : " ",
                               strcmp(symbol, "-") == 0 ? "−" : symbol);
        return;
    }
    g_string_append(text, strcmp(symbol, "-") == 0 ? "−" : symbol);
    if (strcmp(symbol, ",") == 0 || strcmp(symbol, ";") == 0)
        g_string_append_c(text, ' ');
}

void math_append_fraction(struct math *math, const char *above, const char *below)
{
    g_autofree char *a = math_compact(above), *b = math_compact(below);
    const bool a_is_safe = is_simple(a) || is_bracketed(a),
               b_is_safe = is_single(b) || is_bracketed(b);
    const char last = math->text->len ? math->text->str[math->text->len - 1] : ' ';
    if (math->is_word || g_ascii_isalnum(last)) /* "2 1/3" is not 21/3 */
        g_string_append_c(math->text, ' ');
    g_string_append_printf(math->text, "%s%s%s/%s%s%s", a_is_safe ? "" : "(", a,
                           a_is_safe ? "" : ")", b_is_safe ? "" : "(", b, b_is_safe ? "" : ")");
    math->is_word = false;
}

static const char *find_script(gunichar c, bool is_above)
{
    static const struct {
        gunichar c;
        const char *above, *below; /* or NULL */
    } rows[] = {
        { '0', "⁰", "₀" },  { '1', "¹", "₁" },    { '2', "²", "₂" },     { '3', "³", "₃" },
        { '4', "⁴", "₄" },  { '5', "⁵", "₅" },    { '6', "⁶", "₆" },     { '7', "⁷", "₇" },
        { '8', "⁸", "₈" },  { '9', "⁹", "₉" },    { '+', "⁺", "₊" },     { '-', "⁻", "₋" },
        { '=', "⁼", "₌" },  { '(', "⁽", "₍" },    { ')', "⁾", "₎" },     { 'n', "ⁿ", "ₙ" },
        { 'i', "ⁱ", "ᵢ" },  { 'j', NULL, "ⱼ" },   { 'k', NULL, "ₖ" },    { 'm', NULL, "ₘ" },
        { 'x', NULL, "ₓ" }, { 0x2212, "⁻", "₋" }, { 0x2032, "′", NULL }, { '\'', "′", NULL },
        { '*', "*", NULL },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].c == c)
            return is_above ? rows[i].above : rows[i].below;
    return NULL;
}

void math_append_script(struct math *math, const char *script, bool is_above)
{
    g_autofree char *own = math_compact(script);
    g_autoptr(GString) small = g_string_new(NULL);
    const char *p = own;
    for (; *p; p = g_utf8_next_char(p)) {
        const char *found = find_script(g_utf8_get_char(p), is_above);
        if (!found)
            break;
        g_string_append(small, found);
    }
    if (!*own)
        return;
    math->is_word = math->is_word || *p;
    if (!*p)
        g_string_append(math->text, small->str);
    else if (is_single(own) || is_bracketed(own))
        g_string_append_printf(math->text, "%c%s", is_above ? '^' : '_', own);
    else
        g_string_append_printf(math->text, "%c(%s)", is_above ? '^' : '_', own);
}

void math_append_root(struct math *math, const char *inside, const char *index)
{
    g_autofree char *own = math_compact(inside);
    const bool is_safe = is_bracketed(own);
    const char *sign = "√";
    if (g_strcmp0(index, "3") == 0)
        sign = "∛";
    else if (g_strcmp0(index, "4") == 0)
        sign = "∜";
    else if (index && strcmp(index, "2") != 0)
        math_append_script(math, index, true);
    g_string_append_printf(math->text, "%s%s%s%s", sign, is_safe ? "" : "(", own,
                           is_safe ? "" : ")");
    math->is_word = false;
}

bool math_append_accent(struct math *math, const char *base, const char *mark)
{
    static const char *const marks[][2] = {
        { "¯", "\xcc\x84" },     { "‾", "\xcc\x84" },    { "^", "\xcc\x82" }, { "ˆ", "\xcc\x82" },
        { "~", "\xcc\x83" },     { "˜", "\xcc\x83" },    { "˙", "\xcc\x87" }, { "¨", "\xcc\x88" },
        { "→", "\xe2\x83\x97" }, { "⃗", "\xe2\x83\x97" }, { "_", "\xcc\xb2" },
    };
    if (g_utf8_strlen(base, -1) != 1)
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (strcmp(mark, marks[i][0]) == 0) {
            g_string_append_printf(math->text, "%s%s", base, marks[i][1]);
            math->is_word = false;
            return true;
        }
    }
    return false;
}

/* ---- MathML */

static void tree_append(struct math *math, const struct dom_node *node, guint depth);

static const struct dom_node *next_element(const struct dom_node *node)
{
    while (node && node->tag == HTML_TEXT)
        node = node->next;
    return node;
}

static void tree_append_children(struct math *math, const struct dom_node *node, guint depth)
{
    for (const struct dom_node *child = node->first; child; child = child->next) {
        if (child->tag != HTML_TEXT) {
            tree_append(math, child, depth + 1);
        } else if (!dom_is_blank(child->text, child->len)) {
            g_autofree char *words = g_strndup(child->text, child->len);
            g_strstrip(words);
            math_append_token(math, words, strlen(words));
        }
    }
}

/* The words in node, white space collapsed. Caller frees. */
static char *tree_get_words(const struct dom_node *node)
{
    GString *words = g_string_new(NULL);
    for (const struct dom_node *at = node->first; at; at = dom_next(node, at))
        if (at->tag == HTML_TEXT)
            g_string_append_len(words, at->text, (gssize)at->len);
    utf8_collapse(words->str, words->len);
    return g_string_free(words, FALSE);
}

/* A part as a formula of its own. Caller frees. */
static char *tree_format(const struct dom_node *node, guint depth)
{
    struct math math = { g_string_new(NULL), false };
    if (node)
        tree_append(&math, node, depth + 1);
    return g_string_free(g_steal_pointer(&math.text), FALSE);
}

static void append_words(struct math *math, const struct dom_node *node, G_GNUC_UNUSED guint depth)
{
    g_autofree char *words = tree_get_words(node);
    if (*words)
        math_append_token(math, words, strlen(words));
}

static void append_operator(struct math *math, const struct dom_node *node,
                            G_GNUC_UNUSED guint depth)
{
    g_autofree char *symbol = tree_get_words(node);
    if (strcmp(symbol, "\xe2\x81\xa1") == 0) /* application of a function */
        math->is_word = true;
    else if (strcmp(symbol, "\xe2\x81\xa2") != 0 && strcmp(symbol, "\xe2\x81\xa3") != 0)
        math_append_operator(math, symbol);
}

static void append_fraction(struct math *math, const struct dom_node *node, guint depth)
{
    const struct dom_node *first = next_element(node->first);
    g_autofree char *above = tree_format(first, depth);
    g_autofree char *below = tree_format(first ? next_element(first->next) : NULL, depth);
    math_append_fraction(math, above, below);
}

static void append_root(struct math *math, const struct dom_node *node, guint depth)
{
    struct math inside = { g_string_new(NULL), false };
    const struct dom_node *first = next_element(node->first);
    const bool has_index = strcmp(node->name, "mroot") == 0 && first;
    g_autofree char *index = has_index ? tree_format(next_element(first->next), depth) : NULL;
    if (has_index)
        tree_append(&inside, first, depth + 1);
    else
        tree_append_children(&inside, node, depth);
    math_append_root(math, inside.text->str, index);
    g_string_free(inside.text, TRUE);
}

/* msub, msup, msubsup and the like: a base with what stands below and above. */
static void append_scripts(struct math *math, const struct dom_node *node, guint depth)
{
    const struct dom_node *base = next_element(node->first);
    const struct dom_node *second = base ? next_element(base->next) : NULL;
    const struct dom_node *third = second ? next_element(second->next) : NULL;
    const bool is_above = strcmp(node->name, "msup") == 0 || strcmp(node->name, "mover") == 0;
    if (!base)
        return;
    g_autofree char *own = tree_format(base, depth), *one = tree_format(second, depth);
    g_autofree char *two = tree_format(third, depth);
    if (!third && math_append_accent(math, own, one))
        return;
    if (is_simple(own) || is_bracketed(own) || g_utf8_strlen(own, -1) <= 1)
        math_append_token(math, own, strlen(own));
    else
        g_string_append_printf(math->text, "(%s)", own);
    math_append_script(math, one, is_above);
    if (third)
        math_append_script(math, two, true);
    math->is_word = math->is_word || is_large(own);
}

static void append_fenced(struct math *math, const struct dom_node *node, guint depth)
{
    const char *open = dom_get_attribute(node, "open"), *close = dom_get_attribute(node, "close");
    g_string_append(math->text, open ? open : "(");
    for (const struct dom_node *child = next_element(node->first); child;
         child = next_element(child->next)) {
        tree_append(math, child, depth + 1);
        if (next_element(child->next))
            g_string_append(math->text, ", ");
    }
    g_string_append(math->text, close ? close : ")");
}

/* Rows with ";" between them. */
static void append_table(struct math *math, const struct dom_node *node, guint depth)
{
    bool is_first = true;
    for (const struct dom_node *row = next_element(node->first); row;
         row = next_element(row->next)) {
        g_string_append(math->text, is_first ? "" : "; ");
        is_first = true;
        for (const struct dom_node *cell = next_element(row->first); cell;
             cell = next_element(cell->next), is_first = false) {
            g_autofree char *own = tree_format(cell, depth);
            g_autofree char *small = math_compact(own);
            g_string_append_printf(math->text, "%s%s", is_first ? "" : " ", small);
        }
        is_first = false;
    }
    math->is_word = false;
}

static void append_first(struct math *math, const struct dom_node *node, guint depth)
{
    const struct dom_node *first = next_element(node->first);
    if (first)
        tree_append(math, first, depth + 1);
}

static void append_space(struct math *math, G_GNUC_UNUSED const struct dom_node *node,
                         G_GNUC_UNUSED guint depth)
{
    g_string_append_c(math->text, ' ');
}

static void append_nothing(G_GNUC_UNUSED struct math *math,
                           G_GNUC_UNUSED const struct dom_node *node, G_GNUC_UNUSED guint depth)
{
}

static void tree_append(struct math *math, const struct dom_node *node, guint depth)
{
    static const struct {
        const char *name;
        void (*append)(struct math *math, const struct dom_node *node, guint depth);
    } rows[] = {
        { "mi", append_words },           { "mn", append_words },
        { "mtext", append_words },        { "ms", append_words },
        { "mo", append_operator },        { "mfrac", append_fraction },
        { "msqrt", append_root },         { "mroot", append_root },
        { "msup", append_scripts },       { "msub", append_scripts },
        { "msubsup", append_scripts },    { "mover", append_scripts },
        { "munder", append_scripts },     { "munderover", append_scripts },
        { "mfenced", append_fenced },     { "mtable", append_table },
        { "semantics", append_first },    { "maction", append_first },
        { "mspace", append_space },       { "mphantom", append_nothing },
        { "annotation", append_nothing }, { "annotation-xml", append_nothing },
    };
    if (depth > MATH_MAX_DEPTH) {
        append_words(math, node, depth);
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (strcmp(node->name, rows[i].name) == 0) {
            rows[i].append(math, node, depth);
            return;
        }
    }
    if (next_element(node->first))
        tree_append_children(math, node, depth);
    else
        append_words(math, node, depth);
}

char *math_from_tree(const struct dom_node *node)
{
    struct math math = { g_string_new(NULL), false };
    if (next_element(node->first))
        tree_append_children(&math, node, 0);
    else
        append_words(&math, node, 0);
    utf8_collapse(math.text->str, math.text->len);
    return g_string_free(math.text, FALSE);
}
