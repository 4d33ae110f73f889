/* SPDX-License-Identifier: MIT */
/* Notes: links within a page between a mark in the text and the note at its end; and links beside
 * headings that are not part of the article. */
#include "flow.h"

#include "base/url.h"

#include <string.h>

#define MAX_ID_BYTES 500
#define MAX_ADDRESS_BYTES 4096
#define MAX_JUMPS 30000 /* numbers have 15 bits */

bool note_get_mark(const struct dom_node *node, char text[NOTE_MARK_BYTES])
{
    size_t len = 0;
    guint n = 0;
    for (const struct dom_node *at = node->first; at; at = dom_next(node, at)) {
        for (size_t i = 0; i < (at->tag == HTML_TEXT ? at->len : 0); i++) {
            if (g_ascii_isspace(at->text[i]))
                continue;
            if (len + 1 >= NOTE_MARK_BYTES)
                return false;
            text[len++] = at->text[i];
        }
        if (++n > 16)
            return false;
    }
    text[len] = '\0';
    return true;
}

static const char *canonicalize(struct arena *arena, const char *url)
{
    g_autofree char *canonical = url ? url_canonicalize(url) : NULL;
    return canonical && *canonical ? arena_strdup(arena, canonical) : NULL;
}

static void name_page(const struct flow_builder *builder)
{
    struct flow_links *links = builder->links;
    if (links->base_of_names && links->base_of_names == builder->base_url)
        return;
    links->base_of_names = builder->base_url;
    links->names[0] = canonicalize(links->arena, builder->base_url);
    links->names[1] = canonicalize(links->arena, builder->options->own_url);
}

/* An address may be spelt in full: with or without a slash at its end, another scheme, "www.", or
 * what only tracks. */
static bool is_within_page(const struct flow_builder *builder, const char *address)
{
    const char *fragment = address ? strchr(address, '#') : NULL;
    if (!fragment || !fragment[1] || fragment[1] == '!') /* "#!…" is another page */
        return false;
    if (fragment == address)
        return true;
    if (fragment - address > MAX_ADDRESS_BYTES)
        return false;
    g_autofree char *page = g_strndup(address, (size_t)(fragment - address));
    g_autofree char *resolved = url_resolve(builder->base_url, page);
    g_autofree char *canonical = url_canonicalize(resolved);
    name_page(builder);
    return g_strcmp0(canonical, builder->links->names[0]) == 0 ||
           g_strcmp0(canonical, builder->links->names[1]) == 0;
}

/* The fragment of address, decoded; NULL: it has none. Caller frees. */
static char *get_id(const char *address)
{
    const char *fragment = address ? strchr(address, '#') : NULL;
    char *decoded = fragment && strlen(fragment) <= MAX_ID_BYTES
                        ? g_uri_unescape_string(fragment + 1, NULL)
                        : NULL;
    if (decoded && g_utf8_validate(decoded, -1, NULL))
        return decoded;
    g_free(decoded);
    return NULL;
}

char *note_get_target(const struct flow_builder *builder, const char *address)
{
    return is_within_page(builder, address) ? get_id(address) : NULL;
}

guint16 note_add_jump(struct flow_builder *builder, const struct dom_node *node)
{
    GArray *jumps = builder->links->jumps;
    g_autofree char *id = get_id(dom_get_attribute(node, "href"));
    if (!id || jumps->len >= MAX_JUMPS || !builder->options->has_jumps)
        return 0;
    g_autofree char *url = url_resolve(builder->base_url, dom_get_attribute(node, "href"));
    struct arena *arena = builder->links->arena;
    const struct page_jump jump = { arena_strdup(arena, id),
                                    url_is_http(url) ? arena_strdup(arena, url) : NULL };
    g_array_append_val(jumps, jump);
    return (guint16)(PAGE_JUMP | jumps->len);
}

void note_add_anchor(struct flow_builder *builder, const struct dom_node *node)
{
    GHashTable *anchors = builder->links->anchors;
    const char *id = dom_get_attribute(node, "id");
    if (!id && node->tag == HTML_A)
        id = dom_get_attribute(node, "name");
    if (!id || !*id || strlen(id) > MAX_ID_BYTES || g_hash_table_size(anchors) >= MAX_JUMPS ||
        g_hash_table_contains(anchors, id))
        return;
    const guint source = builder->words - (builder->in_word && builder->words);
    g_hash_table_insert(anchors, arena_strdup(builder->links->arena, id),
                        GUINT_TO_POINTER(source + 1));
}

static bool has_word(const struct dom_node *node, const char *name, const char *const *words,
                     guint n)
{
    const char *value = dom_get_attribute(node, name);
    for (guint i = 0; value && i < n; i++)
        if (strstr(value, words[i]))
            return true;
    return false;
}

static bool is_among(const char *text, const char *const *list, guint n)
{
    for (guint i = 0; i < n; i++)
        if (g_str_has_prefix(text, list[i]))
            return true;
    return false;
}

/* Names that notes have everywhere: a page that was copied still leads to them where it came from.
 */
static bool names_note(const char *address)
{
    static const char *const names[] = { "cite_note", "cite_ref", "fn:",      "fn-",     "fnref",
                                         "_ftn",      "_edn",     "footnote", "endnote", "note-" };
    const char *fragment = address ? strchr(address, '#') : NULL;
    return fragment && is_among(fragment + 1, names, G_N_ELEMENTS(names));
}

bool note_is_reference(const struct flow_builder *builder, const struct dom_node *node)
{
    static const char *const words[] = { "footnote", "noteref", "backref", "backlink" };
    static const char *const arrows[] = { "↩", "⤴", "↑", "^", "⏎", "↵" };
    char text[NOTE_MARK_BYTES], number[NOTE_MARK_BYTES];
    const char *address = dom_get_attribute(node, "href");
    const bool is_high = node->parent && node->parent->tag == HTML_SUP;
    const bool is_here = is_within_page(builder, address);
    if ((!is_here && !(is_high && names_note(address))) || !note_get_mark(node, text) || !*text)
        return false;
    if (is_among(text, arrows, G_N_ELEMENTS(arrows)) || strstr(address, "#cite_ref"))
        return true;
    if (is_high && *text == '[' && g_str_has_suffix(text, "]"))
        return true;
    if (!note_get_number(node, number, sizeof number) && strspn(text, "*[]") < strlen(text) &&
        !g_str_has_prefix(text, "†") && !g_str_has_prefix(text, "‡"))
        return false;
    return is_high || (node->first && node->first->tag == HTML_SUP) ||
           has_word(node, "class", words, G_N_ELEMENTS(words)) ||
           has_word(node, "role", words, G_N_ELEMENTS(words)) || has_word(node, "rel", words, 1);
}

size_t note_get_number(const struct dom_node *node, char *text, size_t size)
{
    char mark[NOTE_MARK_BYTES];
    if (!note_get_mark(node, mark))
        return 0;
    const char *begin = mark + (*mark == '[' || *mark == '(');
    const char *digits = begin + (*begin == '+' || *begin == '-');
    const size_t n = strspn(digits, "0123456789"), len = (size_t)(digits - begin) + n;
    const bool is_closed =
        begin == mark ? !digits[n] : (digits[n] == ']' || digits[n] == ')') && !digits[n + 1];
    if (!n || !is_closed || len >= size || n > 6)
        return 0;
    memcpy(text, begin, len);
    text[len] = '\0';
    return len;
}

/* node is within a heading, or beside one. */
static bool is_at_heading(const struct flow_builder *builder, const struct dom_node *node)
{
    const struct dom_node *around[] = { node->prev, node->next };
    if (builder->style & PAGE_HEADING || (node->parent && node->parent->tag == HTML_DT))
        return true;
    for (guint i = 0; i < G_N_ELEMENTS(around); i++) {
        const struct dom_node *at = around[i];
        if (at && at->tag == HTML_TEXT && dom_is_blank(at->text, at->len))
            at = i == 0 ? at->prev : at->next;
        if (at && at->tag >= HTML_H1 && at->tag <= HTML_H6)
            return true;
    }
    return false;
}

bool note_is_permalink(const struct flow_builder *builder, const struct dom_node *node)
{
    static const char *const signs[] = { "", "#", "¶", "§", "🔗", "🔗\xef\xb8\x8f", "⚓" };
    char text[NOTE_MARK_BYTES];
    if (!is_within_page(builder, dom_get_attribute(node, "href")) ||
        !is_at_heading(builder, node) || !note_get_mark(node, text))
        return false;
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
        if (strcmp(text, signs[i]) == 0)
            return true;
    return false;
}

bool note_is_edit_mark(const struct dom_node *node)
{
    const char *class = dom_get_attribute(node, "class");
    return class && strstr(class, "mw-editsection");
}
