/* SPDX-License-Identifier: MIT */
/* Inside text: what extraction knows of the nodes of a tree: what is below each, counted when it is
 * asked for. A tree that is only shown goes without. */
#ifndef TEXT_DOM_SUMS_H
#define TEXT_DOM_SUMS_H

#include "dom.h"

/* What is below an element (without itself), or in a text. Lengths are in code points, white space
 * collapsed and without that at the ends. */
struct dom_sums {
    guint32 chars, gaps; /* characters other than white space; runs of white space */
    guint32 commas, ascii_commas;
    guint32 n_p, n_img, n_li, n_input, n_embeds, n_videos, n_breaks, n_blocks, n_tables,
        n_data_tables;
    guint64 heading_len, list_len,
        block_len; /* of the texts of such elements; of nested ones again */
    double link_len;
    bool begins_blank, ends_blank;
};

struct dom_facts {
    guint16 id_words, class_words; /* enum extract_words */
    struct dom_sums sums;
    double score;
};

/* Gives root and all below it facts, in arena. */
void dom_weigh(struct arena *arena, struct dom_node *root);
struct dom_facts *dom_copy_facts(struct arena *arena, const struct dom_facts *facts);

/* The sums of node, which has facts, counted again where something below it changed. */
const struct dom_sums *dom_get_sums(struct dom_node *node);
guint32 dom_get_len(struct dom_node *node);
double dom_get_link_density(struct dom_node *node);
guint32 dom_sums_len(const struct dom_sums *sums);

#endif
