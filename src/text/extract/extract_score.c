/* SPDX-License-Identifier: MIT */
/* One attempt: the tree is made ready, then paragraphs lend their points to what holds them. */
#include "extract_private.h"

#include "base/utf8.h"

#include <string.h>

#define MAX_BYLINE_CHARS 100
#define MAX_HEADING_CHARS 1000
#define MIN_SCORED_CHARS 25
#define MAX_LEVELS 5

struct dom_node *extract_next_element(const struct dom_node *root, const struct dom_node *node)
{
    struct dom_node *next = dom_next(root, node);
    while (next && next->tag == HTML_TEXT)
        next = dom_next_after(root, next);
    return next;
}

static struct dom_node *remove_and_go_on(struct attempt *attempt, struct dom_node *node)
{
    struct dom_node *next = dom_next_after(attempt->html, node);
    while (next && next->tag == HTML_TEXT)
        next = dom_next_after(attempt->html, next);
    dom_remove(node);
    return next;
}

bool extract_has_ancestor(const struct dom_node *node, enum html_tag tag)
{
    for (guint level = 0; level < 4 && (node = node->parent); level++)
        if (node->tag == tag)
            return true;
    return false;
}

/* ---- what a node is */

/* Characters of all text below root without that at the ends, white space as it stands; it stops
 * counting at limit. */
static guint count_raw(const struct dom_node *root, guint limit)
{
    guint n = 0, pending = 0;
    for (const struct dom_node *node = root; node && n < limit; node = dom_next(root, node)) {
        const char *p = node->text, *end = p ? p + node->len : NULL;
        while (p < end && n < limit) {
            const size_t space = dom_space_len(p, end);
            if (space && n)
                pending++;
            if (!space) {
                n += pending + 1;
                pending = 0;
            }
            p = space ? p + space : g_utf8_next_char(p);
        }
    }
    return n;
}

static bool is_byline(struct attempt *attempt, struct dom_node *node)
{
    const struct extract_page *out = attempt->extractor->out;
    if (!(node->marks & DOM_BYLINE) || out->byline || node == attempt->body)
        return false;
    const guint32 chars = dom_get_sums(node)->chars;
    return chars && chars < MAX_BYLINE_CHARS &&
           count_raw(node, MAX_BYLINE_CHARS) < MAX_BYLINE_CHARS;
}

static void take_byline(struct attempt *attempt, const struct dom_node *node)
{
    const struct dom_node *name = node;
    for (const struct dom_node *below = node; (below = extract_next_element(node, below));) {
        const char *itemprop = dom_get_attribute(below, "itemprop");
        if (itemprop && strstr(itemprop, "name")) {
            name = below;
            break;
        }
    }
    g_autofree char *words = dom_get_words(name, MAX_BYLINE_CHARS * 4);
    attempt->extractor->out->byline = utf8_clean_line(words, strlen(words));
}

static bool repeats_title(const struct attempt *attempt, struct dom_node *node)
{
    if ((node->tag != HTML_H1 && node->tag != HTML_H2) ||
        dom_get_sums(node)->chars > MAX_HEADING_CHARS)
        return false;
    g_autofree char *words = dom_get_words(node, MAX_HEADING_CHARS * 4);
    return extract_compare_title(attempt->extractor->title_tokens, words) > 0.75;
}

static bool is_unlikely(const struct attempt *attempt, const struct dom_node *node)
{
    const guint16 words = node->facts->class_words | node->facts->id_words;
    if (!(attempt->flags & EXTRACT_STRIP_UNLIKELY) || node == attempt->html ||
        node == attempt->body)
        return false;
    if (node->marks & DOM_UNLIKELY_ROLE)
        return true;
    return words & WORD_UNLIKELY && !(words & WORD_MAYBE) && node->tag != HTML_A &&
           !extract_has_ancestor(node, HTML_TABLE) && !extract_has_ancestor(node, HTML_CODE);
}

bool extract_is_empty(struct dom_node *node)
{
    const struct dom_sums *sums = dom_get_sums(node);
    if (sums->chars)
        return false;
    const guint n = dom_count_elements(node, sums->n_breaks + 1);
    return n == 0 || n == sums->n_breaks;
}

static bool goes_when_empty(enum html_tag tag)
{
    return tag == HTML_DIV || tag == HTML_SECTION || tag == HTML_HEADER ||
           (tag >= HTML_H1 && tag <= HTML_H6);
}

static bool ends_with_text(const struct dom_node *node)
{
    return node->tag == HTML_TEXT && node->len && node->facts->sums.chars &&
           !node->facts->sums.ends_blank;
}

bool extract_has_only(const struct dom_node *node, enum html_tag tag)
{
    const struct dom_node *child = dom_first_element(node);
    if (!child || child->tag != tag || dom_next_element(child))
        return false;
    for (const struct dom_node *text = node->first; text; text = text->next)
        if (ends_with_text(text))
            return false;
    return true;
}

/* ---- div */

/* Runs of text and inline elements become paragraphs. */
static void wrap_runs(struct attempt *attempt, struct dom_node *div)
{
    for (struct dom_node *child = div->first; child;) {
        if (!extract_is_phrasing(child)) {
            child = child->next;
            continue;
        }
        struct dom_node *end = child->next;
        while (end && extract_is_phrasing(end))
            end = end->next;
        while (child != end && extract_is_blank(child)) {
            struct dom_node *next = child->next;
            dom_remove(child);
            child = next;
        }
        if (child != end) {
            struct dom_node *last = end ? end->prev : div->last;
            for (; extract_is_blank(last); last = end ? end->prev : div->last)
                dom_remove(last);
            struct dom_node *p = extract_new_element(attempt->arena, HTML_P);
            dom_insert(div, p, child);
            for (struct dom_node *next; child != end; child = next) {
                next = child->next;
                dom_insert(p, child, NULL);
            }
        }
        child = end;
    }
}

/* Returns what stands in the div's place, which is to be scored; the div itself if it is not. */
static struct dom_node *take_div(struct attempt *attempt, struct dom_node *div, GPtrArray *list)
{
    wrap_runs(attempt, div);
    if (extract_has_only(div, HTML_P) && dom_get_link_density(div) < 0.25) {
        struct dom_node *p = dom_first_element(div);
        dom_replace(div, p);
        g_ptr_array_add(list, p);
        return p;
    }
    if (!dom_get_sums(div)->n_blocks) {
        dom_rename(div, HTML_P);
        g_ptr_array_add(list, div);
    }
    return div;
}

static bool is_scored(enum html_tag tag)
{
    return tag == HTML_SECTION || tag == HTML_P || tag == HTML_TD || tag == HTML_PRE ||
           (tag >= HTML_H2 && tag <= HTML_H6);
}

/* ---- the walk */

/* Removes non-article nodes; returns the elements to score, in order. */
static GPtrArray *walk(struct attempt *attempt)
{
    GPtrArray *list = g_ptr_array_new();
    bool has_heading = false;
    for (struct dom_node *node = attempt->html; node;) {
        const bool is_frame = node == attempt->html || node == attempt->body;
        bool goes = !is_frame && (node->marks & DOM_HIDDEN ||
                                  (node->marks & DOM_BESIDE && !attempt->extractor->keeps_beside));
        if (!goes && is_byline(attempt, node)) {
            take_byline(attempt, node);
            goes = true;
        }
        if (!goes && !has_heading && repeats_title(attempt, node))
            goes = has_heading = true;
        goes = goes || is_unlikely(attempt, node) ||
               (goes_when_empty(node->tag) && extract_is_empty(node));
        if (goes) {
            node = remove_and_go_on(attempt, node);
            continue;
        }
        if (is_scored(node->tag))
            g_ptr_array_add(list, node);
        if (node->tag == HTML_DIV)
            node = take_div(attempt, node, list);
        node = extract_next_element(attempt->html, node);
    }
    return list;
}

static void score_element(const struct attempt *attempt, struct dom_node *node,
                          GPtrArray *candidates)
{
    const struct dom_sums *sums = dom_get_sums(node);
    const guint32 len = dom_sums_len(sums);
    if (!node->parent || len < MIN_SCORED_CHARS)
        return;
    const double score = 1 + (sums->commas + 1) + MIN(len / 100, 3);
    struct dom_node *up = node->parent;
    for (guint level = 0; level < MAX_LEVELS && up && up->parent; level++, up = up->parent) {
        if (!(up->marks & DOM_SCORED)) {
            extract_init_score(attempt, up);
            g_ptr_array_add(candidates, up);
        }
        up->facts->score += score / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
    }
}

struct dom_node *extract_score(struct attempt *attempt)
{
    GPtrArray *list = walk(attempt), *candidates = g_ptr_array_new();
    for (guint i = 0; i < list->len; i++)
        score_element(attempt, list->pdata[i], candidates);
    struct dom_node *top = extract_choose(attempt, candidates);
    g_ptr_array_unref(list);
    g_ptr_array_unref(candidates);
    return top;
}
