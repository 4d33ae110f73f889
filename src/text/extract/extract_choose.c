/* SPDX-License-Identifier: MIT */
/* The element that is the article, and those beside it that belong to it. */
#include "extract_private.h"

#include <string.h>

#define N_TOP 5
#define MIN_ALIKE 3
#define LONG_PARAGRAPH_CHARS 80

void extract_init_score(const struct attempt *attempt, struct dom_node *node)
{
    static const gint8 points[HTML_N_TAGS] = {
        [HTML_DIV] = 5,      [HTML_PRE] = 3, [HTML_TD] = 3,  [HTML_BLOCKQUOTE] = 3,
        [HTML_ADDRESS] = -3, [HTML_OL] = -3, [HTML_UL] = -3, [HTML_DL] = -3,
        [HTML_DD] = -3,      [HTML_DT] = -3, [HTML_LI] = -3, [HTML_FORM] = -3,
        [HTML_H1] = -5,      [HTML_H2] = -5, [HTML_H3] = -5, [HTML_H4] = -5,
        [HTML_H5] = -5,      [HTML_H6] = -5, [HTML_TH] = -5,
    };
    node->facts->score = points[node->tag] + extract_get_weight(attempt, node);
    node->marks |= DOM_SCORED;
}

static void need_score(const struct attempt *attempt, struct dom_node *node)
{
    if (!(node->marks & DOM_SCORED))
        extract_init_score(attempt, node);
}

/* The best few, the best first; earlier ones before others of the same score. */
static guint rank(const GPtrArray *candidates, struct dom_node *best[N_TOP])
{
    guint n = 0;
    for (guint i = 0; i < candidates->len; i++) {
        struct dom_node *node = candidates->pdata[i];
        node->facts->score *= 1 - dom_get_link_density(node);
        guint at = n;
        while (at > 0 && node->facts->score > best[at - 1]->facts->score)
            at--;
        if (at == N_TOP)
            continue;
        n = MIN(n + 1, N_TOP);
        for (guint k = n - 1; k > at; k--)
            best[k] = best[k - 1];
        best[at] = node;
    }
    return n;
}

static bool is_inside(const struct dom_node *node, const struct dom_node *ancestor)
{
    while (node && node != ancestor)
        node = node->parent;
    return node != NULL;
}

/* What holds at least three that are nearly as good as the best, if there are so many. */
static struct dom_node *find_common(const struct attempt *attempt, struct dom_node *const *best,
                                    guint n)
{
    guint n_alike = 1;
    while (n_alike < n && best[n_alike]->facts->score / best[0]->facts->score >= 0.75)
        n_alike++;
    if (n_alike - 1 < MIN_ALIKE)
        return best[0];
    for (struct dom_node *up = best[0]->parent; up && up != attempt->body; up = up->parent) {
        guint n_inside = 0;
        for (guint i = 1; i < n_alike; i++)
            n_inside += best[i] != up && is_inside(best[i], up);
        if (n_inside >= MIN_ALIKE)
            return up;
    }
    return best[0];
}

/* Scores that rise on the way up: there is more of the article beside. */
static struct dom_node *climb(const struct attempt *attempt, struct dom_node *top)
{
    double last = top->facts->score;
    const double least = last / 3;
    for (struct dom_node *up = top->parent; up && up != attempt->body; up = up->parent) {
        if (!(up->marks & DOM_SCORED))
            continue;
        if (up->facts->score < least)
            break;
        if (up->facts->score > last)
            return up;
        last = up->facts->score;
    }
    return top;
}

struct dom_node *extract_choose(struct attempt *attempt, GPtrArray *candidates)
{
    struct dom_node *best[N_TOP] = { NULL }, *body = attempt->body;
    const guint n = rank(candidates, best);
    if (!n || best[0] == body || !is_inside(best[0], body)) {
        struct dom_node *div = extract_new_element(attempt->arena, HTML_DIV);
        dom_move_children(body, div);
        dom_insert(body, div, NULL);
        extract_init_score(attempt, div);
        return div;
    }
    struct dom_node *top = find_common(attempt, best, n);
    need_score(attempt, top);
    top = climb(attempt, top);
    while (top->parent != body && dom_count_elements(top->parent, 2) == 1)
        top = top->parent;
    need_score(attempt, top);
    return top;
}

/* ---- siblings */

/* A full stop before a space or the end. */
static bool has_sentence_end(const struct dom_node *node)
{
    g_autofree char *words = dom_get_words(node, (size_t)LONG_PARAGRAPH_CHARS * 4);
    const size_t len = strlen(words);
    return strstr(words, ". ") || (len && words[len - 1] == '.');
}

static bool is_paragraph_of_it(struct dom_node *node)
{
    const guint32 len = node->tag == HTML_P ? dom_get_len(node) : 0;
    if (!len)
        return false;
    const double density = dom_get_link_density(node);
    if (len > LONG_PARAGRAPH_CHARS)
        return density < 0.25;
    return len < LONG_PARAGRAPH_CHARS && density == 0 && has_sentence_end(node);
}

static bool belongs(const struct dom_node *top, struct dom_node *node)
{
    const char *class = dom_get_attribute(node, "class"), *its = dom_get_attribute(top, "class");
    const double bonus =
        class && its && *its && strcmp(class, its) == 0 ? top->facts->score * 0.2 : 0;
    const double least = MAX(10, top->facts->score * 0.2);
    return (node->marks & DOM_SCORED && node->facts->score + bonus >= least) ||
           is_paragraph_of_it(node);
}

static bool keeps_its_name(enum html_tag tag)
{
    return tag == HTML_DIV || tag == HTML_ARTICLE || tag == HTML_SECTION || tag == HTML_P ||
           tag == HTML_OL || tag == HTML_UL;
}

void extract_join(struct attempt *attempt, struct dom_node *top)
{
    struct dom_node *parent = top->parent;
    attempt->article = extract_new_element(attempt->arena, HTML_DIV);
    for (struct dom_node *node = dom_first_element(parent), *next; node; node = next) {
        next = dom_next_element(node);
        if (node != top && !belongs(top, node))
            continue;
        if (!keeps_its_name(node->tag))
            dom_rename(node, HTML_DIV);
        dom_insert(attempt->article, node, NULL);
    }
}
