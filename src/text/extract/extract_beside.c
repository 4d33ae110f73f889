/* SPDX-License-Identifier: MIT */
/* What stands beside an article and may be longer than it: consent to cookies, comments. It is
 * found once, before the first attempt, by names, roles and styles, by what it says, and by its
 * shape. What holds the article's title, or what the page calls its article, is never marked. */
#include "extract_beside.h"

#include <string.h>

#define MAX_LEAVES 1000   /* paragraphs about consent of one page that are looked at */
#define MAX_REPLIES 1000  /* links to reply */
#define MAX_HEADINGS 1000 /* over comments */
#define MIN_TEXT 40       /* bytes of a piece of text that can be about consent */
#define MAX_NODES 200     /* in which a sentence is looked for */
#define MAX_LEVELS 32     /* from a paragraph upwards */

static guint get_label_names(const struct beside *search, const char *label)
{
    gpointer names;
    if (!label || !*label)
        return 0;
    if (!g_hash_table_lookup_extended(search->names, label, NULL, &names)) {
        names = GUINT_TO_POINTER(extract_find_names(label));
        g_hash_table_insert(search->names, (gpointer)label, names);
    }
    return GPOINTER_TO_UINT(names);
}

static bool equals(const char *value, const char *text)
{
    return g_ascii_strcasecmp(value, text) == 0;
}

static void read_attribute(const struct beside *search, const struct dom_attribute *a,
                           struct beside_claims *claims)
{
    if (strcmp(a->name, "class") == 0 || strcmp(a->name, "id") == 0) {
        claims->names |= get_label_names(search, a->value);
    } else if (strcmp(a->name, "role") == 0) {
        claims->is_overlay |= equals(a->value, "dialog") || equals(a->value, "alertdialog");
        claims->may_ask |= equals(a->value, "alert") || equals(a->value, "banner");
    } else if (strcmp(a->name, "aria-modal") == 0) {
        claims->is_overlay |= equals(a->value, "true");
    } else if (strcmp(a->name, "aria-label") == 0) {
        claims->may_ask |= (get_label_names(search, a->value) & (NAME_CONSENT | NAME_TOOL)) != 0;
    } else if (strcmp(a->name, "style") == 0) {
        claims->is_overlay |= extract_has_declaration(a->value, "position", "fixed");
        claims->may_ask |= extract_has_declaration(a->value, "position", "sticky");
    } else if (strcmp(a->name, "itemprop") == 0) {
        claims->is_item |= equals(a->value, "comment");
    } else if (strcmp(a->name, "itemtype") == 0) {
        claims->is_item |=
            g_str_has_suffix(a->value, "/Comment") || g_str_has_suffix(a->value, "/UserComments");
    }
}

static struct beside_claims get_claims(const struct beside *search, const struct dom_node *node)
{
    struct beside_claims claims = { .is_overlay = strcmp(node->name, "dialog") == 0 };
    if (node->tag == HTML_UNKNOWN && strchr(node->name, '-')) /* an element of a tool's own */
        claims.names = get_label_names(search, node->name);
    for (const struct dom_attribute *a = node->attributes; a; a = a->next)
        read_attribute(search, a, &claims);
    claims.may_ask |= (claims.names & NAME_CONSENT) != 0;
    return claims;
}

static bool has_role(const struct dom_node *node, const char *role)
{
    const char *own = node->attributes ? dom_get_attribute(node, "role") : NULL;
    return own && g_ascii_strcasecmp(own, role) == 0;
}

bool beside_is_box(const struct dom_node *node)
{
    static const bool boxes[HTML_N_TAGS] = {
        [HTML_DIV] = true, [HTML_SECTION] = true, [HTML_ASIDE] = true, [HTML_ARTICLE] = true,
        [HTML_UL] = true,  [HTML_OL] = true,      [HTML_LI] = true,    [HTML_DL] = true,
        [HTML_DD] = true,  [HTML_FORM] = true,    [HTML_TABLE] = true, [HTML_FOOTER] = true,
    };
    return boxes[node->tag] || strcmp(node->name, "dialog") == 0 ||
           strcmp(node->name, "details") == 0 || strchr(node->name, '-');
}

bool beside_is_inside(const struct dom_node *node)
{
    while (node && !(node->marks & DOM_BESIDE))
        node = node->parent;
    return node != NULL;
}

bool beside_can_mark(const struct beside *search, const struct dom_node *node)
{
    const struct dom_page *page = &search->extractor->page;
    return node != page->html && node != page->body && node != page->head &&
           !(node->marks & DOM_HEART);
}

/* The last character that is not white space ends a sentence. */
bool beside_ends_sentence(const struct dom_node *text)
{
    static const char *const ends[] = { ".", "!", "?", "…", ".”", ".\"", "。", "！", "？" };
    size_t len = text->len;
    while (len && g_ascii_isspace(text->text[len - 1]))
        len--;
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        const size_t end_len = strlen(ends[i]);
        if (len >= end_len && memcmp(text->text + len - end_len, ends[i], end_len) == 0)
            return true;
    }
    return false;
}

bool beside_has_sentence(struct dom_node *root)
{
    if (dom_get_sums(root)->chars < BESIDE_MIN_SENTENCE)
        return false;
    guint n = 0;
    for (const struct dom_node *node = root; node && n < MAX_NODES;
         node = dom_next(root, node), n++)
        if (node->tag == HTML_TEXT && node->len >= BESIDE_MIN_SENTENCE &&
            beside_ends_sentence(node))
            return true;
    return false;
}

/* ---- the heart */

static bool is_title(const struct beside *search, const struct dom_node *node, bool is_only_h1)
{
    const struct extractor *extractor = search->extractor;
    if (search->title || (node->tag != HTML_H1 && node->tag != HTML_H2))
        return false;
    g_autofree char *words = dom_get_words(node, BESIDE_MAX_BYTES);
    const char *title = extractor->out->title;
    if (extract_find_heading(words) == HEADING_COUNTS)
        return false;
    return (node->tag == HTML_H1 && is_only_h1) ||
           extract_compare_title(extractor->title_tokens, words) > 0.75 ||
           (title && strlen(words) >= BESIDE_MIN_SENTENCE / 2 && strstr(title, words));
}

/* is_named: within a box that is named after consent or comments. */
static bool is_heart(const struct beside *search, const struct dom_node *node, bool is_named)
{
    if (strcmp(node->name, "main") == 0 || has_role(node, "main") || extract_is_article_body(node))
        return true;
    if (node->tag != HTML_ARTICLE || is_named)
        return false;
    const struct beside_claims claims = get_claims(search, node);
    return !(claims.names & NAME_COMMENTS) && !claims.is_item;
}

static void mark_hearts(struct beside *search)
{
    struct dom_node *html = search->extractor->page.html;
    const struct dom_node *end = NULL; /* of the box that is named so */
    const enum html_tag h1 = HTML_H1;
    GPtrArray *list = extract_collect(html, &h1, 1);
    const bool is_only_h1 = list->len == 1;
    bool is_named = false;
    g_ptr_array_unref(list);
    for (struct dom_node *node = html; node; node = extract_next_element(html, node)) {
        if (is_named && node == end)
            is_named = false;
        if (!is_named && beside_is_box(node) &&
            get_claims(search, node).names & (NAME_TOOL | NAME_COMMENTS)) {
            is_named = true;
            end = dom_next_after(html, node);
            while (end && end->tag == HTML_TEXT)
                end = dom_next_after(html, end);
        }
        const bool is_it = is_title(search, node, is_only_h1 && !is_named);
        if (is_it)
            search->title = node;
        if (!is_it && !is_heart(search, node, is_named))
            continue;
        for (struct dom_node *up = node; up && !(up->marks & DOM_HEART); up = up->parent)
            up->marks |= DOM_HEART;
    }
}

/* ---- the walk */

/* Stands above the article's text: within a header, or what is named so. */
static bool is_lede(const struct beside *search, const struct dom_node *leaf)
{
    guint level = 0;
    for (const struct dom_node *up = leaf; up && level < MAX_LEVELS; up = up->parent, level++) {
        if (strcmp(up->name, "header") == 0)
            return true;
        if (up->marks & DOM_HEART)
            return false;
        if (get_claims(search, up).names & NAME_LEDE)
            return true;
    }
    return false;
}

/* The paragraph, or what stands for one, that holds text. */
static void read_text(struct beside *search, const struct dom_node *text)
{
    struct dom_node *leaf = text->parent;
    for (guint i = 0; i < MAX_LEVELS && extract_is_phrasing_tag(leaf->tag) && leaf->parent; i++)
        leaf = leaf->parent;
    if (leaf != search->leaf && text->len >= MIN_TEXT && search->leaves->len < MAX_LEAVES &&
        extract_may_be_consent(&search->letters, text->text, text->len)) {
        search->leaf = leaf;
        if (beside_is_about_consent(search, leaf))
            g_ptr_array_add(search->leaves, leaf);
    }
    const guint n_leaves = search->leaves->len;
    if ((n_leaves && leaf == search->leaves->pdata[n_leaves - 1]) || !beside_ends_sentence(text) ||
        dom_get_sums(leaf)->chars < BESIDE_MIN_SENTENCE)
        return;
    search->has_text = true;
    if (search->title && leaf != search->title && leaf != search->sentence &&
        !is_lede(search, leaf))
        search->sentence = leaf;
}

static void take_element(struct beside *search, struct dom_node *node)
{
    if (node->tag >= HTML_H1 && node->tag <= HTML_H6 && search->has_text &&
        search->headings->len < MAX_HEADINGS) {
        g_autofree char *words = dom_get_words(node, BESIDE_MAX_BYTES);
        if (extract_find_heading(words) != HEADING_OTHER)
            g_ptr_array_add(search->headings, node);
    } else if ((node->tag == HTML_A || node->tag == HTML_BUTTON) &&
               search->replies->len < MAX_REPLIES &&
               dom_get_sums(node)->chars < BESIDE_MIN_SENTENCE) {
        g_autofree char *words = dom_get_words(node, BESIDE_MAX_BYTES);
        if (extract_is_reply(words))
            g_ptr_array_add(search->replies, node);
    }
}

static bool take_box(struct beside *search, struct dom_node *node)
{
    if (!beside_is_box(node) || !beside_can_mark(search, node))
        return false;
    const struct beside_claims claims = get_claims(search, node);
    if (beside_is_consent(search, node, &claims)) {
        node->marks |= DOM_BESIDE;
        search->is_found = true;
    } else if (beside_is_comments(node, &claims) || beside_is_group(search, node)) {
        beside_mark_comments(search, node);
    }
    return node->marks & DOM_BESIDE;
}

/* What never holds anything of it, or is looked at as a whole. */
static bool is_closed(const struct dom_node *node)
{
    return node->marks & DOM_HIDDEN || node->tag == HTML_PRE || node->tag == HTML_CODE ||
           node->tag == HTML_HEAD;
}

static void walk(struct beside *search)
{
    struct dom_node *html = search->extractor->page.html;
    for (struct dom_node *node = html; node;) {
        bool goes_on = true;
        if (node->tag == HTML_TEXT) {
            if (node->facts->sums.chars)
                read_text(search, node);
        } else if (node != search->extractor->page.body && is_closed(node)) {
            goes_on = false;
        } else {
            goes_on = !take_box(search, node);
            if (goes_on)
                take_element(search, node);
        }
        node = goes_on ? dom_next(html, node) : dom_next_after(html, node);
    }
}

bool extract_mark_beside(struct extractor *extractor)
{
    struct beside search = { .extractor = extractor,
                             .names = g_hash_table_new(g_str_hash, g_str_equal),
                             .comments = g_ptr_array_new(),
                             .leaves = g_ptr_array_new(),
                             .headings = g_ptr_array_new(),
                             .replies = g_ptr_array_new() };
    extract_fill_letters(&search.letters);
    mark_hearts(&search);
    walk(&search);
    beside_mark_below_headings(&search);
    beside_mark_replied(&search);
    beside_leave_few(&search);
    beside_mark_banners(&search);
    g_ptr_array_unref(search.replies);
    g_ptr_array_unref(search.headings);
    g_ptr_array_unref(search.leaves);
    g_ptr_array_unref(search.comments);
    g_hash_table_unref(search.names);
    return search.is_found;
}
