/* SPDX-License-Identifier: MIT */
/* Tags to a tree by the rules of HTML 13.2.6: what a tag closes, where it goes, what is implied. */
#include "dom_build.h"

#include <string.h>

#define BLOCK (CLOSES_P | SPECIAL | BREAKS_OUT)

const guint16 dom_traits[HTML_N_TAGS] = {
    [HTML_A] = FORMATTING,
    [HTML_ADDRESS] = BLOCK,
    [HTML_APPLET] = SPECIAL | SCOPE | MARKER,
    [HTML_AREA] = VOID | SPECIAL,
    [HTML_ARTICLE] = BLOCK,
    [HTML_ASIDE] = BLOCK,
    [HTML_B] = FORMATTING | BREAKS_OUT,
    [HTML_BASE] = VOID | SPECIAL | HEAD,
    [HTML_BASEFONT] = VOID | SPECIAL | HEAD,
    [HTML_BGSOUND] = VOID | SPECIAL | HEAD,
    [HTML_BIG] = FORMATTING | BREAKS_OUT,
    [HTML_BLOCKQUOTE] = BLOCK,
    [HTML_BR] = VOID | SPECIAL | BREAKS_OUT,
    [HTML_BUTTON] = SPECIAL,
    [HTML_CAPTION] = SPECIAL | SCOPE | MARKER,
    [HTML_CENTER] = BLOCK,
    [HTML_CODE] = FORMATTING | BREAKS_OUT,
    [HTML_COL] = VOID | SPECIAL,
    [HTML_COLGROUP] = SPECIAL,
    [HTML_DD] = BLOCK,
    [HTML_DETAILS] = BLOCK,
    [HTML_DIALOG] = BLOCK,
    [HTML_DIR] = BLOCK,
    [HTML_DIV] = BLOCK,
    [HTML_DL] = BLOCK,
    [HTML_DT] = BLOCK,
    [HTML_EM] = FORMATTING | BREAKS_OUT,
    [HTML_EMBED] = VOID | SPECIAL | BREAKS_OUT,
    [HTML_FIELDSET] = BLOCK,
    [HTML_FIGCAPTION] = BLOCK,
    [HTML_FIGURE] = BLOCK,
    [HTML_FONT] = FORMATTING,
    [HTML_FOOTER] = BLOCK,
    [HTML_FORM] = BLOCK,
    [HTML_FRAME] = VOID | SPECIAL,
    [HTML_H1] = BLOCK | HEADING,
    [HTML_H2] = BLOCK | HEADING,
    [HTML_H3] = BLOCK | HEADING,
    [HTML_H4] = BLOCK | HEADING,
    [HTML_H5] = BLOCK | HEADING,
    [HTML_H6] = BLOCK | HEADING,
    [HTML_HEADER] = BLOCK,
    [HTML_HGROUP] = BLOCK,
    [HTML_HR] = BLOCK | VOID,
    [HTML_HTML] = SPECIAL | SCOPE,
    [HTML_I] = FORMATTING | BREAKS_OUT,
    [HTML_IFRAME] = SPECIAL,
    [HTML_IMG] = VOID | SPECIAL | BREAKS_OUT,
    [HTML_INPUT] = VOID | SPECIAL,
    [HTML_KEYGEN] = VOID | SPECIAL,
    [HTML_LI] = BLOCK,
    [HTML_LINK] = VOID | SPECIAL | HEAD,
    [HTML_LISTING] = BLOCK,
    [HTML_MAIN] = BLOCK,
    [HTML_MARQUEE] = SPECIAL | SCOPE | MARKER,
    [HTML_MENU] = BLOCK,
    [HTML_META] = VOID | SPECIAL | HEAD | BREAKS_OUT,
    [HTML_NAV] = BLOCK,
    [HTML_NOBR] = FORMATTING | BREAKS_OUT,
    [HTML_NOSCRIPT] = SPECIAL | HEAD,
    [HTML_OBJECT] = SPECIAL | SCOPE | MARKER,
    [HTML_OL] = BLOCK,
    [HTML_P] = BLOCK,
    [HTML_PARAM] = VOID | SPECIAL,
    [HTML_PLAINTEXT] = BLOCK,
    [HTML_PRE] = BLOCK,
    [HTML_RUBY] = BREAKS_OUT,
    [HTML_S] = FORMATTING | BREAKS_OUT,
    [HTML_SCRIPT] = SPECIAL | HEAD,
    [HTML_SEARCH] = BLOCK,
    [HTML_SECTION] = BLOCK,
    [HTML_SELECT] = SPECIAL,
    [HTML_SMALL] = FORMATTING | BREAKS_OUT,
    [HTML_SOURCE] = VOID | SPECIAL,
    [HTML_SPAN] = BREAKS_OUT,
    [HTML_STRIKE] = FORMATTING | BREAKS_OUT,
    [HTML_STRONG] = FORMATTING | BREAKS_OUT,
    [HTML_STYLE] = SPECIAL | HEAD,
    [HTML_SUB] = BREAKS_OUT,
    [HTML_SUMMARY] = BLOCK,
    [HTML_SUP] = BREAKS_OUT,
    [HTML_TABLE] = BLOCK | SCOPE | TABLE_PART,
    [HTML_TBODY] = SPECIAL | TABLE_PART,
    [HTML_TD] = SPECIAL | SCOPE | MARKER,
    [HTML_TEXTAREA] = SPECIAL,
    [HTML_TFOOT] = SPECIAL | TABLE_PART,
    [HTML_TH] = SPECIAL | SCOPE | MARKER,
    [HTML_THEAD] = SPECIAL | TABLE_PART,
    [HTML_TITLE] = SPECIAL | HEAD,
    [HTML_TR] = SPECIAL | TABLE_PART,
    [HTML_TRACK] = VOID | SPECIAL,
    [HTML_TT] = FORMATTING | BREAKS_OUT,
    [HTML_U] = FORMATTING | BREAKS_OUT,
    [HTML_UL] = BLOCK,
    [HTML_WBR] = VOID | SPECIAL,
    [HTML_XMP] = BLOCK,
};

struct dom_node *dom_build_current(const struct dom_builder *builder)
{
    return builder->stack[builder->depth - 1];
}

/* ---- the stack of what is open */

static bool is_foreign_root(enum html_tag tag)
{
    return tag == HTML_SVG || tag == HTML_MATH;
}

void dom_build_pop_to(struct dom_builder *builder, guint depth)
{
    while (builder->depth > depth) {
        struct dom_node *node = builder->stack[--builder->depth];
        builder->n_open[node->tag]--;
        node->marks &= (guint16)~DOM_OPEN;
        if (dom_traits[node->tag] & MARKER)
            dom_format_leave(builder);
    }
    if (builder->depth <= builder->foreign)
        builder->foreign = 0;
}

void dom_build_push(struct dom_builder *builder, struct dom_node *node)
{
    g_assert(builder->depth < DOM_MAX_DEPTH);
    builder->stack[builder->depth++] = node;
    builder->n_open[node->tag]++;
    node->marks |= DOM_OPEN;
    if (dom_traits[node->tag] & MARKER)
        dom_format_enter(builder);
    if (is_foreign_root((enum html_tag)node->tag) && !builder->foreign)
        builder->foreign = builder->depth - 1;
}

void dom_build_cut(struct dom_builder *builder, guint at, guint n)
{
    for (guint i = at; i < at + n; i++) {
        builder->n_open[builder->stack[i]->tag]--;
        builder->stack[i]->marks &= (guint16)~DOM_OPEN;
    }
    builder->depth -= n;
    memmove(&builder->stack[at], &builder->stack[at + n],
            (builder->depth - at) * sizeof builder->stack[0]);
    builder->foreign = 0;
    const bool has_foreign = builder->n_open[HTML_SVG] || builder->n_open[HTML_MATH];
    for (guint i = 1; has_foreign && i < builder->depth && !builder->foreign; i++)
        if (is_foreign_root((enum html_tag)builder->stack[i]->tag))
            builder->foreign = i;
}

/* Where tag is open and no element with one of stops stands between; 0: nowhere. */
guint dom_build_find_open(const struct dom_builder *builder, enum html_tag tag, guint16 stops)
{
    if (!builder->n_open[tag])
        return 0;
    for (guint i = builder->depth; --i > 0;) {
        if (builder->stack[i]->tag == tag)
            return i;
        if (dom_traits[builder->stack[i]->tag] & stops)
            return 0;
    }
    return 0;
}

static bool close_open(struct dom_builder *builder, enum html_tag tag, guint16 stops)
{
    const guint at = dom_build_find_open(builder, tag, stops);
    if (at)
        dom_build_pop_to(builder, at);
    return at != 0;
}

/* A paragraph that is open, but not outside of a button; 0: none. */
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

/* Rows, cells and their like: false where there is no table. */
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

/* What the start tag ends; false where it is to be left out. */
static bool prepare_tag(struct dom_builder *builder, enum html_tag tag)
{
    if (builder->n_open[HTML_SELECT] && !leave_select(builder, tag))
        return false;
    if (tag != HTML_COL && dom_build_current(builder)->tag == HTML_COLGROUP)
        dom_build_pop_to(builder, builder->depth - 1);
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
    case HTML_CAPTION:
    case HTML_COL:
    case HTML_COLGROUP:
    case HTML_TBODY:
    case HTML_TFOOT:
    case HTML_THEAD:
    case HTML_TR:
    case HTML_TD:
    case HTML_TH:
        return prepare_table_part(builder, tag);
    case HTML_FORM:
        if (builder->n_open[HTML_FORM])
            return false;
        break;
    default:
        break;
    }
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

void dom_build_open(struct dom_builder *builder, const struct dom_tag *tag)
{
    const guint16 trait = dom_traits[tag->tag];
    struct dom_page *page = builder->page;
    if (tag->tag == HTML_HTML || tag->tag == HTML_HEAD || tag->tag == HTML_BODY) {
        if (tag->tag == HTML_BODY)
            open_body(builder);
        merge_attributes(tag->tag == HTML_HTML   ? page->html
                         : tag->tag == HTML_HEAD ? page->head
                                                 : page->body,
                         tag->attributes);
        return;
    }
    builder->skips_newline = false;
    if (!builder->is_in_body && !(trait & HEAD))
        open_body(builder);
    if (builder->depth > DOM_MAX_DEPTH - DOM_SPARE_DEPTH) /* none of it is meant */
        dom_build_pop_to(builder, 2);
    if (builder->foreign && breaks_out(tag) && !is_in_integration_point(builder))
        dom_build_pop_to(builder, builder->foreign);
    if (builder->is_in_body && !builder->foreign && !prepare_tag(builder, tag->tag))
        return;
    if (builder->is_in_body && !builder->foreign && is_inline(tag->tag, trait))
        dom_format_reopen(builder);
    struct dom_node *node = dom_new_element(builder->arena, tag->tag);
    if (tag->tag == HTML_UNKNOWN)
        node->name = arena_strdup(builder->arena, tag->name);
    node->attributes = tag->attributes;
    page->has_base = page->has_base || (tag->tag == HTML_BASE && dom_get_attribute(node, "href"));
    dom_build_append(builder, node, !is_table_tag(tag->tag) && tag->tag != HTML_FORM);
    const bool is_empty = builder->foreign || tag->tag == HTML_SVG || tag->tag == HTML_MATH
                              ? tag->closes_itself
                              : trait & VOID || (tag->tag == HTML_IFRAME && tag->closes_itself);
    if (!is_empty)
        dom_build_push(builder, node);
    if (trait & FORMATTING && !builder->foreign)
        dom_format_add(builder, node);
    builder->skips_newline =
        !builder->foreign &&
        (tag->tag == HTML_PRE || tag->tag == HTML_LISTING || tag->tag == HTML_TEXTAREA);
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

/* What is open inside a form goes on behind its end (HTML 13.2.6.4.7). */
static void close_form(struct dom_builder *builder)
{
    const guint at = dom_build_find_open(builder, HTML_FORM, SCOPE);
    if (!at)
        return;
    dom_build_cut(builder, at, 1);
}

void dom_build_close(struct dom_builder *builder, enum html_tag tag, const char *name)
{
    const guint16 trait = dom_traits[tag];
    builder->skips_newline = false;
    if (tag == HTML_HTML || tag == HTML_BODY || tag == HTML_HEAD)
        return; /* what comes behind belongs to the body as well */
    if (!builder->is_in_body && tag == HTML_BR)
        open_body(builder);
    if (!builder->is_in_body && tag != HTML_NOSCRIPT && tag != HTML_TITLE)
        return;
    if (builder->n_open[HTML_SELECT] && tag != HTML_SELECT && tag != HTML_OPTION &&
        tag != HTML_OPTGROUP && !is_table_tag(tag))
        return;
    if (builder->foreign && (tag == HTML_BR || tag == HTML_P) && !is_in_integration_point(builder))
        dom_build_pop_to(builder, builder->foreign);
    if (tag == HTML_BR || (tag == HTML_P && !find_p(builder))) {
        if (!builder->foreign)
            insert_element(builder, tag, true);
    } else if (tag == HTML_P) {
        close_p(builder);
    } else if (tag == HTML_FORM) {
        close_form(builder);
    } else if (trait & HEADING) {
        close_heading(builder);
    } else if (trait & FORMATTING && dom_format_is_open(builder, tag)) {
        dom_format_close(builder, tag);
    } else if (tag == HTML_TABLE) {
        close_open(builder, tag, 0);
    } else if (is_table_tag(tag)) {
        const guint at = dom_build_find_open(builder, tag, 0);
        if (at > dom_build_find_open(builder, HTML_TABLE, 0))
            dom_build_pop_to(builder, at);
    } else if (tag == HTML_LI) {
        const guint at = dom_build_find_open(builder, tag, SCOPE);
        if (at > dom_build_find_open(builder, HTML_UL, 0) &&
            at > dom_build_find_open(builder, HTML_OL, 0))
            dom_build_pop_to(builder, at);
    } else if (trait & SPECIAL) {
        close_open(builder, tag, SCOPE);
    } else {
        close_other(builder, tag, name);
    }
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
