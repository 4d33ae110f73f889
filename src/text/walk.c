/* SPDX-License-Identifier: MIT */
/* The tree to blocks: what each element does to the text inside it. One row an element; no
 * recursion. */
#include "flow.h"

#include <string.h>

#define MAX_TITLE_BYTES 100 /* longer strings are not names */

/* What an open element changed. */
struct flow_state {
    const struct dom_node *node;
    struct flow_indent *indent;
    struct flow_list *list;
    guint16 style, link;
    guint32 link_begin;
    bool is_pre, keeps_lines, keeps_spaces;
    enum bidi_base direction;
};

/* False: what is inside is not read. */
typedef bool flow_enter_function(struct flow_builder *builder, const struct dom_node *node);
typedef void flow_leave_function(struct flow_builder *builder, const struct dom_node *node);

struct flow_rule {
    guint16 style;
    guint8 gap; /* blank lines around a block */
    flow_enter_function *enter;
    flow_leave_function *leave;
};

static bool enter_quote(struct flow_builder *builder, G_GNUC_UNUSED const struct dom_node *node)
{
    builder->indent =
        flow_add_indent(builder, "\xe2\x94\x82 ", "\xe2\x94\x82 ", PAGE_QUOTE | PAGE_DIM);
    return true;
}

static bool enter_definition(struct flow_builder *builder, const struct dom_node *node)
{
    if (node->parent->tag == HTML_DD) /* one that was not closed */
        builder->indent = builder->states[builder->n_states - 2].indent;
    builder->indent = flow_add_indent(builder, "    ", "    ", 0);
    return true;
}

static bool enter_list(struct flow_builder *builder, const struct dom_node *node)
{
    const bool is_nested = builder->list != NULL;
    if (is_nested)
        builder->gap = 0;
    else
        flow_want_gap(builder, 1);
    if (node->parent &&
        (node->parent->tag == HTML_UL || node->parent->tag == HTML_OL)) /* a list right in a list */
        builder->indent = flow_add_indent(builder, "  ", "  ", 0);
    builder->list = flow_open_list(builder, node);
    return true;
}

static void leave_list(struct flow_builder *builder, G_GNUC_UNUSED const struct dom_node *node)
{
    builder->gap = 0;
    if (builder->n_states == 0 ||
        !builder->states[builder->n_states - 1].list) /* the outermost one */
        flow_want_gap(builder, 1);
}

static bool enter_item(struct flow_builder *builder, const struct dom_node *node)
{
    flow_open_item(builder, node);
    return true;
}

/* Items of several paragraphs stand apart from each other, others do not. */
static void leave_item(struct flow_builder *builder, const struct dom_node *node)
{
    guint paragraphs = 0;
    for (const struct dom_node *child = node->first; child && paragraphs < 2; child = child->next)
        paragraphs += child->tag == HTML_P;
    builder->gap = paragraphs > 1 ? 1 : 0;
}

static bool enter_pre(struct flow_builder *builder, G_GNUC_UNUSED const struct dom_node *node)
{
    builder->is_pre = true;
    return true;
}

static bool enter_break(struct flow_builder *builder, G_GNUC_UNUSED const struct dom_node *node)
{
    flow_append_break(builder);
    return false;
}

static bool enter_word_break(struct flow_builder *builder,
                             G_GNUC_UNUSED const struct dom_node *node)
{
    if (builder->text->len && !builder->is_pre)
        flow_append_raw(builder, "\xe2\x80\x8b", 3);
    return false;
}

static bool enter_rule(struct flow_builder *builder, G_GNUC_UNUSED const struct dom_node *node)
{
    flow_end_block(builder);
    flow_want_gap(builder, 1);
    flow_add_block(builder, FLOW_RULE);
    flow_want_gap(builder, 1);
    return false;
}

static void append_words(struct flow_builder *builder, const char *text)
{
    flow_append_text(builder, text, strlen(text));
}

/* What an abbreviation stands for, after its first use, as a book would have it; not where the
 * words before it have said so, nor in headings and links. */
static void leave_abbreviation(struct flow_builder *builder, const struct dom_node *node)
{
    const char *title = dom_get_attribute(node, "title");
    const GString *text = builder->text;
    const char *near =
        text->str + (text->len > MAX_TITLE_BYTES * 2 ? text->len - MAX_TITLE_BYTES * 2 : 0);
    if (!title || dom_is_blank(title, strlen(title)) || strlen(title) > MAX_TITLE_BYTES ||
        !builder->in_word || builder->link || builder->is_pre || builder->style & PAGE_HEADING ||
        strstr(near, title) || g_hash_table_contains(builder->links->titles, title))
        return;
    g_hash_table_add(builder->links->titles, arena_strdup(builder->arena, title));
    flow_append_text(builder, " (", 2);
    append_words(builder, title);
    builder->has_space = false;
    append_words(builder, ")");
}

/* The words that lead to a wiki's editor beside its headings are not part of the article. */
static bool enter_span(G_GNUC_UNUSED struct flow_builder *builder, const struct dom_node *node)
{
    return !note_is_edit_mark(node);
}

static void leave_link(struct flow_builder *builder, const struct dom_node *node)
{
    const guint16 outer = builder->states[builder->n_states - 1].link;
    const bool is_shown = builder->link == builder->pictured_link && !builder->text->len;
    if (builder->link && !(builder->link & PAGE_JUMP) && builder->link != outer &&
        !link_is_empty(node) && !is_shown)
        flow_close_link(builder, builder->link);
}

static bool is_in_quotation(const struct dom_node *node)
{
    const struct dom_node *parent = node->parent;
    for (guint i = 0; i < 3 && parent && parent->tag != HTML_Q; i++)
        parent = parent->parent;
    return parent && parent->tag == HTML_Q;
}

static bool enter_quoted(struct flow_builder *builder, const struct dom_node *node)
{
    append_words(builder, is_in_quotation(node) ? "‘" : "“");
    return true;
}

static void leave_quoted(struct flow_builder *builder, const struct dom_node *node)
{
    builder->has_space = false;
    append_words(builder, is_in_quotation(node) ? "’" : "”");
}

/* Appends the mark of struck text or of code, if marks are wanted; code in lines of its own has none. */
static void append_mark(struct flow_builder *builder, const struct dom_node *node)
{
    const bool is_struck = node->tag == HTML_DEL || node->tag == HTML_S || node->tag == HTML_STRIKE;
    const bool is_own = node->parent && node->parent->tag == HTML_PRE;
    if (is_struck ? builder->options->marks_struck : builder->options->marks_code && !is_own)
        append_words(builder, is_struck ? "~~" : "`");
}

static bool enter_marked(struct flow_builder *builder, const struct dom_node *node)
{
    append_mark(builder, node);
    return true;
}

static void leave_marked(struct flow_builder *builder, const struct dom_node *node)
{
    const bool had_space = builder->has_space;
    builder->has_space = false; /* the mark belongs to the word before */
    append_mark(builder, node);
    builder->has_space = had_space;
}

/* A box of a list of things to do. */
static bool enter_input(struct flow_builder *builder, const struct dom_node *node)
{
    const char *type = dom_get_attribute(node, "type");
    const struct dom_node *parent = node->parent;
    for (guint i = 0; i < 3 && parent && parent->tag != HTML_LI; i++)
        parent = parent->parent;
    const bool is_in_item = parent && parent->tag == HTML_LI;
    if (is_in_item && type && g_ascii_strcasecmp(type, "checkbox") == 0)
        append_words(builder, dom_get_attribute(node, "checked") ? "☑ " : "☐ ");
    return false;
}

/* The first two ranks of headings stand further off from what is before. */
static bool enter_heading(struct flow_builder *builder, G_GNUC_UNUSED const struct dom_node *node)
{
    if (!builder->indent)
        flow_want_gap(builder, 2);
    return true;
}

static bool ruby_has_parentheses(const struct dom_node *node)
{
    guint n = 0;
    for (const struct dom_node *sibling = node->parent->first; sibling && n < 64;
         sibling = sibling->next, n++)
        if (sibling->tag == HTML_RP)
            return true;
    return false;
}

static bool enter_reading(struct flow_builder *builder, const struct dom_node *node)
{
    if (!ruby_has_parentheses(node))
        append_words(builder, "(");
    return true;
}

static void leave_reading(struct flow_builder *builder, const struct dom_node *node)
{
    if (!ruby_has_parentheses(node))
        append_words(builder, ")");
}

static bool enter_nothing(G_GNUC_UNUSED struct flow_builder *builder,
                          G_GNUC_UNUSED const struct dom_node *node)
{
    return false;
}

/* A picture element without an img in it. */
static bool enter_picture(struct flow_builder *builder, const struct dom_node *node)
{
    guint n = 0;
    for (const struct dom_node *child = node->first; child && n < 64;
         child = dom_next(node, child), n++)
        if (child->tag == HTML_IMG)
            return true;
    return n >= 64 || (n && embed_enter_image(builder, node));
}

static bool enter_table(struct flow_builder *builder, const struct dom_node *node)
{
    return !flow_build_table(builder, node);
}

static bool enter_cell(struct flow_builder *builder, const struct dom_node *node)
{
    if (node->tag == HTML_TH)
        builder->style |= PAGE_BOLD;
    return true;
}

#define HEADING(enter)                                                                             \
    {                                                                                              \
        PAGE_BOLD | PAGE_HEADING, 1, enter, NULL                                                   \
    }

static const struct flow_rule rules[HTML_N_TAGS] = {
    [HTML_A] = { 0, 0, link_enter, leave_link },
    [HTML_ABBR] = { 0, 0, NULL, leave_abbreviation },
    [HTML_ACRONYM] = { 0, 0, NULL, leave_abbreviation },
    [HTML_AREA] = { 0, 0, enter_nothing, NULL },
    [HTML_ADDRESS] = { PAGE_ITALIC, 1, NULL, NULL },
    [HTML_ARTICLE] = { 0, 1, NULL, NULL },
    [HTML_ASIDE] = { 0, 1, NULL, NULL },
    [HTML_AUDIO] = { 0, 0, embed_enter_media, NULL },
    [HTML_B] = { PAGE_BOLD, 0, NULL, NULL },
    [HTML_BLOCKQUOTE] = { PAGE_QUOTE, 1, enter_quote, NULL },
    [HTML_BR] = { 0, 0, enter_break, NULL },
    [HTML_CAPTION] = { PAGE_ITALIC, 1, NULL, NULL },
    [HTML_CITE] = { PAGE_ITALIC, 0, NULL, NULL },
    [HTML_CODE] = { PAGE_CODE, 0, enter_marked, leave_marked },
    [HTML_DD] = { 0, 0, enter_definition, NULL },
    [HTML_DEL] = { PAGE_STRIKE, 0, enter_marked, leave_marked },
    [HTML_DETAILS] = { 0, 1, NULL, NULL },
    [HTML_DFN] = { PAGE_ITALIC, 0, NULL, NULL },
    [HTML_DIR] = { 0, 0, enter_list, leave_list },
    [HTML_DL] = { 0, 1, NULL, NULL },
    [HTML_DT] = { PAGE_BOLD, 0, NULL, NULL },
    [HTML_EM] = { PAGE_ITALIC, 0, NULL, NULL },
    [HTML_EMBED] = { 0, 0, embed_enter_media, NULL },
    [HTML_FIGCAPTION] = { PAGE_DIM, 0, NULL, NULL },
    [HTML_FIGURE] = { 0, 1, NULL, NULL },
    [HTML_FRAME] = { 0, 0, embed_enter_media, NULL },
    [HTML_H1] = HEADING(enter_heading),
    [HTML_H2] = HEADING(enter_heading),
    [HTML_H3] = HEADING(NULL),
    [HTML_H4] = HEADING(NULL),
    [HTML_H5] = HEADING(NULL),
    [HTML_H6] = HEADING(NULL),
    [HTML_HR] = { 0, 0, enter_rule, NULL },
    [HTML_I] = { PAGE_ITALIC, 0, NULL, NULL },
    [HTML_IFRAME] = { 0, 0, embed_enter_media, NULL },
    [HTML_IMG] = { 0, 0, embed_enter_image, NULL },
    [HTML_INPUT] = { 0, 0, enter_input, NULL },
    [HTML_INS] = { PAGE_UNDERLINE, 0, NULL, NULL },
    [HTML_KBD] = { PAGE_CODE, 0, enter_marked, leave_marked },
    [HTML_LEGEND] = { PAGE_BOLD, 0, NULL, NULL },
    [HTML_LI] = { 0, 0, enter_item, leave_item },
    [HTML_LISTING] = { PAGE_CODE, 1, enter_pre, NULL },
    [HTML_MARK] = { PAGE_MARK, 0, NULL, NULL },
    [HTML_MATH] = { 0, 0, embed_enter_math, NULL },
    [HTML_MENU] = { 0, 0, enter_list, leave_list },
    [HTML_OBJECT] = { 0, 0, embed_enter_media, NULL },
    [HTML_OL] = { 0, 0, enter_list, leave_list },
    [HTML_P] = { 0, 1, NULL, NULL },
    [HTML_PICTURE] = { 0, 0, enter_picture, NULL },
    [HTML_PLAINTEXT] = { PAGE_CODE, 1, enter_pre, NULL },
    [HTML_PRE] = { PAGE_CODE, 1, enter_pre, NULL },
    [HTML_Q] = { 0, 0, enter_quoted, leave_quoted },
    [HTML_RT] = { 0, 0, enter_reading, leave_reading },
    [HTML_S] = { PAGE_STRIKE, 0, enter_marked, leave_marked },
    [HTML_SAMP] = { PAGE_CODE, 0, enter_marked, leave_marked },
    [HTML_SECTION] = { 0, 1, NULL, NULL },
    [HTML_SMALL] = { PAGE_DIM, 0, NULL, NULL },
    [HTML_SPAN] = { 0, 0, enter_span, NULL },
    [HTML_STRIKE] = { PAGE_STRIKE, 0, enter_marked, leave_marked },
    [HTML_STRONG] = { PAGE_BOLD, 0, NULL, NULL },
    [HTML_SUB] = { 0, 0, script_enter_subscript, NULL },
    [HTML_SUMMARY] = { PAGE_BOLD, 0, NULL, NULL },
    [HTML_SUP] = { 0, 0, script_enter_superscript, NULL },
    [HTML_TABLE] = { 0, 1, enter_table, NULL },
    [HTML_TD] = { 0, 0, enter_cell, NULL },
    [HTML_TH] = { 0, 0, enter_cell, NULL },
    [HTML_TT] = { PAGE_CODE, 0, enter_marked, leave_marked },
    [HTML_UNKNOWN] = { 0, 0, embed_enter_unknown, NULL },
    [HTML_U] = { PAGE_UNDERLINE, 0, NULL, NULL },
    [HTML_UL] = { 0, 0, enter_list, leave_list },
    [HTML_VAR] = { PAGE_ITALIC, 0, NULL, NULL },
    [HTML_VIDEO] = { 0, 0, embed_enter_media, NULL },
    [HTML_WBR] = { 0, 0, enter_word_break, NULL },
    [HTML_XMP] = { PAGE_CODE, 1, enter_pre, NULL },
};

static void flow_push_state(struct flow_builder *builder, const struct dom_node *node)
{
    if (builder->n_states == builder->capacity) {
        builder->capacity = MAX(64, builder->capacity * 2);
        builder->states = g_renew(struct flow_state, builder->states, builder->capacity);
    }
    builder->states[builder->n_states++] = (struct flow_state){
        node,
        builder->indent,
        builder->list,
        builder->style,
        builder->link,
        builder->link_begin,
        builder->is_pre,
        builder->keeps_lines,
        builder->keeps_spaces,
        builder->direction,
    };
}

static bool flow_is_first_in_item(const struct dom_node *node)
{
    const struct dom_node *before = node->prev;
    if (!node->parent || (node->parent->tag != HTML_LI && node->parent->tag != HTML_DD))
        return false;
    while (before && before->tag == HTML_TEXT && dom_is_blank(before->text, before->len))
        before = before->prev;
    return !before;
}

#define ISOLATE_LTR "\xe2\x81\xa6"
#define ISOLATE_RTL "\xe2\x81\xa7"
#define ISOLATE_AUTO "\xe2\x81\xa8"
#define ISOLATE_END "\xe2\x81\xa9"

/* A direction of its own: of blocks it is the direction of everything inside, of parts of a line an
 * isolate (HTML 15.3.6). */
static const char *flow_get_isolate(const struct dom_node *node, enum bidi_base *direction)
{
    static const struct {
        const char *name, *isolate;
        enum bidi_base base;
    } rows[] = { { "rtl", ISOLATE_RTL, BIDI_RTL },
                 { "ltr", ISOLATE_LTR, BIDI_LTR },
                 { "auto", ISOLATE_AUTO, BIDI_AUTO } };
    const char *value = node->attributes ? dom_get_attribute(node, "dir") : NULL;
    for (guint i = 0; value && i < G_N_ELEMENTS(rows); i++) {
        if (g_ascii_strcasecmp(value, rows[i].name) == 0) {
            *direction = rows[i].base;
            return rows[i].isolate;
        }
    }
    return node->tag == HTML_BDI ? ISOLATE_AUTO : NULL;
}

static void flow_enter_direction(struct flow_builder *builder, const struct dom_node *node)
{
    enum bidi_base direction = builder->direction;
    const char *isolate = flow_get_isolate(node, &direction);
    if (element_get_kind(node->tag) == HTML_BLOCK)
        builder->direction = direction;
    else if (isolate && node->first)
        flow_append_raw(builder, isolate, strlen(isolate));
}

static void flow_leave_direction(struct flow_builder *builder, const struct dom_node *node)
{
    enum bidi_base direction;
    if (element_get_kind(node->tag) != HTML_BLOCK && node->first && builder->text->len &&
        flow_get_isolate(node, &direction)) {
        const bool has_space = builder->has_space;
        builder->has_space = false;
        flow_append_raw(builder, ISOLATE_END, strlen(ISOLATE_END));
        builder->has_space = has_space;
    }
}

/* Poems: their style keeps the line ends, or the spaces at the beginnings of lines too. */
static void flow_enter_white_space(struct flow_builder *builder, const struct dom_node *node)
{
    const char *style = dom_get_attribute(node, "style");
    const char *rule = style ? strstr(style, "white-space:") : NULL;
    if (!rule)
        return;
    rule += strlen("white-space:");
    rule += strspn(rule, " ");
    const bool is_line = g_str_has_prefix(rule, "pre-line");
    builder->keeps_lines =
        is_line || g_str_has_prefix(rule, "pre") || g_str_has_prefix(rule, "break-spaces");
    builder->keeps_spaces = builder->keeps_lines && !is_line;
}

/* True where the walk goes on inside. */
static bool flow_enter(struct flow_builder *builder, const struct dom_node *node)
{
    const struct flow_rule *rule = &rules[node->tag];
    if (element_get_kind(node->tag) == HTML_BLOCK) {
        flow_end_block(builder);
        if (rule->gap && !flow_is_first_in_item(node))
            flow_want_gap(builder, rule->gap);
    }
    flow_push_state(builder, node);
    if (node->attributes || node->tag == HTML_BDI) {
        note_add_anchor(builder, node);
        flow_enter_direction(builder, node);
        flow_enter_white_space(builder, node);
    }
    builder->style |= rule->style;
    return rule->enter ? rule->enter(builder, node) : true;
}

static void flow_leave(struct flow_builder *builder, const struct dom_node *node)
{
    const struct flow_rule *rule = &rules[node->tag];
    const bool is_block = element_get_kind(node->tag) == HTML_BLOCK;
    if (is_block)
        flow_end_block(builder);
    if (is_block && rule->gap)
        flow_want_gap(builder, rule->gap);
    if (rule->leave)
        rule->leave(builder, node);
    if (node->attributes || node->tag == HTML_BDI)
        flow_leave_direction(builder, node);
    const struct flow_state *state = &builder->states[--builder->n_states];
    builder->indent = state->indent;
    builder->list = state->list;
    builder->style = state->style;
    builder->link = state->link;
    if (!is_block)
        builder->link_begin = state->link_begin;
    builder->is_pre = state->is_pre;
    builder->keeps_lines = state->keeps_lines;
    builder->keeps_spaces = state->keeps_spaces;
    builder->direction = state->direction;
}

void flow_walk(struct flow_builder *builder, const struct dom_node *root)
{
    for (const struct dom_node *node = root->first; node;) {
        if (node->tag == HTML_TEXT) {
            embed_append_text(builder, node->text, node->len);
        } else if (!dom_is_hidden(node)) {
            if (flow_enter(builder, node) && node->first) {
                node = node->first;
                continue;
            }
            flow_leave(builder, node);
        }
        while (!node->next && node->parent != root) {
            node = node->parent;
            flow_leave(builder, node);
        }
        node = node->next;
    }
    flow_end_block(builder);
}
