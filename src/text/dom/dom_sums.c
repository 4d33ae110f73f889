/* SPDX-License-Identifier: MIT */
/* What is below the nodes of a tree, counted. */
#include "dom_sums.h"

/* The commas of scripts other than ours. */
static bool is_foreign_comma(const char *p)
{
    static const gunichar commas[] = { 0x060c, 0x2e32, 0x2e34, 0x2e41,
                                       0xfe10, 0xfe11, 0xfe50, 0xff0c };
    const gunichar c = g_utf8_get_char(p);
    for (guint i = 0; i < G_N_ELEMENTS(commas); i++)
        if (commas[i] == c)
            return true;
    return false;
}

enum { OTHER, INSIDE, BLANK, COMMA, LEAD };

/* What a byte can be: a character or the first byte of one, a later byte, white space, ",", the
 * first byte of characters that may be white space or commas. */
static const guchar byte_kinds[256] = {
    ['\t'] = BLANK, ['\n'] = BLANK,
    ['\v'] = BLANK, ['\f'] = BLANK,
    ['\r'] = BLANK, [' '] = BLANK,
    [','] = COMMA,  [0xc2] = LEAD,
    [0xd8] = LEAD,  [0xe1] = LEAD,
    [0xe2] = LEAD,  [0xe3] = LEAD,
    [0xef] = LEAD,  [0x80 ... 0xbf] = INSIDE,
};

static void count_text(struct dom_sums *sums, const char *text, size_t len)
{
    const char *end = text + len;
    bool was_blank = false;
    sums->begins_blank = len && dom_space_len(text, end);
    for (const char *p = text; p < end;) {
        guchar kind = byte_kinds[(guchar)*p];
        size_t space = kind == BLANK;
        if (kind == LEAD) {
            space = dom_space_len(p, end);
            if (!space && is_foreign_comma(p))
                sums->commas++;
        }
        if (space) {
            sums->gaps += !was_blank;
            was_blank = true;
            p += space;
            continue;
        }
        if (kind == COMMA) {
            sums->commas++;
            sums->ascii_commas++;
        }
        sums->chars += kind != INSIDE;
        was_blank = was_blank && kind == INSIDE;
        p++;
    }
    sums->ends_blank = was_blank;
}

void dom_weigh(struct arena *arena, struct dom_node *root)
{
    for (struct dom_node *node = root; node; node = dom_next(root, node)) {
        node->facts = arena_new0(arena, struct dom_facts);
        if (node->tag == HTML_TEXT)
            count_text(&node->facts->sums, node->text, node->len);
    }
}

struct dom_facts *dom_copy_facts(struct arena *arena, const struct dom_facts *facts)
{
    struct dom_facts *copy = arena_new0(arena, struct dom_facts);
    *copy = *facts;
    return copy;
}

guint32 dom_sums_len(const struct dom_sums *sums)
{
    return sums->chars ? sums->chars + sums->gaps - sums->begins_blank - sums->ends_blank : 0;
}

static void add_own(struct dom_sums *sums, const struct dom_node *child)
{
    const guint32 len = dom_sums_len(&child->facts->sums);
    switch (child->tag) {
    case HTML_A: {
        const char *href = len ? dom_get_attribute(child, "href") : NULL;
        sums->link_len += len * (href && href[0] == '#' && href[1] ? 0.3 : 1.0);
        break;
    }
    case HTML_H1 ... HTML_H6:
        sums->heading_len += len;
        break;
    case HTML_SPAN:
    case HTML_TD:
        sums->block_len += len;
        break;
    case HTML_LI:
        sums->n_li++;
        sums->block_len += len;
        break;
    case HTML_P:
        sums->n_p++;
        goto block;
    case HTML_IMG:
        sums->n_img++;
        goto block;
    case HTML_UL:
    case HTML_OL:
        sums->list_len += len;
        goto block;
    case HTML_TABLE:
        sums->n_tables++;
        sums->n_data_tables += (child->marks & DOM_DATA_TABLE) != 0;
        goto block;
    case HTML_BLOCKQUOTE:
    case HTML_DL:
    case HTML_DIV:
    case HTML_PRE:
    block:
        sums->n_blocks++;
        sums->block_len += len;
        break;
    case HTML_INPUT:
        sums->n_input++;
        break;
    case HTML_BR:
    case HTML_HR:
        sums->n_breaks++;
        break;
    case HTML_OBJECT:
    case HTML_EMBED:
    case HTML_IFRAME:
        sums->n_embeds++;
        sums->n_videos += (child->marks & DOM_VIDEO) != 0;
        break;
    default:
        break;
    }
}

static void add_child(struct dom_sums *sums, const struct dom_node *child)
{
    const struct dom_sums *below = &child->facts->sums;
    if (below->chars || below->gaps) {
        const bool is_first = !sums->chars && !sums->gaps;
        if (is_first)
            sums->begins_blank = below->begins_blank;
        sums->gaps += below->gaps - (!is_first && sums->ends_blank && below->begins_blank);
        sums->chars += below->chars;
        sums->ends_blank = below->ends_blank;
        sums->commas += below->commas;
        sums->ascii_commas += below->ascii_commas;
    }
    if (child->tag == HTML_TEXT)
        return;
    sums->n_p += below->n_p;
    sums->n_img += below->n_img;
    sums->n_li += below->n_li;
    sums->n_input += below->n_input;
    sums->n_embeds += below->n_embeds;
    sums->n_videos += below->n_videos;
    sums->n_breaks += below->n_breaks;
    sums->n_blocks += below->n_blocks;
    sums->n_tables += below->n_tables;
    sums->n_data_tables += below->n_data_tables;
    sums->heading_len += below->heading_len;
    sums->list_len += below->list_len;
    sums->block_len += below->block_len;
    sums->link_len += below->link_len;
    add_own(sums, child);
}

/* Each node that is stale is entered once; a stale node's parents are stale as well. */
const struct dom_sums *dom_get_sums(struct dom_node *root)
{
    if (!(root->marks & DOM_STALE))
        return &root->facts->sums;
    for (struct dom_node *node = root;;) {
        if (node->marks & DOM_STALE) {
            node->marks &= (guint16)~DOM_STALE;
            node->facts->sums = (struct dom_sums){ 0 };
            if (node->first) {
                node = node->first;
                continue;
            }
        }
        while (node != root && !node->next) {
            add_child(&node->parent->facts->sums, node);
            node = node->parent;
        }
        if (node == root)
            return &root->facts->sums;
        add_child(&node->parent->facts->sums, node);
        node = node->next;
    }
}

guint32 dom_get_len(struct dom_node *node)
{
    return dom_sums_len(dom_get_sums(node));
}

double dom_get_link_density(struct dom_node *node)
{
    const struct dom_sums *sums = dom_get_sums(node);
    const guint32 len = dom_sums_len(sums);
    return len ? sums->link_len / len : 0;
}
