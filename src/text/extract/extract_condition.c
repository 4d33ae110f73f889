/* SPDX-License-Identifier: MIT */
/* Forms, tables, lists and boxes that do not look like text: by what they hold. */
#include "extract_private.h"

#include <string.h>

#define MANY_COMMAS 10

/* Words that fill a box where an advertisement or a player will be. */
static bool is_filler(struct dom_node *node)
{
    static const char *const fillers[] = {
        "ad",      "advertising", "advertisement", "pub",        "publicité",
        "werb",    "werbung",     "广告",          "реклама",    "anuncio",
        "loading", "正在加载",    "загрузка",      "chargement", "cargando",
    };
    if (dom_get_len(node) > 20)
        return false;
    g_autofree char *words = dom_get_words(node, 100);
    g_autofree char *lower = g_utf8_strdown(words, -1);
    for (guint i = 0; i < G_N_ELEMENTS(fillers); i++) {
        const size_t len = strlen(fillers[i]);
        const bool is_loading = i >= 10;
        if (strncmp(lower, fillers[i], len) == 0 &&
            (!lower[len] ||
             (is_loading && (strcmp(lower + len, "…") == 0 || strcmp(lower + len, "...") == 0))))
            return true;
    }
    return false;
}

/* A list of pictures: no item holds more than one element, and there are as many pictures as items.
 */
static bool is_picture_list(struct dom_node *list)
{
    for (struct dom_node *item = dom_first_element(list); item; item = dom_next_element(item))
        if (dom_count_elements(item, 2) > 1)
            return false;
    const struct dom_sums *sums = dom_get_sums(list);
    return sums->n_img == sums->n_li;
}

static bool is_suspicious(const struct dom_node *node, const struct dom_sums *sums, int weight,
                          bool is_list)
{
    const double len = dom_sums_len(sums);
    const double links = len > 0 ? sums->link_len / len : 0;
    const double headings = len > 0 ? (double)sums->heading_len / len : 0;
    const gint64 n_p = sums->n_p, n_li = (gint64)sums->n_li - 100;
    const bool is_in_figure = extract_has_ancestor(node, HTML_FIGURE);
    return (!is_in_figure && sums->n_img > 1 && (double)n_p / sums->n_img < 0.5) ||
           (!is_list && n_li > n_p) || sums->n_input > n_p / 3 ||
           (!is_list && !is_in_figure && headings < 0.9 && len < 25 &&
            (sums->n_img == 0 || sums->n_img > 2) && links > 0) ||
           (!is_list && weight < 25 && links > 0.2) || (weight >= 25 && links > 0.5) ||
           (sums->n_embeds == 1 && len < 75) || sums->n_embeds > 1 ||
           (sums->n_img == 0 && (len == 0 || sums->block_len == 0));
}

static bool is_in_data_table(const struct dom_node *node)
{
    while ((node = node->parent))
        if (node->marks & DOM_DATA_TABLE)
            return true;
    return false;
}

static bool has_to_go(const struct attempt *attempt, struct dom_node *node, bool has_data)
{
    const struct dom_sums *sums = dom_get_sums(node);
    const double len = dom_sums_len(sums);
    const bool is_list = node->tag == HTML_UL || (len > 0 && (double)sums->list_len / len > 0.9);
    if (node->marks & DOM_DATA_TABLE || sums->n_data_tables ||
        (has_data && is_in_data_table(node)) || extract_has_ancestor(node, HTML_CODE))
        return false;
    const int weight = extract_get_weight(attempt, node);
    if (weight < 0)
        return true;
    if (sums->ascii_commas >= MANY_COMMAS || sums->n_videos)
        return false;
    if (is_filler(node))
        return true;
    return is_suspicious(node, sums, weight, is_list) && !(is_list && is_picture_list(node));
}

void extract_clean_conditionally(struct attempt *attempt, enum html_tag tag)
{
    if (!(attempt->flags & EXTRACT_CLEAN_CONDITIONALLY))
        return;
    const bool has_data = dom_get_sums(attempt->article)->n_data_tables > 0;
    GPtrArray *list = extract_collect(attempt->article, &tag, 1);
    for (guint i = list->len; i-- > 0;) /* what is inside first */
        if (has_to_go(attempt, list->pdata[i], has_data))
            dom_remove(list->pdata[i]);
    g_ptr_array_unref(list);
}
