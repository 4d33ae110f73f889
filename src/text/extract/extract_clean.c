/* SPDX-License-Identifier: MIT */
/* Removes everything that is not text of the article: forms, frames, buttons to share, what is
 * empty. */
#include "extract_private.h"

#include <string.h>

#define MAX_SHARE_BYTES 500

static bool is_one_of(enum html_tag tag, const enum html_tag *tags, guint n)
{
    for (guint i = 0; i < n; i++)
        if (tags[i] == tag)
            return true;
    return false;
}

GPtrArray *extract_collect(const struct dom_node *root, const enum html_tag *tags, guint n)
{
    GPtrArray *list = g_ptr_array_new();
    for (struct dom_node *node = (struct dom_node *)root;
         (node = extract_next_element(root, node));)
        if (is_one_of(node->tag, tags, n))
            g_ptr_array_add(list, node);
    return list;
}

/* The element after node, which goes from the article. */
static struct dom_node *take_out(const struct attempt *attempt, struct dom_node *node)
{
    struct dom_node *next = dom_next_after(attempt->article, node);
    while (next && next->tag == HTML_TEXT)
        next = dom_next_after(attempt->article, next);
    dom_remove(node);
    return next;
}

static void remove_all(const struct attempt *attempt, const enum html_tag *tags, guint n)
{
    for (struct dom_node *node = extract_next_element(attempt->article, attempt->article); node;) {
        const bool goes = is_one_of(node->tag, tags, n) && !(node->marks & DOM_VIDEO);
        node = goes ? take_out(attempt, node) : extract_next_element(attempt->article, node);
    }
}

/* Bytes of all text below root, white space as it stands; it stops counting at limit. */
static size_t count_bytes(const struct dom_node *root, size_t limit)
{
    size_t n = 0;
    for (const struct dom_node *node = root; node && n < limit; node = dom_next(root, node))
        n += node->len;
    return n;
}

/* Below each child of the article, the children themselves stay. */
static void remove_share_buttons(const struct attempt *attempt)
{
    for (struct dom_node *node = extract_next_element(attempt->article, attempt->article); node;) {
        const bool goes = (node->facts->class_words | node->facts->id_words) & WORD_SHARE &&
                          node->parent != attempt->article &&
                          count_bytes(node, MAX_SHARE_BYTES) < MAX_SHARE_BYTES;
        node = goes ? take_out(attempt, node) : extract_next_element(attempt->article, node);
    }
}

static void clean_headings(const struct attempt *attempt)
{
    for (struct dom_node *node = extract_next_element(attempt->article, attempt->article); node;) {
        const bool goes =
            (node->tag == HTML_H1 || node->tag == HTML_H2) && extract_get_weight(attempt, node) < 0;
        node = goes ? take_out(attempt, node) : extract_next_element(attempt->article, node);
    }
}

static bool is_before_paragraph(const struct dom_node *br)
{
    const struct dom_node *next = br->next;
    while (next && extract_is_blank_text(next))
        next = next->next;
    return next && next->tag == HTML_P;
}

/* h1 becomes h2; paragraphs without anything and line breaks before paragraphs go. */
static void tidy(const struct attempt *attempt)
{
    static const enum html_tag tags[] = { HTML_H1, HTML_P, HTML_BR };
    GPtrArray *list = extract_collect(attempt->article, tags, G_N_ELEMENTS(tags));
    for (guint i = list->len; i-- > 0;) {
        struct dom_node *node = list->pdata[i];
        const struct dom_sums *sums = dom_get_sums(node);
        if (node->tag == HTML_H1)
            dom_rename(node, HTML_H2);
        else if (node->tag == HTML_P && !sums->chars && !sums->n_img && !sums->n_embeds)
            dom_remove(node);
    }
    for (guint i = 0; i < list->len; i++) {
        struct dom_node *node = list->pdata[i];
        if (node->tag == HTML_BR && node->parent && is_before_paragraph(node))
            dom_remove(node);
    }
    g_ptr_array_unref(list);
}

void extract_clean(struct attempt *attempt)
{
    static const enum html_tag first[] = { HTML_OBJECT, HTML_EMBED, HTML_FOOTER, HTML_LINK,
                                           HTML_ASIDE };
    static const enum html_tag second[] = { HTML_IFRAME, HTML_INPUT, HTML_TEXTAREA, HTML_SELECT,
                                            HTML_BUTTON };
    extract_mark_tables(attempt);
    extract_fix_lazy_images(attempt);
    extract_clean_conditionally(attempt, HTML_FORM);
    extract_clean_conditionally(attempt, HTML_FIELDSET);
    remove_all(attempt, first, G_N_ELEMENTS(first));
    remove_share_buttons(attempt);
    remove_all(attempt, second, G_N_ELEMENTS(second));
    clean_headings(attempt);
    extract_clean_conditionally(attempt, HTML_TABLE);
    extract_clean_conditionally(attempt, HTML_UL);
    extract_clean_conditionally(attempt, HTML_DIV);
    tidy(attempt);
    extract_unwrap_cells(attempt);
}

/* div in div: the inner one takes the place of the outer and its attributes; empty ones go. */
void extract_flatten(struct attempt *attempt)
{
    struct dom_node *root = attempt->article;
    for (struct dom_node *node = extract_next_element(root, root); node;) {
        const bool is_box = node->tag == HTML_DIV || node->tag == HTML_SECTION;
        if (is_box && extract_is_empty(node)) {
            node = take_out(attempt, node);
            continue;
        }
        if (is_box && (extract_has_only(node, HTML_DIV) || extract_has_only(node, HTML_SECTION))) {
            struct dom_node *child = dom_first_element(node);
            const char *id = dom_get_attribute(node, "id"), *dir = dom_get_attribute(node, "dir");
            if (id)
                dom_set_attribute(attempt->arena, child, "id", id);
            if (dir)
                dom_set_attribute(attempt->arena, child, "dir", dir);
            dom_replace(node, child);
            node = child;
            continue;
        }
        node = extract_next_element(root, node);
    }
}
