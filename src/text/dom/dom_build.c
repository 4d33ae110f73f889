/* SPDX-License-Identifier: MIT */
/* Tags to a tree by the rules of HTML 13.2.6: what a tag closes, where it goes, what is implied. */
#include "dom_build.h"

#include <string.h>

static bool close_open(struct dom_builder *builder, enum html_tag tag, guint16 stops)
{
    const guint at = dom_build_find_open(builder, tag, stops);
    if (at)
        dom_build_pop_to(builder, at);
    return at != 0;
}

/* The open paragraph, if it is not outside a button; 0: no paragraph. */
static guint find_p(const struct dom_builder *builder)
{
    const guint at = dom_build_find_open(builder, HTML_P, SCOPE);
    return at > dom_build_find_open(builder, HTML_BUTTON, SCOPE) ? at : 0;
}

static void close_p(struct dom_builder *builder)
{
    const guint at = find_p(builder);
    if (at)
        dom_build_pop_to(builder, at);
}

/* ---- nodes into the tree */

static struct dom_node *find_table(const struct dom_builder *builder)
{
    for (guint i = builder->depth; --i > 0;)
        if (builder->stack[i]->tag == HTML_TABLE)
            return builder->stack[i];
    return NULL;
}

void dom_build_append(struct dom_builder *builder, struct dom_node *node, bool goes_before_table)
{
    struct dom_node *parent = dom_build_current(builder);
    struct dom_node *table =
        goes_before_table && dom_traits[parent->tag] & TABLE_PART ? find_table(builder) : NULL;
    builder->n_nodes++;
    if (table && table->parent)
        dom_insert(table->parent, node, table);
    else
        dom_insert(parent, node, NULL);
}

static void open_body(struct dom_builder *builder)
{
    if (builder->is_in_body)
        return;
    builder->is_in_body = true;
    dom_build_pop_to(builder, 1);
    dom_build_push(builder, builder->page->body);
}

void dom_build_text(struct dom_builder *builder, const char *text, size_t len)
{
    if (len && builder->skips_newline && *text == '\n')
        text++, len--;
    builder->skips_newline = false;
    if (!len)
        return;
    const bool is_blank = dom_is_blank(text, len);
    if (!builder->is_in_body && dom_build_current(builder)->tag != HTML_TITLE) {
        if (is_blank)
            return;
        open_body(builder);
    }
    if (!is_blank && dom_build_current(builder)->tag == HTML_COLGROUP)
        dom_build_pop_to(builder, builder->depth - 1);
    if (builder->is_in_body &&
        (!is_blank || !(dom_traits[dom_build_current(builder)->tag] & TABLE_PART)))
        dom_format_reopen(builder);
    dom_build_append(builder, dom_new_text(builder->arena, text, len), !is_blank);
}

static struct dom_node *insert_element(struct dom_builder *builder, enum html_tag tag,
                                       bool is_loose)
{
    struct dom_node *node = dom_new_element(builder->arena, tag);
    dom_build_append(builder, node, is_loose);
    return node;
}

static void merge_attributes(struct dom_node *node, struct dom_attribute *list)
{
    for (struct dom_attribute *next; list; list = next) {
        next = list->next;
        if (!dom_get_attribute(node, list->name)) {
            list->next = node->attributes;
            node->attributes = list;
        }
    }
}

/* ---- start tags */

/* An open list item ends at the next one, however deep in inline elements it stands. */
static void close_item(struct dom_builder *builder, enum html_tag one, enum html_tag other)
{
    if (!builder->n_open[one] && !builder->n_open[other])
        return;
    for (guint i = builder->depth; --i > 0;) {
        const enum html_tag tag = builder->stack[i]->tag;
        if (tag == one || tag == other) {
            dom_build_pop_to(builder, i);
            return;
        }
        if (dom_traits[tag] & SPECIAL && tag != HTML_ADDRESS && tag != HTML_DIV && tag != HTML_P)
            return;
    }
}

static void pop_until_one_of(struct dom_builder *builder, const enum html_tag *tags, guint n)
{
    for (; builder->depth > 1; dom_build_pop_to(builder, builder->depth - 1))
        for (guint i = 0; i < n; i++)
            if (dom_build_current(builder)->tag == tags[i])
                return;
}

/* Rows, cells and their like: false if no table is open. */
static bool prepare_table_part(struct dom_builder *builder, enum html_tag tag)
{
    static const enum html_tag contexts[] = { HTML_TABLE, HTML_TBODY, HTML_THEAD, HTML_TFOOT,
                                              HTML_TR };
    if (!builder->n_open[HTML_TABLE])
        return false;
    const bool is_cell = tag == HTML_TD || tag == HTML_TH;
    if (tag == HTML_COL && dom_build_current(builder)->tag == HTML_COLGROUP)
        return true;
    pop_until_one_of(builder, contexts, is_cell ? 5 : tag == HTML_TR ? 4 : 1);
    if (tag == HTML_COL)
        dom_build_push(builder, insert_element(builder, HTML_COLGROUP, false));
    if ((is_cell || tag == HTML_TR) && dom_build_current(builder)->tag == HTML_TABLE)
        dom_build_push(builder, insert_element(builder, HTML_TBODY, false));
    if (is_cell && dom_build_current(builder)->tag != HTML_TR)
        dom_build_push(builder, insert_element(builder, HTML_TR, false));
    return true;
}

static bool is_table_tag(enum html_tag tag)
{
    return dom_traits[tag] & TABLE_PART || tag == HTML_TD || tag == HTML_TH ||
           tag == HTML_CAPTION || tag == HTML_COL || tag == HTML_COLGROUP;
}

/* A list to choose from holds nothing but choices; false where the tag is to be left out. */
static bool leave_select(struct dom_builder *builder, enum html_tag tag)
{
    if (tag == HTML_OPTION || tag == HTML_OPTGROUP || tag == HTML_HR)
        return true;
    const bool ends = tag == HTML_SELECT || tag == HTML_INPUT || tag == HTML_TEXTAREA ||
                      (is_table_tag(tag) && builder->n_open[HTML_TABLE]);
    if (ends)
        dom_build_pop_to(builder, dom_build_find_open(builder, HTML_SELECT, 0));
    return ends && tag != HTML_SELECT;
}

/* In a table, but in no cell: also in what was thrown out of it. */
static bool is_between_cells(const struct dom_builder *builder)
{
    for (guint i = builder->depth; builder->n_open[HTML_TABLE] && --i > 0;) {
        const guint16 trait = dom_traits[builder->stack[i]->tag];
        if (trait & (TABLE_PART | MARKER))
            return trait & TABLE_PART;
    }
    return false;
}

/* Ends what needs no end tag (HTML 13.2.6.3), but not the element that is spared. */
static void close_implied(struct dom_builder *builder, enum html_tag spared)
{
    for (;; dom_build_pop_to(builder, builder->depth - 1)) {
        const enum html_tag tag = (enum html_tag)dom_build_current(builder)->tag;
        const bool is_implied = tag == HTML_P || tag == HTML_LI || tag == HTML_DD ||
                                tag == HTML_DT || tag == HTML_OPTION || tag == HTML_OPTGROUP ||
                                tag == HTML_RB || tag == HTML_RP || tag == HTML_RT ||
                                tag == HTML_RTC;
        if (!is_implied || tag == spared)
            return;
    }
}

/* Ends what this start tag in particular ends. */
static void prepare_one(struct dom_builder *builder, enum html_tag tag)
{
    switch (tag) {
    case HTML_LI:
        close_item(builder, HTML_LI, HTML_LI);
        break;
    case HTML_DD:
    case HTML_DT:
        close_item(builder, HTML_DD, HTML_DT);
        break;
    case HTML_A:
        if (dom_format_is_open(builder, HTML_A)) {
            dom_format_close(builder, HTML_A);
            dom_format_drop(builder, HTML_A);
        }
        break;
    case HTML_NOBR:
        dom_format_reopen(builder);
        if (dom_build_find_open(builder, HTML_NOBR, SCOPE))
            dom_format_close(builder, HTML_NOBR);
        break;
    case HTML_BUTTON:
        close_open(builder, HTML_BUTTON, SCOPE);
        break;
    case HTML_OPTION:
    case HTML_OPTGROUP:
        if (dom_build_current(builder)->tag == HTML_OPTION)
            dom_build_pop_to(builder, builder->depth - 1);
        break;
    case HTML_RB:
    case HTML_RP:
    case HTML_RT:
    case HTML_RTC:
        if (dom_build_find_open(builder, HTML_RUBY, SCOPE))
            close_implied(builder, tag == HTML_RP || tag == HTML_RT ? HTML_RTC : HTML_UNKNOWN);
        break;
    case HTML_TABLE:
        if (is_between_cells(builder))
            close_open(builder, HTML_TABLE, 0);
        break;
    default:
        break;
    }
}

/* Ends what the start tag ends; false if the tag is to be left out. */
static bool prepare_tag(struct dom_builder *builder, enum html_tag tag)
{
    if ((builder->n_open[HTML_SELECT] && !leave_select(builder, tag)) ||
        (tag == HTML_FORM && builder->n_open[HTML_FORM]))
        return false;
    if (tag != HTML_COL && dom_build_current(builder)->tag == HTML_COLGROUP)
        dom_build_pop_to(builder, builder->depth - 1);
    if (tag != HTML_TABLE && is_table_tag(tag))
        return prepare_table_part(builder, tag);
    prepare_one(builder, tag);
    if (dom_traits[tag] & CLOSES_P && !(tag == HTML_TABLE && builder->is_quirky))
        close_p(builder);
    if (dom_traits[tag] & HEADING && dom_traits[dom_build_current(builder)->tag] & HEADING)
        dom_build_pop_to(builder, builder->depth - 1);
    return true;
}

/* Runs on in a line, so that formatting that was cut off by the end of a block goes on before it.
 */
static bool is_inline(enum html_tag tag, guint16 trait)
{
    return !(trait & (CLOSES_P | HEAD | TABLE_PART)) && !is_table_tag(tag) && tag != HTML_PARAM &&
           tag != HTML_SOURCE && tag != HTML_TRACK && tag != HTML_IFRAME && tag != HTML_TEXTAREA &&
           tag != HTML_RB && tag != HTML_RP && tag != HTML_RT && tag != HTML_RTC &&
           tag != HTML_FRAME;
}

/* In svg or math, a place for HTML (HTML 13.2.6.5). */
static bool is_in_integration_point(const struct dom_builder *builder)
{
    static const char *const names[2][5] = { { "foreignobject", "desc", "title" },
                                             { "mi", "mn", "mo", "ms", "mtext" } };
    const bool is_math = builder->stack[builder->foreign]->tag == HTML_MATH;
    for (guint i = builder->depth; --i > builder->foreign;)
        for (guint k = 0; k < G_N_ELEMENTS(names[0]) && names[is_math][k]; k++)
            if (strcmp(builder->stack[i]->name, names[is_math][k]) == 0)
                return true;
    return false;
}

/* Ends svg and math (HTML 13.2.6.5). */
static bool breaks_out(const struct dom_tag *tag)
{
    if (tag->tag != HTML_FONT)
        return dom_traits[tag->tag] & BREAKS_OUT;
    for (const struct dom_attribute *a = tag->attributes; a; a = a->next)
        if (strcmp(a->name, "color") == 0 || strcmp(a->name, "face") == 0 ||
            strcmp(a->name, "size") == 0)
            return true;
    return false;
}

/* html, head and body are there already: a tag only adds attributes. */
static bool open_outermost(struct dom_builder *builder, const struct dom_tag *tag)
{
    const struct dom_page *page = builder->page;
    struct dom_node *node = tag->tag == HTML_HTML   ? page->html
                            : tag->tag == HTML_HEAD ? page->head
                            : tag->tag == HTML_BODY ? page->body
                                                    : NULL;
    if (tag->tag == HTML_BODY)
        open_body(builder);
    if (node)
        merge_attributes(node, tag->attributes);
    return node != NULL;
}

static bool is_empty(const struct dom_builder *builder, const struct dom_tag *tag)
{
    if (builder->foreign || tag->tag == HTML_SVG || tag->tag == HTML_MATH)
        return tag->closes_itself;
    return dom_traits[tag->tag] & VOID || (tag->tag == HTML_IFRAME && tag->closes_itself);
}

/* Ends what the start tag ends, and opens what has to be open around its element; false if the tag
 * is to be left out. */
static bool make_place(struct dom_builder *builder, const struct dom_tag *tag)
{
    const guint16 trait = dom_traits[tag->tag];
    if (!builder->is_in_body && !(trait & HEAD))
        open_body(builder);
    if (builder->depth > DOM_MAX_DEPTH - DOM_SPARE_DEPTH) /* nesting this deep is always an error */
        dom_build_pop_to(builder, 2);
    if (builder->foreign && breaks_out(tag) && !is_in_integration_point(builder))
        dom_build_pop_to(builder, builder->foreign);
    if (!builder->is_in_body || builder->foreign)
        return true;
    if (!prepare_tag(builder, tag->tag))
        return false;
    if (is_inline(tag->tag, trait))
        dom_format_reopen(builder);
    return true;
}

void dom_build_open(struct dom_builder *builder, const struct dom_tag *tag)
{
    struct dom_page *page = builder->page;
    builder->skips_newline = false;
    if (open_outermost(builder, tag) || !make_place(builder, tag))
        return;
    struct dom_node *node = dom_new_element(builder->arena, tag->tag);
    if (tag->tag == HTML_UNKNOWN)
        node->name = arena_strdup(builder->arena, tag->name);
    node->attributes = tag->attributes;
    page->has_base = page->has_base || (tag->tag == HTML_BASE && dom_get_attribute(node, "href"));
    dom_build_append(builder, node, !is_table_tag(tag->tag) && tag->tag != HTML_FORM);
    if (!is_empty(builder, tag))
        dom_build_push(builder, node);
    if (builder->foreign)
        return;
    if (dom_traits[tag->tag] & FORMATTING)
        dom_format_add(builder, node);
    builder->skips_newline =
        tag->tag == HTML_PRE || tag->tag == HTML_LISTING || tag->tag == HTML_TEXTAREA;
}

/* ---- end tags */

static void close_other(struct dom_builder *builder, enum html_tag tag, const char *name)
{
    for (guint i = builder->depth; --i > 0;) {
        const struct dom_node *node = builder->stack[i];
        if (node->tag == tag && (tag != HTML_UNKNOWN || strcmp(node->name, name) == 0)) {
            dom_build_pop_to(builder, i);
            return;
        }
        if (dom_traits[node->tag] & SPECIAL)
            return;
    }
}

static void close_heading(struct dom_builder *builder)
{
    for (guint i = builder->depth; --i > 0 && !(dom_traits[builder->stack[i]->tag] & SCOPE);) {
        if (dom_traits[builder->stack[i]->tag] & HEADING) {
            dom_build_pop_to(builder, i);
            return;
        }
    }
}

/* What is open inside a form goes on after its end (HTML 13.2.6.4.7). */
static void close_form(struct dom_builder *builder)
{
    const guint at = dom_build_find_open(builder, HTML_FORM, SCOPE);
    if (!at)
        return;
    dom_build_cut(builder, at, 1);
}

static void close_item_tag(struct dom_builder *builder)
{
    const guint at = dom_build_find_open(builder, HTML_LI, SCOPE);
    if (at > dom_build_find_open(builder, HTML_UL, 0) &&
        at > dom_build_find_open(builder, HTML_OL, 0))
        dom_build_pop_to(builder, at);
}

static void close_table_part(struct dom_builder *builder, enum html_tag tag)
{
    const guint at = dom_build_find_open(builder, tag, 0);
    if (at > dom_build_find_open(builder, HTML_TABLE, 0))
        dom_build_pop_to(builder, at);
}

/* </br> is an element, and so is a </p> without its start. */
static void close_p_or_br(struct dom_builder *builder, enum html_tag tag)
{
    if (builder->foreign && !is_in_integration_point(builder))
        dom_build_pop_to(builder, builder->foreign);
    if (tag == HTML_P && find_p(builder))
        close_p(builder);
    else if (!builder->foreign)
        insert_element(builder, tag, true);
}

/* Whether an end tag counts where the builder is. */
static bool can_close(const struct dom_builder *builder, enum html_tag tag)
{
    if (tag == HTML_HTML || tag == HTML_BODY || tag == HTML_HEAD)
        return false; /* what comes after belongs to the body as well */
    if (!builder->is_in_body)
        return tag == HTML_NOSCRIPT || tag == HTML_TITLE;
    return !builder->n_open[HTML_SELECT] || tag == HTML_SELECT || tag == HTML_OPTION ||
           tag == HTML_OPTGROUP || is_table_tag(tag);
}

void dom_build_close(struct dom_builder *builder, enum html_tag tag, const char *name)
{
    const guint16 trait = dom_traits[tag];
    builder->skips_newline = false;
    if (tag == HTML_BR)
        open_body(builder);
    if (!can_close(builder, tag))
        return;
    if (tag == HTML_BR || tag == HTML_P)
        close_p_or_br(builder, tag);
    else if (tag == HTML_FORM)
        close_form(builder);
    else if (trait & HEADING)
        close_heading(builder);
    else if (trait & FORMATTING && dom_format_is_open(builder, tag))
        dom_format_close(builder, tag);
    else if (tag == HTML_TABLE)
        close_open(builder, tag, 0);
    else if (is_table_tag(tag))
        close_table_part(builder, tag);
    else if (tag == HTML_LI)
        close_item_tag(builder);
    else if (trait & SPECIAL)
        close_open(builder, tag, SCOPE);
    else
        close_other(builder, tag, name);
}

void dom_build_reset(struct dom_builder *builder)
{
    open_body(builder);
    dom_build_pop_to(builder, 2);
    builder->n_formats = 0;
}

void dom_build_start(struct dom_builder *builder, struct dom_page *page, struct arena *arena,
                     guint max_nodes)
{
    *builder = (struct dom_builder){
        .page = page, .arena = arena, .max_nodes = max_nodes, .is_quirky = true
    };
    page->html = dom_new_element(arena, HTML_HTML);
    page->head = dom_new_element(arena, HTML_HEAD);
    page->body = dom_new_element(arena, HTML_BODY);
    dom_insert(page->html, page->head, NULL);
    dom_insert(page->html, page->body, NULL);
    dom_build_push(builder, page->html);
    dom_build_push(builder, page->head);
}
