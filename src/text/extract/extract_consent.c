/* SPDX-License-Identifier: MIT */
/* Consent to cookies: banners, dialogues and what else lies over a page. Found by the names that
 * the tools for it give their boxes, by roles and styles, and by what it says. */
#include "extract_beside.h"

#include <string.h>

#define MAX_READ 2000    /* boxes and paragraphs of one page */
#define MAX_REST 20      /* buttons and headings of a banner */
#define MAX_SIBLINGS 200 /* in a box that may be a banner */
#define MAX_LEVELS 8     /* from a paragraph upwards */
#define MIN_SHARE 0.6    /* of a box that is about consent */

static guint count(struct beside *search, const struct dom_node *node, bool *is_spoken)
{
    *is_spoken = false;
    if (++search->n_read > MAX_READ)
        return 0;
    g_autofree char *words = dom_get_words(node, BESIDE_MAX_BYTES);
    return extract_count_consent(words, is_spoken);
}

static bool says_consent(struct beside *search, const struct dom_node *node)
{
    bool is_spoken;
    const guint n = count(search, node, &is_spoken);
    return n > 2 || (n == 2 && is_spoken);
}

bool beside_is_about_consent(struct beside *search, const struct dom_node *leaf)
{
    bool is_spoken;
    return count(search, leaf, &is_spoken) >= 2 && is_spoken;
}

bool beside_is_consent(struct beside *search, const struct dom_node *node,
                       const struct beside_claims *claims)
{
    return claims->names & NAME_TOOL || claims->is_overlay ||
           (claims->may_ask && says_consent(search, node));
}

static void mark(struct beside *search, struct dom_node *node)
{
    node->marks |= DOM_BESIDE;
    search->is_found = true;
}

/* Characters about consent below each box that holds such paragraphs. */
static GHashTable *count_consent(const struct beside *search)
{
    GHashTable *chars = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < search->leaves->len; i++) {
        struct dom_node *leaf = search->leaves->pdata[i];
        const guint n = dom_get_sums(leaf)->chars;
        for (struct dom_node *up = leaf; up; up = up->parent) {
            const guint sum = GPOINTER_TO_UINT(g_hash_table_lookup(chars, up)) + n;
            g_hash_table_insert(chars, up, GUINT_TO_POINTER(sum));
        }
    }
    return chars;
}

static bool is_mostly(GHashTable *chars, struct dom_node *node)
{
    const guint n = GPOINTER_TO_UINT(g_hash_table_lookup(chars, node));
    return n && n >= MIN_SHARE * dom_get_sums(node)->chars;
}

/* What stands around node in its parent is the rest of a banner: buttons, headings. */
static bool is_whole_parent(GHashTable *chars, const struct dom_node *node)
{
    guint n = 0, n_children = 0;
    for (struct dom_node *child = node->parent->first; child; child = child->next) {
        if (++n_children > MAX_SIBLINGS)
            return false;
        if (child == node || !dom_get_sums(child)->chars || is_mostly(chars, child))
            continue;
        if (++n > MAX_REST || beside_has_sentence(child))
            return false;
    }
    return true;
}

static void mark_banner(struct beside *search, GHashTable *chars, struct dom_node *leaf)
{
    struct dom_node *box = leaf;
    while (box && !beside_is_box(box))
        box = box->parent;
    if (!box || !beside_can_mark(search, box) || beside_is_inside(box) || !is_mostly(chars, box))
        return;
    for (guint level = 0; level < MAX_LEVELS; level++) {
        struct dom_node *up = box->parent;
        if (!up || !beside_can_mark(search, up) || !is_whole_parent(chars, box))
            break;
        box = up;
    }
    mark(search, box);
}

void beside_mark_banners(struct beside *search)
{
    GHashTable *chars = count_consent(search);
    for (guint i = 0; i < search->leaves->len; i++)
        mark_banner(search, chars, search->leaves->pdata[i]);
    g_hash_table_unref(chars);
}
